import type { Turn } from '../../src/record/turn.ts'
import type { SaidCase } from '../said.ts'
import { type Answered, type Grade, type SaidScore, scoreSaid } from '../said-score.ts'
import { type Scorer, shareOf } from '../scorer.ts'
import type { Stage } from '../stage.ts'
import type { EvalCase, EvalContext, Prepared } from '../suite.ts'

export type Said = SaidCase & EvalCase

export interface SaidOutput extends SaidScore {
  ms: number
}

/** Says the messages of each case to the assistant of the stage, or to a running server; each case is alone in a tenant. */
export async function prepareSaid(
  cases: readonly Said[],
  { stage, target }: EvalContext,
): Promise<Exclude<Prepared<Said, SaidOutput>, { skipped: string }>> {
  if (target) return { cases, task: (one) => timed(one, () => target.talk(one.say)) }
  const { talk, close } = await talkOn(stage)
  return { cases, task: (one, trial) => timed(one, () => talk(one, trial)), close }
}

/** The assistant of the stage, to talk with: each case and trial in a tenant of its own, so that all meet the same ledger. */
export async function talkOn(stage: Stage) {
  const { assistant, close } = await stage.assistant({ newSeed: () => 'said' })
  async function talk(one: Pick<Said, 'id' | 'say'>, trial: number): Promise<Answered> {
    const caller = { tenant: `${one.id}/${trial}`, counsellor: 'evals', human: true }
    const conversation = await assistant.open(caller, {})
    if ('refused' in conversation) return { refused: conversation.refused }
    let turn: Turn | undefined
    for (const text of one.say) {
      const answer = await assistant.ask(caller, conversation.id, { text })
      if ('refused' in answer) return { refused: answer.refused }
      for await (const part of answer.parts) {
        if (part.part === 'turn') turn = part.turn
        if (part.part === 'refusal') return { refused: part.refusal.refused }
      }
    }
    if (!turn) throw new Error('No turn was stored.')
    return { turn }
  }
  return { talk, close }
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

/** A case as its owner reads it: what was said, what came, what was wrong. */
export function showSaid({ say, why }: Said, output: SaidOutput): string {
  const wrong = output.criteria
    .filter(({ holds }) => !holds)
    .map(({ name, expected, read }) => `${name}: expected ${JSON.stringify(expected)}, read ${JSON.stringify(read)}`)
  return [
    say.join('\n⏎ '),
    `→ ${output.outcome}${output.acceptable === false ? ' (not acceptable)' : ''}`,
    ...output.graded.map(({ title, grade }) => `  ${grade}: ${title}`),
    ...wrong,
    ...output.words.filter(({ holds }) => !holds).map(({ word }) => `words: ${word}`),
    ...(why ? [`point: ${why}`] : []),
  ].join('\n')
}
