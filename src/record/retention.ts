import { sql } from 'kysely'
import { lastLink } from './chain.ts'
import { type Database, sqlWriter } from './database.ts'
import { eventStatement, wholeService } from './events.ts'

/** How long each class is kept, in days after its last turn or decision; events by whole months. */
export interface Retention {
  decided: number
  undecided: number
  events: number
}

/** What went, by class; the erasure events say which conversations, or up to which link. */
export interface Purged {
  decided: number
  undecided: number
  events: number
}

/** So many conversations go in one batch: no request waits longer for the lock. */
const erasedAtOnce = 10
const dayMs = 86_400_000

export interface RetentionOptions {
  database: Database
  retention: Retention
  now: () => Date
  /** Called before links go, with the last of them: a signed checkpoint then vouches for what follows. */
  vouch: (head: { seq: number; digest: string }) => Promise<void>
}

/** Erases what is past its time, and tells it as events of the chain, which goes on verifying. */
export async function purgeExpired({ database, retention, now, vouch }: RetentionOptions): Promise<Purged> {
  const purged = {
    decided: await eraseConversations(database, 'decided', daysBefore(now(), retention.decided), now),
    undecided: await eraseConversations(database, 'undecided', daysBefore(now(), retention.undecided), now),
    events: await eraseSegments(database, daysBefore(now(), retention.events), now, vouch),
  }
  const unshown = daysBefore(now(), Math.max(retention.decided, retention.undecided))
  await database.batch([
    sqlWriter.deleteFrom('shown_items').where('last_shown', '<', unshown).compile(),
    sqlWriter.deleteFrom('sessions').where('ends_at', '<=', now().toISOString()).compile(),
  ])
  await database.purge()
  return purged
}

async function eraseConversations(
  database: Database,
  kind: 'decided' | 'undecided',
  before: string,
  now: () => Date,
): Promise<number> {
  const isDecided = sql`exists (select 1 from turns join decisions on decisions.turn_id = turns.id
    where turns.conversation_id = conversations.id)`
  for (let erased = 0; ; ) {
    const rows = await database.all(
      sql<{ id: string; tenant: string }>`select id, tenant from conversations
        where created_at < ${before} and ${kind === 'decided' ? isDecided : sql`not ${isDecided}`}
          and not exists (select 1 from turns left join decisions on decisions.turn_id = turns.id
            where turns.conversation_id = conversations.id
              and (turns.created_at >= ${before} or decisions.decided_at >= ${before}))
        order by tenant, seq limit ${erasedAtOnce}`.compile(sqlWriter),
    )
    if (rows.length === 0) return erased
    const ids = rows.map(({ id }) => id)
    const at = now().toISOString()
    await database.batch([
      ...[...Map.groupBy(rows, ({ tenant }) => tenant)].map(([tenant, of]) =>
        eventStatement(
          { kind: 'erasure', because: 'retention', class: kind, before, conversations: of.map(({ id }) => id) },
          { tenant, at },
        ),
      ),
      sqlWriter.deleteFrom('conversations').where('id', 'in', ids).compile(),
      sqlWriter.deleteFrom('idempotency').where('conversation_id', 'in', ids).compile(),
    ])
    erased += rows.length
    await new Promise((elsewhere) => setTimeout(elsewhere, 0))
  }
}

/**
 * Events go by whole segments, the oldest first, never the last one. Those that vouch for a decision that is still kept keep their segment, and
 * with it all later ones.
 */
async function eraseSegments(
  database: Database,
  before: string,
  now: () => Date,
  vouch: RetentionOptions['vouch'],
): Promise<number> {
  const head = await lastLink(database)
  const [end] = await database.all(
    sql<{ seq: number; digest: string; segment: string }>`select seq, digest, segment from chain
      where segment < ${before.slice(0, 7)} and segment < ${head?.segment ?? ''}
        and seq < (select coalesce(min(chain.seq), ${head?.seq ?? 0}) from chain join events on events.seq = chain.event_seq
          where events.subject in (select id from conversations))
      order by seq desc limit 1`.compile(sqlWriter),
  )
  // A segment is purged whole: one that must stay in part stays.
  const [whole] = end
    ? await database.all(
        sql<{ seq: number; digest: string; segment: string }>`select seq, digest, segment from chain
          where seq <= ${end.seq} and segment not in (select segment from chain where seq > ${end.seq})
          order by seq desc limit 1`.compile(sqlWriter),
      )
    : []
  if (!whole) return 0
  const { seq, digest, segment } = whole
  await vouch({ seq, digest })
  const [{ count } = { count: 0 }] = await database.all(
    sql<{ count: number }>`select count(*) as count from chain where seq <= ${seq}`.compile(sqlWriter),
  )
  await database.batch([
    eventStatement(
      { kind: 'erasure', because: 'retention', class: 'events', segment, upTo: seq, digest },
      { tenant: wholeService, at: now().toISOString() },
    ),
    sql`delete from events where seq in (select event_seq from chain where seq <= ${seq})`.compile(sqlWriter),
    sql`delete from chain where seq <= ${seq}`.compile(sqlWriter),
  ])
  return count
}

const daysBefore = (date: Date, days: number): string => new Date(date.getTime() - days * dayMs).toISOString()
