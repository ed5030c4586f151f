import type { ItemPlace, ItemSession, Offer } from '../../item.ts'
import { sourceOf } from './traits.ts'

/** One record made of several, and the offers that each of its fields was taken from ("partner/reference"). */
export interface Canonical {
  fields: Offer
  from: Partial<Record<keyof Offer, readonly string[]>>
}

/**
 * Field by field, the most recently updated offer that says something; among equally recent ones, the smallest reference. So no partner is
 * chosen for how it writes, and the same offers give the same record in whatever order they come. Sessions and places are those of all offers:
 * one that a single partner publishes is there to be attended all the same.
 */
export function canonical(offers: readonly Offer[]): Canonical {
  const recent = offers.toSorted((a, b) => compare(b.updatedAt, a.updatedAt) || compare(sourceOf(a), sourceOf(b)))
  const fields = { ...recent[0]! }
  const from: Canonical['from'] = {}
  const take = <Field extends keyof Offer>(field: Field) => {
    const telling = recent.find((offer) => !isEmpty(offer[field]))
    if (!telling) return
    fields[field] = telling[field]
    from[field] = [sourceOf(telling)]
  }
  for (const field of new Set(recent.flatMap((offer) => Object.keys(offer) as (keyof Offer)[]))) take(field)
  // What one partner names outweighs another's saying that there is none.
  if (fields.certification) {
    delete fields.certifying
    delete from.certifying
  }
  const sessions = allOf(recent, (offer) => offer.sessions, sameSession)
  const places = allOf(recent, (offer) => offer.places, samePlace)
  fields.sessions = sessions.all.sort((one, other) => compare(one.start, other.start))
  fields.places = places.all
  if (sessions.all.length > 0) from.sessions = sessions.sources
  if (places.all.length > 0) from.places = places.sources
  return { fields, from }
}

/** Told by two, a session keeps the seats and hours that the more recent offer tells. */
const sameSession = ({ start, place = '' }: ItemSession) => `${start} ${place}`
const samePlace = ({ commune }: ItemPlace) => commune.code

/** What the offers list: all of the most recent, and of each other what none before it told. */
function allOf<Listed>(offers: readonly Offer[], list: (offer: Offer) => Listed[], keyOf: (listed: Listed) => string) {
  const told = new Set<string>()
  const all: Listed[] = []
  const sources: string[] = []
  for (const offer of offers) {
    const added = list(offer).filter((listed) => !told.has(keyOf(listed)))
    if (added.length === 0) continue
    for (const listed of added) told.add(keyOf(listed))
    all.push(...added)
    sources.push(sourceOf(offer))
  }
  return { all, sources }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
