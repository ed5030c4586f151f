import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintRedacted } from '../../../guardrails/redacted.ts'
import { readConfig, shownSettings } from '../../config.ts'
import { emptyProfile } from '../../need/profile.ts'
import { openPostgres } from '../../record/postgres.ts'
import { makePostgresSchema } from '../../record/postgres-schema.ts'
import { startPostgres } from '../../record/postgres-server.ts'
import { conversation, here } from '../../record/sample-record.ts'
import { createSqlRecords } from '../../record/sql-records.ts'
import { findsConditionalWrites } from './bucket.ts'
import { examine } from './doctor.ts'
import { rewriteTables } from './rewrite.ts'

const folder = mkdtempSync(join(tmpdir(), 'eventail-doctor-'))
const secret = 'a key of thirty-two letters or more'

async function found(given: Record<string, string>, now?: () => Date) {
  const environment = { DATA_DIR: folder, ...given }
  const findings = await examine({ settings: readConfig(environment), environment, now })
  return Object.fromEntries(Map.groupBy(findings, ({ what }) => what).entries())
}

/** A store, or a provider, that answers as told. */
function serve(answer: (method: string, path: string, header: (name: string) => unknown) => [number, object?]) {
  const server = createServer((request, response) => {
    const [status, body] = answer(request.method!, request.url!, (name) => request.headers[name])
    response.writeHead(status).end(JSON.stringify(body ?? {}))
  })
  return new Promise<{ server: Server; url: string }>((ready) =>
    server.listen(0, '127.0.0.1', () =>
      ready({ server, url: `http://127.0.0.1:${(server.address() as { port: number }).port}` }),
    ),
  )
}

describe('what the doctor finds', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(async () => {
    await postgres?.stop()
    rmSync(folder, { recursive: true })
  })

  it('is nothing wrong with what needs nothing', async () => {
    const findings = Object.values(await found({})).flat()
    expect(findings!.map((one) => one!.stands)).toEqual(findings!.map(() => 'well'))
  })

  it('is a role that may do too much, tables that are not there, a clock that is off', async ({ skip }) => {
    if (!postgres) return skip()
    const { owner, server } = await postgres.fresh()
    const before = await found({ DATABASE_URL: server, PLACEHOLDER_KEY: secret })
    expect(before.tables).toMatchObject([{ stands: 'badly', told: 'there are none' }])
    const made = openPostgres(owner)
    await makePostgresSchema(made, 'server')
    await made.close()
    const after = await found({ DATABASE_URL: server, PLACEHOLDER_KEY: secret })
    expect([after.tables, after.roles, after.clock].flat()).toMatchObject([
      { stands: 'well' },
      { stands: 'well' },
      { stands: 'well' },
    ])
    const late = () => new Date(Date.now() - 60_000)
    const asOwner = await found({ DATABASE_URL: owner, PLACEHOLDER_KEY: secret }, late)
    expect(asOwner.roles![0]).toMatchObject({ stands: 'badly', told: expect.stringContaining('may create tables') })
    expect(asOwner.roles![0]!.told).toContain('may change or delete events')
    expect(asOwner.clock).toMatchObject([{ stands: 'badly', told: expect.stringMatching(/^(60|59)\.\d s from/) }])
  }, 60_000)

  it('is gone from the tables once they were rewritten: an erased byte is in no file of theirs', async ({ skip }) => {
    if (!postgres) return skip()
    const { owner, server } = await postgres.fresh()
    const made = openPostgres(owner)
    await makePostgresSchema(made, 'server')
    await made.close()
    const database = openPostgres(server)
    const records = createSqlRecords(database)
    const canary = 'canari-quatre-vingt-douze'
    const opened = { ...conversation('conv_1'), profile: { ...emptyProfile, skills: [mintRedacted(canary)] } }
    await records.openConversation(here, opened)
    await records.openConversation(here, conversation('conv_2'))
    const inFiles = () => spawnSync('grep', ['-rqa', canary, postgres!.folder]).status === 0
    await rewriteTables(owner)
    expect(inFiles()).toBe(true)
    await records.eraseConversation(here, 'conv_1')
    const { log } = await rewriteTables(owner)
    expect(inFiles()).toBe(false)
    expect(log).toMatch(/^[0-9A-F]{24}$/)
    expect(await records.conversation(here, 'conv_2')).toBeDefined()
    await database.close()
  }, 60_000)

  it('is a database or a proxy that is passed over, each with what to do', async () => {
    const away = await found({
      DATABASE_URL: 'postgresql://server:server@127.0.0.1:1/none',
      PLACEHOLDER_KEY: secret,
      HTTPS_PROXY: 'http://someone:secret@proxy.example:3128',
    })
    expect(away.database).toMatchObject([{ stands: 'badly', told: expect.stringContaining('ECONNREFUSED') }])
    expect(away.proxy).toMatchObject([{ stands: 'badly', todo: expect.stringContaining('NODE_USE_ENV_PROXY=1') }])
    expect(JSON.stringify(away)).not.toContain('someone')
  })

  it('is a store that lets two writers write one object', async () => {
    for (const [second, answer] of [
      [412, 'refused-twice'],
      [200, 'written-twice'],
    ] as const) {
      const written = new Set<string>()
      const { server, url } = await serve((method, path, header) => {
        if (method !== 'PUT' || header('if-none-match') !== '*') return [204]
        if (!String(header('authorization')).startsWith('AWS4-HMAC-SHA256 Credential=id/')) return [403]
        const again = written.has(path)
        written.add(path)
        return [again ? second : 200]
      })
      const keys = { AWS_ENDPOINT: url, AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' }
      expect(await findsConditionalWrites('s3://bucket/catalogue', keys)).toBe(answer)
      server.close()
    }
    const away = await serve(() => [200])
    await new Promise((closed) => away.server.close(closed))
    expect(await findsConditionalWrites('s3://bucket', { AWS_ENDPOINT: away.url })).toContain('ECONNREFUSED')
  })

  it('is a provider of sign-in that is another than was named', async () => {
    let issuer = ''
    const { server, url } = await serve(() => [200, { issuer }])
    const set = { OIDC_ISSUER: url, OIDC_CLIENT_ID: 'eventail', PUBLIC_ORIGIN: 'http://127.0.0.1:8787' }
    expect((await found(set))['sign-in']).toMatchObject([{ stands: 'badly' }])
    issuer = url
    expect((await found(set))['sign-in']).toMatchObject([{ stands: 'well' }])
    server.close()
  })
})

