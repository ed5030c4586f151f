import type { Candidate, CatalogueIndex, Query } from './catalogue-index.ts'
import { admitting, factsOf } from './filter.ts'
import type { Item } from './item.ts'
import { createTextScores } from './memory-text.ts'
import { createSparseVectors, lengthOf, type SparseVector } from './memory-vectors.ts'
import { armWeights, byMerit, indexedTerms, merit, queryTerms, searchedText } from './ranking.ts'

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
  const text = createTextScores(indexed(items))
  const occupations = createSparseVectors(vectors)
  const byId = new Map(items.map((item) => [item.id, item]))

  return {
    version,
    size: items.length,
    fictitious,
    async search(query: Query): Promise<Candidate[]> {
      const terms = queryTerms(query.text ?? '')
      const sure = lengthOf(query.vector ?? [])
      const weights = armWeights({ text: terms.length > 0, occupation: sure, dense: false })
      const scores = weights.text > 0 ? text.score(terms) : undefined
      const similarities = weights.occupation > 0 ? occupations.similarities(query.vector!) : undefined
      const admits = admitting(query.filter)
      const rows: number[] = []
      let best = 0
      for (let row = 0; row < items.length; row += 1) {
        const matches = !(scores || similarities) || scores?.[row] || similarities?.[row]
        if (!matches || !admits(facts[row]!)) continue
        rows.push(row)
        best = Math.max(best, scores?.[row] ?? 0)
      }
      return rows
        .map((row) => ({
          row,
          id: items[row]!.id,
          merit: merit({ text: best > 0 ? scores![row]! / best : 0, occupation: similarities?.[row] }, weights),
        }))
        .sort(byMerit)
        .slice(0, Math.max(0, query.limit))
        .map((found) => ({ item: items[found.row]!, merit: found.merit }))
    },
    async items(ids) {
      return ids.flatMap((id) => byId.get(id) ?? [])
    },
  }
}

function* indexed(items: readonly Item[]) {
  for (const item of items) yield indexedTerms(searchedText(item))
}
