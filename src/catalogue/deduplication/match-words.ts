import { features } from '../../occupations/words.ts'
import { isAcronym, type Title } from './title.ts'

/** `same`: every word of each meets one of the other. `close`: at least half of them do. */
export function matchTitles(one: Title, other: Title): 'same' | 'close' | 'different' {
  const [alone, left] = unmetWords(one.words, other.words)
  const words = one.words.length + other.words.length
  if (words > 0 && alone.length === 0 && left.length === 0) return 'same'
  return (alone.length + left.length) * 2 > words || words === 0 ? 'different' : 'close'
}

/** What each says that the other does not. A word meets its own stem, an abbreviation ("MAINT.", "AGENCMT"), a slip of the pen, an acronym. */
export function unmetWords(one: readonly string[], other: readonly string[]): [string[], string[]] {
  const left = [...other]
  const alone = pairOff(
    pairOff(one, left, (a, b) => a === b),
    left,
    meet,
  )
  if (alone.length === 1 && isAcronym(alone[0]!, left)) return [[], []]
  if (left.length === 1 && isAcronym(left[0]!, alone)) return [[], []]
  return [alone, left]
}

/** Takes from `left` what the words meet; returns the words that met nothing. */
function pairOff(words: readonly string[], left: string[], alike: (a: string, b: string) => boolean): string[] {
  return words.filter((word) => {
    const at = left.findIndex((candidate) => alike(word, candidate))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function meet(one: string, other: string): boolean {
  if (one[0] !== other[0]) return false
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length >= 2 && long.startsWith(short)) return true
  const [a, b] = [features(one), features(other)]
  if (a.stem === b.stem || a.root === b.root) return true
  if (short.length >= 4 && long.length >= short.length + 2 && isAbbreviation(short, long)) return true
  return short.length >= 6 && isSlip(short, long)
}

/** "agencmt" for "agencement": its letters in their order, from the same beginning. */
function isAbbreviation(short: string, long: string): boolean {
  if (long.slice(0, 3) !== short.slice(0, 3)) return false
  let at = 0
  for (const letter of long) if (letter === short[at]) at += 1
  return at === short.length
}

/** One letter more, one letter less, another letter or two swapped. */
function isSlip(short: string, long: string): boolean {
  if (long.length - short.length > 1) return false
  let start = 0
  while (start < short.length && short[start] === long[start]) start += 1
  const [restOfShort, restOfLong] = [short.slice(start), long.slice(start)]
  if (short.length < long.length) return restOfShort === restOfLong.slice(1)
  return (
    restOfShort.slice(1) === restOfLong.slice(1) ||
    (restOfShort[0] === restOfLong[1] &&
      restOfShort[1] === restOfLong[0] &&
      restOfShort.slice(2) === restOfLong.slice(2))
  )
}
