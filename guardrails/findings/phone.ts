import { phoneShape } from '../detect/dialled.ts'
import { datedGroups, endOf, type Run, runsFrom, startOf } from '../detect/digit-runs.ts'
import { isImpersonal } from '../detect/impersonal.ts'
import type { Message } from '../detect/recogniser.ts'
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

function phones({ plain, digits }: Message): Scored[] {
  const found: Scored[] = []
  const groups = digits()
  const dated = datedGroups(groups, plain)
  let polynesian: boolean | undefined
  const inPolynesia = (): boolean => (polynesian ??= polynesia.test(plain))
  for (let first = 0; first < groups.length; first++) {
    if (dated.has(groups[first]!)) continue
    const start = groups[first]!.start
    if (
      isWordUnit(plain.charCodeAt(start - 1)) &&
      !/(?:tel|port|au|mob|fixe)$/.test(plain.slice(Math.max(0, start - 4), start))
    )
      continue
    const plus = plain[start - 1] === '+' || (plain[start - 2] === '+' && plain[start - 1] === ' ')
    const local = !plus && isLocal(plain, start, inPolynesia)
    if (!plus && !local && !'0367'.includes(plain[start]!)) continue
    // Abroad the length is not known: the longest run that can be dialled.
    for (const run of runsFrom(groups, first, plain, dictated).reverse()) {
      if (run.groups.some((group) => dated.has(group))) continue
      const end = endOf(run)
      if (isWordUnit(plain.charCodeAt(end))) continue
      const shape =
        phoneShape(run.joined, plus) ??
        shortShape(run.joined, plain.slice(Math.max(0, start - 16), start)) ??
        (local && isLocalShape(run, plain) ? 'national' : undefined)
      if (!shape) continue
      if (shape === 'national' && (isImpersonal(plain, start) || !groupedLikePhone(run, plain))) continue
      const opening = plus ? (plain[start - 1] === '+' ? start - 1 : start - 2) : start
      const parenthesis = plain[opening - 1] === '(' && plain.slice(opening, end).includes(')') ? opening - 1 : opening
      found.push({
        start: parenthesis,
        end,
        score: plus ? 0.97 : run.groups.length === 1 ? 0.8 : 0.9,
      })
      first += run.groups.length - 1
      break
    }
  }
  return found
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
const isLocal = (plain: string, start: number, inPolynesia: () => boolean): boolean =>
  announced.test(plain.slice(Math.max(0, start - 16), start)) ||
  (/^(?:4[049]|8[789])/.test(plain.slice(start, start + 2)) && inPolynesia())

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
