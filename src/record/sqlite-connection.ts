import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { StorageError, UniqueViolation } from './database.ts'

export interface Statement {
  sql: string
  parameters: readonly unknown[]
}

export type SqliteConnection = ReturnType<typeof connectSqlite>

/** While a file is opened, another process may be in the middle of its last checkpoint. */
const openingWaitMs = 5000
/** Statements differ by the length of their lists: so many are kept prepared, the oldest goes first. */
const preparedAtMost = 200

/** A connection to a SQLite file, or to ":memory:". WAL with synchronous FULL: a committed row survives a power cut. Throws SQLite's own errors. */
export function connectSqlite(path: string) {
  const connection = new DatabaseSync(path)
  try {
    for (const pragma of [
      `busy_timeout = ${openingWaitMs}`,
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
    throw error
  }
  const kept = new Map<string, StatementSync>()

  function prepared(sql: string): StatementSync {
    const known = kept.get(sql)
    if (known) return known
    const statement = connection.prepare(sql)
    if (kept.size === preparedAtMost) kept.delete(kept.keys().next().value!)
    kept.set(sql, statement)
    return statement
  }

  /** What kept it from being written, which then left nothing; else undefined. */
  function written(batch: readonly Statement[]): unknown {
    connection.exec('savepoint batch')
    try {
      for (const { sql, parameters } of batch) prepared(sql).run(...(parameters as SQLInputValue[]))
    } catch (error) {
      // A full disk has rolled back all of it already.
      if (!connection.isTransaction) throw error
      connection.exec('rollback to batch')
      return error
    } finally {
      if (connection.isTransaction) connection.exec('release batch')
    }
    return undefined
  }

  return {
    all: ({ sql, parameters }: Statement) => prepared(sql).all(...(parameters as SQLInputValue[])),
    /** Each batch whole or not at all, and all of them synced to the disk once. Gives what failed of each. */
    write(batches: readonly (readonly Statement[])[]): unknown[] {
      try {
        connection.exec('begin immediate')
        const failures = batches.map(written)
        connection.exec('commit')
        return failures
      } catch (error) {
        if (connection.isTransaction) connection.exec('rollback')
        return batches.map(() => error)
      }
    },
    /** Moves the write-ahead log into the file and empties it; false while a reader stands on it. */
    truncateLog: (): boolean => connection.prepare('pragma wal_checkpoint(truncate)').get()?.busy === 0,
    close: () => connection.close(),
  }
}

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

/** An error of SQLite in the words of the record; any other as it is. */
export function told(error: unknown): unknown {
  const code = codeOf(error)
  if (code === undefined) return error
  if (uniqueViolations.has(code)) return new UniqueViolation('A unique index refused the row.', { cause: error })
  const failure = failures[code & 0xff]
  return failure ? new StorageError(failure, { cause: error }) : error
}

export const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined
