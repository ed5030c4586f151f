import { z } from 'zod'

export const scale = ['right', 'close', 'absurd', 'refused', 'other'] as const
export type Mark = (typeof scale)[number]

/** One thing to grade: what was said, and one offer that was shown. */
export const Shown = z.object({ id: z.string(), said: z.string(), offer: z.string() })
export type Shown = z.infer<typeof Shown>

export const Given = z.object({ id: z.string(), grader: z.enum(['first', 'second']), mark: z.enum(scale) })
export type Given = z.infer<typeof Given>

/** How far two people agree beyond chance (Cohen 1960), on what both graded. NaN where there is nothing of the kind. */
export function kappa(pairs: readonly (readonly [Mark, Mark])[]): number {
  const n = pairs.length
  const agreed = pairs.filter(([one, other]) => one === other).length / n
  const share = (at: 0 | 1, mark: Mark) => pairs.filter((pair) => pair[at] === mark).length / n
  const chance = scale.reduce((sum, mark) => sum + share(0, mark) * share(1, mark), 0)
  return n === 0 ? Number.NaN : chance === 1 ? 1 : (agreed - chance) / (1 - chance)
}

export interface Agreement {
  both: number
  agreed: number
  kappa: number
  disagreements: { id: string; said: string; offer: string; first: Mark; second: Mark }[]
}

/** The last grade that each gave counts. */
export function agreementOf(shown: readonly Shown[], given: readonly Given[]): Agreement {
  const last = new Map(given.map(({ id, grader, mark }) => [`${grader} ${id}`, mark]))
  const both = shown.flatMap(({ id, said, offer }) => {
    const [first, second] = [last.get(`first ${id}`), last.get(`second ${id}`)]
    return first && second ? [{ id, said, offer, first, second }] : []
  })
  return {
    both: both.length,
    agreed: both.filter(({ first, second }) => first === second).length,
    kappa: kappa(both.map(({ first, second }) => [first, second] as const)),
    disagreements: both.filter(({ first, second }) => first !== second),
  }
}
