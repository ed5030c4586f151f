import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Env } from './environment.ts'
import { Problem } from './problems.ts'

const largestBody = 64 * 1024
const deepestJson = 32

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ')

export const securityHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  c.header('Content-Security-Policy', contentSecurityPolicy)
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Referrer-Policy', 'no-referrer')
  c.header('Cross-Origin-Resource-Policy', 'same-origin')
  c.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
}

/** Answers to its own names only, before it looks who asks. */
export const checkHost =
  (isOwnHost: (host: string) => boolean): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (!isOwnHost((c.req.header('host') ?? new URL(c.req.url).host).toLowerCase())) throw new Problem('foreign-host')
    return next()
  }

/**
 * What a request that changes something must look like: from this origin (or no browser at all), JSON, bounded in size and depth.
 * A cross-site form can send no JSON, and a cross-site script is told by its Origin.
 */
export const guardBorder: MiddlewareHandler<Env> = async (c, next) => {
  const { method } = c.req
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return next()
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const ownOrigin = origin === undefined || sameHost(origin, c.req.header('host') ?? new URL(c.req.url).host)
  if (!ownOrigin || (site !== undefined && site !== 'same-origin' && site !== 'none')) throw new Problem('forbidden')
  if (method === 'DELETE') return next()
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new Problem('unsupported-media-type')
  await boundSize(c, async () => {})
  if (depthOf(await parsedBody(c)) > deepestJson) throw invalid('', `nested deeper than ${deepestJson}`)
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

function sameHost(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
