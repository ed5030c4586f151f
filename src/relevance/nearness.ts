import { createAffinity } from '../occupations/affinity.ts'
import { writtenForms } from '../occupations/names.ts'
import type { Referential } from '../occupations/referential.ts'

/**
 * The codes near a code: of its family (the first three characters), and one of the two called in much the words of the other. A family alone
 * is no neighbourhood: painters and plumbers share one. Among the neighbours of 195 needs whose near codes were given by hand, right for
 * .59 and .26 of them found; the official table of close occupations, .58 and .25.
 */
export function createNearness(referential: Referential): (code: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>()
  const occupations = referential.codes.flatMap((code) => referential.byCode(code) ?? [])
  let affinity: ReturnType<typeof createAffinity> | undefined

  /** How much of an occupation's own words each of the others is called by; 1 for itself. */
  function likenesses(code: string): (other: string) => number {
    const { label, names } = referential.byCode(code)!
    affinity ??= createAffinity(occupations)
    const { scores } = affinity([label, ...names].flatMap(writtenForms).join('. '))
    const of = (one: string) => scores[referential.codes.indexOf(one)] ?? 0
    return (other) => of(other) / (of(code) || 1)
  }

  return (code) => {
    const before = known.get(code)
    if (before) return before
    const family = referential.byCode(code)
      ? referential.codes.filter((other) => other.startsWith(code.slice(0, 3)))
      : []
    const like = family.length > 1 ? likenesses(code) : () => 0
    const near = family.filter((other) => other !== code && (like(other) >= ALIKE || likenesses(other)(code) >= ALIKE))
    known.set(code, new Set(near))
    return known.get(code)!
  }
}

/** Lower ones find more and are wrong more often: at .2, half are. */
const ALIKE = 0.3
