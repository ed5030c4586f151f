import {
  type CompiledQuery,
  DummyDriver,
  type Generated,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

/** A row would have broken a unique index: the database said "once", and this was the second time. */
export class UniqueViolation extends Error {
  override name = 'UniqueViolation'
}

/**
 * Where records live. Two calls only, because D1 has no interactive transaction: what must hold together is one batch of statements
 * whose conditions are in SQL. `batch` is all or nothing, durable once it resolves, and throws UniqueViolation without any effect.
 */
export interface Database {
  all<Row>(query: CompiledQuery<Row>): Promise<Row[]>
  batch(statements: readonly CompiledQuery[]): Promise<void>
  /** Makes erased bytes leave the files that this process can reach. */
  purge(): Promise<void>
  close(): void
}

export interface Tables {
  migrations: { version: number }
  conversations: {
    seq: Generated<number>
    id: string
    tenant: string
    counsellor: string
    locale: string
    objection: number
    profile: string
    dropped: string
    created_at: string
  }
  turns: {
    id: string
    conversation_id: string
    number: number
    state: string
    body: string
    selection: string
    sent: string
  }
  decisions: {
    id: string
    turn_id: string
    supersedes: string | null
    request_digest: string
    body: string
  }
  exposure: { tenant: string; provider: string; exposure: number; merit: number }
  counters: { tenant: string; name: string; key: string; count: number }
  idempotency: {
    tenant: string
    counsellor: string
    key: string
    body_digest: string
    status: number | null
    body: string | null
    conversation_id: string | null
    started_at: string
  }
}

/** Writes SQL and never runs it: the statements go to a Database, which may be SQLite or D1. */
export const sqlWriter = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})
