import { CompiledQuery, sql } from 'kysely'
import { accessTables } from './access-tables.ts'
import { type Database, sqlWriter } from './database.ts'

/** The same on PostgreSQL. */
export const misunderstoodTurns = [
  'alter table turns add column misunderstood text',
  'create index turns_misunderstood on turns (misunderstood) where misunderstood is not null',
]

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
  // A list reads no body; what each turn showed of the catalogue is kept once; what happened is told in ids, codes and digests.
  [
    "alter table turns add column created_at text not null default ''",
    "alter table turns add column need text not null default ''",
    `update turns set
      created_at = coalesce(json_extract(body, '$.createdAt'), ''),
      need = concat_ws(', ',
        coalesce(json_extract(body, '$.criteria.occupation.name'), json_extract(body, '$.criteria.occupation.label'),
          json_extract(body, '$.criteria.topic')),
        json_extract(body, '$.criteria.near.name'))
      where json_valid(body)`,
    `create table shown_items (
      digest text primary key,
      body text not null,
      last_shown text not null
    ) strict`,
    "alter table decisions add column decided_at text not null default ''",
    "update decisions set decided_at = coalesce(json_extract(body, '$.decidedAt'), '') where json_valid(body)",
    `create table events (
      seq integer primary key autoincrement,
      id text not null unique,
      tenant text not null,
      subject text,
      kind text not null,
      at text not null,
      body text not null
    ) strict`,
    'create index events_by_subject on events (subject, kind)',
    `create trigger events_are_never_changed before update on events
      begin select raise(abort, 'events are never changed'); end`,
    // Decisions of earlier releases are vouched for as they stand on the day of the upgrade.
    `insert into events (id, tenant, subject, kind, at, body)
      select 'evt_' || decisions.id, conversations.tenant, conversations.id, 'decision', decisions.decided_at,
        json_object('decision', decisions.id, 'digest', json_extract(decisions.body, '$.digest'), 'kind',
          json_extract(decisions.body, '$.kind'), 'turn', decisions.turn_id, 'upgraded', json('true'))
      from decisions join turns on turns.id = decisions.turn_id join conversations on conversations.id = turns.conversation_id
      where json_valid(decisions.body) order by decisions.rowid`,
    `create table marks (
      name text primary key,
      value text not null
    ) strict`,
  ],
  [
    `create table chain (
      seq integer primary key,
      segment text not null,
      previous text not null,
      digest text not null,
      event_seq integer not null unique
    ) strict`,
    `create trigger links_are_never_changed before update on chain
      begin select raise(abort, 'links are never changed'); end`,
  ],
  accessTables(' strict'),
  // What a model adds after a turn was shown stands beside it.
  ['alter table turns add column later text'],
  // Several processes share the placeholders of a conversation; the effect of a request is known by its key, whatever became of its answer.
  [
    `create table placeholders (
      conversation_id text not null references conversations (id) on delete cascade,
      step integer not null,
      body text not null,
      primary key (conversation_id, step)
    ) strict`,
    'alter table idempotency add column turn_id text',
    'alter table idempotency add column holder text',
  ],
  // A counsellor says of a turn that it was misunderstood: since when, until it is taken back or told again as a case.
  misunderstoodTurns,
]

/** The version of the schema that this release writes. */
export const schemaVersion = migrations.length

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
