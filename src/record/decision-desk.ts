import { type Guard, guardTexts } from '../need/guard-texts.ts'
import type { Decision, DecisionInput } from './decision.ts'
import { blockedText } from './guarded-message.ts'
import { makeDecision } from './make-decision.ts'
import type { Caller, DecisionToStore, Records } from './records.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { isPending } from './refused-items.ts'
import { type Conversation, isDigestOf, type Turn } from './turn.ts'

export interface DecisionDeskOptions {
  records: Records
  guarding: <Result>(conversation: Conversation, step: (guard: Guard) => Result) => Promise<Result>
  newId: (prefix: 'dec') => string
  clock: () => Date
}

/** Where a person's decision becomes a record: alone, or carried by the next message. */
export function createDecisionDesk({ records, guarding, newId, clock }: DecisionDeskOptions) {
  async function make(
    caller: Caller,
    conversation: Conversation,
    turn: Turn,
    input: DecisionInput,
  ): Promise<DecisionToStore | Refusal> {
    if (!caller.human) return { refused: 'human-required' }
    const written = { '/note': input.note, '/text': input.kind === 'own' ? input.text : undefined }
    const guarded = await guarding(conversation, (guard) => guardTexts(written, guard))
    if (guarded.action === 'blocked') return blockedText(guarded)
    const { '/note': note, '/text': text } = guarded.texts
    return makeDecision({
      conversationId: conversation.id,
      turn,
      input,
      texts: { ...(note !== undefined && { note }), ...(text !== undefined && { text }) },
      actor: { ref: caller.counsellor, ...(caller.via && { via: caller.via }) },
      id: newId('dec'),
      decidedAt: clock().toISOString(),
    })
  }

  return {
    /** Records the decision on a turn; `repeated` when the same one had been recorded already. */
    async decide(
      caller: Caller,
      conversationId: string,
      turnId: string,
      input: DecisionInput,
    ): Promise<{ decision: Decision; repeated: boolean } | Refusal> {
      const conversation = await records.conversation(caller, conversationId)
      const turn = conversation?.turns.find((one) => one.id === turnId)
      if (!conversation || !turn) return { refused: 'not-found' }
      const made = await make(caller, conversation, turn, input)
      if (isRefusal(made)) return made
      const answer = await records.decide(caller, made)
      if (answer.outcome === 'nothing-pending') return { refused: 'nothing-pending' }
      if (answer.outcome === 'already-decided') return { refused: 'already-decided', decision: answer.decision }
      return { decision: answer.decision, repeated: answer.outcome === 'repeated' }
    },
    /** The decision that a message carries, made ready to be stored with its turn; undefined when there is none left to store. */
    async carried(
      caller: Caller,
      conversation: Conversation,
      input: DecisionInput | undefined,
    ): Promise<DecisionToStore | undefined | Refusal> {
      if (!input) return undefined
      const { turns } = conversation
      const turn = turns.findLast((one) => isDigestOf(one, input.optionsDigest)) ?? turns.findLast(isPending)
      if (!turn) return { refused: 'nothing-pending' }
      const made = await make(caller, conversation, turn, input)
      if (isRefusal(made) || isPending(turn)) return made
      // A retry may carry a decision that is recorded already: it goes on without it. Any other decision comes too late.
      const answer = await records.decide(caller, made)
      if (answer.outcome === 'repeated') return undefined
      if (answer.outcome === 'already-decided') return { refused: 'already-decided', decision: answer.decision }
      return answer.outcome === 'recorded' ? undefined : { refused: 'nothing-pending' }
    },
  }
}
