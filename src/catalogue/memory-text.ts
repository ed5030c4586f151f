import { BM25 } from './ranking.ts'

/** BM25 over the terms of every row. */
export interface TextScores {
  readonly terms: Iterable<string>
  /** One score per row; 0 where no term matches. */
  score(terms: readonly string[]): Float32Array
}

/** `termsOf` gives the terms of a row, repeated as often as they count. */
export function createTextScores<Row>(rows: readonly Row[], termsOf: (row: Row) => readonly string[]): TextScores {
  const building = new Map<string, number[]>()
  const lengths: number[] = []
  for (const row of rows) {
    const terms = termsOf(row)
    const counts = new Map<string, number>()
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    for (const [term, times] of counts) {
      const posting = building.get(term)
      const entry = lengths.length * COUNTED + Math.min(COUNTED - 1, times)
      if (posting) posting.push(entry)
      else building.set(term, [entry])
    }
    lengths.push(terms.length)
  }
  const size = lengths.length
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, size) || 1
  const { saturation, lengthNormalisation } = BM25
  const norms = Float32Array.from(
    lengths,
    (length) => saturation * (1 - lengthNormalisation + (lengthNormalisation * length) / mean),
  )
  const postings = new Map<string, Uint32Array>()
  for (const [term, posting] of building) postings.set(term, Uint32Array.from(posting))

  return {
    terms: [...postings.keys()],
    score(terms) {
      const scores = new Float32Array(size)
      for (const term of terms) {
        const posting = postings.get(term) ?? []
        const rarity = Math.log(1 + (size - posting.length + 0.5) / (posting.length + 0.5))
        for (const entry of posting) {
          const row = Math.floor(entry / COUNTED)
          const times = entry % COUNTED
          scores[row]! += (rarity * times * (1 + saturation)) / (times + norms[row]!)
        }
      }
      return scores
    },
  }
}

/** Row and count share one 32-bit number: more than 63 times says no more than 63 times, and 67 million rows fit. */
const COUNTED = 64
