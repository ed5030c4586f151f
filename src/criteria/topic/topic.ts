import { z } from 'zod'
import { RedactedText } from '../redacted-text.ts'
import type { Room } from '../room.ts'
import { readTopic } from './read-topic.ts'

/** What to search for, in the words of the message. */
export const shape = { kept: RedactedText.optional(), input: z.string().max(2000) }

export const room: Room<'topic'> = {
  read: readTopic,
  lift: null,
  quote: null,
  addsUp: false,
  wish: 'never',
  told: null,
  filter: null,
  toldBeside: null,
  milder: null,
  excess: null,
}
