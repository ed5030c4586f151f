import type { Kind, Modality } from '../need/criteria.ts'
import { boundsAround, distanceKm } from '../places/distance.ts'
import type { Filter } from './catalogue-index.ts'
import type { Item } from './item.ts'

/** What filters read of an item. Places are latitudes and longitudes in turn (degrees); starts are days since 1970, ascending. */
export interface Facts {
  kind: Kind
  modality: Modality
  certifying: boolean
  places: readonly number[]
  starts: readonly number[]
}

export function factsOf(item: Item): Facts {
  return {
    kind: item.kind,
    modality: item.modality,
    certifying: item.certification !== undefined,
    places: item.places.flatMap((place) => [place.lat, place.lon]),
    starts: [...new Set(item.sessions.map((session) => dayOf(session.start)))].sort((a, b) => a - b),
  }
}

/** The filter as a question on facts: see `Filter` for what unknown values do. */
export function admitting(filter: Filter): (facts: Facts) => boolean {
  const { kinds, near, modality, excludeModalities, certifying } = filter
  const from = Math.max(day(filter.startAfter, -Infinity), day(filter.open, -Infinity))
  const until = day(filter.startBefore, Infinity)
  const dated = from > -Infinity || until < Infinity
  const isNear = near && within(near)
  return (facts) => {
    if (kinds && kinds.length > 0 && !kinds.includes(facts.kind)) return false
    if (modality && facts.modality !== modality) return false
    if (excludeModalities?.includes(facts.modality)) return false
    if (certifying !== undefined && facts.certifying !== certifying) return false
    if (dated && facts.starts.length > 0 && !facts.starts.some((start) => start >= from && start <= until)) return false
    return !isNear || facts.modality === 'remote' || facts.places.length === 0 || isNear(facts.places)
  }
}

/** Days since 1970 of an ISO date. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000
}

function day(date: string | undefined, unset: number): number {
  return date === undefined ? unset : dayOf(date)
}

function within(near: NonNullable<Filter['near']>): (places: readonly number[]) => boolean {
  const { south, north, west, east } = boundsAround(near.lat, near.lon, near.radiusKm)
  return (places) => {
    for (let at = 0; at < places.length; at += 2) {
      const lat = places[at]!
      const lon = places[at + 1]!
      // The box is cheap and never too small; the distance decides.
      if (lat < south || lat > north || lon < west || lon > east) continue
      if (distanceKm(near, { lat, lon }) <= near.radiusKm) return true
    }
    return false
  }
}
