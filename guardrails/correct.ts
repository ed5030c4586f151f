import type { Candidate } from './detect/recogniser.ts'
import { kindOf } from './finding.ts'
import { type Correction, type Motive, motives } from './motives.ts'

/** Whether words are known to tell of nobody, by the rules of the machine that judges them. */
export type IsHarmless = (correction: Correction) => boolean

/** A word of a list weighs more: no model and no hint alone is that sure. */
const sureFrom = 0.75

/** Found by a hint or a small model, and by no list: a person may say that it is wrong. */
export const isDubious = ({ type, score }: Candidate): boolean => kindOf(type) !== 'personal' && score < sureFrom

/**
 * What stands of `candidates` once a counsellor has spoken, and what was taken back. What is dubious goes by the word of a person; a name, or a story told in words
 * of a list, goes only where the rules know the words for harmless. A number and an address have a shape of their own: they stand.
 */
export function correct(
  text: string,
  candidates: readonly Candidate[],
  corrections: readonly Correction[],
  isHarmless: IsHarmless,
): { standing: Candidate[]; corrected: Motive[] } {
  const corrected: Motive[] = []
  const standing = candidates.filter((candidate) => {
    const kind = kindOf(candidate.type)
    const words = text.slice(candidate.start, candidate.end)
    const said = corrections.find((one) => motives[one.because] === kind && one.words.includes(words))
    if (!said || !(isDubious(candidate) || ((kind === 'story' || candidate.type === 'PERSON') && isHarmless(said))))
      return true
    corrected.push(said.because)
    return false
  })
  return { standing, corrected }
}
