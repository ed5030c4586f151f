import { z } from 'zod'
import { RedactedText } from './redacted-text.ts'

export const Kind = z.enum(['training', 'skill', 'event'])
export type Kind = z.infer<typeof Kind>

export const Modality = z.enum(['onsite', 'remote', 'mixed'])
export type Modality = z.infer<typeof Modality>

/** When the hours fall; `alternating` is work-and-study (alternance). */
export const Schedule = z.enum(['full-time', 'part-time', 'evening', 'weekend', 'alternating'])
export type Schedule = z.infer<typeof Schedule>

export const IsoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

export const OccupationRef = z.object({ code: z.string(), label: z.string() })
export type OccupationRef = z.infer<typeof OccupationRef>

export const CommuneRef = z.object({ code: z.string(), name: z.string() })
export type CommuneRef = z.infer<typeof CommuneRef>

/** `name`: which of the everyday names of the code was said, as the referential writes it, where it is not the label. */
const OccupationAsked = OccupationRef.extend({ name: z.string().optional() })

/** The names of the criteria a counsellor sees and can correct; `place` of the radius is `near`. */
export const Criterion = z.enum([
  'topic',
  'occupation',
  'kinds',
  'near',
  'radiusKm',
  'modality',
  'excludeModalities',
  'startAfter',
  'startBefore',
  'maxHours',
  'maxPrice',
  'certifying',
  'level',
  'schedule',
  'constraints',
  'includeItems',
  'excludeItems',
  'excludeProviders',
])
export type Criterion = z.infer<typeof Criterion>

/**
 * Where a criterion came from. A `wish` ("de préférence") orders claims and never filters. Span: UTF-16 offsets in the redacted message.
 * `said`: the words that name what sort of a kind is meant ("job dating"), or a place that is still asked about. `corrected`: as it was
 * typed, where it was read as another word.
 */
export const Read = z.object({
  criterion: Criterion,
  from: z.enum(['message', 'template', 'profile', 'counsellor', 'model']),
  strength: z.enum(['must', 'wish']),
  span: z.object({ start: z.number().int(), end: z.number().int() }).optional(),
  said: RedactedText.optional(),
  corrected: RedactedText.optional(),
})
export type Read = z.infer<typeof Read>

/** The need as searchable criteria: distances in km, hours in hours, prices in euros, dates ISO, level 1–8 of the French framework. */
export const Criteria = z.object({
  topic: RedactedText.optional(),
  occupation: OccupationAsked.optional(),
  kinds: z.array(Kind),
  near: CommuneRef.optional(),
  radiusKm: z.number().positive().optional(),
  modality: Modality.optional(),
  excludeModalities: z.array(Modality),
  startAfter: IsoDate.optional(),
  startBefore: IsoDate.optional(),
  maxHours: z.number().positive().optional(),
  maxPrice: z.number().min(0).optional(),
  certifying: z.boolean().optional(),
  level: z.number().int().min(1).max(8).optional(),
  schedule: Schedule.optional(),
  constraints: z.array(RedactedText),
  includeItems: z.array(z.string()),
  excludeItems: z.array(z.string()),
  excludeProviders: z.array(RedactedText),
  read: z.array(Read),
})
export type Criteria = z.infer<typeof Criteria>

/** What a caller may send: a key replaces, null removes; texts are raw and are guarded by the assistant before they become Criteria. */
export const CriteriaInput = z.strictObject({
  topic: z.string().max(2000).nullable().optional(),
  occupation: z
    .strictObject({
      code: z.string().max(10),
      label: z.string().max(200).optional(),
      name: z.string().max(200).optional(),
    })
    .nullable()
    .optional(),
  kinds: z.array(Kind).max(3).nullable().optional(),
  near: z
    .strictObject({ code: z.string().max(10), name: z.string().max(200).optional() })
    .nullable()
    .optional(),
  radiusKm: z.number().positive().max(1000).nullable().optional(),
  modality: Modality.nullable().optional(),
  excludeModalities: z.array(Modality).max(3).nullable().optional(),
  startAfter: IsoDate.nullable().optional(),
  startBefore: IsoDate.nullable().optional(),
  maxHours: z.number().positive().max(10_000).nullable().optional(),
  maxPrice: z.number().min(0).max(1_000_000).nullable().optional(),
  certifying: z.boolean().nullable().optional(),
  level: z.number().int().min(1).max(8).nullable().optional(),
  schedule: Schedule.nullable().optional(),
  constraints: z.array(z.string().max(200)).max(20).nullable().optional(),
  includeItems: z.array(z.string().max(100)).max(50).nullable().optional(),
  excludeItems: z.array(z.string().max(100)).max(50).nullable().optional(),
  excludeProviders: z.array(z.string().max(200)).max(50).nullable().optional(),
})
export type CriteriaInput = z.infer<typeof CriteriaInput>

/** A change to the criteria once its texts are guarded: a key replaces, null removes. */
export type CriteriaPatch = { [Name in Criterion]?: Criteria[Name] | null }

export const CriteriaChange = z.object({ criterion: Criterion, from: z.unknown(), to: z.unknown() })
export type CriteriaChange = z.infer<typeof CriteriaChange>

export const noCriteria: Criteria = {
  kinds: [],
  excludeModalities: [],
  constraints: [],
  includeItems: [],
  excludeItems: [],
  excludeProviders: [],
  read: [],
}
