import { OpenAPIHono } from '@hono/zod-openapi'
import type { Locale } from '../../guardrails/finding.ts'
import type { Policy } from '../../guardrails/policy.ts'
import type { Assistant } from '../assistant/assistant.ts'
import type { Idempotency } from '../record/records.ts'
import type { Authenticate } from './authentication.ts'
import { checkHost, guardBorder, securityHeaders } from './border.ts'
import { addCatalogueRoutes } from './catalogue-routes.ts'
import { addConversationRoutes } from './conversations.ts'
import { addDocumentRoutes, type Page } from './documents.ts'
import type { Env, Log } from './environment.ts'
import { addGuardRoutes, refuseOtherPolicy } from './guard-routes.ts'
import type { Health } from './health.ts'
import { idempotent } from './idempotent.ts'
import { type Admission, createAdmission, type Limits, limitRate } from './limits.ts'
import { localeOf } from './locale.ts'
import { addOversightRoutes } from './oversight-routes.ts'
import { Problem, problemOfError, problemResponse } from './problems.ts'

export interface AppOptions {
  assistant: Assistant
  idempotency: Idempotency
  /** In force at this moment. */
  policy: () => Policy
  /** Whether a Host header (in small letters) names this service; any does where this is not given. */
  isOwnHost?: (host: string) => boolean
  authenticate: Authenticate
  pages: ReadonlyMap<string, Page>
  home?: (context: { locale: Locale; fictitious: boolean }) => string
  /** What `/readyz` says; load balancers look elsewhere while it is not ready. */
  health: () => Health
  /** Bounds what is answered at once, and tells how much that is. */
  admission?: Admission
  newRequestId: () => string
  now: () => number
  log: Log
  limits: Limits
}

/** The whole HTTP API and its pages, on any runtime. */
export function createApp(options: AppOptions): OpenAPIHono<Env> {
  const { assistant, log, limits, policy } = options
  const { admission = createAdmission(limits) } = options
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
    await next()
    c.header('X-Request-Id', c.get('requestId'))
    log('request', {
      request: c.get('requestId'),
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      ms: Math.round(options.now() - started),
    })
  })
  app.use(securityHeaders)
  if (options.isOwnHost) app.use(checkHost(options.isOwnHost))
  app.use('/v1/*', async (c, next) => {
    const caller = await options.authenticate(c.req.raw)
    if (!caller) throw new Problem('unauthorized', {}, { 'WWW-Authenticate': 'Bearer' })
    c.set('caller', caller)
    await next()
  })
  app.use('/v1/*', limitRate(limits))
  app.use('/v1/*', guardBorder)
  for (const creating of ['/v1/conversations/*', '/v1/guardrails/contests']) {
    app.use(creating, idempotent(options.idempotency))
  }
  for (const taking of ['/v1/conversations/*', '/v1/catalogue/search']) app.use(taking, refuseOtherPolicy(policy))

  addConversationRoutes(app, { assistant, admission, log })
  addGuardRoutes(app, { assistant, policy })
  addCatalogueRoutes(app, { assistant })
  addOversightRoutes(app, { assistant })
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
