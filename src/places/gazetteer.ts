import { z } from 'zod'
import type { Commune } from './commune.ts'
import type { Point } from './distance.ts'
import { nameKey, withoutArticle } from './name-key.ts'

/** A line of `communes.json` of @etalab/decoupage-administratif; the file has more kinds and more fields. */
export const OfficialCommune = z.object({
  code: z.string(),
  nom: z.string(),
  type: z.enum(['commune-actuelle', 'arrondissement-municipal', 'commune-deleguee', 'commune-associee']),
  departement: z.string(),
  region: z.string(),
  /** The sub-prefecture's district, not a municipal arrondissement. */
  arrondissement: z.string().optional(),
  /** Municipal arrondissements: their city. */
  commune: z.string().optional(),
  /** Merged communes: the commune they are part of. */
  chefLieu: z.string().optional(),
  anciensCodes: z.array(z.string()).optional(),
  codesPostaux: z.array(z.string()).optional(),
  population: z.number().optional(),
})
export type OfficialCommune = z.infer<typeof OfficialCommune>

/** A populated place of GeoNames, from whichever package. */
export interface KnownPoint extends Point {
  name: string
  otherNames: string[]
  /** INSEE code, of today or of before a merger. */
  code?: string
  departement?: string
  /** Is it a seat of government or a town of its own (2), or a quarter or locality (1)? */
  standing: 1 | 2
  population: number
}

/** Communes that share an intercommunality, by INSEE code: neighbours for want of better. */
export type Neighbourhood = readonly string[]

/**
 * Every inhabited commune and municipal arrondissement with the best coordinates that the gazetteers give:
 * `exact` from a point with its code and name, or its name and departement; `approximate` from another place inside
 * it, or from the known points of its postcode, intercommunality, district or departement. A territory of which nothing is known (Clipperton) is left out.
 */
export function buildCommunes(source: {
  official: readonly OfficialCommune[]
  points: readonly KnownPoint[]
  neighbourhoods?: readonly Neighbourhood[]
}): Commune[] {
  const current = source.official.filter(isPlaceOfToday)
  const former = formerByCommune(source.official)
  const located = locate(current, former, source.points)
  const estimate = estimator(current, located, source.neighbourhoods ?? [])
  return current.flatMap((official) => {
    const placed = located.get(official.code) ?? estimate(official)
    if (!placed) return []
    const merged = former.get(official.code)
    const commune: Commune = {
      code: official.code,
      name: official.nom,
      postcodes: official.codesPostaux ?? [],
      departement: official.departement,
      region: official.region,
      lat: fourDecimals(placed.lat),
      lon: fourDecimals(placed.lon),
      exactness: placed.exactness,
      population: official.population ?? 0,
      ...(official.commune === undefined ? {} : { parent: official.commune }),
      ...(merged === undefined ? {} : { former: merged }),
    }
    return [commune]
  })
}

type Placed = Point & { exactness: Commune['exactness'] }

/** Without a postcode nobody lives there: Kerguelen and the other southern islands. */
function isPlaceOfToday(official: OfficialCommune): boolean {
  const today = official.type === 'commune-actuelle' || official.type === 'arrondissement-municipal'
  return today && (official.codesPostaux?.length ?? 0) > 0
}

function formerByCommune(official: readonly OfficialCommune[]): Map<string, { code: string; name: string }[]> {
  const former = new Map<string, { code: string; name: string }[]>()
  const add = (into: string, code: string, name: string) => {
    const list = former.get(into)
    if (!list) former.set(into, [{ code, name }])
    else if (!list.some((one) => one.code === code)) list.push({ code, name })
  }
  for (const one of official) {
    if (one.chefLieu !== undefined) add(one.chefLieu, one.code, one.nom)
  }
  for (const one of official) {
    for (const code of one.anciensCodes ?? []) if (one.type === 'commune-actuelle') add(one.code, code, one.nom)
  }
  return former
}

