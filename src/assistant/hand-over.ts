import { type Decided, type HandOver, makeHandOver } from '../explanation/hand-over.ts'
import type { Item } from '../item.ts'
import type { Caller } from '../record/records.ts'
import type { Refusal } from '../record/refusal.ts'
import type { Turn } from '../record/turn.ts'
import type { Setting } from './setting.ts'

/**
 * The page for the person, of one set or of all that was decided in an exchange. Nothing is handed over before a person has decided; that it was
 * is an event.
 */
export async function handOver(
  setting: Setting,
  caller: Caller,
  conversationId: string,
  turnId?: string,
): Promise<HandOver | Refusal> {
  const { records, contact, clock } = setting
  const conversation = await records.conversation(caller, conversationId)
  const asked = conversation?.turns.filter(({ id }) => turnId === undefined || id === turnId)
  if (!conversation || !asked || (turnId !== undefined && asked.length === 0)) return { refused: 'not-found' }
  const [first, ...others] = await Promise.all(asked.filter(isDecided).map((turn) => withItem(setting, turn)))
  if (!first) return { refused: 'decision-pending' }
  const page = makeHandOver(conversation, [first, ...others], { contact, madeAt: clock() })
  const turns = [first, ...others].map(({ turn }) => turn)
  await records.count(caller.tenant, [], {
    kind: 'hand-over',
    turns: turns.map(({ id }) => id),
    decisions: turns.map(({ decision }) => decision.id),
  })
  return page
}

const isDecided = (turn: Turn): turn is Decided['turn'] => turn.decision !== null

/** What was chosen beside the options is in the set as its lead, or in the catalogue. */
async function withItem({ catalogue }: Setting, turn: Decided['turn']): Promise<Decided> {
  const { itemId } = turn.decision
  if (!itemId) return { turn }
  const known: Item | undefined =
    turn.lead?.item.id === itemId ? turn.lead.item : (await catalogue.current().items([itemId]))[0]
  return { turn, ownItem: known }
}
