import { bucketOf } from '../../../guardrails/learner/buckets.ts'
import { type LinearModel, labelRow } from '../../../guardrails/learner/linear-model.ts'
import { openModel, type StoredModel } from '../../../guardrails/learner/stored-model.ts'
import type { Goal } from '../../criteria/reading/stances.ts'
import type { Seen } from '../tokens.ts'
import { type GoalRow, goalRow, type Known } from './features.ts'
import stored from './goals.json' with { type: 'json' }

/**
 * The words that name what is wanted, refused or left, in UTF-16 code units. Whoever writes wants something: where no words stand out as wanted,
 * those that come closest do, `faint`.
 */
export function readGoals(seen: Seen, known: Known): Goal[] {
  const row = goalRow(seen, known)
  const goals = goalsIn(model, row, false)
  const isWanted = ({ goal }: Goal) => goal === 'wanted'
  return goals.some(isWanted) ? goals : [...goals, ...goalsIn(eager, row, true).filter(isWanted)]
}

const goalsIn = (read: Parameters<typeof labelRow<Label>>[0], row: GoalRow, faint: boolean): Goal[] =>
  labelRow(read, row).flatMap(({ start, end, label }) =>
    label === 'none' ? [] : [{ goal: label, start: row.spans[start]!.start, end: row.spans[end - 1]!.end, faint }],
  )

type Label = Goal['goal'] | 'none'

// The file is written by `npm run train -- goals` from the labels of its plan; a test compares them.
const model: LinearModel<Label> = openModel(stored as StoredModel<Label>)

/** The same, to which any word is more likely to be wanted: chosen on given sets, so that clear needs are searched and vague ones are not. */
const eager = { ...model, table: leaning(model, 120) }

function leaning({ table, bits, labels }: LinearModel<Label>, by: number): Int16Array {
  const leant = Int16Array.from(table)
  leant[bucketOf('any', bits) * labels.length + labels.indexOf('wanted')]! += by
  return leant
}
