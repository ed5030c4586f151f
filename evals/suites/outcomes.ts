import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { offersOf, type Turn } from '../../src/record/turn.ts'
import { SaidCase } from '../said.ts'
import { shareOf } from '../scorer.ts'
import { defineSuite } from '../suite.ts'
import { readJsonLines } from './jsonl.ts'
import { type Said, talkOn } from './said.ts'

const file = join(import.meta.dirname, '../sets/outcomes.json')
const Kept = z.object({
  why: z.string().min(10),
  /** By case: the outcome, how many offers, and a digest of criteria and titles. */
  outcomes: z.record(z.string(), z.string()),
})

interface Output {
  now: string
  kept: string
  turn?: Turn
}

/**
 * What the same messages led to when somebody last looked. It says nothing of good or bad: a change that was meant is kept with its reason
 * (`--accept WHY`), one that was not is seen before it is merged.
 */
export const outcomesSuite = defineSuite<Said, Output>({
  name: 'outcomes',
  about: 'Digests of what messages lead to, held against those kept: what changed without being meant to.',
  provenance: {
    written: 'of the tuned half of needs, every fourth; accepted as they are, not judged.',
    how: 'seen',
    graded: 'by rule',
  },
  fastEvery: 1,
  async prepare(context) {
    const { target, accept } = context
    if (target) return { skipped: 'a running server has its own catalogue and day (--target).' }
    const cases = readJsonLines(join(import.meta.dirname, '../sets/needs/tuned.jsonl'), SaidCase)
      .filter((_, at) => at % 4 === 0)
      .map((one): Said => ({ ...one, split: 'test' }))
    const before = existsSync(file) ? Kept.parse(JSON.parse(readFileSync(file, 'utf8'))).outcomes : {}
    const now: Record<string, string> = {}
    const { talk, close } = await talkOn(context.stage)
    return {
      cases,
      async task(one, trial) {
        const answered = await talk(one, trial)
        const turn = 'turn' in answered ? answered.turn : undefined
        const digest = turn ? digestOf(turn) : 'refused' in answered ? answered.refused : ''
        now[one.id] = digest
        return { now: digest, kept: accept === undefined ? (before[one.id] ?? 'not kept') : digest, turn }
      },
      notes: ['A change that was meant is kept by: npm run eval -- outcomes --accept "why".'],
      close() {
        close()
        if (accept === undefined) return
        writeFileSync(file, `${JSON.stringify({ why: accept, outcomes: now }, null, 2)}\n`)
      },
    }
  },
  scorers: [
    shareOf({ name: 'outcome as kept', about: 'Messages that lead to what they led to.' }, (_, { now, kept }) => now === kept),
  ],
  gates: [{ measure: 'outcome as kept', comparison: 'at least', bar: 1 }],
  show: ({ say }, { now, kept, turn }) =>
    `${say.join('\n⏎ ')}\nkept: ${kept}\nnow: ${now}\n${turn ? offersOf(turn).map(({ item }) => item.title).join('\n') : ''}`,
})

function digestOf(turn: Turn): string {
  const { read: _, ...criteria } = turn.criteria
  const offers = offersOf(turn).map(({ item }) => item.title)
  const digest = createHash('sha256').update(JSON.stringify([criteria, offers])).digest('hex').slice(0, 10)
  return `${turn.outcome} ${offers.length} ${digest}`
}
