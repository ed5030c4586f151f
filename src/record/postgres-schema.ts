import { CompiledQuery, sql } from 'kysely'
import { accessTables } from './access-tables.ts'
import { type Database, sqlWriter, UniqueViolation } from './database.ts'
import { misunderstoodTurns, schemaVersion } from './migrations.ts'

/** The version of migrations.ts that PostgreSQL began with. */
const firstVersion = 5

/** The tables of that version as PostgreSQL writes them. */
const tables = [
  `create table conversations (
    seq bigint generated always as identity primary key,
    id text not null unique,
    tenant text not null,
    counsellor text not null,
    locale text not null,
    objection integer not null,
    profile text not null,
    dropped text not null,
    created_at text not null
  )`,
  'create index conversations_by_owner on conversations (tenant, counsellor, seq)',
  `create table turns (
    id text primary key,
    conversation_id text not null references conversations (id) on delete cascade,
    number integer not null,
    body text not null,
    selection text not null,
    sent text not null,
    state text not null default 'none' check (state in ('to-decide', 'decided', 'set-aside', 'later', 'none')),
    created_at text not null default '',
    need text not null default '',
    unique (conversation_id, number)
  )`,
  `create table decisions (
    id text primary key,
    turn_id text not null references turns (id) on delete cascade,
    supersedes text unique references decisions (id) on delete cascade,
    request_digest text not null,
    body text not null,
    decided_at text not null default ''
  )`,
  'create unique index one_first_decision on decisions (turn_id) where supersedes is null',
  'create index decisions_by_turn on decisions (turn_id)',
  `create table exposure (
    tenant text not null,
    provider text not null,
    exposure double precision not null,
    merit double precision not null,
    primary key (tenant, provider)
  )`,
  `create table counters (
    tenant text not null,
    name text not null,
    key text not null,
    count integer not null,
    primary key (tenant, name, key)
  )`,
  `create table idempotency (
    tenant text not null,
    counsellor text not null,
    key text not null,
    body_digest text not null,
    status integer,
    body text,
    conversation_id text,
    started_at text not null,
    primary key (tenant, counsellor, key)
  )`,
  'create index idempotency_by_age on idempotency (started_at)',
  'create table shown_items (digest text primary key, body text not null, last_shown text not null)',
  `create table events (
    seq bigint generated always as identity primary key,
    id text not null unique,
    tenant text not null,
    subject text,
    kind text not null,
    at text not null,
    body text not null
  )`,
  'create index events_by_subject on events (subject, kind)',
  'create table marks (name text primary key, value text not null)',
  `create table chain (
    seq bigint primary key,
    segment text not null,
    previous text not null,
    digest text not null,
    event_seq bigint not null unique
  )`,
]

/** What each version after the first one adds. A server of the release before goes on beside it: nothing is renamed or taken away. */
const later: Readonly<Record<number, readonly string[]>> = {
  6: accessTables(''),
  7: ['alter table turns add column later text'],
  8: [
    `create table placeholders (
      conversation_id text not null references conversations (id) on delete cascade,
      step integer not null,
      body text not null,
      primary key (conversation_id, step)
    )`,
    'alter table idempotency add column turn_id text',
    'alter table idempotency add column holder text',
    // Counts of one minute, shared by all instances: not worth a write-ahead log.
    'create unlogged table request_rates (key text primary key, points integer not null, expire bigint)',
  ],
  9: misunderstoodTurns,
}

/** The statements of a version; throws for one that only SQLite knows. */
function statementsOf(version: number): readonly string[] {
  if (version < firstVersion) return []
  const found = version === firstVersion ? tables : later[version]
  if (!found) throw new Error(`PostgreSQL has no version ${version} of the tables.`)
  return found
}

/** Of the server's role: it may only add to events and their chain, and change nothing of the schema. */
const rightsOf = (role: string): string[] => [
  `grant select, insert, update, delete on conversations, turns, decisions, exposure, counters, idempotency, shown_items, marks,
    api_keys, sessions, people, identities, placeholders, request_rates to ${role}`,
  `grant select, insert on events, chain to ${role}`,
  `grant select on migrations to ${role}`,
]

/** Makes the tables or brings them up to date as their owner, then gives the server's role what it needs. */
export async function makePostgresSchema(owner: Database, serverRole?: string, upTo = schemaVersion): Promise<void> {
  const raw = (statement: string) => sql.raw(statement).compile(sqlWriter)
  // Of several that start at once one makes the tables and the others wait for it.
  const lock = raw('select pg_advisory_xact_lock(7160416)')
  await owner.batch([lock, raw('create table if not exists migrations (version integer primary key)')])
  for (let version = (await versionOf(owner)) + 1; version <= upTo; version++) {
    const record = sqlWriter.insertInto('migrations').values({ version }).compile()
    try {
      await owner.batch([lock, record, ...statementsOf(version).map(raw)])
    } catch (error) {
      // Another owner made it while this one waited for the lock.
      if (!(error instanceof UniqueViolation)) throw error
    }
  }
  if (serverRole && upTo === schemaVersion) await owner.batch([lock, ...rightsOf(quoted(serverRole)).map(raw)])
}

/** 0 where nothing was ever made. A later version than ours is fine: it only adds. */
export async function versionOf(database: Database): Promise<number> {
  const [found] = await database.all(
    CompiledQuery.raw("select to_regclass('migrations') is not null as there") as CompiledQuery<{ there: boolean }>,
  )
  if (!found?.there) return 0
  const [{ version } = { version: 0 }] = await database.all(
    sql<{ version: number }>`select coalesce(max(version), 0) as version from migrations`.compile(sqlWriter),
  )
  return version
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
