import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sha256 } from './access/secrets.ts'
import { startFakeModel } from './fake-model-server.ts'
import type { Decision } from './record/decision.ts'
import { digestOf } from './record/digest.ts'
import type { Conversation, Turn } from './record/turn.ts'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'eventail-worker-'))
const snapshot = join(folder, 'snapshot')
const records = join(folder, 'records')
const key = 'cle-d-essai-du-conseil-0123456789'
/** A module that wrangler's Node processes load first, and the file where it writes each host name they look up. */
const witness = join(folder, 'witness.cjs')
const names = join(folder, 'names')
const running = new Set<ChildProcess>()

beforeAll(async () => {
  writeFileSync(witness, tellEveryNameLookedUp)
  writeFileSync(names, '')
  const parameters = ['src/worker-snapshot.ts', '--out', snapshot, '--size', '2500']
  await promisify(execFile)(process.execPath, parameters, { cwd: root, env: { ...process.env, DATA_DIR: folder } })
})

afterAll(async () => {
  await Promise.all([...running].map(end))
  rmSync(folder, { recursive: true, force: true })
})

describe('the service on Workers', { timeout: 60_000 }, () => {
  it('answers nobody while no key is set, and tells its operator why', async () => {
    const worker = await start({})
    expect((await worker.call('GET', '/healthz')).status).toBe(200)
    const ready = await worker.call<{ because: string }>('GET', '/readyz')
    expect(ready.status).toBe(503)
    expect(ready.body.because).toContain('API_KEY_SHA256')
    for (const bearer of [undefined, key]) {
      const refused = await worker.call('POST', '/v1/conversations', {}, bearer)
      expect(refused).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
    }
    await worker.stop()
  })

  it('asks for the key on loopback too, and takes no decision from a key', async () => {
    const worker = await start({ API_KEY_SHA256: await sha256(key) })
    expect((await worker.call('GET', '/readyz')).status).toBe(200)
    for (const bearer of [undefined, `${key}x`, await sha256(key)]) {
      const refused = await worker.call('POST', '/v1/conversations', {}, bearer)
      expect(refused).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
    }
    // The snapshot lies beside the Worker as assets: they are served to nobody.
    expect((await worker.call('GET', '/sources.json', undefined, key)).status).toBe(404)

    const { id } = (await worker.call<Conversation>('POST', '/v1/conversations', {}, key)).body
    const turn = (
      await worker.call<Turn>('POST', `/v1/conversations/${id}/messages`, { text: 'une formation de cuisinier' }, key)
    ).body
    expect(turn.outcome).toBe('options')
    const decision = { kind: 'none', reason: 'other', optionsDigest: turn.optionsDigest }
    const refused = await worker.call('POST', `/v1/conversations/${id}/turns/${turn.id}/decision`, decision, key)
    expect(refused).toMatchObject({ status: 403, body: { code: 'human-required' } })
    await worker.stop()
  })

  it('holds a conversation to its decision: what was masked, the options, a follow-up, one decision of many, and on', async () => {
    const worker = await start({ API_KEY_SHA256: await sha256(key) })
    const token = await worker.openSession('c-martin')
    const call = <Answer>(method: string, path: string, body?: unknown) =>
      worker.call<Answer>(method, path, body, token)

    const dossier = { nom: 'Diallo', sexe: 'F', commune: '13055', mobiliteKm: 60 }
    const conversation = (await call<Conversation>('POST', '/v1/conversations', { dossier })).body
    expect(conversation.profile).toMatchObject({ near: { code: '13055' }, radiusKm: 60 })
    expect(conversation.dropped).toContainEqual({ field: '/sexe', reason: 'protected' })

    const messages = `/v1/conversations/${conversation.id}/messages`
    const text = 'Mme Diallo cherche une formation de cuisinier, son numéro : 06 12 34 56 78'
    const answered = await call<Turn>('POST', messages, { text })
    expect(answered.status).toBe(201)
    const turn = answered.body
    expect(turn.message?.redacted).not.toMatch(/Diallo|06 12/)
    expect(turn.outcome).toBe('options')
    expect(turn.options.length).toBeGreaterThanOrEqual(2)
    expect(turn.options.length).toBeLessThanOrEqual(4)
    expect(turn.optionsDigest).toBe(await digestOf([...turn.options, ...turn.nearest]))

    const about = (await call<Turn>('POST', messages, { text: 'laquelle commence le plus tôt ?' })).body
    expect(about.outcome).toBe('about')
    const deciding = `/v1/conversations/${conversation.id}/turns/${turn.id}/decision`
    const attempts = await Promise.all(
      turn.options.map(({ id }) =>
        call<Decision>('POST', deciding, { kind: 'choose', optionIds: [id], optionsDigest: turn.optionsDigest }),
      ),
    )
    const made = attempts.filter(({ status }) => status === 201)
    expect(made).toHaveLength(1)
    expect(made[0]!.body.actor).toEqual({ kind: 'counsellor', ref: 'c-martin', via: 'session' })
    for (const other of attempts.filter((attempt) => attempt !== made[0])) {
      expect(other).toMatchObject({ status: 409, body: { code: 'already-decided' } })
    }
    const replay = await call('GET', `/v1/conversations/${conversation.id}/turns/${turn.id}/replay`)
    expect(replay.body).toEqual({ same: true, differences: [] })

    const next = await worker.leave(`${messages}/stream`, { text: 'plutôt un événement près de Lyon' }, token)
    expect(next).toContain('"type":"start"')
    const stored = await until(async () => {
      const { turns } = (await call<Conversation>('GET', `/v1/conversations/${conversation.id}`)).body
      return turns.length === 3 ? turns : undefined
    })
    expect(stored.find(({ id }) => id === turn.id)?.decision?.id).toBe(made[0]!.body.id)

    await worker.stop()
    const kept = readdirSync(records, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('')
    expect(kept).toContain(made[0]!.body.id)
    expect(kept).not.toMatch(/Diallo|06 12 34|0612345678/)
    expect(kept).not.toContain(key)
    expect(kept).not.toContain(token)
  })

  it('lets a model word the options, and says what left for it, byte for byte', async () => {
    const model = await startFakeModel(({ document }) =>
      document.options ? { text: JSON.stringify({ sentences: wordAsTold(document) }) } : { status: 400 },
    )
    const worker = await start({
      API_KEY_SHA256: await sha256(key),
      OPENAI_MODEL: 'fake',
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_API: 'chat',
      MODEL_WORDING: 'on',
    })
    const { id } = (await worker.call<Conversation>('POST', '/v1/conversations', {}, key)).body
    const asked = { text: 'une formation de cuisinier' }
    const turn = (await worker.call<Turn>('POST', `/v1/conversations/${id}/messages`, asked, key)).body
    const sent = await worker.call<{ requests: { body: string }[] }>(
      'GET',
      `/v1/conversations/${id}/turns/${turn.id}/sent`,
      undefined,
      key,
    )
    await worker.stop()
    model.close()
    expect(turn.options.map(({ wording }) => wording)).toEqual(turn.options.map(() => 'model'))
    expect(sent.body.requests.map(({ body }) => body)).toEqual(model.bodies)
  })

  it('keeps an answer for its key for 24 hours, and forgets it with the first request after', async () => {
    const secrets = { API_KEY_SHA256: await sha256(key) }
    const asked = { 'idempotency-key': 'the-same-key' }
    let worker = await start(secrets)
    const first = await worker.call<Conversation>('POST', '/v1/conversations', {}, key, asked)
    const again = await worker.call<Conversation>('POST', '/v1/conversations', {}, key, asked)
    expect(again.body).toEqual(first.body)
    await worker.stop()

    const file = readdirSync(records, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.sqlite'))
      .map((entry) => join(entry.parentPath, entry.name))
      .find((path) => withDatabase(path, (database) => keysIn(database).includes('the-same-key')))!
    const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString()
    withDatabase(file, (database) => database.prepare('update idempotency set started_at = ?').run(yesterday))
    worker = await start(secrets)
    expect((await worker.call('GET', '/v1/templates', undefined, key)).status).toBe(200)
    await worker.stop()
    expect(withDatabase(file, keysIn)).toEqual([])
  })

  it('was started without a call outside', () => {
    const outside = readFileSync(names, 'utf8')
      .split('\n')
      .filter((name) => name !== '' && !/^(localhost|127\.0\.0\.1)$/.test(name))
    expect(outside).toEqual([])
  })
})

function withDatabase<Value>(path: string, work: (database: DatabaseSync) => Value): Value {
  const database = new DatabaseSync(path)
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** The keys whose answers are kept; none in a file that is not of the records. */
function keysIn(database: DatabaseSync): unknown[] {
  const kept = database.prepare("select name from sqlite_master where name = 'idempotency'").all().length > 0
  return kept
    ? database
        .prepare('select key from idempotency')
        .all()
        .map((row) => row.key)
    : []
}

/** What an honest model would write: one claim for and one against or unknown of each option, in the words it was given. */
function wordAsTold(document: unknown) {
  return Object.entries(Asked.parse(document).options).flatMap(([on, stances]) =>
    Object.values(stances).flatMap((claims) =>
      Object.entries(claims)
        .slice(0, 1)
        .map(([id, says]) => ({ on, text: says, claims: [id] })),
    ),
  )
}

/** Of each option, by letter, its claims by stance and name. */
const Asked = z.object({ options: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.string()))) })

