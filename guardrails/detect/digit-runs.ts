import type { DigitGroup } from './recogniser.ts'

/** What stands between two groups of one number. */
const separator = /^(?:[ ./\n_·•*-]|[ ]?[./-][ ]?|[ ]{2,3}| ?\n ?| ?\(| ?\) ?)$/

/** Neighbouring groups of digits that may make one number. */
export interface Run {
  groups: DigitGroup[]
  /** All digits, joined. */
  joined: string
}

/** Every number that can be read by joining whole neighbouring groups, of 7 to 20 digits. */
export function runsFrom(groups: DigitGroup[], first: number, plain: string, also?: string): Run[] {
  const runs: Run[] = []
  let joined = ''
  for (let last = first; last < groups.length; last++) {
    const group = groups[last]!
    if (last > first) {
      const gap = plain.slice(groups[last - 1]!.end, group.start)
      if (gap.length > 4 || (gap !== also && !separator.test(gap))) break
    }
    joined += plain.slice(group.start, group.end)
    if (joined.length > 20) break
    if (joined.length >= 6) runs.push({ groups: groups.slice(first, last + 1), joined })
  }
  return runs
}

export const startOf = (run: Run): number => run.groups[0]!.start
export const endOf = (run: Run): number => run.groups[run.groups.length - 1]!.end
