import { CompiledQuery, sql } from 'kysely'
import { type Database, sqlWriter } from './database.ts'

/**
 * Each migration runs once, in order, in one batch with the row that records it. They are never edited once released.
 * What must happen once is a unique index here: one number a turn, one first decision a turn, one successor a decision.
 */
const migrations: readonly string[][] = [
  [
    `create table conversations (
      seq integer primary key autoincrement,
      id text not null unique,
      tenant text not null,
      counsellor text not null,
      locale text not null,
      objection integer not null,
      profile text not null,
      dropped text not null,
      created_at text not null
    ) strict`,
    'create index conversations_by_owner on conversations (tenant, counsellor, seq)',
    `create table turns (
      id text primary key,
      conversation_id text not null references conversations (id) on delete cascade,
      number integer not null,
      pending integer not null check (pending in (0, 1)),
      body text not null,
      selection text not null,
      sent text not null,
      unique (conversation_id, number)
    ) strict`,
    'create unique index one_pending_turn on turns (conversation_id) where pending = 1',
    `create table decisions (
      id text primary key,
      turn_id text not null references turns (id) on delete cascade,
      supersedes text unique references decisions (id) on delete cascade,
      request_digest text not null,
      body text not null
    ) strict`,
    'create unique index one_first_decision on decisions (turn_id) where supersedes is null',
    'create index decisions_by_turn on decisions (turn_id)',
    `create table exposure (
      tenant text not null,
      provider text not null,
      exposure real not null,
      merit real not null,
      primary key (tenant, provider)
    ) strict`,
    `create table counters (
      tenant text not null,
      name text not null,
      key text not null,
      count integer not null,
      primary key (tenant, name, key)
    ) strict`,
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
    ) strict`,
  ],
  // Words never wait for a decision: several sets of a conversation may be undecided, each with the state it is in.
  [
    `alter table turns add column state text not null default 'none'
      check (state in ('to-decide', 'decided', 'set-aside', 'later', 'none'))`,
    `update turns set state = case
      when pending = 1 then 'to-decide'
      when exists (select 1 from decisions where turn_id = turns.id) then 'decided'
      else 'none' end`,
    'drop index one_pending_turn',
    'alter table turns drop column pending',
    'create index turns_by_state on turns (conversation_id, state)',
  ],
  ['create index idempotency_by_age on idempotency (started_at)'],
]

/** Brings the database to the present schema; several processes may try at once, one wins and the others find it done. */
export async function migrate(database: Database): Promise<void> {
  await database.batch([
    CompiledQuery.raw('create table if not exists migrations (version integer primary key) strict'),
  ])
  const done = await database.all(sqlWriter.selectFrom('migrations').select('version').compile())
  for (const [index, statements] of migrations.entries()) {
    const version = index + 1
    if (done.some((row) => row.version === version)) continue
    const recordVersion = sqlWriter.insertInto('migrations').values({ version }).compile()
    await database.batch([recordVersion, ...statements.map((statement) => sql.raw(statement).compile(sqlWriter))])
  }
}
