import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IRetryBackoffContext,
  retry,
} from 'cockatiel'

/** How a request to a provider ended. */
export type ProviderState =
  | 'answered'
  /** It said no: a wrong key, a wrong model, a redirect. */
  | 'refused'
  | 'rate-limited'
  /** It failed, or nobody was there. */
  | 'unavailable'
  /** It did not begin, or stopped in the middle, or talked too long. */
  | 'silent'
  | 'stalled'
  | 'too-late'
  | 'too-large'
  /** It failed too often just before, and was not asked. */
  | 'resting'
  /** We left: the client closed, or the answer went on without it. */
  | 'left'

export interface SteadyFetchOptions {
  fetch?: typeof fetch
  /** Milliseconds. */
  firstByteMs?: number
  idleMs?: number
  totalMs?: number
  /** Decompressed bytes of an answer, so that neither a bomb nor an endless stream is read. */
  mostBytes?: number
  /** How long a provider rests after `failuresAtMost` failures in a row. */
  failuresAtMost?: number
  restMs?: number
  /** How often a request that did not begin to be answered is sent again, and the longest pause that a provider may ask for before. */
  retries?: number
  longestPauseMs?: number
}

export class ProviderError extends Error {
  readonly state: ProviderState
  /** Milliseconds the provider asks to wait. */
  readonly retryAfterMs: number | undefined
  /** What it said of a request that it refused, at most a thousand characters; it may repeat the request. */
  readonly said: string | undefined
  constructor(state: ProviderState, options: ErrorOptions & { retryAfterMs?: number; said?: string } = {}) {
    super(`The model's provider: ${state}.`, options)
    this.name = 'ProviderError'
    this.state = state
    this.retryAfterMs = options.retryAfterMs
    this.said = options.said
  }
}

/**
 * A fetch that keeps its deadlines with a provider that does not: retried a few times and only before the first byte, bounded in time and
 * size, refusing redirects (a 307 would carry the prompt to another origin), and resting after failures in a row. Every request ends in one
 * named state, told to `onEnd`; `onSent` is called each time the request leaves. Throws ProviderError; an error after the first byte reaches the reader of the body.
 */
export function createSteadyFetch(options: SteadyFetchOptions = {}) {
  const { firstByteMs = 10_000, idleMs = 15_000, totalMs = 60_000, mostBytes = 2_000_000 } = options
  const { retries = 2, longestPauseMs = 2000 } = options
  const send = options.fetch ?? fetch
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof ProviderError && faults.has(error.state)),
    { halfOpenAfter: options.restMs ?? 30_000, breaker: new ConsecutiveBreaker(options.failuresAtMost ?? 5) },
  )
  const again = retry(
    handleWhen((error) => error instanceof ProviderError && isWorthAnother(error, longestPauseMs)),
    { maxAttempts: retries, backoff: new DelegateBackoff(pauseBefore) },
  )

  /** Resolves at the first byte; the breaker judges the whole answer. */
  return (url: Address, init: RequestInit, { onSent, onEnd }: Watch) =>
    new Promise<Response>((resolve, reject) => {
      const whole = async () => {
        const { response, ended } = await again.execute(() => {
          onSent(typeof init.body === 'string' ? init.body : '')
          return attempt(url, init)
        })
        resolve(response)
        await ended
      }
      breaker.execute(whole).then(
        () => onEnd('answered'),
        (cause) => {
          const error = cause instanceof BrokenCircuitError ? new ProviderError('resting', { cause }) : cause
          onEnd(error instanceof ProviderError ? error.state : 'unavailable')
          reject(error)
        },
      )
    })

  async function attempt(url: Address, init: RequestInit) {
    const stop = new AbortController()
    const leave = () => stop.abort(new ProviderError('left'))
    if (init.signal?.aborted) throw new ProviderError('left')
    init.signal?.addEventListener('abort', leave, { once: true })
    const total = setTimeout(() => stop.abort(new ProviderError('too-late')), totalMs)
    const first = setTimeout(() => stop.abort(new ProviderError('silent')), firstByteMs)
    const done = () => {
      clearTimeout(total)
      clearTimeout(first)
      init.signal?.removeEventListener('abort', leave)
    }
    try {
      const response = await send(url, { ...init, signal: stop.signal, redirect: 'manual' })
      const refusal = await refusalOf(response)
      if (refusal) throw refusal
      const reader = response.body?.getReader()
      const began = reader && (await Promise.race([reader.read(), abortOf(stop.signal)]))
      clearTimeout(first)
      const { stream, ended } = passOn(reader, began, { stop, idleMs, mostBytes })
      // Its headers spoke of compressed bytes; these are not.
      const headers = new Headers(response.headers)
      headers.delete('content-encoding')
      headers.delete('content-length')
      const answer = new Response(stream, { status: response.status, headers })
      return { response: answer, ended: ended.finally(done) }
    } catch (cause) {
      done()
      if (cause instanceof ProviderError) throw cause
      throw stop.signal.reason instanceof ProviderError
        ? stop.signal.reason
        : new ProviderError('unavailable', { cause })
    }
  }
}

