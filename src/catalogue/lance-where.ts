import { boundsAround } from '../places/distance.ts'
import type { Filter } from './catalogue-index.ts'
import { dayOf, type Facts } from './filter.ts'

/** Cells of half a degree, some 55 km by 40 km in France: coarse enough for short lists, fine enough to leave most of the country out. */
const CELL_DEGREES = 0.5
const MOST_CELLS = 150
const MOST_MONTHS = 36
/** Stands in a list for an item that any place, or any date, admits. */
const ANY = 'any'

/** The cells an item can be reached in: of its places, or any when it is remote or says none. */
export function cellsOf(facts: Facts): string[] {
  if (facts.modality === 'remote' || facts.places.length === 0) return [ANY]
  const cells = new Set<string>()
  for (let at = 0; at < facts.places.length; at += 2) {
    cells.add(`${step(facts.places[at]!)}:${step(facts.places[at + 1]!)}`)
  }
  return [...cells]
}

/** The months an item starts in ('2026-03'), or any when it publishes no session. */
export function monthsOf(facts: Facts): string[] {
  return facts.starts.length === 0 ? [ANY] : [...new Set(facts.starts.map(monthOf))]
}

/** Whether an item leads to a certification, in one word: a column of truths that are all unknown is one that Lance cannot read. */
export function certifyingAs(certifying: boolean | undefined): string {
  return certifying === undefined ? 'unknown' : certifying ? 'yes' : 'no'
}

export function certifyingFrom(written: string): boolean | undefined {
  return written === 'unknown' ? undefined : written === 'yes'
}

/**
 * A Lance predicate that every admitted item meets, and few others: it only spares work, `admitting` decides. Undefined when it would spare
 * none. Built from enumerations and numbers, never from text. `lastDay` is the last start of the catalogue (days since 1970).
 */
export function whereOf(filter: Filter, lastDay: number): string | undefined {
  const clauses: string[] = []
  if (filter.kinds && filter.kinds.length > 0) clauses.push(`kind IN (${list(filter.kinds)})`)
  if (filter.modality) clauses.push(`modality = '${filter.modality}'`)
  if (filter.excludeModalities && filter.excludeModalities.length > 0) {
    clauses.push(`modality NOT IN (${list(filter.excludeModalities)})`)
  }
  if (filter.certifying !== undefined)
    clauses.push(`certifying IN (${list([certifyingAs(filter.certifying), certifyingAs(undefined)])})`)
  const cells = filter.near && cellsAround(filter.near)
  if (cells) clauses.push(`array_has_any(cells, [${list([ANY, ...cells])}])`)
  const months = monthsBetween(filter, lastDay)
  if (months) clauses.push(`array_has_any(months, [${list([ANY, ...months])}])`)
  return clauses.length > 0 ? clauses.join(' AND ') : undefined
}

function cellsAround({ lat, lon, radiusKm }: NonNullable<Filter['near']>): string[] | undefined {
  const { south, north, west, east } = boundsAround(lat, lon, radiusKm)
  const rows = step(north) - step(south) + 1
  const columns = step(east) - step(west) + 1
  if (rows * columns > MOST_CELLS) return undefined
  return Array.from({ length: rows * columns }, (_, at) => {
    return `${step(south) + Math.floor(at / columns)}:${step(west) + (at % columns)}`
  })
}

function monthsBetween(filter: Filter, lastDay: number): string[] | undefined {
  const bounds = [filter.startAfter, filter.open].filter((date) => date !== undefined).map(dayOf)
  if (bounds.length === 0) return undefined
  const from = Math.max(...bounds)
  const until = Math.min(filter.startBefore === undefined ? lastDay : dayOf(filter.startBefore), lastDay)
  const months: string[] = []
  for (let month = new Date(from * DAY); month.getTime() / DAY <= until; ) {
    months.push(month.toISOString().slice(0, 7))
    if (months.length > MOST_MONTHS) return undefined
    month = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1))
  }
  return months
}

const DAY = 86_400_000

function monthOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 7)
}

function step(degrees: number): number {
  return Math.floor(degrees / CELL_DEGREES)
}

function list(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ')
}
