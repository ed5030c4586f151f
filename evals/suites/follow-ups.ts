import { join } from 'node:path'
import { z } from 'zod'
import { guard } from '../../guardrails/guard.ts'
import { createPlaceholders } from '../../guardrails/placeholders.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { verbs } from '../../src/need/acts/verbs.ts'
import { detectionOf, shareOf } from '../scorer.ts'
import { defineSuite } from '../suite.ts'
import { exchangesOf } from './acts.ts'
import { readJsonLines } from './jsonl.ts'

/** What a counsellor writes while options are on screen: `about` them, or a new or amended need. */
const FollowUp = z.object({
  id: z.string(),
  split: z.enum(['tune', 'test']),
  text: z.string(),
  about: z.boolean(),
  titles: z.array(z.string()).optional(),
})
type FollowUp = z.infer<typeof FollowUp>

export const followUpsSuite = defineSuite<FollowUp, boolean>({
  name: 'follow-ups',
  provenance: {
    written: 'sentences by who wrote the rules.',
    how: 'seen',
    graded: 'by one person',
  },
  about:
    'Questions about the options shown, told apart from new needs by what the assistant hears (evals/suites/follow-ups.jsonl).',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'tells follow-ups apart in this process; a server is not asked (--target).' }
    const cases = readJsonLines(join(import.meta.dirname, 'follow-ups.jsonl'), FollowUp)
    if (cases.length === 0) return { skipped: 'evals/suites/follow-ups.jsonl is absent or empty.' }
    const { hear, exchanges, close } = await exchangesOf(stage)
    return {
      cases,
      task(one) {
        const { text } = guard(one.text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
        const act = hear(exchanges.options, text)
        return act !== 'other-person' && verbs[act] === 'about'
      },
      close,
    }
  },
  scorers: [
    detectionOf(
      { name: 'follow-ups', about: 'Messages taken for a question about the options shown, and rightly so.' },
      ({ about }, taken) => ({
        found: Number(about && taken),
        wrong: Number(!about && taken),
        missed: Number(about && !taken),
      }),
    ),
    shareOf(
      { name: 'told apart', about: 'Messages of both sorts taken for what they are.' },
      ({ about }, taken) => about === taken,
    ),
  ],
  gates: [
    { measure: 'follow-ups F1', comparison: 'at least', bar: 0.92 },
    { measure: 'told apart', comparison: 'at least', bar: 0.92 },
  ],
  show: ({ text, about }, taken) => `${text}\nexpected: ${sort(about)}; taken for: ${sort(taken)}`,
})

const sort = (about: boolean): string => (about ? 'about the options' : 'a need')
