import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRows } from './csv-records.ts'

async function* inPieces(bytes: Uint8Array, size = bytes.length || 1) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(table: string | Uint8Array, columns: string[], size?: number) {
  const bytes = typeof table === 'string' ? new TextEncoder().encode(table) : table
  const rows = []
  for await (const row of csvRows(inPieces(bytes, size))) {
    rows.push('refused' in row ? `${row.refused} on line ${row.position.line}` : columns.map((name) => row.value(name)))
  }
  return rows
}

describe('a table', () => {
  it.each([';', ',', '\t', '|'])('is read whatever separates its cells: "%s"', async (separator) => {
    const line = (...cells: string[]) => `${cells.join(separator)}\n`
    const table = line('intitulé', 'prix', 'ville') + line('CAP', '12.5', 'Lyon')
    expect(await read(table, ['intitule', 'prix', 'ville'])).toEqual([['CAP', '12.5', 'Lyon']])
  })

  it('is read with the separator that Excel announces', async () => {
    expect(await read('sep=;\r\na,x;b\r\n1,5;2\r\n', ['a x', 'b'])).toEqual([['1,5', '2']])
  })

  it('names its columns with any case, accent or punctuation', async () => {
    expect(await read('Libellé Formation;CODE_RNCP\nCAP;1\n', ['libelle_formation', 'code rncp'])).toEqual([
      ['CAP', '1'],
    ])
  })

  it('keeps paragraphs, separators and doubled quotes inside quotes', async () => {
    expect(await read('a;b\r\n"un\r\n\r\ndeux";"x ; ""y"""\r\n', ['a', 'b'])).toEqual([['un\n\ndeux', 'x ; "y"']])
  })

  it('loses no row to a quote that is never closed', async () => {
    const rows = await read('a;b\n"Écran 15"" plat;1\nc;2\n"d"e;3\n"f;"4"\n5;"6\n', ['a', 'b'])
    expect(rows).toEqual([
      ['Écran 15"" plat', '1'],
      ['c', '2'],
      ['d"e', '3'],
      ['f', '4'],
      ['5', '6'],
    ])
  })

  it('refuses a row with more cells than columns, and a last one that was cut', async () => {
    expect(await read('a;b\n1;2;3\n4;5;;\n6', ['a', 'b'])).toEqual([
      'malformed on line 2',
      ['4', '5'],
      'truncated on line 4',
    ])
  })

  it('is no table without a header', async () => {
    expect(await read('{"a": 1}\n', ['a'])).toEqual(['malformed on line 1'])
    expect(await read('', ['a'])).toEqual([])
  })

  it('gives back what was written in it, in whatever pieces it comes', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ';', ',', '"', '\n', '1') })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
          const table = ['x;y', ...rows.map((row) => row.map(quoted).join(';'))].join('\n')
          // Lines without any sign are kept as empty ones.
          const told = (text: string) => text.replace(/(?<=\n) +(?=\n)/g, '').trim() || undefined
          expect(await read(`${table}\n`, ['x', 'y'], size)).toEqual(rows.map(([x, y]) => [told(x), told(y)]))
        },
      ),
    )
  })
})

describe('an encoding that nobody declares', () => {
  const table = 'intitulé;ville\nMaçonnerie générale à l’œuvre;Besançon\n'
  const rows = [['Maçonnerie générale à l’œuvre', 'Besançon']]
  const windows = new Map([...'éçàœ’'].map((letter, at) => [letter, [0xe9, 0xe7, 0xe0, 0x9c, 0x92][at]!]))
  const macintosh = new Map([...'éçàœ’'].map((letter, at) => [letter, [0x8e, 0x8d, 0x88, 0xcf, 0xd5][at]!]))
  const inSet = (set: Map<string, number>) =>
    Uint8Array.from([...table], (letter) => set.get(letter) ?? letter.charCodeAt(0))

  it.each([
    ['UTF-8', new TextEncoder().encode(table)],
    ['UTF-8 with a byte order mark', new TextEncoder().encode(`\ufeff${table}`)],
    ['UTF-16', Uint8Array.from(Buffer.from(`\ufeff${table}`, 'utf16le'))],
    ['Windows-1252', inSet(windows)],
    ['the set of old Macintoshes', inSet(macintosh)],
  ])('is recognised when it is %s', async (_, bytes) => {
    expect(await read(bytes, ['intitule', 'ville'])).toEqual(rows)
  })
})
