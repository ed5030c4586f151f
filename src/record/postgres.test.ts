import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyProfile } from '../need/profile.ts'
import { chainEvents } from './chain.ts'
import type { Database } from './database.ts'
import { StorageError } from './database.ts'
import { schemaVersion } from './migrations.ts'
import { openPostgres } from './postgres.ts'
import { makePostgresSchema, versionOf } from './postgres-schema.ts'
import { startPostgres } from './postgres-server.ts'
import { conversation, decision, here, turn } from './sample-record.ts'
import { createSqlRecords } from './sql-records.ts'
import { verify } from './verify.ts'

const raw = (sql: string) => ({ sql, parameters: [], query: rawNode(sql), queryId: { queryId: 'raw' } }) as never
const rawNode = (sql: string) => ({ kind: 'RawNode', sqlFragments: [sql], parameters: [] })

describe('records in PostgreSQL', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  let urls: { owner: string; server: string }
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(() => postgres?.stop())
  beforeEach(async ({ skip }) => {
    if (!postgres) return skip()
    urls = await postgres.fresh()
  })

  async function opened(count: number): Promise<{ writers: Database[]; close: () => Promise<void> }> {
    const owner = openPostgres(urls.owner)
    await makePostgresSchema(owner, 'server')
    await owner.close()
    const writers = Array.from({ length: count }, () => openPostgres(urls.server))
    return { writers, close: async () => void (await Promise.all(writers.map((writer) => writer.close()))) }
  }

  it('keep one decision a set, one ledger and one chain under eight processes', async () => {
    const { writers, close } = await opened(8)
    const records = writers.map((writer) => createSqlRecords(writer))
    const providers = Array.from({ length: 12 }, (_, index) => `org-${index}`)
    for (let number = 0; number < 10; number++) {
      await records[0]!.openConversation(here, conversation(`conv_${number}`))
      await records[0]!.addTurn(here, `conv_${number}`, turn(`turn_${number}`, 1, 'options'))
    }
    const sequencing = { done: false }
    const chaining = writers.slice(0, 2).map(async (writer) => {
      while (!sequencing.done) await chainEvents(writer, () => new Date())
    })
    const answers = await Promise.all(
      records.flatMap((record, writer) =>
        Array.from({ length: 10 }, async (_, number) => {
          const conversationId = `conv_${number}`
          const stored = turn(`turn_${number}_${writer}`, 2 + writer, 'question')
          // Each writer names the providers in an order of its own.
          const order = [...providers.slice(writer), ...providers.slice(0, writer)]
          const exposure = Object.fromEntries(order.map((provider) => [provider, { exposure: 1, merit: 0.5 }]))
          expect(await record.addTurn(here, conversationId, { ...stored, exposure })).toEqual({ outcome: 'stored' })
          const made = decision(`dec_${number}_${writer}`, `turn_${number}`, { reason: writer % 2 ? 'dates' : 'price' })
          return record.decide(here, { ...made, conversationId })
        }),
      ),
    )
    sequencing.done = true
    await Promise.all(chaining)
    while ((await chainEvents(writers[0]!, () => new Date())) > 0);
    expect(answers.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(10)
    expect(answers.filter(({ outcome }) => outcome === 'nothing-pending')).toEqual([])
    const ledger = await records[1]!.ledger(here.tenant)
    for (const provider of providers.slice(1)) expect(ledger[provider]?.exposure ?? 0).toBeGreaterThanOrEqual(80)
    expect(await verify(writers[3]!, [])).toMatchObject({ whole: true, decisions: 10, waiting: 0 })
    await close()
  }, 120_000)

  it('let the server add to events and their chain, never change them, nor the schema', async () => {
    const { writers, close } = await opened(1)
    const [server] = writers as [Database]
    await createSqlRecords(server).openConversation(here, conversation('conv_1'))
    await chainEvents(server, () => new Date())
    for (const statement of [
      "update events set body = '{}'",
      'delete from events',
      "update chain set digest = ''",
      'delete from chain',
      'drop table decisions',
      'create table mine (a integer)',
    ]) {
      await expect(server.batch([raw(statement)]), statement).rejects.toMatchObject({ code: '42501' })
    }
    expect(await verify(server, [])).toMatchObject({ whole: true, links: 1 })
    expect(await versionOf(server)).toBeGreaterThanOrEqual(5)
    await close()
  }, 60_000)

  it('are brought up to date while a service of the release before goes on with them', async () => {
    const owner = openPostgres(urls.owner)
    await makePostgresSchema(owner, 'server', schemaVersion - 1)
    const insert = (id: string) =>
      raw(`insert into conversations (id, tenant, counsellor, locale, objection, profile, dropped, created_at)
        values ('${id}', 'agency-a', 'c-1', 'fr', 0, '${JSON.stringify(emptyProfile)}', '[]', '2026-11-24T10:00:00.000Z')`)
    await owner.batch([insert('conv_before')])
    await makePostgresSchema(owner, 'server')
    expect(await versionOf(owner)).toBe(schemaVersion)
    await owner.batch([insert('conv_beside')])
    const server = openPostgres(urls.server)
    const records = createSqlRecords(server)
    expect((await records.conversations(here, { limit: 10 })).data).toHaveLength(2)
    expect(await records.addTurn(here, 'conv_before', turn('turn_1', 1, 'options'))).toEqual({ outcome: 'stored' })
    await server.close()
    await owner.close()
  }, 60_000)

  it('are made once by owners that start together', async () => {
    const owners = Array.from({ length: 4 }, () => openPostgres(urls.owner))
    await Promise.all(owners.map((owner) => makePostgresSchema(owner, 'server')))
    expect(await versionOf(owners[0]!)).toBeGreaterThanOrEqual(5)
    for (const owner of owners) await owner.close()
  }, 60_000)

  it('say that they cannot be reached when no server answers', async () => {
    const nobody = openPostgres('postgresql://server:server@127.0.0.1:1/none')
    await expect(nobody.all(raw('select 1'))).rejects.toBeInstanceOf(StorageError)
    await nobody.close()
  })
})
