import { z } from 'zod'
import { Criteria, CriteriaChange } from '../need/criteria.ts'
import { Dropped, Profile } from '../need/profile.ts'
import { RedactedText } from '../need/redacted-text.ts'
import { AlsoValid, Answer, Excluded, Option, Question, Relaxation } from '../options/option.ts'
import { Decision } from './decision.ts'

/** A guard finding as kept and shown: offsets on the text as sent, never the text itself. */
export const FindingShape = z.object({
  kind: z.enum(['personal', 'sensitive', 'conduct', 'injection']),
  type: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  replacement: z.string().optional(),
  advice: z.string(),
  recast: z.object({ text: z.string() }).optional(),
})

export const Message = z.object({
  redacted: RedactedText,
  findings: z.array(FindingShape),
  template: z.object({ id: z.string() }).optional(),
})
export type Message = z.infer<typeof Message>

export const Outcome = z.enum(['options', 'not-enough', 'about', 'question'])
export type Outcome = z.infer<typeof Outcome>

export const Versions = z.object({
  app: z.string(),
  catalogue: z.string(),
  guardrails: z.string(),
  policy: z.string(),
  prompts: z.string(),
  model: z.string().nullable(),
  embedding: z.string(),
})
export type Versions = z.infer<typeof Versions>

/** What was answered to one message. `options` holds two to four when the outcome is "options", the options asked about when "about", else none. */
export const Turn = z.object({
  id: z.string(),
  number: z.number().int().positive(),
  message: Message.nullable(),
  criteria: Criteria,
  outcome: Outcome,
  options: z.array(Option),
  answers: z.array(Answer),
  question: Question.nullable(),
  alsoValid: z.array(AlsoValid).max(6),
  excluded: Excluded,
  relax: z.array(Relaxation),
  lead: Option.nullable(),
  changed: z.array(CriteriaChange),
  order: z.object({ seed: z.string(), policy: z.string() }),
  versions: Versions,
  optionsDigest: z.string().nullable(),
  decision: Decision.nullable(),
  createdAt: z.string(),
})
export type Turn = z.infer<typeof Turn>

export const Conversation = z.object({
  id: z.string(),
  locale: z.enum(['fr', 'en']),
  objection: z.boolean(),
  profile: Profile,
  dropped: z.array(Dropped),
  turns: z.array(Turn),
  createdAt: z.string(),
})
export type Conversation = z.infer<typeof Conversation>

export const SentRequest = z.object({ purpose: z.enum(['read-need', 'word-claims', 'embed']), body: z.string() })
export type SentRequest = z.infer<typeof SentRequest>
