import type { CriteriaChange } from '../../src/criteria/criteria.ts'
import type { MessageInput } from '../../src/record/message-input.ts'
import type { Count } from '../../src/record/oversight.ts'
import { offersOf, type Turn } from '../../src/record/turn.ts'
import { baseOf } from '../command.ts'
import { lineOf } from '../model-line.ts'
import type { SaidCase } from '../said.ts'
import { type Answered, type Grade, type SaidScore, scoreSaid, valueSaid } from '../said-score.ts'
import { meanOf, type Scorer, shareOf } from '../scorer.ts'
import type { Played, Stage } from '../stage.ts'
import type { EvalCase, EvalContext, Prepared } from '../suite.ts'

export type Said = SaidCase & EvalCase

export interface SaidOutput extends SaidScore {
  ms: number
  byModel?: ByModel
}

/** What a model had to do with an answer. */
export interface ByModel {
  /** The answer to the same messages without it. */
  alone: SaidScore
  /** What it read otherwise than the rules: offered and then taken, or applied where there was nothing to show. */
  otherwise: string[]
  /** Where it words: options shown of which it says something, and its sentences that are shown. */
  worded?: { hits: number; of: number }
  said: string[]
  /** Why its readings and sentences were refused, and how often. */
  refused: { what: 'reading' | 'wording'; reason: string; times: number }[]
}

/** Says the messages of each case to the assistant of the stage, or to a running server; each case is alone in a tenant. */
export async function prepareSaid(
  cases: readonly Said[],
  { stage, target, model }: EvalContext,
): Promise<Exclude<Prepared<Said, SaidOutput>, { skipped: string }>> {
  if (target) return { cases, task: (one) => timed(one, () => target.talk(one.say)) }
  const { talk, close } = await talkOn(stage)
  if (!model) return { cases, task: (one, trial) => timed(one, () => talk(one, trial)), close }
  const words = baseOf(model.prompt.name) === 'compose'
  const heard = await talkOn(stage, {
    model: lineOf(model, { words }),
    prompts: words ? { compose: model.prompt } : { readMessage: model.prompt },
  })
  return {
    cases,
    notes: [
      `Heard by the whole assistant with ${model.name}, prompt ${model.prompt.name} ${model.prompt.version.slice(0, 15)}; another reading that it offers is taken, as by a tap.`,
    ],
    async task(one, trial) {
      const began = performance.now()
      const answered = await heard.talk(one, trial)
      const ms = performance.now() - began
      const alone = await aloneOf(stage, one, () => talk(one, trial))
      return { ...scoreSaid(one, answered), ms, byModel: { alone, ...madeBy(answered, words) } }
    },
    close() {
      close()
      heard.close()
    },
  }
}

/** What the rules answer is the same whatever the variant, the model and the trial: said once on a stage. */
const alone = new WeakMap<Stage, Map<string, Promise<SaidScore>>>()
function aloneOf(stage: Stage, one: Said, answer: () => Promise<Answered>): Promise<SaidScore> {
  const known = alone.get(stage) ?? new Map<string, Promise<SaidScore>>()
  alone.set(stage, known)
  const key = JSON.stringify([one.say, one.expect])
  const score = known.get(key) ?? answer().then((answered) => scoreSaid(one, answered))
  known.set(key, score)
  return score
}

/** The assistant of the stage, to talk with: each talk in a tenant of its own, so that all meet the same ledger. */
export async function talkOn(stage: Stage, played: Pick<Played, 'model' | 'prompts' | 'index'> = {}) {
  const { assistant, records, close } = await stage.assistant({ newSeed: () => 'said', ...played })
  let talks = 0
  async function talk(one: Pick<Said, 'id' | 'say'>, trial: number): Promise<Answered & Told> {
    talks += 1
    // A case may be heard again, where replies came late: it meets no ledger of the first time.
    const caller = { tenant: `${one.id}/${trial}/${talks}`, counsellor: 'evals', human: true }
    const conversation = await assistant.open(caller, {})
    const told: Told = { otherwise: [], counts: [] }
    if ('refused' in conversation) return { refused: conversation.refused, ...told }
    let turn: Turn | undefined
    const ask = async (message: MessageInput): Promise<{ refused: string } | undefined> => {
      const answer = await assistant.ask(caller, conversation.id, message)
      if ('refused' in answer) return { refused: answer.refused }
      const first = turn
      for await (const part of answer.parts) {
        if (part.part === 'refusal') return { refused: part.refusal.refused }
        if (part.part !== 'turn') continue
        // Another turn to the same message: what the model read is applied.
        if (turn && turn !== first && turn.id !== part.turn.id) told.otherwise.push(...part.turn.changed.map(changeSaid))
        turn = part.turn
      }
      return undefined
    }
    for (const text of one.say) {
      const refused = await ask({ text })
      if (refused) return { ...refused, ...told }
      const offered = turn?.otherReading
      if (!offered) continue
      told.otherwise.push(...offered.changed.map(changeSaid))
      const untaken = await ask({ criteria: offered.criteria })
      if (untaken) return { ...untaken, ...told }
    }
    if (!turn) throw new Error('No turn was stored.')
    return { turn, ...told, counts: await records.counts(caller.tenant) }
  }
  return { talk, close }
}

