import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { CatalogueIndex } from '../catalogue/catalogue-index.ts'
import { embedNeed } from '../catalogue/embed-need.ts'
import { defaultRadiusKm } from '../criteria/default-radius-km.ts'
import { type Item, isCertifying, type Kind, type Modality } from '../item.ts'
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
  /** Of one page. */
  limit: number
  /** From 1. */
  page?: number
}

/** What was found of each sort, over all pages. */
export interface Counts {
  kinds: Partial<Record<Kind, number>>
  modalities: Partial<Record<Modality, number>>
  certifying: number
}

/** One page of what was found. `isMore`: there is more than `total`, which was not counted. */
export interface Found {
  items: Item[]
  page: number
  total: number
  isMore: boolean
  counts: Counts
}

/**
 * The way without AI: the same catalogue, by the words and filters that a person sets; nothing is chosen for them. It has the same floor:
 * what does not answer the words is not listed, and words that nothing answers give an empty list. Without words the nearest come first where a
 * place is asked, then what begins first.
 */
export async function browse(
  { q, kind, near, radiusKm, limit, page = 1, ...filter }: Browsing,
  search: { index: CatalogueIndex; embedding: EmbeddingModelV4; relevance: Relevance; today: string },
): Promise<Found> {
  const { index, embedding, relevance, today } = search
  const asked = relevance.ask({ topic: q, kinds: kind ? [kind] : [], alternatives: [] }, await index.vocabulary())
  const read = await index.search({
    text: q,
    vector: await embedNeed(embedding, { topic: q }),
    filter: {
      ...filter,
      kinds: kind && [kind],
      near: near && { lat: near.lat, lon: near.lon, radiusKm: radiusKm ?? defaultRadiusKm },
      open: today,
    },
    limit: mostCounted + beside,
  })
  const answering = read
    .filter(({ item }) => relevance.judge(item, asked).grade !== 'not')
    .map(({ item }) => seenFrom(item, { near }))
  const found = answering.slice(0, mostCounted)
  if (!q)
    found.sort(
      (one, other) => (one.distanceKm ?? 0) - (other.distanceKm ?? 0) || (startOf(one) < startOf(other) ? -1 : 1),
    )
  return {
    items: found.slice((page - 1) * limit, page * limit),
    page,
    total: found.length,
    isMore: answering.length > mostCounted,
    counts: {
      kinds: countBy(found, ({ kind: one }) => one),
      modalities: countBy(found, ({ modality }) => modality),
      certifying: found.filter((item) => isCertifying(item) === true).length,
    },
  }
}

const countBy = <Key extends string>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): Partial<Record<Key, number>> =>
  Object.fromEntries(
    Map.groupBy(items, keyOf)
      .entries()
      .map(([key, all]) => [key, all.length]),
  ) as Partial<Record<Key, number>>

const startOf = ({ sessions }: Item): string => sessions[0]?.start ?? '9999'

/** Beyond this nobody turns pages: the words or filters say too little. */
const mostCounted = 400

/** How many more are read where words are said: some of what is found does not answer. */
const beside = 60
