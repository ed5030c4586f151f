import type { D1Database } from '@cloudflare/workers-types'
import type { CompiledQuery } from 'kysely'
import { type Database, UniqueViolation } from './database.ts'

/** Cloudflare D1: SQLite whose `batch` is one transaction, and which offers no other. */
export function openD1(d1: D1Database): Database {
  const prepare = (query: CompiledQuery) => d1.prepare(query.sql).bind(...query.parameters)
  return {
    async all<Row>(query: CompiledQuery<Row>) {
      return (await prepare(query).all<Row>()).results
    },
    async batch(statements) {
      try {
        await d1.batch(statements.map(prepare))
      } catch (error) {
        // D1 reports constraints in the message only.
        if (error instanceof Error && /UNIQUE constraint failed/.test(error.message)) {
          throw new UniqueViolation('A unique index refused the row.', { cause: error })
        }
        throw error
      }
    },
    async purge() {},
    purgeWaitsMs: () => 0,
    close() {},
  }
}
