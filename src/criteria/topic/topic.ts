import { z } from 'zod'
import { RedactedText } from '../redacted-text.ts'

/** What to search for, in the words of the message. */
export const shape = { kept: RedactedText.optional(), input: z.string().max(2000) }
