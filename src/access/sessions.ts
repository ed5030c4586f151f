import { sql } from 'kysely'
import { type Database, sqlWriter } from '../record/database.ts'
import { type Role, rolesIn } from './scopes.ts'
import { newSecret, sha256 } from './secrets.ts'

/** How a person came in: signed in, named by a key that opened the session, or as the person at this machine. */
export type Via = 'oidc' | 'session' | 'local'

export interface Session {
  via: Via
  tenant: string
  counsellor: string
  roles: readonly Role[]
  /** The one origin that it is for; null for none, a server's. */
  origin: string | null
  /** At the provider, for its logout. */
  idToken: string | null
  endsAt: string
}

export interface SessionLimits {
  /** Unused for so long, a session of a browser is over. */
  idleMs: number
  /** However much it is used, it is over after this. */
  absoluteMs: number
}

export type SessionRefusal = 'unknown' | 'expired'
export type Sessions = ReturnType<typeof createSessions>

/** A session that a key opens for a counsellor lasts this long, and is opened again as long as that counsellor is there. */
export const delegatedMs = 15 * 60_000

/** Its use is written this often: a request costs a read. */
const seenEveryMs = 60_000

/** Sessions in the database: another instance goes on with them, and one that is closed is closed for all. */
export function createSessions(database: Database, now: () => Date, limits: SessionLimits) {
  const after = (ms: number) => new Date(now().getTime() + ms).toISOString()

  async function open(
    kind: 'browser' | 'session',
    input: Omit<Session, 'endsAt' | 'roles'> & { roles: readonly Role[] | null; keyId?: string; lastsMs: number },
  ): Promise<{ token: string; endsAt: string }> {
    const token = newSecret(kind)
    const at = now().toISOString()
    const endsAt = after(input.lastsMs)
    await database.batch([
      sqlWriter
        .insertInto('sessions')
        .values({
          digest: await sha256(token),
          via: input.via,
          tenant: input.tenant,
          counsellor: input.counsellor,
          roles: input.roles?.join(' ') ?? null,
          origin: input.origin,
          key_id: input.keyId ?? null,
          id_token: input.idToken,
          started_at: at,
          seen_at: at,
          ends_at: endsAt,
        })
        .compile(),
      // What is over goes with the next one that begins.
      sqlWriter.deleteFrom('sessions').where('ends_at', '<=', at).compile(),
    ])
    return { token, endsAt }
  }

  return {
    /** Of a browser, in its cookie. `roles` is null where they are looked up with each request, as they were given here. */
    openBrowser: (
      person: Pick<Session, 'tenant' | 'counsellor' | 'idToken'> & {
        via: 'oidc' | 'local'
        roles: readonly Role[] | null
      },
    ) => open('browser', { ...person, origin: null, lastsMs: limits.absoluteMs }),

    /** Of a counsellor whom the holder of a key names: for one origin, or for a server of the holder. */
    openDelegated: (named: { tenant: string; counsellor: string; origin: string | null; keyId: string | undefined }) =>
      open('session', { ...named, via: 'session', roles: ['counsellor'], idToken: null, lastsMs: delegatedMs }),

    async find(token: string): Promise<Session | SessionRefusal> {
      const digest = await sha256(token)
      const [row] = await database.all(
        sql<Row>`select sessions.*, people.roles as given from sessions
          left join people on people.id = sessions.counsellor and people.tenant = sessions.tenant
          where digest = ${digest}`.compile(sqlWriter),
      )
      if (!row) return 'unknown'
      const at = now().getTime()
      const idle = row.via !== 'session' && Date.parse(row.seen_at) + limits.idleMs <= at
      if (idle || Date.parse(row.ends_at) <= at) {
        await database.batch([sqlWriter.deleteFrom('sessions').where('digest', '=', digest).compile()])
        return 'expired'
      }
      if (row.via !== 'session' && Date.parse(row.seen_at) + seenEveryMs <= at) {
        const seen_at = new Date(at).toISOString()
        await database.batch([
          sqlWriter.updateTable('sessions').set({ seen_at }).where('digest', '=', digest).compile(),
        ])
      }
      return {
        via: row.via,
        tenant: row.tenant,
        counsellor: row.counsellor,
        roles: rolesIn(row.roles ?? row.given ?? ''),
        origin: row.origin,
        idToken: row.id_token,
        endsAt: row.ends_at,
      }
    },

    async close(token: string): Promise<void> {
      const digest = await sha256(token)
      await database.batch([sqlWriter.deleteFrom('sessions').where('digest', '=', digest).compile()])
    },
  }
}

interface Row {
  via: Via
  tenant: string
  counsellor: string
  roles: string | null
  given: string | null
  origin: string | null
  id_token: string | null
  seen_at: string
  ends_at: string
}
