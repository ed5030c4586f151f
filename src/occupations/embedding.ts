import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Referential } from './referential.ts'

/**
 * Occupation space as an AI SDK embedding model: no download, no network, the same vector for the same text.
 * Vectors have `referential.codes.length` dimensions; see `Referential.vector` for what their length says.
 */
export function occupationEmbedding(referential: Referential): EmbeddingModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'eventail',
    modelId: `occupation-space-${referential.version}`,
    maxEmbeddingsPerCall: Number.POSITIVE_INFINITY,
    supportsParallelCalls: true,
    doEmbed: async ({ values }) => ({ embeddings: values.map(referential.vector), warnings: [] }),
  }
}
