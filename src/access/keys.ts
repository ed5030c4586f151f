import { sql } from 'kysely'
import { type Database, sqlWriter } from '../record/database.ts'
import { eventStatement } from '../record/events.ts'
import { type Scope, scopesIn } from './scopes.ts'
import { newSecret, sha256 } from './secrets.ts'

/** A key as it is told: never its secret, of which the digest alone is kept. */
export interface Key {
  id: string
  /** What it is for, in the operator's words. */
  name: string
  tenant: string
  scopes: readonly Scope[]
  madeAt: string
  expiresAt: string
  revokedAt: string | null
  /** The day it was last used. */
  usedOn: string | null
}

/** Why a secret opens nothing, for the operator's log; whoever shows it is told none of it. */
export type KeyRefusal = 'unknown' | 'expired' | 'revoked'

export type Keys = ReturnType<typeof createKeys>
/** All that answering requests needs of them. */
export type KeyFinder = Pick<Keys, 'find'>

/** Keys in the database, so that a revocation holds for every instance with the next request. */
export function createKeys(database: Database, now: () => Date) {
  const at = () => now().toISOString()
  const told = (did: 'key-added' | 'key-rotated' | 'key-revoked', { id, tenant }: Pick<Key, 'id' | 'tenant'>) =>
    eventStatement({ kind: 'access', did, ref: id }, { tenant, at: at() })

  async function keyNamed(id: string): Promise<Key | undefined> {
    const [row] = await database.all(sqlWriter.selectFrom('api_keys').selectAll().where('id', '=', id).compile())
    return row && keyOf(row)
  }

  return {
    /** The secret is given here and never again. */
    async add(
      input: Pick<Key, 'name' | 'tenant' | 'scopes'> & { days: number },
    ): Promise<{ key: Key; secret: string }> {
      const secret = newSecret('key')
      const { days, ...named } = input
      const key: Key = {
        ...named,
        id: `key_${crypto.randomUUID().slice(0, 8)}`,
        madeAt: at(),
        expiresAt: new Date(now().getTime() + days * dayMs).toISOString(),
        revokedAt: null,
        usedOn: null,
      }
      const row = {
        id: key.id,
        name: key.name,
        tenant: key.tenant,
        scopes: key.scopes.join(' '),
        digest: await sha256(secret),
        made_at: key.madeAt,
        expires_at: key.expiresAt,
      }
      await database.batch([sqlWriter.insertInto('api_keys').values(row).compile(), told('key-added', key)])
      return { key, secret }
    },

    async list(): Promise<Key[]> {
      const rows = await database.all(sqlWriter.selectFrom('api_keys').selectAll().orderBy('made_at').compile())
      return rows.map(keyOf)
    },

    /** A new secret for the same key; the old one goes on for `overlapHours`, so that whoever uses it has time to change. Undefined for none such. */
    async rotate(id: string, { days, overlapHours }: { days: number; overlapHours: number }) {
      const key = await keyNamed(id)
      if (!key || key.revokedAt) return undefined
      const secret = newSecret('key')
      const until = new Date(now().getTime() + overlapHours * hourMs).toISOString()
      const expiresAt = new Date(now().getTime() + days * dayMs).toISOString()
      await database.batch([
        sql`update api_keys set previous_digest = digest,
          previous_until = case when expires_at < ${until} then expires_at else ${until} end,
          digest = ${await sha256(secret)}, expires_at = ${expiresAt} where id = ${id}`.compile(sqlWriter),
        told('key-rotated', key),
      ])
      return { key: { ...key, expiresAt }, secret }
    },

    /** At once, with every session that it opened. False where there is none such. */
    async revoke(id: string): Promise<boolean> {
      const key = await keyNamed(id)
      if (!key) return false
      await database.batch([
        sql`update api_keys set revoked_at = coalesce(revoked_at, ${at()}) where id = ${id}`.compile(sqlWriter),
        sqlWriter.deleteFrom('sessions').where('key_id', '=', id).compile(),
        ...(key.revokedAt ? [] : [told('key-revoked', key)]),
      ])
      return true
    },

    async find(secret: string): Promise<Key | KeyRefusal> {
      const digest = await sha256(secret)
      const [row] = await database.all(
        sqlWriter
          .selectFrom('api_keys')
          .selectAll()
          .where((where) => where.or([where('digest', '=', digest), where('previous_digest', '=', digest)]))
          .compile(),
      )
      if (!row) return 'unknown'
      const key = keyOf(row)
      if (key.revokedAt) return 'revoked'
      const until = row.digest === digest ? key.expiresAt : (row.previous_until ?? '')
      if (until <= at()) return 'expired'
      const today = at().slice(0, 10)
      if (key.usedOn !== today) {
        await database.batch([
          sqlWriter.updateTable('api_keys').set({ used_on: today }).where('id', '=', key.id).compile(),
        ])
      }
      return key
    },
  }
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

interface Row {
  id: string
  name: string
  tenant: string
  scopes: string
  made_at: string
  expires_at: string
  revoked_at: string | null
  used_on: string | null
}

const keyOf = (row: Row): Key => ({
  id: row.id,
  name: row.name,
  tenant: row.tenant,
  scopes: scopesIn(row.scopes),
  madeAt: row.made_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  usedOn: row.used_on,
})

/** One key that no database keeps: what a Worker is given as a secret of its own. */
export function oneKey(digest: string, key: Pick<Key, 'id' | 'tenant' | 'scopes'>): KeyFinder {
  const always = { name: key.id, madeAt: '', expiresAt: '9999', revokedAt: null, usedOn: null }
  return { find: async (secret) => ((await sha256(secret)) === digest ? { ...always, ...key } : 'unknown') }
}
