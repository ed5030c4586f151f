import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { emptyProfile } from '../need/profile.ts'
import { type Database, StorageError } from './database.ts'
import { migrate } from './migrations.ts'
import { createSqlRecords } from './sql-records.ts'
import { openSqlite } from './sqlite.ts'

const here = { tenant: 'agency-a', counsellor: 'c-1' }
const canary = 'canari-quatre-vingt-douze'

describe('records under strain', () => {
  let folder: string
  let file: string
  let database: Database
  let other: DatabaseSync
  const open = (id: string) =>
    createSqlRecords(database).openConversation(here, {
      id,
      locale: 'fr',
      objection: false,
      profile: { ...emptyProfile, skills: [mintRedacted(canary)] },
      dropped: [],
      turns: [],
      createdAt: '2026-11-24T10:00:00.000Z',
    })
  const bytes = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('')

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'eventail-strain-'))
    file = join(folder, 'records.sqlite')
    database = openSqlite(file)
    await migrate(database)
    other = new DatabaseSync(file)
  })
  afterEach(async () => {
    other.close()
    await database.close()
    rmSync(folder, { recursive: true })
  })

  it('wait for a lock that another program holds without holding the loop', async () => {
    other.exec('begin immediate')
    const delays = monitorEventLoopDelay({ resolution: 5 })
    delays.enable()
    const opening = open('conv_1')
    await pause(1500)
    other.exec('commit')
    await opening
    delays.disable()
    // The bar is 100 ms on a machine of its own; frozen, it was 1,500.
    expect(delays.max / 1e6).toBeLessThan(500)
    expect(await createSqlRecords(database).conversation(here, 'conv_1')).toBeDefined()
  })

  it('say that they are busy when the lock is never given, and have kept nothing of it', async () => {
    other.exec('begin immediate')
    await expect(open('conv_1')).rejects.toMatchObject({ name: 'StorageError', code: 'busy' })
    other.exec('commit')
    expect(await createSqlRecords(database).conversation(here, 'conv_1')).toBeUndefined()
  }, 20_000)

  it('are each whole or not at all, though batches that come together are synced together', async () => {
    const mark = (name: string) => ({
      sql: 'insert into marks (name, value) values (?, ?)',
      parameters: [name, 'here'],
    })
    const batches = [['one'], ['two', 'one'], ['three', 'four']].map((names) =>
      database.batch(names.map(mark) as never),
    )
    const ends = await Promise.allSettled(batches)
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(ends[1]).toMatchObject({ reason: { name: 'UniqueViolation' } })
    const rows = await database.all<{ name: string }>({ sql: 'select name from marks', parameters: [] } as never)
    expect(rows.map(({ name }) => name).sort()).toEqual(['four', 'one', 'three'])
  })

  it('lose no byte of what was erased as soon as a reader that stood on it has left', async () => {
    await open('conv_1')
    expect(bytes()).toContain(canary)
    other.exec('begin')
    other.prepare('select count(*) from conversations').get()
    expect(await createSqlRecords(database).eraseConversation(here, 'conv_1')).toBe(true)
    await pause(50)
    expect(bytes()).toContain(canary)
    expect(database.purgeWaitsMs()).toBeGreaterThan(0)
    other.exec('commit')
    await expect.poll(bytes, { timeout: 10_000 }).not.toContain(canary)
    expect(database.purgeWaitsMs()).toBe(0)
  }, 20_000)

  it('lose it at once while another program has them open and reads nothing', async () => {
    await open('conv_1')
    other.prepare('select count(*) from conversations').get()
    await createSqlRecords(database).eraseConversation(here, 'conv_1')
    expect(bytes()).not.toContain(canary)
  })

  it('say that they are full, keep what was acknowledged, and go on once there is room', async () => {
    await open('conv_1')
    const [{ page_count: pages } = { page_count: 0 }] = await database.all<{ page_count: number }>({
      sql: 'pragma page_count',
      parameters: [],
    } as never)
    await database.batch([{ sql: `pragma max_page_count = ${pages}`, parameters: [] } as never])
    let failure: unknown
    for (let number = 2; number < 500 && !failure; number++) {
      failure = await open(`conv_${number}`).catch((error: unknown) => error)
    }
    expect(failure).toBeInstanceOf(StorageError)
    expect((failure as StorageError).code).toBe('full')
    await database.batch([{ sql: 'pragma max_page_count = 100000', parameters: [] } as never])
    await open('conv_later')
    const { data } = await createSqlRecords(database).conversations(here, { limit: 100 })
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(['conv_later']))
    expect(await createSqlRecords(database).conversation(here, 'conv_1')).toBeDefined()
  })

  it('are refused by name when the file is no database', () => {
    writeFileSync(join(folder, 'spoilt.sqlite'), 'x'.repeat(8192))
    expect(() => openSqlite(join(folder, 'spoilt.sqlite'))).toThrow(StorageError)
  })
})
