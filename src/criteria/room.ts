import type { CommuneRef, Modality, OccupationRef, Schedule } from '../item.ts'
import type { Criteria, Criterion, Value } from './criteria.ts'
import type { Judge, Rule } from './judging.ts'
import type { Reader } from './reading/message.ts'

/** What a dossier tells that may become criteria; the profile of the need holds it. */
export interface Told {
  targetOccupation?: OccupationRef
  near?: CommuneRef
  radiusKm?: number
  availability?: { from?: string; partTime?: boolean; schedule?: Schedule }
  modality?: Modality
}

/** What is answered of every criterion, once and in one place: `null` says that there is none. */
export interface Room<Name extends Criterion> {
  /** Reads it in a message, or the reader of another criterion does; null where it is only given by hand. */
  read: Reader | { beside: Criterion } | null
  /** What it is called where it is lifted ("oublie la date", "peu importe le prix"): alternatives of a regular expression, in folded text. */
  lift: string | null
  /** What a model's quote must hold to speak of it: "Lille" is no price. Without it any quote does. */
  quote: RegExp | null
  /** Whether what several messages say adds up; else the newest holds. */
  addsUp: boolean
  /**
   * Which words make a wish of it, that orders and never filters: "de préférence" and "plutôt"; not "plutôt", which says where ("plutôt sur
   * Rouen"); or none: without what is searched for there would be nothing to search, and a refusal is one.
   */
  wish: 'any' | 'not-rather' | 'never'
  /** What the dossier says of it, for as long as nobody speaks of it. `today` is an ISO date. */
  told: { value: (dossier: Told, today: string) => Value<Name> | undefined; strength: 'must' | 'wish' } | null
  /** The rule by which it leaves items out. */
  filter: { rule: Rule; fails: Judge } | null
  /**
   * What words say that speak of it beside the need, of the person or of others: nothing ("son mari est en 2x8", "dix ans de caisse"), or another
   * criterion ("a un CAP"); null where they always ask.
   */
  toldBeside: 'nothing' | 'levelHad' | null
  /** Values that ask for less, mildest first; null is to ask for nothing. Empty where nothing is asked, or nothing milder is worth offering. */
  milder: ((criteria: Criteria) => readonly (Value<Name> | null)[]) | null
  /** By how much what was found breaks it, in units of what was asked: it then bends for the offers nearest to the need. */
  excess: ((value: never, limit: never) => number) | null
}
