import { type Criteria, type CriteriaChange, type CriteriaPatch, Criterion, type Read } from '../criteria/criteria.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { covers, settle } from '../criteria/unwanted.ts'
import { changesBetween } from './merge.ts'
import type { ModelRead } from './read-message.ts'

/**
 * One reading of a message that two readers read. The model wins on the goal, and with the rules on what is refused and what work must not
 * demand, where both are listened to; the rules win on what they resolve exactly: places, distances, dates, lengths, prices, levels, ways. What
 * only one of them read stands.
 */
export function joinReadings(rules: Reading, model: ModelRead, previous: Criteria): Reading {
  const patch: CriteriaPatch = { ...rules.patch }
  const read: Read[] = [...rules.read]
  // What a hand corrected is for words to change, not for a reading of them that the rules do not share.
  const byHand = new Set(previous.read.flatMap(({ criterion, from }) => (from === 'counsellor' ? [criterion] : [])))
  const take = (criterion: Criterion, value: unknown) => {
    if (byHand.has(criterion)) return
    Object.assign(patch, { [criterion]: value })
    const at = read.findIndex((one) => one.criterion === criterion)
    if (at >= 0) read.splice(at, 1)
    const said = model.read.find((one) => one.criterion === criterion)
    if (said) read.push(said)
  }
  if (changesGoal(model.patch, patch))
    for (const criterion of goal) take(criterion, model.patch[criterion] ?? (criterion === 'alternatives' ? [] : null))
  for (const criterion of Criterion.options) {
    const value = model.patch[criterion]
    if (value === undefined || goal.includes(criterion)) continue
    if (isUnited(criterion)) {
      const held = (patch[criterion] ?? previous[criterion]) as unknown[]
      const more = (value as unknown[]).filter((one) => !isHeld(one, held, rules.patch.past ?? previous.past))
      if (more.length > 0) take(criterion, [...held, ...more])
    } else if (patch[criterion] === undefined) take(criterion, value)
  }
  settle(patch, previous)
  const { ambiguous, contradictory, undecided: _, ...beside } = rules
  return {
    ...beside,
    patch,
    read: read.filter(({ criterion }) => patch[criterion] !== undefined),
    // What was not clear to the rules is asked no more where the model says it.
    ...(ambiguous && model.patch[ambiguous.criterion] === undefined && { ambiguous }),
    ...(contradictory && { contradictory }),
  }
}

/** How criteria differ once the model is listened to; nothing where both readings come to the same. */
export const differences = (rules: Criteria, joined: Criteria): CriteriaChange[] => changesBetween(rules, joined)

const goal: readonly Criterion[] = ['topic', 'occupation', 'alternatives']

/** Words that no referential knows say less than a trade or a subject that the rules know. */
function changesGoal(model: CriteriaPatch, rules: CriteriaPatch): boolean {
  if (!goal.some((criterion) => criterion in model)) return false
  if (model.occupation) return model.occupation.code !== rules.occupation?.code
  if (model.topic && (rules.occupation || rules.topic)) return false
  return Boolean(model.topic || model.alternatives?.length) || model.topic === null
}

type United = 'refused' | 'constraints' | 'excludeModalities' | 'excludeProviders'
const united: readonly Criterion[] = [
  'refused',
  'constraints',
  'excludeModalities',
  'excludeProviders',
] satisfies United[]
const isUnited = (criterion: Criterion): criterion is United => united.includes(criterion)

/** The same, or the same in other words; what the person leaves is refused already. */
function isHeld(one: unknown, held: readonly unknown[], past: Criteria['past']): boolean {
  if (typeof one === 'string') {
    const words = one.toLowerCase()
    return held.some(
      (other) => String(other).toLowerCase().includes(words) || words.includes(String(other).toLowerCase()),
    )
  }
  const refused = one as Criteria['refused'][number]
  const want = { [refused.criterion]: refused.criterion === 'kinds' ? [refused.value] : refused.value }
  return [...(held as Criteria['refused']), ...past].some(
    (other) => JSON.stringify(other) === JSON.stringify(one) || covers(other, want),
  )
}
