import { z } from 'zod'
import { shape as alternatives } from './alternatives.ts'
import { shape as certifying } from './certifying.ts'
import { shape as constraints } from './constraints.ts'
import { shape as excludeItems } from './exclude-items.ts'
import { shape as excludeModalities } from './exclude-modalities.ts'
import { shape as excludeProviders } from './exclude-providers.ts'
import { shape as includeItems } from './include-items.ts'
import { shape as kinds } from './kinds/kinds.ts'
import { shape as level } from './level.ts'
import { shape as levelHad } from './level-had.ts'
import { shape as maxHours } from './max-hours.ts'
import { shape as maxPrice } from './max-price.ts'
import { shape as modality } from './modality.ts'
import { shape as near } from './near/near.ts'
import { shape as occupation } from './occupation/occupation.ts'
import { shape as past } from './past.ts'
import { shape as radiusKm } from './radius-km.ts'
import { RedactedText } from './redacted-text.ts'
import { shape as refused } from './refused.ts'
import { shape as schedule } from './schedule.ts'
import { shape as startAfter } from './start-after.ts'
import { shape as startBefore } from './start-before.ts'
import { shape as topic } from './topic/topic.ts'

/** Every criterion, in the order in which they are told: what is kept of it, and what a caller may send. */
const shapes = {
  topic,
  occupation,
  kinds,
  near,
  radiusKm,
  modality,
  excludeModalities,
  startAfter,
  startBefore,
  maxHours,
  maxPrice,
  certifying,
  level,
  schedule,
  constraints,
  includeItems,
  excludeItems,
  excludeProviders,
  alternatives,
  refused,
  past,
  levelHad,
}
type Shapes = typeof shapes

/** The names of the criteria a counsellor sees and can correct. */
export const Criterion = z.enum(Object.keys(shapes) as (keyof Shapes)[])
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

/** The need as searchable criteria: distances in km, hours in hours, prices in euros, dates ISO, level aimed at and had 1–8 of the French framework. */
export const Criteria = z.object({
  ...mapped<{ [Name in Criterion]: Shapes[Name]['kept'] }>(({ kept }) => kept),
  read: z.array(Read),
})
export type Criteria = z.infer<typeof Criteria>

/** The value that a criterion has where it is asked. */
export type Value<Name extends Criterion> = NonNullable<Criteria[Name]>

/** What a caller may send: a key replaces, null removes; texts are raw and are guarded by the assistant before they become Criteria. */
export const CriteriaInput = z.strictObject(
  mapped<{ [Name in Criterion]: z.ZodOptional<z.ZodNullable<Shapes[Name]['input']>> }>(({ input }) =>
    input.nullable().optional(),
  ),
)
export type CriteriaInput = z.infer<typeof CriteriaInput>

/** A change to the criteria once its texts are guarded: a key replaces, null removes. */
export type CriteriaPatch = { [Name in Criterion]?: Criteria[Name] | null }

export const CriteriaChange = z.object({ criterion: Criterion, from: z.unknown(), to: z.unknown() })
export type CriteriaChange = z.infer<typeof CriteriaChange>

/** Those that hold several values: empty where nothing is asked, the others are absent. */
type Lists = { [Name in Criterion]: undefined extends Criteria[Name] ? never : Name }[Criterion]
const isList = (criterion: Criterion): criterion is Lists => shapes[criterion].kept instanceof z.ZodArray

export const noCriteria = {
  ...Object.fromEntries(Criterion.options.filter(isList).map((criterion) => [criterion, []])),
  read: [],
} as unknown as Criteria

function mapped<Made>(make: (shape: { kept: z.ZodType; input: z.ZodType }) => z.ZodType): Made {
  return Object.fromEntries(Object.entries(shapes).map(([criterion, shape]) => [criterion, make(shape)])) as Made
}
