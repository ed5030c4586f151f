import type { DigitGroup } from './recogniser.ts'

/** Neighbouring groups of digits that may make one number. */
export interface Run {
  groups: DigitGroup[]
  /** All digits, joined. */
  joined: string
}

/** What stands between two groups of one number. */
const separators = new Set([
  ...[' ', '  ', '   ', '_', '·', '•', '*', '(', ' (', ')', ' )', ') ', ' ) ', '\n', ' \n', '\n ', ' \n '],
  ...['/', '-'].flatMap((sign) => [sign, ` ${sign}`, `${sign} `, ` ${sign} `]),
  // A full stop and a space end a sentence.
  ...['.', ' .', ' . '],
])

/** Every number of 6 to 20 digits that can be read by joining whole neighbouring groups, the shortest first. */
export function runsFrom(
  groups: readonly DigitGroup[],
  first: number,
  plain: string,
  also: readonly string[] = [],
): Run[] {
  const runs: Run[] = []
  let joined = ''
  for (let last = first; last < groups.length; last++) {
    const { start, end } = groups[last]!
    if (last > first) {
      const before = groups[last - 1]!.end
      if (start - before > 4) break
      const gap = plain.slice(before, start)
      if (!separators.has(gap) && !also.includes(gap)) break
    }
    joined += plain.slice(start, end)
    if (joined.length > 20) break
    if (joined.length >= 6) runs.push({ groups: groups.slice(first, last + 1), joined })
  }
  return runs
}

/**
 * The groups that write a date, with a year that tells it is one: no number of another kind goes through it. "12.03.1985 06 39 98 12 34"
 * is a birth and a telephone. A year of two digits counts where no fourth group goes on in the same hand, or where what follows
 * makes a telephone number.
 */
export function datedGroups(groups: readonly DigitGroup[], plain: string): ReadonlySet<DigitGroup> {
  const dated = new Set<DigitGroup>()
  for (let first = 0; first + 2 < groups.length; first++) {
    if (!isDate(groups, first, plain)) continue
    for (const group of groups.slice(first, first + 3)) dated.add(group)
    first += 2
  }
  return dated
}

function isDate(groups: readonly DigitGroup[], first: number, plain: string): boolean {
  const [one, two, three] = [groups[first]!, groups[first + 1]!, groups[first + 2]!]
  const sign = plain.slice(one.end, two.start)
  if (!/^[ ./-]$/.test(sign) || plain.slice(two.end, three.start) !== sign) return false
  const written = plain.slice(one.start, three.end).replaceAll(sign, '/')
  const iso = /^(?:19|20)\d{2}\/\d\d\/\d\d$/.test(written)
  if (!iso && !/^\d{1,2}\/\d{1,2}\/(?:19|20)?\d{2}$/.test(written)) return false
  const [day, month, year] = (iso ? written.split('/').reverse() : written.split('/')) as [string, string, string]
  if (!isWithin(Number(day), 31) || !isWithin(Number(month), 12)) return false
  return year.length === 4 || endsDate(groups, first, plain, sign)
}

const isWithin = (value: number, most: number): boolean => value >= 1 && value <= most

function endsDate(groups: readonly DigitGroup[], first: number, plain: string, sign: string): boolean {
  const before = groups[first - 1]
  if (before && plain.slice(before.end, groups[first]!.start) === sign) return false
  const next = groups[first + 3]
  if (!next || plain.slice(groups[first + 2]!.end, next.start) !== sign) return true
  let dialled = ''
  const between = groups[first + 4] && plain.slice(next.end, groups[first + 4]!.start)
  for (let at = first + 3; at < groups.length && dialled.length < 10; at++) {
    const { start, end } = groups[at]!
    if (at > first + 3 && plain.slice(groups[at - 1]!.end, start) !== between) break
    dialled += plain.slice(start, end)
  }
  return /^0[1-79]\d{8}$/.test(dialled)
}

export const startOf = (run: Run): number => run.groups[0]!.start
export const endOf = (run: Run): number => run.groups[run.groups.length - 1]!.end
