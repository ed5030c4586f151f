import { createOpenAI } from '@ai-sdk/openai'
import type { ModelLine } from './assistant.ts'

export interface ModelSettings {
  baseUrl: string
  apiKey?: string
  model: string
  api: 'responses' | 'chat'
}

/**
 * A model behind an OpenAI-compatible endpoint. What leaves is reported at the last place before the network, so that "sent" is byte for
 * byte what left. Redirects are refused: a 307 would carry the prompt to another origin.
 */
export function connectModel({ baseUrl, apiKey, model, api }: ModelSettings): ModelLine {
  return {
    name: model,
    connect(purpose, onSent) {
      const provider = createOpenAI({
        baseURL: baseUrl,
        apiKey: apiKey ?? 'none',
        fetch: async (url, init) => {
          if (typeof init?.body === 'string') onSent({ purpose, body: init.body })
          return fetch(url, { ...init, redirect: 'error' })
        },
      })
      return api === 'chat' ? provider.chat(model) : provider.responses(model)
    },
  }
}
