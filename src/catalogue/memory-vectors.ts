import type { Arm } from './arm.ts'

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
  /** Finds every row that shares a dimension with the vector, by their cosine. */
  find(vector: readonly number[]): Arm
  /** Where some rows point together, and how much they agree: 1 when all point the same way. */
  centre(rows: readonly { row: number; weight: number }[]): { vector: number[]; agreement: number }
  /** How many of the rows admitted point first to each dimension; those that point nowhere count in none. */
  pointing(admits: (row: number) => boolean): number[]
}

export function createSparseVectors(rows: Iterable<SparseVector>): SparseVectors {
  const collected = collectSparseVectors()
  let size = 0
  for (const vector of rows) {
    collected.add(size, vector)
    size += 1
  }
  return collected.finish()
}

/** The same for rows that come one by one, in any order, and need not be held. */
export function collectSparseVectors() {
  const building: { rows: number[]; values: number[] }[] = []
  return {
    add(row: number, { at, values }: SparseVector): void {
      const length = lengthOf(values)
      at.forEach((dimension, index) => {
        building[dimension] ??= { rows: [], values: [] }
        building[dimension].rows.push(row)
        building[dimension].values.push(values[index]! / length)
      })
    },
    finish(): SparseVectors {
      const postings = building.map(({ rows, values }) => {
        const order = rows.map((_, at) => at)
        if (rows.some((row, at) => at > 0 && row < rows[at - 1]!)) order.sort((a, b) => rows[a]! - rows[b]!)
        return {
          rows: Uint32Array.from(order, (at) => rows[at]!),
          values: Float32Array.from(order, (at) => values[at]!),
        }
      })
      building.length = 0
      return sparseVectors(postings)
    },
  }
}

function sparseVectors(postings: readonly ({ rows: Uint32Array; values: Float32Array } | undefined)[]): SparseVectors {
  let foremost: Int16Array | undefined
  return {
    pointing(admits) {
      foremost ??= foremostOf(postings)
      const counts = Array.from(postings, () => 0)
      for (let row = 0; row < foremost.length; row += 1) {
        const dimension = foremost[row]!
        if (dimension >= 0 && admits(row)) counts[dimension]! += 1
      }
      return counts
    },
    find(vector) {
      const length = lengthOf(vector)
      return {
        addTo(sums, weight) {
          vector.forEach((value, dimension) => {
            const posting = value === 0 ? undefined : postings[dimension]
            if (!posting) return
            const share = (weight * value) / length
            const { rows, values } = posting
            for (let at = 0; at < rows.length; at += 1) sums[rows[at]!]! += share * values[at]!
          })
        },
      }
    },
    centre(rows) {
      const vector = Array.from(postings, (posting) => {
        let sum = 0
        if (posting) for (const { row, weight } of rows) sum += weight * valueAt(posting, row)
        return sum
      })
      const total = rows.reduce((sum, { weight }) => sum + weight, 0)
      return { vector, agreement: total > 0 ? lengthOf(vector) / total : 0 }
    },
  }
}

/** The dimension in which each row is greatest, -1 where it is in none: made once, when first asked for. */
function foremostOf(postings: readonly ({ rows: Uint32Array; values: Float32Array } | undefined)[]): Int16Array {
  const size = postings.reduce((most, posting) => Math.max(most, (posting?.rows.at(-1) ?? -1) + 1), 0)
  const foremost = new Int16Array(size).fill(-1)
  const greatest = new Float32Array(size)
  for (const [dimension, posting] of postings.entries()) {
    if (!posting) continue
    for (const [at, row] of posting.rows.entries()) {
      if (posting.values[at]! <= greatest[row]!) continue
      greatest[row] = posting.values[at]!
      foremost[row] = dimension
    }
  }
  return foremost
}

/** Rows of a posting ascend, so that one row is found without holding every vector a second time. */
function valueAt({ rows, values }: { rows: Uint32Array; values: Float32Array }, row: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows[middle]! < row) low = middle + 1
    else high = middle
  }
  return rows[low] === row ? values[low]! : 0
}
