import { sql } from 'kysely'
import { type Database, sqlWriter, UniqueViolation } from './database.ts'
import { digestOf } from './digest.ts'

/** An event as it is chained: `previous` is the digest of the link before it. */
export interface Link {
  seq: number
  /** The month it was chained in, YYYY-MM. A segment is purged whole. */
  segment: string
  previous: string
  digest: string
}

export interface EventRow {
  seq: number
  id: string
  tenant: string
  subject: string | null
  kind: string
  at: string
  body: string
}

/** What stands before the first link of all. */
export const beginning = `sha256:${'0'.repeat(64)}`

const linkedAtOnce = 500
/** Writers on several machines may commit out of the order of their numbers, by no more than this. */
const reordered = 1000

/** Over the RFC 8785 form of the link and of its event. */
export const digestOfLink = (
  { seq, segment, previous }: Omit<Link, 'digest'>,
  { id, tenant, subject, kind, at, body }: EventRow,
): Promise<string> => digestOf({ seq, segment, previous, event: { id, tenant, subject, kind, at, body } })

export async function lastLink(database: Database): Promise<Link | undefined> {
  const [link] = await database.all(
    sqlWriter
      .selectFrom('chain')
      .select(['seq', 'segment', 'previous', 'digest'])
      .orderBy('seq', 'desc')
      .limit(1)
      .compile(),
  )
  return link
}

/**
 * Chains the events that are not chained yet; gives how many. Several processes may do it at once: a link's number is unique, so that one of
 * them writes and the others find it done.
 */
export async function chainEvents(database: Database, now: () => Date): Promise<number> {
  const last = await lastLink(database)
  const waiting = await database.all(
    sql<EventRow>`select seq, id, tenant, subject, kind, at, body from events
      where seq > (select coalesce(max(event_seq), 0) from chain) - ${reordered}
        and not exists (select 1 from chain where chain.event_seq = events.seq)
      order by seq limit ${linkedAtOnce}`.compile(sqlWriter),
  )
  if (waiting.length === 0) return 0
  const month = now().toISOString().slice(0, 7)
  // A clock that goes back opens no earlier segment.
  const segment = last && last.segment > month ? last.segment : month
  let { seq, digest: previous } = last ?? { seq: 0, digest: beginning }
  const statements = []
  for (const event of waiting) {
    const link = { seq: ++seq, segment, previous }
    const digest = await digestOfLink(link, event)
    statements.push(
      sqlWriter
        .insertInto('chain')
        .values({ ...link, digest, event_seq: event.seq })
        .compile(),
    )
    previous = digest
  }
  try {
    await database.batch(statements)
  } catch (error) {
    if (error instanceof UniqueViolation) return 0
    throw error
  }
  return waiting.length
}
