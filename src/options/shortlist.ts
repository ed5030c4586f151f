import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Candidate, CatalogueIndex, Filter } from '../catalogue/catalogue-index.ts'
import { embedNeed } from '../catalogue/embed-need.ts'
import type { Criteria } from '../need/criteria.ts'
import { applyFilters, type Circumstances, defaultRadiusKm, isWish, kindsWanted } from './filters.ts'
import type { Excluded, Relaxation } from './option.ts'
import { waysToRelax, worthOffering } from './relaxations.ts'
import { relevantOf } from './selection.ts'

export interface Shortlist {
  /** Candidates that pass every rule, by falling merit. */
  kept: Candidate[]
  /** What the rules left out among the items that answer the need. */
  excluded: Excluded
  /** The highest merit in the catalogue for this need, filters aside. */
  topMerit: number
}

export interface Search {
  index: CatalogueIndex
  embedding: EmbeddingModelV4
  circumstances: Circumstances
}

/** How many candidates are read: enough to choose from within the filters, and to tell what the filters left out. */
const within = 80
const around = 160

/**
 * Looks the need up twice: inside its filters, for what can be proposed, and without them, to say what they left out. Both are judged by
 * the same stated rules, so that nothing leaves silently.
 */
export async function shortlist(criteria: Criteria, search: Search): Promise<Shortlist> {
  const ask = await questionOf(criteria, search)
  const [inside, outside, reincluded] = await Promise.all([
    search.index.search({ ...ask, filter: prefilter(criteria, search.circumstances), limit: within }),
    search.index.search({ ...ask, filter: {}, limit: around }),
    search.index.items(criteria.includeItems),
  ])
  const topMerit = Math.max(
    0,
    ...outside.map((candidate) => candidate.merit),
    ...inside.map((candidate) => candidate.merit),
  )
  const byId = new Map<string, Candidate>()
  for (const item of reincluded) byId.set(item.id, { item, merit: topMerit })
  for (const candidate of [...outside, ...inside])
    if (!byId.has(candidate.item.id)) byId.set(candidate.item.id, candidate)
  const relevant = relevantOf([...byId.values()], topMerit).sort(
    (one, other) => other.merit - one.merit || (one.item.id < other.item.id ? -1 : 1),
  )
  return { ...applyFilters(relevant, criteria, search.circumstances), topMerit }
}

/** What relaxing each criterion would bring: one search each, over the same rules. */
export async function gainsOfRelaxing(criteria: Criteria, search: Search, current: Shortlist): Promise<Relaxation[]> {
  const ask = await questionOf(criteria, search)
  const gains = await Promise.all(
    waysToRelax(criteria).map(async ({ criterion, to, criteria: relaxed }) => {
      const filter = prefilter(relaxed, search.circumstances)
      const found = await search.index.search({ ...ask, filter, limit: around })
      const { kept } = applyFilters(relevantOf(found, current.topMerit), relaxed, search.circumstances)
      return { criterion, to, gains: kept.length - current.kept.length }
    }),
  )
  return worthOffering(gains)
}

async function questionOf(criteria: Criteria, { embedding }: Search) {
  const { topic, occupation } = criteria
  const text = [topic, occupation?.label].filter(Boolean).join(' ')
  return { text: text || undefined, vector: await embedNeed(embedding, { topic, occupation }) }
}

/** The part of the rules that the index can apply before ranking; the rules themselves still judge every candidate. */
function prefilter(criteria: Criteria, { near, today }: Circumstances): Filter {
  const must = <Value>(name: keyof Criteria & Parameters<typeof isWish>[1], value: Value) =>
    isWish(criteria, name) ? undefined : value
  return {
    kinds: kindsWanted(criteria),
    near: near && must('near', { lat: near.lat, lon: near.lon, radiusKm: criteria.radiusKm ?? defaultRadiusKm }),
    excludeModalities: must('excludeModalities', criteria.excludeModalities),
    modality: must('modality', criteria.modality),
    startAfter: must('startAfter', criteria.startAfter),
    startBefore: must('startBefore', criteria.startBefore),
    open: today,
    certifying: must('certifying', criteria.certifying),
  }
}
