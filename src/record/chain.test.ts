import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chainEvents, lastLink } from './chain.ts'
import { checkpointFiles, openCheckpoints, readCheckpoints } from './checkpoints.ts'
import type { Database } from './database.ts'
import { keepChain } from './keep-chain.ts'
import { migrate } from './migrations.ts'
import { purgeExpired } from './retention.ts'
import { conversation, decision, here, turn } from './sample-record.ts'
import { createSqlRecords } from './sql-records.ts'
import { openSqlite } from './sqlite.ts'
import { verify } from './verify.ts'

const retention = { decided: 365, undecided: 90, events: 365 }

describe('the chain of events', () => {
  let folder: string
  let file: string
  let database: Database
  let now: Date
  const clock = () => now
  const records = () => createSqlRecords(database, clock)

  /** A conversation with a set, its decision, an amended set and one that waits. */
  async function converse(id: string) {
    await records().openConversation(here, { ...conversation(id), createdAt: now.toISOString() })
    const at = (stored: ReturnType<typeof turn>) => ({
      ...stored,
      turn: { ...stored.turn, createdAt: now.toISOString() },
    })
    await records().addTurn(here, id, at(turn(`turn_${id}_1`, 1, 'options')))
    await records().decide(here, {
      ...decision(`dec_${id}`, `turn_${id}_1`, { decidedAt: now.toISOString() }),
      conversationId: id,
    })
    await records().addTurn(here, id, at(turn(`turn_${id}_2`, 2, 'options')))
    await records().addTurn(here, id, { ...at(turn(`turn_${id}_3`, 3, 'options')), setsAside: [`turn_${id}_2`] })
  }

  beforeEach(async () => {
    now = new Date('2026-11-24T10:00:00Z')
    folder = mkdtempSync(join(tmpdir(), 'eventail-chain-'))
    file = join(folder, 'records.sqlite')
    database = openSqlite(file)
    await migrate(database)
  })
  afterEach(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  it('tells what happened in ids, codes and digests, in the order it happened', async () => {
    await converse('conv_1')
    await records().count('agency-a', [{ name: 'block', key: 'HEALTH', by: 1 }], { kind: 'guard', action: 'blocked' })
    await records().eraseConversation(here, 'conv_1')
    await chainEvents(database, clock)
    const { data } = await records().events('agency-a', { limit: 100 })
    expect(data.map(({ kind }) => kind)).toEqual([
      'opened',
      'options-shown',
      'decision',
      'options-shown',
      'set-aside',
      'options-shown',
      'guard',
      'erasure',
    ])
    expect(JSON.stringify(data).replaceAll(/evt_[0-9a-f-]+/g, '')).not.toMatch(/HEALTH|soudeur|c-1/)
    expect(await records().events('agency-b', { limit: 100 })).toEqual({ data: [], hasMore: false })
  })

  it('is one chain whoever writes it, and whole after an erasure', async () => {
    await converse('conv_1')
    await converse('conv_2')
    const other = openSqlite(file)
    await Promise.all(Array.from({ length: 8 }, (_, writer) => chainEvents(writer % 2 ? other : database, clock)))
    await other.close()
    while ((await chainEvents(database, clock)) > 0);
    expect(await verify(database, [])).toMatchObject({ whole: true, links: 12, waiting: 0, decisions: 2 })
    await records().eraseConversation(here, 'conv_1')
    await chainEvents(database, clock)
    expect(await verify(database, [])).toMatchObject({ whole: true, links: 13, decisions: 1 })
  })

  it('finds a thousand random mutations, each at the first row it touches', async () => {
    for (const number of [1, 2, 3]) await converse(`conv_${number}`)
    await chainEvents(database, clock)
    const head = (await lastLink(database))!
    const raw = new DatabaseSync(file)
    raw.exec('pragma foreign_keys = off')
    for (const name of ['events_are_never_changed', 'links_are_never_changed']) raw.exec(`drop trigger ${name}`)
    const columns = {
      chain: ['segment', 'previous', 'digest', 'seq', 'event_seq'],
      events: ['id', 'tenant', 'subject', 'kind', 'at', 'body', 'seq'],
      decisions: ['id', 'body'],
      turns: ['id', 'body'],
    }
    const mutation = fc.record({
      table: fc.constantFrom(...(Object.keys(columns) as (keyof typeof columns)[])),
      act: fc.constantFrom('change', 'change', 'delete', 'swap'),
      row: fc.nat(),
      other: fc.nat(),
      column: fc.nat(),
      at: fc.nat(),
    })
    let mutated = 0
    await fc.assert(
      fc.asyncProperty(mutation, async ({ table, act, row, other, column, at }) => {
        const rows = raw.prepare(`select rowid as row_id, * from ${table} order by rowid`).all()
        const one = rows[row % rows.length]!
        const two = rows[other % rows.length]!
        const name = columns[table][column % columns[table].length]!
        if (act === 'swap' && (one === two || one[name] === two[name])) return
        raw.exec('begin')
        if (act === 'delete') raw.prepare(`delete from ${table} where rowid = ?`).run(one.row_id!)
        else {
          const value = act === 'swap' ? two[name]! : changed(one[name] as string | number | null, at)
          try {
            raw.prepare(`update ${table} set ${name} = ? where rowid = ?`).run(value, one.row_id!)
          } catch {
            // A unique index or a not null refuses it: it cannot be done.
            raw.exec('rollback')
            return
          }
        }
        raw.exec('commit')
        const found = await verify(database, [{ seq: head.seq, digest: head.digest }])
        mutated++
        restore(raw, table, rows)
        expect(found.whole, JSON.stringify({ table, act, name, one })).toBe(false)
      }),
      { numRuns: 1400, seed: 16 },
    )
    expect(mutated).toBeGreaterThanOrEqual(1000)
    expect(await verify(database, [{ seq: head.seq, digest: head.digest }])).toMatchObject({ whole: true })
    raw.close()
  }, 180_000)

  it('serves no decision that the events do not vouch for, and misses one that was taken away', async () => {
    await converse('conv_1')
    const raw = new DatabaseSync(file)
    const [{ body } = { body: '' }] = raw.prepare('select body from decisions').all() as { body: string }[]
    const forged = decision('dec_conv_1', 'turn_conv_1_1', { kind: 'none', reason: 'price' }).decision
    raw.prepare('update decisions set body = ?').run(JSON.stringify(forged))
    const read = async () => (await records().conversation(here, 'conv_1'))!
    const named = [{ part: 'decision', because: 'not-vouched', id: 'dec_conv_1', number: 1 }]
    expect((await read()).unreadable).toEqual(named)
    expect((await read()).turns[0]!.decision).toBeNull()
    raw.prepare('update decisions set body = ?').run(body)
    expect((await read()).unreadable).toBeUndefined()
    raw.exec('delete from decisions')
    expect((await read()).unreadable).toEqual(named)
    raw.close()
  })

  it('vouches for its head in signed checkpoints, which find a tail that was cut and a line that was written by another', async () => {
    await converse('conv_1')
    const checkpoints = openCheckpoints(folder)
    const chain = keepChain({
      database,
      now: clock,
      checkpoint: (head) => checkpoints.write(head, now),
      vouched: undefined,
      onError: (error) => expect(error).toBeUndefined(),
    })
    await expect.poll(async () => (await lastLink(database))?.seq, { timeout: 5000 }).toBe(6)
    await chain.close()
    const read = readCheckpoints(folder)
    const heads = 'heads' in read ? read.heads : []
    expect(heads.at(-1)?.seq).toBe(6)
    expect(await verify(database, heads)).toMatchObject({ whole: true })

    const raw = new DatabaseSync(file)
    raw.exec('delete from chain where seq > 4; delete from events where seq > 4')
    raw.close()
    expect(await verify(database, heads)).toMatchObject({ whole: false, table: 'chain', row: '5' })
    const after = keepChain({ database, now: clock, checkpoint: () => {}, vouched: heads.at(-1), onError: () => {} })
    await pause(100)
    expect(after.isBroken()).toBe(true)
    await after.close()

    const lines = readFileSync(join(folder, checkpointFiles.checkpoints), 'utf8')
    writeFileSync(join(folder, checkpointFiles.checkpoints), lines.replace('"seq":6', '"seq":4'))
    expect(readCheckpoints(folder)).toEqual({ line: 1, because: 'its signature does not hold' })
  })

  it('loses by retention what is past its time, with the proof of it, and goes on verifying', async () => {
    const checkpoints = openCheckpoints(folder)
    const purge = () =>
      purgeExpired({ database, retention, now: clock, vouch: async (head) => checkpoints.write(head, now) })
    const whole = async () => {
      while ((await chainEvents(database, clock)) > 0);
      const read = readCheckpoints(folder)
      return verify(database, 'heads' in read ? read.heads : [])
    }
    await converse('conv_decided')
    await records().openConversation(here, { ...conversation('conv_undecided'), createdAt: now.toISOString() })
    await whole()
    now = new Date('2027-01-15T10:00:00Z')
    await converse('conv_later')
    expect(await purge()).toEqual({ decided: 0, undecided: 0, events: 0 })
    now = new Date('2027-03-01T10:00:00Z')
    expect(await purge()).toMatchObject({ decided: 0, undecided: 1 })
    expect(await whole()).toMatchObject({ whole: true, decisions: 2 })
    now = new Date('2027-12-20T10:00:00Z')
    expect(await purge()).toMatchObject({ decided: 1, undecided: 0, events: 7 })
    expect(await whole()).toMatchObject({ whole: true, decisions: 1 })
    // Another instance has not the checkpoint of that purge: its event tells what stood before.
    expect(await verify(database, [])).toMatchObject({ whole: true, decisions: 1 })
    const { data } = await records().events('agency-a', { limit: 100 })
    expect(data.filter(({ kind }) => kind === 'erasure').map(({ body }) => JSON.parse(body))).toMatchObject([
      { because: 'retention', class: 'undecided', conversations: ['conv_undecided'] },
      { because: 'retention', class: 'decided', conversations: ['conv_decided'] },
      { because: 'retention', class: 'events', segment: '2026-11', upTo: 7 },
    ])
    expect((await records().conversations(here, { limit: 10 })).data.map(({ id }) => id)).toEqual(['conv_later'])
  })
})

function changed(value: string | number | null, at: number): string | number {
  if (typeof value === 'number') return value + 1 + (at % 3)
  const text = value ?? ''
  const place = at % (text.length + 1)
  return `${text.slice(0, place)}${text[place] === '7' ? '8' : '7'}${text.slice(place + 1)}`
}

function restore(raw: DatabaseSync, table: string, rows: readonly Record<string, unknown>[]): void {
  raw.exec('begin')
  raw.exec(`delete from ${table}`)
  for (const { row_id: _row, ...row } of rows) {
    const names = Object.keys(row)
    raw
      .prepare(`insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`)
      .run(...(Object.values(row) as (string | number | null)[]))
  }
  raw.exec('commit')
}
