import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chainEvents, lastLink } from '../../record/chain.ts'
import { openCheckpoints } from '../../record/checkpoints.ts'
import { migrate } from '../../record/migrations.ts'
import { openPostgres } from '../../record/postgres.ts'
import { startPostgres } from '../../record/postgres-server.ts'
import { conversation, decision, elsewhere, here, turn } from '../../record/sample-record.ts'
import { createSqlRecords } from '../../record/sql-records.ts'
import { openSqlite } from '../../record/sqlite.ts'
import { verify } from '../../record/verify.ts'
import { moveRecords } from './move-records.ts'

describe('records that move from SQLite to PostgreSQL', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  let dataDir: string
  let to: { url: string; ownerUrl: string }
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(() => postgres?.stop())
  beforeEach(async ({ skip, onTestFinished }) => {
    if (!postgres) return skip()
    const { owner, server } = await postgres.fresh()
    to = { url: server, ownerUrl: owner }
    dataDir = mkdtempSync(join(tmpdir(), 'eventail-move-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true }))
    const database = openSqlite(join(dataDir, 'records.sqlite'))
    await migrate(database)
    const records = createSqlRecords(database)
    for (let number = 0; number < 30; number++) {
      const id = `conv_${number}`
      await records.openConversation(number % 2 ? here : elsewhere, conversation(id), [
        { label: 'PERSONNE', number: 1, words: ['sealed'] },
      ])
      if (number % 2 === 0) continue
      await records.addTurn(here, id, turn(`turn_${number}`, 1, 'options'))
      await records.decide(here, { ...decision(`dec_${number}`, `turn_${number}`), conversationId: id })
    }
    const revised = decision('dec_revised', 'turn_1', { supersedes: 'dec_1', reason: 'dates' })
    await records.decide(here, { ...revised, conversationId: 'conv_1' })
    while ((await chainEvents(database, () => new Date())) > 0);
    const { seq, digest } = (await lastLink(database))!
    openCheckpoints(dataDir).write({ seq, digest }, new Date())
    await database.close()
  })

  it('are the same there, verify, and go on where they were', async () => {
    const { tables, verified } = await moveRecords({ dataDir, ...to })
    expect(tables).toMatchObject({
      conversations: 30,
      turns: 15,
      decisions: 16,
      events: 61,
      chain: 61,
      placeholders: 30,
    })
    expect(verified).toMatchObject({ links: 61, decisions: 16 })
    const database = openPostgres(to.url)
    const records = createSqlRecords(database)
    expect((await records.conversation(here, 'conv_1'))?.turns[0]?.decision?.id).toBe('dec_revised')
    expect((await records.conversations(here, { limit: 100 })).data).toHaveLength(15)
    await records.openConversation(here, conversation('conv_new'))
    expect((await records.conversations(here, { limit: 1 })).data[0]?.id).toBe('conv_new')
    expect(await chainEvents(database, () => new Date())).toBe(1)
    expect(await verify(database, [])).toMatchObject({ whole: true, links: 62 })
    await database.close()
  })

  it('are refused where something is already, where a service still runs, and where they do not verify; nothing is left of a refusal', async () => {
    const file = new DatabaseSync(join(dataDir, 'records.sqlite'))
    file.prepare("insert into marks values ('running', ?)").run(new Date().toISOString())
    await expect(moveRecords({ dataDir, ...to })).rejects.toThrow('A service is running')
    file.exec("delete from marks where name = 'running'")
    file.exec(`update decisions set body = replace(body, '"kind":"none"', '"kind":"own"') where id = 'dec_3'`)
    await expect(moveRecords({ dataDir, ...to })).rejects.toThrow('decisions, dec_3')
    file.exec(`update decisions set body = replace(body, '"kind":"own"', '"kind":"none"') where id = 'dec_3'`)
    file.close()
    await moveRecords({ dataDir, ...to })
    await expect(moveRecords({ dataDir, ...to })).rejects.toThrow('is not empty')
  })
})
