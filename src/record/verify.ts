import { sql } from 'kysely'
import { beginning, digestOfLink, type EventRow, type Link } from './chain.ts'
import { type Database, sqlWriter } from './database.ts'
import { Decision } from './decision.ts'
import { digestOf, sha256Of } from './digest.ts'
import { wholeService } from './events.ts'

/** The head of the chain at a moment, as a signed checkpoint says it. */
export interface Head {
  seq: number
  digest: string
}

export type Verified =
  | { whole: true; links: number; waiting: number; decisions: number }
  | { whole: false; table: 'chain' | 'events' | 'decisions' | 'turns' | 'shown_items'; row: string; because: string }

const readAtOnce = 5000

interface Linked extends Link {
  event_seq: number
  event: EventRow | undefined
}

/** What stood before the first link that is left, as the purge told it: another instance purged, and its checkpoints are not here. */
async function toldBefore(database: Database, first: number): Promise<string | undefined> {
  const rows = await database.all(
    sqlWriter
      .selectFrom('events')
      .select('body')
      .where('kind', '=', 'erasure')
      .where('tenant', '=', wholeService)
      .compile(),
  )
  const told = rows.map(({ body }) => JSON.parse(body) as { upTo?: number; digest?: string })
  return told.find(({ upTo }) => upTo === first - 1)?.digest
}

/**
 * Verifies the record against its chain and the chain against checkpoints whose signatures hold; names the first bad row. What was purged is
 * vouched for by the checkpoint of its last link, or by the event that tells of the purge.
 */
export async function verify(database: Database, checkpoints: readonly Head[]): Promise<Verified> {
  const heads = new Map(checkpoints.map(({ seq, digest }) => [seq, digest]))
  const bad = (
    table: 'chain' | 'events' | 'decisions' | 'turns' | 'shown_items',
    row: string | number,
    because: string,
  ) => ({ whole: false, table, row: String(row), because }) as const
  const vouched = new Map<string, { digest: string; subject: string | null }>()
  const bodies = new Map<string, { digest: string; subject: string | null }>()
  /** Digests of what models added, the last of each turn. */
  const laters = new Map<string, string>()
  const erased = new Set<string>()
  let last: { seq: number; digest: string; segment: string } | undefined
  let links = 0
  for await (const { event, event_seq, ...link } of linksOf(database)) {
    if (!last) {
      const before = link.seq === 1 ? beginning : (heads.get(link.seq - 1) ?? (await toldBefore(database, link.seq)))
      if (before === undefined)
        return bad('chain', link.seq, 'no checkpoint vouches for what stood before the first link')
      last = { seq: link.seq - 1, digest: before, segment: '' }
    }
    if (link.seq !== last.seq + 1) return bad('chain', last.seq + 1, 'the link is missing')
    if (link.previous !== last.digest) return bad('chain', link.seq, 'it does not follow the link before it')
    if (link.segment < last.segment) return bad('chain', link.seq, 'its segment is earlier than the one before')
    if (!event) return bad('events', event_seq, 'the event is missing')
    if ((await digestOfLink(link, event)) !== link.digest) return bad('events', event.id, 'it is not what was chained')
    const expected = heads.get(link.seq)
    if (expected !== undefined && expected !== link.digest) return bad('chain', link.seq, 'a checkpoint says otherwise')
    const told = JSON.parse(event.body) as Record<string, unknown>
    if (event.kind === 'decision') {
      vouched.set(String(told.decision), { digest: String(told.digest), subject: event.subject })
    }
    if (event.kind === 'options-shown') {
      bodies.set(String(told.turn), { digest: String(told.bodyDigest), subject: event.subject })
    }
    if (event.kind === 'later-shown') laters.set(String(told.turn), String(told.bodyDigest))
    if (event.kind === 'erasure') for (const id of (told.conversations as string[] | undefined) ?? []) erased.add(id)
    last = link
    links++
  }
  const furthest = Math.max(0, ...heads.keys())
  if ((last?.seq ?? 0) < furthest)
    return bad('chain', (last?.seq ?? 0) + 1, 'a checkpoint knows of it: the tail was cut')
  const [unchained] = await database.all(
    sql<{ id: string }>`select id from events where not exists (select 1 from chain where event_seq = events.seq)
      and seq < (select coalesce(max(event_seq), 0) from chain) limit 1`.compile(sqlWriter),
  )
  if (unchained) return bad('events', unchained.id, 'it was never chained, and later ones were')
  const fresh = await database.all(
    sql<EventRow>`select seq, id, tenant, subject, kind, at, body from events
      where seq > (select coalesce(max(event_seq), 0) from chain)`.compile(sqlWriter),
  )
  for (const { kind, body, subject } of fresh) {
    const told = JSON.parse(body) as Record<string, unknown>
    if (kind === 'decision') vouched.set(String(told.decision), { digest: String(told.digest), subject })
    if (kind === 'options-shown') bodies.set(String(told.turn), { digest: String(told.bodyDigest), subject })
    if (kind === 'later-shown') laters.set(String(told.turn), String(told.bodyDigest))
    if (kind === 'erasure') for (const id of (told.conversations as string[] | undefined) ?? []) erased.add(id)
  }

  const decisions = await database.all(sqlWriter.selectFrom('decisions').select(['id', 'turn_id', 'body']).compile())
  for (const { id, body } of decisions) {
    const event = vouched.get(id)
    if (!event) return bad('decisions', id, 'no event vouches for it')
    if ((await digestOfDecision(body)) !== event.digest) return bad('decisions', id, 'it is not what was decided')
    vouched.delete(id)
  }
  for (const [id, { subject }] of vouched) {
    if (subject === null || !erased.has(subject)) return bad('decisions', id, 'it is missing, and nothing erased it')
  }
  for await (const { id, body, later } of turnBodies(database)) {
    const event = bodies.get(id)
    if (event && (await sha256Of(body)) !== event.digest) return bad('turns', id, 'it is not what was shown')
    const added = laters.get(id)
    if (later !== null && (await sha256Of(later)) !== added)
      return bad('turns', id, 'its later words are not what was shown')
    if (later === null && added !== undefined) return bad('turns', id, 'its later words are missing')
    bodies.delete(id)
  }
  for (const [id, { subject }] of bodies) {
    if (subject === null || !erased.has(subject)) return bad('turns', id, 'it is missing, and nothing erased it')
  }
  for (const { digest, body } of await database.all(
    sqlWriter.selectFrom('shown_items').select(['digest', 'body']).compile(),
  )) {
    if ((await digestOf(readJson(body))) !== digest) return bad('shown_items', digest, 'it is not what was shown')
  }
  return { whole: true, links, waiting: fresh.length, decisions: decisions.length }
}

