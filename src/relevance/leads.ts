import { readTitle } from '../catalogue/deduplication/title.ts'
import type { Item } from '../item.ts'
import { type Family, type Subject, subjectOf } from '../subjects/subject.ts'
import type { Printed } from './printed.ts'

/**
 * Whether a training leads to the trade whose code it bears, by its form: partners declare the code for whatever concerns the trade, a day on
 * its risks as well as its diploma. It ends in a diploma; it is what one has to hold to drive the trade's machines; or it lasts as a trade is
 * learnt: less where its title names the trade and all its codes are of one family, more where it is for several. A length that nobody tells
 * is no short one.
 *
 * Of 14,223 trainings of 357 sorts in the demonstration, the sorts graded by one hand as leading to their first code or not, 2,472 of 2,691 that
 * do not are told, and 116 of 11,532 that do are taken for one that does not. A learned sum of the same evidence (logistic, monotone, folds by sort) did
 * no better: of one training a title, 351 of 371 and 50 of 1,030, against 337 and 27.
 */
export function leadsToATrade(
  { title, certification, hours }: Item,
  { main, declared, derived, subjects, frames }: Omit<Printed, 'leads' | 'said'>,
): boolean {
  const courses = subjects.flatMap((id) => (isLearntInCourses(id) ? [subjectOf(id)] : []))
  if (courses.some((course) => isTheLicence(course, declared))) return true
  const { diploma, variant } = readTitle(title)
  // A "licence de soudage" is no degree.
  if (isDiploma(certification) || (diploma !== undefined && (diploma !== 'licence' || frames.has('studies'))))
    return true
  const isNamed = main === undefined ? derived.size > 0 : derived.has(main)
  if (!isNamed && courses.some((course) => course?.family === 'francais' || course?.family === 'langues')) return false
  const isOneFamily = new Set([...declared].map((code) => code.slice(0, 3))).size < 2
  const lasts = hours ?? (variant.hours === undefined ? undefined : Number.parseFloat(variant.hours))
  // Of the register of what is specific (RS) nothing is a trade's diploma.
  if (lasts === undefined) return certification?.rs === undefined && (isNamed || isOneFamily)
  const least =
    isNamed && isOneFamily ? HOURS.ofThatTrade : isNamed || isOneFamily ? HOURS.ofOneOfThem : HOURS.ofSeveral
  return lasts >= least
}

const isTheLicence = (course: Subject | undefined, declared: ReadonlySet<string>): boolean =>
  course?.family === 'caces' && (declared.size === 0 || course.rome?.some((code) => declared.has(code)) === true)

/** In hours; the best of 72 triples on the trainings above. */
const HOURS = { ofThatTrade: 70, ofOneOfThem: 130, ofSeveral: 300 }

const isDiploma = (certification: Item['certification']): boolean =>
  certification !== undefined &&
  (certification.level !== undefined ||
    certification.rncp !== undefined ||
    readTitle(certification.label).diploma !== undefined)

/** What is learnt in a course of hours or weeks, beside any trade. */
export const isLearntInCourses = (subject: string): boolean => learntInCourses.has(subjectOf(subject)?.family)
const learntInCourses: ReadonlySet<Family | undefined> = new Set([
  'caces',
  'francais',
  'hygiene',
  'langues',
  'numerique',
  'permis',
  'recherche-emploi',
  'securite',
])
