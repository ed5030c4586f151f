import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Commune } from './commune.ts'
import { distanceKm } from './distance.ts'
import { loadCommunes } from './load-node.ts'
import { createPlaces, type Places, type Resolution } from './places.ts'

let communes: Commune[]
let places: Places

beforeAll(async () => {
  communes = await loadCommunes()
  places = createPlaces(communes)
})

const codeOf = (resolution: Resolution) => (resolution.kind === 'found' ? resolution.commune.code : resolution.kind)

describe('a name', () => {
  it.each([
    ['Lyon', '69123'],
    ['LYON', '69123'],
    ['st etienne', '42218'],
    ['Ste Foy lès Lyon', '69202'],
    ['havre', '76351'],
    ['LE HAVRE', '76351'],
    ["L'Haÿ-les-Roses", '94038'],
    ['l hay les roses', '94038'],
    ['villeneuve d’ascq', '59009'],
    ['Chalon s/Saône', '71076'],
    ['Paris', '75056'],
    ['Montreuil', '93048'],
    ['Évry', '91228'],
  ])('%s is found without accents, case, hyphens, article or "Saint" in full', (name, code) => {
    expect(codeOf(places.resolve(name))).toBe(code)
  })

  it.each([
    ['Paris 12e', '75112'],
    ['paris 12ème arrondissement', '75112'],
    ['12e arrondissement de Paris', '75112'],
    ['Lyon 3', '69383'],
    ['Marseille 08', '13208'],
  ])('%s is a commune of its own, with its city as parent', (name, code) => {
    expect(codeOf(places.resolve(name))).toBe(code)
    const city = places.byCode(places.byCode(code)?.parent ?? '')
    expect(['75056', '69123', '13055']).toContain(city?.code)
  })

  it('carried by several towns is asked back, the largest first', () => {
    const resolution = places.resolve('Saint-Denis')
    expect(resolution.kind).toBe('ambiguous')
    if (resolution.kind !== 'ambiguous') return
    expect(resolution.candidates.slice(0, 2).map((one) => one.departement)).toEqual(['974', '93'])
    const populations = resolution.candidates.map((one) => one.population)
    expect(populations).toEqual([...populations].sort((a, b) => b - a))
  })

  it('on both sides of a sea is asked back even when one is far larger', () => {
    expect(places.resolve('Saint-Pierre').kind).toBe('ambiguous')
  })

  it('cut short is asked back between the towns it may mean', () => {
    const resolution = places.resolve('Clermont')
    expect(resolution.kind === 'ambiguous' && resolution.candidates.slice(0, 2).map((one) => one.code)).toEqual([
      '63113',
      '60157',
    ])
  })

  it('is settled by a departement, a postcode or a region; one that fits nothing is not held against it', () => {
    expect(codeOf(places.resolve('Saint-Denis', { departement: '93' }))).toBe('93066')
    expect(codeOf(places.resolve('Saint-Denis', { postcode: '97400' }))).toBe('97411')
    expect(codeOf(places.resolve('Saint-Denis', { region: '11' }))).toBe('93066')
    expect(codeOf(places.resolve('Lyon', { departement: '59' }))).toBe('69123')
    expect(codeOf(places.resolve('Saint-Denis 93'))).toBe('93066')
    expect(codeOf(places.resolve('Saint-Denis (974)'))).toBe('97411')
    expect(codeOf(places.resolve('St Denis dans le 93'))).toBe('93066')
  })

  it('of before a merger leads to the commune of today, by name and by code', () => {
    expect(codeOf(places.resolve('Cherbourg-Octeville'))).toBe('50129')
    expect(codeOf(places.resolve('Annecy-le-Vieux'))).toBe('74010')
    expect(places.byCode('69232')?.code).toBe('69123')
  })

  it('that nobody carries is unknown', () => {
    expect(places.resolve('Trifouillis-les-Oies')).toEqual({ kind: 'unknown' })
    expect(places.resolve('')).toEqual({ kind: 'unknown' })
    expect(places.find('!!')).toEqual([])
  })

  it('finds every commune there is', () => {
    const lost = communes.filter((commune) => !places.find(commune.name).includes(commune))
    expect(lost.map((commune) => commune.name)).toEqual([])
  })
})

