import { join } from 'node:path'
import { z } from 'zod'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { type Cited, judgeSentence, type LockReason } from '../../src/options/lock.ts'
import { Claim } from '../../src/options/option.ts'
import { shareOf } from '../scorer.ts'
import { defineSuite } from '../suite.ts'
import { readJsonLines } from './jsonl.ts'

const folder = join(import.meta.dirname, 'faithfulness')

const Offer = z.object({ id: z.string(), locale: z.enum(['fr', 'en']), claims: z.array(Claim) })
const Sentence = z.strictObject({
  id: z.string(),
  half: z.enum(['tuned', 'scored']),
  option: z.string(),
  claims: z.array(z.string().regex(/^c\d+$/)).min(1),
  kind: z.enum([
    'true',
    'invention',
    'negation',
    'sibling',
    'praise',
    'pressure',
    'person',
    'comparison',
    'language',
    'mixture',
  ]),
  text: z.string(),
})

interface Written {
  id: string
  split: 'tune' | 'test'
  locale: 'fr' | 'en'
  kind: z.infer<typeof Sentence>['kind']
  text: string
  cited: Cited[]
}

/** Why it may not be shown; empty when it may. */
type Output = readonly LockReason[]

/** What of a model's sentences the lock shows: true ones, and inventions. */
export const faithfulnessSuite = defineSuite<Written, Output>({
  name: 'faithfulness',
  about:
    'Sentences over real offers that a model could write, each judged over the claims it cites: true ones should be shown, no other.',
  provenance: {
    written:
      'by the hand that wrote the lock, before it; half by digest only scored (evals/suites/faithfulness/README.md).',
    how: 'seen',
    graded: 'by one person',
    firstRead: {
      on: '2026-11-29',
      n: 411,
      figures: { 'true sentences kept': 0.805, 'inventions shown': 0.024 },
    },
  },
  primary: 'true sentences kept',
  async prepare({ target }) {
    if (target) return { skipped: 'judges sentences in this process; a server is not asked (--target).' }
    const offers = new Map(readJsonLines(join(folder, 'options.jsonl'), Offer).map((offer) => [offer.id, offer]))
    return {
      cases: readJsonLines(join(folder, 'sentences.jsonl'), Sentence).map(({ half, option, claims, ...written }) => {
        const offer = offers.get(option)!
        const cited = claims.map((id) => ({ ...offer.claims[Number(id.slice(1)) - 1]!, id }))
        return { ...written, split: half === 'scored' ? ('test' as const) : ('tune' as const), locale: offer.locale, cited }
      }),
      task({ text, cited, locale }) {
        const judged = judgeSentence(text, cited, { policy: defaultPolicy, locale })
        return judged.shown ? [] : judged.reasons
      },
    }
  },
  fastEvery: 3,
  scorers: [
    shareOf(
      { name: 'true sentences kept', about: 'Sentences that say what they cite, in other words, and are shown.' },
      ({ kind, locale }, reasons) => {
        if (kind !== 'true') return null
        const hit = { hits: Number(reasons.length === 0), of: 1 }
        return { '': hit, [locale]: hit }
      },
    ),
    shareOf(
      { name: 'inventions shown', about: 'Sentences that say more than they cite, or otherwise, and are shown.', better: 'lower' },
      ({ kind }, reasons) => {
        if (kind === 'true') return null
        const hit = { hits: Number(reasons.length === 0), of: 1 }
        return { '': hit, [kind]: hit }
      },
    ),
  ],
  gates: [
    { measure: 'true sentences kept', comparison: 'at least', bar: 0.75, fewest: 100 },
    { measure: 'inventions shown', comparison: 'at most', bar: 0.02, fewest: 150 },
  ],
  // The half that is scored is nobody's to read.
  shows: 'tune',
  show: ({ kind, text, cited }, reasons) =>
    `${text}\n${kind}, ${reasons.join(', ') || 'shown'}: ${cited.map((claim) => claim.text).join(' / ')}`,
})
