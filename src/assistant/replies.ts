import type { Locale } from '../../guardrails/finding.ts'
import type { Criterion } from '../criteria/criteria.ts'
import type { Rule } from '../criteria/judging.ts'
import type { Kind, Modality } from '../item.ts'
import type { Measure, Row } from '../options/measures.ts'
import type { Closest } from '../options/shortlist.ts'
import type { Lack } from '../relevance/relevance.ts'
import { english } from './replies-en.ts'
import { french } from './replies-fr.ts'

/** An offer as a sentence names it. */
export interface Named {
  letter: string
  provider: string
}

/** What of the tool itself may be asked after. */
export type ToolTopic = 'does' | 'is' | 'print' | 'enrols' | 'fresh' | 'kept' | 'order' | 'plainly'

/** What the offers of a set share, and one thing that parts them. */
export interface Overview {
  count: number
  /** How many more answer but for a criterion or two. */
  nearest: number
  /** Whether they come beside others that stay. */
  beside: boolean
  /** Each is there only where all share it. */
  kind?: Kind
  modality?: Modality
  withinKm?: number
  /** What keeps all of them from answering to the letter. */
  lack?: Lack
  parted?: { certifying: readonly string[]; others: readonly string[] }
}

/** How the offers on screen changed, in letters. */
export interface Moves {
  gone: readonly string[]
  stay: readonly string[]
  come: readonly string[]
}

/** Offers that answer a need as it is and as it was supposed to be. */
export interface Would {
  what: readonly string[]
  before: number
  after: number
  come: number
  /** Of those that come, the ones on screen already, as near. */
  letters: readonly string[]
  /** In km, where all that come have a distance. */
  between?: { least: number; most: number }
  /** Where none would answer, the nearest of those that are too far. */
  closest?: Closest | undefined
}

/** The sentences of an answer that are ours, in the words of a colleague. What the catalogue says stands in claims. */
export interface Replies {
  options(overview: Overview): string
  /** `closest`: the nearest of those that are too far, in km. */
  notEnough(nearest: number, closest: Closest | undefined): string
  /** No place was said, and the whole country was searched. */
  anywhere: string
  /** What changed in the need, in the words of the criteria, and what was taken off. */
  changed(now: readonly string[], lifted: readonly string[]): string
  moves(moves: Moves): string
  /** What a supposed change would bring: offers that answer before and after, those that come, and how far they are. */
  would(would: Would): string
  alreadySo: string
  /** A criterion by its name, taken off. */
  withoutLimit(name: string): string
  /** Labels of next steps to tap; those that are said are sent as they stand. */
  suggest: {
    apply(what: readonly string[]): string
    widen(changes: readonly { criterion: Criterion; to: unknown }[], gains: number): string
    compare(one: string, other: string): string
    undo: string
    askPerson: string
    excluded: string
    help: string
    newExchange: string
    samePerson: string
  }
  anotherPerson: string

  undone: string
  alreadyThere: string
  nothingToUndo: string
  /** To undo a choice that was filled in, and not recorded. */
  notRecorded: string
  /** To undo a decision that was just recorded. */
  decided(letters: string): string
  nothingShown: string
  /** Something was asked about offers while a question of ours waits. */
  stillAsked: string
  /** A message that was no answer to the question that waits. */
  notAnAnswer: string
  /** Something was asked about offers where a search brought none. */
  noneToTell: string
  /** Nothing is left of a message but what was cut from it. The same whatever it was: the answer is kept, and what was cut is not. */
  allCut: string
  nothingToDecide: string
  notUnderstood: string
  /** The same of what was only supposed. */
  notSupposed: string
  /** The same of what was to be taken off. */
  nothingRemoved: string

  remain(letters: readonly string[]): string
  /** `waiting`: what is still to decide, as said above; empty when nothing is. */
  hello(waiting: string): string
  thanks(waiting: string): string
  displeasure: string
  distress: string
  tool: Record<ToolTopic, string>
  termUnknown: string

  why(offer: Named, reasons: readonly string[], against: readonly string[], toCheck: readonly string[]): string
  causeUnknown: string
  leftOut(counts: readonly { rule: Rule; count: number }[]): string
  nothingLeftOut: string
  alsoValid(titles: readonly string[]): string
  /** What was wanted, and the offer of that name which was as valid, or was left out by a rule. */
  notAmong(wanted: string, valid: string | undefined, left: { title: string; rule: Rule } | undefined): string
  /** What may be done about a name that is nowhere: of a town, or of an organisation. */
  byName(wanted: string): string
  /** Values of one measure, the least first: days as milliseconds, kilometres, hours, euros; then those that have none to put in a row. */
  row(measure: Measure, row: Row<Named>): string
  /** What the records of these offers say alike. */
  told(offers: readonly Named[], claims: readonly string[]): string
  silent(offers: readonly Named[]): string
  opinion(having: readonly { matter: keyof Replies['matters']; letters: readonly string[] }[]): string
  matters: Record<Measure | 'price' | 'certified', string>
  toAsk(questions: readonly string[]): string
  questions: Record<'level' | 'travel' | 'start' | 'schedule' | 'cost', string>
  /** What may be asked of anyone. */
  always: readonly string[]
  summary(letter: string, title: string, claims: readonly string[]): string
  noCommitment: string
  notThere(said: string, there: readonly Named[]): string
  whichOne: string

  /** No offer says these words: what was meant by them? */
  unsaid(said: readonly string[]): string
  meant: string

  confirm(letters: string): string
  which: string
  gone(letters: string): string
  record(letter: string, title: string): string
  recorded: string
  whatIsWrong: string
  wrong: Record<'not-relevant' | 'too-far' | 'dates' | 'price' | 'prerequisites', string>
}

export const replies: Record<Locale, Replies> = { fr: french, en: english }
