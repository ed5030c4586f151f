import type { Span } from '../../../guardrails/language/fold.ts'
import type { Redacted } from '../../../guardrails/redacted.ts'
import type { CommuneRef, OccupationRef } from '../../item.ts'
import type { CriteriaPatch, Criterion, Read } from '../criteria.ts'

/**
 * A name that several communes or occupations bear, or a place that none bears: ask, never guess. `misspelt`: the candidates are those that
 * it is a slip of; `unknown`: there are none. Spans are of the redacted message.
 */
export type Ambiguity =
  | {
      criterion: 'near'
      because: 'namesakes' | 'misspelt' | 'unknown'
      /** None when it was said in an earlier message. */
      span?: Span
      said: Redacted
      candidates: CommuneRef[]
    }
  | { criterion: 'occupation'; span: Span; candidates: OccupationRef[] }

/** Two things said that cannot both hold ("avant mars et après juin"); each alternative is one of them alone. */
export interface Contradiction {
  criterion: Criterion
  spans: Span[]
  alternatives: CriteriaPatch[]
}

/** A part of a message that no criterion took, in UTF-16 code units of the message as written; a story is `kept-back`. */
export interface Unread {
  start: number
  end: number
  because: 'not-understood' | 'kept-back' | 'courtesy'
}

/** What one message says: a patch on the criteria, and where each of its criteria was read. */
export interface Reading {
  patch: CriteriaPatch
  read: Read[]
  ambiguous?: Ambiguity
  contradictory?: Contradiction
  unread: Unread[]
  /** The person does not know what to look for: that is what to talk about first. */
  undecided?: true
}

/** An offer on screen, as far as "moins long", "moins cher", "plus près" and "plus tôt" need to know it. */
export interface Shown {
  hours?: number
  price?: number
  distanceKm?: number
  start?: string
}

export const nothingRead: Reading = { patch: {}, read: [], unread: [] }
