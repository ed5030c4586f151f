import { join } from 'node:path'
import { createOpenAI } from '@ai-sdk/openai'
import { guard } from '../../guardrails/guard.ts'
import { createPlaceholders } from '../../guardrails/placeholders.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { readMessage } from '../../src/need/read-message.ts'
import { heldBefore, type NeedCase, type NeedScore, scoreReading } from '../need-score.ts'
import { meanOf, shareOf } from '../scorer.ts'
import { defineSuite } from '../suite.ts'
import { readJsonLines } from './jsonl.ts'
import { NeedRow } from './need.ts'

interface Output extends NeedScore {
  /** Why there is no reading: the rules' reading stands alone then. */
  failed?: string
}

/** The prompt with most at stake: what a model reads of a message may become what is searched. */
export const readMessageSuite = defineSuite<NeedCase, Output>({
  name: 'read-message',
  about: 'Messages read by a model into criteria, as grounded in the product; the same messages as the suite need.',
  provenance: { written: 'with the rules of the product in view (evals/suites/need.jsonl): good to compare prompts, not to say how good one is.' },
  prompt: 'read-message',
  primary: 'whole message right',
  async prepare({ stage, model, target }) {
    if (target) return { skipped: 'reads with a model in this process; a server is not asked (--target).' }
    if (!model || model.name === 'fake-model')
      return { skipped: 'no real model was named: --model ID, with OPENAI_BASE_URL to ask it or its replies recorded.' }
    const { recorder, address, apiKey, api, prompt, sentName } = model
    const provider = createOpenAI({ baseURL: address, apiKey, fetch: recorder.fetch })
    const [places, referential] = [await stage.places(), stage.referential()]
    return {
      // A third of the messages: a thousand would cost more than they would tell.
      cases: readJsonLines(join(import.meta.dirname, 'need.jsonl'), NeedRow).filter((_, at) => at % 3 === 0),
      notes: [`Replies of ${model.name}, prompt ${prompt.name} ${prompt.version.slice(0, 15)}.`],
      async task(one) {
        const { text } = guard(one.text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
        const reading = await readMessage({
          model: api === 'chat' ? provider.chat(sentName) : provider.responses(sentName),
          prompt,
          text,
          previous: heldBefore(one.previous),
          referential,
          places,
          today: one.today,
          signal: AbortSignal.timeout(deadlineMs),
        })
        if (!('failed' in reading)) return scoreReading(one, { ...reading, unread: [] })
        return { ...scoreReading(one, { patch: {}, read: [], unread: [] }), failed: reading.failed }
      },
    }
  },
  scorers: [
    meanOf(
      { name: 'whole message right', about: 'Messages without any fault.', unit: 'share', better: 'higher' },
      (_, { faults }) => Number(faults.length === 0),
    ),
    shareOf({ name: 'criteria found', about: 'Criteria expected that were read right.' }, (_, { right, expected }) => ({
      hits: right,
      of: expected,
    })),
    shareOf({ name: 'criteria invented', about: 'Criteria read that are wrong.', better: 'lower' }, (_, { right, read }) => ({
      hits: read - right,
      of: read,
    })),
    shareOf({ name: 'replies read', about: 'Replies that are what was asked for, and finished.' }, (_, { failed }) => failed === undefined),
  ],
  gates: [{ measure: 'replies read', comparison: 'at least', bar: 0.9, judge: 'interval' }],
  show: ({ text }, { faults, failed }) => [text, ...(failed ? [`no reading: ${failed}`] : []), ...faults].join('\n'),
})

const deadlineMs = 60_000
