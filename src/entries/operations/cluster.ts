import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startPostgres } from '../../record/postgres-server.ts'
import { keptPlaceholderKey } from '../placeholder-key.ts'

/**
 * `npm run cluster`: two instances behind nginx on one PostgreSQL, to be tried and broken on one machine. PORT (8080) is nginx's, the next two are the
 * instances'; with the command `moto_server` (Debian: python3-moto) the one after is an S3 that both take the catalogue from, otherwise each has its
 * own demonstration. Ctrl-C ends all of it; what was stored in CLUSTER_DIR (.data/cluster) stays, but the database.
 */
const port = Number(process.env.PORT ?? 8080)
const folder = resolve(process.env.CLUSTER_DIR ?? '.data/cluster')
const root = resolve(import.meta.dirname, '../../..')
const started: ChildProcess[] = []

mkdirSync(folder, { recursive: true, mode: 0o700 })
const postgres = await startPostgres()
if (!postgres) process.exit(1)
const { owner, server } = await postgres.fresh()
console.log(`PostgreSQL: ${owner}`)

const store = await startStore()
const shared = {
  DATABASE_URL: server,
  DATABASE_OWNER_URL: owner,
  PLACEHOLDER_KEY: keptPlaceholderKey(folder),
  PUBLIC_ORIGIN: `http://127.0.0.1:${port}`,
  DEMONSTRATION_SIZE: process.env.DEMONSTRATION_SIZE ?? '2000',
  REQUESTS_PER_MINUTE: process.env.REQUESTS_PER_MINUTE ?? '600',
  ...store,
}
// One after the other: the first makes the tables and the catalogue.
for (const instance of [1, 2]) await startInstance(instance)
startNginx()
console.log(`Ready: http://127.0.0.1:${port}/ before http://127.0.0.1:${port + 1}/ and http://127.0.0.1:${port + 2}/`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // PostgreSQL's package would end the database at once, before the instances have told it that they stop.
  process.removeAllListeners(signal)
  process.once(signal, stop)
}

async function startInstance(instance: number): Promise<void> {
  const own = String(port + instance)
  const child = start(process.execPath, ['src/node.ts'], {
    ...shared,
    PORT: own,
    DATA_DIR: join(folder, `instance-${instance}`),
  })
  console.log(`Instance ${instance}: process ${child.pid}`)
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`http://127.0.0.1:${own}/healthz`).catch(() => undefined)
    if (answer?.ok) return
    await pause(200)
  }
  await stop()
}

/** Debian's python3-moto; undefined settings where it is not there. */
async function startStore(): Promise<Record<string, string>> {
  const address = `http://127.0.0.1:${port + 3}`
  const child = start('moto_server', ['-H', '127.0.0.1', '-p', String(port + 3)])
  let isThere = true
  child.once('error', () => {
    isThere = false
  })
  for (let tries = 0; tries < 100 && isThere; tries++) {
    const made = await fetch(`${address}/eventail`, { method: 'PUT' }).catch(() => undefined)
    if (made?.ok) {
      console.log(`S3: ${address} (moto_server, process ${child.pid})`)
      const keys = { AWS_ACCESS_KEY_ID: 'cluster', AWS_SECRET_ACCESS_KEY: 'cluster', AWS_REGION: 'us-east-1' }
      return { LANCEDB_URI: 's3://eventail/catalogue', AWS_ENDPOINT: address, AWS_ALLOW_HTTP: 'true', ...keys }
    }
    await pause(100)
  }
  console.log(
    'No S3: moto_server is not here (apt-get install python3-moto). Each instance has a demonstration of its own.',
  )
  return {}
}

function startNginx(): void {
  const site = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8')
    .replace('127.0.0.1:8080', `127.0.0.1:${port}`)
    .replace('127.0.0.1:8787', `127.0.0.1:${port + 1}`)
    .replace('127.0.0.1:8788', `127.0.0.1:${port + 2}`)
  const file = join(folder, 'nginx.conf')
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  writeFileSync(
    file,
    `pid ${folder}/nginx.pid; error_log ${folder}/nginx.log; daemon off;
events {}
http {
access_log off;
${paths.join('\n')}
${site}
}
`,
  )
  const child = start('nginx', ['-c', file, '-p', folder])
  child.once('error', () => {
    console.error('nginx is not here: apt-get install nginx.')
    void stop()
  })
  child.once('exit', (code) => {
    if (code) console.error(readFileSync(join(folder, 'nginx.log'), 'utf8').split('\n').at(-2))
  })
}

function start(command: string, parameters: string[], environment: Record<string, string> = {}): ChildProcess {
  const child = spawn(command, parameters, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', command === process.execPath ? 'inherit' : 'ignore'],
  })
  started.push(child)
  return child
}

/** Each by its own id; the database last. */
async function stop(): Promise<void> {
  const ending = started
    .toReversed()
    .filter(({ exitCode, signalCode, pid }) => exitCode === null && signalCode === null && pid !== undefined)
    .map((child) => {
      child.kill('SIGTERM')
      return new Promise((gone) => child.once('exit', gone))
    })
  await Promise.all(ending)
  await postgres?.stop()
  process.exit(0)
}
