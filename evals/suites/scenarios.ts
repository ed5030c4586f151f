import { verbs } from '../../src/need/acts/verbs.ts'
import { connectModel } from '../../src/connect-model.ts'
import { rehearse } from '../../src/rehearsal.ts'
import { meanOf, shareOf } from '../scorer.ts'
import { evaluationDay } from '../stage.ts'
import { defineSuite, type Row, type Table } from '../suite.ts'
import { checkConversation, claimsOf, type RecordOf } from './scenarios/check.ts'
import { type Planted, startMisbehavingModel, wordsOfAnotherArgument } from './scenarios/misbehaving-model.ts'
import { type Answer, type Played, play } from './scenarios/play.ts'
import { readScripts, type Script } from './scenarios/script.ts'

interface Output {
  plain: Told
  misled: Told
  /** Median time of the last five turns over that of the first five; null in a conversation of fewer than twenty. */
  slowing: number | null
  /** Turns with the same options in the same places with and without the model. */
  same: { hits: number; of: number }
  planted: Judged[]
  /** Claims shown in both, and those that their evidence carries. */
  claims: { hits: number; of: number }
}

interface Told {
  played: Played
  faults: string[]
}

/** A fault planted, whether the option kept its extracted wording, and the reason counted for it. */
interface Judged extends Planted {
  wording: string | undefined
  countedAs: string | undefined
}

