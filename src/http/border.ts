import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { turnOfTheLoop } from '../need/turn-of-the-loop.ts'
import { hostOf } from './authentication.ts'
import type { Env, Log } from './environment.ts'
import type { Place } from './place.ts'
import { Problem } from './problems.ts'

const largestBody = 64 * 1024
const deepestJson = 32

const contentSecurityPolicy = (frames: readonly string[]) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${["'self'", ...frames].join(' ')}`,
  ].join('; ')

/**
 * Once an answer is there, its headers are set on itself, here and elsewhere: `c.header` would copy the answer each time, and send its body as a
 * stream (a fifth of the CPU of a short request).
 */
export function securityHeaders({ frames }: Pick<Place, 'frames'>): MiddlewareHandler<Env> {
  const policy = contentSecurityPolicy(frames)
  return async (c, next) => {
    await next()
    const { headers } = c.res
    headers.set('Content-Security-Policy', policy)
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('Referrer-Policy', 'no-referrer')
    headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  }
}

const isSafe = (method: string) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

/**
 * Answers to its own names only, and to pages of its own and of the origins that are listed, before it looks who asks. A page of a listed origin
 * gets what CORS needs (https://fetch.spec.whatwg.org/#http-cors-protocol), without credentials.
 */
export function checkPlace(place: Place, log: Log): MiddlewareHandler<Env> {
  return async (c, next) => {
    const request = c.get('requestId')
    const host = hostOf(c.req.raw)
    if (!place.isOwnHost(host)) {
      log('host-refused', { request, host: nameOf(host) })
      throw new Problem('foreign-host')
    }
    const site = c.req.header('sec-fetch-site')
    const told = c.req.header('origin')
    // A form of a page that gives no referrer has the origin `null`, and a browser that says it is ours.
    const origin = told === 'null' && site === 'same-origin' ? undefined : told
    const isListed = origin !== undefined && place.callers.has(origin)
    const isForeign = origin !== undefined && !isListed && !place.isOwnOrigin(origin, host)
    // A browser that hides where a page comes from still says that it is another one.
    const isElsewhere = site === 'cross-site' || site === 'same-site'
    if (isForeign || (!isSafe(c.req.method) && isElsewhere && !isListed)) {
      log('origin-refused', { request, origin: nameOf(origin ?? site!) })
      throw new Problem('forbidden', {}, { Vary: 'Origin' })
    }
    if (place.callers.size === 0) return next()
    if (c.req.method === 'OPTIONS' && isListed) return c.body(null, 204, { ...allowed(origin), ...asked })
    await next()
    c.res.headers.append('Vary', 'Origin')
    if (isListed) for (const [name, value] of Object.entries(allowed(origin))) c.res.headers.set(name, value)
    return undefined
  }
}

const allowed = (origin: string) => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Expose-Headers':
    'ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, X-Vercel-AI-UI-Message-Stream',
})

const asked = {
  'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, Guardrails-Policy, Idempotency-Key, If-Match, If-None-Match',
  'Access-Control-Max-Age': '600',
  Vary: 'Origin',
}

/** As a log may show it: a stranger wrote it. */
const nameOf = (told: string) => (/^[\w.:/[\]-]{1,200}$/.test(told) ? told : 'malformed')

/** What a request that changes something must look like: JSON, bounded in size and depth. A cross-site form can send none. */
export const guardBorder: MiddlewareHandler<Env> = async (c, next) => {
  const { method } = c.req
  if (isSafe(method) || method === 'DELETE') return next()
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new Problem('unsupported-media-type')
  // Node gives no more than a length that was told; to look at the body would make a stream of it.
  const length = c.req.header('transfer-encoding') === undefined ? c.req.header('content-length') : undefined
  if (length === undefined) await boundSize(c, async () => {})
  else if (!(Number(length) <= largestBody)) throw new Problem('body-too-large')
  const parsed = await parsedBody(c)
  await turnOfTheLoop()
  if (depthOf(parsed) > deepestJson) throw invalid('', `nested deeper than ${deepestJson}`)
  // Half a character is no text (RFC 7493): it could be neither stored nor digested.
  if (!isWellFormed(parsed)) throw invalid('', 'a text with half a character (lone surrogate)')
  return next()
}

const boundSize = bodyLimit({
  maxSize: largestBody,
  onError: () => {
    throw new Problem('body-too-large')
  },
})

async function parsedBody(c: Context<Env>): Promise<unknown> {
  try {
    return await c.req.json()
  } catch (error) {
    if (error instanceof Problem) throw error
    throw invalid('', 'not JSON')
  }
}

export const invalid = (pointer: string, detail: string) =>
  new Problem('invalid-request', { errors: [{ pointer, detail }] })

/** Of every text in it, names included; its depth is known to be bounded. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isWellFormed(inner))
}

/** Walks level by level, so that a deep value is measured without deep recursion. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value]
  let depth = 0
  while (level.length > 0 && depth <= deepestJson) {
    level = level.flatMap((one) => (one !== null && typeof one === 'object' ? Object.values(one) : []))
    depth++
  }
  return depth
}
