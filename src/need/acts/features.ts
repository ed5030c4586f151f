import type { Row } from '../../../guardrails/learner/row.ts'
import { tokensOf } from '../tokens.ts'

/** What stands on the screen before a message. */
export interface ActState {
  /** How many options are shown. */
  shown: number
  /** Whether they await a decision. */
  pending: boolean
}

/** A message as the model of acts sees it, as one unit; without a state where none is known. */
export function actRow(text: string, state?: ActState): Row {
  return { units: [[...new Set(actFeatures(text, state))]], words: [1], stretch: () => [] }
}

function actFeatures(text: string, state?: ActState): string[] {
  const tokens = tokensOf(text)
  const words = tokens.filter(({ kind }) => kind !== 'mark').map((token) => token.text)
  const marks = tokens.filter(({ kind }) => kind === 'mark').map((token) => token.text)
  return [
    ...words.map((word) => `word:${word}`),
    ...words.slice(1).map((word, at) => `pair:${words[at]} ${word}`),
    ...[1, 2, 3].filter((count) => words.length >= count).map((count) => `first:${words.slice(0, count).join(' ')}`),
    ...[1, 2].map((count) => `last:${words.slice(-count).join(' ')}`),
    ...letters(` ${tokens.map((token) => token.text).join(' ')} `).map((gram) => `letters:${gram}`),
    ...marks.map((mark) => `mark:${mark}`),
    `ends:${tokens.at(-1)?.kind === 'mark' ? marks.at(-1) : ''}`,
    `length:${Math.min(6, Math.floor(Math.log2(words.length + 1)))}`,
    ...(state ? [`shown:${Math.min(2, state.shown)}`, ...(state.shown > 0 && !state.pending ? ['decided'] : [])] : []),
  ]
}

/** Four letters in a row, across words. */
const letters = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 3) }, (_, at) => text.slice(at, at + 4))
