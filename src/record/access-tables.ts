/**
 * Who may use the service: keys, sessions, people and the identities they sign in with. Secrets are kept as their SHA-256 only. The same statements
 * for SQLite and PostgreSQL: `ending` is what the dialect closes a table with.
 */
export const accessTables = (ending: '' | ' strict'): string[] => [
  `create table api_keys (
    id text primary key,
    name text not null,
    tenant text not null,
    scopes text not null,
    digest text not null unique,
    previous_digest text unique,
    previous_until text,
    made_at text not null,
    expires_at text not null,
    revoked_at text,
    used_on text
  )${ending}`,
  `create table sessions (
    digest text primary key,
    via text not null check (via in ('oidc', 'session', 'local')),
    tenant text not null,
    counsellor text not null,
    roles text,
    origin text,
    key_id text,
    id_token text,
    started_at text not null,
    seen_at text not null,
    ends_at text not null
  )${ending}`,
  'create index sessions_by_end on sessions (ends_at)',
  'create index sessions_by_counsellor on sessions (counsellor)',
  `create table people (
    id text not null,
    tenant text not null,
    roles text not null,
    seen_at text not null,
    primary key (id, tenant)
  )${ending}`,
  `create table identities (
    issuer text not null,
    subject text not null,
    person text not null,
    primary key (issuer, subject)
  )${ending}`,
]
