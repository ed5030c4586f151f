import type { Locale } from '../../guardrails/finding.ts'
import type { Kind, Modality, Schedule } from '../item.ts'
import type { Criterion, Value } from './criteria.ts'
import { en } from './words-en.ts'
import { fr } from './words-fr.ts'

/** One criterion in words: the same on the page, on the sheet and in a question. */
export interface Saying<Held> {
  name: string
  /** Beside its name: "40 h". */
  value(held: Held): string
  /** In the sentence of what was understood, where its name is not told: "40 h au plus". As beside its name unless given. */
  said?(held: Held): string
}

export interface CriteriaWords {
  kinds: Record<Kind, string>
  modalities: Record<Modality, string>
  schedules: Record<Schedule, string>
  criterion: { [Name in Criterion]: Saying<Value<Name>> }
}

export const criteriaWords: Record<Locale, CriteriaWords> = { fr, en }
