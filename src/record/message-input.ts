import { z } from 'zod'
import { motiveNames } from '../../guardrails/motives.ts'
import { CriteriaInput } from '../criteria/criteria.ts'
import { DecisionInput } from './decision.ts'

/** A message as a client sends it: at least one of text, template, criteria, lead, decision; it may carry the decision on the pending turn. */
export const MessageInput = z
  .strictObject({
    text: z.string().min(1).optional(),
    template: z.strictObject({ id: z.string().max(100), values: z.record(z.string(), z.string()) }).optional(),
    criteria: CriteriaInput.optional(),
    lead: z
      .union([z.strictObject({ itemId: z.string().max(200) }), z.strictObject({ text: z.string().min(1) })])
      .optional(),
    decision: DecisionInput.optional(),
    /** What the guard takes wrongly in `text`, and why: heard where the rules of this server find the words harmless, or where nothing but a hint stood behind it. */
    corrections: z
      .array(z.strictObject({ words: z.string().min(1).max(300), because: z.enum(motiveNames) }))
      .max(5)
      .optional(),
  })
  .refine(({ text, template, criteria, lead, decision }) => Boolean(text ?? template ?? criteria ?? lead ?? decision), {
    message: 'at least one of text, template, criteria, lead, decision',
  })
export type MessageInput = z.infer<typeof MessageInput>
