import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import { embed } from 'ai'
import type { Redacted } from '../../guardrails/redacted.ts'
import { topicOf } from './topic.ts'

/**
 * The vector of a need, in the space of the items: its topic, and the ROME code it names, which occupation space takes as declared.
 * Undefined when there is nothing to embed.
 */
export async function embedNeed(
  model: EmbeddingModelV4,
  need: { topic?: Redacted; occupation?: { code: string; label: string } },
): Promise<number[] | undefined> {
  const value = [need.topic && topicOf(need.topic), need.occupation?.label, need.occupation?.code]
    .filter(Boolean)
    .join(' ')
  if (!value) return undefined
  const { embedding } = await embed({ model, value, maxRetries: 0 })
  return embedding.some((component) => component !== 0) ? embedding : undefined
}
