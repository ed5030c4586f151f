import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { startFakeModel } from './fake-model-server.ts'
import { startPostgres } from './record/postgres-server.ts'
import type { Conversation, Turn } from './record/turn.ts'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'eventail-operations-'))
const dataDir = join(folder, 'data')
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) killWhole(child)
  rmSync(folder, { recursive: true, force: true })
})

function run(parameters: string[], settings: Record<string, string> = {}) {
  const child = spawn('npm', ['run', '--silent', ...parameters], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'silent', PORT: '0', DATA_DIR: dataDir, DEMONSTRATION_SIZE: '400', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.add(child)
  let printed = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk) => {
      printed += chunk
    })
  }
  const ended = new Promise<{ code: number | null; printed: string }>((done) =>
    child.once('exit', (code) => {
      running.delete(child)
      done({ code, printed })
    }),
  )
  return { child, ended, printed: () => printed }
}

async function start(settings: Record<string, string> = {}) {
  const server = run(['start'], settings)
  await expect.poll(server.printed, { timeout: 60_000, interval: 50 }).toMatch(/http:\/\//)
  const [url] = /http:\/\/[^\s]+/.exec(server.printed())!
  const call = async <Answer>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  return { ...server, call }
}

/** npm and the service that it started: nobody passes SIGKILL on. */
function killWhole(child: ChildProcess): void {
  process.kill(-child.pid!, 'SIGKILL')
}

describe('a service in operation', () => {
  it('stops with what started it: a signal to npm start ends it, and a stop is no outage', async () => {
    const server = await start()
    server.child.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
    await expect(server.call('GET', 'healthz')).rejects.toThrow()
    const { code, printed } = await run(['verify']).ended
    expect(printed).toMatch(/^Whole: 1 events chained, 0 waiting/m)
    expect(code).toBe(0)
  }, 90_000)

  it('ends the answer under way before it stops, and has stored it', async () => {
    const model = await startFakeModel(async () => {
      await pause(1500)
      return { status: 500 }
    })
    const settings = { OPENAI_MODEL: 'slow', OPENAI_BASE_URL: model.baseUrl, OPENAI_API: 'chat' }
    const server = await start(settings)
    const { body } = await server.call<Conversation>('POST', 'v1/conversations', {})
    const answering = server.call<Turn>('POST', `v1/conversations/${body.id}/messages`, { text: 'un CAP cuisine' })
    await pause(300)
    server.child.kill('SIGTERM')
    const answer = await answering
    expect(answer.status).toBe(201)
    expect((await server.ended).code).toBe(0)
    model.close()
    const again = await start()
    const stored = (await again.call<Conversation>('GET', `v1/conversations/${body.id}`)).body
    expect(stored.turns.map(({ id }) => id)).toEqual([answer.body.id])
    again.child.kill('SIGTERM')
    await again.ended
  }, 90_000)

  it('is not ready while its records are locked or its catalogue is gone, and is again afterwards', async () => {
    const server = await start()
    const problems = async () => {
      const { status, body } = await server.call<{ problems: { code: string }[] }>('GET', 'readyz')
      return [status, ...body.problems.map(({ code }) => code)]
    }
    expect(await problems()).toEqual([200])
    const other = new DatabaseSync(join(dataDir, 'records.sqlite'))
    other.exec('begin immediate')
    await expect.poll(problems, { timeout: 15_000, interval: 200 }).toEqual([503, 'records-busy'])
    expect((await server.call('GET', 'v1/conversations')).status).toBe(200)
    other.exec('rollback')
    other.close()
    await expect.poll(problems, { timeout: 15_000, interval: 200 }).toEqual([200])
    renameSync(join(dataDir, 'catalogue'), join(folder, 'elsewhere'))
    await expect.poll(problems, { timeout: 15_000, interval: 200 }).toEqual([503, 'catalogue-gone'])
    renameSync(join(folder, 'elsewhere'), join(dataDir, 'catalogue'))
    await expect.poll(problems, { timeout: 15_000, interval: 200 }).toEqual([200])
    server.child.kill('SIGTERM')
    await server.ended
  }, 120_000)

  it('builds a catalogue again whose bytes were changed, and starts', async () => {
    const spoilt = join(folder, 'spoilt')
    const first = await start({ DATA_DIR: spoilt })
    first.child.kill('SIGTERM')
    await first.ended
    const files = readdirSync(join(spoilt, 'catalogue'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.lance'))
      .map((entry) => join(entry.parentPath, entry.name))
    for (const file of files) {
      const bytes = readFileSync(file)
      bytes[bytes.length - 20]! ^= 0xff
      writeFileSync(file, bytes)
    }
    const again = await start({ DATA_DIR: spoilt })
    expect(again.printed()).toContain('The catalogue is damaged, and is built again')
    expect((await again.call('GET', 'readyz')).status).toBe(200)
    again.child.kill('SIGTERM')
    await again.ended
  }, 120_000)

  it('is not ready with less room on the disk than it was told to keep', async () => {
    const server = await start({ DISK_FREE_MB: '999999999' })
    const { status, body } = await server.call<{ problems: unknown[] }>('GET', 'readyz')
    expect([status, body.problems]).toMatchObject([503, [{ code: 'disk-nearly-full' }]])
    server.child.kill('SIGTERM')
    await server.ended
  }, 90_000)

  it('tells an outage when it was killed, loses no decision by it, and verifies; a forged one is named', async () => {
    const server = await start()
    const { body } = await server.call<Conversation>('POST', 'v1/conversations', {})
    const said = { text: 'une formation de cuisinier' }
    const turn = (await server.call<Turn>('POST', `v1/conversations/${body.id}/messages`, said)).body
    const path = `v1/conversations/${body.id}/turns/${turn.id}/decision`
    const decided = await server.call<{ id: string }>('POST', path, { kind: 'none', optionsDigest: turn.optionsDigest })
    expect(decided.status).toBe(201)
    await pause(1500)
    killWhole(server.child)
    await server.ended
    const again = await start()
    const kept = (await again.call<Conversation>('GET', `v1/conversations/${body.id}`)).body
    expect(kept.turns[0]?.decision?.id).toBe(decided.body.id)
    await pause(1500)
    const events = await again.call<{ data: { kind: string }[] }>('GET', 'v1/audit/events?limit=1000')
    expect(events.body.data.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['decision', 'outage']))
    expect((await run(['verify']).ended).code).toBe(0)
    const raw = new DatabaseSync(join(dataDir, 'records.sqlite'))
    raw.exec(`update decisions set body = replace(body, '"kind":"none"', '"kind":"own"')`)
    raw.close()
    const { code, printed } = await run(['verify']).ended
    expect([code, printed]).toEqual([
      1,
      expect.stringContaining(`decisions, ${decided.body.id}: it is not what was decided.`),
    ])
    const served = (await again.call<Conversation>('GET', `v1/conversations/${body.id}`)).body
    expect(served.unreadable).toMatchObject([{ part: 'decision', because: 'not-vouched', id: decided.body.id }])
    again.child.kill('SIGTERM')
    await again.ended
  }, 120_000)
})

type Service = Awaited<ReturnType<typeof start>>

/** Eight writers on two services: each person one placeholder in either, one decision a set, every turn once. */
async function shareOneExchange(services: readonly [Service, Service]): Promise<void> {
  const { body } = await services[0].call<Conversation>('POST', 'v1/conversations', {})
  const path = `v1/conversations/${body.id}`
  const names = ['Garnier', 'Diallo', 'Lambert', 'Nguyen', 'Haddad', 'Petit', 'Roux', 'Morel']
  const told = await Promise.all(
    [...names, ...names].map(async (name, index) => {
      const service = services[(index + Math.floor(index / names.length)) % 2]!
      const text = `plutôt cuisinier, dit Mme ${name}`
      const { status, body } = await service.call<Turn>('POST', `${path}/messages`, { text })
      expect([status, body]).toMatchObject([201, { outcome: 'options' }])
      return { name, placeholder: /\[PERSONNE_\d+\]/.exec(body.message?.redacted ?? '')?.[0], turn: body }
    }),
  )
  expect(new Set(told.map(({ placeholder }) => placeholder)).size).toBe(names.length)
  expect(new Set(told.map(({ name, placeholder }) => `${name} ${placeholder}`)).size).toBe(names.length)
  const { turns } = (await services[1].call<Conversation>('GET', path)).body
  expect(turns.map(({ number }) => number)).toEqual(told.map((_, index) => index + 1))
  const open = turns.find(({ state }) => state === 'to-decide')!
  const answers = await Promise.all(
    names.map((_, index) =>
      services[index % 2]!.call<{ id: string }>('POST', `${path}/turns/${open.id}/decision`, {
        kind: 'none',
        note: `avis ${index}`,
        optionsDigest: open.optionsDigest,
      }),
    ),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(names.length - 1)
}

describe('two services on one PostgreSQL', () => {
  it('allow a caller together what one of them would', async ({ skip }) => {
    const postgres = await startPostgres()
    if (!postgres) return skip()
    const { owner, server } = await postgres.fresh()
    const shared = {
      DATABASE_URL: server,
      PLACEHOLDER_KEY: 'a key of thirty-two letters or more',
      REQUESTS_PER_MINUTE: '60',
    }
    const first = await start({ ...shared, DATABASE_OWNER_URL: owner, DATA_DIR: join(folder, 'counting') })
    const second = await start({ ...shared, DATA_DIR: join(folder, 'counting-too') })
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => (index % 2 ? first : second).call('GET', 'v1/conversations')),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(60)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(40)
    for (const service of [first, second]) service.child.kill('SIGTERM')
    await Promise.all([first.ended, second.ended])
    await postgres.stop()
  }, 180_000)

  it('give one record: what one was killed in the middle of, the other goes on with; and it verifies', async ({
    skip,
  }) => {
    const postgres = await startPostgres()
    if (!postgres) return skip()
    const { owner, server } = await postgres.fresh()
    const shared = { DATABASE_URL: server, PLACEHOLDER_KEY: 'a key of thirty-two letters or more' }
    const refused = run(['start'], shared)
    expect((await refused.ended).printed).toContain('Start one instance with DATABASE_OWNER_URL')
    const first = await start({ ...shared, DATABASE_OWNER_URL: owner, DATA_DIR: join(folder, 'first') })
    const other = { ...shared, DATA_DIR: join(folder, 'second') }
    expect((await run(['start'], { ...other, PLACEHOLDER_KEY: 'b'.repeat(32) }).ended).printed).toContain('the same')
    const second = await start(other)
    await shareOneExchange([first, second])
    const { body } = await first.call<Conversation>('POST', 'v1/conversations', {})
    const path = `v1/conversations/${body.id}`
    const said = { text: 'une formation de cuisinier' }
    const turn = (await first.call<Turn>('POST', `${path}/messages`, said)).body
    // Killed while it answers the next message.
    const lost = first.call('POST', `${path}/messages`, { text: 'plutôt en apprentissage' }).catch(() => undefined)
    killWhole(first.child)
    await first.ended
    const [{ id }] = (await second.call<Conversation>('GET', path)).body.turns as [Turn]
    expect(id).toBe(turn.id)
    const none = { kind: 'none', optionsDigest: turn.optionsDigest }
    const decided = await second.call<{ id: string; code?: string }>('POST', `${path}/turns/${id}/decision`, none)
    // The amendment may have been stored before the kill: then the set it amends had stepped back.
    expect([201, 409]).toContain(decided.status)
    await lost
    expect((await second.call<Turn>('POST', `${path}/messages`, { text: 'à Lyon' })).status).toBe(201)
    await pause(1500)
    const verified = await run(['verify'], { ...shared, DATA_DIR: join(folder, 'second') }).ended
    expect(verified).toMatchObject({ code: 0, printed: expect.stringContaining('Whole: ') })
    second.child.kill('SIGTERM')
    await second.ended
    await postgres.stop()
  }, 180_000)
})
