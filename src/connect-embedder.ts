import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { EmbedderLine, ModelWatch } from './assistant/model.ts'
import type { Settings } from './config.ts'
import { watchedProvider } from './connect-model.ts'
import { createSteadyFetch, type SteadyFetchOptions } from './steady-fetch.ts'

export interface EmbedderSettings {
  baseUrl: string
  apiKey?: string
  model: string
  patience?: SteadyFetchOptions
}

/** The embedding model that the settings name, if they name one. */
export function embedderOf(settings: EmbedderEnvironment): EmbedderLine | undefined {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey, EMBEDDING_MODEL: model } = settings
  return model ? connectEmbedder({ baseUrl, apiKey, model }) : undefined
}

type EmbedderEnvironment = Pick<Settings, 'OPENAI_BASE_URL' | 'OPENAI_API_KEY' | 'EMBEDDING_MODEL'>

/**
 * An embedding model behind an OpenAI-compatible endpoint, for the items of a catalogue and for what needs are about. Either rejects when
 * the endpoint fails or when what it answers is no vector for each text.
 */
export function connectEmbedder({ baseUrl, apiKey, model, patience }: EmbedderSettings): EmbedderLine {
  const endpoint = { baseUrl, apiKey, purpose: 'embed' as const }
  const overItems = { ...endpoint, steadyFetch: createSteadyFetch({ ...patientOverItems, ...patience }) }
  const overNeeds = { ...endpoint, steadyFetch: createSteadyFetch(patience) }
  const needs = new Map<string, number[]>()
  return {
    name: model,
    items: checked(watchedProvider(overItems, unwatched).embedding(model), { textsPerRequest }),
    connect: (watch) =>
      remembering(checked(watchedProvider(overNeeds, watch).embedding(model), { textsPerRequest: 1 }), needs),
  }
}

/** A catalogue is nobody's: what is sent of it is in no record. */
const unwatched: ModelWatch = { onSent: () => {}, onEnd: () => {} }
/** Requests over a whole catalogue wait for an endpoint that asks to be spared; nobody waits for them. */
const patientOverItems: SteadyFetchOptions = {
  firstByteMs: 60_000,
  totalMs: 120_000,
  retries: 4,
  longestPauseMs: 60_000,
}
/** Some 30,000 words: less than endpoints take in one request. */
const textsPerRequest = 64
/** Characters. What a text is about stands at its beginning, and endpoints refuse what is longer than their window. */
const longestText = 6000
const rememberedNeeds = 1000

/** Asks for less at a time, and takes no answer that is not one vector of finite numbers, all of one length, for each text. */
function checked(model: EmbeddingModelV4, { textsPerRequest }: { textsPerRequest: number }): EmbeddingModelV4 {
  return {
    specificationVersion: model.specificationVersion,
    provider: model.provider,
    modelId: model.modelId,
    maxEmbeddingsPerCall: textsPerRequest,
    supportsParallelCalls: true,
    async doEmbed(options) {
      const values = options.values.map((text) => text.slice(0, longestText))
      const answer = await model.doEmbed({ ...options, values })
      const { embeddings } = answer
      const length = embeddings[0]?.length ?? 0
      const whole =
        embeddings.length === values.length &&
        length > 0 &&
        embeddings.every((vector) => vector.length === length && vector.every(Number.isFinite))
      if (!whole) throw new Error('The embedding endpoint answered something else than one vector for each text.')
      return answer
    },
  }
}

/** The same words get the same vector: an endpoint's answers may differ in their last digits, and twins must be answered alike. */
function remembering(model: EmbeddingModelV4, known: Map<string, number[]>): EmbeddingModelV4 {
  return {
    ...model,
    async doEmbed(options) {
      const [text = ''] = options.values
      const before = known.get(text)
      if (before) return { embeddings: [before], warnings: [] }
      const answer = await model.doEmbed(options)
      known.set(text, answer.embeddings[0]!)
      if (known.size > rememberedNeeds) known.delete(known.keys().next().value!)
      return answer
    },
  }
}