/** Conversations as counsellors have them, over HTTP, on the whole demonstration catalogue: each without a model, then with one that misbehaves. */
export const scenariosSuite = defineSuite<Script, Output>({
  name: 'scenarios',
  provenance: {
    written: 'conversations by who wrote the product; the faults of the model by stated rules.',
    how: 'seen',
    graded: 'by rule',
  },
  about:
    'Recorded conversations with the properties expected of each answer, over HTTP: without a model, and with a fake one that misbehaves in every way there is a rule against.',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'the same seeds and a model that misbehaves are needed; a server has its own.' }
    const items = await stage.items()
    const byId = new Map(items.map((item) => [item.id, item]))
    const model = await startMisbehavingModel()
    const line = connectModel({ baseUrl: model.baseUrl, model: 'fake', api: 'chat', words: true, patience: { restMs: 0 } })
    const common = { items, today: evaluationDay, seed: 'scenarios' }
    const plain = await rehearse(common)
    const misled = await rehearse({ ...common, model: line })
    // The first answers warm the process up: none of them is timed.
    for (const script of readScripts().slice(0, 2)) await play(script, await plain.named('evals', 'warm-up'))
    return {
      cases: readScripts(),
      async task(script) {
        const [one, other] = [
          await play(script, await plain.named('evals', script.id)),
          await play(script, await misled.named('evals', script.id)),
        ]
        const counts = await misled.records.counts(script.id)
        const reasons = counts
          .filter(({ name }) => name === 'wording-refused')
          .map(({ key, by }) => ({ key, left: by }))
        const recordOf: RecordOf = (id) => byId.get(id)
        return {
          plain: { played: one, faults: [...checkConversation(script, one, recordOf), ...sentTo(one, false)] },
          misled: { played: other, faults: [...checkConversation(script, other, recordOf), ...sentTo(other, true)] },
          slowing: await slowing(script, plain),
          same: sameOptions(one, other),
          planted: judge(model.planted(), other, reasons),
          claims: countClaims([one, other], recordOf),
        }
      },
      close() {
        model.close()
        plain.database.close()
        misled.database.close()
      },
    }
  },
  fastEvery: 4,
  scorers: [
    shareOf(
      { name: 'conversation holds', about: 'Conversations with every property expected of every answer.' },
      (_, { plain, misled }) => ({
        'without a model': { hits: Number(plain.faults.length === 0), of: 1 },
        'with a model that misbehaves': { hits: Number(misled.faults.length === 0), of: 1 },
      }),
    ),
    shareOf(
      { name: 'same options with the model', about: 'Turns with the same options in the same places as without it.' },
      (_, { same }) => same,
    ),
    shareOf(
      {
        name: 'claims hold',
        about: 'Claims shown whose evidence is the record, with no number, praise or order of their own.',
      },
      (_, { claims }) => claims,
    ),
    shareOf(
      { name: 'faults refused', about: 'Faults planted whose option was shown in extracted words.' },
      (_, { planted }) => count(planted.filter(isFault), ({ wording }) => wording === 'extracted'),
    ),
    shareOf(
      { name: 'faults counted by reason', about: 'Faults planted that the counts name by the reason expected.' },
      (_, { planted }) => count(planted.filter(isFault), ({ countedAs }) => countedAs !== undefined),
    ),
    shareOf(
      { name: 'honest wording shown', about: 'Options worded as they should be, and shown in the model’s words.' },
      (_, { planted }) => count(planted.filter(isHonest), ({ wording }) => wording === 'model'),
    ),
    shareOf(
      {
        name: 'words of another argument refused',
        about:
          'Sentences true of the option but cited from elsewhere: a known limit, refused only for a number, date or name.',
      },
      (_, { planted }) => count(planted.filter(isOfAnother), ({ wording }) => wording === 'extracted'),
    ),
    meanOf(
      {
        name: 'last five turns over first five',
        about:
          'Median time of the last five turns over that of the first five, in conversations of twenty turns and more.',
        unit: 'count',
      },
      (_, output) => output.slowing,
    ),
  ],
  tables: (rows) => [faultTable(rows), brokenTable(rows)],
  gates: [
    { measure: 'conversation holds', group: 'without a model', comparison: 'at least', bar: 1, fewest: 20 },
    {
      measure: 'conversation holds',
      group: 'with a model that misbehaves',
      comparison: 'at least',
      bar: 1,
      fewest: 20,
    },
    { measure: 'same options with the model', comparison: 'at least', bar: 1, fewest: 60 },
    { measure: 'claims hold', comparison: 'at least', bar: 1, fewest: 1000 },
    { measure: 'faults refused', comparison: 'at least', bar: 1, fewest: 150 },
    { measure: 'faults counted by reason', comparison: 'at least', bar: 1, fewest: 150 },
    { measure: 'honest wording shown', comparison: 'at least', bar: 1, fewest: 5 },
    { measure: 'last five turns over first five', comparison: 'at most', bar: 2 },
  ],
  show: ({ opening }, { plain, misled, planted }) =>
    [
      opening.about,
      ...plain.faults,
      ...misled.faults.map((fault) => `with the model, ${fault}`),
      ...planted
        .filter(isFault)
        .flatMap(({ fault, wording, countedAs }) =>
          wording === 'extracted' && countedAs ? [] : [`${fault}: ${wording}, counted as ${countedAs}`],
        ),
    ].join('\n'),
})

const isHonest = ({ refusedAs }: Planted): boolean => refusedAs.length === 0
const isOfAnother = ({ fault }: Planted): boolean => fault === wordsOfAnotherArgument
const isFault = (planted: Planted): boolean => !isHonest(planted) && !isOfAnother(planted)

const count = <Value>(values: readonly Value[], holds: (value: Value) => boolean) => ({
  hits: values.filter(holds).length,
  of: values.length,
})

/** Without a model nothing leaves; with one, what left to word options holds no word of the message. */
function sentTo({ answers }: Played, hasModel: boolean): string[] {
  return answers.flatMap(({ turn, sent = [] }) => {
    if (!turn || verbs[turn.act] !== 'search') {
      // What is told of options may be worded, and nothing else leaves.
      const mayLeave = hasModel && turn?.outcome === 'about' ? ['compose'] : []
      const isOnlyThat = sent.every(({ purpose }) => mayLeave.includes(purpose))
      return isOnlyThat ? [] : ['something left though nothing was searched']
    }
    // One that failed before its first word is sent again.
    const purposes = [...new Set(sent.map(({ purpose }) => purpose))]
    const expected = [
      ...(turn.message && !turn.message.template ? ['read-message'] : []),
      ...(turn.outcome === 'options' ? ['compose'] : []),
    ]
    return `${purposes}` === `${hasModel ? expected : []}` ? [] : [`left for a model: ${purposes}`]
  })
}

