import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { deleteCookie, setCookie } from 'hono/cookie'
import { type People, personPrefix } from '../access/people.ts'
import { roles, scopes } from '../access/scopes.ts'
import { sha256 } from '../access/secrets.ts'
import { delegatedMs, type Sessions } from '../access/sessions.ts'
import { callbackPath, type SignIn, SignInRefused, type SignInUnderWay, signedOutPath } from '../access/sign-in.ts'
import { type Authenticate, cookieIn, hostOf, localPerson } from './authentication.ts'
import { invalid } from './border.ts'
import { body, json, problems } from './contract.ts'
import type { Env, Log } from './environment.ts'
import { localeOf } from './locale.ts'
import type { Place } from './place.ts'
import {
  launchPage,
  leavingPage,
  noRolePage,
  notSignedInPage,
  signedInPage,
  signedInScript,
  signedOutPage,
} from './sign-in-pages.ts'

export interface SignInRoutes {
  authenticate: Authenticate
  sessions: Sessions
  place: Place
  cookie: string
  /** People sign in with a provider; where they do not, keys and the person at this machine are all there is. */
  signIn?: { provider: SignIn; people: People }
  /** Asked of the person at this machine. */
  launchToken?: string
  referent: string
  /** Counts against an address; throws `rate-limited`. */
  onAttempt: (address: string) => Promise<void>
  log: Log
}

