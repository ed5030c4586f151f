import type { DecisionInput } from './decision.ts'
import { offersOf, type Turn } from './turn.ts'

/**
 * The items that a conversation's decisions refused or set aside, not to be proposed again unless asked. "refine" only corrects the
 * criteria and refuses nothing. `carried` is the decision that comes with the message being answered.
 */
export function refusedItems(turns: readonly Turn[], carried: DecisionInput | undefined): string[] {
  const refused = turns.flatMap((turn) => {
    const decision = turn.decision ?? (carried?.optionsDigest === turn.optionsDigest ? carried : undefined)
    if (!decision) return []
    const aside = new Set((decision.kind === 'choose' ? (decision.aside ?? []) : []).map((one) => one.optionId))
    const all = decision.kind === 'none' && decision.reason !== 'refine'
    return offersOf(turn)
      .filter((option) => all || aside.has(option.id))
      .map((option) => option.item.id)
  })
  return [...new Set(refused)]
}

/** A set that waits for a person's decision. */
export const isPending = (turn: Turn): boolean => turn.state === 'to-decide'
