import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import type { CompiledQuery } from 'kysely'
import { type Database, StorageError, UniqueViolation } from './database.ts'

// Codes of https://www.sqlite.org/rescode.html; the low byte of an extended code is its primary one.
/** SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY. */
const uniqueViolations = new Set([2067, 1555])
const failures: Readonly<Record<number, StorageError['code']>> = {
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  8: 'unwritable', // SQLITE_READONLY
  10: 'unwritable', // SQLITE_IOERR
  11: 'damaged', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  14: 'unwritable', // SQLITE_CANTOPEN
  26: 'damaged', // SQLITE_NOTADB
}

/** A statement waits this long for a lock that another process holds: off the loop, which SQLite's own busy_timeout would freeze. */
const lockWaitMs = 5000
/** Erased bytes stay in the write-ahead log as long as a reader stands on it: the checkpoint is tried again this often. */
const purgeAgainMs = 1000

/**
 * Opens (or creates) a SQLite file; ":memory:" for tests. WAL with synchronous FULL: an acknowledged row survives a power cut. Throws
 * StorageError, `damaged` for a file that is no database.
 */
export function openSqlite(path: string): Database {
  const connection = new DatabaseSync(path)
  try {
    // While it is opened, another process may be in the middle of its last checkpoint.
    connection.exec(`pragma busy_timeout = ${lockWaitMs}`)
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = FULL',
      'foreign_keys = ON',
      'secure_delete = ON',
      'trusted_schema = OFF',
      'busy_timeout = 0',
    ]) {
      connection.exec(`pragma ${pragma}`)
    }
  } catch (error) {
    connection.close()
    throw told(error)
  }
  let closed = false
  let waitingSince: number | undefined
  let timer: NodeJS.Timeout | undefined

  function truncate(): void {
    timer = undefined
    if (closed) return
    const [answer] = connection.prepare('pragma wal_checkpoint(truncate)').all()
    if (answer?.busy === 0) {
      waitingSince = undefined
      return
    }
    waitingSince ??= performance.now()
    timer = setTimeout(() => {
      try {
        truncate()
      } catch {
        // A disk that fails now is for the health check to tell; the next erasure or the next start tries again.
        timer = undefined
      }
    }, purgeAgainMs)
    timer.unref()
  }

  return {
    all<Row>(query: CompiledQuery<Row>) {
      return patiently(() => connection.prepare(query.sql).all(...parametersOf(query)) as Row[])
    },
    batch(statements) {
      return patiently(() => {
        connection.exec('begin immediate')
        try {
          for (const statement of statements) connection.prepare(statement.sql).run(...parametersOf(statement))
          connection.exec('commit')
        } catch (error) {
          // A full disk has rolled back already.
          if (connection.isTransaction) connection.exec('rollback')
          throw error
        }
      })
    },
    async purge() {
      if (timer === undefined) truncate()
    },
    purgeWaitsMs: () => (waitingSince === undefined ? 0 : performance.now() - waitingSince),
    close() {
      closed = true
      clearTimeout(timer)
      connection.close()
    },
  }
}

/** Runs it again while another process holds the lock. Each try is whole and synchronous: two never mix. */
async function patiently<Value>(work: () => Value): Promise<Value> {
  const until = performance.now() + lockWaitMs
  for (let waitMs = 2; ; waitMs = Math.min(2 * waitMs, 100)) {
    try {
      return work()
    } catch (error) {
      const failure = told(error)
      if (!(failure instanceof StorageError && failure.code === 'busy') || performance.now() > until) throw failure
    }
    await pause(waitMs)
  }
}

const parametersOf = (query: CompiledQuery) => query.parameters as readonly SQLInputValue[]

function told(error: unknown): unknown {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined
  if (code === undefined) return error
  if (uniqueViolations.has(code)) return new UniqueViolation('A unique index refused the row.', { cause: error })
  const failure = failures[code & 0xff]
  return failure ? new StorageError(failure, { cause: error }) : error
}
