import type { Criterion } from './criteria.ts'

/** A list in which every criterion stands: without one of them it does not compile. */
export const inOrder = <const Listed extends readonly unknown[]>(
  listed: Listed &
    ([Exclude<Criterion, Listed[number]>] extends [never]
      ? unknown
      : { forgotten: Exclude<Criterion, Listed[number]> }),
): Listed => listed