const Session = z
  .object({
    tenant: z.string(),
    counsellor: z.string(),
    via: z.enum(['oidc', 'session', 'local', 'key']),
    roles: z.array(z.enum(roles)),
    scopes: z.array(z.enum(scopes)),
    endsAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Session' })

const SessionInput = z
  .strictObject({
    counsellor: z
      .string()
      .regex(/^[\w.@:/-]{1,100}$/)
      .refine((name) => !name.startsWith(personPrefix) && !name.startsWith('key:')),
    origin: z.string().max(200).optional(),
  })
  .meta({ id: 'SessionInput' })

const SessionOpened = z
  .object({ token: z.string(), counsellor: z.string(), origin: z.string().nullable(), endsAt: z.iso.datetime() })
  .meta({ id: 'SessionOpened' })

/** As long as somebody may take to give a password and a code. */
const underWaySeconds = 600

/** Who is here, and how one comes in and leaves. */
export function addSignInRoutes(app: OpenAPIHono<Env>, options: SignInRoutes): void {
  const { authenticate, sessions, place, cookie, signIn, launchToken, referent, onAttempt, log } = options
  const attributes = { path: '/', httpOnly: true, sameSite: 'Lax', secure: place.isSecure } as const
  const underWayCookie = (state: string) => `${cookie}-sign-in-${state.slice(0, 8)}`

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/session',
      operationId: 'readSession',
      tags: ['Access'],
      summary: 'Who is signed in, or whose key it is',
      responses: { 200: json(Session, 'Who is signed in, or whose key it is'), ...problems },
    }),
    (c) => {
      const { caller, roles: given, scopes: granted, endsAt } = c.get('credential')
      const { tenant, counsellor, via } = caller
      const told = { tenant, counsellor, via: via ?? ('key' as const), roles: [...given], scopes: [...granted] }
      return c.json({ ...told, endsAt: endsAt ?? null }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/sessions',
      operationId: 'openSession',
      tags: ['Access'],
      summary: 'Open a session for a counsellor whom the caller has signed in',
      description: `Opens a session of ${delegatedMs / 60_000} minutes for a counsellor whom the caller has signed in: for the page of one listed origin, or, without \`origin\`, for a server.`,
      request: { body: body(SessionInput) },
      responses: { 201: json(SessionOpened, 'The token is given once'), ...problems },
    }),
    async (c) => {
      const { counsellor, origin = null } = c.req.valid('json')
      const isKnown = origin === null || place.callers.has(origin) || place.isOwnOrigin(origin, hostOf(c.req.raw))
      if (!isKnown) throw invalid('/origin', 'not an origin that this service is embedded in (EMBED_ORIGINS)')
      const { caller, keyId } = c.get('credential')
      const named = { tenant: caller.tenant, counsellor, origin }
      const { token, endsAt } = await sessions.openDelegated({ ...named, keyId })
      return c.json({ token, counsellor, origin, endsAt }, 201)
    },
  )

  /** The page is for who is known; others are shown the way in. */
  app.get('/', async (c, next) => {
    const locale = localeOf(c.req.raw)
    const shown = c.req.query('launch')
    if (launchToken && shown !== undefined) {
      await onAttempt(c.get('address'))
      if ((await sha256(shown)) === (await sha256(launchToken))) {
        const opened = await sessions.openBrowser({ ...localPerson, via: 'local', roles: [], idToken: null })
        setCookie(c, cookie, opened.token, attributes)
        return c.redirect('/', 303)
      }
      log('credential-refused', { request: c.get('requestId'), because: 'launch-token', address: c.get('address') })
    }
    if (!launchToken && !signIn) return next()
    const found = await authenticate(c.req.raw)
    if (!('refused' in found)) {
      c.set('credential', found)
      return next()
    }
    // Whoever came for one exchange comes back to it.
    const wanted = c.req.query('conversation')
    const back = wanted ? `?return=${encodeURIComponent(`/?conversation=${wanted}`)}` : ''
    return signIn ? c.redirect(`/sign-in${back}`, 303) : c.html(launchPage(locale), 401)
  })

  app.get('/signed-in', (c) => c.html(signedInPage(localeOf(c.req.raw))))
  app.get('/signed-in.js', (c) => c.body(signedInScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
  app.get(signedOutPath, (c) => c.html(signedOutPage(localeOf(c.req.raw))))

  app.post('/sign-out', async (c) => {
    const token = cookieIn(c.req.raw, cookie)
    const session = token ? await sessions.find(token) : 'unknown'
    if (token) await sessions.close(token)
    deleteCookie(c, cookie, attributes)
    const idToken = typeof session === 'string' ? null : session.idToken
    // Signed out here whatever the provider does.
    const address = idToken && signIn ? await signIn.provider.endAddress(idToken).catch(() => undefined) : undefined
    const format = accepts(c, {
      header: 'Accept',
      supports: ['text/html', 'application/json'],
      default: 'application/json',
    })
    if (format === 'application/json') return c.json({ location: address ?? signedOutPath })
    return address ? c.html(leavingPage(address, localeOf(c.req.raw))) : c.redirect(signedOutPath, 303)
  })

  if (!signIn) return
  const { provider, people } = signIn

  app.get('/sign-in', async (c) => {
    await onAttempt(c.get('address'))
    const asked = c.req.query('return') ?? '/'
    const returnTo = ownPath.test(asked) ? asked : '/'
    try {
      const { address, underWay } = await provider.begin(returnTo)
      setCookie(c, underWayCookie(underWay.state), packed(underWay), { ...attributes, maxAge: underWaySeconds })
      return c.redirect(address, 303)
    } catch (error) {
      return refused(c, error, 'unavailable')
    }
  })

  app.get(callbackPath, async (c) => {
    await onAttempt(c.get('address'))
    const name = underWayCookie(c.req.query('state') ?? '')
    const underWay = unpacked(cookieIn(c.req.raw, name))
    deleteCookie(c, name, attributes)
    // Begun in another browser, or too long ago.
    if (!underWay) return refused(c, new SignInRefused('state is not of this browser'), 'expired')
    try {
      const {
        issuer,
        subject,
        tenant,
        roles: told,
        idToken,
      } = await provider.finish(new URL(c.req.url).search, underWay)
      const person = await people.arrive(issuer, subject, tenant)
      if ((told ?? person.roles).length === 0) {
        log('role-refused', { request: c.get('requestId'), id: person.id, tenant })
        return c.html(noRolePage(person.id, referent, localeOf(c.req.raw)), 403)
      }
      const before = cookieIn(c.req.raw, cookie)
      if (before) await sessions.close(before)
      const opened = await sessions.openBrowser({ via: 'oidc', tenant, counsellor: person.id, roles: told, idToken })
      setCookie(c, cookie, opened.token, attributes)
      return c.redirect(underWay.returnTo, 303)
    } catch (error) {
      return refused(c, error, 'refused')
    }
  })

  function refused(c: Context<Env>, error: unknown, as: 'refused' | 'unavailable' | 'expired') {
    if (!(error instanceof SignInRefused)) throw error
    const request = c.get('requestId')
    log('sign-in-refused', { request, because: error.because, address: c.get('address') })
    return c.html(notSignedInPage(as, request, localeOf(c.req.raw)), as === 'unavailable' ? 503 : 403)
  }
}

/** A page of this service: two slashes would lead elsewhere. */
const ownPath = /^\/(?![/\\])[\w\-./?=&]{0,200}$/

const UnderWay = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string().optional(),
  returnTo: z.string().regex(ownPath),
}) satisfies z.ZodType<SignInUnderWay>

/** The browser may read and change its own: it then fails its own sign-in, and no other's. */
const packed = (underWay: SignInUnderWay): string =>
  btoa(JSON.stringify(underWay)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')

function unpacked(value: string | undefined): SignInUnderWay | undefined {
  try {
    const text = atob((value ?? '').replaceAll('-', '+').replaceAll('_', '/'))
    return UnderWay.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
