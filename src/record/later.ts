import { z } from 'zod'
import { Claim, Option } from '../options/option.ts'
import { OtherReading, Sentence, type Turn } from './turn.ts'

/** A model's words for what a turn shows: of each option its claims, of the reply its sentences, and the digest of the set so worded. */
export const Words = z.object({
  options: z.array(z.object({ id: z.string(), claims: z.array(Claim), wording: Option.shape.wording })),
  reply: z.array(Sentence),
  optionsDigest: z.string().nullable(),
})
export type Words = z.infer<typeof Words>

/**
 * What a model adds to a turn after it was shown. It is kept beside the turn, which stays what it was: a decision tells by its digest which
 * words were on the screen.
 */
export const Later = z.object({ words: Words.nullable(), otherReading: OtherReading.nullable() })
export type Later = z.infer<typeof Later>

/** The turn as it is shown now. A decision made on our words keeps them, whatever came after. */
export function withLater(turn: Turn, { words, otherReading }: Later): Turn {
  const told = { ...turn, otherReading }
  const decidedBefore = turn.decision !== null && turn.decision.optionsDigest !== words?.optionsDigest
  if (!words || decidedBefore) return told
  const worded = new Map(words.options.map((one) => [one.id, one]))
  return {
    ...told,
    options: turn.options.map((option) => ({ ...option, ...worded.get(option.id) })),
    reply: words.reply,
    optionsDigest: words.optionsDigest,
    extractedDigest: turn.optionsDigest,
  }
}

/** As it is stored; throws on what is not that. */
export const laterOf = (stored: string): Later => Later.parse(JSON.parse(stored))
