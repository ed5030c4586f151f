import { z } from 'zod'
import { findingTypes, type FindingType } from '../../../guardrails/finding.ts'
import { readJsonLinesIn } from '../jsonl.ts'

/**
 * A message with everything that a careful reader would mark; offsets are UTF-16 units. `template` is the author template: none is in both
 * splits. `topic`: sensitive words that are a subject and about nobody. `origin`: of the names in it.
 */
export const Message = z.object({
  id: z.string(),
  split: z.enum(['tune', 'test']),
  template: z.string(),
  text: z.string(),
  spans: z.array(z.object({ type: z.enum(findingTypes), start: z.number().int(), end: z.number().int() })),
  topic: z.boolean().optional(),
  origin: z.string().optional(),
})
export type Message = z.infer<typeof Message>

export type Span = Message['spans'][number]

/** The whole development set, generated and written by hand. Throws SuiteDataError. */
export const readMessages = (): Message[] => readJsonLinesIn(import.meta.dirname, Message)

/** One to one: a second finding on the same span is wrong, and so is one of another type. */
export function overlaps(
  expected: readonly Span[],
  found: readonly Span[],
): { found: number; wrong: number; missed: number } {
  const free = [...found]
  let hits = 0
  for (const span of expected) {
    const at = free.findIndex((one) => one.type === span.type && meet(one, span))
    if (at < 0) continue
    free.splice(at, 1)
    hits += 1
  }
  return { found: hits, wrong: free.length, missed: expected.length - hits }
}

export const meet = (one: { start: number; end: number }, other: { start: number; end: number }): boolean =>
  one.start < other.end && other.start < one.end

export const ofTypes = (spans: readonly Span[], types: readonly FindingType[]): Span[] =>
  spans.filter((span) => types.includes(span.type))
