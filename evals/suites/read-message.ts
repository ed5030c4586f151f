import { join } from 'node:path'
import { createOpenAI } from '@ai-sdk/openai'
import { z } from 'zod'
import { guard } from '../../guardrails/guard.ts'
import { createPlaceholders } from '../../guardrails/placeholders.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { keepBack } from '../../src/assistant/keep-back.ts'
import { noCriteria } from '../../src/criteria/criteria.ts'
import { mergeTurn } from '../../src/need/merge.ts'
import { joinReadings } from '../../src/need/other-reading.ts'
import { emptyProfile } from '../../src/need/profile.ts'
import { ModelReading, readMessage } from '../../src/need/read-message.ts'
import { readNeed } from '../../src/need/read-need.ts'
import { blankTurn, type Turn } from '../../src/record/turn.ts'
import { SaidCase } from '../said.ts'
import { type SaidScore, scoreSaid } from '../said-score.ts'
import { shareOf } from '../scorer.ts'
import { evaluationDay, type Stage } from '../stage.ts'
import { defineSuite } from '../suite.ts'
import { readJsonLines } from './jsonl.ts'

const folder = import.meta.dirname

/** A reply written from prompt and schema alone, for a message that it was written for. */
const Written = z.strictObject({ id: z.string(), reply: ModelReading })

export const capableReplies = () => readJsonLines(join(folder, 'read-message', 'capable.jsonl'), Written)

/** Messages of the tuned half of needs for which replies were written; a model that is asked reads the same ones. */
export function messagesRead(): (SaidCase & { split: 'test' })[] {
  const written = new Set(capableReplies().map(({ id }) => id))
  return readJsonLines(join(folder, '..', 'sets', 'needs', 'tuned.jsonl'), SaidCase).flatMap((one) =>
    written.has(one.id) ? [{ ...one, split: 'test' as const }] : [],
  )
}

type Readers = Pick<Awaited<ReturnType<typeof readersOf>>, 'places' | 'referential'>

export const readersOf = async (stage: Pick<Stage, 'places' | 'referential'>) => ({
  places: await stage.places(),
  referential: stage.referential(),
})

/** The message as it is sent: masked, and without what is kept back; with what the rules read in it. */
export function sentOf({ say }: Pick<SaidCase, 'say'>, { places, referential }: Readers) {
  const { text } = guard(say[0]!, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
  const context = { previous: noCriteria, places, referential, today: evaluationDay, locale: 'fr' as const }
  const kept = keepBack({ text: { redacted: text, findings: [] } }, readNeed(text, context))
  return { text: kept.message.text!.redacted, reading: kept.reading }
}

interface Output {
  rules: SaidScore
  joined: SaidScore
  /** Changes that the reply gave, and criteria of it that the message bears out. */
  given: number
  held: number
  /** Why there is no reading: the rules' reading stands alone then. */
  failed?: string
}

/** The prompt with most at stake: what a model reads of a message is offered, or searched where the rules found nothing. */
export const readMessageSuite = defineSuite<SaidCase & { split: 'test' }, Output>({
  name: 'read-message',
  about:
    'Needs as counsellors write them, read by rules and by a model, joined as in the product; replies written from prompt and schema alone, or of a model that is named.',
  provenance: {
    written:
      'messages by two hands that saw none of it (evals/sets/needs); the replies of "capable" by the hand that wrote the prompt, before any was judged, since no model could be reached; "careless" by stated rules (evals/stand-ins.ts).',
    how: 'seen',
    graded: 'by one person',
  },
  prompts: ['read-message'],
  primary: 'criteria right, joined',
  async prepare({ stage, model, target }) {
    if (target) return { skipped: 'reads with a model in this process; a server is not asked (--target).' }
    if (!model) return { skipped: 'no prompt was given.' }
    const { recorder, address, apiKey, api, prompt, sentName } = model
    const provider = createOpenAI({ baseURL: address, apiKey, fetch: recorder.fetch })
    const readers = await readersOf(stage)
    return {
      cases: messagesRead(),
      notes: [`Replies of ${model.name}, prompt ${prompt.name} ${prompt.version.slice(0, 15)}.`],
      async task(one) {
        const { text, reading } = sentOf(one, readers)
        const said = await readMessage({
          model: api === 'chat' ? provider.chat(sentName) : provider.responses(sentName),
          prompt,
          text,
          previous: noCriteria,
          ...readers,
          today: evaluationDay,
          signal: AbortSignal.timeout(deadlineMs),
          onRefused: (why, said) => recorder.refuse({ of: 'reading', said, why }),
        })
        const scored = (by: typeof reading): SaidScore => {
          const { criteria } = mergeTurn(noCriteria, { profile: emptyProfile, message: by, today: evaluationDay })
          return scoreSaid(one, { turn: { ...blankTurn(), criteria, outcome: 'options' } as unknown as Turn })
        }
        const rules = scored(reading)
        if ('failed' in said) return { rules, joined: rules, given: 0, held: 0, failed: said.failed }
        const held = said.read.reduce((sum, { criterion }) => {
          const value = said.patch[criterion]
          return sum + (Array.isArray(value) ? value.length : 1)
        }, 0)
        return { rules, joined: scored(joinReadings(reading, said, noCriteria)), given: held + said.leftOut, held }
      },
    }
  },
  scorers: [
    shareOf(
      { name: 'criteria right, joined', about: 'Criteria said for sure that stand once both readings are joined.' },
      (_, { joined }) => counted(joined),
    ),
    shareOf(
      { name: 'criteria right, rules alone', about: 'The same without the model.' },
      (_, { rules }) => counted(rules),
    ),
    shareOf(
      { name: 'understood, joined', about: 'Messages whose occupation or subject is read as one that answers.' },
      (_, { joined }) => joined.understood ?? null,
    ),
    shareOf(
      { name: 'understood, rules alone', about: 'The same without the model.' },
      (_, { rules }) => rules.understood ?? null,
    ),
    shareOf(
      { name: 'changes borne out', about: 'Of what the reply says, what the message bears out by its quotes.' },
      (_, { given, held }) => (given === 0 ? null : { hits: held, of: given }),
    ),
    shareOf(
      { name: 'replies read', about: 'Replies that are what was asked for, fenced or prefixed or cut short included.' },
      (_, { failed }) => failed === undefined,
    ),
  ],
  gates: [
    { measure: 'replies read', comparison: 'at least', bar: 0.9, judge: 'interval' },
    // A model that only invents says nothing that the message bears out.
    { measure: 'changes borne out', comparison: 'at least', bar: 0.6, judge: 'interval' },
    { measure: 'criteria right, joined', comparison: 'at least', bar: 0.8 },
    // One that reads nothing holds the others: the rules alone understand seven in ten.
    { measure: 'understood, joined', comparison: 'at least', bar: 0.75 },
  ],
  show: ({ say }, { joined, rules, failed }) =>
    [
      say.join(' / '),
      ...(failed ? [`no reading: ${failed}`] : []),
      ...joined.criteria
        .filter(({ holds }) => !holds)
        .map(({ name, expected, read }) => `${name}: expected ${JSON.stringify(expected)}, read ${JSON.stringify(read)}`),
      `understood: ${joined.understood} (rules ${rules.understood})`,
    ].join('\n'),
})

const counted = ({ criteria }: SaidScore) => ({ hits: criteria.filter(({ holds }) => holds).length, of: criteria.length })

const deadlineMs = 60_000
