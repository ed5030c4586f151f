import type { Decision } from '../../record/decision.ts'
import type { Turn } from '../../record/turn.ts'
import type { ChatEvent, ChatState } from './chat-state.ts'

/** What a host page is told: ids, codes and what the catalogue says, never a word that somebody wrote. */
export interface HostEvent {
  name: 'turn-answered' | 'decision-recorded' | 'problem'
  detail: Readonly<Record<string, unknown>>
}

export function hostEvents(event: ChatEvent, { conversation }: ChatState): HostEvent[] {
  const conversationId = conversation?.id ?? null
  const decided = (decision: Decision): HostEvent => {
    const turn = conversation?.turns.find(({ id }) => id === decision.turnId)
    const { id: decisionId, turnId, kind } = decision
    return {
      name: 'decision-recorded',
      detail: { conversationId, turnId, decisionId, kind, chosen: turn ? chosenOf(turn, decision) : [] },
    }
  }
  switch (event.event) {
    case 'turn-stored': {
      const { id: turnId, outcome, state } = event.turn
      const carried = event.again.flatMap(({ decision }) => decision ?? [])
      return [{ name: 'turn-answered', detail: { conversationId, turnId, outcome, state } }, ...carried.map(decided)]
    }
    case 'decision-recorded':
      return [decided(event.decision)]
    case 'problem-met': {
      const { code, status } = event.problem
      return [{ name: 'problem', detail: { conversationId, code, status, during: event.during } }]
    }
    default:
      return []
  }
}

const chosenOf = ({ options, nearest }: Turn, { optionIds = [] }: Decision) =>
  [...options, ...nearest]
    .filter(({ id }) => optionIds.includes(id))
    .map(({ letter, item }) => ({ letter, itemId: item.id, title: item.title, provider: item.provider.name }))
