import { bucketOf } from '../../../guardrails/learner/buckets.ts'
import { type LinearModel, readRow } from '../../../guardrails/learner/linear-model.ts'
import { openModel, type StoredModel } from '../../../guardrails/learner/stored-model.ts'
import type { Goal } from '../../criteria/reading/stances.ts'
import type { TypedSpan } from '../stances/features.ts'
import type { Seen } from '../tokens.ts'
import { type GoalRow, goalRow } from './features.ts'
import stored from './goals.json' with { type: 'json' }

/**
 * The words that name what is wanted, refused or left, in UTF-16 code units. `workIn`: how much a word tells of work, in 0..1. Whoever writes
 * wants something: where no words stand out as wanted, those that come closest do.
 */
export function readGoals(seen: Seen, found: readonly TypedSpan[], workIn: (word: string) => number): Goal[] {
  const row = goalRow(seen, found, workIn)
  const goals = goalsIn(model, row)
  const isWanted = ({ goal }: Goal) => goal === 'wanted'
  return goals.some(isWanted) ? goals : [...goals, ...goalsIn(eager, row).filter(isWanted)]
}

const goalsIn = (read: LinearModel<Goal['goal'] | 'none'>, row: GoalRow): Goal[] =>
  readRow(read, row).flatMap(({ start, end, label, margin }) =>
    label === 'none' ? [] : [{ goal: label, start: row.spans[start]!.start, end: row.spans[end - 1]!.end, margin }],
  )

// The file is written by `npm run train -- goals` from the labels of its plan; a test compares them.
const model: LinearModel<Goal['goal'] | 'none'> = openModel(stored as StoredModel<Goal['goal'] | 'none'>)
const eager = { ...model, table: leaning() }
function leaning() {
  const table = Int16Array.from(model.table) as unknown as Int8Array
  const at = bucketOf('any', model.bits) * model.labels.length + model.labels.indexOf('wanted')
  table[at]! += Number(process.env.EAGER ?? 60)
  return table
}
