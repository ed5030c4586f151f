/** How an operation is called: what the contract's document says of it. */
export interface OperationCall {
  method: string
  path: string
  query?: readonly string[]
  /** Whether it takes an Idempotency-Key: it can then be sent again without being done twice. */
  once?: boolean
  streams?: boolean
}

export interface ClientOptions {
  /** The address of the service; "" in a page of its own origin. */
  base?: string
  /** An API key or a session's token, or what gives it anew for each request. */
  key?: string | (() => string | Promise<string>)
  language?: 'fr' | 'en'
  fetch?: typeof fetch
}

export interface CallInput {
  body?: unknown
  idempotencyKey?: string
  headers?: Record<string, string>
  signal?: AbortSignal
  onResponse?: (response: Response) => void
  [parameter: string]: unknown
}

/** What the service refused: `code` is stable, `detail` says what to do. */
export class EventailProblem extends Error {
  override name = 'EventailProblem'
  code: string
  status: number
  problem: Record<string, unknown>

  constructor(status: number, problem: Record<string, unknown>) {
    super(`${problem.title ?? 'No answer'}. ${problem.detail ?? ''}`)
    this.code = String(problem.code ?? 'unreadable')
    this.status = status
    this.problem = problem
  }
}

const triesAtMost = 4
const longestWaitMs = 10_000

/** One function an operation. What is safe to send again is sent again: a lost connection, a 429, a 503, a stream that was cut. */
export function createClient(operations: Readonly<Record<string, OperationCall>>, options: ClientOptions = {}) {
  const { base = '', language = 'fr', fetch: send = fetch } = options

  async function request(operation: OperationCall, input: CallInput): Promise<Response> {
    const { body, idempotencyKey, headers: more, signal, onResponse, ...parameters } = input
    const url = new URL(
      `${base}${operation.path}`.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parameters[name]))),
      base || globalThis.location?.href,
    )
    for (const name of operation.query ?? []) {
      if (parameters[name] !== undefined) url.searchParams.set(name, String(parameters[name]))
    }
    const key = typeof options.key === 'function' ? await options.key() : options.key
    const headers: Record<string, string> = {
      accept: operation.streams
        ? 'text/event-stream, application/problem+json'
        : 'application/json, application/problem+json',
      'accept-language': language,
      ...(key && { authorization: `Bearer ${key}` }),
      ...(operation.once && { 'idempotency-key': idempotencyKey! }),
      ...(operation.method !== 'GET' && operation.method !== 'DELETE' && { 'content-type': 'application/json' }),
      ...more,
    }
    const text = headers['content-type'] ? JSON.stringify(body ?? {}) : undefined
    const response = await send(url, { method: operation.method, headers, body: text, signal })
    onResponse?.(response)
    if (response.ok) return response
    throw new EventailProblem(response.status, await response.json().catch(() => ({})))
  }

  async function tried<Result>(
    operation: OperationCall,
    signal: AbortSignal | undefined,
    attempt: () => Promise<Result>,
  ) {
    const again = operation.once || operation.method === 'GET'
    for (let tries = 1; ; tries++) {
      try {
        return await attempt()
      } catch (error) {
        const waits = !(error instanceof EventailProblem) || error.status === 429 || error.status === 503
        if (!again || !waits || tries === triesAtMost || signal?.aborted) throw error
        await new Promise((resolve) => setTimeout(resolve, Math.min(longestWaitMs, 250 * 4 ** tries)))
      }
    }
  }

  /** The parts of an answer; after a cut the same key gives the same answer, of which what was had is passed over. */
  async function* streamed(operation: OperationCall, input: CallInput): AsyncGenerator<unknown> {
    let had = 0
    for (let tries = 1; ; tries++) {
      let at = 0
      try {
        const response = await tried(operation, input.signal, () => request(operation, input))
        for await (const part of partsOf(response)) {
          at += 1
          if (at <= had) continue
          had = at
          yield part
        }
        return
      } catch (error) {
        if (error instanceof EventailProblem || tries === triesAtMost || input.signal?.aborted) throw error
      }
    }
  }

  const called = (operation: OperationCall, given: CallInput = {}) => {
    const input = { idempotencyKey: crypto.randomUUID(), ...given }
    if (operation.streams) return streamed(operation, input)
    return tried(operation, input.signal, async () => {
      const response = await request(operation, input)
      return response.status === 204 ? undefined : response.json()
    })
  }
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, (input?: CallInput) => called(operation, input)]),
  )
}

/** Throws where the stream ends before its end mark. */
async function* partsOf(response: Response): AsyncGenerator<unknown> {
  const decoder = new TextDecoder()
  const reader = response.body!.getReader()
  try {
    for (let rest = ''; ; ) {
      const { done, value } = await reader.read()
      if (done) throw new Error('The answer was cut.')
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
      rest = lines.pop()!
      for (const line of lines) {
        if (line.trim() === 'data: [DONE]') return
        if (line.startsWith('data:')) yield JSON.parse(line.slice('data:'.length))
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
