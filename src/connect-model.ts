import { createOpenAI } from '@ai-sdk/openai'
import type { ModelLine, ModelWatch } from './assistant/model.ts'
import type { Settings } from './config.ts'
import type { SentRequest } from './record/turn.ts'
import { createSteadyFetch, ProviderError, type SteadyFetchOptions } from './steady-fetch.ts'

export interface ModelSettings {
  baseUrl: string
  apiKey?: string
  model: string
  api: 'responses' | 'chat'
  words: boolean
  small?: boolean
  patience?: SteadyFetchOptions
}

/** The model that the settings name, if they name one. */
export function modelOf(settings: ModelEnvironment): ModelLine | undefined {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey, OPENAI_MODEL: model, OPENAI_API: api } = settings
  return model
    ? connectModel({
        baseUrl,
        apiKey,
        model,
        api,
        words: settings.MODEL_WORDING === 'on',
        small: settings.MODEL_PROFILE === 'small',
      })
    : undefined
}

type ModelEnvironment = Pick<
  Settings,
  'OPENAI_BASE_URL' | 'OPENAI_API_KEY' | 'OPENAI_MODEL' | 'OPENAI_API' | 'MODEL_WORDING' | 'MODEL_PROFILE'
>

/** A model behind an OpenAI-compatible endpoint. */
export function connectModel({
  baseUrl,
  apiKey,
  model,
  api,
  words,
  small = false,
  patience,
}: ModelSettings): ModelLine {
  const steadyFetch = withoutRefused(createSteadyFetch(patience))
  return {
    name: model,
    words,
    small,
    connect(purpose, watch) {
      const provider = watchedProvider({ baseUrl, apiKey, steadyFetch, purpose }, watch)
      return api === 'chat' ? provider.chat(model) : provider.responses(model)
    },
  }
}

type SteadyFetch = ReturnType<typeof createSteadyFetch>

/** Asks again without the setting that a model refuses ("Unsupported parameter: 'temperature'"), and sends it that setting no more. */
function withoutRefused(steadyFetch: SteadyFetch): SteadyFetch {
  const refused = new Set<string>()
  return async function send(url, init, watch): Promise<Response> {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {}
    for (const setting of refused) delete body[setting]
    const left = refused.size > 0 ? { ...init, body: JSON.stringify(body) } : init
    try {
      return await steadyFetch(url, left, watch)
    } catch (error) {
      const said = error instanceof ProviderError ? error.said : undefined
      const setting = settings.find((one) => one in body && said?.includes(one.split('.').at(-1)!))
      if (!setting) throw error
      refused.add(setting)
      return send(url, init, watch)
    }
  }
}

/** What a request can do without: our prompts say in words what shape is asked for. */
const settings = [
  'temperature',
  'reasoning_effort',
  'reasoning',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'response_format',
  'stream_options',
  'store',
]

export interface Endpoint {
  baseUrl: string
  apiKey?: string
  steadyFetch: SteadyFetch
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
      return steadyFetch(url, init, { onSent: (body) => onSent({ purpose, body }), onEnd })
    },
  })
}
