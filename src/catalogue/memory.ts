import type { Item } from '../item.ts'
import type { CatalogueIndex } from './catalogue-index.ts'
import { factsOf, factsOfRows } from './filter.ts'
import { armWeights, fuse } from './fusion.ts'
import { createTextIndex } from './memory-text.ts'
import { createSparseVectors, lengthOf, type SparseVector } from './memory-vectors.ts'
import { indexedTerms, queryGrams, queryTerms, titleGrams, titleText } from './ranking.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

export interface MemoryIndexOptions {
  version: string
  fictitious: boolean
  items: readonly Item[]
  /** One per item, in occupation space. */
  vectors: readonly SparseVector[]
}

/** A catalogue held in memory: for Workers, and for tests. It knows no dense space. */
export function createMemoryIndex({ version, fictitious, items, vectors }: MemoryIndexOptions): CatalogueIndex {
  const facts = factsOfRows(items.map(factsOf))
  const text = createTextIndex(items, indexedTerms)
  const titles = createTextIndex(items, (item) => titleGrams(titleText(item)))
  const terms = new Set(text.terms)
  let vocabulary: Vocabulary | undefined
  const occupations = createSparseVectors(vectors)
  const byId = new Map(items.map((item) => [item.id, item]))

  return {
    version,
    size: items.length,
    fictitious,
    async search({ text: said = '', vector = [], filter, limit }) {
      const words = queryTerms(said, terms)
      const weights = armWeights({ text: words?.known ?? 0, occupation: lengthOf(vector), dense: false })
      const ranked = fuse(
        {
          arms: {
            text: words && text.find(words.terms),
            titles: words && titles.find(queryGrams(said)),
            occupation: weights.occupation > 0 ? occupations.find(vector) : undefined,
          },
          vectors: occupations,
          admits: facts.admitting(filter),
          idOf: (row) => items[row]!.id,
          sums: new Float64Array(items.length),
        },
        weights,
        limit,
      )
      return ranked.map(({ row, merit }) => ({ item: items[row]!, merit }))
    },
    async items(ids) {
      return ids.flatMap((id) => byId.get(id) ?? [])
    },
    async pointing(filter) {
      return occupations.pointing(facts.admitting(filter))
    },
    async vocabulary() {
      vocabulary ??= createVocabulary(terms, items.map(titleText))
      return vocabulary
    },
  }
}
