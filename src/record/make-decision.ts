import type { Redacted } from '../../guardrails/redacted.ts'
import type { Decision, DecisionInput } from './decision.ts'
import { digestOf } from './digest.ts'
import { countsOfDecision } from './oversight.ts'
import { pairsOfDecision } from './pairs.ts'
import type { DecisionToStore } from './records.ts'
import type { Refusal } from './refusal.ts'
import { isDigestOf, offersOf, type Turn } from './turn.ts'

export interface DecisionMaking {
  conversationId: string
  turn: Turn
  input: DecisionInput
  /** The texts of the input, guarded. */
  texts: { text?: Redacted; note?: Redacted }
  actor: Pick<Decision['actor'], 'ref' | 'via'>
  id: string
  decidedAt: string
}

/** Turns what a counsellor sent into the decision to keep, or says why it cannot be one. Whether it comes first is for the database. */
export async function makeDecision(making: DecisionMaking): Promise<DecisionToStore | Refusal> {
  const { turn, input, texts, actor, id, decidedAt, conversationId } = making
  if (!['to-decide', 'later', 'decided'].includes(turn.state)) return { refused: 'nothing-pending' }
  if (!isDigestOf(turn, input.optionsDigest)) return { refused: 'options-changed' }
  const known = new Set(offersOf(turn).map((option) => option.id))
  const named = input.kind === 'choose' ? [...input.optionIds, ...(input.aside ?? []).map((one) => one.optionId)] : []
  const unknown = named.filter((optionId) => !known.has(optionId))
  if (unknown.length > 0) return { refused: 'unknown-option', optionIds: unknown }
  const { supersedes = null, text: _text, note: _note, ...choice } = { text: undefined, ...input }
  const sent = { ...choice, ...texts }
  const decision: Omit<Decision, 'digest'> = {
    ...sent,
    id,
    turnId: turn.id,
    actor: { kind: 'counsellor', ...actor },
    supersedes,
    decidedAt,
  }
  const kept: Decision = { ...decision, digest: await digestOf(decision) }
  return {
    conversationId,
    turnId: turn.id,
    // Numbers of placeholders may differ between two tellings of the same text; the sameness of a request must not hang on them.
    requestDigest: await digestOf(JSON.parse(JSON.stringify({ ...sent, supersedes }).replace(/_\d+\]/g, ']'))),
    decision: kept,
    counts: [...countsOfDecision(kept, turn), ...pairsOfDecision(kept, turn)],
  }
}
