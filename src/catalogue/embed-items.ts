import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import { embedMany } from 'ai'
import type { Item } from '../item.ts'
import { itemText } from './ranking.ts'

/** An embedding model that did not answer, or not with vectors. */
export class EmbeddingError extends Error {
  override name = 'EmbeddingError'
}

/** Requests at once: more of them only wait longer. */
const requestsAtOnce = 4

/** One vector per item, in order. Throws EmbeddingError: an index without its vectors is not published. */
export async function embedItems(model: EmbeddingModelV4, items: readonly Item[]): Promise<number[][]> {
  if (items.length === 0) return []
  try {
    const values = items.map(itemText)
    return (await embedMany({ model, values, maxRetries: 0, maxParallelCalls: requestsAtOnce })).embeddings
  } catch (cause) {
    throw new EmbeddingError(`The embedding model ${model.modelId} did not answer as it should.`, { cause })
  }
}
