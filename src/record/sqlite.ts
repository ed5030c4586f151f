import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { CompiledQuery } from 'kysely'
import { type Database, UniqueViolation } from './database.ts'

// SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY, https://www.sqlite.org/rescode.html
const uniqueViolations = new Set([2067, 1555])

/** Opens (or creates) a SQLite file; ":memory:" for tests. WAL with synchronous FULL: an acknowledged row survives a power cut. */
export function openSqlite(path: string): Database {
  const connection = new DatabaseSync(path)
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'busy_timeout = 5000',
    'foreign_keys = ON',
    'secure_delete = ON',
    'trusted_schema = OFF',
  ]) {
    connection.exec(`pragma ${pragma}`)
  }
  return {
    async all<Row>(query: CompiledQuery<Row>) {
      return connection.prepare(query.sql).all(...parametersOf(query)) as Row[]
    },
    async batch(statements) {
      connection.exec('begin immediate')
      try {
        for (const statement of statements) connection.prepare(statement.sql).run(...parametersOf(statement))
        connection.exec('commit')
      } catch (error) {
        connection.exec('rollback')
        if (isUniqueViolation(error)) throw new UniqueViolation('A unique index refused the row.', { cause: error })
        throw error
      }
    },
    async purge() {
      connection.exec('pragma wal_checkpoint(truncate)')
    },
    close: () => connection.close(),
  }
}

const parametersOf = (query: CompiledQuery) => query.parameters as readonly SQLInputValue[]

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && uniqueViolations.has(Number(error.errcode))
}
