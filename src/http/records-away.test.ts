import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainEvents } from '../record/chain.ts'
import { digestOf } from '../record/digest.ts'
import type { AuditEvent } from '../record/events.ts'
import type { Conversation, Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'
import type { Health } from './health.ts'

describe('the HTTP API when its records are not as they should be', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eventail-away-'))
  const file = join(folder, 'records.sqlite')
  let stage: Awaited<ReturnType<typeof rehearse>>
  let api: ReturnType<typeof talkTo>
  let health: Health = { ready: true, problems: [] }
  beforeAll(async () => {
    stage = await rehearse({ size: 1500, file, health: () => health })
    api = talkTo(stage.app)
  })
  afterAll(() => {
    stage.database.close()
    rmSync(folder, { recursive: true })
  })

  it('answers 503 with Retry-After while another program holds the lock, and then as if nothing had been', async () => {
    const { id } = await api.opened()
    const other = new DatabaseSync(file)
    other.exec('begin immediate')
    const busy = await api.call('POST', '/v1/conversations', {})
    expect([busy.status, busy.body.code, busy.headers.get('retry-after')]).toEqual([503, 'records-busy', '2'])
    expect((await api.call('GET', `/v1/conversations/${id}`)).status).toBe(200)
    other.exec('rollback')
    other.close()
    expect((await api.call('POST', '/v1/conversations', {})).status).toBe(201)
  }, 30_000)

  it('answers 503 when the disk is full, loses nothing acknowledged, and goes on once there is room', async () => {
    const { id } = await api.opened()
    const pragma = (sql: string) => stage.database.all<Record<string, number>>({ sql, parameters: [] } as never)
    // The connection that writes is another one.
    const written = (sql: string) => stage.database.batch([{ sql, parameters: [] } as never])
    const [{ page_count: pages } = { page_count: 0 }] = await pragma('pragma page_count')
    await written(`pragma max_page_count = ${pages}`)
    const answers = []
    for (let time = 0; time < 20; time++) {
      answers.push(await api.said(id, { text: 'une formation de cuisinier' }))
      if (answers.at(-1)!.status !== 201) break
    }
    const full = answers.at(-1)!
    expect([full.status, full.body.code, full.headers.get('retry-after')]).toEqual([503, 'records-unavailable', '30'])
    await written('pragma max_page_count = 1000000')
    const kept = (await api.call('GET', `/v1/conversations/${id}`)).body as unknown as Conversation
    expect(kept.turns.map((turn) => turn.id)).toEqual(answers.slice(0, -1).map(({ body }) => body.id))
    expect((await api.said(id, { text: 'une formation de cuisinier' })).status).toBe(201)
  }, 60_000)

  it('answers 503 while nothing can be written, still gives what is there, and a start on a disk that takes it again has it all', async () => {
    const kept = join(folder, 'read-only.sqlite')
    const service = await rehearse({ size: 1500, file: kept })
    const { call, opened, said } = talkTo(service.app)
    const { id } = await opened()
    const turn = (await said(id, { text: 'une formation de soudeur' })).body
    // What SQLite answers from then on is what it answers where its disk has become read-only.
    await service.database.batch([{ sql: 'pragma query_only = 1', parameters: [] } as never])
    const tries = [
      await call('POST', '/v1/conversations', {}),
      await said(id, { text: 'une formation de cuisinier' }),
      await call('DELETE', `/v1/conversations/${id}`),
    ]
    expect(tries.map(({ status, body, headers }) => [status, body.code, headers.get('retry-after')])).toEqual(
      tries.map(() => [503, 'records-unavailable', '30']),
    )
    expect((await call('GET', '/v1/conversations')).status).toBe(200)
    expect((await call('GET', `/v1/conversations/${id}`)).body.turns).toEqual([turn])
    await service.database.close()

    const again = await rehearse({ size: 1500, file: kept })
    const later = talkTo(again.app)
    expect((await later.call('GET', `/v1/conversations/${id}`)).body.turns).toEqual([turn])
    expect((await later.said(id, { text: 'une formation de cuisinier' })).body.number).toBe(2)
    await again.database.close()
  }, 60_000)

  it('lists, opens without it, goes on with and erases an exchange that has a row it cannot read', async () => {
    const { id } = await api.opened()
    const turn = (await api.said(id, { text: 'une formation de soudeur' })).body as unknown as Turn
    const raw = new DatabaseSync(file)
    raw.prepare('update turns set body = ? where id = ?').run('{"bodyVersion":', turn.id)
    raw.close()
    const list = await api.call('GET', '/v1/conversations')
    expect(list.status).toBe(200)
    expect(list.text).toContain(id)
    const read = (await api.call('GET', `/v1/conversations/${id}`)).body as unknown as Conversation
    expect(read.unreadable).toEqual([{ part: 'turn', because: 'not-readable', id: turn.id, number: 1 }])
    expect((await api.said(id, { text: 'une formation de cuisinier' })).body.number).toBe(2)
    expect((await api.call('DELETE', `/v1/conversations/${id}`)).status).toBe(204)
    expect((await api.call('GET', `/v1/conversations/${id}`)).status).toBe(404)
  })

  it('says at /readyz what is wrong and what to do', async () => {
    health = { ready: false, problems: ['records-full', 'catalogue-stale'] }
    const red = await api.call('GET', '/readyz')
    expect(red.status).toBe(503)
    expect(red.body).toMatchObject({
      status: 'not-ready',
      problems: [
        { code: 'records-full', todo: expect.stringContaining('make room') },
        { code: 'catalogue-stale', todo: expect.stringContaining('import') },
      ],
    })
    health = { ready: true, problems: [] }
    expect((await api.call('GET', '/readyz')).status).toBe(200)
  })

  it('gives an answer again to the letter, whatever was decided since, and keeps no second copy of it', async () => {
    const { id } = await api.opened({ dossier: { commune: '59350', mobiliteKm: 200 } })
    for (const path of ['messages', 'messages/stream']) {
      const key = { 'idempotency-key': `key-${path}` }
      const said = { text: 'une formation de soudeur' }
      const first = await api.call('POST', `/v1/conversations/${id}/${path}`, said, key)
      const { turns } = (await api.call('GET', `/v1/conversations/${id}`)).body as unknown as Conversation
      const turn = turns.at(-1)!
      const decision = { kind: 'none', optionsDigest: turn.optionsDigest }
      await api.call('POST', `/v1/conversations/${id}/turns/${turn.id}/decision`, decision)
      const again = await api.call('POST', `/v1/conversations/${id}/${path}`, said, key)
      expect(again.headers.get('idempotent-replayed')).toBe('true')
      expect(again.text).toBe(first.text)
      const raw = new DatabaseSync(file, { readOnly: true })
      const row = raw.prepare('select length(body) as size from idempotency where key = ?').get(`key-${path}`)
      raw.close()
      expect(first.text.length).toBeGreaterThan(5_000)
      expect(row?.size).toBeLessThan(3000)
    }
  })
})

