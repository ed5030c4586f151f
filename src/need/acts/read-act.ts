import { type LinearModel, readRow } from '../../../guardrails/learner/linear-model.ts'
import { openModel, type StoredModel } from '../../../guardrails/learner/stored-model.ts'
import type { Redacted } from '../../../guardrails/redacted.ts'
import type { HeardAct } from './act.ts'
import stored from './acts.json' with { type: 'json' }
import { type ActKnown, actRow } from './features.ts'

export interface ActReading {
  act: HeardAct
  /** How far the act stands above the next one; see acts.md for how often a margin is right. */
  margin: number
  /** Whether the margin is wide enough to act upon where a mistake costs most; see acts.md. */
  sure: boolean
  ranked: { label: HeardAct; weight: number }[]
  because: { feature: string; weight: number }[]
}

/** What a message does, as learned from the corpus. Fixed cues come before it; what it was measured to be worth is in acts.md. */
export function readAct(text: Redacted, known: ActKnown): ActReading {
  const [reading] = readRow(model, actRow(text, known))
  const { label, margin, ranked, because } = reading!
  return { act: label, margin, sure: margin >= model.sure, ranked, because }
}

// The file is written by `npm run train -- acts` from this very list; a test compares them.
const model: LinearModel<HeardAct> = openModel(stored as StoredModel<HeardAct>)
