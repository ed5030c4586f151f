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
 * The place of the records fails, whatever was asked of it: another process holds the lock, the disk is full, nothing can be written, or what
 * is there is not a database any more. Nothing of the batch happened.
 */
export class StorageError extends Error {
  override name = 'StorageError'
  readonly code: 'busy' | 'full' | 'unwritable' | 'damaged'

  constructor(code: StorageError['code'], options?: ErrorOptions) {
    super(`The records cannot be reached: ${code}.`, options)
    this.code = code
  }
}

/**
 * Where records live. Two calls only, because D1 has no interactive transaction: what must hold together is one batch of statements
 * whose conditions are in SQL. `batch` is all or nothing, durable once it resolves, and throws UniqueViolation without any effect.
 */
export interface Database {
  all<Row>(query: CompiledQuery<Row>): Promise<Row[]>
  batch(statements: readonly CompiledQuery[]): Promise<void>
  /** Makes erased bytes leave the files that this process can reach: at once, or as soon as no other reader stands on them. */
  purge(): Promise<void>
  /** For how long erased bytes have been waiting for a reader to leave, in milliseconds. */
  purgeWaitsMs(): number
  close(): void | Promise<void>
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
    created_at: string
    need: string
    later: string | null
    misunderstood: string | null
  }
  /** What was shown of catalogue items, once for all turns that showed the same: the catalogue forgets its versions, the record does not. */
  shown_items: { digest: string; body: string; last_shown: string }
  decisions: {
    id: string
    turn_id: string
    supersedes: string | null
    request_digest: string
    body: string
    decided_at: string
  }
  /** What happened, as ids, codes and digests; never changed once written. `subject` is the conversation. */
  events: {
    seq: Generated<number>
    id: string
    tenant: string
    subject: string | null
    kind: string
    at: string
    body: string
  }
  /** Each event, linked to the one before it: see chain.ts. */
  chain: { seq: number; segment: string; previous: string; digest: string; event_seq: number }
  marks: { name: string; value: string }
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
    turn_id: string | null
    /** The instance that answers it. */
    holder: string | null
    started_at: string
  }
  api_keys: {
    id: string
    name: string
    tenant: string
    scopes: string
    digest: string
    previous_digest: string | null
    previous_until: string | null
    made_at: string
    expires_at: string
    revoked_at: string | null
    used_on: string | null
  }
  /** `roles` is null where they are those of `people`; `key_id` is the key that opened it for a counsellor. */
  sessions: {
    digest: string
    via: 'oidc' | 'session' | 'local'
    tenant: string
    counsellor: string
    roles: string | null
    origin: string | null
    key_id: string | null
    id_token: string | null
    started_at: string
    seen_at: string
    ends_at: string
  }
  /** A person within a tenant, with the roles that were given to it there. */
  people: { id: string; tenant: string; roles: string; seen_at: string }
  identities: { issuer: string; subject: string; person: string }
  /** Who the placeholders of a conversation are, sealed: one step each time that some were given (see sealed-placeholders.ts). */
  placeholders: { conversation_id: string; step: number; body: string }
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
