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
  const follows = followsOf(labels, bits)
  const upTo = sumsUpTo(table, row, width, extra)
  // By where a stretch ends and what it is: the most that the row up to there can weigh, where the stretch that ends it so begins, and what stood before.
  const best = new Float64Array((count + 1) * width).fill(Number.NEGATIVE_INFINITY)
  const begins = new Int32Array((count + 1) * width)
  const before = new Int32Array((count + 1) * width)
  for (let end = 1; end <= count; end += 1) {
    for (let start = Math.max(0, end - longest); start < end; start += 1) {
      const whole = row.stretch(start, end)
      for (let label = 0; label < width; label += 1) {
        let weight = upTo[end * width + label]! - upTo[start * width + label]!
        for (const place of whole) weight += table[place + label]!
        let previous = 0
        let lead = start === 0 ? table[follows[0]! + label]! : Number.NEGATIVE_INFINITY
        for (let other = 0; start > 0 && other < width; other += 1) {
          const sum = best[start * width + other]! + table[follows[other + 1]! + label]!
          if (sum > lead) {
            lead = sum
            previous = other
          }
        }
        const at = end * width + label
        if (lead + weight > best[at]!) {
          best[at] = lead + weight
          begins[at] = start
          before[at] = previous
        }
      }
    }
  }
  const cuts: Cut[] = []
  const last = best.subarray(count * width)
  let label = last.indexOf(Math.max(...last))
  for (let end = count; end > 0; ) {
    const at = end * width + label
    const start = begins[at]!
    cuts.push({ start, end, label })
    label = before[at]!
    end = start
  }
  return cuts.reverse()
}

/** Where the features of what came before stand, of nothing first: made once for a list of labels. */
export function followsOf(labels: readonly string[], bits: number): readonly number[] {
  const known = followsByLabels.get(labels)
  if (known?.bits === bits) return known.places
  const places = [undefined, ...labels].map((label) => bucketOf(after(label), bits) * labels.length)
  followsByLabels.set(labels, { bits, places })
  return places
}
const followsByLabels = new WeakMap<readonly string[], { bits: number; places: readonly number[] }>()

/** By unit, what all units before it weigh for each label, side by side: what a stretch weighs is then a difference. */
function sumsUpTo(
  table: ArrayLike<number>,
  { units }: HashedRow,
  width: number,
  extra?: (unit: number, label: number) => number,
): Float64Array {
  const sums = new Float64Array((units.length + 1) * width)
  for (let unit = 0; unit < units.length; unit += 1) {
    const [from, to] = [unit * width, (unit + 1) * width]
    for (let label = 0; label < width; label += 1) sums[to + label] = sums[from + label]! + (extra?.(unit, label) ?? 0)
    for (const place of units[unit]!)
      for (let label = 0; label < width; label += 1) sums[to + label]! += table[place + label]!
  }
  return sums
}
