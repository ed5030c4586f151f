import { z } from 'zod'
import type { Redacted } from '../../guardrails/redacted.ts'

/**
 * Text that already went through the guard, in the schemas of what we keep and show.
 * The cast is a promise: request bodies never use this schema (they hold plain strings, which the assistant guards);
 * it only describes values built from `Redacted` and read back from our own record.
 */
export const RedactedText = z.string() as unknown as z.ZodType<Redacted, string>
