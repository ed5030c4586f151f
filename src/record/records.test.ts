import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompiledQuery } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { type Database, sqlWriter } from './database.ts'
import { digestOf } from './digest.ts'
import { migrate } from './migrations.ts'
import { openPostgres } from './postgres.ts'
import { makePostgresSchema } from './postgres-schema.ts'
import { startPostgres } from './postgres-server.ts'
import type { Idempotency, Records } from './records.ts'
import { answered, conversation, decision, elsewhere, here, turn } from './sample-record.ts'
import { sealPlaceholders } from './sealed-placeholders.ts'
import { createSqlIdempotency } from './sql-idempotency.ts'
import { createSqlRecords } from './sql-records.ts'
import { openSqlite } from './sqlite.ts'

interface Place {
  open(): Promise<Database>
  forget(): Promise<void>
}

const places: Record<'SQLite' | 'PostgreSQL', () => Promise<Place | undefined>> = {
  async SQLite() {
    const folder = mkdtempSync(join(tmpdir(), 'eventail-record-'))
    return {
      async open() {
        const database = openSqlite(join(folder, 'records.sqlite'))
        await migrate(database)
        return database
      },
      forget: async () => rmSync(folder, { recursive: true }),
    }
  },
  async PostgreSQL() {
    const urls = await postgres?.fresh()
    if (!urls) return undefined
    return {
      async open() {
        const owner = openPostgres(urls.owner)
        await makePostgresSchema(owner, 'server')
        await owner.close()
        return openPostgres(urls.server)
      },
      forget: async () => {},
    }
  },
}

let postgres: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres?.stop())

