import { demonstrationTruth, generateDemonstration } from '../../../src/catalogue/demonstration/generate.ts'
import { loadDemonstrationSources } from '../../../src/catalogue/demonstration/load-node.ts'
import type { Offer } from '../../../src/item.ts'
import type { Places } from '../../../src/places/places.ts'
import { readOccupations } from '../../../src/read-sources.ts'
import { evaluationDay } from '../../stage.ts'

/** Offers of a demonstration catalogue of any size, and which of them (by reference) are one training. */
export function demonstrationOffers(places: Places, size?: number): { offers: Offer[]; truth: string[][] } {
  const options = {
    sources: loadDemonstrationSources(),
    communes: places.communes,
    occupations: readOccupations(),
    builtOn: evaluationDay,
    size,
  }
  return { offers: [...generateDemonstration(options)], truth: demonstrationTruth(options) }
}
