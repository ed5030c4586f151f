import { z } from 'zod'
import { Conversation, Turn } from '../src/record/turn.ts'
import { InfrastructureError } from './infrastructure.ts'

/** A running server, spoken to as an integrator would. A key, if it asks for one, is in EVENTAIL_API_KEY. */
export interface Target {
  url: string
  /** Throws TargetError unless the server is there: one line at once, instead of every case of every suite broken. */
  reach(): Promise<void>
  check(text: string): Promise<z.infer<typeof Checked>>
  /** Opens a conversation and says these messages one after the other; the last answer, or the code of its refusal. */
  talk(say: readonly string[]): Promise<{ conversation: Conversation; turn: Turn } | { refused: string }>
  /**
   * How many of the requests to a model of its own, if it has one, were not answered so far; undefined where this key may not see it (scope
   * oversight). Few of them are not told apart by the service, and count as one.
   */
  modelFailures(): Promise<number | undefined>
  /** Opens a conversation and asks once. */
  ask(text: string): Promise<{ conversation: Conversation; turn: Turn }>
}

/** The server did not answer, or not as the contract says: the run is no answer. */
export class TargetError extends InfrastructureError {
  override name = 'TargetError'
  override readonly code = 'target-failed'
}

const Refused = z.object({ code: z.string() })

const Watched = z.object({
  model: z.object({ requests: z.array(z.object({ key: z.string(), count: z.number().nullable() })) }),
})

const Checked = z.object({
  action: z.enum(['pass', 'alert', 'block']),
  redacted: z.string(),
  findings: z.array(z.object({ kind: z.string(), type: z.string(), start: z.number(), end: z.number() })),
})

export function createTarget(url: string, key: string | undefined): Target {
  /** Asked again: a server may close a connection that was idle just as it is used again. The key keeps what is created single. */
  async function send(path: string, init: RequestInit): Promise<Response> {
    const once = () => fetch(new URL(path, url), { ...init, redirect: 'error' })
    const later = () => new Promise((then) => setTimeout(then, 500)).then(once)
    try {
      return await once().catch(once).catch(later)
    } catch (cause) {
      throw new TargetError(`${url} does not answer.`, { cause })
    }
  }
  /** A server that asks to come back later (rate limit, overload) is obeyed: it is judged on what it answers, not on how often. */
  async function sendInTurn(path: string, init: RequestInit): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await send(path, init)
      const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
      const busy = response.status === 429 || response.status === 503
      if (!busy || !(wait >= 0) || wait > longestWait || attempt === attempts) return response
      await new Promise((later) => setTimeout(later, wait * 1000))
    }
  }
  async function post<Value>(path: string, body: unknown, schema: z.ZodType<Value>): Promise<Value> {
    const answered = await tell(path, body, schema)
    if ('value' in answered) return answered.value
    throw new TargetError(`POST ${path}: ${answered.status} ${answered.text.slice(0, 200)}`)
  }
  async function tell<Value>(
    path: string,
    body: unknown,
    schema: z.ZodType<Value>,
  ): Promise<{ value: Value } | { status: number; text: string }> {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...(key && { authorization: `Bearer ${key}` }),
    }
    const response = await sendInTurn(path, { method: 'POST', headers, body: JSON.stringify(body) })
    const text = await response.text()
    if (!response.ok) return { status: response.status, text }
    const parsed = schema.safeParse(JSON.parse(text))
    if (!parsed.success) throw new TargetError(`POST ${path}: ${z.prettifyError(parsed.error)}`)
    return { value: parsed.data }
  }
  return {
    url,
    async reach() {
      const { ok, status } = await send('/readyz', {})
      if (!ok) throw new TargetError(`${url} is not ready: GET /readyz answers ${status}.`)
    },
    check: (text) => post('/v1/guardrails/check', { text }, Checked),
    async talk(say) {
      const conversation = await post('/v1/conversations', {}, Conversation)
      let turn: Turn | undefined
      for (const text of say) {
        const answered = await tell(`/v1/conversations/${conversation.id}/messages`, { text }, Turn)
        if ('value' in answered) turn = answered.value
        else if (answered.status >= 500) throw new TargetError(`${url} answers ${answered.status}.`)
        else return { refused: Refused.safeParse(JSON.parse(answered.text)).data?.code ?? `http-${answered.status}` }
      }
      if (!turn) throw new Error('Nothing was said.')
      return { conversation, turn }
    },
    async modelFailures() {
      const response = await sendInTurn('/v1/oversight/summary', {
        headers: key ? { authorization: `Bearer ${key}` } : {},
      })
      if (!response.ok) return undefined
      // An older server tells nothing of its model.
      const watched = Watched.safeParse(await response.json()).data
      const failed = watched?.model.requests.filter(({ key }) => !key.endsWith(':answered') && !key.endsWith(':left'))
      return failed?.reduce((sum, { count }) => sum + (count ?? 1), 0)
    },
    async ask(text) {
      const conversation = await post('/v1/conversations', {}, Conversation)
      return { conversation, turn: await post(`/v1/conversations/${conversation.id}/messages`, { text }, Turn) }
    },
  }
}

/** Seconds; the limits of the product count by the minute. */
const longestWait = 120
const attempts = 5
