import { type Item, isCertifying, type Kind, type Modality } from '../item.ts'
import { boundsAround, distanceKm } from '../places/distance.ts'
import type { Filter } from './catalogue-index.ts'

/** What filters read of an item. Places are latitudes and longitudes in turn (degrees); starts are days since 1970, ascending. */
export interface Facts {
  kind: Kind
  modality: Modality
  /** Undefined when the record does not say. */
  certifying: boolean | undefined
  places: readonly number[]
  starts: readonly number[]
}

export function factsOf(item: Item): Facts {
  return {
    kind: item.kind,
    modality: item.modality,
    certifying: isCertifying(item),
    places: item.places.flatMap((place) => [place.lat, place.lon]),
    starts: [...new Set(item.sessions.map((session) => dayOf(session.start)))].sort((a, b) => a - b),
  }
}

/** The facts of every row. */
export interface FactsOfRows {
  /** The filter as a question on rows: see `Filter` for what unknown values do. */
  admitting(filter: Filter): (row: number) => boolean
  /** The last start of all, in days since 1970; 0 without any. */
  readonly lastDay: number
}

export function factsOfRows(all: readonly Facts[]): FactsOfRows {
  const collected = collectFacts(all.length)
  for (const [row, facts] of all.entries()) collected.add(row, facts)
  return collected.finish()
}

/** The same for rows that come one by one, in any order, and need not be held. */
export function collectFacts(size: number) {
  const natures = createColumn<Nature>(size)
  const places = createColumn<readonly number[]>(size)
  const starts = createColumn<readonly number[]>(size)
  return {
    add(row: number, facts: Facts): void {
      const { kind, modality, certifying } = facts
      natures.set(row, `${kind} ${modality} ${certifying}`, { kind, modality, certifying })
      places.set(row, String(facts.places), facts.places)
      starts.set(row, String(facts.starts), facts.starts)
    },
    finish(): FactsOfRows {
      return {
        lastDay: starts.values.reduce((last, days) => Math.max(last, days.at(-1) ?? last), 0),
        admitting(filter) {
          const fits = judging(natures, natureAsked(filter))
          const isRemote = judging(natures, ({ modality }) => modality === 'remote')
          const dates = datesAsked(filter)
          const starting = dates && judging(starts, dates)
          const reached = filter.near && judging(places, within(filter.near))
          return (row) => fits(row) && (!starting || starting(row)) && (!reached || isRemote(row) || reached(row))
        },
      }
    },
  }
}

/** Days since 1970 of an ISO date. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000
}

type Nature = Pick<Facts, 'kind' | 'modality' | 'certifying'>

/** Many offers are held in the same towns on the same days: what is equal is kept once, and each row has its number. */
interface Column<Value> {
  of: Uint32Array
  values: Value[]
  set(row: number, key: string, value: Value): void
}

function createColumn<Value>(size: number): Column<Value> {
  const of = new Uint32Array(size)
  const values: Value[] = []
  const numbers = new Map<string, number>()
  return {
    of,
    values,
    set(row, key, value) {
      const number = numbers.get(key) ?? values.push(value) - 1
      numbers.set(key, number)
      of[row] = number
    },
  }
}

/** Judges each distinct value once a search, when a row first has it. */
function judging<Value>({ of, values }: Column<Value>, passes: (value: Value) => boolean): (row: number) => boolean {
  const verdicts = new Uint8Array(values.length)
  return (row) => {
    const number = of[row]!
    verdicts[number] ||= passes(values[number]!) ? PASSES : FAILS
    return verdicts[number] === PASSES
  }
}

const PASSES = 1
const FAILS = 2

function natureAsked({ kinds, modality, excludeModalities, certifying }: Filter): (nature: Nature) => boolean {
  return (nature) =>
    (!kinds || kinds.length === 0 || kinds.includes(nature.kind)) &&
    (!modality || nature.modality === modality) &&
    !excludeModalities?.includes(nature.modality) &&
    (certifying === undefined || nature.certifying === undefined || nature.certifying === certifying)
}

function datesAsked(filter: Filter): ((starts: readonly number[]) => boolean) | undefined {
  const from = Math.max(day(filter.startAfter, -Infinity), day(filter.open, -Infinity))
  const until = day(filter.startBefore, Infinity)
  if (from === -Infinity && until === Infinity) return undefined
  return (starts) => starts.length === 0 || starts.some((start) => start >= from && start <= until)
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
    return places.length === 0
  }
}
