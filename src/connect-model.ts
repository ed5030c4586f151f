import { createOpenAI } from '@ai-sdk/openai'
import type { ModelLine, ModelWatch } from './assistant/model.ts'
import type { Settings } from './config.ts'
import type { SentRequest } from './record/turn.ts'
import { createSteadyFetch, type SteadyFetchOptions } from './steady-fetch.ts'

export interface ModelSettings {
  baseUrl: string
  apiKey?: string
  model: string
  api: 'responses' | 'chat'
  words: boolean
  patience?: SteadyFetchOptions
}

/** The model that the settings name, if they name one. */
export function modelOf(settings: ModelEnvironment): ModelLine | undefined {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey, OPENAI_MODEL: model, OPENAI_API: api } = settings
  return model ? connectModel({ baseUrl, apiKey, model, api, words: settings.MODEL_WORDING === 'on' }) : undefined
}

type ModelEnvironment = Pick<
  Settings,
  'OPENAI_BASE_URL' | 'OPENAI_API_KEY' | 'OPENAI_MODEL' | 'OPENAI_API' | 'MODEL_WORDING'
>

/** A model behind an OpenAI-compatible endpoint. */
export function connectModel({ baseUrl, apiKey, model, api, words, patience }: ModelSettings): ModelLine {
  const steadyFetch = createSteadyFetch(patience)
  return {
    name: model,
    words,
    connect(purpose, watch) {
      const provider = watchedProvider({ baseUrl, apiKey, steadyFetch, purpose }, watch)
      return api === 'chat' ? provider.chat(model) : provider.responses(model)
    },
  }
}

export interface Endpoint {
  baseUrl: string
  apiKey?: string
  steadyFetch: ReturnType<typeof createSteadyFetch>
  purpose: SentRequest['purpose']
}

/**
 * An OpenAI-compatible endpoint. What leaves is reported at the last place before the network, so that "sent" is byte for byte what left; how
 * each request ended is reported too.
 */
export function watchedProvider({ baseUrl, apiKey, steadyFetch, purpose }: Endpoint, { onSent, onEnd }: ModelWatch) {
  return createOpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? 'none',
    fetch: (url, init = {}) => {
      const body = typeof init.body === 'string' ? init.body : ''
      return steadyFetch(url, init, { onSent: () => onSent({ purpose, body }), onEnd })
    },
  })
}
