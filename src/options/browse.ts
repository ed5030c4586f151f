import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { CatalogueIndex } from '../catalogue/catalogue-index.ts'
import { embedNeed } from '../catalogue/embed-need.ts'
import type { Item } from '../catalogue/item.ts'
import type { Kind, Modality } from '../need/criteria.ts'
import type { Point } from '../places/distance.ts'
import { seenFrom } from './argue.ts'
import { defaultRadiusKm } from './filters.ts'

export interface Browsing {
  q?: Redacted
  kind?: Kind
  near?: Point
  radiusKm?: number
  startBefore?: string
  modality?: Modality
  certifying?: boolean
  limit: number
}

/** The way without AI: the same catalogue, by the words and filters that a person sets; nothing is chosen for them. */
export async function browse(
  { q, kind, near, radiusKm, limit, ...filter }: Browsing,
  search: { index: CatalogueIndex; embedding: EmbeddingModelV4; today: string },
): Promise<Item[]> {
  const found = await search.index.search({
    text: q,
    vector: await embedNeed(search.embedding, { topic: q }),
    filter: {
      ...filter,
      kinds: kind && [kind],
      near: near && { lat: near.lat, lon: near.lon, radiusKm: radiusKm ?? defaultRadiusKm },
      open: search.today,
    },
    limit,
  })
  return found.map(({ item }) => seenFrom(item, near))
}
