import { setTimeout as pause } from 'node:timers/promises'
import { type CompiledQuery, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import { type Database, StorageError, UniqueViolation } from './database.ts'

// Codes of https://www.postgresql.org/docs/current/errcodes-appendix.html
const uniqueViolation = '23505'
/** Deadlock, or a conflict between two transactions: the whole batch is run again. */
const again = new Set(['40P01', '40001'])
const triesAtMost = 10
const failures: [RegExp, StorageError['code']][] = [
  [/^(55P03|53300|57014)$/, 'busy'],
  [/^53100$/, 'full'],
  [/^(XX001|XX002)$/, 'damaged'],
  [/^(08|57P|25006|53|58|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT)/, 'unwritable'],
]

/** As many connections of one process. */
const connectionsAtMost = 10
const connectMs = 5000
const statementMs = 30_000

/** PostgreSQL 15 or later. The statements are those of SQLite, compiled again from their tree. */
export function openPostgres(connectionString: string): Database {
  const pool = new pg.Pool({
    connectionString,
    max: connectionsAtMost,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    types: {
      getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)),
    },
  })
  // A connection that breaks while nobody uses it: the next one to ask learns of it.
  pool.on('error', () => {})
  const compiler = new PostgresQueryCompiler()
  const compiled = (query: CompiledQuery) => {
    const { sql, parameters } = compiler.compileQuery(query.query, query.queryId)
    return { text: sql, values: [...parameters] }
  }

  return {
    all: <Row>(query: CompiledQuery<Row>) => stubbornly(async () => (await pool.query(compiled(query))).rows as Row[]),
    batch: (statements) =>
      stubbornly(async () => {
        const client = await pool.connect()
        let broken: Error | undefined
        try {
          await client.query('begin')
          for (const statement of statements) await client.query(compiled(statement))
          await client.query('commit')
        } catch (error) {
          await client.query('rollback').catch((lost: Error) => {
            broken = lost
          })
          throw error
        } finally {
          client.release(broken)
        }
      }),
    /** Rows are gone at once; their bytes when the owner rewrites the tables (VACUUM FULL) and the log is recycled. */
    async purge() {},
    purgeWaitsMs: () => 0,
    close: () => pool.end(),
  }
}

async function stubbornly<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      const code = String((error as { code?: unknown }).code ?? '')
      if (!again.has(code) || tries >= triesAtMost) throw told(error, code)
    }
    await pause(Math.random() * 10 * tries)
  }
}

function told(error: unknown, code: string): unknown {
  if (code === uniqueViolation) return new UniqueViolation('A unique index refused the row.', { cause: error })
  if (again.has(code)) return new StorageError('busy', { cause: error })
  const [, failure] = failures.find(([codes]) => codes.test(code)) ?? []
  const unreached = error instanceof Error && /timeout exceeded|Connection terminated/.test(error.message)
  return failure || unreached ? new StorageError(failure ?? 'unwritable', { cause: error }) : error
}
