import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { CatalogueIndex } from '../catalogue/catalogue-index.ts'
import { embedNeed } from '../catalogue/embed-need.ts'
import { defaultRadiusKm } from '../criteria/default-radius-km.ts'
import type { Item, Kind, Modality } from '../item.ts'
import type { Point } from '../places/distance.ts'
import type { Relevance } from '../relevance/relevance.ts'
import { seenFrom } from './argue.ts'

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

/**
 * The way without AI: the same catalogue, by the words and filters that a person sets; nothing is chosen for them. It has the same floor:
 * what does not answer the words is not listed, and words that nothing answers give an empty list.
 */
export async function browse(
  { q, kind, near, radiusKm, limit, ...filter }: Browsing,
  search: { index: CatalogueIndex; embedding: EmbeddingModelV4; relevance: Relevance; today: string },
): Promise<Item[]> {
  const { index, embedding, relevance, today } = search
  const asked = relevance.ask({ topic: q, kinds: kind ? [kind] : [], alternatives: [] }, await index.vocabulary())
  const found = await index.search({
    text: q,
    vector: await embedNeed(embedding, { topic: q }),
    filter: {
      ...filter,
      kinds: kind && [kind],
      near: near && { lat: near.lat, lon: near.lon, radiusKm: radiusKm ?? defaultRadiusKm },
      open: today,
    },
    limit: q ? limit + beside : limit,
  })
  return found
    .filter(({ item }) => relevance.judge(item, asked).grade !== 'not')
    .slice(0, limit)
    .map(({ item }) => seenFrom(item, { near }))
}

/** How many more are read where words are said: some of what is found does not answer. */
const beside = 60
