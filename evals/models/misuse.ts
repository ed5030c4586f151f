import { basename, join } from 'node:path'
import { messageOf } from '../../guardrails/detect/recogniser.ts'
import { messageUnit, mostWords } from '../../guardrails/misuse/message-unit.ts'
import type { MisuseLabel } from '../../guardrails/misuse/misuse.ts'
import { fold } from '../../guardrails/normalise.ts'
import { clauseRow, written } from '../../guardrails/stories/clause-row.ts'
import { type ConductLesson, readConductLessons, readTunedConduct } from '../conduct/lessons.ts'
import { type CorpusMessage, isHeldOut, readCorpus } from '../corpus/corpus.ts'
import { readTurns } from '../sets/turns/turns.ts'
import { readStories, tunedHalves } from '../stories/stories.ts'
import type { ModelPlan } from './model-plan.ts'
import { factsIn, ordinary, templates, untold } from './stories.ts'

const labels = ['none', 'DISCRIMINATION', 'INAPPROPRIATE', 'INJECTION'] as const satisfies readonly MisuseLabel[]

/** Which messages select by a trait, scorn somebody or give orders to the machine. */
export const misuse: ModelPlan<MisuseLabel> = {
  name: 'misuse',
  about: `Which messages of at most ${mostWords} words select by a trait, scorn somebody or give orders to the machine, also in words that no list holds. It sees what the model of stories sees of each clause, at no cost, and whether the message asks, quotes or reports.`,
  folder: 'guardrails/misuse',
  labels,
  settings: { bits: 15, longest: 1, rounds: 10, cost: 120, seed: 5, keep: 8_000 },
  commonest: 'none',
  surePrecision: 0.97,
  // In the guard it then stops 5 of 1,695 messages of the corpus that it did not learn from and 8 of 2,776 sentences of a spoken treebank, fewer
  // than the one before it; from 290, 11 and 15, for 84 instead of 65 of 130 that choose by a trait.
  sureAt: 400,
  views: ['as typed'],
  also: () => [
    ...readStories(join(import.meta.dirname, '../stories')),
    ...ordinary(),
    ...needs(),
    ...turns(),
    ...lessons(),
    ...ofTemplates(),
  ],
  lesson(message) {
    return {
      row: { units: [unitOf(message)], stretch: () => [], words: [1] },
      cuts: [{ start: 0, end: 1, label: wantedOf(message) }],
    }
  },
  judge: (message, [reading]) => [
    {
      message,
      span: { start: 0, end: message.text.length },
      wanted: wantedOf(message),
      given: reading!.label,
      margin: reading!.margin,
      words: 1,
    },
  ],
}

const wantedOf = ({ spans }: CorpusMessage): MisuseLabel =>
  labels.find((label) => spans.some((span) => span.label === label)) ?? 'none'

/** Read as the guard reads it: raw, behind the recognisers that go by words and rules. */
function unitOf({ text }: CorpusMessage): string[] {
  const message = messageOf(fold(text))
  return [...messageUnit(message, clauseRow(message, factsIn(message), written).units, written)]
}

const labelled = (message: CorpusMessage, label: MisuseLabel): CorpusMessage => ({
  ...message,
  spans: [{ label, start: 0, end: message.text.length }],
})

/** What is learned from already, twice more: what is stopped for nothing costs more than what is missed. */
function needs(): CorpusMessage[] {
  const once = readCorpus().filter((message) => !isHeldOut(message))
  return [...once, ...once]
}

/** What is said of the options, which chooses by no trait and orders about what the assistant is for. */
const turns = (): CorpusMessage[] => readTurns('tuned').map(({ id, said }) => untold(id, id.slice(0, 1), 'turns', said))

/** Twice: they are few, and all the others are easy. */
const lessons = (): CorpusMessage[] => {
  const once = [
    ...readConductLessons().map((lesson) => ({ ...lesson, file: 'conduct-lessons' })),
    ...tunedHalves.flatMap((half) =>
      readTunedConduct(half).map((lesson) => ({ ...lesson, file: basename(half, '.jsonl') })),
    ),
  ]
  return [...once, ...once].map((lesson) =>
    labelled(untold(lesson.id, lesson.id.slice(0, 1), lesson.file, lesson.text), labelOf(lesson)),
  )
}

const labelOf = ({ set, style, label }: ConductLesson): MisuseLabel =>
  label === 'pass'
    ? 'none'
    : set === 'injection'
      ? 'INJECTION'
      : style === 'insult'
        ? 'INAPPROPRIATE'
        : 'DISCRIMINATION'

/** Three messages of each template, each as a whole. */
const ofTemplates = (): CorpusMessage[] =>
  templates(3).map((message) => {
    const label = labels.find((one) => message.spans.some((span) => span.label === one)) ?? 'none'
    return labelled(message, label)
  })