function locate(
  communes: readonly OfficialCommune[],
  former: Map<string, { code: string; name: string }[]>,
  points: readonly KnownPoint[],
): Map<string, Placed> {
  const byCode = groupBy(points, (point) => arrondissementCode(point.name) ?? point.code)
  const byName = groupBy(points, (point) => point.departement && `${point.departement} ${plainName(point.name)}`)
  const byDepartement = groupBy(points, (point) => point.departement)
  const alone = groupBy(communes, (official) => official.departement)
  const located = new Map<string, Placed>()
  for (const official of communes) {
    const quarter = PARIS_ARRONDISSEMENTS[official.code]
    if (quarter) {
      located.set(official.code, { lat: quarter[0], lon: quarter[1], exactness: 'exact' })
      continue
    }
    const name = plainName(official.nom)
    const inside = (former.get(official.code) ?? []).flatMap((one) => byCode.get(one.code) ?? [])
    const coded = byCode.get(official.code) ?? []
    const named = byName.get(`${official.departement} ${name}`) ?? []
    const onlyOne = alone.get(official.departement)?.length === 1 ? (byDepartement.get(official.departement) ?? []) : []
    const isArrondissement = official.type === 'arrondissement-municipal'
    const exact = best(isArrondissement ? coded : coded.filter((point) => bears(point, name))) ?? best(named)
    const near = exact ?? best(coded) ?? best(inside) ?? best(onlyOne)
    if (near) located.set(official.code, { lat: near.lat, lon: near.lon, exactness: exact ? 'exact' : 'approximate' })
  }
  return located
}

/** GeoNames calls them 'Lyon 02', 'Marseille 10' and gives them the code of the city. */
function arrondissementCode(name: string): string | undefined {
  const match = /^(Lyon|Marseille) (\d\d)$/.exec(name)
  if (!match) return undefined
  return String((match[1] === 'Lyon' ? 69380 : 13200) + Number(match[2]))
}

function bears(point: KnownPoint, name: string): boolean {
  return plainName(point.name) === name || point.otherNames.some((other) => plainName(other) === name)
}

function best(points: readonly KnownPoint[]): KnownPoint | undefined {
  return points.reduce<KnownPoint | undefined>((kept, point) => {
    if (!kept || point.standing > kept.standing) return point
    return point.standing === kept.standing && point.population > kept.population ? point : kept
  }, undefined)
}

function estimator(
  communes: readonly OfficialCommune[],
  located: ReadonlyMap<string, Placed>,
  neighbourhoods: readonly Neighbourhood[],
): (official: OfficialCommune) => Placed | undefined {
  const sums = new Map<string, { lat: number; lon: number; count: number }>()
  const note = (circle: string, point: Point) => {
    const sum = sums.get(circle) ?? { lat: 0, lon: 0, count: 0 }
    sums.set(circle, { lat: sum.lat + point.lat, lon: sum.lon + point.lon, count: sum.count + 1 })
  }
  const intercommunality = new Map<string, string>()
  neighbourhoods.forEach((codes, index) => {
    for (const code of codes) intercommunality.set(code, `intercommunality ${index}`)
  })
  // From the closest circle to the widest; the first in which something is known decides.
  const circlesOf = (official: OfficialCommune): string[] => [
    ...(official.codesPostaux ?? []).map((postcode) => `postcode ${postcode}`),
    ...(intercommunality.has(official.code) ? [intercommunality.get(official.code)!] : []),
    ...(official.arrondissement === undefined ? [] : [`district ${official.arrondissement}`]),
    `departement ${official.departement}`,
  ]
  for (const official of communes) {
    const point = located.get(official.code)
    if (point) for (const circle of circlesOf(official)) note(circle, point)
  }
  return (official) => {
    const circle = circlesOf(official).find((name) => sums.has(name))
    const sum = circle === undefined ? undefined : sums.get(circle)
    return sum && { lat: sum.lat / sum.count, lon: sum.lon / sum.count, exactness: 'approximate' }
  }
}

function plainName(name: string): string {
  return withoutArticle(nameKey(name))
}

function fourDecimals(degrees: number): number {
  return Math.round(degrees * 1e4) / 1e4
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Latitude and longitude of the middle of each, which no gazetteer names. */
const PARIS_ARRONDISSEMENTS: Readonly<Record<string, readonly [lat: number, lon: number]>> = {
  75101: [48.8626, 2.3363],
  75102: [48.8684, 2.343],
  75103: [48.863, 2.36],
  75104: [48.8545, 2.3575],
  75105: [48.8445, 2.35],
  75106: [48.8489, 2.3328],
  75107: [48.8563, 2.3123],
  75108: [48.8727, 2.3127],
  75109: [48.8772, 2.3373],
  75110: [48.8761, 2.3607],
  75111: [48.859, 2.3801],
  75112: [48.84, 2.395],
  75113: [48.8283, 2.3622],
  75114: [48.8299, 2.327],
  75115: [48.8401, 2.293],
  75116: [48.8604, 2.265],
  75117: [48.8874, 2.3068],
  75118: [48.8925, 2.3481],
  75119: [48.8871, 2.3848],
  75120: [48.8635, 2.4012],
}
