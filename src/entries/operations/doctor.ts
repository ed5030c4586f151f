import { access, constants, mkdir, statfs } from 'node:fs/promises'
import pg from 'pg'
import { isLoopback, type Settings } from '../../config.ts'
import { schemaVersion } from '../../record/migrations.ts'
import { openPostgres } from '../../record/postgres.ts'
import { versionOf } from '../../record/postgres-schema.ts'
import { findsConditionalWrites } from './bucket.ts'

/** What was looked at and how it stands; `todo` says on one line what to do. */
export interface Finding {
  what: string
  stands: 'well' | 'doubtful' | 'badly'
  told: string
  todo?: string
}

export interface Doctoring {
  settings: Settings
  environment: Readonly<Record<string, string | undefined>>
  now?: () => Date
}

type Look = (doctoring: Required<Doctoring>) => Promise<Finding[]>

/** Looks at all that a start needs and at what fails later and quietly: nothing is changed but a file that is written and taken away. */
export async function examine({ now = () => new Date(), ...doctoring }: Doctoring): Promise<Finding[]> {
  const found = await Promise.all(
    looks.map((look) => look({ ...doctoring, now }).catch((error: unknown) => [unexpected(look.name, error)])),
  )
  return found.flat()
}

const looks: readonly Look[] = [runtime, disk, database, clock, bucket, model, signIn, proxy]

async function runtime(): Promise<Finding[]> {
  const [major = 0] = process.versions.node.split('.').map(Number)
  return major >= 24
    ? [well('Node', process.versions.node)]
    : [badly('Node', process.versions.node, 'Start with npm, which brings Node 24, or install it.')]
}

async function disk({
  settings: { DATA_DIR: dataDir, DISK_FREE_MB: leastMb },
}: Required<Doctoring>): Promise<Finding[]> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await access(dataDir, constants.W_OK)
  } catch {
    return [badly('disk', `${dataDir} cannot be written`, 'Give this user the right to, or set DATA_DIR.')]
  }
  const { bavail, bsize } = await statfs(dataDir)
  const freeMb = Math.floor((bavail * bsize) / 1e6)
  const told = `${freeMb} MB free at ${dataDir}`
  return [
    freeMb < leastMb
      ? badly('disk', told, 'Make room: the service is not ready below DISK_FREE_MB.')
      : well('disk', told),
  ]
}

async function database({ settings }: Required<Doctoring>): Promise<Finding[]> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = settings
  if (!url) return [well('database', 'SQLite in DATA_DIR: one process a folder')]
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs })
  try {
    await client.connect()
  } catch (error) {
    return [badly('database', `no connection as the role of DATABASE_URL (${codeOf(error)})`, connecting(error))]
  }
  try {
    const [version] = await rows<{ number: number }>(
      client,
      "select current_setting('server_version_num')::int as number",
    )
    const findings = [
      version!.number >= oldestPostgres
        ? well('database', `PostgreSQL ${Math.floor(version!.number / 10_000)}`)
        : badly('database', `PostgreSQL ${Math.floor(version!.number / 10_000)}`, 'Take PostgreSQL 15 or later.'),
      ...(await schema(url, ownerUrl)),
      ...(await rights(client)),
    ]
    const [ssl] = await rows<{ ssl: boolean }>(client, 'select ssl from pg_stat_ssl where pid = pg_backend_pid()')
    if (!isLoopback(new URL(url).hostname) && !ssl?.ssl) {
      findings.push(
        doubtful('database', 'the connection is not encrypted', 'Add ?sslmode=verify-full to DATABASE_URL.'),
      )
    }
    return findings
  } finally {
    await client.end()
  }
}

/** https://www.postgresql.org/docs/15/libpq-status.html: 15.0 is 150000. */
const oldestPostgres = 150_000

async function schema(url: string, ownerUrl: string | undefined): Promise<Finding[]> {
  const server = openPostgres(url)
  const version = await versionOf(server)
  await server.close()
  if (version >= schemaVersion) return [well('tables', `version ${version}`)]
  const told = version === 0 ? 'there are none' : `version ${version}, this release needs ${schemaVersion}`
  return ownerUrl
    ? [doubtful('tables', told, 'The next start makes them, as DATABASE_OWNER_URL.')]
    : [badly('tables', told, 'Start one instance with DATABASE_OWNER_URL, which makes them.')]
}

/** The role of the service may add to events and change nothing of them, nor of the schema: what it cannot do nobody does through it. */
async function rights(client: pg.Client): Promise<Finding[]> {
  const [may] = await rows<Record<'superuser' | 'creates' | 'changes' | 'there', boolean>>(
    client,
    `select rolsuper as superuser,
      has_schema_privilege(current_user, current_schema(), 'create') as creates,
      to_regclass('events') is not null as there,
      case when to_regclass('events') is null then false else
        has_table_privilege(current_user, 'events', 'update') or has_table_privilege(current_user, 'events', 'delete')
        or has_table_privilege(current_user, 'chain', 'update') or has_table_privilege(current_user, 'chain', 'delete')
      end as changes
      from pg_roles where rolname = current_user`,
  )
  const { superuser, creates, changes } = may!
  const excess = [
    ...(superuser ? ['is a superuser'] : []),
    ...(creates ? ['may create tables'] : []),
    ...(changes ? ['may change or delete events'] : []),
  ]
  return excess.length === 0
    ? [well('roles', 'the service may add to events, and change neither them nor the tables')]
    : [
        badly(
          'roles',
          `the role of DATABASE_URL ${excess.join(', ')}`,
          'Give the service a role of its own, that owns nothing (README, PostgreSQL).',
        ),
      ]
}

