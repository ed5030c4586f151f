import type { Code } from '../findings/room.ts'
import { isWordUnit } from '../normalise.ts'

/** Seven digits and a letter: a jobseeker's identifier, or an allocataire number with its key. */
export const sevenDigitsLetter = /\d(?:[ .\n-]?\d){6}[ .\n-]?[a-z]/g

/** A letter apart is the key when a capital, or when it is no word: "1234567 k", not "1234567 a demandé". */
export function isKeyed({ plain, cased, end, distance }: Code): boolean {
  if (isWordUnit(plain.charCodeAt(end - 2))) return true
  if (Math.min(distance('FT_ID'), distance('CAF_NUMBER')) > 40) return false
  const at = end - 1
  return cased[at] !== plain[at] || !'aly'.includes(plain[at]!) || !/^ ?[a-z]/.test(plain.slice(at + 1, at + 3))
}
