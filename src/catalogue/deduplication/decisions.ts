import { z } from 'zod'
import type { Decided } from './clusters.ts'
import type { Traits } from './traits.ts'

/** An offer as people name it in a decision: what the partner calls itself, and its own reference. */
export const OfferReference = z.object({ partner: z.string().min(1), reference: z.string().min(1) })
export type OfferReference = z.infer<typeof OfferReference>

/** What a person decided of two or more offers; `because` and `on` (ISO date) are for the next person. Taking the line out undoes it. */
export const MergeDecision = z.object({
  verdict: z.enum(['same', 'different']),
  offers: z.array(OfferReference).min(2),
  because: z.string().optional(),
  on: z.iso.date().optional(),
})
export type MergeDecision = z.infer<typeof MergeDecision>

export const MergeDecisions = z.array(MergeDecision)
export type MergeDecisions = z.infer<typeof MergeDecisions>

/** Decisions as pairs of places in the list. Offers that are no longer published are passed over: the decision waits for them. */
export function locate(decisions: MergeDecisions, all: readonly Traits[]): Decided {
  const decided = { same: [] as [number, number][], different: [] as [number, number][] }
  if (decisions.length === 0) return decided
  const places = new Map(all.map(({ source }, at) => [source, at]))
  for (const { verdict, offers } of decisions) {
    const present = offers.flatMap(({ partner, reference }) => places.get(`${partner}/${reference}`) ?? [])
    for (const [at, one] of present.entries()) {
      for (const other of present.slice(at + 1)) decided[verdict].push([one, other])
    }
  }
  return decided
}