/** Against the database, and against whoever else answers with a date. */
async function clock({ settings, now }: Required<Doctoring>): Promise<Finding[]> {
  const { DATABASE_URL: url, OPENAI_MODEL: name, OPENAI_BASE_URL: endpoint } = settings
  const others: [who: string, at: number, exactMs: number][] = []
  const client = url ? new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs }) : undefined
  if (client) {
    const connected = await client.connect().then(
      () => true,
      () => false,
    )
    if (connected) {
      const [{ at } = { at: new Date() }] = await rows<{ at: Date }>(client, 'select clock_timestamp() as at')
      others.push(['the database', at.getTime() - now().getTime(), 2000])
    }
    await client.end()
  }
  const date = name && (await ask(endpoint).catch(() => undefined))?.headers.get('date')
  if (date) others.push(['the endpoint of the model', Date.parse(date) - now().getTime(), 5000])
  if (others.length === 0) return [well('clock', `${now().toISOString()}, compared with nobody`)]
  return others.map(([who, offMs, exactMs]) => {
    const told = `${(Math.abs(offMs) / 1000).toFixed(1)} s from ${who}`
    return Math.abs(offMs) > exactMs
      ? badly('clock', told, 'Set the clocks by NTP (chrony, systemd-timesyncd).')
      : well('clock', told)
  })
}

async function bucket({ settings: { LANCEDB_URI: uri }, environment }: Required<Doctoring>): Promise<Finding[]> {
  if (!uri) return [well('catalogue', 'in DATA_DIR')]
  const answer = await findsConditionalWrites(uri, environment)
  if (answer === 'refused-twice') return [well('catalogue', `${uri}: a second writer is refused, as it must be`)]
  return answer === 'written-twice'
    ? [
        badly(
          'catalogue',
          `${uri} lets two writers write one object`,
          'Take a store with conditional writes (If-None-Match): without them imports are lost.',
        ),
      ]
    : [
        badly(
          'catalogue',
          `${uri}: ${answer}`,
          'Check AWS_ENDPOINT, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and the rights of the key.',
        ),
      ]
}

async function model({ settings }: Required<Doctoring>): Promise<Finding[]> {
  const { OPENAI_MODEL: name, EMBEDDING_MODEL: embedding, OPENAI_BASE_URL: url, OPENAI_API_KEY: key } = settings
  if (!name && !embedding) return [well('model', 'none: the rules alone read')]
  try {
    const { status } = await ask(`${url.replace(/\/$/, '')}/models`, key)
    const told = `${new URL(url).host} answers ${status}`
    if (status === 401 || status === 403) return [badly('model', told, 'Correct OPENAI_API_KEY.')]
    return [status < 500 ? well('model', told) : doubtful('model', told, 'Look whether the provider is well.')]
  } catch (error) {
    return [badly('model', `${new URL(url).host} cannot be reached (${codeOf(error)})`, connecting(error))]
  }
}

async function signIn({ settings: { OIDC_ISSUER: issuer } }: Required<Doctoring>): Promise<Finding[]> {
  if (!issuer) return []
  try {
    const answer = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
    const told = (await answer.json()) as { issuer?: string }
    return told.issuer === issuer
      ? [well('sign-in', `${issuer} is discovered`)]
      : [badly('sign-in', `${issuer} says that it is ${told.issuer}`, 'Set OIDC_ISSUER to exactly that.')]
  } catch (error) {
    return [badly('sign-in', `${issuer} is not discovered (${codeOf(error)})`, connecting(error))]
  }
}

async function proxy({ environment }: Required<Doctoring>): Promise<Finding[]> {
  const named = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].find((name) => environment[name])
  const certificates = environment.NODE_USE_SYSTEM_CA === '1' ? [well('certificates', 'those of the system too')] : []
  if (!named) return [well('proxy', 'none'), ...certificates]
  const { host } = new URL(environment[named]!)
  if (environment.NODE_USE_ENV_PROXY !== '1') {
    return [
      badly('proxy', `${named} is set and passed over`, 'Set NODE_USE_ENV_PROXY=1, or unset it.'),
      ...certificates,
    ]
  }
  const exempt = environment.NO_PROXY ?? environment.no_proxy ?? ''
  return [
    /127\.0\.0\.1|localhost/.test(exempt)
      ? well('proxy', host)
      : doubtful('proxy', `${host}, for this machine too`, 'Set NO_PROXY=127.0.0.1,localhost and the hosts inside.'),
    ...certificates,
  ]
}

const patienceMs = 5000

const ask = (url: string, key?: string): Promise<Response> =>
  fetch(url, {
    headers: key ? { authorization: `Bearer ${key}` } : {},
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  })

const rows = async <Row>(client: pg.Client, sql: string): Promise<Row[]> => (await client.query(sql)).rows as Row[]

function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: string; cause?: { code?: string }; name?: string }
  return cause?.code ?? code ?? name ?? 'unknown'
}

const connecting = (error: unknown): string =>
  /CERT|SELF_SIGNED|UNABLE_TO_/.test(codeOf(error))
    ? 'Its certificate is not known here: set NODE_USE_SYSTEM_CA=1 where the machine knows it.'
    : /^28|^3D/.test(codeOf(error))
      ? 'Correct role, password and database in the address.'
      : 'Check the address, that it runs, and the way there (firewall, proxy).'

const well = (what: string, told: string): Finding => ({ what, stands: 'well', told })
const doubtful = (what: string, told: string, todo: string): Finding => ({ what, stands: 'doubtful', told, todo })
const badly = (what: string, told: string, todo: string): Finding => ({ what, stands: 'badly', told, todo })
const unexpected = (what: string, error: unknown): Finding =>
  badly(what, `could not be looked at (${codeOf(error)})`, 'Look at what the message names, and try again.')
