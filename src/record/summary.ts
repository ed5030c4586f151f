import { z } from 'zod'
import { isPending } from './refused-items.ts'
import type { Conversation } from './turn.ts'

/** A conversation in a list: what it is about and where it stands, nothing of what was said. */
export const ConversationSummary = z.object({
  id: z.string(),
  createdAt: z.string(),
  lastTurnAt: z.string().nullable(),
  need: z.string(),
  state: z.enum(['to-decide', 'decided', 'later', 'open']),
})
export type ConversationSummary = z.infer<typeof ConversationSummary>

/** A set that waits for a decision comes before one kept for later, and that before one decided; `open` has none of them. */
export function summaryOf({ id, createdAt, turns }: Conversation): ConversationSummary {
  const last = turns.at(-1)
  const criteria = last?.criteria
  const subject = criteria?.occupation?.name ?? criteria?.occupation?.label ?? criteria?.topic
  const state = turns.some(isPending)
    ? 'to-decide'
    : turns.some((turn) => turn.state === 'later')
      ? 'later'
      : turns.some((turn) => turn.state === 'decided')
        ? 'decided'
        : 'open'
  return {
    id,
    createdAt,
    lastTurnAt: last?.createdAt ?? null,
    need: [subject, criteria?.near?.name].filter(Boolean).join(', '),
    state,
  }
}
