import { z } from 'zod'
import { CommuneRef, IsoDate, Kind, Modality, OccupationRef, Schedule } from '../item.ts'
import { RedactedText } from './redacted-text.ts'

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
  'alternatives',
  'refused',
  'past',
  'levelHad',
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

const TopicSaid = z.object({ criterion: z.literal('topic'), value: RedactedText })
const OccupationSaid = z.object({ criterion: z.literal('occupation'), value: OccupationAsked })

/** What the person does not want, where no criterion has a name of its own for it: a filter, and never searched. */
export const Refused = z.union([
  TopicSaid,
  OccupationSaid,
  z.object({ criterion: z.literal('kinds'), value: Kind }),
  z.object({ criterion: z.literal('near'), value: CommuneRef }),
  z.object({ criterion: z.literal('schedule'), value: Schedule }),
  z.object({ criterion: z.literal('level'), value: z.number().int().min(1).max(8) }),
])
export type Refused = z.infer<typeof Refused>

/** What the person did, has or leaves: never searched, and no offer of it is shown unless it is wanted too. */
export const Past = z.union([TopicSaid, OccupationSaid])
export type Past = z.infer<typeof Past>

/** Another goal that would do as well; the first one stays in `occupation`, `topic` and `near`. */
export const Alternative = z.object({
  topic: RedactedText.optional(),
  occupation: OccupationAsked.optional(),
  near: CommuneRef.optional(),
})
export type Alternative = z.infer<typeof Alternative>

/** The need as searchable criteria: distances in km, hours in hours, prices in euros, dates ISO, level aimed at and had 1–8 of the French framework. */
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
  alternatives: z.array(Alternative),
  refused: z.array(Refused),
  past: z.array(Past),
  levelHad: z.number().int().min(1).max(8).optional(),
  read: z.array(Read),
})
export type Criteria = z.infer<typeof Criteria>

const OccupationInput = z.strictObject({
  code: z.string().max(10),
  label: z.string().max(200).optional(),
  name: z.string().max(200).optional(),
})
const CommuneInput = z.strictObject({ code: z.string().max(10), name: z.string().max(200).optional() })
const TopicInput = z.string().max(2000)
const LevelInput = z.number().int().min(1).max(8)
const TopicNamed = z.strictObject({ criterion: z.literal('topic'), value: TopicInput })
const OccupationNamed = z.strictObject({ criterion: z.literal('occupation'), value: OccupationInput })
const RefusedInput = z.union([
  TopicNamed,
  OccupationNamed,
  z.strictObject({ criterion: z.literal('kinds'), value: Kind }),
  z.strictObject({ criterion: z.literal('near'), value: CommuneInput }),
  z.strictObject({ criterion: z.literal('schedule'), value: Schedule }),
  z.strictObject({ criterion: z.literal('level'), value: LevelInput }),
])

/** What a caller may send: a key replaces, null removes; texts are raw and are guarded by the assistant before they become Criteria. */
export const CriteriaInput = z.strictObject({
  topic: TopicInput.nullable().optional(),
  occupation: OccupationInput.nullable().optional(),
  kinds: z.array(Kind).max(3).nullable().optional(),
  near: CommuneInput.nullable().optional(),
  radiusKm: z.number().positive().max(1000).nullable().optional(),
  modality: Modality.nullable().optional(),
  excludeModalities: z.array(Modality).max(3).nullable().optional(),
  startAfter: IsoDate.nullable().optional(),
  startBefore: IsoDate.nullable().optional(),
  maxHours: z.number().positive().max(10_000).nullable().optional(),
  maxPrice: z.number().min(0).max(1_000_000).nullable().optional(),
  certifying: z.boolean().nullable().optional(),
  level: LevelInput.nullable().optional(),
  schedule: Schedule.nullable().optional(),
  constraints: z.array(z.string().max(200)).max(20).nullable().optional(),
  includeItems: z.array(z.string().max(100)).max(50).nullable().optional(),
  excludeItems: z.array(z.string().max(100)).max(50).nullable().optional(),
  excludeProviders: z.array(z.string().max(200)).max(50).nullable().optional(),
  alternatives: z
    .array(
      z.strictObject({
        topic: TopicInput.optional(),
        occupation: OccupationInput.optional(),
        near: CommuneInput.optional(),
      }),
    )
    .max(4)
    .nullable()
    .optional(),
  refused: z.array(RefusedInput).max(20).nullable().optional(),
  past: z
    .array(z.union([TopicNamed, OccupationNamed]))
    .max(20)
    .nullable()
    .optional(),
  levelHad: LevelInput.nullable().optional(),
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
  alternatives: [],
  refused: [],
  past: [],
  read: [],
}
