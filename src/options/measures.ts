import { costOf } from '../criteria/max-price.ts'
import { firstDay, nextSession } from '../criteria/session.ts'
import type { Item } from '../item.ts'
import type { Need } from './argument.ts'

/** What of an offer can be put in a row, in any unit that compares; undefined where there is nothing to compare. */
export const measures: Record<Measure, (item: Item, need: Need) => number | undefined> = {
  start: (item, need) => {
    const start = startOf(item, need)
    return start === undefined ? undefined : Date.parse(start)
  },
  distance: ({ distanceKm, modality, places }) =>
    modality === 'remote' || places.length === 0 ? undefined : distanceKm,
  hours: ({ hours }) => hours,
  cost: (item) => costOf(item)?.amount,
}

export const allMeasures = ['start', 'distance', 'hours', 'cost'] as const
export type Measure = (typeof allMeasures)[number]

/** The day of the session to join next. */
export const startOf = (item: Item, need: Need): string | undefined =>
  item.sessions[nextSession(item, firstDay(need))]?.start

/** Offers in a row of one measure, the least first, and those that have no place in it. */
export interface Row<One> {
  known: { offer: One; value: number }[]
  /** Of the cost: a price says nothing of who pays it, so that it stands in a row of its own. */
  priced: { offer: One; value: number }[]
  /** Followed from home. */
  remote: One[]
  /** Joined at any time of the year, without a date. */
  anytime: One[]
  /** Of which the record says nothing. */
  silent: One[]
}

export function inARow<One extends { item: Item }>(measure: Measure, offers: readonly One[], need: Need): Row<One> {
  const told = offers.map((offer) => ({ offer, value: measures[measure](offer.item, need) }))
  const valued = told
    .flatMap(({ offer, value }) => (value === undefined ? [] : [{ offer, value }]))
    .sort((one, other) => one.value - other.value)
  const others = told.flatMap(({ offer, value }) => (value === undefined ? [offer] : []))
  const isPriced = ({ offer: { item } }: { offer: One }) =>
    measure === 'cost' && costOf(item)?.field === '/price/amount'
  const isRemote = ({ item }: One) => measure === 'distance' && item.modality === 'remote'
  const isAnytime = ({ item: { entry } }: One) => measure === 'start' && entry !== undefined && 'permanent' in entry
  return {
    known: valued.filter((one) => !isPriced(one)),
    priced: valued.filter(isPriced),
    remote: others.filter(isRemote),
    anytime: others.filter(isAnytime),
    silent: others.filter((one) => !isRemote(one) && !isAnytime(one)),
  }
}

/**
 * All that stand first, or last, in a row of values that differ; empty where none stands apart. What is joined at any time starts before any
 * date; what is left to pay and a price do not compare, but for what costs nothing.
 */
export function atTheEnd<One extends { item: Item }>(
  measure: Measure,
  end: 'least' | 'most',
  offers: readonly One[],
  need: Need,
): One[] {
  const { known, priced, anytime } = inARow(measure, offers, need)
  if (anytime.length > 0) return end === 'least' && anytime.length < offers.length ? anytime : []
  const row = known.length > 0 ? known : priced
  const value = row.at(end === 'least' ? 0 : -1)?.value
  const isMixed = known.length > 0 && priced.length > 0
  if (isMixed && !(end === 'least' && value === 0)) return []
  const there = row.filter((one) => one.value === value).map(({ offer }) => offer)
  return there.length < offers.length ? there : []
}