/** What came of a model's part in a talk. */
interface Told {
  otherwise: string[]
  counts: Count[]
}

const changeSaid = ({ criterion, from, to }: CriteriaChange): string =>
  `${criterion}: ${valueSaid(from)} → ${valueSaid(to)}`

function madeBy(answered: Answered & Told, words: boolean): Omit<ByModel, 'alone'> {
  const { otherwise, counts } = answered
  const turn = 'turn' in answered ? answered.turn : undefined
  const shown = turn ? offersOf(turn) : []
  const inItsWords = [
    ...shown.flatMap(({ claims, wording }) => (wording === 'model' ? claims.filter(({ stance }) => stance !== 'fact') : [])),
    ...(turn?.reply ?? []).filter(({ wording }) => wording === 'model'),
  ]
  return {
    otherwise,
    ...(words && turn?.outcome === 'options' && {
      worded: { hits: turn.options.filter(({ wording }) => wording === 'model').length, of: turn.options.length },
    }),
    said: words ? inItsWords.map(({ text }) => text) : [],
    refused: counts.flatMap(({ name, key, by }) =>
      name === 'reading-refused' || name === 'wording-refused'
        ? [{ what: name === 'reading-refused' ? ('reading' as const) : ('wording' as const), reason: key, times: by }]
        : [],
    ),
  }
}

async function timed(one: Said, answer: () => Promise<Answered>): Promise<SaidOutput> {
  const began = performance.now()
  const answered = await answer()
  return { ...scoreSaid(one, answered), ms: performance.now() - began }
}

const isGrade =
  (...grades: Grade[]) =>
  ({ grade }: { grade: Grade }) =>
    grades.includes(grade)

const ofAll = <One>(all: readonly One[], holds: (one: One) => boolean) => ({
  hits: all.filter(holds).length,
  of: all.length,
})

/** What is said of an answer, one sentence each; a case that expects nothing of the kind is not counted. */
export const saidScorers: readonly Scorer<Said, SaidOutput>[] = [
  shareOf({ name: 'outcome acceptable', about: 'Answers of a kind that the author accepts.' }, (_, { acceptable }) => acceptable ?? null),
  shareOf({ name: 'criteria right', about: 'Criteria said for sure that were read so.' }, (_, { criteria }) =>
    ofAll(criteria, ({ holds }) => holds),
  ),
  shareOf({ name: 'place read or asked', about: 'Communes read, or offered by a question.' }, (_, { criteria }) =>
    ofAll(criteria.filter(({ name }) => name === 'near'), ({ holds }) => holds),
  ),
  shareOf(
    { name: 'occupation or topic', about: 'What is wanted, read as something that answers, or asked where one may.' },
    (_, { understood }) => understood ?? null,
  ),
  shareOf(
    { name: 'absurd or refused', about: 'Answers holding an offer that is absurd, or that the person refused.', better: 'lower' },
    (_, { graded }) => (graded.length > 0 ? graded.some(isGrade('absurd', 'refused')) : null),
  ),
  shareOf({ name: 'options right', about: 'Offers shown that answer the need.' }, (_, { graded }) => ofAll(graded, isGrade('right'))),
  shareOf({ name: 'options right or close', about: 'Offers shown that answer the need, or nearly.' }, (_, { graded }) =>
    ofAll(graded, isGrade('right', 'close')),
  ),
  shareOf({ name: 'vague asked', about: 'Vague needs that are asked about.' }, (_, { mustAsk, asked }) => (mustAsk ? asked : null)),
  shareOf(
    { name: 'clear asked', about: 'Clear needs that got a question instead.', better: 'lower' },
    (_, { mayAsk, asked }) => (mayAsk ? null : asked),
  ),
  shareOf(
    {
      name: 'words told as not understood',
      about: 'Content words of messages that were understood, told as not understood.',
      better: 'lower',
    },
    (_, { unread }) => unread ?? null,
  ),
  shareOf({ name: 'words of the answer', about: 'Words that must be shown, or must not.' }, (_, { words }) => ofAll(words, ({ holds }) => holds)),
]

