import { bucketOf } from './buckets.ts'
import { after, type Cut, type HashedRow } from './row.ts'

export interface Weights {
  labels: readonly string[]
  /** 2^bits buckets. */
  bits: number
  /** The longest stretch, in units. */
  longest: number
  table: ArrayLike<number>
}

/**
 * The cuts of a row whose weights sum to most, stretches of all lengths compared as wholes (Sarawagi and Cohen 2004, "Semi-Markov Conditional
 * Random Fields for Information Extraction"). Ties go to the label that stands first. `extra` is added to each unit for each label: training
 * makes wrong labels tempting with it.
 */
export function cutRow(
  { labels, bits, longest, table }: Weights,
  row: HashedRow,
  extra?: (unit: number, label: number) => number,
): Cut[] {
  const width = labels.length
  const count = row.units.length
  if (count === 0) return []
  const follows = [undefined, ...labels].map((label) => bucketOf(after(label), bits) * width)
  const upTo = sumsUpTo(table, row, width, extra)
  /** By where a stretch ends and what it is: the most that the row up to there can weigh, and the stretch that ends it so. */
  const best = Array.from({ length: count + 1 }, () => new Float64Array(width).fill(Number.NEGATIVE_INFINITY))
  const begins = Array.from({ length: count + 1 }, () => new Int32Array(width))
  const before = Array.from({ length: count + 1 }, () => new Int32Array(width))
  for (let end = 1; end <= count; end += 1) {
    for (let start = Math.max(0, end - longest); start < end; start += 1) {
      const whole = row.stretch(start, end)
      for (let label = 0; label < width; label += 1) {
        let weight = upTo[end]![label]! - upTo[start]![label]!
        for (const place of whole) weight += table[place + label]!
        let previous = 0
        let lead = start === 0 ? table[follows[0]! + label]! : Number.NEGATIVE_INFINITY
        if (start > 0) {
          for (let other = 0; other < width; other += 1) {
            const sum = best[start]![other]! + table[follows[other + 1]! + label]!
            if (sum > lead) {
              lead = sum
              previous = other
            }
          }
        }
        if (lead + weight > best[end]![label]!) {
          best[end]![label] = lead + weight
          begins[end]![label] = start
          before[end]![label] = previous
        }
      }
    }
  }
  const cuts: Cut[] = []
  let label = best[count]!.indexOf(Math.max(...best[count]!))
  for (let end = count; end > 0; ) {
    const start = begins[end]![label]!
    cuts.unshift({ start, end, label })
    label = before[end]![label]!
    end = start
  }
  return cuts
}

/** By unit, what all units before it weigh for each label: what a stretch weighs is then a difference. */
function sumsUpTo(
  table: ArrayLike<number>,
  { units }: HashedRow,
  width: number,
  extra?: (unit: number, label: number) => number,
): Float64Array[] {
  const sums = [new Float64Array(width)]
  for (const [unit, places] of units.entries()) {
    const sum = sums[unit]!.slice()
    if (extra) for (let label = 0; label < width; label += 1) sum[label]! += extra(unit, label)
    for (const place of places) for (let label = 0; label < width; label += 1) sum[label]! += table[place + label]!
    sums.push(sum)
  }
  return sums
}
