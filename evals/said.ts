import { z } from 'zod'

/** ROME codes (or how they begin) and patterns on a title without accents: an offer is meant when one of either fits. */
const Meant = z.strictObject({
  codes: z.array(z.string().regex(/^[A-N]\d{0,4}$/, 'no code of a trade, such as K1303 or K13')).default([]),
  words: z.array(z.string().refine(isPattern, 'not a pattern')).default([]),
})

/** What one answer must be, all of it optional: what is not said is not judged. */
export const Expect = z.strictObject({
  /** Any of these is right. `no-need` is said of messages that are none: a talk or a question. */
  outcome: z.array(z.enum(['options', 'not-enough', 'question', 'about', 'talk', 'no-need'])).optional(),
  /** INSEE code of the commune; null: no place is said. */
  near: z
    .string()
    .regex(/^\d[\dAB]\d{3}$/, 'not an INSEE code: add --near and sheets take a town')
    .nullable()
    .optional(),
  radiusKm: z.number().nullable().optional(),
  modality: z.enum(['onsite', 'remote', 'hybrid', 'work-study']).nullable().optional(),
  excludeModalities: z.array(z.string()).optional(),
  schedule: z.string().nullable().optional(),
  startAfter: z.iso.date().nullable().optional(),
  startBefore: z.iso.date().nullable().optional(),
  maxPrice: z.number().nullable().optional(),
  maxHours: z.number().nullable().optional(),
  level: z.number().nullable().optional(),
  kinds: z.array(z.string()).optional(),
  certifying: z.boolean().nullable().optional(),
  excludeProviders: z.array(z.string()).optional(),
  right: Meant.optional(),
  close: Meant.optional(),
  absurd: Meant.optional(),
  /** What the person refuses or leaves: an offer whose title fits is wrong whatever else it is. */
  never: z.array(z.string().refine(isPattern, 'not a pattern')).optional(),
  /** Words that the answer, as shown, must hold, or must not (letters and accents as written, case apart). */
  says: z.array(z.string()).optional(),
  saysNot: z.array(z.string()).optional(),
})
export type Expect = z.infer<typeof Expect>

/** One line of a set: what was said, one message or several, and what the answer to the last must be. */
export const SaidCase = z.strictObject({
  id: z.string().min(1),
  say: z.union([
    z
      .string()
      .min(1)
      .transform((text) => [text]),
    z.array(z.string().min(1)).min(1),
  ]),
  expect: Expect,
  style: z.string().optional(),
  tags: z.array(z.string()).optional(),
  /** What the case is about, in a few words. */
  why: z.string().optional(),
})
export type SaidCase = z.infer<typeof SaidCase>

function isPattern(source: string): boolean {
  try {
    new RegExp(source)
    return true
  } catch {
    return false
  }
}
