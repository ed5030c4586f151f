import type { RelativeArm } from './arm.ts'
import { BM25 } from './ranking.ts'

/** BM25 over the terms of every row. */
export interface TextIndex {
  readonly terms: Iterable<string>
  find(terms: readonly string[]): RelativeArm
}

/**
 * `termsOf` gives the terms of a text, repeated as often as they count. Rows often say the same, as a diploma is called in every school that
 * prepares it: what is equal is indexed and scored once.
 */
export function createTextIndex<Text>(rows: readonly Text[], termsOf: (text: Text) => readonly string[]): TextIndex {
  const { texts, textOf, times } = distinct(rows)
  const postings = new Map<string, Posting>()
  const lengths = new Float32Array(texts.length)
  for (const [text, said] of texts.entries()) {
    const terms = termsOf(said)
    const counts = new Map<string, number>()
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    for (const [term, count] of counts) {
      const posting = postings.get(term) ?? { entries: new Uint32Array(FIRST_ENTRIES), count: 0, rows: 0 }
      if (posting.count === 0) postings.set(term, posting)
      append(posting, text * COUNTED + Math.min(COUNTED - 1, count))
      posting.rows += times[text]!
    }
    lengths[text] = terms.length
  }
  for (const posting of postings.values()) posting.entries = posting.entries.slice(0, posting.count)

  const size = rows.length
  const mean = lengths.reduce((sum, length, text) => sum + length * times[text]!, 0) / Math.max(1, size) || 1
  const { saturation, lengthNormalisation } = BM25
  const norms = lengths.map((length) => saturation * (1 - lengthNormalisation + (lengthNormalisation * length) / mean))

  return {
    terms: [...postings.keys()],
    find(terms) {
      const scores = new Float32Array(texts.length)
      for (const term of terms) {
        const posting = postings.get(term)
        if (!posting) continue
        const rarity = Math.log(1 + (size - posting.rows + 0.5) / (posting.rows + 0.5)) * (1 + saturation)
        const { entries } = posting
        for (let at = 0; at < entries.length; at += 1) {
          const entry = entries[at]!
          const text = entry >>> COUNT_BITS
          const count = entry & (COUNTED - 1)
          scores[text]! += (rarity * count) / (count + norms[text]!)
        }
      }
      return armOfTexts(scores, textOf)
    },
  }
}

function armOfTexts(scores: Float32Array, textOf: Uint32Array): RelativeArm {
  return {
    best(admits) {
      let highest = 0
      for (let row = 0; row < textOf.length; row += 1) {
        const score = scores[textOf[row]!]!
        if (score > highest && admits(row)) highest = score
      }
      return highest
    },
    addTo(sums, weight) {
      for (let row = 0; row < textOf.length; row += 1) {
        // Adding nothing costs less than asking each row whether there is something to add.
        sums[row]! += weight * scores[textOf[row]!]!
      }
    },
  }
}

/** What rows say, each once; which of it a row says; and how many rows say it. */
function distinct<Text>(rows: readonly Text[]): { texts: Text[]; textOf: Uint32Array; times: number[] } {
  const numbers = new Map<Text, number>()
  const textOf = new Uint32Array(rows.length)
  const times: number[] = []
  for (const [row, text] of rows.entries()) {
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    textOf[row] = number
    times[number] = (times[number] ?? 0) + 1
  }
  return { texts: [...numbers.keys()], textOf, times }
}

/** Texts that say a term and how often, and in how many rows. Grows by half: a plain array would take twice the memory for each number, and more while it grows. */
interface Posting {
  entries: Uint32Array
  count: number
  rows: number
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
/** Text and count share one 32-bit number: more than 63 times says no more than 63 times, and 67 million texts fit. */
const COUNT_BITS = 6
const COUNTED = 2 ** COUNT_BITS
