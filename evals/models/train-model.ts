import { sha256 } from '../../guardrails/digest.ts'
import { digestOf, type Lesson, learn } from '../../guardrails/learner/learn.ts'
import { type LinearModel, readRow } from '../../guardrails/learner/linear-model.ts'
import { hashRow } from '../../guardrails/learner/row.ts'
import { openModel, type StoredModel } from '../../guardrails/learner/stored-model.ts'
import { type CorpusMessage, isHeldOut } from '../corpus/corpus.ts'
import { sureMargin } from './measure.ts'
import type { ModelPlan, Outcome } from './model-plan.ts'

/** A model with everything its card tells. */
export interface Training {
  plan: ModelPlan
  /** The model's file. */
  file: string
  model: LinearModel<string>
  trainedOn: CorpusMessage[]
  heldOut: CorpusMessage[]
  /** Readings of the third that is never trained on, by view, by a model that was trained on… */
  readings: {
    /** …the rest of the corpus: this is the model that is kept. */
    all: Readings
    /** …the rest, but no message of the same hand. */
    otherHands: Readings
    /** …the rest, but no message of the same file. */
    otherFiles: Readings
    /** …a half and a tenth of the rest: whether more text would help. */
    half: Readings
    tenth: Readings
  }
  /** Readings of what was trained on, each by a model that knew no message of its hand: the threshold comes from these, and the errors shown. */
  unseenHands: Readings
}
export type Readings = ReadonlyMap<string, Outcome[]>

/** Trains a model, and as many more as there are hands and files; `tell` hears how far it is, out of `steps`. */
export function trainModel(
  plan: ModelPlan,
  corpus: readonly CorpusMessage[],
  tell: (done: number, steps: number, what: string) => void = () => {},
): Training {
  const also = plan.also?.() ?? []
  const trainedOn = [...lessonsFor(plan, corpus), ...also]
  const heldOut = corpus.filter(isHeldOut)
  const groups = groupsOfHands([...corpus, ...also])
  // A file that is all for learning has nothing to be read without it.
  const files = [...new Set(heldOut.map(({ file }) => file))]
  const steps = groups.length + files.length + 4
  let done = 0
  const step = <Value>(what: string, work: () => Value): Value => {
    tell(done, steps, what)
    done += 1
    return work()
  }
  const lessons = step('lessons', () => new Map(trainedOn.map((message) => [message, lessonsOf(plan, [message])])))
  const lessonsIf = (keep: (message: CorpusMessage) => boolean) =>
    trainedOn.filter(keep).flatMap((message) => lessons.get(message)!)
  const modelOf = (keep: (message: CorpusMessage) => boolean) =>
    openModel<string>({ ...learn(plan.labels, lessonsIf(keep), plan.settings), sure: 0, lessons: '' })

  const unseenHands: Outcomes = new Map()
  const otherHands: Outcomes = new Map()
  for (const group of groups) {
    const isOfGroup = ({ hand }: CorpusMessage) => group.has(hand)
    const model = step(`without ${[...group].join(', ')}`, () => modelOf((message) => !isOfGroup(message)))
    read(plan, model, trainedOn.filter(isOfGroup), unseenHands)
    read(plan, model, heldOut.filter(isOfGroup), otherHands)
  }
  const otherFiles: Outcomes = new Map()
  for (const file of files) {
    const model = step(`without ${file}`, () => modelOf((message) => message.file !== file))
    read(
      plan,
      model,
      heldOut.filter((message) => message.file === file),
      otherFiles,
    )
  }
  const half = step('half', () => read(plan, modelOf(isAmong(2)), heldOut))
  const tenth = step('tenth', () => read(plan, modelOf(isAmong(10)), heldOut))
  const file = step('all', () => {
    const learned = learn(
      plan.labels,
      lessonsIf(() => true),
      plan.settings,
    )
    const sure =
      plan.sureAt ??
      sureMargin(
        [...unseenHands.values()].flat().filter(({ given }) => plan.sureOf === undefined || given === plan.sureOf),
        plan.surePrecision,
      )
    return writeModel({ ...learned, sure, lessons: digestOf(lessonsIf(() => true)) })
  })
  const model = openModel(JSON.parse(file) as StoredModel<string>)
  tell(steps, steps, 'done')
  return {
    plan,
    file,
    model,
    trainedOn,
    heldOut,
    readings: { all: read(plan, model, heldOut), otherHands, otherFiles, half, tenth },
    unseenHands,
  }
}

/** What a model learns from of the corpus: all but the third that is never trained on, and what its plan leaves out. */
export const lessonsFor = ({ learnsFrom }: ModelPlan, corpus: readonly CorpusMessage[]): CorpusMessage[] =>
  corpus.filter((message) => !isHeldOut(message) && learnsFrom?.(message) !== false)

/** Hands that are left out together: a large one alone, small ones as many as make a sixth of the messages, so that a model is not trained for each. */
function groupsOfHands(messages: readonly CorpusMessage[]): ReadonlySet<string>[] {
  const byHand = [...Map.groupBy(messages, ({ hand }) => hand)].sort(([, one], [, other]) => one.length - other.length)
  const groups: Set<string>[] = []
  let room = 0
  for (const [hand, { length }] of byHand) {
    if (length > room) {
      groups.push(new Set())
      room = messages.length / 6
    }
    groups.at(-1)!.add(hand)
    room -= length
  }
  return groups
}

/** The lessons of some messages, each in every view. */
export const lessonsOf = (plan: ModelPlan, messages: readonly CorpusMessage[]): Lesson<string>[] =>
  messages.flatMap((message) =>
    plan.views.map((view) => {
      const { row, cuts } = plan.lesson(message, view)
      return { row: hashRow(row, plan.settings.bits, plan.labels.length), cuts }
    }),
  )

/** One message in so many, the same each time. */
export const isAmong =
  (share: number) =>
  ({ id }: { id: string }): boolean =>
    Number.parseInt(sha256(`part of ${id}`).slice(0, 8), 16) % share === 0

type Outcomes = Map<string, Outcome[]>

export function read(
  plan: ModelPlan,
  model: LinearModel<string>,
  messages: readonly CorpusMessage[],
  into: Outcomes = new Map(),
): Outcomes {
  for (const view of plan.views) {
    const outcomes = messages.flatMap((message) =>
      plan.judge(message, readRow(model, plan.lesson(message, view).row), view),
    )
    into.set(view, [...(into.get(view) ?? []), ...outcomes])
  }
  return into
}

const writeModel = (model: StoredModel<string>): string => `${JSON.stringify(model, undefined, 2)}\n`
