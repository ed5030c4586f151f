import type { MiddlewareHandler } from 'hono'
import { digestOf } from '../record/digest.ts'
import type { Idempotency } from '../record/records.ts'
import { invalid } from './border.ts'
import type { Env } from './environment.ts'
import { Problem, type ProblemCode } from './problems.ts'

/**
 * `Idempotency-Key` on a POST: the same key and body get the first answer again, with its status; a streamed answer is kept whole.
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
    const begun = await idempotency.begin(caller, key, digest)
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
    c.res = new Response(res.body?.pipeThrough(collect(keep)) ?? null, res)
    return undefined
  }
}

const stoppedTexts: ReadonlySet<ProblemCode> = new Set(['message-blocked', 'message-too-long', 'policy-changed'])
const kept = new Set(['content-type', 'content-language', 'location', 'x-vercel-ai-ui-message-stream'])

/**
 * Passes bytes through, and gives the whole text to `keep` before the stream ends: acknowledged means kept. Of a stream whose client leaves only
 * the effect is kept, by the record, once it is stored: a second try finds it running until then.
 */
function collect(keep: (text: string) => Promise<void>): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder()
  let text = ''
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      text += decoder.decode(chunk, { stream: true })
      controller.enqueue(chunk)
    },
    flush: () => keep(text),
  })
}
