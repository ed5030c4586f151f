import { join } from 'node:path'
import { z } from 'zod'
import { readJsonLines } from '../../suites/jsonl.ts'

const Span = z.object({ start: z.int(), end: z.int() })
export type DenialSpan = z.infer<typeof Span>

/** A sentence with the words that deny and what is denied, in UTF-16 units, `end` excluded. */
const Denial = z.object({ id: z.string(), text: z.string(), cues: z.array(Span), scope: z.array(Span) })
export type Denial = z.infer<typeof Denial>

/** By hand: what may be learned from, and what only judges. */
export const denialHalves = {
  S: { tuned: 'tuned.jsonl', scored: 'scored.jsonl' },
  V: { tuned: 'V-tuned.jsonl', scored: 'V-scored.jsonl' },
  N: { tuned: 'N-tuned.jsonl', scored: 'N-scored.jsonl' },
} as const
export type DenialHand = keyof typeof denialHalves
export const denialHands = Object.keys(denialHalves) as DenialHand[]

export const readDenials = (hand: DenialHand, half: 'tuned' | 'scored'): Denial[] =>
  readJsonLines(join(import.meta.dirname, denialHalves[hand][half]), Denial)
