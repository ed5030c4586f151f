import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Scope } from '../access/scopes.ts'
import type { Authenticate, Credential } from './authentication.ts'
import type { Env, Log } from './environment.ts'
import { Problem } from './problems.ts'

/** Who may call a route: anyone, whoever is known here whatever for, or whoever holds the scope. */
export type Access = 'anyone' | 'known' | Scope

/**
 * Every route of the API with who may call it. A route that is not here answers nobody (500, and a line in the log), and the matrix of
 * access-matrix.test.ts fails.
 */
export const accessTo: Readonly<Record<string, Access>> = {
  'GET /': 'anyone',
  'GET /healthz': 'anyone',
  'GET /readyz': 'anyone',
  'GET /openapi.json': 'anyone',
  'GET /docs': 'anyone',
  'GET /client/:file': 'anyone',
  'GET /accessibility': 'anyone',
  'GET /algorithm': 'anyone',
  'GET /pages.css': 'anyone',
  'GET /pages.js': 'anyone',
  'GET /course': 'chat',
  'GET /course/end': 'chat',
  'GET /course/:step': 'chat',
  'GET /oversight': 'oversight',
  'GET /oversight.csv': 'oversight',
  'GET /oversight/pairs': 'oversight',
  'GET /oversight/pairs.jsonl': 'oversight',
  'GET /oversight/case': 'oversight',
  'POST /oversight/case': 'oversight',
  'GET /sign-in': 'anyone',
  'GET /sign-in/callback': 'anyone',
  'GET /signed-in': 'anyone',
  'GET /signed-in.js': 'anyone',
  'GET /signed-out': 'anyone',
  'POST /sign-out': 'anyone',
  'GET /v1/session': 'known',
  'POST /v1/sessions': 'sessions',
  'POST /v1/conversations': 'chat',
  'GET /v1/conversations': 'chat',
  'GET /v1/conversations/:id': 'chat',
  'DELETE /v1/conversations/:id': 'chat',
  'PATCH /v1/conversations/:id': 'chat',
  'POST /v1/conversations/:id/messages': 'chat',
  'POST /v1/conversations/:id/messages/stream': 'chat',
  'POST /v1/conversations/:id/undo': 'chat',
  'GET /v1/conversations/:id/turns/:turnId': 'chat',
  'PATCH /v1/conversations/:id/turns/:turnId': 'chat',
  'GET /v1/conversations/:id/turns/:turnId/since': 'chat',
  'GET /v1/conversations/:id/turns/:turnId/hand-over': 'chat',
  'GET /v1/conversations/:id/turns/:turnId/hand-over/calendar.ics': 'chat',
  'GET /v1/conversations/:id/hand-over': 'chat',
  'GET /v1/conversations/:id/hand-over/calendar.ics': 'chat',
  'POST /v1/conversations/:id/found': 'chat',
  'POST /v1/conversations/:id/turns/:turnId/decision': 'chat',
  'GET /v1/conversations/:id/turns/:turnId/sent': 'chat',
  'GET /v1/conversations/:id/turns/:turnId/replay': 'chat',
  'GET /v1/conversations/:id/sheet': 'chat',
  'GET /v1/conversations/:id/export': 'chat',
  'POST /v1/mcp': 'chat',
  'GET /v1/guardrails/policy': 'chat',
  'POST /v1/guardrails/check': 'chat',
  'POST /v1/guardrails/contests': 'chat',
  'GET /v1/guardrails/contests': 'oversight',
  'GET /v1/templates': 'chat',
  'GET /v1/profile-fields': 'chat',
  'GET /v1/suggest': 'catalogue',
  'GET /v1/catalogue/search': 'catalogue',
  'GET /v1/catalogue/items/:id': 'catalogue',
  'GET /v1/course/completion': 'chat',
  'POST /v1/course/completion': 'chat',
  'GET /v1/oversight/summary': 'oversight',
  'GET /v1/oversight/pairs': 'oversight',
  'POST /v1/oversight/pairs/:id': 'oversight',
  'GET /v1/audit/events': 'audit',
  'GET /v1/protection/exchanges/:id': 'protection',
  'POST /v1/protection/exchanges/:id/requests': 'protection',
  'DELETE /v1/protection/exchanges/:id': 'protection',
}

export interface Entrance {
  authenticate: Authenticate
  /** Where a person signs in, for who is told to; none where only keys open. */
  signIn: string | undefined
  /** Files of the page: as open as the page. */
  pages: ReadonlyMap<string, unknown>
  /** Counts a wrong credential against its address; throws `rate-limited` when there were too many. */
  onWrongCredential: (address: string) => Promise<void>
  log: Log
}

/** Says who calls and whether it may, before anything of the request is read. */
export function guardEntrance({
  authenticate,
  signIn,
  pages,
  onWrongCredential,
  log,
}: Entrance): MiddlewareHandler<Env> {
  return async (c, next) => {
    const route = matchedRoutes(c).find(({ method }) => method !== 'ALL')
    // Nothing is there: said to strangers too outside of /v1, where to be told so one must be known.
    const access = route ? (pages.has(route.path) ? 'anyone' : accessTo[`${route.method} ${route.path}`]) : 'known'
    if (access === undefined) throw new Error(`The route ${route!.method} ${route!.path} says not who may call it.`)
    if (access === 'anyone' || !(route || c.req.path.startsWith('/v1/'))) return next()

    const found = await authenticate(c.req.raw)
    if ('refused' in found) {
      if (found.refused !== 'none') {
        const address = c.get('address')
        log('credential-refused', { request: c.get('requestId'), because: found.refused, address })
        await onWrongCredential(address)
      }
      throw new Problem('unauthorized', { ...(signIn && { signIn }) }, { 'WWW-Authenticate': 'Bearer' })
    }
    c.set('credential', found)
    c.set('caller', found.caller)
    if (access !== 'known' && !found.scopes.has(access)) {
      log('scope-refused', { request: c.get('requestId'), scope: access, id: found.caller.counsellor })
      throw new Problem('forbidden', { scope: access })
    }
    if (!isFromOwnPage(c.req.raw, found)) {
      log('origin-refused', { request: c.get('requestId'), origin: 'none' })
      throw new Problem('forbidden')
    }
    return next()
  }
}

/** What a cookie vouches for must come from a page of this service: browsers add cookies to what other pages ask for too. */
function isFromOwnPage(request: Request, { by }: Credential): boolean {
  if (by !== 'cookie' || request.method === 'GET' || request.method === 'HEAD') return true
  // A foreign Origin was refused already, at the border.
  return request.headers.has('origin') || request.headers.get('sec-fetch-site') === 'same-origin'
}
