import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Provenance } from '../suite.ts'

export const scale = ['right', 'close', 'absurd', 'refused', 'other'] as const
export type Mark = (typeof scale)[number]

/** One thing to grade: what was said, one offer that was shown, and what its record says it is about; the author's mark is by the codes and words of the case, and no grader sees it. */
export const Shown = z.object({
  id: z.string(),
  said: z.string(),
  offer: z.string(),
  about: z.string().default(''),
  author: z.enum(scale).optional(),
})
export type Shown = z.infer<typeof Shown>

export const Given = z.object({ id: z.string(), grader: z.enum(['first', 'second']), mark: z.enum(scale) })
export type Given = z.infer<typeof Given>

/** Of n things that both graded, how many alike, and how far beyond chance. */
export const Agreed = z.object({ both: z.number(), agreed: z.number(), kappa: z.number().nullable() })
export type Agreed = z.infer<typeof Agreed>

/** How far two people agree beyond chance (Cohen 1960), on what both graded. NaN where there is nothing of the kind. */
export function kappa<Said extends string>(pairs: readonly (readonly [Said, Said])[]): number {
  const n = pairs.length
  const agreed = pairs.filter(([one, other]) => one === other).length / n
  const share = (at: 0 | 1, mark: Said) => pairs.filter((pair) => pair[at] === mark).length / n
  const marks = new Set(pairs.map(([one]) => one))
  const chance = [...marks].reduce((sum, mark) => sum + share(0, mark) * share(1, mark), 0)
  return n === 0 ? Number.NaN : chance === 1 ? 1 : (agreed - chance) / (1 - chance)
}

const agreedOn = <Said extends string>(pairs: readonly (readonly [Said, Said])[]): Agreed => ({
  both: pairs.length,
  agreed: pairs.filter(([one, other]) => one === other).length,
  kappa: kappa(pairs),
})

export interface Agreement extends Agreed {
  /** The first grader and who wrote the cases, whose codes and words grade every run: on right, close or neither, as the figures count. */
  withAuthor: Agreed
  disagreements: { id: string; said: string; offer: string; first: Mark; second: Mark }[]
}

/** The last grade that each gave counts. */
export function agreementOf(shown: readonly Shown[], given: readonly Given[]): Agreement {
  const last = new Map(given.map(({ id, grader, mark }) => [`${grader} ${id}`, mark]))
  const both = shown.flatMap(({ id, said, offer }) => {
    const [first, second] = [last.get(`first ${id}`), last.get(`second ${id}`)]
    return first && second ? [{ id, said, offer, first, second }] : []
  })
  const read = shown.flatMap(({ id, author }) => {
    const mark = last.get(`first ${id}`)
    return author && mark ? [[counted(author), counted(mark)] as const] : []
  })
  return {
    ...agreedOn(both.map(({ first, second }) => [first, second] as const)),
    withAuthor: agreedOn(read),
    disagreements: both.filter(({ first, second }) => first !== second),
  }
}

const counted = (mark: Mark) => (mark === 'right' || mark === 'close' ? mark : 'neither')

const Kept = Agreed.extend({ withAuthor: Agreed.optional() })

/** What people who graded the answers of a set left beside it (`npm run eval -- grade export FILE`). */
export function gradedIn(file: string): Provenance['graded'] | undefined {
  if (!existsSync(file)) return undefined
  const { withAuthor, ...two } = Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  const graded = (by: string, { both, agreed, kappa }: Agreed) =>
    both > 0 ? { by, both, agreed, kappa: kappa ?? Number.NaN } : undefined
  return graded('two people', two) ?? (withAuthor && graded('who wrote them and one reader', withAuthor))
}
