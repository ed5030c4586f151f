import { join } from 'node:path'
import { z } from 'zod'
import { ModelReading } from '../../src/need/read-message.ts'
import type { Turn } from '../../src/record/turn.ts'
import { rehearse } from '../../src/rehearsal.ts'
import { lineOf } from '../model-line.ts'
import { shareOf } from '../scorer.ts'
import { evaluationDay } from '../stage.ts'
import { defineSuite } from '../suite.ts'
import { readJsonLines } from './jsonl.ts'

/** A conversation; of each turn the reply that was written for it, and criteria that are right after it (null: none). */
const Talk = z.strictObject({
  id: z.string(),
  turns: z
    .array(z.strictObject({ say: z.string(), reply: ModelReading, expect: z.record(z.string(), z.unknown()) }))
    .min(1),
})
type Talk = z.infer<typeof Talk> & { split: 'test' }

export const talks = () => readJsonLines(join(import.meta.dirname, 'talk.jsonl'), Talk)

interface Heard {
  /** The rules' answer shows options: what follows must not change them. */
  showed: boolean
  sameOptions: boolean
  /** Criteria expected that hold in the criteria shown, by rules and with what the model reads, offered or applied. */
  rules: { hits: number; of: number }
  withModel: { hits: number; of: number }
  offered: boolean
  /** What is offered holds nothing but what is expected; null where nothing is. */
  offeredRight: boolean | null
}

/** Conversations over HTTP, without a model and with one whose replies are recorded: what its reading changes on the screen, and what it offers. */
export const talkSuite = defineSuite<Talk, Heard[]>({
  name: 'talk',
  about:
    'Short conversations held by the whole service, without a model and with one that reads: options stay what the rules showed, what it reads is offered, or applied where there was nothing to show.',
  provenance: {
    written: 'by the hand that wrote the prompt, with the product in view; replies from prompt and schema alone, since no model could be reached.',
    how: 'seen',
    graded: 'by one person',
  },
  prompts: ['read-message'],
  primary: 'criteria right with the model',
  async prepare({ stage, model, target }) {
    if (target) return { skipped: 'compares this process with and without a model; a server has its own.' }
    if (!model) return { skipped: 'no prompt was given.' }
    const line = lineOf(model, { words: false })
    const common = { items: await stage.items(), today: evaluationDay, seed: 'talk' }
    const plain = await rehearse(common)
    const heard = await rehearse({ ...common, model: line, prompts: { readMessage: model.prompt } })
    let times = 0
    return {
      cases: talks().map((one) => ({ ...one, split: 'test' as const })),
      notes: [`Replies of ${model.name}, prompt ${model.prompt.name} ${model.prompt.version.slice(0, 15)}.`],
      async task({ id, turns }) {
        // Four at once, each in a tenant of its own: what a partner was shown elsewhere changes no options here.
        times += 1
        const [one, other] = [await plain.named('evals', `${id}-${times}`), await heard.named('evals', `${id}-${times}`)]
        const [without, withModel] = [await one.opened(), await other.opened()]
        const found: Heard[] = []
        for (const { say, expect } of turns) {
          const rules = (await one.said(without.id, { text: say })).body as unknown as Turn
          const before = (await other.call('GET', `/v1/conversations/${withModel.id}`)).body.turns as Turn[]
          await other.said(withModel.id, { text: say })
          const after = ((await other.call('GET', `/v1/conversations/${withModel.id}`)).body.turns as Turn[]).slice(before.length)
          found.push(hear(rules, after, expect))
        }
        return found
      },
      close() {
        plain.database.close()
        heard.database.close()
      },
    }
  },
  scorers: [
    shareOf(
      { name: 'options as the rules showed them', about: 'Turns whose options are the same with the model, until a gesture.' },
      (_, turns) => ({ hits: turns.filter(({ showed, sameOptions }) => showed && sameOptions).length, of: turns.filter(({ showed }) => showed).length }),
    ),
    shareOf({ name: 'criteria right with the model', about: 'Criteria expected that stand, are applied or are offered.' }, (_, turns) =>
      summed(turns.map(({ withModel }) => withModel)),
    ),
    shareOf({ name: 'criteria right by rules', about: 'The same without the model.' }, (_, turns) =>
      summed(turns.map(({ rules }) => rules)),
    ),
    shareOf(
      { name: 'offers right', about: 'Of other readings that are offered, those that agree with what is expected.' },
      (_, turns) => ({ hits: turns.filter(({ offeredRight }) => offeredRight === true).length, of: turns.filter(({ offered }) => offered).length }),
    ),
  ],
  gates: [
    { measure: 'options as the rules showed them', comparison: 'at least', bar: 1 },
    // A model that only invents brings nothing that is right.
    { measure: 'criteria right with the model', comparison: 'at least', bar: 0.9 },
  ],
  show: ({ turns }, heard) =>
    turns
      .map(({ say, expect }, at) => `${say}\n  ${JSON.stringify(expect)}\n  ${JSON.stringify(heard[at])}`)
      .join('\n'),
})

const summed = (shares: readonly { hits: number; of: number }[]) => ({
  hits: shares.reduce((sum, { hits }) => sum + hits, 0),
  of: shares.reduce((sum, { of }) => sum + of, 0),
})

function hear(rules: Turn, after: readonly Turn[], expect: Readonly<Record<string, unknown>>): Heard {
  const [shown] = after
  const last = after.at(-1)!
  const offered = new Map(last.otherReading?.changed.map(({ criterion, to }) => [criterion as string, to]) ?? [])
  const valueIn = (turn: Turn, name: string) => codeOf(turn.criteria[name as keyof Turn['criteria']])
  const names = Object.keys(expect)
  const isRight = (name: string, value: unknown) => (value ?? null) === expect[name]
  const idsOf = (turn: Turn | undefined) => JSON.stringify(turn?.options.map(({ item }) => item.id))
  const standing = (name: string) => (offered.has(name) ? codeOf(offered.get(name)) : valueIn(last, name))
  return {
    showed: rules.outcome === 'options',
    sameOptions: idsOf(rules) === idsOf(shown) && after.length === 1,
    rules: { hits: names.filter((name) => isRight(name, valueIn(rules, name))).length, of: names.length },
    withModel: { hits: names.filter((name) => isRight(name, standing(name))).length, of: names.length },
    offered: offered.size > 0,
    offeredRight:
      offered.size === 0 ? null : [...offered].every(([name, to]) => !(name in expect) || isRight(name, codeOf(to))),
  }
}

const codeOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'code' in value ? value.code : value
