import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import type { Refused } from '../src/assistant/model.ts'
import { InfrastructureError } from './infrastructure.ts'

/**
 * One reply of a model. `request` is the SHA-256 of method, path and body (RFC 8785), never of a header: a key is neither kept nor part of
 * it; nor is whether it was to come as a stream. The body names the model. `occurrence` counts the same request within one trial of one case.
 */
const Recorded = z.strictObject({
  case: z.string(),
  request: z.string().startsWith('sha256:'),
  trial: z.number().int().positive().default(1),
  occurrence: z.number().int().positive(),
  status: z.literal(200),
  contentType: z.string(),
  body: z.string(),
  ms: z.number().optional(),
})
type Recorded = z.infer<typeof Recorded>

/** The recordings do not hold what a case asks for: the run says nothing about the model. */
export class RecordingMiss extends InfrastructureError {
  override name = 'RecordingMiss'
}

export class RecordingError extends Error {
  override name = 'RecordingError'
  readonly code = 'recording-damaged'
}

/** What one trial of one case sent and got, for whoever reads the report. */
export interface Exchange {
  sent: string
  replied: string
  inputTokens: number
  outputTokens: number
  /** From the request to the last byte, as measured when it was asked; absent in recordings made before it was kept. */
  ms?: number
  replayed: boolean
}

export interface Recorder {
  /** For the OpenAI-compatible provider: answers from the recordings, or asks and keeps the reply. */
  fetch: typeof fetch
  /**
   * Runs one trial of one case; its requests are told apart from those of cases that run beside it. Throws the first failure that `fetch`
   * met, which the AI SDK may have swallowed.
   */
  during<Output>(id: string, trial: number, run: () => Output | Promise<Output>): Promise<Ran<Output>>
  /** Keeps what a model said that was refused, with the trial that runs. */
  refuse(refused: Refused): void
}

export interface Ran<Output> {
  output: Output
  exchanges: Exchange[]
  refused: Refused[]
}

export interface RecorderOptions {
  /**
   * A JSONL file, one reply a line; lines that begin with # are remarks. Each reply is written when it arrives, so that nothing is asked twice
   * after Ctrl-C. Absent for what stands in for a model: it would say the same again.
   */
  file?: string
  /** Where replies come from that are not known yet; absent when replaying. */
  ask?: typeof fetch
  /** Told of each request whose reply is not known, which is then answered with nothing: nobody is asked, nothing is kept. */
  foresee?: (request: { case: string; body: string }) => void
  /** Told of each reply that was paid for; throws to ask no more. */
  onPaid?: (exchange: Exchange) => void
  /** Milliseconds before asking again after a refusal or a broken connection; one entry a retry. */
  patience?: readonly number[]
}

interface Trial {
  id: string
  trial: number
  seen: Map<string, number>
  exchanges: Exchange[]
  refused: Refused[]
  /** Asked, and not answered yet. */
  waiting: Set<Promise<Recorded>>
  failed?: Error
}

const newTrial = (id: string, trial: number): Trial => ({
  id,
  trial,
  seen: new Map(),
  exchanges: [],
  refused: [],
  waiting: new Set(),
})

/** A small recorder and replayer of model replies. Throws RecordingError when the file is not one. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { file, ask, foresee, onPaid, patience = [1000, 4000, 15_000] } = options
  const replies = file ? read(file) : new Map<string, Recorded>()
  const trials = new AsyncLocalStorage<Trial>()
  const outside = newTrial('', 1)

  async function replyTo(trial: Trial, url: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Recorded> {
    const request = hashOf(url, init)
    const occurrence = (trial.seen.get(request) ?? 0) + 1
    trial.seen.set(request, occurrence)
    const key = keyOf({ request, trial: trial.trial, occurrence })
    const sent = typeof init?.body === 'string' ? init.body : ''
    const known = replies.get(key)
    if (known) {
      trial.exchanges.push({ sent, replied: known.body, ...usageOf(known.body, sent), ms: known.ms, replayed: true })
      return known
    }
    const asked = { case: trial.id, request, trial: trial.trial, occurrence, status: 200 } as const
    if (foresee) {
      foresee({ case: trial.id, body: sent })
      const nothing: Recorded = { ...asked, contentType: 'application/json', body: '{}' }
      replies.set(key, nothing)
      return nothing
    }
    if (!ask) {
      throw new RecordingMiss(
        `No recorded reply for case ${trial.id} (trial ${trial.trial}, ${request.slice(0, 19)}…) in ${file}.`,
      )
    }
    const began = performance.now()
    // Not by the signal of who asks: a slow reply is paid for, and kept.
    const patiently = () => ask(url, { ...init, signal: AbortSignal.timeout(longestReplyMs) })
    const { body, contentType } = await askPatiently(patiently, patience)
    const ms = Math.round(performance.now() - began)
    const reply: Recorded = { ...asked, contentType, body, ms }
    replies.set(key, reply)
    if (file) {
      mkdirSync(dirname(file), { recursive: true })
      appendFileSync(file, `${JSON.stringify(reply)}\n`)
    }
    const exchange = { sent, replied: body, ...usageOf(body, sent), ms, replayed: false }
    trial.exchanges.push(exchange)
    onPaid?.(exchange)
    return reply
  }

  return {
    async during(id, trial, run) {
      for (let time = 1; ; time += 1) {
        const mine = newTrial(id, trial)
        const output = await trials.run(mine, async () => run())
        const late = [...mine.waiting]
        await Promise.allSettled(late)
        if (mine.failed) throw mine.failed
        // The product waits for no model. What it says is judged all the same, and how long it took is told beside it.
        if (late.length === 0 || time === mostTimes) {
          return { output, exchanges: mine.exchanges, refused: mine.refused }
        }
      }
    },
    refuse: (refused) => void (trials.getStore() ?? outside).refused.push(refused),
    async fetch(url, init) {
      const trial = trials.getStore() ?? outside
      const coming = replyTo(trial, url, init)
      trial.waiting.add(coming)
      try {
        return responseOf(await coming, init)
      } catch (error) {
        trial.failed ??= error instanceof Error ? error : new Error(String(error))
        throw error
      } finally {
        trial.waiting.delete(coming)
      }
    },
  }
}

/** Milliseconds. */
const longestReplyMs = 120_000

