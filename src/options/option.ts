import { z } from 'zod'
import { Criterion } from '../criteria/criteria.ts'
import { Rule } from '../criteria/judging.ts'
import { Item } from '../item.ts'

/** What a claim rests on: a JSON pointer into the item, profile, criteria or occupation, and the value found there. */
export const Evidence = z.object({
  source: z.enum(['item', 'profile', 'criteria', 'occupation']),
  field: z.string().startsWith('/'),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
})
export type Evidence = z.infer<typeof Evidence>

export const Claim = z.object({
  stance: z.enum(['for', 'against', 'unknown', 'fact']),
  text: z.string().min(1),
  evidence: z.tuple([Evidence]).rest(Evidence),
})
export type Claim = z.infer<typeof Claim>

/** A letter names an offer for the whole exchange; it says nothing of its worth. */
export const Letter = z.string().regex(/^[A-Z]$/)

/** One of the options. No score, no rank: order comes from the seed. At least one claim for, and one against or unknown. */
export const Option = z.object({
  id: z.string(),
  letter: Letter,
  item: Item,
  claims: z.array(Claim).min(2),
  differs: z.array(Claim),
  wording: z.enum(['extracted', 'model']),
})
export type Option = z.infer<typeof Option>

const Shown = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** What answers but for the criteria named: shown beside the options, and may be chosen like them. */
export const NearestOption = Option.extend({
  breaks: z.array(z.object({ rule: Rule, value: Shown, limit: Shown })).min(1),
})
export type NearestOption = z.infer<typeof NearestOption>

/** At most this many of what answers but for a criterion or two. */
export const mostNearest = 4

/** The letter of the offer that came at this place of an exchange, counted from 0; from A again after Z. */
export const letterAt = (place: number): string => String.fromCharCode(65 + (place % 26))

export const Excluded = z.object({
  counts: z.array(z.object({ rule: Rule, count: z.number().int() })),
  examples: z
    .array(
      z.object({
        /** `town` is that of the place that was judged. */
        item: z.object({ id: z.string(), title: z.string(), town: z.string().optional() }),
        because: z.object({ rule: Rule, field: z.string(), value: Shown, limit: Shown }),
      }),
    )
    .max(20),
})
export type Excluded = z.infer<typeof Excluded>

export const AlsoValid = z.object({
  item: z.object({ id: z.string(), title: z.string(), provider: z.string() }),
  because: z.literal('rotation'),
})
export type AlsoValid = z.infer<typeof AlsoValid>

/**
 * Widening one criterion to a value (null removes it) would bring this many more choices; where no single criterion brings enough to choose
 * between, `and` is the second that goes with it.
 */
export const Relaxation = z.object({
  criterion: Criterion,
  to: z.unknown(),
  and: z.object({ criterion: Criterion, to: z.unknown() }).optional(),
  gains: z.number().int().positive(),
})
export type Relaxation = z.infer<typeof Relaxation>

export const Answer = z.object({ optionId: z.string(), claim: Claim })
export type Answer = z.infer<typeof Answer>
