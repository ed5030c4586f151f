import { z } from 'zod'
import type { Turn } from './turn.ts'

/**
 * A conversation in a list: what it is about and where it stands, nothing of what was said. A set that waits for a decision comes before one
 * kept for later, and that before one decided; `open` has none of them.
 */
export const ConversationSummary = z.object({
  id: z.string(),
  createdAt: z.string(),
  lastTurnAt: z.string().nullable(),
  need: z.string(),
  state: z.enum(['to-decide', 'decided', 'later', 'open']),
  /** The short name of the exchange, to paste into the agency's own file. */
  reference: z.string(),
})
export type ConversationSummary = z.infer<typeof ConversationSummary>

/** What a turn is about, as a list says it. */
export function needTold({ criteria }: Pick<Turn, 'criteria'>): string {
  const subject = criteria.occupation?.name ?? criteria.occupation?.label ?? criteria.topic
  return [subject, criteria.near?.name].filter(Boolean).join(', ')
}
