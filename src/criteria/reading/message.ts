import type { Locale } from '../../../guardrails/finding.ts'
import { clauseAt, clausesOf } from '../../../guardrails/language/clauses.ts'
import { foldWithOffsets, type Span } from '../../../guardrails/language/fold.ts'
import { type Negation, negations } from '../../../guardrails/language/negation.ts'
import { placeholderSource } from '../../../guardrails/placeholder-shape.ts'
import { excerpt, type Redacted } from '../../../guardrails/redacted.ts'
import type { Referential } from '../../occupations/referential.ts'
import type { Places } from '../../places/places.ts'
import type { Criteria, Criterion } from '../criteria.ts'
import type { Ambiguity, Shown } from './reading.ts'

/** A criterion read at a place of the folded text; `null` lifts what an earlier message asked. Offsets are folded ones. */
export type Found = {
  [Name in Criterion]: {
    criterion: Name
    value: Criteria[Name] | null
    start: number
    end: number
    strength?: 'must' | 'wish'
    /** Implied by other words rather than said: anything said replaces it. */
    implied?: boolean
    /** The whole of a list, where an entry without it adds to what was held. */
    replaces?: boolean
    /** The words that name what sort of it is meant, where the value keeps none: a "job dating" is an event. */
    said?: Redacted
    /** As it was typed, where it was read as another word: "Béthume" for Béthune. */
    corrected?: Redacted
  }
}[Criterion]

export interface ReadingContext {
  previous: Criteria
  places: Places
  referential: Referential
  /** ISO date: what "dès janvier" and "d'ici 2 mois" count from. */
  today: string
  locale: 'fr' | 'en'
  /** Whether it was asked what was meant by the subject: these words go on from there. */
  continues?: boolean
  /** Whether the message before took something off: "et la durée aussi" goes on. */
  lifting?: boolean
  /** Whether it leaves out an offer that it points at: "pas celle à distance" says which, and asks for nothing. */
  leavesOut?: boolean
  /** The options on screen, for comparatives ("moins long" is shorter than the shortest of them). */
  shown?: readonly Shown[]
}

/** One family of criteria: reads what it knows and takes the words it understood, so that nobody reads them twice. */
export type Reader = (message: Message, context: ReadingContext) => (Found | Doubt)[]

/** What is to be asked rather than guessed. */
export interface Doubt {
  doubt: Ambiguity
}

/**
 * A message made easy to read: lower case, no accents, plain apostrophes, dashes and spaces, with a way back to the offsets of what
 * was written. Readers take the words they understood; the topic is looked for in what nobody took.
 */
export interface Message {
  readonly original: Redacted
  readonly language: Locale
  readonly text: string
  readonly clauses: readonly Span[]
  readonly negations: readonly Negation[]
  clauseAt(index: number): Span
  /** Whether nobody took these words, and they break no name. */
  isFree(start: number, end: number): boolean
  /** Every match of a global pattern whose words are still free, and that breaks no name. */
  every(pattern: RegExp): RegExpExecArray[]
  take(start: number, end: number): void
  /** Holds a name together: a match of `every` may cover it whole, and not begin or end in it ("conseiller en formation"). */
  hold(start: number, end: number): void
  isTaken(start: number, end: number): boolean
  /** From folded offsets to those of the redacted message. */
  span(start: number, end: number): Span
  /** From an offset of the redacted message to a folded one. */
  index(offset: number): number
  excerpt(start: number, end: number): Redacted
  /** The message as written, same offsets, with what was taken blotted out. */
  free(): string
}

export function readable(original: Redacted, language: Locale = 'fr'): Message {
  const { text, span, index } = foldWithOffsets(original)
  const taken = new Uint8Array(text.length + 1)
  const clauses = clausesOf(text)
  const held: Span[] = []
  const breaksAName = (start: number, end: number) =>
    held.some((name) => start < name.end && end > name.start && (start > name.start || end < name.end))
  const message: Message = {
    original,
    language,
    text,
    clauses,
    negations: negations(text),
    clauseAt: (at) => clauseAt(clauses, at),
    isFree: (start, end) => !message.isTaken(start, end) && !breaksAName(start, end),
    every(pattern) {
      return [...text.matchAll(pattern)].filter(
        ({ 0: { length }, index }) => length > 0 && message.isFree(index, index + length),
      )
    },
    take: (start, end) => void taken.fill(1, start, end),
    hold: (start, end) => void held.push({ start, end }),
    isTaken: (start, end) => taken.subarray(start, end).includes(1),
    span,
    index,
    excerpt(start, end) {
      const written = span(start, end)
      return excerpt(original, written.start, written.end)
    },
    free() {
      const units = [...Array(original.length).keys()].map((at) => original[at]!)
      for (let at = 0; at < text.length; at += 1) if (taken[at]) units[span(at, at + 1).start] = ';'
      return units.join('')
    },
  }
  for (const match of text.matchAll(placeholder)) message.take(match.index, match.index + match[0].length)
  return message
}

const placeholder = new RegExp(placeholderSource, 'gi')
