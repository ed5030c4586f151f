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

/** Those of which a record gives the value, the least first; those that have none, being followed from home; those of which it says nothing. */
export function inARow<One extends { item: Item }>(
  measure: Measure,
  offers: readonly One[],
  need: Need,
): { known: { offer: One; value: number }[]; remote: One[]; silent: One[] } {
  const told = offers.map((offer) => ({ offer, value: measures[measure](offer.item, need) }))
  const known = told.flatMap(({ offer, value }) => (value === undefined ? [] : [{ offer, value }]))
  const others = told.flatMap(({ offer, value }) => (value === undefined ? [offer] : []))
  const isRemote = ({ item }: One) => measure === 'distance' && item.modality === 'remote'
  return {
    known: known.sort((one, other) => one.value - other.value),
    remote: others.filter(isRemote),
    silent: others.filter((one) => !isRemote(one)),
  }
}

/** All that stand first, or last, in a row of values that differ; empty where none stands apart. */
export function atTheEnd<One extends { item: Item }>(
  measure: Measure,
  end: 'least' | 'most',
  offers: readonly One[],
  need: Need,
): One[] {
  const { known } = inARow(measure, offers, need)
  const value = known.at(end === 'least' ? 0 : -1)?.value
  const there = known.filter((one) => one.value === value).map(({ offer }) => offer)
  return there.length < offers.length ? there : []
}
