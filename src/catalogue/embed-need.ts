import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import { embed } from 'ai'
import type { Redacted } from '../../guardrails/redacted.ts'
import { topicOf } from './topic.ts'

/** What a need is about; of the words as typed, those that name it. */
interface Asked {
  topic?: Redacted
  occupation?: { code: string; label: string; name?: string }
}

/**
 * The vector of a need, in the space of the items: its topic, and the ROME code it names, which occupation space takes as declared.
 * Undefined when there is nothing to embed.
 */
export async function embedNeed(model: EmbeddingModelV4, asked: Asked): Promise<number[] | undefined> {
  const value = [...wordsOf(asked), asked.occupation?.code].filter(Boolean).join(' ')
  if (!value) return undefined
  const { embedding } = await embed({ model, value, maxRetries: 0 })
  return embedding.some((component) => component !== 0) ? embedding : undefined
}

/**
 * The vector of a need in a dense space, in components of six decimals, as it is searched and recorded. Undefined when there is nothing to embed.
 * Rejects when the model does not answer.
 */
export async function embedDensely(
  model: EmbeddingModelV4,
  asked: Asked,
  abortSignal: AbortSignal,
): Promise<number[] | undefined> {
  const value = wordsOf(asked).filter(Boolean).join(' ')
  if (!value) return undefined
  const { embedding } = await embed({ model, value, abortSignal, maxRetries: 0 })
  return embedding.map((component) => Math.round(component * 1e6) / 1e6)
}

const wordsOf = ({ topic, occupation }: Asked) => [topic && topicOf(topic), occupation?.name ?? occupation?.label]
