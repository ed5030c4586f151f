import { typeset } from './french.ts'
import type { Claim, Evidence } from './option.ts'

/** Evidence in the item's record: a JSON pointer and the value it points at (null when the record says nothing). */
export const of = (field: string, value: Evidence['value']): Evidence => ({ source: 'item', field, value })

/** Evidence in the criteria. */
export const asked = (field: string, value: Evidence['value']): Evidence => ({ source: 'criteria', field, value })

/** Evidence in the profile. */
export const told = (field: string, value: Evidence['value']): Evidence => ({ source: 'profile', field, value })

/** A claim bound to what it rests on: at least one value of the record, the criteria or the profile. A quote's own stop is enough. */
export function claimOf(stance: Claim['stance'], text: string, first: Evidence, ...others: Evidence[]): Claim {
  return { stance, text: typeset(text.replace(/\.\.$/, '.')), evidence: [first, ...others] }
}

/** The same from a list that is known not to be empty. */
export function claimOn(stance: Claim['stance'], text: string, evidence: readonly Evidence[]): Claim {
  return claimOf(stance, text, evidence[0]!, ...evidence.slice(1))
}
