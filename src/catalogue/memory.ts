import type { CatalogueIndex } from './catalogue-index.ts'
import { admitting, factsOf } from './filter.ts'
import { armWeights, fuseAround } from './fusion.ts'
import type { Item } from './item.ts'
import { createTextScores } from './memory-text.ts'
import { createSparseVectors, lengthOf, type SparseVector } from './memory-vectors.ts'
import { indexedTerms, queryGrams, queryTerms, titleGrams, titleText } from './ranking.ts'
import { createVocabulary } from './vocabulary.ts'

export interface MemoryIndexOptions {
  version: string
  fictitious: boolean
  items: readonly Item[]
  /** One per item, in occupation space. */
  vectors: readonly SparseVector[]
}

/** A catalogue held in memory: for Workers, and for tests. It knows no dense space. */
export function createMemoryIndex({ version, fictitious, items, vectors }: MemoryIndexOptions): CatalogueIndex {
  const facts = items.map(factsOf)
  const text = createTextScores(items, indexedTerms)
  const titles = createTextScores(items, (item) => titleGrams(titleText(item)))
  const vocabulary = createVocabulary(text.terms)
  const occupations = createSparseVectors(vectors)
  const byId = new Map(items.map((item) => [item.id, item]))

  return {
    version,
    size: items.length,
    fictitious,
    async search({ text: said = '', vector = [], filter, limit }) {
      const words = queryTerms(said, vocabulary)
      const weights = armWeights({ text: words?.known ?? 0, occupation: lengthOf(vector), dense: false })
      const findings = {
        size: items.length,
        text: words && text.score(words.terms),
        titles: words && titles.score(queryGrams(said)),
        occupation: weights.occupation > 0 ? occupations.similarities(vector) : undefined,
      }
      const admits = admitting(filter)
      const ranked = fuseAround(
        {
          findings,
          vectors: occupations,
          admits: (row) => admits(facts[row]!),
          zeros: () => new Float32Array(items.length),
          idOf: (row) => items[row]!.id,
        },
        weights,
        limit,
      )
      return ranked.map(({ row, merit }) => ({ item: items[row]!, merit }))
    },
    async items(ids) {
      return ids.flatMap((id) => byId.get(id) ?? [])
    },
  }
}
