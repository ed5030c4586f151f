import { createAffinity } from '../occupations/affinity.ts'
import { writtenForms } from '../occupations/names.ts'
import type { Referential } from '../occupations/referential.ts'

/** The codes near a code: of its family (the first three characters), and called in much the same words. Not the code itself. */
export function createNearness(referential: Referential): (code: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>()
  const occupations = referential.codes.flatMap((code) => referential.byCode(code) ?? [])
  let affinity: ReturnType<typeof createAffinity> | undefined
  const likenesses = (code: string): Map<string, number> => {
    const occupation = referential.byCode(code)
    if (!occupation) return new Map()
    affinity ??= createAffinity(occupations)
    const { scores } = affinity([occupation.label, ...occupation.names].flatMap(writtenForms).join('. '))
    const own = scores[referential.codes.indexOf(code)] || 1
    return new Map(occupations.map((other, at) => [other.code, scores[at]! / own]))
  }
  return (code) => {
    const before = known.get(code)
    if (before) return before
    const near = new Set(
      [...likenesses(code)].filter(([other, likeness]) => other !== code && other.slice(0, 3) === code.slice(0, 3) && likeness >= ALIKE).map(([other]) => other),
    )
    known.set(code, near)
    return near
  }
}

const ALIKE = 0.25