describe.each(['SQLite', 'PostgreSQL'] as const)('the record in %s', (kind) => {
  let place: Place
  let database: Database
  let records: Records
  let idempotency: Idempotency
  let now = 0

  const open = async () => {
    database = await place.open()
    records = createSqlRecords(database)
    idempotency = createSqlIdempotency(database, () => now)
  }

  beforeEach(async ({ skip }) => {
    const made = await places[kind]()
    if (!made) return skip()
    place = made
    await open()
    await records.openConversation(here, conversation('conv_1'))
  })
  afterEach(async () => {
    await database?.close()
    await place?.forget()
  })

  it('gives a conversation back whole after a restart', async () => {
    await records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))
    await records.decide(here, decision('dec_1', 'turn_1'))
    await database.close()
    await open()
    const found = await records.conversation(here, 'conv_1')
    expect(found?.turns).toHaveLength(1)
    expect(found?.turns[0]?.decision?.id).toBe('dec_1')
    expect(found?.dropped).toEqual([{ field: '/sexe', reason: 'protected' }])
    expect(await records.sent(here, 'conv_1', 'turn_1')).toEqual([{ purpose: 'read-need', body: '{"a":1}' }])
    expect((await records.selection(here, 'conv_1', 'turn_1'))?.today).toBe('2026-11-24')
  })

  it('is as empty for another owner as if nothing had ever been', async () => {
    await records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))
    expect(await records.conversation(elsewhere, 'conv_1')).toBeUndefined()
    expect(await records.sent(elsewhere, 'conv_1', 'turn_1')).toBeUndefined()
    expect(await records.eraseConversation(elsewhere, 'conv_1')).toBe(false)
    expect((await records.decide(elsewhere, decision('dec_x', 'turn_1'))).outcome).toBe('nothing-pending')
    expect((await records.addTurn(elsewhere, 'conv_1', turn('turn_2', 2, 'question'))).outcome).toBe('raced')
    expect((await records.conversation(here, 'conv_1'))?.turns).toHaveLength(1)
  })

  it('sets an amended set aside as the new one is stored, unless it was decided meanwhile', async () => {
    await records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))
    const amending = { ...turn('turn_2', 2, 'options'), setsAside: ['turn_1'] }
    expect(await records.addTurn(here, 'conv_1', amending)).toEqual({ outcome: 'stored' })
    expect((await records.decide(here, decision('dec_1', 'turn_1'))).outcome).toBe('nothing-pending')
    expect((await records.decide(here, decision('dec_2', 'turn_2'))).outcome).toBe('recorded')
    await records.addTurn(here, 'conv_1', { ...turn('turn_3', 3, 'options'), setsAside: ['turn_2'] })
    const turns = (await records.conversation(here, 'conv_1'))?.turns
    expect(turns?.map(({ state }) => state)).toEqual(['set-aside', 'decided', 'to-decide'])
  })

  it('sets nothing aside for a turn that is not stored', async () => {
    await records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))
    const raced = await records.addTurn(here, 'conv_1', { ...turn('turn_2', 1, 'options'), setsAside: ['turn_1'] })
    expect(raced.outcome).toBe('raced')
    expect((await records.conversation(here, 'conv_1'))?.turns[0]?.state).toBe('to-decide')
  })

  it('keeps two undecided sets of one conversation, each with a decision of its own', async () => {
    await records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))
    const carried = await records.addTurn(here, 'conv_1', turn('turn_2', 2, 'options'), decision('dec_1', 'turn_1'))
    expect(carried).toEqual({ outcome: 'stored' })
    await records.addTurn(here, 'conv_1', turn('turn_3', 3, 'options'))
    const turns = (await records.conversation(here, 'conv_1'))?.turns
    expect(turns?.map((stored) => stored.decision?.id ?? null)).toEqual(['dec_1', null, null])
    expect(turns?.map(({ state }) => state)).toEqual(['decided', 'to-decide', 'to-decide'])
  })

  it('adds an answer about the options while they are pending', async () => {
    await records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))
    expect((await records.addTurn(here, 'conv_1', turn('turn_2', 2, 'about'))).outcome).toBe('stored')
  })

  it('keeps neither the decision nor the turn when one of both fails', async () => {
    await records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))
    const raced = await records.addTurn(here, 'conv_1', turn('turn_2', 1, 'question'), decision('dec_1', 'turn_1'))
    expect(raced.outcome).toBe('raced')
    const [stored] = (await records.conversation(here, 'conv_1'))?.turns ?? []
    expect(stored?.decision).toBeNull()
    expect(await records.exposure('agency-a', ['org-1'])).toEqual({ 'org-1': { exposure: 1, merit: 0.5 } })
  })

  it('lets one of two hundred simultaneous decisions win and tells the others which', async () => {
    await records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        records.decide(here, decision(`dec_${index}`, 'turn_1', index % 2 ? { reason: 'dates' } : { reason: 'price' })),
      ),
    )
    expect(answers.filter((answer) => answer.outcome === 'recorded')).toHaveLength(1)
    expect(answers.filter((answer) => answer.outcome === 'repeated')).toHaveLength(99)
    expect(answers.filter((answer) => answer.outcome === 'already-decided')).toHaveLength(100)
  })

  it('revises a decision only by superseding the current one, and keeps the first', async () => {
    await records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))
    await records.decide(here, decision('dec_1', 'turn_1'))
    const second = await records.decide(here, decision('dec_2', 'turn_1', { supersedes: 'dec_1', reason: 'dates' }))
    expect(second.outcome).toBe('recorded')
    const stale = await records.decide(here, decision('dec_3', 'turn_1', { supersedes: 'dec_1', reason: 'price' }))
    expect(stale.outcome).toBe('already-decided')
    expect((await records.conversation(here, 'conv_1'))?.turns[0]?.decision?.id).toBe('dec_2')
    const kept = await database.all(sqlWriter.selectFrom('decisions').select('id').orderBy('id').compile())
    expect(kept.map(({ id }) => id)).toEqual(['dec_1', 'dec_2'])
  })

  it('pages through conversations, newest first, in both directions', async () => {
    for (const number of [2, 3, 4, 5]) await records.openConversation(here, conversation(`conv_${number}`))
    const first = await records.conversations(here, { limit: 2 })
    expect(first.data.map((one) => one.id)).toEqual(['conv_5', 'conv_4'])
    expect(first.hasMore).toBe(true)
    const next = await records.conversations(here, { limit: 3, after: 'conv_4' })
    expect(next.data.map((one) => one.id)).toEqual(['conv_3', 'conv_2', 'conv_1'])
    expect(next.hasMore).toBe(false)
    const back = await records.conversations(here, { limit: 2, before: 'conv_2' })
    expect(back.data.map((one) => one.id)).toEqual(['conv_4', 'conv_3'])
    expect((await records.conversations(elsewhere, { limit: 10 })).data).toEqual([])
  })

  it('replays the first answer for the same key and body, refuses another body, and frees a key cut by a crash', async () => {
    expect(await idempotency.begin(here, 'k', 'body-a')).toEqual({ state: 'new' })
    expect(await idempotency.begin(here, 'k', 'body-a')).toEqual({ state: 'running' })
    expect(await idempotency.begin(here, 'k', 'body-b')).toEqual({ state: 'mismatch' })
    expect(await idempotency.begin(elsewhere, 'k', 'body-b')).toEqual({ state: 'new' })
    now += 121_000
    expect(await idempotency.begin(here, 'k', 'body-a')).toEqual({ state: 'new' })
    await idempotency.finish(here, 'k', answered('{}'))
    expect(await idempotency.begin(here, 'k', 'body-a')).toEqual({ state: 'done', ...answered('{}') })
  })

  it('writes the effect of a request with it: a second try finds it though no answer was ever given', async () => {
    const asking = { ...here, requestKey: 'k' }
    expect(await idempotency.begin(here, 'k', 'body')).toEqual({ state: 'new' })
    await records.addTurn(asking, 'conv_1', turn('turn_1', 1, 'options'))
    const effect = { state: 'effected', conversationId: 'conv_1', turnId: 'turn_1' }
    expect(await idempotency.begin(here, 'k', 'body')).toEqual(effect)
    await idempotency.abandon(here, 'k')
    now += 121_000
    expect(await idempotency.begin(here, 'k', 'body')).toEqual(effect)
    expect(await idempotency.begin(here, 'raced', 'body')).toEqual({ state: 'new' })
    const raced = await records.addTurn({ ...here, requestKey: 'raced' }, 'conv_1', turn('turn_2', 1, 'options'))
    expect(raced).toEqual({ outcome: 'raced' })
    expect(await idempotency.begin(here, 'raced', 'body')).toEqual({ state: 'running' })
    expect(await idempotency.begin(here, 'open', 'body')).toEqual({ state: 'new' })
    await records.openConversation({ ...here, requestKey: 'open' }, conversation('conv_2'))
    expect(await idempotency.begin(here, 'open', 'body')).toEqual({
      state: 'effected',
      conversationId: 'conv_2',
      turnId: null,
    })
  })

  it('names one person alike whoever masks the name, two people never, and tells the names to nobody', async () => {
    const key = new TextEncoder().encode('a key of thirty-two letters or more')
    const desks = Array.from({ length: 4 }, () => sealPlaceholders(records, key))
    const names = ['Aminata Diallo', 'Garnier', 'Fatoumata Diallo', 'Lambert', 'Nguyen', 'Haddad', 'Petit', 'Roux']
    const whose = { id: 'conv_1', turns: [] }
    const named = await Promise.all(
      [...names, ...names].map((name, index) =>
        desks[index % 4]!.within(whose, async (given) => `${name} ${given.name('PERSON', name, 'fr')}`),
      ),
    )
    expect(new Set(named).size).toBe(names.length)
    expect(new Set(named.map((one) => one.split(' ').at(-1))).size).toBe(names.length)
    const alone = await desks[1]!.within(whose, async (given) => given.name('PERSON', 'Mme GARNIER'.slice(4), 'fr'))
    expect(named).toContain(`Garnier ${alone}`)
    const kept = JSON.stringify(await database.all(CompiledQuery.raw('select * from placeholders')))
    for (const name of names) expect(kept.toLowerCase()).not.toContain(name.toLowerCase())
    expect(await records.eraseConversation(here, 'conv_1')).toBe(true)
    expect(await database.all(CompiledQuery.raw('select * from placeholders'))).toEqual([])
  })

  it('frees at a start what its earlier life was answering, and nothing of another instance', async () => {
    const [one, other] = ['one', 'other'].map((name) => createSqlIdempotency(database, () => now, name))
    await one!.begin(here, 'k', 'body')
    await other!.begin(here, 'l', 'body')
    await one!.release()
    expect(await one!.begin(here, 'k', 'body')).toEqual({ state: 'new' })
    expect(await one!.begin(here, 'l', 'body')).toEqual({ state: 'running' })
  })

  it('gives all of an exchange to who answers the person, by its reference alone, and tells that it was given', async () => {
    await records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))
    await records.decide(here, decision('dec_1', 'turn_1'))
    await records.decide(here, decision('dec_2', 'turn_1', { supersedes: 'dec_1', reason: 'dates' }))
    expect(await records.ownerOf('conv_1')).toEqual(here)
    expect(await records.ownerOf('conv_1', 'agency-b')).toBeUndefined()
    const exported = await records.exported(here, 'conv_1')
    expect(exported).toMatchObject({
      conversation: { id: 'conv_1', turns: [{ id: 'turn_1' }] },
      decisions: [{ id: 'dec_1' }, { id: 'dec_2' }],
      sent: { turn_1: [{ purpose: 'read-need', body: '{"a":1}' }] },
    })
    expect(exported?.events.map(({ kind }) => kind)).toEqual([
      'opened',
      'options-shown',
      'decision',
      'decision',
      'export',
    ])
    await records.eraseConversation((await records.ownerOf('conv_1'))!, 'conv_1')
    expect(await records.ownerOf('conv_1')).toBeUndefined()
  })

  it('makes no request wait for a backlog of old answers', async () => {
    const left = async () => (await database.all(CompiledQuery.raw('select key from idempotency'))).length
    for (let number = 0; number < 1200; number++) await idempotency.begin(here, `${number}`, 'body')
    now += 86_400_000
    await idempotency.begin(here, '1199', 'body')
    expect(await left()).toBeGreaterThan(500)
    await idempotency.begin(here, 'next', 'body')
    await idempotency.begin(here, 'last', 'body')
    expect(await left()).toBe(3)
  })

  it('counts without keeping who', async () => {
    await records.count('agency-a', [{ name: 'block', key: 'HEALTH', by: 1 }])
    await records.count('agency-a', [{ name: 'block', key: 'HEALTH', by: 2 }])
    expect(await records.counts('agency-a')).toContainEqual({ name: 'block', key: 'HEALTH', by: 3 })
    expect(await records.counts('agency-b')).toEqual([])
  })

  it('counts a turn and a decision with what it stores, and nothing that it did not', async () => {
    const both = [records.addTurn(here, 'conv_1', turn('turn_1', 1, 'options'))]
    await Promise.all([...both, records.addTurn(here, 'conv_1', turn('turn_2', 1, 'options'))])
    const stored = (await records.conversation(here, 'conv_1'))!.turns[0]!.id
    const answers = await Promise.all(['dec_1', 'dec_2'].map((id) => records.decide(here, decision(id, stored))))
    expect(answers.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1)
    const counts = await records.counts(here.tenant)
    expect(counts).toContainEqual({ name: 'turn', key: 'options', by: 1 })
    expect(counts).toContainEqual({ name: 'asked', key: 'own-words', by: 1 })
    expect(counts).toContainEqual({ name: 'decision', key: 'none', by: 1 })
  })
})