/** `wrangler dev --local` on a free loopback port, over the same records each time, with these secrets. */
async function start(secrets: Record<string, string>) {
  const variables = join(folder, `${Object.keys(secrets).length}.vars`)
  writeFileSync(
    variables,
    Object.entries(secrets)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js')
  const parameters = ['dev', '--local', '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0']
  parameters.push('--persist-to', records, '--assets', snapshot, '--env-file', variables)
  parameters.push('--show-interactive-dev-session=false')
  const child = spawn(process.execPath, [wrangler, ...parameters], {
    cwd: root,
    env: { ...process.env, ...quietly, NODE_OPTIONS: `--require ${witness}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that workerd ends with it.
    detached: true,
  })
  running.add(child)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += String(chunk)
    })
  }
  const url = await until(async () => {
    if (child.exitCode !== null) throw new Error(printed)
    return /Ready on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1]
  }).catch((cause) => Promise.reject(new Error(`The Worker did not start. ${printed}`, { cause })))

  const send = (method: string, path: string, body?: unknown, bearer?: string, more: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method,
      headers: {
        ...more,
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  return {
    async call<Answer>(method: string, path: string, body?: unknown, bearer?: string, more?: Record<string, string>) {
      const response = await send(method, path, body, bearer, more)
      return { status: response.status, body: (await response.json()) as Answer }
    },
    /** The token of a session for a counsellor. */
    async openSession(counsellor: string): Promise<string> {
      const opened = await send('POST', '/v1/sessions', { counsellor }, key)
      return ((await opened.json()) as { token: string }).token
    },
    /** Asks for a stream, reads its first bytes and leaves. */
    async leave(path: string, body: unknown, bearer: string): Promise<string> {
      const response = await send('POST', path, body, bearer)
      const reader = response.body!.getReader()
      const { value } = await reader.read()
      await reader.cancel()
      return new TextDecoder().decode(value)
    },
    stop: () => end(child),
  }
}

/** Nothing is sent, fetched or looked for outside, and nothing is written outside the test's folder. */
const quietly = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  X_LOCAL_EXPLORER: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
  XDG_CONFIG_HOME: folder,
  WRANGLER_LOG_PATH: join(folder, 'logs'),
  WRANGLER_REGISTRY_PATH: join(folder, 'registry'),
  WRANGLER_CACHE_DIR: join(folder, 'cache'),
}

const tellEveryNameLookedUp = `
const dns = require('node:dns')
const { lookup } = dns
dns.lookup = (name, ...rest) => {
  require('node:fs').appendFileSync(${JSON.stringify(names)}, name + '\\n')
  return lookup(name, ...rest)
}`

async function end(child: ChildProcess): Promise<void> {
  running.delete(child)
  if (child.exitCode !== null || child.pid === undefined) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  const late = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 5_000)
  await ended
  clearTimeout(late)
}

/** Asks again every 50 ms until there is an answer; throws after 30 s. */
async function until<Value>(ask: () => Promise<Value | undefined>): Promise<Value> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const found = await ask()
    if (found !== undefined) return found
    await new Promise((later) => setTimeout(later, 50))
  }
  throw new Error('No answer in 30 s.')
}
