import { roleRow } from '../../src/need/roles/features.ts'
import { Role } from '../../src/need/roles/role.ts'
import type { CorpusMessage } from '../corpus/corpus.ts'
import { seenOf, spansIn } from './exact-readers.ts'
import type { ModelPlan, Outcome } from './model-plan.ts'

type Label = Role | 'none'

/** What each stretch of a message does. */
export const roles: ModelPlan<Label> = {
  name: 'roles',
  about:
    'Where the stretches of a message begin and end, and which of nine roles each has; words that only join others have none. Of a stretch it sees the words without accent, gender or plural, four letters in a row, what is denied and by which cue, how it begins and ends, what stands beside it, its length, and the places and subjects that exact readers found.',
  folder: 'src/need/roles',
  labels: [...Role.options, 'none'],
  settings: { bits: 15, longest: 12, rounds: 8, cost: 12, seed: 9, keep: 20_000 },
  commonest: 'want',
  surePrecision: 0.85,
  views: ['as found'],
  lesson(message) {
    const row = roleRow(seenOf(message), spansIn(message))
    const labels = row.spans.map((unit) => labelOf(message, unit))
    const cuts: { start: number; end: number; label: Label }[] = []
    for (const [at, label] of labels.entries()) {
      const last = cuts.at(-1)
      if (last?.label === label && at + 1 - last.start <= roles.settings.longest) last.end = at + 1
      else cuts.push({ start: at, end: at + 1, label })
    }
    return { row, cuts }
  },
  judge(message, readings) {
    const { spans } = roleRow(seenOf(message), spansIn(message))
    return readings.flatMap(({ start, end, label, margin }) => {
      const outcomes = new Map<Role, Outcome<Label>>()
      for (const unit of spans.slice(start, end)) {
        for (const [wanted, count] of rolesOf(message, unit)) {
          const words = (outcomes.get(wanted)?.words ?? 0) + count
          const from = outcomes.get(wanted)?.span.start ?? unit.start
          outcomes.set(wanted, { message, span: { start: from, end: unit.end }, wanted, given: label, margin, words })
        }
      }
      return [...outcomes.values()]
    })
  },
}

/** How many words of a unit have each role; words that join others have none and are not counted. */
function rolesOf({ masked: { text, spans } }: CorpusMessage, unit: { start: number; end: number }): Map<Role, number> {
  const counts = new Map<Role, number>()
  for (const { 0: word, index } of text.slice(unit.start, unit.end).matchAll(/\[[^\]]*\]|[\p{L}\p{N}\p{M}]+/gu)) {
    const start = unit.start + index
    const end = start + word.length
    const span = spans.find((one) => Role.options.includes(one.label as Role) && one.start <= start && end <= one.end)
    if (span) counts.set(span.label as Role, (counts.get(span.label as Role) ?? 0) + 1)
  }
  return counts
}

function labelOf(message: CorpusMessage, unit: { start: number; end: number }): Label {
  const [most] = [...rolesOf(message, unit)].sort(([, one], [, other]) => other - one)
  return most?.[0] ?? 'none'
}
