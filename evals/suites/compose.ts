import { join } from 'node:path'
import { createOpenAI } from '@ai-sdk/openai'
import { z } from 'zod'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { Criteria } from '../../src/criteria/criteria.ts'
import { Profile } from '../../src/need/profile.ts'
import { Option } from '../../src/options/option.ts'
import { compose } from '../../src/options/compose.ts'
import { meanOf, shareOf } from '../scorer.ts'
import { defineSuite } from '../suite.ts'
import { readJsonLines } from './jsonl.ts'
import { type ClaimCheck, checkClaim } from './options/claim-check.ts'

/** Options as argued once and kept: what is asked of the model then depends on the prompt alone, not on today's catalogue. */
const Argued = z.object({
  id: z.string(),
  split: z.enum(['tune', 'test']),
  need: z.object({
    criteria: Criteria,
    profile: Profile,
    today: z.string(),
    locale: z.enum(['fr', 'en']),
  }),
  options: z.array(Option).min(2).max(4),
})
type Argued = z.infer<typeof Argued>

interface Output {
  options: Option[]
  /** Sentences shown in the words of the model. */
  said: Option['claims']
  refused: string[]
  claims: ClaimCheck[]
}

/** What a model makes of the arguments it is given, and what of it may be shown. */
export const composeSuite = defineSuite<Argued, Output>({
  name: 'compose',
  provenance: {
    written: 'options as argued once and kept; the words are those of the model that is named, or of what stands in for one (evals/stand-ins.ts).',
    how: 'generated',
    graded: 'by rule',
  },
  about:
    'Options worded by a model from recorded replies, each shown or refused as in the product; no model is called (README).',
  prompts: ['compose'],
  async prepare({ model, target }) {
    if (target) return { skipped: 'words options in this process; a server is not asked (--target).' }
    if (!model) return { skipped: 'no prompt was given.' }
    const { recorder, address, apiKey, api } = model
    const provider = createOpenAI({ baseURL: address, apiKey, fetch: recorder.fetch })
    return {
      cases: readJsonLines(join(import.meta.dirname, 'compose.jsonl'), Argued),
      notes: [`Replies of ${model.name}, prompt ${model.prompt.name} ${model.prompt.version.slice(0, 15)}.`],
      async task({ options, need }) {
        const refused: string[] = []
        const { options: worded } = await compose({
          model: api === 'chat' ? provider.chat(model.sentName) : provider.responses(model.sentName),
          prompt: model.prompt,
          options,
          common: [],
          reply: [],
          need,
          policy: defaultPolicy,
          signal: AbortSignal.timeout(deadlineMs),
          onRefused(why, said) {
            refused.push(why)
            recorder.refuse({ of: 'wording', said, why })
          },
        })
        const claims = worded.flatMap(({ item, claims }, at) =>
          claims
            .filter((claim) => !options[at]!.claims.includes(claim))
            .map((claim) =>
              checkClaim(claim, { item, profile: need.profile, criteria: need.criteria, occupation: {} }),
            ),
        )
        return { options: [...worded], refused, claims, said: saidBy(options, worded) }
      },
    }
  },
  scorers: [
    shareOf(
      {
        name: 'worded by the model',
        about: 'Options of which at least one sentence passed every verification; the others keep extracted wording.',
      },
      (_, { options }) => ({
        hits: options.filter(({ wording }) => wording === 'model').length,
        of: options.length,
      }),
    ),
    shareOf(
      { name: 'both ways', about: 'Options shown with a claim for and one against or unknown.' },
      (_, { options }) => ({
        hits: options.filter(
          ({ claims }) =>
            claims.some(({ stance }) => stance === 'for') &&
            claims.some(({ stance }) => stance === 'against' || stance === 'unknown'),
        ).length,
        of: options.length,
      }),
    ),
    shareOf(
      {
        name: 'numbers in evidence',
        about: 'Claims in the words of the model, as shown, whose every number is in their evidence.',
      },
      (_, { claims }) => ({
        hits: claims.filter(({ strayNumbers }) => strayNumbers.length === 0).length,
        of: claims.length,
      }),
    ),
    shareOf(
      {
        name: 'neutral wording',
        about: 'Claims in the words of the model, as shown, without superlative or directive.',
      },
      (_, { claims }) => ({
        hits: claims.filter(({ steering }) => steering === undefined).length,
        of: claims.length,
      }),
    ),
    shareOf(
      { name: 'sentences shown', about: 'Of the sentences that the model wrote, those shown in its words.' },
      (_, { said, refused }) => ({ hits: said.length, of: said.length + refused.length }),
    ),
    meanOf(
      {
        name: 'words per sentence',
        about: 'Length of what the model wrote and was shown.',
        unit: 'words',
        better: 'lower',
      },
      (_, { said }) =>
        said.length === 0 ? null : said.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0) / said.length,
    ),
    meanOf(
      { name: 'claims per option', about: 'Sentences shown in the words of the model, per option.', unit: 'count' },
      (_, { said, options }) => said.length / options.length,
    ),
  ],
  tables: (rows) => {
    const reasons = new Map<string, number>()
    for (const { output } of rows)
      for (const reason of output.refused) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    return [
      {
        title: 'Why wording was refused',
        columns: ['reason', 'sentences'],
        rows: [...reasons].sort((a, b) => b[1] - a[1]),
      },
    ]
  },
  primary: 'worded by the model',
  gates: [
    // A model of which nothing may be shown holds every other gate.
    { measure: 'worded by the model', comparison: 'at least', bar: 0.5, judge: 'interval' },
    { measure: 'sentences shown', comparison: 'at least', bar: 0.5, judge: 'interval' },
    { measure: 'both ways', comparison: 'at least', bar: 1 },
    { measure: 'numbers in evidence', comparison: 'at least', bar: 1 },
    { measure: 'neutral wording', comparison: 'at least', bar: 1 },
  ],
  show: (_, { options, claims }) =>
    [
      ...options.map(
        ({ item, wording, claims }) =>
          `${item.title} (${wording}): ${claims
            .filter(({ stance }) => stance !== 'fact')
            .map(({ text }) => text)
            .join(' / ')}`,
      ),
      ...claims.flatMap(({ faults }) => faults),
    ].join('\n'),
})

/** What stands in the answer and did not before. */
const saidBy = (before: readonly Option[], after: readonly Option[]): Option['claims'] =>
  after.flatMap(({ claims }, at) => claims.filter((claim) => !before[at]!.claims.includes(claim)))

const deadlineMs = 60_000
