import { setTimeout as pause } from 'node:timers/promises'
import { type Database, StorageError } from './database.ts'
import { connectSqlite, type SqliteConnection, told } from './sqlite-connection.ts'
import { writeApart, writeHere } from './sqlite-writer.ts'

/** A statement waits this long for a lock that another process holds: off the loop, which SQLite's own busy_timeout would freeze. */
const lockWaitMs = 5000
/** Erased bytes stay in the write-ahead log as long as a reader stands on it: the checkpoint is tried again this often. */
const purgeAgainMs = 1000

/**
 * Opens (or creates) a SQLite file; ":memory:" for tests. It is read here, and written in a thread of its own. Throws StorageError, `damaged` for a
 * file that is no database.
 */
export function openSqlite(path: string): Database {
  const connection = connected(path)
  const writer = path === ':memory:' ? writeHere(connection) : writeApart(path)
  let closed = false
  let waitingSince: number | undefined
  let timer: NodeJS.Timeout | undefined

  async function truncate(): Promise<void> {
    timer = undefined
    if (closed) return
    if (await writer.truncateLog()) {
      waitingSince = undefined
      return
    }
    waitingSince ??= performance.now()
    // A disk that fails then is for the health check to tell; the next erasure or the next start tries again.
    timer = setTimeout(() => truncate().catch(() => {}), purgeAgainMs)
    timer.unref()
  }

  return {
    all<Row>(query: { sql: string; parameters: readonly unknown[] }) {
      return patiently(() => connection.all(query) as Row[])
    },
    batch: (statements) => patiently(() => writer.write(statements)),
    async purge() {
      if (timer === undefined) await truncate().catch((error: unknown) => Promise.reject(told(error)))
    },
    purgeWaitsMs: () => (waitingSince === undefined ? 0 : performance.now() - waitingSince),
    async close() {
      closed = true
      clearTimeout(timer)
      connection.close()
      await writer.close()
    },
  }
}

function connected(path: string): SqliteConnection {
  try {
    return connectSqlite(path)
  } catch (error) {
    throw told(error)
  }
}

/** Runs it again while another process holds the lock. Each try is whole: two never mix. */
async function patiently<Value>(work: () => Value | Promise<Value>): Promise<Value> {
  const until = performance.now() + lockWaitMs
  for (let waitMs = 2; ; waitMs = Math.min(2 * waitMs, 100)) {
    try {
      return await work()
    } catch (error) {
      const failure = told(error)
      if (!(failure instanceof StorageError && failure.code === 'busy') || performance.now() > until) throw failure
    }
    await pause(waitMs)
  }
}
