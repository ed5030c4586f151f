import type { EmbeddingModelV4, LanguageModelV4 } from '@ai-sdk/provider'
import type { Policy } from '../../guardrails/policy.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { CatalogueIndex } from '../catalogue/catalogue-index.ts'
import { embedDensely } from '../catalogue/embed-need.ts'
import type { Criteria } from '../criteria/criteria.ts'
import type { Prompt } from '../need/prompt.ts'
import { type ModelRead, readMessage } from '../need/read-message.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Need } from '../options/argument.ts'
import { type Composition, compose, type ToCompose } from '../options/compose.ts'
import type { Places } from '../places/places.ts'
import type { Count } from '../record/oversight.ts'
import type { Conversation, SentRequest } from '../record/turn.ts'

/** A model behind any OpenAI-compatible endpoint. */
export interface ModelLine {
  name: string
  /** Whether it also words what is shown; reading a message it always may. */
  words: boolean
  /** Whether it is too small for our shapes: it is then asked for passages alone. */
  small: boolean
  connect(purpose: SentRequest['purpose'], watch: ModelWatch): LanguageModelV4
  /** For who evaluates prompts: the product keeps the reasons and how often, never the words. */
  onRefused?: (refused: Refused) => void
}

/** What a model said that is neither shown nor offered. */
export interface Refused {
  of: 'reading' | 'wording'
  said: string
  why: string
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

export interface Prompts {
  readMessage: Prompt
  readMessageFlat: Prompt
  compose: Prompt
  composeShort: Prompt
}

export interface ModelOptions {
  model?: ModelLine
  embedder?: EmbedderLine
  prompts: Prompts
  policy: () => Policy
  referential: Referential
  places: Places
  /** ISO date. */
  today: () => string
}

/** The model's part in one message. Without a model, or once its budget is spent, it reads nothing and words nothing. */
export interface ModelPart {
  name: string | null
  words: boolean
  /** Byte for byte what left, in order. */
  sent: SentRequest[]
  /** How requests ended and what was refused of their answers, for oversight; those taken are counted once. */
  counts: Count[]
  read(text: Redacted, previous: Criteria): Promise<ModelRead | undefined>
  /** Where what is asked lies in the dense space of this catalogue, if it has one that the embedder knows. */
  embed(asked: Pick<Criteria, 'topic' | 'occupation'>, index: CatalogueIndex): Promise<number[] | undefined>
  /** What is shown in its words where they hold; undefined where nothing usable came. */
  compose(draft: ToCompose, need: Need): Promise<Composition | undefined>
}

/** One deadline for all that a model does for a message: what comes later is not waited for. Embedding precedes the answer, and has its own. */
const deadlineMs = 20_000
const embeddingDeadlineMs = 3_000

/** The longest that an answer waits for models. */
export const longestWaitMs = deadlineMs + embeddingDeadlineMs

/** Messages of one conversation that a model may help with; later ones are answered without it. */
const turnsHelpedAtMost = 40

/** Which of the prompts a model reads messages by. */
export const readingPrompt = ({ model, prompts }: Pick<ModelOptions, 'model' | 'prompts'>): Prompt =>
  model?.small ? prompts.readMessageFlat : prompts.readMessage

/** The model's part in a message of this conversation; aborting the signal ends it, and never the answer. */
export function modelPart(options: ModelOptions, conversation: Conversation, signal: AbortSignal): ModelPart {
  const { prompts, policy, referential, places, embedder, today } = options
  const helped = conversation.turns.filter((turn) => turn.versions.model !== null).length
  const model = helped < turnsHelpedAtMost ? options.model : undefined
  const within = model ? AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]) : signal
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
    words: model?.words ?? false,
    sent,
    counts,
    async read(text, previous) {
      if (!model) return undefined
      const reading = await readMessage({
        model: connect(model, 'read-message'),
        prompt: readingPrompt(options),
        text,
        previous,
        referential,
        places,
        today: today(),
        signal: within,
        onRefused: (why, said) => model.onRefused?.({ of: 'reading', said, why }),
      })
      if (!('failed' in reading)) {
        for (let left = 0; left < reading.leftOut; left += 1) count('reading-refused', 'not-borne-out')
        return reading
      }
      count('reading-refused', reading.failed)
      model.onRefused?.({ of: 'reading', said: '', why: reading.failed })
      return undefined
    },
    async embed(asked, { dense: space }) {
      if (!embedder || space?.model !== embedder.name) return undefined
      const soon = AbortSignal.any([signal, AbortSignal.timeout(embeddingDeadlineMs)])
      const vector = await embedDensely(embedder.connect(watch('embed')), asked, soon).catch(() => undefined)
      if (vector === undefined || vector.length === space.dimensions) return vector
      count('reading-refused', 'dimensions')
      return undefined
    },
    async compose(draft, need) {
      if (!model?.words || !isWordable(draft)) return undefined
      let failed = false
      const composed = await compose({
        model: connect(model, 'compose'),
        prompt: model.small ? prompts.composeShort : prompts.compose,
        ...draft,
        need,
        policy: policy(),
        signal: within,
        onRefused: (reason, said) => {
          failed ||= unusable.has(reason)
          count('wording-refused', reason)
          model.onRefused?.({ of: 'wording', said, why: reason })
        },
      })
      return failed ? undefined : composed
    },
  }
}

/** Whether a model may word any of it: claims of offers, or sentences of ours that say none. */
export const isWordable = ({ options, reply }: ToCompose): boolean =>
  options.length > 0 || reply.some(({ claims }) => claims.length === 0)

const unusable: ReadonlySet<string> = new Set(['aborted', 'provider', 'unreadable'])
