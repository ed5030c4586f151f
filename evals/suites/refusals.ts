import type { Item } from '../../src/item.ts'
import { rootsOf } from '../../src/criteria/unwanted.ts'
import type { Turn } from '../../src/record/turn.ts'
import { shareOf } from '../scorer.ts'
import type { Stage } from '../stage.ts'
import { defineSuite } from '../suite.ts'
import { type RefusalCase, refusalCases } from './refusals/cases.ts'

interface Output {
  /** What the same need shows where it is not refused. */
  wanted: readonly Item[]
  answers: { text: string; turn: Turn }[]
}

const caller = { tenant: 'evals', counsellor: 'evals', human: true }

/** What a person refuses is never searched, and nothing of it is shown (metamorphic: "X" and "surtout pas X" share no option). */
export const refusalsSuite = defineSuite<RefusalCase, Output>({
  name: 'refusals',
  provenance: {
    written: 'from the trades of the referential and everyday subjects, in stated ways of refusing.',
    how: 'generated',
    graded: 'by rule',
  },
  about: 'Trades of the referential and everyday subjects, asked for and then refused in many ways: the answers must share nothing.',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'reads the criteria and the catalogue in this process; a server is not asked (--target).' }
    const front = await frontDoor(stage)
    return {
      cases: refusalCases(stage.referential()),
      async task({ wanted, messages }) {
        const answers: Output['answers'] = []
        for (const text of messages) answers.push({ text, turn: await front.answer(text) })
        return { wanted: itemsOf(await front.answer(wanted)), answers }
      },
      close: front.close,
    }
  },
  fastEvery: 12,
  scorers: [
    shareOf(
      { name: 'shares no option', about: 'Answers to a refusal without an option that the same need without it shows.' },
      ({ about }, { wanted, answers }) => {
        const ids = new Set(wanted.map(({ id }) => id))
        // The others ask for a whole field of work, of which a neighbour may answer both.
        const alone = answers.slice(0, 2)
        const hits = alone.filter(({ turn }) => !itemsOf(turn).some(({ id }) => ids.has(id))).length
        return { '': { hits, of: alone.length }, [about]: { hits, of: alone.length } }
      },
    ),
    shareOf(
      {
        name: 'nothing of what is refused',
        about: 'Options that neither are called so nor declare its code, unless beside the code of what is wanted.',
      },
      (one, { answers }) => {
        const shown = answers.flatMap(({ turn }) => itemsOf(turn).map((item) => isOf(item, one, turn)))
        return { hits: shown.filter((refused) => !refused).length, of: shown.length }
      },
    ),
    shareOf(
      { name: 'never searched', about: 'Answers whose subject and occupation, which are searched, are not the refused.' },
      ({ refused, code }, { answers }) => ({
        hits: answers.filter(({ turn: { criteria } }) => {
          const searched = rootsOf([criteria.topic, criteria.occupation?.name].filter(Boolean).join(' '))
          return criteria.occupation?.code !== (code ?? '') && !rootsOf(refused).every((root) => searched.includes(root))
        }).length,
        of: answers.length,
      }),
    ),
    shareOf(
      { name: 'kept as a refusal', about: 'Answers whose criteria hold it as refused, for all to see.' },
      ({ refused, code }, { answers }) => ({
        hits: answers.filter(({ turn }) => turn.criteria.refused.some((one) => isRefusalOf(one, refused, code))).length,
        of: answers.length,
      }),
    ),
    shareOf(
      { name: 'still answered', about: 'Answers with options, where something else is asked for: what is refused did not empty them.' },
      (_, { answers }) => ({
        hits: answers.slice(2).filter(({ turn }) => turn.outcome === 'options').length,
        of: answers.slice(2).length,
      }),
    ),
  ],
  gates: [
    { measure: 'shares no option', comparison: 'at least', bar: 1, fewest: 300 },
    { measure: 'nothing of what is refused', comparison: 'at least', bar: 1, fewest: 300 },
    { measure: 'never searched', comparison: 'at least', bar: 1, fewest: 400 },
    { measure: 'kept as a refusal', comparison: 'at least', bar: 0.98, fewest: 400 },
    { measure: 'still answered', comparison: 'at least', bar: 0.7, fewest: 100 },
  ],
  show: (one, { answers }) =>
    answers
      .map(({ text, turn }) => {
        const { topic, occupation, refused } = turn.criteria
        return [
          `${text}: ${turn.outcome}`,
          `  searched ${topic} / ${occupation?.label}, refused ${JSON.stringify(refused)}`,
          ...itemsOf(turn).map((item) => `  ${isOf(item, one, turn) ? 'OF IT ' : ''}${item.title}`),
        ].join('\n')
      })
      .join('\n'),
})

const itemsOf = ({ options, nearest }: Turn): Item[] => [...options, ...nearest].map(({ item }) => item)

/** Called so, or of its code. */
function isOf({ title, occupations }: Item, { refused, code }: RefusalCase, { criteria }: Turn): boolean {
  const declares = (wanted: string | undefined) => occupations.some((one) => one.code === wanted)
  if (code !== undefined && declares(code) && !declares(criteria.occupation?.code)) return true
  const called = new Set(rootsOf(title))
  return rootsOf(refused).every((root) => called.has(root))
}

function isRefusalOf(one: Turn['criteria']['refused'][number], refused: string, code?: string): boolean {
  if (one.criterion === 'occupation' && one.value.code === code) return true
  const said = one.criterion === 'occupation' ? (one.value.name ?? one.value.label) : String(one.value)
  const words = rootsOf(said)
  return rootsOf(refused).some((root) => words.includes(root))
}

/** The assistant in memory; each message is another person's, so that all meet the same ledger. */
async function frontDoor(stage: Stage) {
  const { assistant, close } = await stage.assistant({ newSeed: () => 'refusals' })
  let tenants = 0
  async function answer(text: string): Promise<Turn> {
    tenants += 1
    const one = { ...caller, tenant: `refusals-${tenants}` }
    const conversation = await assistant.open(one, {})
    if ('refused' in conversation) throw new Error(conversation.refused)
    const answered = await assistant.ask(one, conversation.id, { text })
    if ('refused' in answered) throw new Error(`${text}: ${answered.refused}`)
    for await (const part of answered.parts) if (part.part === 'turn') return part.turn
    throw new Error(`No turn for ${text}`)
  }
  return { answer, close }
}
