import type { Locale } from '../../guardrails/finding.ts'
import type { Rule } from '../criteria/judging.ts'
import { english } from './replies-en.ts'
import { french } from './replies-fr.ts'

/** The sentences of an answer that are ours, in the words of a colleague. What the catalogue says stands in claims. */
export interface Replies {
  /** So many offers answer, and so many more but for a criterion or two. */
  options(count: number, nearest: number): string
  notEnough(nearest: number): string
  undone: string
  nothingToUndo: string
  nothingShown: string

  hello: string
  thanks(waiting: boolean): string
  displeasure: string
  distress: string
  meta: string

  why(letters: string): string
  whyAll: string
  leftOut(counts: readonly { rule: Rule; count: number }[]): string
  nothingLeftOut: string
  alsoValid(titles: readonly string[]): string
  catalogueSays: string
  differences: string
  toAsk: string
  nothingToAsk: string
  summary: string
  opinion: string
  lettered(letter: string, text: string): string

  /** No offer says these words: what was meant by them? */
  unsaid(said: readonly string[]): string
  meant: string

  confirm(letters: string): string
  which: string
  record(letter: string, title: string): string
  recorded: string
  whatIsWrong: string
  wrong: Record<'not-relevant' | 'too-far' | 'dates' | 'price' | 'prerequisites', string>
}

export const replies: Record<Locale, Replies> = { fr: french, en: english }