type Address = Parameters<typeof fetch>[0]

interface Watch {
  /** The body as it leaves. */
  onSent: (body: string) => void
  onEnd: (state: ProviderState) => void
}

type Chunk = { done: boolean; value?: Uint8Array }

/** Words of a model are heard to their end before any is read: so many milliseconds of them are passed on together. */
const togetherMs = 250

/** The body, cut when it pauses or grows too long; `ended` settles with it. */
function passOn(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  began: Chunk | undefined,
  { stop, idleMs, mostBytes }: { stop: AbortController; idleMs: number; mostBytes: number },
) {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>()
  let bytes = 0
  let heardAt = performance.now()
  let held: Uint8Array[] = []
  let passing: ReturnType<typeof setTimeout> | undefined
  // One timer for the whole body: tokens come by the hundred.
  let idle = setTimeout(function look() {
    const silentMs = performance.now() - heardAt
    if (silentMs >= idleMs) stop.abort(new ProviderError('stalled'))
    else idle = setTimeout(look, idleMs - silentMs)
  }, idleMs)
  const settled = ended.finally(() => {
    clearTimeout(idle)
    clearTimeout(passing)
  })
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const pass = () => {
        passing = undefined
        if (held.length > 0) controller.enqueue(joined(held))
        held = []
      }
      const hear = async () => {
        for (let chunk = began ?? { done: !reader }; ; chunk = await reader!.read()) {
          if (stop.signal.aborted) return
          heardAt = performance.now()
          if (chunk.value) held.push(chunk.value)
          bytes += chunk.value?.length ?? 0
          if (bytes > mostBytes) throw new ProviderError('too-large')
          if (chunk.done) break
          passing ??= setTimeout(pass, togetherMs)
        }
        pass()
        controller.close()
        resolve()
      }
      const fail = (cause: unknown) => {
        const error = cause instanceof ProviderError ? cause : new ProviderError('unavailable', { cause })
        reject(error)
        stop.abort(error)
        controller.error(error)
      }
      hear().catch(fail)
      // Even where the connection that is read does not notice.
      abortOf(stop.signal).catch(fail)
    },
    cancel() {
      stop.abort(new ProviderError('left'))
    },
  })
  return { stream, ended: settled }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Rejects when it is aborted, even where the connection that is read does not notice. */
function abortOf(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  promise.catch(() => {})
  return promise
}

async function refusalOf({ ok, status, headers, body }: Response): Promise<ProviderError | undefined> {
  if (ok && status !== 204) return undefined
  const said = status === 400 || status === 422 ? await beginningOf(body) : await body?.cancel()
  if (status === 429) return new ProviderError('rate-limited', { retryAfterMs: secondsOf(headers.get('retry-after')) })
  return new ProviderError(status >= 500 || status === 408 || status === 204 ? 'unavailable' : 'refused', {
    ...(said && { said }),
  })
}

/** The first piece of a body, and no more of it. */
async function beginningOf(body: Response['body']): Promise<string | undefined> {
  const reader = body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return value && new TextDecoder().decode(value).slice(0, 1000)
}

const secondsOf = (retryAfter: string | null): number | undefined => {
  if (retryAfter === null) return undefined
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

/** A provider that asks for a longer pause is not waited for. */
const isWorthAnother = ({ state, retryAfterMs = 0 }: ProviderError, longestPauseMs: number): boolean =>
  (state === 'unavailable' || state === 'rate-limited') && retryAfterMs <= longestPauseMs

/** Longer each time, and never the same for two who were refused together. */
function pauseBefore({ attempt, result }: IRetryBackoffContext<unknown>): number {
  const asked = 'error' in result && result.error instanceof ProviderError ? result.error.retryAfterMs : undefined
  return asked ?? 150 * 2 ** attempt * (0.5 + Math.random())
}

/** What says that the provider is not well; a refusal or our own leaving does not. */
const faults: ReadonlySet<ProviderState> = new Set([
  'rate-limited',
  'unavailable',
  'silent',
  'stalled',
  'too-late',
  'too-large',
])
