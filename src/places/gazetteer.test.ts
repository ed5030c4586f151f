import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Commune } from './commune.ts'
import { distanceKm } from './distance.ts'
import { buildCommunes, type KnownPoint, type OfficialCommune } from './gazetteer.ts'
import { importLaPoste, loadCommunes } from './load-node.ts'

const official = (code: string, nom: string, more: Partial<OfficialCommune> = {}): OfficialCommune => ({
  code,
  nom,
  type: 'commune-actuelle',
  departement: code.slice(0, 2),
  region: '84',
  codesPostaux: ['01000'],
  population: 100,
  ...more,
})
const known = (name: string, lat: number, lon: number, more: Partial<KnownPoint> = {}): KnownPoint => ({
  name,
  otherNames: [],
  lat,
  lon,
  standing: 2,
  population: 100,
  ...more,
})
const build = (communes: OfficialCommune[], points: KnownPoint[], neighbourhoods: string[][] = []) =>
  buildCommunes({ official: communes, points, neighbourhoods })

describe('coordinates', () => {
  it('come from the point that bears its code and name, not from a hamlet of the same code', () => {
    const [commune] = build(
      [official('01001', "L'Abergement")],
      [known('Le Hameau', 1, 1, { code: '01001', population: 900 }), known('Abergement', 2, 2, { code: '01001' })],
    )
    expect(commune).toMatchObject({ lat: 2, lon: 2, exactness: 'exact' })
  })

  it('come from its name within its departement when no code says so, never from a namesake elsewhere', () => {
    const communes = build(
      [official('01001', 'Saint-Jean'), official('02001', 'Saint-Jean', { codesPostaux: ['02000'] })],
      [known('Saint Jean', 3, 3, { departement: '01' })],
    )
    expect(communes).toMatchObject([{ code: '01001', lat: 3, exactness: 'exact' }])
  })

  it('come from another place inside it, marked approximate', () => {
    const merged = official('01002', 'Vieux-Bourg', { type: 'commune-deleguee', chefLieu: '01001', codesPostaux: [] })
    const [commune] = build([official('01001', 'Neuville'), merged], [known('Vieux-Bourg', 4, 4, { code: '01002' })])
    expect(commune).toMatchObject({
      lat: 4,
      exactness: 'approximate',
      former: [{ code: '01002', name: 'Vieux-Bourg' }],
    })
  })

  it('come from the known points of its postcode, else its neighbours, else its departement, marked approximate', () => {
    const communes = build(
      [
        official('01001', 'Une'),
        official('01002', 'Deux'),
        official('01003', 'Trois', { codesPostaux: ['01333'] }),
        official('01004', 'Quatre', { codesPostaux: ['01444'] }),
        official('01005', 'Cinq', { codesPostaux: ['01555'] }),
      ],
      [known('Une', 10, 1, { code: '01001' }), known('Quatre', 20, 1, { code: '01004' })],
      [['01003', '01004']],
    )
    expect(communes.map(({ lat, exactness }) => [lat, exactness])).toEqual([
      [10, 'exact'],
      [10, 'approximate'],
      [20, 'approximate'],
      [20, 'exact'],
      [15, 'approximate'],
    ])
  })

  it('are not invented for a territory of which nothing is known', () => {
    expect(build([official('98901', 'Île de Clipperton', { departement: '989' })], [])).toEqual([])
  })
})

describe('the communes of the packages', () => {
  let communes: Commune[]
  beforeAll(async () => {
    communes = await loadCommunes()
  })

  it('are all valid, with overseas and the 45 arrondissements', () => {
    expect(Commune.array().safeParse(communes).error).toBeUndefined()
    expect(communes.length).toBeGreaterThan(34_900)
    expect(communes.filter((one) => one.parent !== undefined)).toHaveLength(45)
    const departements = new Set(communes.map((one) => one.departement))
    for (const code of ['2A', '971', '972', '973', '974', '975', '976', '977', '978', '986', '987', '988']) {
      expect(departements).toContain(code)
    }
  })

  const laPosteFile = new URL('../../../shared/data/geo/laposte_hexasmal.csv', import.meta.url).pathname
  it.skipIf(!existsSync(laPosteFile))(
    'have 86 % of the population within 5 km of the official point and at most 1 % over 40 km (skipped without the La Poste file)',
    async () => {
      const imported = await importLaPoste(laPosteFile, communes)
      expect(imported.unknown).toBe(0)
      let all = 0
      let near = 0
      let far = 0
      communes.forEach((commune, at) => {
        const point = imported.communes[at]!
        if (point === commune) return
        const km = distanceKm(commune, point)
        all += commune.population
        if (km <= 5) near += commune.population
        if (km > 40) far += commune.population
      })
      const percent = (part: number) => `${((100 * part) / all).toFixed(2)} %`
      const exact = communes.filter((one) => one.exactness === 'exact').length
      console.info(
        `places: within 5 km ${percent(near)}, over 40 km ${percent(far)}, ${exact} exact of ${communes.length}`,
      )
      expect(all).toBeGreaterThan(60e6)
      expect(near / all).toBeGreaterThanOrEqual(0.86)
      expect(far / all).toBeLessThanOrEqual(0.01)
    },
  )

  it('are rebuilt when the cache is damaged or of other packages, and served without one that cannot be written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'eventail-communes-'))
    const cacheFile = join(folder, 'communes.json')
    await writeFile(cacheFile, '{"format":"places-1","source":"else","regions":{},"lines":{}}')
    expect((await loadCommunes({ cacheFile })).length).toBe(communes.length)
    const written = await readFile(cacheFile, 'utf8')
    await writeFile(cacheFile, written.slice(0, 1000))
    expect((await loadCommunes({ cacheFile })).length).toBe(communes.length)
    expect(await readFile(cacheFile, 'utf8')).toBe(written)
    expect((await loadCommunes({ cacheFile: join(cacheFile, 'under-a-file.json') })).length).toBe(communes.length)
    await rm(folder, { recursive: true })
  })
})
