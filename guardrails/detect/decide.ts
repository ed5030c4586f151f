/** One reason in a list of them: when it holds, and what it decides then, at once or by what else it asks. */
export type Reason<Case, Decision extends boolean | number> = readonly [
  holds: (one: Case) => boolean,
  decision: Decision | ((one: Case) => Decision),
]

/** Reasons are read in order and the first that holds decides; where none does, `otherwise`. */
export function decide<Case, Decision extends boolean | number>(
  reasons: readonly Reason<Case, Decision>[],
  one: Case,
  otherwise: Decision,
): Decision {
  for (const [holds, decision] of reasons)
    if (holds(one)) return typeof decision === 'function' ? decision(one) : decision
  return otherwise
}
