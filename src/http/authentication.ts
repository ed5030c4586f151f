import type { KeyFinder, KeyRefusal } from '../access/keys.ts'
import { type Role, roles, type Scope, scopes, scopesOf } from '../access/scopes.ts'
import { prefixes, sha256 } from '../access/secrets.ts'
import type { SessionRefusal, Sessions } from '../access/sessions.ts'
import type { Caller } from '../record/records.ts'

/** Who calls, what for, and how that is known. */
export interface Credential {
  caller: Caller
  scopes: ReadonlySet<Scope>
  roles: readonly Role[]
  by: 'cookie' | 'bearer' | 'machine'
  /** Of a key alone. */
  keyId?: string
  endsAt?: string
}

/** `none`: nothing was shown, or a cookie whose session is over. The others are for the operator's log; a stranger is told the same of all. */
export interface NotKnown {
  refused: 'none' | 'malformed' | 'other-origin' | KeyRefusal | SessionRefusal
}

export type Authenticate = (request: Request) => Promise<Credential | NotKnown>

export interface Entrances {
  keys: KeyFinder
  sessions: Pick<Sessions, 'find'>
  /** On loopback, with nobody signing in: whoever reaches the port is the person at this machine, unless a token is asked for. */
  local?: { launchToken?: string }
  /** Whether an origin is this service's own page, for a request that came to `host`. */
  isOwnOrigin: (origin: string, host: string) => boolean
  /** The name of the cookie. */
  cookie: string
}

export const localPerson = { tenant: 'local', counsellor: 'local' }

/** Keys and opened sessions by `Authorization: Bearer`, signed-in people by their cookie, the person at this machine by being there. */
export function createAuthenticate({ keys, sessions, local, isOwnOrigin, cookie }: Entrances): Authenticate {
  const atThisMachine: Credential = {
    caller: { ...localPerson, human: true, via: 'local' },
    scopes: new Set(scopes),
    roles,
    by: 'machine',
  }

  async function byBearer(request: Request, header: string): Promise<Credential | NotKnown> {
    const [, secret] = /^Bearer +([\x21-\x7e]{16,512})$/i.exec(header) ?? []
    if (!secret) return { refused: 'malformed' }
    if (secret.startsWith(prefixes.session)) return bySession(secret, 'bearer', request)
    if (local?.launchToken && (await sha256(secret)) === (await sha256(local.launchToken))) return atThisMachine
    const key = await keys.find(secret)
    if (typeof key === 'string') return { refused: key }
    return {
      caller: { tenant: key.tenant, counsellor: `key:${key.id}`, human: false },
      scopes: new Set(key.scopes),
      roles: [],
      by: 'bearer',
      keyId: key.id,
      endsAt: key.expiresAt,
    }
  }

  async function bySession(token: string, by: 'cookie' | 'bearer', request: Request): Promise<Credential | NotKnown> {
    const session = await sessions.find(token)
    if (typeof session === 'string') return { refused: session }
    const origin = request.headers.get('origin')
    const { via, tenant, counsellor, roles: given, endsAt } = session
    if (via === 'local') return { ...atThisMachine, by, endsAt }
    // A token for one page is of no use to another, nor one for a server to any page. Browsers name no origin to read from their own.
    const isRead = origin === null && session.origin !== null && isOwnOrigin(session.origin, hostOf(request))
    if (via === 'session' && origin !== session.origin && !isRead) return { refused: 'other-origin' }
    return { caller: { tenant, counsellor, human: true, via }, scopes: scopesOf(given), roles: given, by, endsAt }
  }

  return async (request) => {
    const header = request.headers.get('authorization')
    if (header !== null) return byBearer(request, header)
    if (local && !local.launchToken) return atThisMachine
    const origin = request.headers.get('origin')
    const token = cookieIn(request, cookie)
    // Another page of the same site would bring the cookie: only our own is answered by it.
    if (!token || (origin !== null && !isOwnOrigin(origin, hostOf(request)))) return { refused: 'none' }
    const found = await bySession(token, 'cookie', request)
    return 'refused' in found ? { refused: 'none' } : found
  }
}

export const hostOf = (request: Request): string =>
  (request.headers.get('host') ?? new URL(request.url).host).toLowerCase()

export function cookieIn(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  const found = pairs.find((pair) => pair.startsWith(`${name}=`))
  return found && found.length < 4096 ? found.slice(name.length + 1) : undefined
}
