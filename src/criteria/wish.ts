import type { Criteria, Criterion } from './criteria.ts'

export function isWish(criteria: Criteria, criterion: Criterion): boolean {
  const reads = criteria.read.filter((read) => read.criterion === criterion)
  return reads.length > 0 && reads.every((read) => read.strength === 'wish')
}