/** What a model had to do with it; without one nothing of this is measured. */
export const byModelScorers: readonly Scorer<Said, SaidOutput>[] = [
  meanOf(
    {
      name: 'case holds without the model',
      about: 'The same messages answered by the rules alone.',
      unit: 'share',
    },
    (_, { byModel }) => (byModel ? Number(caseHolds(byModel.alone)) : null),
  ),
  shareOf(
    { name: 'worded by the model', about: 'Options shown of which at least one sentence is in its words.' },
    (_, { byModel }) => byModel?.worded ?? null,
  ),
  shareOf(
    { name: 'sentences shown', about: 'Of the sentences that the model wrote, those shown in its words.' },
    (_, { byModel }) => {
      if (!byModel?.worded) return null
      const refused = byModel.refused.filter(({ what }) => what === 'wording')
      const times = refused.reduce((sum, { times }) => sum + times, 0)
      return { hits: byModel.said.length, of: byModel.said.length + times }
    },
  ),
  meanOf(
    {
      name: 'reads otherwise',
      about: 'Cases in which the model reads something that the rules do not.',
      unit: 'share',
    },
    (_, { byModel }) => (byModel ? Number(byModel.otherwise.length > 0) : null),
  ),
  meanOf(
    {
      name: 'readings not borne out',
      about: 'What the model said of a message and the message does not prove, a case.',
      unit: 'count',
      better: 'lower',
    },
    (_, { byModel }) =>
      byModel ? byModel.refused.reduce((sum, { what, times }) => sum + (what === 'reading' ? times : 0), 0) : null,
  ),
]

/**
 * All that a case says of its answer, at once: what its author reads as "it works now". Who says what is right wants some of it shown, unless
 * other outcomes are named as right too; where nothing else is shown, no matter how it was read.
 */
export function caseHolds(score: SaidScore): boolean {
  const { acceptable, criteria, understood, graded, words } = score
  const shownRight = graded.length > 0 && graded.every(isGrade('right', 'close'))
  return (
    acceptable !== false &&
    (understood !== false || shownRight) &&
    criteria.every(({ holds }) => holds) &&
    words.every(({ holds }) => holds) &&
    !graded.some(isGrade('absurd', 'refused')) &&
    !lacksRight(score)
  )
}

const lacksRight = ({ acceptable, understood, graded, outcome }: SaidScore): boolean =>
  understood !== undefined &&
  (outcome === 'options' || (outcome === 'not-enough' && acceptable === undefined)) &&
  !graded.some(isGrade('right', 'close'))

/** A case as its owner reads it: what was said, what came, what was wrong. */
export function showSaid({ say, expect, why }: Said, output: SaidOutput): string {
  const { codes = [], words = [] } = expect.right ?? {}
  const missed = output.understood === false || lacksRight(output)
  const wrong = output.criteria
    .filter(({ holds }) => !holds)
    .map(({ name, expected, read }) => `${name}: expected ${JSON.stringify(expected)}, read ${JSON.stringify(read)}`)
  return [
    say.join('\n⏎ '),
    ...(output.heard === undefined ? [] : [`masked: ${output.heard}`]),
    ...(output.read && output.read.length > 0 ? [`read: ${output.read.join('; ')}`] : []),
    `→ ${output.outcome}${output.acceptable === false ? ' (not acceptable)' : ''}`,
    ...output.graded.map(({ title, grade }) => `  ${grade}: ${title}`),
    ...(output.understood === false ? ['what is wanted was not understood'] : []),
    ...(lacksRight(output) ? ['nothing right is shown'] : []),
    ...(missed ? [`right would be: ${[...codes, ...words].join(', ')}`] : []),
    ...wrong,
    ...output.words.filter(({ holds }) => !holds).map(({ word }) => `words: ${word}`),
    ...(why ? [`point: ${why}`] : []),
    ...(output.byModel ? byModelShown(output.byModel) : []),
  ].join('\n')
}

const byModelShown = ({ alone, otherwise, worded, said }: ByModel): string[] => [
  `without the model: ${alone.outcome}, ${caseHolds(alone) ? 'holds' : 'does not hold'}`,
  otherwise.length > 0 ? `the model reads otherwise: ${otherwise.join('; ')}` : 'the model reads nothing otherwise',
  ...(worded ? [`options in the model's words: ${worded.hits} of ${worded.of}`, ...said.map((text) => `  ${text}`)] : []),
]
