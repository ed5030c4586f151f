import { type Criteria, type CriteriaInput, type CriteriaPatch, Criterion } from '../criteria/criteria.ts'

/** Criteria as a caller may send them: what a next step to tap applies. An empty value takes off what was held. */
export function asSent(patch: CriteriaPatch): CriteriaInput {
  const sent = Criterion.options.flatMap((criterion): [Criterion, unknown][] => {
    const value = patch[criterion]
    if (value === undefined) return []
    return [[criterion, Array.isArray(value) && value.length === 0 ? null : value]]
  })
  return Object.fromEntries(sent) as CriteriaInput
}

/** These criteria and no others: what was held beside them is taken off. */
export const insteadOf = (held: Criteria, criteria: Criteria): CriteriaInput => {
  const taken = Criterion.options.filter((criterion) => held[criterion] !== undefined)
  return asSent({ ...Object.fromEntries(taken.map((criterion) => [criterion, null])), ...withoutRead(criteria) })
}

const withoutRead = ({ read, ...criteria }: Criteria): CriteriaPatch =>
  Object.fromEntries(Object.entries(criteria).filter(([, value]) => !Array.isArray(value) || value.length > 0))