function sameOptions(one: Played, other: Played) {
  const shown = ({ turn }: Answer) => JSON.stringify([turn?.outcome, turn?.options.map(({ item }) => item.id)])
  const turns = one.answers.map((answer, at) => [answer, other.answers[at]] as const).filter(([{ turn }]) => turn)
  return count(turns, ([first, second]) => second !== undefined && shown(first) === shown(second))
}

/** Each reason counted is taken once, so that no fault is excused by another's. */
function judge(planted: readonly Planted[], { answers }: Played, reasons: { key: string; left: number }[]): Judged[] {
  // A set that is brought back is not worded again.
  const sets = answers.flatMap(({ turn }) => (turn?.outcome === 'options' && turn.versions.model ? [turn.options] : []))
  const wordingOf = ({ answer, letter }: Planted) => sets[answer]?.find((option) => option.letter === letter)?.wording
  const strictFirst = planted.toSorted((one, other) => one.refusedAs.length - other.refusedAs.length)
  return strictFirst.map((one) => {
    const counted = reasons.find(({ key, left }) => left > 0 && one.refusedAs.some((reason) => reason === key))
    // A reply that is none is counted once, whatever it was to word.
    if (counted && counted.key !== 'unreadable') counted.left -= 1
    return { ...one, wording: wordingOf(one), countedAs: counted?.key }
  })
}

function countClaims(conversations: readonly Played[], recordOf: RecordOf) {
  const claims = conversations.flatMap(({ answers, kept }) =>
    answers.flatMap(({ turn }) => (turn ? claimsOf(turn, kept, recordOf) : [])),
  )
  return count(claims, ({ faults }) => faults.length === 0)
}

/** The same conversation three times, each turn at its fastest: what the process does beside it is not what is measured. */
async function slowing(script: Script, stage: Stage): Promise<number | null> {
  if (script.steps.length < 20) return null
  const fastest: number[] = []
  for (const time of ['first', 'second', 'third']) {
    const { answers } = await play(script, await stage.named('evals', `${script.id}-${time}`))
    const times = answers.flatMap(({ turn, ms }) => (turn ? [ms] : []))
    for (const [at, ms] of times.entries()) fastest[at] = Math.min(ms, fastest[at] ?? ms)
  }
  return median(fastest.slice(-5)) / median(fastest.slice(0, 5))
}

type Stage = Awaited<ReturnType<typeof rehearse>>

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0

type Rows = readonly Row<Script, Output>[]

function faultTable(rows: Rows): Table {
  const lines = new Map<string, { planted: number; extracted: number; countedAs: Set<string> }>()
  for (const { fault, wording, countedAs } of rows.flatMap(({ output }) => output.planted)) {
    const line = lines.get(fault) ?? { planted: 0, extracted: 0, countedAs: new Set<string>() }
    lines.set(fault, line)
    line.planted += 1
    line.extracted += Number(wording === 'extracted')
    if (countedAs) line.countedAs.add(countedAs)
  }
  return {
    title: 'What the model did, and what was shown instead',
    columns: ['fault', 'planted', 'extracted wording shown', 'counted as'],
    rows: [...lines].map(([fault, line]) => [
      fault,
      line.planted,
      line.extracted,
      [...line.countedAs].join(', ') || '—',
    ]),
  }
}

function brokenTable(rows: Rows): Table {
  const found = rows.flatMap(({ case: { id }, output: { plain, misled } }) => [
    ...plain.faults.map((fault) => [id, 'without', fault]),
    ...misled.faults.map((fault) => [id, 'with', fault]),
  ])
  return {
    title: `Properties that do not hold (${found.length})`,
    columns: ['conversation', 'model', 'what'],
    rows: found,
  }
}
