import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { wilson } from '../statistics.ts'

/** From the highest to the lowest. */
export const scale = ['right', 'close', 'other', 'refused', 'absurd'] as const
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

/** What the figures of a set count, and so what its graders must agree on: whether an offer is right, at least close, and neither absurd nor refused. */
const counts: Readonly<Record<string, (mark: Mark) => boolean>> = {
  right: (mark) => mark === 'right',
  'right or close': (mark) => mark === 'right' || mark === 'close',
  'absurd or refused': (mark) => mark === 'absurd' || mark === 'refused',
}

const onCounts = (pairs: readonly (readonly [Mark, Mark])[]): Record<string, Agreed> =>
  Object.fromEntries(
    Object.entries(counts).map(([what, holds]) => [
      what,
      agreedOn(pairs.map(([one, other]) => [String(holds(one)), String(holds(other))] as const)),
    ]),
  )

export interface Agreement extends Agreed {
  counted: Record<string, Agreed>
  /** The first grader and who wrote the cases, whose codes and words grade every run. */
  withAuthor: Record<string, Agreed>
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
    return author && mark ? [[author, mark] as const] : []
  })
  const pairs = both.map(({ first, second }) => [first, second] as const)
  return {
    ...agreedOn(pairs),
    counted: onCounts(pairs),
    withAuthor: onCounts(read),
    disagreements: both.filter(({ first, second }) => first !== second),
  }
}

const Kept = Agreed.extend({
  counted: z.record(z.string(), Agreed).default({}),
  withAuthor: z.record(z.string(), Agreed).default({}),
})

/** Who graded, and how far they agree on what. */
export interface Graded {
  by: string
  on: readonly (Agreed & { what: string })[]
}

/** What people who graded the answers of a set left beside it (`npm run eval -- grade export FILE`). */
export function gradedIn(file: string): readonly Graded[] | undefined {
  if (!existsSync(file)) return undefined
  const { counted, withAuthor, ...marks } = Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  const named = (all: Record<string, Agreed>) => Object.entries(all).map(([what, one]) => ({ what, ...one }))
  const found = [
    { by: 'two people', on: [{ what: '', ...marks }, ...named(counted)] },
    { by: 'who wrote them and one reader', on: named(withAuthor) },
  ].filter(({ on }) => (on[0]?.both ?? 0) > 0)
  return found.length > 0 ? found : undefined
}

/** "two people: 112 of 120 alike, kappa 0.87 (0.75 to 0.93)". */
export const gradedSaid = (graded: readonly Graded[]): string =>
  graded.map(({ by, on }) => `${by}: ${on.map(agreedSaid).join(', ')}`).join('; by ')

export const agreedSaid = ({ what, agreed, both, kappa }: Agreed & { what: string }): string =>
  `${what && `${what} `}${agreed} of ${both} alike, kappa ${kappaSaid({ agreed, both, kappa })}`

/** With its 95 % interval: that of the share alike (Wilson), moved by the agreement that chance gives, which is taken as it is. */
function kappaSaid({ agreed, both, kappa }: Agreed): string {
  if (kappa === null || Number.isNaN(kappa)) return '–'
  // Of those who are alike in all, what chance gives is in none of the three figures.
  if (kappa === 1) return '1.00'
  const chance = (agreed / both - kappa) / (1 - kappa)
  const { low, high } = wilson(agreed, both)
  const beyond = (share: number) => Math.max(-1, (share - chance) / (1 - chance)).toFixed(2)
  return `${kappa.toFixed(2)} (${beyond(low)} to ${beyond(high)})`
}
