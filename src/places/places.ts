import { firstAtLeast } from '../../guardrails/language/fold.ts'
import { AREA_ALIASES, type Area, areasOf } from './areas.ts'
import type { Commune } from './commune.ts'
import { byPopulation, createCommuneNames } from './commune-names.ts'
import { boundsAround, distanceKm, type Point } from './distance.ts'
import { createKnownPlaces } from './known-places.ts'
import { createPlaceReader, type PlaceMention } from './mentions.ts'
import { createMisspelt } from './misspelt.ts'
import { nameKey } from './name-key.ts'
import { type PlaceHint, type Resolution, resolveAmong } from './resolution.ts'

export type { PlaceMention } from './mentions.ts'
export type { PlaceHint, Resolution } from './resolution.ts'

export interface Places {
  readonly communes: readonly Commune[]
  readonly areas: readonly Area[]
  /** Also by the code of a commune that has merged since. */
  byCode(code: string): Commune | undefined
  /** Every commune of the postcode, most populated first; an arrondissement comes before its city. */
  byPostcode(postcode: string): Commune[]
  /** Communes of that name (no need for accents, case, hyphens, article, "Saint" in full), best first. */
  find(name: string): Commune[]
  /** One commune, or several between which to ask back; the rule is in resolution.ts. A number after the name is a hint. */
  resolve(name: string, hint?: PlaceHint): Resolution
  /** What a name that nothing bears may be a slip of, best first; the rule is in misspelt.ts. */
  misspelt(name: string): Commune[]
  /** Communes, postcodes, departements, regions and other places said in a sentence, in reading order, never overlapping. */
  findInText(text: string): PlaceMention[]
  /** Nearest first; cities come with their arrondissements. */
  within(centre: Point, radiusKm: number): Commune[]
  nearest(point: Point): Commune | undefined
  /** A departement ('59') or a region ('11') by kind and code. */
  area(kind: Area['kind'], code: string): Area | undefined
  /** By name or number, without accents or case: 'Bretagne', 'Nord', '59', 'PACA'. Departements before regions. */
  findArea(name: string): Area | undefined
}

/** Pure: the same in Node, workerd and a browser. Takes about 200 ms for the 35,000 communes. */
export function createPlaces(communes: readonly Commune[]): Places {
  const byCode = new Map<string, Commune>()
  for (const commune of communes) for (const one of commune.former ?? []) byCode.set(one.code, commune)
  for (const commune of communes) byCode.set(commune.code, commune)
  const byPostcode = postcodeIndex(communes)
  const names = createCommuneNames(communes)
  const areas = areasOf(communes)
  const areaNames = areaIndex(areas)
  const around = createSurroundings(communes)
  const misspelt = createMisspelt(communes)

  const reader = createPlaceReader({
    names,
    byPostcode: (postcode) => byPostcode.get(postcode) ?? [],
    areaNamed: (key) => areaNames.get(key),
    longestAreaFrom: longestFrom(areaNames),
    known: createKnownPlaces((code) => byCode.get(code)),
    misspelt,
  })

  return {
    communes,
    areas,
    byCode: (code) => byCode.get(code.toUpperCase()),
    byPostcode: (postcode) => [...(byPostcode.get(postcode) ?? [])],
    find: (name) => names.find(nameKey(name)),
    resolve(said, hint) {
      const whole = names.find(nameKey(said))
      if (whole.length > 0) return resolveAmong(whole, nameKey(said), hint)
      const { name, beside } = splitHint(said)
      return resolveAmong(names.find(nameKey(name)), nameKey(name), beside ?? hint)
    },
    misspelt: (name) => misspelt(nameKey(name)),
    findInText: reader,
    within: around.within,
    nearest: around.nearest,
    area: (kind, code) => areas.find((area) => area.kind === kind && area.code === code.toUpperCase()),
    findArea: (name) => areaNames.get(nameKey(name)),
  }
}

/** "Saint-Denis 93", "Saint-Denis (93)", "Saint-Denis, dans le 93", "Lyon 69003". */
function splitHint(said: string): { name: string; beside?: PlaceHint } {
  const match = /^(.*?\p{L}.*?)[\s,(]+(?:dans le )?(\d{5}|9[78]\d|\d{2}|2[AB])\)?$/iu.exec(said.trim())
  const [, name, number] = match ?? []
  if (name === undefined || number === undefined) return { name: said }
  return { name, beside: number.length === 5 ? { postcode: number } : { departement: number } }
}

function postcodeIndex(communes: readonly Commune[]): Map<string, Commune[]> {
  const index = new Map<string, Commune[]>()
  for (const commune of communes) {
    for (const postcode of commune.postcodes) {
      const list = index.get(postcode)
      if (list) list.push(commune)
      else index.set(postcode, [commune])
    }
  }
  const isQuarter = (commune: Commune) => (commune.parent === undefined ? 1 : 0)
  for (const list of index.values()) list.sort((a, b) => isQuarter(a) - isQuarter(b) || byPopulation(a, b))
  return index
}

function areaIndex(areas: readonly Area[]): Map<string, Area> {
  const index = new Map<string, Area>()
  const note = (key: string, area: Area) => {
    if (!index.has(key)) index.set(key, area)
  }
  for (const area of areas) {
    note(nameKey(area.name), area)
    for (const alias of AREA_ALIASES[`${area.kind} ${area.code}`] ?? []) note(nameKey(alias), area)
    if (area.kind === 'departement') note(area.code.toLowerCase(), area)
  }
  return index
}

function longestFrom(index: ReadonlyMap<string, unknown>): (word: string) => number {
  const longest = new Map<string, number>()
  for (const key of index.keys()) {
    const words = key.split(' ')
    longest.set(words[0]!, Math.max(longest.get(words[0]!) ?? 0, words.length))
  }
  return (word) => longest.get(word) ?? 0
}

function createSurroundings(communes: readonly Commune[]): Pick<Places, 'within' | 'nearest'> {
  const sorted = [...communes].sort((a, b) => a.lat - b.lat)
  const latitudes = Float64Array.from(sorted, (commune) => commune.lat)

  const within = (centre: Point, radiusKm: number): Commune[] => {
    const bounds = boundsAround(centre.lat, centre.lon, radiusKm)
    const near: { commune: Commune; km: number }[] = []
    for (let at = firstAtLeast(latitudes, bounds.south); at < sorted.length; at += 1) {
      const commune = sorted[at]!
      if (commune.lat > bounds.north) break
      if (commune.lon < bounds.west || commune.lon > bounds.east) continue
      const km = distanceKm(centre, commune)
      if (km <= radiusKm) near.push({ commune, km })
    }
    return near.sort((a, b) => a.km - b.km || byPopulation(a.commune, b.commune)).map(({ commune }) => commune)
  }

  const nearest = (point: Point): Commune | undefined => {
    // Widening circles: nearly always the first one answers; the last one holds the globe.
    for (const radiusKm of [3, 10, 100, 1_000, 20_100]) {
      const [first] = within(point, radiusKm)
      if (first) return first
    }
    return undefined
  }

  return { within, nearest }
}
