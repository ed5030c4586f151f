import type { Goal } from '../../src/criteria/reading/stances.ts'
import { goalRow } from '../../src/need/goals/features.ts'
import type { CorpusMessage } from '../corpus/corpus.ts'
import type { Span } from '../corpus/marks.ts'
import { knownIn, seenOf, workKnown } from './exact-readers.ts'
import type { ModelPlan } from './model-plan.ts'

type Label = Goal['goal'] | 'none'

/** Which words name what is wanted, refused or left. */
export const goals: ModelPlan<Label> = {
  name: 'goals',
  about:
    'Which words of a message name the trade, the subject or the work that is wanted, refused or left behind. Of a word it sees its letters, how much it tells of work, the words around it, in its clause and in its sentence, without accent, gender or plural, what is denied, and the places, trades, subjects and criteria that exact readers found.',
  folder: 'src/need/goals',
  labels: ['none', 'wanted', 'refused', 'left'],
  settings: {
    bits: 17,
    longest: 6,
    rounds: 16,
    cost: 4,
    seed: 9,
    keep: 120_000,
    // One word in ten names a goal, and to miss it costs more than to take a word too many: chosen where precision and recall of what is wanted meet, and a little above, for a question costs more than a word.
    lean: { feature: 'any', by: 70 },
  },
  chosenOn:
    'the third below, of some twelve combinations: its figures flatter; what judges it is the scored half of `evals/sets/needs`',
  commonest: 'none',
  surePrecision: 0.85,
  views: ['as found'],
  lesson(message) {
    const row = rowOf(message)
    const marks = row.spans.map((token) => markOf(message, token))
    const cuts: { start: number; end: number; label: Label }[] = []
    for (const [at, { label, span }] of marks.entries()) {
      const last = cuts.at(-1)
      const goesOn = label !== 'none' && last?.label === label && marks[at - 1]!.span === span
      if (goesOn && at + 1 - last.start <= goals.settings.longest) last.end = at + 1
      else cuts.push({ start: at, end: at + 1, label })
    }
    return { row, cuts }
  },
  judge(message, readings) {
    const { spans, words } = rowOf(message)
    return readings.flatMap(({ start, end, label, margin }) =>
      spans.slice(start, end).flatMap((span, by) => {
        const isSaid = words[start + by]! === 1
        return isSaid ? [{ message, span, wanted: markOf(message, span).label, given: label, margin, words: 1 }] : []
      }),
    )
  },
}

const rowOf = (message: CorpusMessage) => goalRow(seenOf(message), { ...knownIn(message), workIn: workKnown })

/** As its author marked the stretch that it stands in; what is only told beside the need is none. */
function markOf(
  { masked: { spans } }: CorpusMessage,
  token: { start: number; end: number },
): { label: Label; span?: Span } {
  const over = spans.filter(({ start, end }) => start < token.end && token.start < end)
  const span = over.find(({ label }) => label === 'what')
  const role = span && over.find(({ label }) => Object.hasOwn(goalOf, label))?.label
  return role ? { label: goalOf[role as keyof typeof goalOf], span } : { label: 'none' }
}

const goalOf = { want: 'wanted', question: 'wanted', refuse: 'refused', left: 'left' } as const
