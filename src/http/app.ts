import { OpenAPIHono } from '@hono/zod-openapi'
import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import type { Policy } from '../../guardrails/policy.ts'
import type { Sessions } from '../access/sessions.ts'
import type { Assistant } from '../assistant/assistant.ts'
import type { Idempotency } from '../record/records.ts'
import { guardEntrance } from './access.ts'
import { clientAddress } from './address.ts'
import { createAuthenticate, type Entrances } from './authentication.ts'
import { checkPlace, guardBorder, securityHeaders } from './border.ts'
import { addCatalogueRoutes } from './catalogue-routes.ts'
import { addConversationRoutes } from './conversations.ts'

import { addCourseRoutes } from './course-routes.ts'

import { addDocumentRoutes, type DocumentRoutes, type Page } from './documents.ts'

import type { Env, Log } from './environment.ts'
import { addGuardRoutes, refuseOtherPolicy } from './guard-routes.ts'
import { addHandOverRoutes } from './hand-over-routes.ts'
import type { Health } from './health.ts'
import { idempotent } from './idempotent.ts'
import { addLaterRoutes } from './later-routes.ts'
import { type Admission, createAdmission, type Limits, limitAddresses, limitRate } from './limits.ts'
import { localeOf } from './locale.ts'
import type { Mcp } from './mcp.ts'
import { addOversightRoutes } from './oversight-routes.ts'
import { addPairRoutes } from './pair-routes.ts'
import type { Place } from './place.ts'
import { Problem, problemOfError, problemResponse } from './problems.ts'
import { addSignInRoutes, type SignInRoutes } from './sign-in-routes.ts'

export interface AppOptions {
  assistant: Assistant
  idempotency: Idempotency
  /** In force at this moment. */
  policy: () => Policy
  /** Where it stands, and which other places may call it. */
  place: Place
  access: Pick<Entrances, 'keys' | 'local'> & { sessions: Sessions; signIn?: SignInRoutes['signIn'] }
  /** Who opened the connection, on this runtime. */
  callerAddress?: (request: Request, env: unknown) => string
  /** As many proxies of ours stand before it. */
  trustedProxies?: number
  /** Whom a person without a role turns to. */
  referent?: string
  pages: ReadonlyMap<string, Page>
  home?: DocumentRoutes['home']
  /** The same over the Model Context Protocol, where it is served; `publicOrigin` is where people open the page, else where it was asked. */
  mcp?: Mcp
  publicOrigin?: string
  clientFiles?: DocumentRoutes['clientFiles']
  examples?: DocumentRoutes['examples']
  /** What `/readyz` says; load balancers look elsewhere while it is not ready. */
  health: () => Health
  /** Bounds what is answered at once, and tells how much that is. */
  admission?: Admission
  newRequestId: () => string
  now: () => number
  log: Log
  limits: Limits
  /** Counts the requests of each caller; in this process alone unless given. */
  limiter?: RateLimiterAbstract
}

/** The whole HTTP API and its pages, on any runtime. */
export function createApp(options: AppOptions): OpenAPIHono<Env> {
  const { assistant, log, limits, policy } = options
  const { admission = createAdmission(limits), place, access, trustedProxies = 0 } = options
  const { callerAddress = () => 'unknown' } = options
  // A cookie that says it is of this host alone, where browsers take that: https://www.rfc-editor.org/rfc/rfc6265bis
  const cookie = place.isSecure ? '__Host-eventail' : 'eventail'
  const isOwnOrigin = (origin: string, host: string) => place.isOwnOrigin(origin, host)
  const authenticate = createAuthenticate({ ...access, isOwnOrigin, cookie })
  const { onAttempt, onWrongCredential } = limitAddresses()
  const app = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (result.success) return
      throw new Problem('invalid-request', {
        errors: result.error.issues.flatMap((issue) => {
          const names = issue.code === 'unrecognized_keys' ? issue.keys : [undefined]
          return names.map((name) => ({
            pointer: pointerTo(name === undefined ? issue.path : [...issue.path, name]),
            detail: issue.message,
          }))
        }),
      })
    },
  })

  app.use(async (c, next) => {
    const started = options.now()
    c.set('requestId', options.newRequestId())
    c.set('address', clientAddress(callerAddress(c.req.raw, c.env), c.req.header('x-forwarded-for'), trustedProxies))
    await next()
    c.res.headers.set('X-Request-Id', c.get('requestId'))
    log('request', {
      request: c.get('requestId'),
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      ms: Math.round(options.now() - started),
    })
  })
  app.use(securityHeaders(place))
  app.use(checkPlace(place, log))
  app.use(
    guardEntrance({
      authenticate,
      signIn: access.signIn && '/sign-in',
      pages: options.pages,
      onWrongCredential,
      log,
    }),
  )
  app.use('/v1/*', limitRate(limits, options.limiter))
  app.use('/v1/*', guardBorder)
  for (const creating of ['/v1/conversations/*', '/v1/guardrails/contests']) {
    app.use(creating, idempotent(options.idempotency))
  }
  for (const taking of ['/v1/conversations/*', '/v1/catalogue/search']) app.use(taking, refuseOtherPolicy(policy))

  addSignInRoutes(app, {
    authenticate,
    sessions: access.sessions,
    place,
    cookie,
    signIn: access.signIn,
    launchToken: access.local?.launchToken,
    referent: options.referent ?? '',
    onAttempt,
    log,
  })
  addConversationRoutes(app, { assistant, admission, log })
  addLaterRoutes(app, { assistant })
  addHandOverRoutes(app, { assistant })
  addGuardRoutes(app, { assistant, policy })
  addCatalogueRoutes(app, { assistant })
  addCourseRoutes(app, { assistant })
  addOversightRoutes(app, { assistant })
  addPairRoutes(app, { assistant })
  const { mcp } = options
  if (mcp) {
    app.post('/v1/mcp', async (c) => {
      const origin = options.publicOrigin ?? new URL(c.req.url).origin
      return mcp(c.req.raw, { caller: c.get('caller'), origin, body: await c.req.json() })
    })
  }
  addDocumentRoutes(app, options)

  app.notFound((c) =>
    problemResponse(
      notFoundOrMethod(app, c.req.method, c.req.path),
      localeOf(c.req.raw),
      instanceOf(c.get('requestId')),
    ),
  )
  app.onError((error, c) => {
    const problem = problemOfError(error)
    // The error's message could hold what someone wrote: its name and the code's place are enough to start looking.
    if (problem.code === 'internal')
      log('request-failed', { request: c.get('requestId'), error: error.name, at: placeOf(error) })
    return problemResponse(problem, localeOf(c.req.raw), instanceOf(c.get('requestId')))
  })
  return app
}

const instanceOf = (requestId: string) => `/requests/${requestId}`

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** A known path under another method is 405, anything else 404. */
function notFoundOrMethod(app: OpenAPIHono<Env>, method: string, path: string): Problem {
  const allowed = app.routes
    .filter((route) => route.method !== 'ALL' && route.method !== method && patternOf(route.path).test(path))
    .map((route) => route.method)
  return allowed.length > 0
    ? new Problem('method-not-allowed', {}, { Allow: [...new Set(allowed)].join(', ') })
    : new Problem('not-found')
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/:\w+|\{\w+\}/g, '[^/]+')}$`)

const placeOf = (error: Error): string =>
  /\/((?:src|guardrails)\/[\w./-]+:\d+)/.exec(error.stack ?? '')?.[1] ?? 'outside'
