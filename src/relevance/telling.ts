import { words } from '../../guardrails/language/words.ts'
import type { Item } from '../item.ts'
import { writtenForms } from '../occupations/names.ts'
import { isWithin } from '../subjects/subject.ts'
import type { Printed } from './printed.ts'
import type { Goal } from './relevance.ts'
import { stemsIn } from './stems.ts'

/**
 * Which offers of one list tell the trade asked in their own words, or end in what one of those that do ends in. A code is of several trades: a
 * butler's is a room attendant's; and partners give a diploma titles of their own.
 */
export function tellingAmong(offers: readonly { item: Item; printed: Printed }[], goal: Goal): boolean[] {
  const own = offers.map(({ item, printed }) => item.kind !== 'training' || tells(printed, goal))
  const certified = new Set(offers.flatMap(({ item }, at) => (own[at] ? certificationOf(item) : [])))
  return offers.map(({ item }, at) => own[at]! || certificationOf(item).some((one) => certified.has(one)))
}

/** Under the name that was said; where the trade was only described or its code given, under any name of it. */
export function tells(printed: Printed, goal: Goal): boolean {
  const { occupation, subject, said } = goal
  if (!occupation) return true
  // What is learnt by its own name is told by it, whatever the trade beside.
  if (subject.some((part) => part.subjects.some((asked) => printed.subjects.some((one) => isWithin(one, asked)))))
    return true
  const name = said.occupation?.name
  if (name === undefined) return printed.derived.has(occupation.code)
  return writtenForms(name).some((form) => {
    const stems = [...new Set(stemsIn(words(form)))]
    const there = stems.filter((stem) => printed.title.has(stem))
    return stems.length > 0 && there.length >= (stems.length <= 2 ? stems.length : stems.length * MOST)
  })
}

/**
 * Whether an offer bears the code by its diploma alone, which leads to several trades, and says no word of this one: neither a name of its code, nor
 * a word of the name that was said. A code that a partner declared is his word.
 */
export function isSilent({ implied, derived, title }: Printed, { occupation, said }: Goal): boolean {
  if (!occupation || !implied.has(occupation.code) || derived.has(occupation.code)) return false
  const { name = '', label = '' } = said.occupation ?? {}
  const beginnings = [name, label].flatMap(writtenForms).flatMap((form) => stemsIn(words(form)).map(beginning))
  return ![...title].some((stem) => beginnings.includes(beginning(stem)))
}

/** "Soudage" is said of what a "soudeur" does. */
const beginning = (stem: string): string => stem.slice(0, 4)

/** Of the words of a long name. */
const MOST = 0.65

const certificationOf = ({ certification }: Item): string[] =>
  certification === undefined ? [] : [certification.rncp ?? certification.rs ?? certification.label]
