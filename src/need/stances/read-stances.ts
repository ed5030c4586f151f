import { type LinearModel, readRow } from '../../../guardrails/learner/linear-model.ts'
import { openModel, type StoredModel } from '../../../guardrails/learner/stored-model.ts'
import type { Stance } from '../../criteria/reading/stances.ts'
import type { Seen } from '../tokens.ts'
import { stanceRow, type TypedSpan } from './features.ts'
import stored from './stances.json' with { type: 'json' }

export interface StanceReading extends TypedSpan {
  stance: Stance
  /** How far the stance stands above the next one; see stances.md for how often a margin is right. */
  margin: number
  sure: boolean
  because: { feature: string; weight: number }[]
}

/** What each of the things that exact readers found in a message is for. */
export function readStances(seen: Seen, spans: readonly TypedSpan[]): StanceReading[] {
  const readings = readRow(model, stanceRow(seen, spans))
  return spans.map((span, at) => {
    const { label, margin, because } = readings[at]!
    return { ...span, stance: label, margin, sure: margin >= model.sure, because }
  })
}

// The file is written by `npm run train -- stances` from the labels of its plan; a test compares them.
const model: LinearModel<Stance> = openModel(stored as StoredModel<Stance>)
