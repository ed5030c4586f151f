import type { ModelLine } from '../src/assistant/model.ts'
import { connectModel } from '../src/connect-model.ts'
import type { EvalModel } from './suite.ts'

/** The model of an evaluation as the product speaks to one. How often it is asked again, and how long one waits, is the recorder's to say. */
export const lineOf = (
  { recorder, address, apiKey, sentName, api }: EvalModel,
  { words }: { words: boolean },
): ModelLine => ({
  ...connectModel({
    baseUrl: address,
    apiKey,
    model: sentName,
    api,
    words,
    patience: { fetch: recorder.fetch, retries: 0, restMs: 0 },
  }),
  onRefused: recorder.refuse,
})
