import { sha256 } from '../digest.ts'
import { bucketOf } from './buckets.ts'
import { cutRow } from './cut-row.ts'
import { after, type Cut, type HashedRow } from './row.ts'
import { packWeights, type StoredModel } from './stored-model.ts'

/** A row, hashed for the model that is to learn it, and how it is to be cut: stretches that follow one another from its first unit to its last. */
export interface Lesson<Label extends string> {
  row: HashedRow
  cuts: readonly { start: number; end: number; label: Label }[]
}

export interface LearningSettings {
  /** 2^bits buckets. */
  bits: number
  /** The longest stretch, in units. */
  longest: number
  /** How often every lesson is seen. */
  rounds: number
  /** By how much a wrong label is made tempting, for each of its words: how wide a margin is asked for. */
  cost: number
  /** Where the order in which lessons are seen begins. */
  seed: number
  /** How many weights the stored model may hold; the lightest are dropped. */
  keep: number
  /**
   * Once learned, how much more every label but the first weighs for a unit that shows this feature, in units of the stored weights: where to
   * miss one costs more than to give one too many.
   */
  lean?: { feature: string; by: number }
}

/**
 * An averaged perceptron over whole rows (Collins 2002, "Discriminative Training Methods for Hidden Markov Models"), with a margin. Its steps
 * are sums of whole numbers and their average one division, so that the same lessons and settings give the same bytes on every machine.
 */
export function learn<Label extends string>(
  labels: readonly Label[],
  lessons: readonly Lesson<Label>[],
  { bits, longest, rounds, cost, seed, keep, lean }: LearningSettings,
): Omit<StoredModel<Label>, 'sure' | 'lessons'> {
  const width = labels.length
  const wanted = lessons.map(({ cuts }) => cuts.map((cut) => ({ ...cut, label: labels.indexOf(cut.label) })))
  const labelsOf = wanted.map((cuts) => cuts.flatMap(({ start, end, label }) => Array<number>(end - start).fill(label)))
  const table = new Float64Array(width << bits)
  /** Each step times the moment it was taken, so that the average over all moments is one subtraction. */
  const late = new Float64Array(width << bits)
  let moment = 1
  const step = (row: HashedRow, cuts: readonly Cut[], by: 1 | -1) => {
    for (const [at, { start, end, label }] of cuts.entries()) {
      const previous = cuts[at - 1]
      const follows = bucketOf(after(previous && labels[previous.label]), bits) * width
      for (const places of [...row.units.slice(start, end), row.stretch(start, end), [follows]]) {
        for (const place of places) {
          table[place + label]! += by
          late[place + label]! += by * moment
        }
      }
    }
  }
  const order = [...lessons.keys()]
  const random = randomFrom(seed)
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random)
    for (const at of order) {
      const { row } = lessons[at]!
      const right = wanted[at]!
      const labelOf = labelsOf[at]!
      const given = cutRow({ labels, bits, longest, table }, row, (unit, label) =>
        label === labelOf[unit] ? 0 : cost * row.words[unit]!,
      )
      if (!sameCuts(given, right)) {
        step(row, right, 1)
        step(row, given, -1)
      }
      moment += 1
    }
  }
  const average = table.map((weight, place) => weight - late[place]! / moment)
  if (width === 2 && longest === 1)
    keepLeads(average, new Set([undefined, ...labels].map((label) => bucketOf(after(label), bits))))
  const weights = quantised(average, keep)
  if (lean) {
    const place = bucketOf(lean.feature, bits) * width
    for (let label = 1; label < width; label += 1)
      weights[place + label] = Math.min(127, weights[place + label]! + lean.by)
  }
  return { labels, bits, longest, weights: packWeights(weights) }
}

/** What a model sees of its lessons, in one digest: it changes with the corpus, and with how its words are read. */
export function digestOf(lessons: readonly Lesson<string>[]): string {
  const seen = lessons.map(({ row, cuts }) => [
    row.units,
    row.words,
    cuts.map(({ start, end, label }) => [label, start, end, row.stretch(start, end)]),
  ])
  return sha256(JSON.stringify(seen))
}

const sameCuts = (one: readonly Cut[], other: readonly Cut[]): boolean =>
  one.length === other.length &&
  one.every(({ start, end, label }, at) => {
    const cut = other[at]!
    return start === cut.start && end === cut.end && label === cut.label
  })

/** Of two labels of one unit each, what stands for one stands against the other: how far the second stands above the first is all there is to know, but of what came before. */
function keepLeads(weights: Float64Array, follows: ReadonlySet<number>): void {
  for (let place = 0; place < weights.length; place += 2) {
    if (follows.has(place / 2)) continue
    weights[place + 1]! -= weights[place]!
    weights[place] = 0
  }
}

/** The `keep` heaviest weights in eight bits each, the heaviest of all being 127. */
function quantised(weights: Float64Array, keep: number): Int8Array {
  const sizes = weights
    .filter((weight) => weight !== 0)
    .map(Math.abs)
    .sort()
  const lightest = sizes[Math.max(0, sizes.length - keep)] ?? 0
  const unit = (sizes.at(-1) ?? 127) / 127
  return Int8Array.from(weights, (weight) => (Math.abs(weight) < lightest ? 0 : Math.round(weight / unit)))
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    ;[order[last], order[other]] = [order[other]!, order[last]!]
  }
}

/** mulberry32: [0, 1), the same stream on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