describe('the record in a SQLite file', () => {
  let folder: string
  let file: string
  let database: Database
  let records: Records
  let idempotency: Idempotency
  let now = 0

  const open = async () => {
    database = openSqlite(file)
    await migrate(database)
    records = createSqlRecords(database)
    idempotency = createSqlIdempotency(database, () => now)
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'eventail-record-'))
    file = join(folder, 'records.sqlite')
    await open()
    await records.openConversation(here, conversation('conv_1'))
  })
  afterEach(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  it('leaves no byte of an erased conversation in its files', async () => {
    const stored = turn('turn_1', 1, 'options')
    stored.turn.message = { redacted: mintRedacted('canari-quatre-vingt-douze'), findings: [] }
    await records.addTurn(here, 'conv_1', stored)
    await idempotency.begin(here, 'key', 'body')
    await idempotency.finish(here, 'key', { ...answered('canari-quatre-vingt-douze'), conversationId: 'conv_1' })
    const bytes = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('')
    expect(bytes()).toContain('canari-quatre-vingt-douze')
    expect(await records.eraseConversation(here, 'conv_1')).toBe(true)
    expect(bytes()).not.toContain('canari-quatre-vingt-douze')
    expect(await records.eraseConversation(here, 'conv_1')).toBe(false)
  })

  it('keeps an answer for 24 hours, and no byte of it after the next request or the next start', async () => {
    const bytes = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('')
    const keep = async (key: string) => {
      await idempotency.begin(here, key, 'body')
      await idempotency.finish(here, key, answered(`canari-${key}`))
    }
    const hour = 3_600_000
    await keep('premier')
    now += 2 * hour
    await keep('second')
    now += 22 * hour - 1
    expect(await idempotency.begin(here, 'premier', 'body')).toMatchObject({ state: 'done', text: 'canari-premier' })
    now += 1
    expect(await idempotency.begin(here, 'premier', 'another body')).toEqual({ state: 'new' })
    await idempotency.abandon(here, 'premier')
    expect(await idempotency.begin(here, 'second', 'body')).toMatchObject({ state: 'done', text: 'canari-second' })
    now += 2 * hour
    await idempotency.begin(elsewhere, 'a request of somebody else', 'body')
    await database.purge()
    expect(bytes()).not.toContain('canari')

    for (let number = 0; number < 1200; number++) await idempotency.begin(here, `de-trop-${number}`, 'body')
    await keep('dernier')
    expect(bytes()).toContain('canari-dernier')
    await database.close()
    now += 24 * hour
    await open()
    await idempotency.forget()
    expect(bytes()).not.toMatch(/canari-dernier|de-trop/)
  })
})

describe('the digest', () => {
  it('is the SHA-256 of the RFC 8785 form, whatever the order of the keys', async () => {
    // printf '{"a":[1,true],"b":"é"}' | sha256sum
    expect(await digestOf({ b: 'é', a: [1, true], c: undefined })).toBe(
      'sha256:719470661d7bcaff37673edac3675fcfc435e78ebf53ab13291e985097f14f5b',
    )
  })
})
