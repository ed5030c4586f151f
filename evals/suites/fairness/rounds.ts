import type { Candidate } from '../../../src/catalogue/catalogue-index.ts'
import type { Item } from '../../../src/item.ts'
import type { Criteria } from '../../../src/criteria/criteria.ts'
import type { Exposure } from '../../../src/options/exposure.ts'
import { choicesAmong, providerKey, select } from '../../../src/options/selection.ts'

/** A need with what the catalogue has for it: asked again and again, by one counsellor after another. */
export interface AskedNeed {
  id: string
  criteria: Criteria
  candidates: readonly Candidate[]
}

/** Selections one after the other over one ledger, as the product makes them. */
export function createRotation() {
  const ledger: Record<string, Exposure> = {}
  return {
    ledger: ledger as Readonly<Record<string, Exposure>>,
    ask({ candidates, criteria }: AskedNeed, seed: string): Item[] {
      const selection = select({ candidates, criteria, exposure: ledger, seed })
      for (const [provider, { exposure, merit }] of Object.entries(selection.ledger)) {
        const line = (ledger[provider] ??= { exposure: 0, merit: 0 })
        line.exposure += exposure
        line.merit += merit
      }
      return selection.chosen
    },
  }
}

/** Of each provider, how many different offers answer one of these needs. */
export function relevantOffers(needs: readonly AskedNeed[]): Map<string, number> {
  const offers = new Map<string, Set<string>>()
  for (const { candidates } of needs) {
    for (const { item } of choicesAmong(candidates)) {
      const key = providerKey(item)
      offers.set(key, (offers.get(key) ?? new Set()).add(item.id))
    }
  }
  return new Map([...offers].map(([provider, ids]) => [provider, ids.size]))
}