/** How often a case is heard where replies came after the product had stopped waiting. */
const mostTimes = 3

/** A model that refuses or is away is no answer of the model: asked again, and then an infrastructure error, never a recording. */
async function askPatiently(ask: () => Promise<Response>, patience: readonly number[]) {
  for (let attempt = 0; ; attempt += 1) {
    let why: string
    let wait = patience[attempt]
    try {
      const response = await ask()
      const body = await response.text()
      if (response.ok) return { body, contentType: response.headers.get('content-type') ?? 'application/json' }
      why = `it answers ${response.status} ${body.slice(0, 160)}`
      const again = response.status === 408 || response.status === 429 || response.status >= 500
      if (!again) wait = undefined
      const asked = Number(response.headers.get('retry-after') ?? Number.NaN)
      if (wait !== undefined && asked >= 0 && asked <= 120) wait = asked * 1000
    } catch (cause) {
      // "fetch failed" says nothing: which address did not answer is in its cause.
      const { message, cause: inner } = cause instanceof Error ? cause : new Error(String(cause))
      why = inner instanceof Error && inner.message ? inner.message : message
    }
    if (wait === undefined) throw new InfrastructureError(`The model could not be asked: ${why}`)
    await new Promise((later) => setTimeout(later, wait))
  }
}

/** Tokens as the endpoint counted them (both APIs say `usage`); else four characters each, which French text stays under. */
function usageOf(body: string, sent: string): { inputTokens: number; outputTokens: number } {
  const counted = (names: string) => {
    const found = [...body.matchAll(new RegExp(`"(?:${names})"\\s*:\\s*(\\d+)`, 'g'))].map(([, digits]) =>
      Number(digits),
    )
    return found.length > 0 ? Math.max(...found) : undefined
  }
  return {
    inputTokens: counted('prompt_tokens|input_tokens') ?? tokensIn(sent),
    outputTokens: counted('completion_tokens|output_tokens') ?? tokensIn(body),
  }
}

export const tokensIn = (text: string): number => Math.ceil(text.length / 4)

function read(file: string): Map<string, Recorded> {
  const replies = new Map<string, Recorded>()
  if (!existsSync(file)) return replies
  for (const [at, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    try {
      const reply = Recorded.parse(JSON.parse(line))
      replies.set(keyOf(reply), reply)
    } catch (cause) {
      throw new RecordingError(`${file}, line ${at + 1}: not a recorded reply.`, { cause })
    }
  }
  return replies
}

const keyOf = ({ request, trial, occurrence }: Pick<Recorded, 'request' | 'trial' | 'occurrence'>): string =>
  `${request} ${trial} ${occurrence}`

function hashOf(url: Parameters<typeof fetch>[0], init: RequestInit | undefined): string {
  const address = new URL(url instanceof Request ? url.url : url)
  const { stream: _, stream_options: __, ...question } = askedIn(init)
  const body = typeof init?.body === 'string' ? canonicalize(question) : ''
  const asked = `${init?.method ?? 'GET'} ${address.pathname}\n${body}`
  return `sha256:${createHash('sha256').update(asked).digest('hex')}`
}

const askedIn = (init: RequestInit | undefined): Record<string, unknown> =>
  typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {}

/** As it was asked for: what was recorded whole comes in one piece where a stream is wanted. */
function responseOf({ body, contentType }: Recorded, init: RequestInit | undefined): Response {
  const isWhole = askedIn(init).stream === true && contentType.startsWith('application/json')
  const headers = { 'content-type': isWhole ? 'text/event-stream' : contentType }
  return new Response(isWhole ? inOnePiece(body) : body, { status: 200, headers })
}

/** A whole answer of chat completions as the one chunk of its stream. */
function inOnePiece(body: string): string {
  const { choices = [], ...rest } = JSON.parse(body) as { choices?: { message: object }[] }
  const pieces = choices.map(({ message, ...choice }) => ({ ...choice, delta: message }))
  return `data: ${JSON.stringify({ ...rest, object: 'chat.completion.chunk', choices: pieces })}\n\ndata: [DONE]\n\n`
}
