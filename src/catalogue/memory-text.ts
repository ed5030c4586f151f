import { BM25, type Term } from './ranking.ts'

/** BM25 over fields of one weight each; scores are added into one number per row. */
export interface TextScores {
  /** One score per row; 0 where no term matches. */
  score(terms: readonly Term[]): Float32Array
}

/** `rows` gives each item's title and body terms, repeated as often as they are said. */
export function createTextScores(rows: Iterable<{ title: readonly string[]; body: readonly string[] }>): TextScores {
  const title = createField(BM25.titleWeight)
  const body = createField(BM25.bodyWeight)
  let size = 0
  for (const row of rows) {
    title.add(row.title)
    body.add(row.body)
    size += 1
  }
  const fields = [title.close(), body.close()]
  return {
    score(terms) {
      const scores = new Float32Array(size)
      for (const field of fields) for (const { term, weight } of terms) field(term, weight, scores)
      return scores
    },
  }
}

function createField(fieldWeight: number) {
  const postings = new Map<string, number[]>()
  const lengths: number[] = []
  return {
    add(terms: readonly string[]) {
      const counts = new Map<string, number>()
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
      for (const [term, times] of counts) {
        const posting = postings.get(term)
        // Row and count in one number: a count above 255 says no more than 255.
        const entry = lengths.length * 256 + Math.min(255, times)
        if (posting) posting.push(entry)
        else postings.set(term, [entry])
      }
      lengths.push(terms.length)
    },
    close() {
      const size = lengths.length
      const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, size) || 1
      const { saturation, lengthNormalisation } = BM25
      const norms = Float32Array.from(
        lengths,
        (length) => saturation * (1 - lengthNormalisation + (lengthNormalisation * length) / mean),
      )
      const packed = new Map<string, Uint32Array>()
      for (const [term, posting] of postings) packed.set(term, Uint32Array.from(posting))
      postings.clear()
      return (term: string, weight: number, scores: Float32Array) => {
        const posting = packed.get(term)
        if (!posting) return
        const rarity = Math.log(1 + (size - posting.length + 0.5) / (posting.length + 0.5))
        for (const entry of posting) {
          const row = entry >>> 8
          const times = entry & 255
          scores[row]! += (fieldWeight * weight * rarity * times * (1 + saturation)) / (times + norms[row]!)
        }
      }
    },
  }
}
