import { describe, expect, it } from 'vitest'
import type { Commune } from './commune.ts'
import { importLaPosteRecords, LaPosteError } from './laposte.ts'

const amberieu: Commune = {
  code: '01004',
  name: 'Ambérieu-en-Bugey',
  postcodes: ['01500'],
  departement: '01',
  region: '84',
  lat: 45,
  lon: 5,
  exactness: 'approximate',
  population: 15_934,
  former: [{ code: '01999', name: 'Vieux-Bourg' }],
}
const located = { lat: 45.9608, lon: 5.3723, exactness: 'exact' }
const utf8 = (text: string) => new TextEncoder().encode(text)
const header = 'Code_commune_INSEE;Nom_commune;Code_postal;Libelle_acheminement;Ligne_5;coordonnees_gps'
const line = '01004;AMBERIEU EN BUGEY;01500;AMBERIEU EN BUGEY;;45.9608, 5.37230001'

describe('an official file', () => {
  it.each([
    ['as published', utf8(`${header}\n${line}\n`)],
    ['with a byte order mark and Windows line ends', utf8(`\uFEFF${header}\r\n${line}\r\n`)],
    [
      'with codes that lost their leading zero',
      utf8(`${header}\n${line.replace('01004', '1004').replace('01500', '1500')}`),
    ],
    [
      'separated by commas and quoted',
      utf8('"code_commune_insee","code_postal","_geopoint"\n"01004","01500","45.9608,5.3723"'),
    ],
    [
      'separated by tabs, with two columns',
      utf8('Code INSEE\tCode postal\tLatitude\tLongitude\n01004\t01500\t45,9608\t5,3723'),
    ],
    ['in Latin-1', Uint8Array.from([...`${header};d\xE9tail\n${line};\xE9`].map((one) => one.charCodeAt(0)))],
    ['in UTF-16', Uint8Array.from(Buffer.from(`\uFEFF${header}\n${line}`, 'utf16le'))],
    ['with a "#" before the header', utf8(`#${header}\n${line}`)],
  ])('%s gives exact coordinates', (_name, bytes) => {
    const result = importLaPosteRecords(bytes, [amberieu])
    expect(result).toMatchObject({ located: 1, unknown: 0, malformed: [] })
    expect(result.communes).toEqual([{ ...amberieu, ...located }])
  })

  it('adds the postcodes it knows, and lets the own line of a commune win over a merged one', () => {
    const bytes = utf8(`${header}\n01999;VIEUX BOURG;01510;;;44.0, 4.0\n${line}\n01999;VIEUX BOURG;01520;;;44.0, 4.0`)
    const [commune] = importLaPosteRecords(bytes, [amberieu]).communes
    expect(commune).toMatchObject({ ...located, postcodes: ['01500', '01510', '01520'] })
  })

  it('tells the lines it could not use, and leaves those communes as they were', () => {
    const bytes = utf8(`${header}\nX;A;;;;1, 2\n01004;B;01500;;;\n01004;C;01500;;;451, 2\n99999;D;01500;;;1, 2`)
    const result = importLaPosteRecords(bytes, [amberieu])
    expect(result.malformed).toEqual([
      { line: 1, reason: 'no INSEE code' },
      { line: 2, reason: 'no coordinates' },
      { line: 3, reason: 'coordinates off the globe' },
    ])
    expect(result).toMatchObject({ located: 0, unknown: 1, communes: [amberieu] })
  })

  it('is refused when it is another file', () => {
    for (const text of ['', 'a;b;c\n1;2;3', 'code_commune_insee;nom\n01004;A']) {
      expect(() => importLaPosteRecords(utf8(text), [amberieu])).toThrow(LaPosteError)
    }
  })
})
