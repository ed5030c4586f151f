import { words } from '../../guardrails/language/words.ts'
import type { OccupationMention } from '../occupations/names.ts'
import type { Referential } from '../occupations/referential.ts'
import { stemsIn } from './stems.ts'

export interface Naming {
  start: number
  end: number
  codes: readonly string[]
  /** Of one word and no person's: "coiffure", "sécurité". */
  isField: boolean
  /** Whether a title that says it names the occupation: not for a field among other words, which is about anything. */
  inTitle: boolean
}

/**
 * The occupations that a text names. Of 7,000 names met in the titles of trainings that declare codes, theirs are .94 of those of several
 * words, .95 and .82 of those of who does it ("cariste", "vendeuse"); of the one-word names of fields .96 where a field is the whole title,
 * .75 where the title begins with it, and .47 elsewhere.
 */
export function occupationsNamed(text: string, referential: Referential): Naming[] {
  return referential.match(text).map((mention) => {
    const { start, end, occupations } = mention
    const isField = isOneWordOfNobody(text, mention)
    return {
      start,
      end,
      codes: occupations.map(({ code }) => code),
      isField,
      inTitle: (!isField || stemsIn(words(text.slice(0, start))).length === 0) && !isAdjective(text, { start, end }),
    }
  })
}

/**
 * A plural that agrees with the plural before it tells its sort, and names nobody: "véhicules routiers", "biens immobiliers", "unités commerciales".
 * Of 45 such pairs in the titles of 30,000 real offers, two name an occupation.
 */
const isAdjective = (text: string, { start, end }: { start: number; end: number }): boolean =>
  /^[\p{L}'’]+[sx]$/iu.test(text.slice(start, end)) &&
  /(?<![\p{L}-])(?:d['’])?\p{L}{3,}[sx] $/iu.test(text.slice(0, start)) &&
  !SMALL.test(text.slice(0, start))

const SMALL = /(?<!\p{L})(?:des|les|aux|ces|ses|nos|vos|mes|dans|sans|vers|sous|plus|tous|entre|cours|parcours) $/iu

const isOneWordOfNobody = (text: string, { start, end, name }: OccupationMention): boolean =>
  !/[\s-]/.test(text.slice(start, end).trim()) && !name.includes(' / ') && !WHO.test(name)

/** Who does it, where both genders are one word. */
const WHO =
  /(?:iste|logue|graphe|pathe|naute|eur|euse|ier|iere|ien|ienne|aire|ant|ante|manager|designer|coach|man|maid)s?$/