describe('the events, for auditors', () => {
  it('are read by cursor with a key made for it, and each can be digested again by whoever reads it', async () => {
    const stage = await rehearse({ size: 1500, closed: true })
    const counsellor = await stage.named('c-1', 'agency-a')
    const { api: auditor } = await stage.keyed(['audit'], 'agency-a')
    const { id } = await counsellor.opened({})
    await counsellor.said(id, { text: 'Mme Garnier cherche une formation de soudeur, 06 12 34 56 78' })
    await counsellor.call('DELETE', `/v1/conversations/${id}`)
    await chainEvents(stage.database, () => new Date())
    expect((await counsellor.call('GET', '/v1/audit/events')).body.code).toBe('forbidden')
    const events: AuditEvent[] = []
    for (let after = 0; ; ) {
      const { status, text, body } = await auditor.call('GET', `/v1/audit/events?limit=2&after=${after}`)
      expect(status).toBe(200)
      expect(text).not.toMatch(/Garnier|PERSON|PHONE|soudeur/)
      events.push(...(body.data as AuditEvent[]))
      if (body.next === null) break
      after = body.next as number
    }
    expect(events.map(({ kind }) => kind)).toEqual(['access', 'opened', 'guard', 'options-shown', 'erasure'])
    for (const { digest, seq, segment, previous, ...event } of events) {
      expect(await digestOf({ seq, segment, previous, event })).toBe(digest)
    }
  })
})