it('finds every commune by its postcodes, the arrondissement before its city', () => {
  expect(places.byPostcode('75012').map((one) => one.code)).toEqual(['75112', '75056'])
  expect(places.byPostcode('01400').length).toBeGreaterThan(3)
  expect(places.byPostcode('00000')).toEqual([])
  const lost = communes.filter((one) => one.postcodes.some((postcode) => !places.byPostcode(postcode).includes(one)))
  expect(lost).toEqual([])
})

it('lists what lies within a radius, nearest first, missing none', () => {
  const centre = { lat: 45.4397, lon: 4.3872 }
  const near = places.within(centre, 30)
  expect(near[0]?.name).toBe('Saint-Étienne')
  expect(new Set(near)).toEqual(new Set(communes.filter((one) => distanceKm(centre, one) <= 30)))
  const distances = near.map((one) => distanceKm(centre, one))
  expect(distances).toEqual([...distances].sort((a, b) => a - b))
})

it('names the nearest commune, even from the middle of an ocean', () => {
  expect(places.nearest({ lat: 48.39, lon: -4.486 })?.name).toBe('Brest')
  expect(places.nearest({ lat: 0, lon: -30 })).toBeDefined()
  expect(createPlaces([]).nearest({ lat: 0, lon: 0 })).toBeUndefined()
})

it('knows departements and regions by name, number and initials, with a circle that holds their communes', () => {
  expect(places.findArea('nord')?.code).toBe('59')
  expect(places.findArea('2a')?.name).toBe('Corse-du-Sud')
  expect(places.findArea('ile de france')?.departements).toContain('93')
  expect(places.findArea('PACA')?.code).toBe('93')
  expect(places.area('region', '93')?.name).toBe("Provence-Alpes-Côte d'Azur")
  expect(places.area('departement', '93')?.name).toBe('Seine-Saint-Denis')
  for (const area of places.areas) {
    const members = communes.filter((one) => area.departements.includes(one.departement))
    const farthest = Math.max(...members.map((one) => distanceKm(area.centre, one)))
    expect(farthest).toBeLessThanOrEqual(area.radiusKm)
  }
  const covered = new Set(places.areas.flatMap((area) => area.departements))
  expect(communes.filter((one) => !covered.has(one.departement))).toEqual([])
})

describe('speed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eventail-places-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  // Processor time of the best of several runs: what the code costs, not what else the machine is doing.
  const best = async (runs: number, run: () => unknown) => {
    let least = Number.POSITIVE_INFINITY
    for (let turn = 0; turn < runs; turn += 1) {
      const start = process.threadCpuUsage()
      await run()
      const { user, system } = process.threadCpuUsage(start)
      least = Math.min(least, (user + system) / 1_000)
    }
    return least
  }

  it('is ready in 300 ms, from a cache in 150 ms', async () => {
    const cacheFile = join(folder, 'deep', 'communes.json')
    for (const _time of ['written', 'read']) {
      expect(JSON.stringify(await loadCommunes({ cacheFile }))).toBe(JSON.stringify(communes))
    }
    const cached = await best(5, () => loadCommunes({ cacheFile }))
    const created = await best(5, () => createPlaces(communes))
    console.info(`places: cached start ${cached.toFixed(0)} ms, createPlaces ${created.toFixed(0)} ms`)
    expect(cached).toBeLessThan(150)
    expect(created).toBeLessThan(300)
  })

  it('finds a name in 50 µs and reads a message of 300 characters in 1 ms', async () => {
    const names = ['Saint-Denis', 'lyon', 'Clermont', 'nulle part', 'le havre']
    const message =
      'Bonjour, je suis avec une personne de Villeneuve-d’Ascq qui cherche une formation courte de soudure autour de ' +
      'Lille, Lens ou Béthune, dans le 59 ou le 62, pas plus de 30 km, plutôt au printemps ; elle n’a pas le permis ' +
      'et garde ses enfants le mercredi. Saint-Denis irait aussi, ou la Bretagne, par exemple à Brest.'
    const repeat = (times: number, run: () => unknown) => () => {
      for (let time = 0; time < times; time += 1) run()
    }
    const find =
      (await best(
        5,
        repeat(2_000, () => names.map((name) => places.find(name))),
      )) /
      2_000 /
      names.length
    const read =
      (await best(
        5,
        repeat(200, () => places.findInText(message)),
      )) / 200
    console.info(`places: find ${(find * 1000).toFixed(1)} µs, findInText ${read.toFixed(3)} ms`)
    expect(find).toBeLessThan(0.05)
    expect(read).toBeLessThan(1)
  })
})
