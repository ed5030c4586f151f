import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { LanguageModel } from 'ai'
import type { Policy } from '../../guardrails/policy.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { CatalogueIndex } from '../catalogue/catalogue-index.ts'
import { embedDensely } from '../catalogue/embed-need.ts'
import type { Criteria } from '../criteria/criteria.ts'
import type { Prompt } from '../need/prompt.ts'
import { type ModelRead, readNeedWithModel } from '../need/read-with-model.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Need } from '../options/argument.ts'
import type { Option } from '../options/option.ts'
import { wordClaims } from '../options/word-claims.ts'
import type { Places } from '../places/places.ts'
import type { Count } from '../record/oversight.ts'
import type { Conversation, SentRequest } from '../record/turn.ts'

/** A model behind any OpenAI-compatible endpoint. */
export interface ModelLine {
  name: string
  /** Whether it also words the reasons; reading a need it always may. */
  words: boolean
  connect(purpose: SentRequest['purpose'], watch: ModelWatch): LanguageModel
}

/** An embedding model behind such an endpoint: the same one for the items of a catalogue and for what needs are about. */
export interface EmbedderLine {
  name: string
  items: EmbeddingModelV4
  connect(watch: ModelWatch): EmbeddingModelV4
}

/** What is known of a connection: byte for byte what it sent, and in which state each request ended. */
export interface ModelWatch {
  onSent(request: SentRequest): void
  onEnd(state: string): void
}

export interface ModelOptions {
  model?: ModelLine
  embedder?: EmbedderLine
  prompts: { readNeed: Prompt; wordClaims: Prompt }
  policy: () => Policy
  referential: Referential
  places: Places
}

/** The model's part in one message. Without a model, or once its budget is spent, it reads nothing and words nothing. */
export interface ModelPart {
  name: string | null
  /** Byte for byte what left, in order. */
  sent: SentRequest[]
  /** How requests ended and what was refused of their answers, for oversight. */
  counts: Count[]
  read(text: Redacted, previous: Criteria): Promise<ModelRead | undefined>
  /** Where what is asked lies in the dense space of this catalogue, if it has one that the embedder knows. */
  embed(asked: Pick<Criteria, 'topic' | 'occupation'>, index: CatalogueIndex): Promise<number[] | undefined>
  /** The options as given, in their places, worded where that holds; `unanswered` once, before the first that the model left out. */
  word(options: readonly Option[], need: Need): AsyncGenerator<WordedPart>
}

export type WordedPart = { place: number; option: Option } | { unanswered: true }

/** A model has this long to read a need, to embed it, and to word four options; after that the answer goes on without it. */
const readingDeadlineMs = 8_000
const embeddingDeadlineMs = 3_000
const wordingDeadlineMs = 30_000

/** The longest that an answer waits for models. */
export const longestWaitMs = readingDeadlineMs + embeddingDeadlineMs + wordingDeadlineMs

/** Messages of one conversation that a model may help with; later ones are answered without it. */
const turnsHelpedAtMost = 40

/** The model's part in a message of this conversation; aborting the signal ends it, and never the answer. */
export function modelPart(options: ModelOptions, conversation: Conversation, signal: AbortSignal): ModelPart {
  const { prompts, policy, referential, places, embedder } = options
  const helped = conversation.turns.filter((turn) => turn.versions.model !== null).length
  const model = helped < turnsHelpedAtMost ? options.model : undefined
  const sent: SentRequest[] = []
  const counts: Count[] = []
  const count = (name: Count['name'], key: string) => void counts.push({ name, key, by: 1 })
  const watch = (purpose: SentRequest['purpose']): ModelWatch => ({
    onSent: (request) => sent.push(request),
    onEnd: (state) => count('model', `${purpose}:${state}`),
  })
  const connect = (line: ModelLine, purpose: SentRequest['purpose']) => line.connect(purpose, watch(purpose))

  return {
    name: model?.name ?? null,
    sent,
    counts,
    async read(text, previous) {
      if (!model) return undefined
      const reading = await readNeedWithModel({
        model: connect(model, 'read-need'),
        prompt: prompts.readNeed,
        text,
        previous,
        referential,
        places,
        signal: AbortSignal.any([signal, AbortSignal.timeout(readingDeadlineMs)]),
      })
      if (!('failed' in reading)) return reading
      count('reading-refused', reading.failed)
      return undefined
    },
    async embed(asked, { dense: space }) {
      if (!embedder || space?.model !== embedder.name) return undefined
      const within = AbortSignal.any([signal, AbortSignal.timeout(embeddingDeadlineMs)])
      const vector = await embedDensely(embedder.connect(watch('embed')), asked, within).catch(() => undefined)
      if (vector === undefined || vector.length === space.dimensions) return vector
      count('reading-refused', 'dimensions')
      return undefined
    },
    async *word(argued, need) {
      if (!model?.words || argued.length === 0) {
        for (const [place, option] of argued.entries()) yield { place, option }
        return
      }
      let answered = true
      const worded = wordClaims({
        model: connect(model, 'word-claims'),
        prompt: prompts.wordClaims,
        options: argued,
        need,
        policy: policy(),
        signal: AbortSignal.any([signal, AbortSignal.timeout(wordingDeadlineMs)]),
        onRefused: (reason) => count('wording-refused', reason),
      })
      for await (const one of worded) {
        if (answered && counts.some(({ key }) => key === 'not-answered')) {
          answered = false
          yield { unanswered: true }
        }
        yield one
      }
    },
  }
}
