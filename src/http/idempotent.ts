import type { MiddlewareHandler } from 'hono'
import { digestOf } from '../record/digest.ts'
import type { Idempotency } from '../record/records.ts'
import { invalid } from './border.ts'
import type { Env } from './environment.ts'
import { Problem, type ProblemCode } from './problems.ts'

/**
 * `Idempotency-Key` on a POST: the same key and body get the first answer again, with its status; a streamed answer is kept whole, also
 * when its client leaves, and one that is still being made is waited for.
 * An answer of 5xx or a refusal to take more work is not kept, so that trying again can succeed; nor is what the guard said of a text that it
 * stopped, nor the digest of that text.
 */
export function idempotent(idempotency: Idempotency): MiddlewareHandler<Env> {
  return async (c, next) => {
    const key = c.req.header('idempotency-key')
    if (c.req.method !== 'POST' || key === undefined) return next()
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw invalid('', 'Idempotency-Key: 1 to 255 visible ASCII characters')
    const caller = c.get('caller')
    const digest = await digestOf([key, c.req.path, await c.req.text()])
    const begun = await begunOnceFree(() => idempotency.begin(caller, key, digest), c.req.raw.signal)
    if (begun.state === 'mismatch') throw new Problem('idempotency-mismatch')
    if (begun.state === 'running') throw new Problem('idempotency-running', {}, { 'Retry-After': '2' })
    if (begun.state === 'done') {
      const { headers, text, status } = begun
      return new Response(text, { status, headers: { ...headers, 'Idempotent-Replayed': 'true' } })
    }
    c.set('caller', { ...caller, requestKey: key })
    if (begun.state === 'effected') c.set('effect', begun)
    await next()
    const { res } = c
    const stopped = c.error instanceof Problem && stoppedTexts.has(c.error.code)
    if (res.status >= 500 || res.status === 429 || stopped) return idempotency.abandon(caller, key)
    const keep = async (text: string) => {
      const headers = Object.fromEntries([...res.headers].filter(([name]) => kept.has(name)))
      const conversationId = /conv_[\w-]+/.exec(c.req.path)?.[0] ?? /^\{"id":"(conv_[\w-]+)"/.exec(text)?.[1]
      await idempotency.finish(caller, key, {
        status: res.status,
        headers,
        text,
        conversationId,
      })
    }
    c.res = new Response(res.body && keptWhole(res.body, keep, () => idempotency.abandon(caller, key)), res)
    return undefined
  }
}

const stoppedTexts: ReadonlySet<ProblemCode> = new Set(['message-blocked', 'message-too-long', 'policy-changed'])
const kept = new Set(['content-type', 'content-language', 'location', 'x-vercel-ai-ui-message-stream'])

/** The first try is looked at this often, and waited for this long: longer than its key is held for a process that ended. */
const lookEveryMs = 100
const waitMs = 65_000

/** Takes the key; a client whose answer was cut tries again before the first try has ended, and is to get that one's answer. */
async function begunOnceFree<Begun extends { state: string }>(
  begin: () => Promise<Begun>,
  signal: AbortSignal,
): Promise<Begun> {
  for (const until = Date.now() + waitMs; ; ) {
    const begun = await begin()
    if (begun.state !== 'running' || Date.now() > until || signal.aborted) return begun
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

/**
 * Passes bytes on, and gives the whole text to `keep` before the stream ends: acknowledged means kept. When the client leaves, the rest is
 * read all the same: the answer is stored, and its key gives it.
 */
function keptWhole(
  body: ReadableStream<Uint8Array>,
  keep: (text: string) => Promise<void>,
  abandon: () => Promise<void>,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  /** The next bytes; undefined once all of them have passed and are kept. */
  const next = async (): Promise<Uint8Array | undefined> => {
    try {
      const { done, value } = await reader.read()
      if (done) await keep(text + decoder.decode())
      else text += decoder.decode(value, { stream: true })
      return value
    } catch (error) {
      await abandon()
      throw error
    }
  }
  let left = false
  return new ReadableStream({
    async pull(controller) {
      const value = await next()
      if (left) return
      if (value) controller.enqueue(value)
      else controller.close()
    },
    async cancel() {
      left = true
      while (await next());
    },
  })
}
