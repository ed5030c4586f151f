import { join } from 'node:path'
import { z } from 'zod'
import { type GroundReason, ground } from '../../guardrails/ground.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { detectionOf, shareOf } from '../scorer.ts'
import { defineSuite, type Table } from '../suite.ts'
import { readJsonLines } from './jsonl.ts'

/** A sentence a model could write from this evidence; `reason` is why it must be refused, null when it may be shown. */
const Sentence = z.object({
  id: z.string(),
  split: z.enum(['tune', 'test']),
  locale: z.enum(['fr', 'en']),
  sentence: z.string(),
  evidence: z.array(z.union([z.string(), z.number()])).min(1),
  reason: z
    .enum([
      'number',
      'date',
      'name',
      'url',
      'directive',
      'superlative',
      'personal',
      'sensitive',
      'language',
      'empty',
      'too-long',
    ])
    .nullable(),
})
type Sentence = z.infer<typeof Sentence>

/** Why it was refused; empty when it may be shown. */
type Output = readonly GroundReason[]

/** What a model's sentence may say, and may not: each refusal by its reason, and what is refused for nothing. */
export const groundingSuite = defineSuite<Sentence, Output>({
  name: 'grounding',
  provenance: {
    written: 'sentences by who wrote the lock.',
    how: 'seen',
    graded: 'by one person',
  },
  about:
    'Sentences a model could write, shown or refused against the values they are given (evals/suites/grounding.jsonl).',
  async prepare({ target }) {
    if (target) return { skipped: 'judges sentences in this process; a server is not asked (--target).' }
    return {
      cases: readJsonLines(join(import.meta.dirname, 'grounding.jsonl'), Sentence),
      task({ sentence, evidence, locale }) {
        const grounding = ground(sentence, evidence, { policy: defaultPolicy, locale })
        return grounding.grounded ? [] : grounding.reasons
      },
    }
  },
  scorers: [
    detectionOf(
      { name: 'refusals', about: 'Sentences refused, whatever the reason, and rightly so.' },
      ({ reason }, reasons) => ({
        found: Number(reason !== null && reasons.length > 0),
        wrong: Number(reason === null && reasons.length > 0),
        missed: Number(reason !== null && reasons.length === 0),
      }),
    ),
    shareOf(
      { name: 'refused for its reason', about: 'Sentences to refuse whose reason is among those given.' },
      ({ reason }, reasons) => {
        if (reason === null) return null
        const hit = { hits: Number(reasons.includes(reason)), of: 1 }
        return { '': hit, [reason]: hit }
      },
    ),
    shareOf({ name: 'shown', about: 'Grounded sentences that are shown.' }, ({ reason, locale }, reasons) => {
      if (reason !== null) return null
      const hit = { hits: Number(reasons.length === 0), of: 1 }
      return { '': hit, [locale]: hit }
    }),
  ],
  tables: (rows) => [mistakes(rows)],
  gates: [
    { measure: 'refusals recall', comparison: 'at least', bar: 0.95, fewest: 50 },
    { measure: 'shown', comparison: 'at least', bar: 0.9, fewest: 30 },
    { measure: 'refused for its reason', comparison: 'at least', bar: 0.9, fewest: 50 },
  ],
  show: ({ sentence, reason }, reasons) =>
    `${sentence}\nexpected ${reason ?? 'shown'}, got ${reasons.join(', ') || 'shown'}`,
})

function mistakes(rows: readonly { case: Sentence; output: Output }[]): Table {
  const wrong = rows.filter(({ case: { reason }, output }) =>
    reason === null ? output.length > 0 : !output.includes(reason),
  )
  return {
    title: `Sentences judged otherwise than expected (${wrong.length})`,
    columns: ['case', 'sentence', 'expected', 'judged'],
    rows: wrong.map(({ case: one, output }) => [
      one.id,
      one.sentence.slice(0, 120),
      one.reason ?? 'shown',
      output.join(', ') || 'shown',
    ]),
  }
}
