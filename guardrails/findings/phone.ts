import { phoneShape } from '../detect/dialled.ts'
import { datedGroups, endOf, type Run, runsFrom, startOf } from '../detect/digit-runs.ts'
import { isImpersonal } from '../detect/impersonal.ts'
import type { DigitGroup, Message } from '../detect/recogniser.ts'
import { isWordUnit } from '../normalise.ts'
import written from './phone.json' with { type: 'json' }
import { labelled, type PersonalRoom, type Scored } from './room.ts'

/** Telephone numbers of France, its overseas territories and other countries. */
export const phone: PersonalRoom = {
  ...written,
  label: labelled('TELEPHONE', 'PHONE'),
  // From abroad or not, the number is the same.
  key: (folded) => folded.replace(/[^a-z0-9]+/g, '').replace(/^(?:0033|33)0?/, '0'),
  reads: {
    by: 'itself',
    cues: {
      words:
        /\b(?:tel|telephone|portable|mobile|appeler|joindre|joignable|rappeler|phone|call|tph|fixe|gsm|num(?:ero)?|sms|whatsapp|appelle)\b/g,
    },
    find: phones,
  },
}

function phones(message: Message): Scored[] {
  const { plain, digits } = message
  const found: Scored[] = []
  const groups = digits()
  const dated = datedGroups(groups, plain)
  for (let first = 0; first < groups.length; ) {
    const opening = dated.has(groups[first]!) ? undefined : openingAt(groups[first]!.start, message)
    const dialled = opening && longestDialled(groups, first, plain, opening, dated)
    if (dialled) found.push(dialled.part)
    first += dialled?.groups ?? 1
  }
  return found
}

/** How a number that may be dialled begins. */
interface Opening {
  start: number
  /** Behind the sign of another country. */
  plus: boolean
  /** As dialled in Polynesia and around. */
  local: boolean
}

function openingAt(start: number, message: Message): Opening | undefined {
  const { plain } = message
  const isGlued = isWordUnit(plain.charCodeAt(start - 1))
  if (isGlued && !/(?:tel|port|au|mob|fixe)$/.test(plain.slice(Math.max(0, start - 4), start))) return undefined
  const plus = plain[start - 1] === '+' || (plain[start - 2] === '+' && plain[start - 1] === ' ')
  const local = !plus && isLocal(message, start)
  return plus || local || '0367'.includes(plain[start]!) ? { start, plus, local } : undefined
}

/** Abroad the length is not known: the longest run that can be dialled. */
function longestDialled(
  groups: readonly DigitGroup[],
  first: number,
  plain: string,
  opening: Opening,
  dated: ReadonlySet<DigitGroup>,
): { part: Scored; groups: number } | undefined {
  const run = runsFrom(groups, first, plain, dictated).findLast(
    (one) => !one.groups.some((group) => dated.has(group)) && isDialled(one, plain, opening),
  )
  if (!run) return undefined
  const score = opening.plus ? 0.97 : run.groups.length === 1 ? 0.8 : 0.9
  return { part: { start: signStart(plain, opening, endOf(run)), end: endOf(run), score }, groups: run.groups.length }
}

function isDialled(run: Run, plain: string, { start, plus, local }: Opening): boolean {
  if (isWordUnit(plain.charCodeAt(endOf(run)))) return false
  const shape = phoneShape(run.joined, plus)
  if (shape === 'international') return true
  const announced = shape ?? shortShape(run.joined, plain.slice(Math.max(0, start - 16), start))
  if (!announced && !(local && isLocalShape(run, plain))) return false
  return !isImpersonal(plain, start) && groupedLikePhone(run, plain)
}

/** The sign of the country, and the parenthesis that opens before it. */
function signStart(plain: string, { start, plus }: Opening, end: number): number {
  const sign = plus ? plain.lastIndexOf('+', start) : start
  return plain[sign - 1] === '(' && plain.slice(sign, end).includes(')') ? sign - 1 : sign
}

/** Between the pairs of a number that was dictated. */
const dictated = [', ', '. ']

/** Without its zero ("tél 6 39 98 12 34") or its plus ("33639981234"), right behind a word that announces it. */
const shortShape = (digits: string, before: string): 'national' | undefined =>
  /^(?:[67]\d{8}|33[67]\d{8})$/.test(digits) &&
  /\b(?:tel|telephone|portable|port|mobile|joindre|joignable|au|sms|whatsapp|gsm|phone)\b[^a-z0-9]{0,5}$/.test(before)
    ? 'national'
    : undefined

/**
 * Polynesia dials eight digits (40, 87 and 89 at their head), New Caledonia, Saint-Pierre and Wallis six: numbers of anything else too, so
 * that a word must announce them, or the text speak of Polynesia.
 */
function isLocal(message: Message, start: number): boolean {
  const { plain } = message
  if (announced.test(plain.slice(Math.max(0, start - 16), start))) return true
  return /^(?:4[049]|8[789])/.test(plain.slice(start, start + 2)) && isOfPolynesia(message)
}

/** Looked for once in a message. */
function isOfPolynesia(message: Message): boolean {
  const known = polynesian.get(message) ?? polynesia.test(message.plain)
  polynesian.set(message, known)
  return known
}
const polynesian = new WeakMap<Message, boolean>()

const announced =
  /\b(?:tel|telephone|portable|port|mobile|mob|vini|gsm|cel|fixe|joindre|joignable|appeler|rappeler|sms|whatsapp|phone)\b[^a-z0-9]{0,5}$/
const polynesia = /polynesi|papeete|tahiti|moorea|raiatea|bora-bora|punaauia|faaa\b|\.pf\b|(?<!\d)987\d\d(?!\d)/

const isLocalShape = ({ groups, joined }: Run, plain: string): boolean =>
  (/^(?:4[049]|8[789])\d{6}$/.test(joined)
    ? groups.length === 4 || groups.length === 1
    : /^[2-9]\d{5}$/.test(joined) && groups.length === 3) &&
  groups.slice(1).every((group, at) => /^[ .-]$/.test(plain.slice(groups[at]!.end, group.start)))

/** Dates and amounts also come as groups of two: a phone number has one rhythm from end to end. */
function groupedLikePhone(run: Run, plain: string): boolean {
  const sizes = run.groups.map((group) => group.end - group.start)
  if (sizes.length === 1 || sizes.every((size) => size === 1)) return true
  if (sizes.includes(4) && sizes.length === 4 && plain.slice(startOf(run), endOf(run)).includes('/')) return false
  return sizes[0]! <= 4 || sizes.length === 2
}
