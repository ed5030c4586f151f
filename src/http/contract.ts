import { zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi'
import { z } from '@hono/zod-openapi'
import { findingKinds, findingTypes } from '../../guardrails/finding.ts'
import { Criteria, CriteriaInput } from '../criteria/criteria.ts'
import { HandOver } from '../explanation/hand-over.ts'
import { Sheet } from '../explanation/sheet.ts'
import { Item, Kind, Modality } from '../item.ts'
import { Dropped, Profile } from '../need/profile.ts'
import { Claim, NearestOption, Option } from '../options/option.ts'
import { Decision, DecisionInput } from '../record/decision.ts'
import { AuditEvent } from '../record/events.ts'
import { MessageInput } from '../record/message-input.ts'
import { OversightSummary } from '../record/oversight.ts'
import { ConversationSummary } from '../record/summary.ts'
import { Conversation, ConversationExport, SentRequest, Turn } from '../record/turn.ts'
import { type ProblemCode, problemStatus } from './problems.ts'

/** The documented shapes, named for the OpenAPI document: the same schemas that validate. */
export const shapes = {
  Item,
  Criteria,
  CriteriaInput,
  Claim,
  Option,
  NearestOption,
  Profile,
  Dropped,
  Decision,
  DecisionInput,
  MessageInput,
  Turn,
  Conversation,
  ConversationSummary,
  ConversationExport,
  Sheet,
  HandOver,
  AuditEvent,
  OversightSummary,
}
// Named where they stand, so that a shape inside another is told once and by its name.
for (const [refId, shape] of Object.entries(shapes)) zodToOpenAPIRegistry.add(shape, { _internal: { refId } })

export const Finding = z
  .object({
    kind: z.enum(findingKinds),
    type: z.enum(findingTypes),
    start: z.number().int(),
    end: z.number().int(),
    replacement: z.string().optional(),
    advice: z.string(),
  })
  .meta({ id: 'Finding' })

export const ProblemDocument = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(Object.keys(problemStatus) as [keyof typeof problemStatus]),
    instance: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

/** One `data:` line of an answer that is streamed; the last line is `[DONE]`. */
export const AnswerPart = z
  .union([
    z.object({ type: z.literal('start'), messageId: z.string() }),
    z.object({
      type: z.literal('data-status'),
      data: z.object({ status: z.enum(['searching', 'arguing']) }),
      transient: z.literal(true),
    }),
    z.object({ type: z.literal('data-criteria'), data: Criteria }),
    z.object({
      type: z.literal('data-option'),
      id: z.string(),
      data: z.object({ place: z.number().int().min(0), option: Option }),
    }),
    z.object({ type: z.literal('text-start'), id: z.string() }),
    z.object({ type: z.literal('text-delta'), id: z.string(), delta: z.string() }),
    z.object({ type: z.literal('text-end'), id: z.string() }),
    z.object({ type: z.literal('data-problem'), data: ProblemDocument }),
    z.object({ type: z.literal('data-turn'), id: z.string(), data: Turn }),
    z.object({ type: z.literal('finish') }),
  ])
  .meta({ id: 'AnswerPart' })

export const ConversationInput = z
  .strictObject({
    dossier: z.record(z.string(), z.unknown()).optional(),
    locale: z.enum(['fr', 'en']).optional(),
    objection: z.boolean().optional(),
    message: MessageInput.optional(),
  })
  .meta({ id: 'ConversationInput' })

export const ConversationChange = z
  .strictObject({ dossier: z.record(z.string(), z.unknown()).optional(), objection: z.boolean().optional() })
  .meta({ id: 'ConversationChange' })

export const Check = z
  .object({ action: z.enum(['pass', 'alert', 'block']), redacted: z.string(), findings: z.array(Finding) })
  .meta({ id: 'Check' })

export const ContestInput = z
  .strictObject({
    findings: z
      .array(
        z.strictObject({
          type: z.enum(findingTypes),
          start: z.number().int().min(0),
          end: z.number().int().min(0),
          words: z.string().max(80).optional(),
        }),
      )
      .min(1)
      .max(100),
    comment: z.string().optional(),
  })
  .meta({ id: 'ContestInput' })

/** What counsellors contest, for the referent: how often, and of which terms of the lists. Nothing says of which exchange. */
export const Contests = z
  .object({
    types: z.array(z.object({ type: z.string(), count: z.number().int() })),
    terms: z.array(z.object({ type: z.string(), words: z.string(), count: z.number().int() })),
  })
  .meta({ id: 'Contests' })

export const Sent = z.object({ requests: z.array(SentRequest) }).meta({ id: 'Sent' })

export const Replay = z
  .object({
    same: z.boolean(),
    differences: z.array(z.object({ field: z.string(), recorded: z.unknown(), replayed: z.unknown() })),
  })
  .meta({ id: 'Replay' })

export const SearchQuery = z.strictObject({
  q: z.string().max(8000).optional(),
  kind: Kind.optional(),
  near: z.string().max(80).optional(),
  radiusKm: z.coerce.number().positive().max(1000).optional(),
  startBefore: z.iso.date().optional(),
  modality: Modality.optional(),
  certifying: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  page: z.coerce.number().int().min(1).max(400).default(1),
})

const Counted = z.partialRecord
/** Counts are over all pages; `more` says that there is more than `total`, which is not counted. */
export const found = {
  page: z.number().int(),
  total: z.number().int(),
  more: z.boolean(),
  counts: z.object({
    kinds: Counted(Kind, z.number().int()),
    modalities: Counted(Modality, z.number().int()),
    certifying: z.number().int(),
  }),
}

export const PageQuery = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    after: z.string().max(100).optional(),
    before: z.string().max(100).optional(),
  })
  .refine(({ after, before }) => !(after && before), { message: 'after or before, not both' })

export const listOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    object: z.literal('list'),
    data: z.array(row),
    first_id: z.string().nullable(),
    last_id: z.string().nullable(),
    has_more: z.boolean(),
  })

/** A list as the contract says it; `idOf` names each row. */
export function asList<Row>(data: Row[], idOf: (row: Row) => string, hasMore = false) {
  const [first] = data
  const last = data.at(-1)
  return {
    object: 'list' as const,
    data,
    first_id: first ? idOf(first) : null,
    last_id: last ? idOf(last) : null,
    has_more: hasMore,
  }
}

export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
})

/** Any route can answer a problem; those that any request may meet are added when the document is made. */
export const problems = {
  default: { description: 'Problem (RFC 9457)', content: { 'application/problem+json': { schema: ProblemDocument } } },
}

/** The problems of a route's own. */
export const refusals = (...codes: ProblemCode[]) => ({ default: { ...problems.default, 'x-problem-codes': codes } })

export const ConversationPath = z.object({ id: z.string() })
export const TurnPath = z.object({ id: z.string(), turnId: z.string() })
