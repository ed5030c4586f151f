import { bucketOf } from './buckets.ts'

/**
 * A text as a model sees it: units in a row, to be cut into stretches with a label each. A text that gets one label as a whole is one unit.
 * A feature said twice counts twice.
 */
export interface Row {
  /** What each unit shows by itself. */
  units: readonly (readonly string[])[]
  /** What the units from `start` to `end` (excluded) show as one stretch. */
  stretch(start: number, end: number): readonly string[]
  /** How much each unit counts when its label is wrong: how many words it has. */
  words: readonly number[]
}

/** A stretch of a row, `end` excluded; its label by its place in the model's list. */
export interface Cut {
  start: number
  end: number
  label: number
}

/** A row whose features are places of a table of weights, where the labels of one bucket stand side by side. */
export interface HashedRow {
  units: readonly (readonly number[])[]
  stretch(start: number, end: number): readonly number[]
  words: readonly number[]
}

export function hashRow({ units, stretch, words }: Row, bits: number, width: number): HashedRow {
  const places = (features: readonly string[]) => features.map((feature) => bucketOf(feature, bits) * width)
  const known = new Map<number, readonly number[]>()
  return {
    units: units.map(places),
    words,
    stretch(start, end) {
      const key = start * (units.length + 1) + end
      const found = known.get(key) ?? places(stretch(start, end))
      known.set(key, found)
      return found
    },
  }
}

/** The feature of a stretch that says what the one before it was: a label, or nothing where the row begins. */
export const after = (label: string | undefined): string => `after:${label ?? ''}`
