import { BM25 } from './ranking.ts'

/** BM25 over the terms of every row. */
export interface TextScores {
  readonly terms: Iterable<string>
  /** One score per row; 0 where no term matches. `scores`, all zeros, is filled and given back. */
  score(terms: readonly string[], scores?: Float32Array): Float32Array
}

/** `termsOf` gives the terms of a row, repeated as often as they count. */
export function createTextScores<Row>(rows: readonly Row[], termsOf: (row: Row) => readonly string[]): TextScores {
  const collected = collectTextScores(rows.length)
  for (const [at, row] of rows.entries()) collected.add(at, termsOf(row))
  return collected.finish()
}

/** The same for rows that come one by one, in any order, and need not be held. */
function collectTextScores(size: number) {
  const building = new Map<string, Posting>()
  const lengths = new Float32Array(size)
  return {
    add(row: number, terms: readonly string[]): void {
      const counts = new Map<string, number>()
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
      for (const [term, times] of counts) {
        const posting = building.get(term) ?? { entries: new Uint32Array(FIRST_ENTRIES), count: 0 }
        if (posting.count === 0) building.set(term, posting)
        append(posting, row * COUNTED + Math.min(COUNTED - 1, times))
      }
      lengths[row] = terms.length
    },
    finish(): TextScores {
      const postings = new Map<string, Uint32Array>()
      for (const [term, { entries, count }] of building) postings.set(term, entries.slice(0, count))
      building.clear()
      return textScores(postings, lengths)
    },
  }
}

function textScores(postings: ReadonlyMap<string, Uint32Array>, lengths: Float32Array): TextScores {
  const size = lengths.length
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, size) || 1
  const { saturation, lengthNormalisation } = BM25
  const norms = lengths.map((length) => saturation * (1 - lengthNormalisation + (lengthNormalisation * length) / mean))
  return {
    terms: [...postings.keys()],
    score(terms, scores = new Float32Array(size)) {
      for (const term of terms) {
        const posting = postings.get(term)
        if (!posting) continue
        const rarity = Math.log(1 + (size - posting.length + 0.5) / (posting.length + 0.5)) * (1 + saturation)
        for (let at = 0; at < posting.length; at += 1) {
          const entry = posting[at]!
          const row = entry >>> COUNT_BITS
          const times = entry & (COUNTED - 1)
          scores[row]! += (rarity * times) / (times + norms[row]!)
        }
      }
      return scores
    },
  }
}

/** Grows by half: a plain array would take twice the memory for each number, and more while it grows. */
interface Posting {
  entries: Uint32Array
  count: number
}

function append(posting: Posting, entry: number): void {
  if (posting.count === posting.entries.length) {
    const larger = new Uint32Array(Math.ceil(posting.count * 1.5))
    larger.set(posting.entries)
    posting.entries = larger
  }
  posting.entries[posting.count] = entry
  posting.count += 1
}

const FIRST_ENTRIES = 4
/** Row and count share one 32-bit number: more than 63 times says no more than 63 times, and 67 million rows fit. */
const COUNT_BITS = 6
const COUNTED = 2 ** COUNT_BITS
