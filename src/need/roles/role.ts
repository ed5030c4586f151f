import { z } from 'zod'

/** What a stretch of a message does: one role for each, connectors apart. */
export const Role = z.enum([
  'want',
  'refuse',
  'left',
  'condition',
  'constraint',
  'context',
  'story',
  'courtesy',
  'question',
])
export type Role = z.infer<typeof Role>