describe('settings that are shown', () => {
  it('tell that a secret is there and never what it is', () => {
    const shown = shownSettings(
      readConfig({
        DATABASE_URL: `postgresql://eventail:${'hunter2'.repeat(2)}@db.example/eventail`,
        PLACEHOLDER_KEY: secret,
        OPENAI_API_KEY: 'hunter3',
      }),
    )
    expect(JSON.stringify(shown)).not.toMatch(/hunter|thirty-two/)
    expect(shown).toContainEqual(['DATABASE_URL', 'postgresql://(set)@db.example/eventail'])
    expect(shown).toContainEqual(['OPENAI_API_KEY', '(set)'])
  })

  it('come from a file where one is named, and a name that is one slip away from ours is refused', () => {
    const files: Record<string, string> = { '/run/secrets/key': 'from a file\n' }
    const read = (path: string) => {
      if (path in files) return files[path]!
      throw new Error('no such file')
    }
    expect(readConfig({ OPENAI_API_KEY_FILE: '/run/secrets/key' }, read).OPENAI_API_KEY).toBe('from a file')
    expect(() => readConfig({ OPENAI_API_KEY_FILE: '/none' }, read)).toThrow('the file cannot be read')
    expect(() => readConfig({ OPENAI_API_KEY_FILE: '/run/secrets/key', OPENAI_API_KEY: 'k' }, read)).toThrow('keep one')
    expect(() => readConfig({ OPENAI_MODLE: 'm' })).toThrow('There is no setting OPENAI_MODLE: OPENAI_MODEL was meant.')
    expect(() => readConfig({ KEEP_DECIDED_DAY: '90' })).toThrow('KEEP_DECIDED_DAYS was meant')
    expect(readConfig({ HOME: '/root', HOSTNAME: 'h', PATH: '/bin', LOG_LEVELS: undefined }).LOG_LEVEL).toBe('warn')
  })
})
