import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../record/database.ts'
import { sqlWriter } from '../record/database.ts'
import { migrate } from '../record/migrations.ts'
import { openPostgres } from '../record/postgres.ts'
import { makePostgresSchema } from '../record/postgres-schema.ts'
import { startPostgres } from '../record/postgres-server.ts'
import { conversation } from '../record/sample-record.ts'
import { createSqlRecords } from '../record/sql-records.ts'
import { openSqlite } from '../record/sqlite.ts'
import { createKeys } from './keys.ts'
import { createPeople } from './people.ts'
import { createSessions } from './sessions.ts'

const hour = 3_600_000
const start = Date.parse('2026-11-29T08:00:00Z')

describe.each(['SQLite', 'PostgreSQL'] as const)('who may enter, kept in %s', (kind) => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  let database: Database | undefined
  let now = start
  const clock = () => new Date(now)

  beforeAll(async () => {
    if (kind === 'SQLite') {
      database = openSqlite(':memory:')
      await migrate(database)
      return
    }
    postgres = await startPostgres()
    if (!postgres) return
    const urls = await postgres.fresh()
    const owner = openPostgres(urls.owner)
    await makePostgresSchema(owner, 'server')
    await owner.close()
    database = openPostgres(urls.server)
  }, 60_000)
  afterAll(async () => {
    await database?.close()
    await postgres?.stop()
  })
  const test = (name: string, work: (database: Database) => Promise<void>) =>
    it(name, async ({ skip }) => {
      // Said by startPostgres where it cannot be started.
      if (!database) return skip()
      now = start
      await work(database)
    })

  test('a key: known by its secret alone, until its end, its rotation or its revocation, for whoever asks the database', async (database) => {
    const [keys, elsewhere] = [createKeys(database, clock), createKeys(database, clock)]
    const { key, secret } = await keys.add({ name: 'portail', tenant: 'nord', scopes: ['chat', 'audit'], days: 2 })
    expect(secret).toMatch(/^evk_[\w-]{43}$/)
    expect(await elsewhere.find(secret)).toMatchObject({ id: key.id, tenant: 'nord', scopes: ['chat', 'audit'] })
    expect((await keys.list()).find(({ id }) => id === key.id)?.usedOn).toBe('2026-11-29')
    expect(await keys.find(`${secret}x`)).toBe('unknown')
    now += 47 * hour
    const rotated = (await keys.rotate(key.id, { days: 30, overlapHours: 24 }))!
    expect([await keys.find(rotated.secret), await keys.find(secret)]).toMatchObject([{ id: key.id }, { id: key.id }])
    // The overlap does not make the old one outlive its own end.
    now += 2 * hour
    expect([await keys.find(secret), typeof (await keys.find(rotated.secret))]).toEqual(['expired', 'object'])
    expect(await elsewhere.revoke(key.id)).toBe(true)
    expect(await keys.find(rotated.secret)).toBe('revoked')
    expect(await keys.rotate(key.id, { days: 1, overlapHours: 0 })).toBeUndefined()
    expect(await keys.revoke('key_none')).toBe(false)
    const kept = await database.all(sqlWriter.selectFrom('api_keys').selectAll().compile())
    expect(JSON.stringify(kept)).not.toContain(secret.slice(4))
    const events = await database.all(sqlWriter.selectFrom('events').select(['kind', 'body']).compile())
    expect(events.map(({ body }) => (JSON.parse(body) as { did: string }).did)).toEqual(
      expect.arrayContaining(['key-added', 'key-rotated', 'key-revoked']),
    )
  })

  test('a session that a key opened: ends with the key, and after fifteen minutes however it is used', async (database) => {
    const [keys, sessions] = [createKeys(database, clock), createSessions(database, clock, limits)]
    const { key } = await keys.add({ name: 'portail', tenant: 'nord', scopes: ['sessions'], days: 2 })
    const open = () => sessions.openDelegated({ tenant: 'nord', counsellor: 'anne', origin: null, keyId: key.id })
    const [first, second] = [await open(), await open()]
    now += hour / 4 - 1000
    expect(await sessions.find(first.token)).toMatchObject({
      counsellor: 'anne',
      roles: ['counsellor'],
      via: 'session',
    })
    now += 1000
    expect(await sessions.find(first.token)).toBe('expired')
    expect(await sessions.find(first.token)).toBe('unknown')
    now = start
    await keys.revoke(key.id)
    expect(await sessions.find(second.token)).toBe('unknown')
  })

  test('roles: those given to a person where it signed in hold from the next request on', async (database) => {
    const [people, sessions] = [createPeople(database, clock), createSessions(database, clock, limits)]
    const together = Array.from({ length: 5 }, () => people.arrive('https://id.example', 's-1', 'nord'))
    const [anne, ...again] = await Promise.all(together)
    expect(new Set(again.map(({ id }) => id))).toEqual(new Set([anne!.id]))
    expect(anne!.roles).toEqual([])
    const opened = await sessions.openBrowser({
      via: 'oidc',
      tenant: 'nord',
      counsellor: anne!.id,
      idToken: null,
      roles: null,
    })
    const roles = async () => {
      const found = await sessions.find(opened.token)
      return typeof found === 'string' ? found : found.roles
    }
    expect(await roles()).toEqual([])
    expect(await people.give(anne!.id, 'nord', ['counsellor', 'referent'])).toBe(true)
    expect(await roles()).toEqual(['counsellor', 'referent'])
    expect(await people.give(anne!.id, 'sud', ['operator'])).toBe(false)
    expect((await people.arrive('https://id.example', 's-1', 'sud')).roles).toEqual([])
    expect(await people.give(anne!.id, 'nord', [])).toBe(true)
    expect(await roles()).toEqual([])
  })

  test('two references of one person: joined, the exchanges and the roles of both are the first’s', async (database) => {
    const [people, sessions] = [createPeople(database, clock), createSessions(database, clock, limits)]
    const records = createSqlRecords(database, clock)
    const [one, other] = [
      await people.arrive('https://id.example', 's-2', 'nord'),
      await people.arrive('https://other.example', 's-2', 'nord'),
    ]
    expect(one.id).not.toBe(other.id)
    await people.give(one.id, 'nord', ['counsellor'])
    await people.give(other.id, 'nord', ['referent'])
    await records.openConversation({ tenant: 'nord', counsellor: other.id }, conversation('conv_joined'))
    const opened = await sessions.openBrowser({
      via: 'oidc',
      tenant: 'nord',
      counsellor: other.id,
      idToken: null,
      roles: null,
    })
    expect(await people.join(one.id, 'person_none')).toBe(false)
    expect(await people.join(one.id, other.id)).toBe(true)
    expect(await people.arrive('https://other.example', 's-2', 'nord')).toMatchObject({
      id: one.id,
      roles: ['counsellor', 'referent'],
    })
    expect(await sessions.find(opened.token)).toBe('unknown')
    expect((await records.conversation({ tenant: 'nord', counsellor: one.id }, 'conv_joined'))?.id).toBe('conv_joined')
    expect((await people.list()).some(({ id }) => id === other.id)).toBe(false)
  })
})

const limits = { idleMs: hour, absoluteMs: 10 * hour }
