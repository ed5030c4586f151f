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
export function runsFrom(groups: DigitGroup[], first: number, plain: string, also: readonly string[] = []): Run[] {
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

export const startOf = (run: Run): number => run.groups[0]!.start
export const endOf = (run: Run): number => run.groups[run.groups.length - 1]!.end
