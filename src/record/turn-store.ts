import { asRead } from './read-turns.ts'
import type { Caller, DecisionToStore, Records, TurnToStore } from './records.ts'
import type { Refusal } from './refusal.ts'
import { nextNumber, type Turn } from './turn.ts'

/** A message that loses the race for its number this often is not one of a person. */
const racesAtMost = 40

/** Stores a turn with the decision it carries, together or not at all; a turn that lost the race for its number takes the next one. */
export async function storeTurn(
  records: Records,
  caller: Caller,
  conversationId: string,
  stored: TurnToStore,
  decision: DecisionToStore | undefined,
): Promise<Turn | Refusal> {
  let { number } = stored.turn
  let carried = decision
  for (let race = 0; race < racesAtMost; race++) {
    const turn = { ...stored.turn, number }
    const answer = await records.addTurn(caller, conversationId, { ...stored, turn }, carried)
    switch (answer.outcome) {
      case 'stored':
        // What is shown is what was recorded, to the letter.
        return asRead(turn)
      case 'already-decided':
        return { refused: 'already-decided', decision: answer.decision }
      case 'nothing-pending':
        return { refused: 'nothing-pending' }
      case 'repeated':
        carried = undefined
        break
      case 'raced': {
        const now = await records.conversation(caller, conversationId)
        if (!now) return { refused: 'not-found' }
        number = nextNumber(now)
      }
    }
  }
  throw new Error('A turn could not be numbered: too many messages of one conversation at once.')
}