/** Of a decision as stored, its own digest left out; undefined where it cannot be read. */
export async function digestOfDecision(body: string): Promise<string | undefined> {
  const read = Decision.safeParse(readJson(body))
  if (!read.success) return undefined
  const { digest, ...decided } = JSON.parse(body) as Decision
  const found = await digestOf(decided)
  return found === digest ? found : undefined
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function* linksOf(database: Database): AsyncGenerator<Linked> {
  for (let after = 0; ; ) {
    const rows = await database.all(
      sql<Link & { event_seq: number; e_seq: number | null } & Omit<EventRow, 'seq'>>`select chain.seq, chain.segment,
        chain.previous, chain.digest, chain.event_seq, events.seq as e_seq, events.id, events.tenant, events.subject,
        events.kind, events.at, events.body
        from chain left join events on events.seq = chain.event_seq
        where chain.seq > ${after} order by chain.seq limit ${readAtOnce}`.compile(sqlWriter),
    )
    for (const { seq, segment, previous, digest, event_seq, e_seq, ...event } of rows) {
      yield { seq, segment, previous, digest, event_seq, event: e_seq === null ? undefined : { seq: e_seq, ...event } }
    }
    const end = rows.at(-1)
    if (!end) return
    after = end.seq
  }
}

async function* turnBodies(database: Database): AsyncGenerator<{ id: string; body: string; later: string | null }> {
  for (let after = ''; ; ) {
    const rows = await database.all(
      sqlWriter
        .selectFrom('turns')
        .select(['id', 'body', 'later'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(200)
        .compile(),
    )
    yield* rows
    const end = rows.at(-1)
    if (!end) return
    after = end.id
  }
}
