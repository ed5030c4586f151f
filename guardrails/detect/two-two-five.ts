import type { Code } from '../findings/room.ts'
import { isImpersonal } from './impersonal.ts'

/** Two digits, two letters, five digits: a passport's number, or that of a driving licence of today. */
export const twoTwoFive = /\d[ .\n-]?\d[ .\n-]?[a-z][ .\n-]?[a-z](?:[ .\n-]?\d){5}/g

/** The nearer word tells which; without a word about it, the shape as printed is a passport's. */
export function documentOf({ text, plain, cased, start, distance }: Code): 'PASSPORT' | 'DRIVING_LICENCE' | undefined {
  const passport = distance('PASSPORT', 60)
  const licence = distance('DRIVING_LICENCE', 60)
  const asPrinted = text.length <= 9 || cased[start + 3] !== plain[start + 3]
  if (passport === licence && (!asPrinted || isImpersonal(plain, start))) return undefined
  return passport <= licence ? 'PASSPORT' : 'DRIVING_LICENCE'
}
