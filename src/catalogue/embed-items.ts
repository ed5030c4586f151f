import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import { embedMany } from 'ai'
import type { Item } from './item.ts'
import { itemText } from './ranking.ts'

/** One vector per item, in order. A model that is down makes this reject: an index without its vectors is not published. */
export async function embedItems(model: EmbeddingModelV4, items: readonly Item[]): Promise<number[][]> {
  if (items.length === 0) return []
  const { embeddings } = await embedMany({ model, values: items.map(itemText) })
  return embeddings
}
