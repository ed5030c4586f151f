import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The halves that nobody tunes on, from evals/. */
export const scoredHalves = [
  'sets/needs/scored.jsonl',
  'sets/needs/W3-scored.jsonl',
  'sets/negation/scored.jsonl',
  'sets/negation/V-scored.jsonl',
  'sets/negation/N-scored.jsonl',
  'sets/tellings-scored.jsonl',
  'sets/turns/scored.jsonl',
  'sets/turns/G-scored.jsonl',
  'suites/guardrails/blind/conduct-scored.jsonl',
  'suites/guardrails/blind/scored.jsonl',
  'suites/guardrails/blind/second-scored.jsonl',
] as const

export const digestOf = (half: string): string =>
  createHash('sha256')
    .update(readFileSync(new URL(`../${half}`, import.meta.url)))
    .digest('hex')
