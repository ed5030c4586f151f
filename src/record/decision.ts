import { z } from 'zod'
import { RedactedText } from '../criteria/redacted-text.ts'

export const Reason = z.enum([
  'not-relevant',
  'too-far',
  'dates',
  'prerequisites',
  'price',
  'already-done',
  'refine',
  'other',
])
export type Reason = z.infer<typeof Reason>

const optionsDigest = z.string()
const supersedes = z.string().optional()

/** What a counsellor sends: choosing and refusing cost the same gestures, no reason is required for either. Texts are raw. */
export const DecisionInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choose'),
    optionIds: z.array(z.string()).min(1).max(4),
    aside: z
      .array(z.strictObject({ optionId: z.string(), reason: Reason.optional() }))
      .max(4)
      .optional(),
    note: z.string().optional(),
    optionsDigest,
    supersedes,
  }),
  z.strictObject({
    kind: z.literal('none'),
    reason: Reason.optional(),
    note: z.string().optional(),
    optionsDigest,
    supersedes,
  }),
  z.strictObject({
    kind: z.literal('own'),
    itemId: z.string().optional(),
    text: z.string().optional(),
    note: z.string().optional(),
    optionsDigest,
    supersedes,
  }),
])
export type DecisionInput = z.infer<typeof DecisionInput>

/** The decision as kept: what was sent with its texts redacted, its human actor, and the one it supersedes, which stays in the record. */
export const Decision = z.object({
  kind: z.enum(['choose', 'none', 'own']),
  optionIds: z.array(z.string()).optional(),
  aside: z.array(z.object({ optionId: z.string(), reason: Reason.optional() })).optional(),
  reason: Reason.optional(),
  itemId: z.string().optional(),
  text: RedactedText.optional(),
  note: RedactedText.optional(),
  optionsDigest: z.string(),
  id: z.string(),
  turnId: z.string(),
  /** `via` is how the person came in; decisions of earlier releases do not say. */
  actor: z.object({
    kind: z.literal('counsellor'),
    ref: z.string(),
    via: z.enum(['oidc', 'session', 'local']).optional(),
  }),
  supersedes: z.string().nullable(),
  decidedAt: z.string(),
  digest: z.string(),
})
export type Decision = z.infer<typeof Decision>
