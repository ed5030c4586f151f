import type { Referential } from '../occupations/referential.ts'

/**
 * The codes near a code: of its family (the first three characters), and one of the two called in much the words of the other. A family alone
 * is no neighbourhood: painters and plumbers share one. Among the neighbours of 195 needs whose near codes were given by hand, right for
 * .59 and .26 of them found; the official table of close occupations, .58 and .25.
 */
export function createNearness({ codes, likeness }: Referential): (code: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>()
  return (code) => {
    const before = known.get(code)
    if (before) return before
    const family = codes.filter((other) => other !== code && other.startsWith(code.slice(0, 3)))
    const near = new Set(
      family.filter((other) => likeness(code, other) >= nearOccupation || likeness(other, code) >= nearOccupation),
    )
    known.set(code, near)
    return near
  }
}

/** Lower ones find more and are wrong more often: at .2, half are. */
export const nearOccupation = 0.3
