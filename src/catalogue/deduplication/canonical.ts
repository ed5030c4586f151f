import type { Offer } from '../item.ts'
import { sourceOf } from './traits.ts'

/** One record made of several, and the offer that each of its fields was taken from ("partner/reference"). */
export interface Canonical {
  fields: Offer
  from: Partial<Record<keyof Offer, string>>
}

/**
 * Field by field, the most recently updated offer that says something; among equally recent ones, the smallest reference. So no partner is
 * chosen for how it writes, and the same offers give the same record in whatever order they come.
 */
export function canonical(offers: readonly Offer[]): Canonical {
  const recent = offers.toSorted((a, b) => compare(b.updatedAt, a.updatedAt) || compare(sourceOf(a), sourceOf(b)))
  const fields = { ...recent[0]! }
  const from: Canonical['from'] = {}
  const take = <Field extends keyof Offer>(field: Field) => {
    const telling = recent.find((offer) => !isEmpty(offer[field]))
    if (!telling) return
    fields[field] = telling[field]
    from[field] = sourceOf(telling)
  }
  for (const field of new Set(recent.flatMap((offer) => Object.keys(offer) as (keyof Offer)[]))) take(field)
  return { fields, from }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
