import { z } from 'zod'
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
  })
  .refine(({ text, template, criteria, lead, decision }) => Boolean(text ?? template ?? criteria ?? lead ?? decision), {
    message: 'at least one of text, template, criteria, lead, decision',
  })
export type MessageInput = z.infer<typeof MessageInput>
