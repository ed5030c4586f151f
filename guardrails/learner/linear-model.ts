import { bucketOf } from './buckets.ts'
import { cutRow, followsOf } from './cut-row.ts'
import { after, hashRow, type Row } from './row.ts'

/** A linear model over hashed features: what a stretch weighs for a label is the sum of the weights of its features. */
export interface LinearModel<Label extends string> {
  labels: readonly Label[]
  /** 2^bits buckets. */
  bits: number
  /** The longest stretch, in units. */
  longest: number
  /** Eight-bit weights, the labels of one bucket side by side: sums are of whole numbers, and every engine gives the same. */
  table: Int8Array
  /** From this margin on a reading is sure enough to act upon; how often it is then right stands in the model's card. */
  sure: number
}

export interface Reading<Label extends string> {
  /** Units of the row, `end` excluded. */
  start: number
  end: number
  label: Label
  /** How far the label stands above the next, over the root of how many units there are; comparable within a model only. */
  margin: number
  /** Every label with what it weighs, the likeliest first. */
  ranked: { label: Label; weight: number }[]
  /** The features that weighed most for the label against the next one, heaviest first, at most five. */
  because: { feature: string; weight: number }[]
}

/** Cuts a row into stretches and gives each its label, without saying how surely, nor why. */
export const labelRow = <Label extends string>(
  model: Pick<LinearModel<Label>, 'labels' | 'bits' | 'longest'> & { table: ArrayLike<number> },
  row: Row,
): Pick<Reading<Label>, 'start' | 'end' | 'label'>[] =>
  cutRow(model, hashRow(row, model.bits, model.labels.length)).map(({ label, ...cut }) => ({
    ...cut,
    label: model.labels[label]!,
  }))

/** Cuts a row into stretches and gives each its label. Measured on roles: 1 ms for 140 characters, 5 ms for 700, 60 ms for 8,000. */
export function readRow<Label extends string>(model: LinearModel<Label>, row: Row): Reading<Label>[] {
  const cuts = cutRow(model, hashRow(row, model.bits, model.labels.length))
  return cuts.map(({ start, end, label }, at) => {
    const previous = cuts[at - 1]
    const features = [
      ...row.units.slice(start, end).flat(),
      ...row.stretch(start, end),
      after(previous && model.labels[previous.label]),
    ]
    return { start, end, ...judge(model, features, label, end - start) }
  })
}

/**
 * Of a row of units, given by the buckets of their features, read one by one by a model of two labels: how far the second stands above the first, for each unit. As `readRow` weighs, without
 * saying why: for what is read at each keystroke.
 */
export function leadsOf({ labels, bits, table }: LinearModel<string>, units: readonly (readonly number[])[]): number[] {
  const own = units.map((buckets) => {
    let lead = 0
    for (const bucket of buckets) lead += table[2 * bucket + 1]! - table[2 * bucket]!
    return lead
  })
  const follows = followsOf(labels, bits)
  const from = (previous: number, label: number): number => table[follows[previous + 1]! + label]!
  // The best row that ends in each label, and what stood before it there.
  let best: [number, number] = [0, 0]
  const before = own.map((weight, at): [number, number] => {
    const [none, told] = [0, 1].map((label) => {
      if (at === 0) return [from(-1, label), 0] as const
      const [one, other] = [best[0] + from(0, label), best[1] + from(1, label)]
      return other > one ? ([other, 1] as const) : ([one, 0] as const)
    }) as [readonly [number, number], readonly [number, number]]
    best = [none[0], told[0] + weight]
    return [none[1], told[1]]
  })
  let label = best[1] > best[0] ? 1 : 0
  const leads = Array<number>(own.length)
  for (let at = own.length - 1; at >= 0; at--) {
    const previous = at === 0 ? -1 : before[at]![label]!
    leads[at] = own[at]! + from(previous, 1) - from(previous, 0)
    label = Math.max(0, previous)
  }
  return leads
}

function judge<Label extends string>(
  { labels, bits, table }: LinearModel<Label>,
  features: readonly string[],
  chosen: number,
  units: number,
): Omit<Reading<Label>, 'start' | 'end'> {
  const places = features.map((feature) => bucketOf(feature, bits) * labels.length)
  const weights = labels.map((_, label) => places.reduce((sum, place) => sum + table[place + label]!, 0))
  const order = [...labels.keys()].sort((one, other) => weights[other]! - weights[one]! || one - other)
  const next = order.find((label) => label !== chosen) ?? chosen
  const leads = new Map<string, number>()
  for (const [at, feature] of features.entries()) {
    const lead = table[places[at]! + chosen]! - table[places[at]! + next]!
    leads.set(feature, (leads.get(feature) ?? 0) + lead)
  }
  return {
    label: labels[chosen]!,
    margin: (weights[chosen]! - weights[next]!) / Math.sqrt(units),
    ranked: order.map((label) => ({ label: labels[label]!, weight: weights[label]! })),
    because: [...leads]
      .map(([feature, weight]) => ({ feature, weight }))
      .filter(({ weight }) => weight > 0)
      .sort((one, other) => other.weight - one.weight || (one.feature < other.feature ? -1 : 1))
      .slice(0, 5),
  }
}
