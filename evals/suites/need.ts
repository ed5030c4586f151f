import { join } from 'node:path'
import { z } from 'zod'
import { guard } from '../../guardrails/guard.ts'
import { createPlaceholders } from '../../guardrails/placeholders.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { Criteria } from '../../src/criteria/criteria.ts'
import { emptyProfile } from '../../src/need/profile.ts'
import { askBack } from '../../src/need/question.ts'
import { readNeed } from '../../src/need/read-need.ts'
import type { Reading } from '../../src/criteria/reading/reading.ts'
import { heldBefore, type NeedCase, type NeedScore, scoreReading } from '../need-score.ts'
import { detectionOf, meanOf, quantilesOf, shareOf } from '../scorer.ts'
import { defineSuite } from '../suite.ts'
import { readJsonLines } from './jsonl.ts'

export const NeedRow: z.ZodType<NeedCase> = z.object({
  id: z.string(),
  split: z.enum(['tune', 'test']),
  today: z.string(),
  text: z.string(),
  previous: Criteria.partial().optional(),
  expect: z.record(z.string(), z.unknown()),
  orOccupation: z.string().optional(),
  absent: z.array(z.string()).optional(),
  wishes: z.array(z.string()).optional(),
  asks: z.string().optional(),
})

interface Output extends NeedScore {
  blocked: boolean
  asked?: string
  ms: number
}

/** Counsellors' messages against the criteria that a careful reader finds in them. */
export const needSuite = defineSuite<NeedCase, Output>({
  name: 'need',
  provenance: {
    written: 'messages by who wrote the rules; the test part was written beside the tuned one.',
    how: 'seen',
    graded: 'by one person',
  },
  about: 'Messages read into criteria by rules, criterion by criterion (evals/suites/need.jsonl).',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'reads a need by rules in this process; a server is not asked (--target).' }
    const cases = readJsonLines(join(import.meta.dirname, 'need.jsonl'), NeedRow)
    if (cases.length === 0) return { skipped: 'evals/suites/need.jsonl is absent or empty.' }
    const places = await stage.places()
    const referential = stage.referential()
    return {
      cases,
      task(one) {
        const verdict = guard(one.text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
        const previous = heldBefore(one.previous)
        const context = { previous, places, referential, today: one.today, locale: 'fr' as const }
        const { reading, ms } = timed(() => readNeed(verdict.text, context))
        const asked = askBack({ ...previous, ...defined(reading.patch) } as Criteria, reading, { locale: 'fr' })
        return { ...scoreReading(one, reading), blocked: verdict.action === 'block', asked: asked?.criterion, ms }
      },
    }
  },
  scorers: [
    detectionOf(
      { name: 'criteria', about: 'Criteria with the right value, among those read and those expected.' },
      (_, output) => ({
        found: output.right,
        wrong: output.read - output.right,
        missed: output.expected - output.right,
      }),
    ),
    meanOf(
      { name: 'whole message right', about: 'Messages without any fault.', unit: 'share', better: 'higher' },
      (_, output) => Number(output.faults.length === 0),
    ),
    shareOf(
      {
        name: 'question asked',
        about: 'Vague, ambiguous or contradictory messages that lead to the one question expected.',
      },
      (one, output) => (one.asks === undefined ? null : { hits: Number(output.asked === one.asks), of: 1 }),
    ),
    shareOf(
      {
        name: 'asked for nothing',
        about: 'Messages with something to search that got a question instead.',
        better: 'lower',
      },
      (one, output) => (one.asks === undefined ? { hits: Number(output.asked !== undefined), of: 1 } : null),
    ),
    shareOf(
      { name: 'blocked by the guard', about: 'Ordinary messages that the guard would not let on.', better: 'lower' },
      (_, output) => output.blocked,
    ),
    quantilesOf(
      { name: 'reading', about: 'Time to read one message, once warm.', unit: 'ms', shares: [0.5, 0.99] },
      (_, { ms }) => ms,
    ),
  ],
  gates: [
    { measure: 'criteria F1', comparison: 'at least', bar: 0.9 },
    { measure: 'question asked', comparison: 'at least', bar: 0.9, fewest: 10 },
    { measure: 'asked for nothing', comparison: 'at most', bar: 0.03 },
    { measure: 'reading p99', comparison: 'at most', bar: 5 },
    { measure: 'blocked by the guard', comparison: 'at most', bar: 0 },
  ],
  show: (one, output) =>
    `${one.text}\n${output.faults.join('\n')}${output.asked === one.asks ? '' : `\nasked: ${output.asked}, expected: ${one.asks}`}`,
})

/** The best of three: a process just started and a busy machine are not the reading's doing. */
function timed(read: () => Reading): { reading: Reading; ms: number } {
  const times = [1, 2, 3].map(() => {
    const began = performance.now()
    const reading = read()
    return { reading, ms: performance.now() - began }
  })
  return times.sort((one, other) => one.ms - other.ms)[0]!
}

const defined = (patch: object): object =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null && value !== undefined))
