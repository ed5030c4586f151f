/** One way of finding rows, for one query. A row that it did not find scores 0. */
export interface Arm {
  /** Adds each score, `weight` times, to the sum of its row. */
  addTo(sums: Float64Array, weight: number): void
}

/** One whose scores have a unit of their own, so that each says something beside the best one only. */
export interface RelativeArm extends Arm {
  /** The highest score of an admitted row; 0 when it found none. */
  best(admits: (row: number) => boolean): number
}

/** Few rows among many, with a score each. */
export interface Hits {
  rows: Uint32Array
  scores: Float32Array
}

export function armOfHits({ rows, scores }: Hits): RelativeArm {
  return {
    best(admits) {
      let highest = 0
      for (let at = 0; at < rows.length; at += 1) {
        if (scores[at]! > highest && admits(rows[at]!)) highest = scores[at]!
      }
      return highest
    },
    addTo(sums, weight) {
      for (let at = 0; at < rows.length; at += 1) sums[rows[at]!]! += weight * scores[at]!
    },
  }
}
