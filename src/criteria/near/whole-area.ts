import type { Area } from '../../places/areas.ts'
import type { Commune } from '../../places/commune.ts'
import { distanceKm } from '../../places/distance.ts'
import type { Places } from '../../places/places.ts'

/** A departement or region as the search understands it: its most populated commune, and what holds it. Remembered. */
export function wholeArea(area: Area, places: Places): { commune: Commune; radiusKm: number } | undefined {
  const key = `${area.kind} ${area.code}`
  const perPlaces = knownAreas.get(places) ?? new Map<string, { commune: Commune; radiusKm: number }>()
  knownAreas.set(places, perPlaces)
  const known = perPlaces.get(key)
  if (known) return known
  const inside = communesOf(area, places)
  const centre = inside.reduce((most, one) => (one.population > (most?.population ?? -1) ? one : most), inside[0])
  if (!centre) return undefined
  const made = { commune: centre, radiusKm: reachFrom(centre, area, places) }
  perPlaces.set(key, made)
  return made
}

const knownAreas = new WeakMap<Places, Map<string, { commune: Commune; radiusKm: number }>>()

const communesOf = ({ departements }: Area, { communes }: Places): Commune[] =>
  communes.filter((one) => !one.parent && departements.includes(one.departement))

/** The radius, in steps of 5 km, that holds nineteen of its twenty communes' inhabitants. */
export function reachFrom(centre: Commune, area: Area, places: Places): number {
  const reach = communesOf(area, places)
    .map((one) => ({ km: distanceKm(centre, one), population: one.population }))
    .sort((one, other) => one.km - other.km)
  const total = reach.reduce((sum, { population }) => sum + population, 0)
  let held = 0
  const edge = reach.find(({ population }) => {
    held += population
    return held >= 0.95 * total
  })
  return Math.max(5, Math.ceil((edge?.km ?? area.radiusKm) / 5) * 5)
}
