import { z } from 'zod'
import { changesOf, sayChanges } from '../options/changes.ts'
import type { Caller } from '../record/records.ts'
import type { Refusal } from '../record/refusal.ts'
import { offersOf, type Turn } from '../record/turn.ts'
import type { Setting } from './setting.ts'

/** What has become of a set since it was shown: for each offer its changes, and all of it in a sentence. */
export const Since = z.object({
  object: z.literal('since'),
  since: z.string(),
  text: z.string(),
  offers: z.array(z.object({ optionId: z.string(), letter: z.string(), changes: z.array(z.string()) })),
})
export type Since = z.infer<typeof Since>

/** Keeps a set for later, or takes it up again: a state, never a decision. */
export async function keepForLater(
  { records }: Setting,
  caller: Caller,
  { conversationId, turnId, state }: { conversationId: string; turnId: string; state: 'later' | 'to-decide' },
): Promise<Turn | Refusal> {
  const turnNow = async () =>
    (await records.conversation(caller, conversationId))?.turns.find(({ id }) => id === turnId)
  const from = state === 'later' ? 'to-decide' : 'later'
  const moved = await records.moveSet(caller, { conversationId, turnId, from, to: state })
  const turn = await turnNow()
  if (!turn) return { refused: 'not-found' }
  return moved || turn.state === state ? turn : { refused: 'nothing-pending' }
}

/** Compares what was shown with the catalogue of today. */
export async function since(
  { records, catalogue, today }: Setting,
  caller: Caller,
  conversationId: string,
  turnId: string,
): Promise<Since | Refusal> {
  const conversation = await records.conversation(caller, conversationId)
  const turn = conversation?.turns.find(({ id }) => id === turnId)
  if (!conversation || !turn) return { refused: 'not-found' }
  const shownOn = turn.createdAt.slice(0, 10)
  const offers = offersOf(turn).sort((one, other) => (one.letter < other.letter ? -1 : 1))
  const now = new Map(
    (await catalogue.current().items(offers.map(({ item }) => item.id))).map((item) => [item.id, item]),
  )
  const changed = offers.map(({ id, letter, item }) => ({
    optionId: id,
    letter,
    changes: changesOf(item, now.get(item.id), { since: shownOn, today: today() }),
  }))
  const text = sayChanges(changed, { since: shownOn, locale: conversation.locale })
  return { object: 'since', since: shownOn, text, offers: changed }
}
