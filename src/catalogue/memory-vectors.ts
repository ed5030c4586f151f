/** The dimensions of a vector that are not zero, and their values. */
export interface SparseVector {
  at: readonly number[]
  values: readonly number[]
}

export function sparse(vector: ArrayLike<number>): SparseVector {
  const at: number[] = []
  const values: number[] = []
  for (let dimension = 0; dimension < vector.length; dimension += 1) {
    if (vector[dimension] !== 0) {
      at.push(dimension)
      values.push(vector[dimension]!)
    }
  }
  return { at, values }
}

export function lengthOf(vector: readonly number[]): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
}

/** Exact cosines of a query with every row: occupation vectors hold a few of some hundred dimensions, so postings beat any index. */
export interface SparseVectors {
  /** One cosine per row; 0 where nothing is shared. */
  similarities(vector: readonly number[]): Float32Array
}

export function createSparseVectors(rows: Iterable<SparseVector>): SparseVectors {
  const building: { rows: number[]; values: number[] }[] = []
  let size = 0
  for (const { at, values } of rows) {
    const length = lengthOf(values)
    at.forEach((dimension, index) => {
      building[dimension] ??= { rows: [], values: [] }
      building[dimension].rows.push(size)
      building[dimension].values.push(values[index]! / length)
    })
    size += 1
  }
  const postings = building.map((posting) => ({
    rows: Uint32Array.from(posting.rows),
    values: Float32Array.from(posting.values),
  }))
  return {
    similarities(vector) {
      const scores = new Float32Array(size)
      const length = lengthOf(vector)
      vector.forEach((value, dimension) => {
        const posting = value === 0 ? undefined : postings[dimension]
        if (!posting) return
        const weight = value / length
        for (let at = 0; at < posting.rows.length; at += 1) scores[posting.rows[at]!]! += weight * posting.values[at]!
      })
      return scores
    },
  }
}
