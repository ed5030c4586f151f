import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import { createRandom } from '../../src/catalogue/demonstration/random.ts'

/**
 * Stands for a dense embedding: a direction drawn from each text, the same every time. Directions without any structure are the hardest for an
 * approximate index, so that recall on real embeddings is no worse.
 */
export function randomEmbedding(dimensions = 256): EmbeddingModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'bench',
    modelId: `random-${dimensions}`,
    maxEmbeddingsPerCall: Number.POSITIVE_INFINITY,
    supportsParallelCalls: true,
    doEmbed: async ({ values }) => ({
      embeddings: values.map((text) => randomDirection(text, dimensions)),
      warnings: [],
    }),
  }
}

export function randomDirection(key: string, dimensions: number): number[] {
  const random = createRandom(key)
  // Sums of uniform draws are near enough to normal ones for every direction to be as likely.
  const vector = Array.from({ length: dimensions }, () => random.next() + random.next() + random.next() - 1.5)
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

/** Exact nearest rows by comparing all of them: the limit of what any index can find, and of its speed without one. */
export interface BruteForce {
  /** Row numbers, most similar first. */
  nearest(vector: readonly number[], limit: number): number[]
  similarities(vector: readonly number[]): Float32Array
}

export function bruteForce(rows: readonly (readonly number[])[]): BruteForce {
  const dimensions = rows[0]?.length ?? 0
  const flat = new Float32Array(rows.length * dimensions)
  for (const [at, row] of rows.entries()) flat.set(unit(row), at * dimensions)

  function similarities(vector: readonly number[]): Float32Array {
    const query = Float32Array.from(unit(vector))
    const scores = new Float32Array(rows.length)
    for (let row = 0; row < scores.length; row += 1) {
      let sum = 0
      const start = row * dimensions
      for (let at = 0; at < dimensions; at += 1) sum += query[at]! * flat[start + at]!
      scores[row] = sum
    }
    return scores
  }

  return {
    similarities,
    nearest(vector, limit) {
      const scores = similarities(vector)
      const kept: number[] = []
      for (let row = 0; row < scores.length; row += 1) {
        if (kept.length === limit && scores[row]! <= scores[kept[limit - 1]!]!) continue
        if (kept.length === limit) kept.pop()
        let place = kept.length
        while (place > 0 && scores[kept[place - 1]!]! < scores[row]!) place -= 1
        kept.splice(place, 0, row)
      }
      return kept
    },
  }
}

function unit(vector: readonly number[]): number[] {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1
  return vector.map((value) => value / length)
}
