import { type CompiledQuery, type Expression, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { KnownPlaceholder } from '../../guardrails/placeholders.ts'
import { Dropped, emptyProfile, Profile } from '../need/profile.ts'
import { type Database, sqlWriter, UniqueViolation } from './database.ts'
import { Decision } from './decision.ts'
import { sha256Of } from './digest.ts'
import { eventStatement, wholeService } from './events.ts'
import { type Count, countsOfTurn } from './oversight.ts'
import { PairVerdict } from './pairs.ts'
import { type ReadTurns, readTurns } from './read-turns.ts'
import type {
  DecisionAnswer,
  DecisionToStore,
  Effect,
  LaterToStore,
  Owner,
  Page,
  PageAsked,
  ProviderExposure,
  Records,
  SelectionRecord,
  TurnToStore,
} from './records.ts'
import { referenceOf } from './reference.ts'
import { type ConversationSummary, needTold } from './summary.ts'
import { type Conversation, SentRequest } from './turn.ts'
import { bodyOf } from './turn-body.ts'

/**
 * Records over SQLite or D1. Every condition that must hold at the moment of writing (owner, state of a set, first decision) is in the
 * statement or in a unique index; afterwards we read what the database decided and say so.
 */
export function createSqlRecords(database: Database, now: () => Date = () => new Date()): Records {
  const conversation = async (owner: Owner, id: string): Promise<Conversation | undefined> => {
    const [row] = await database.all(ownedConversations(owner).selectAll().where('id', '=', id).compile())
    return row && conversationOf(row, await readTurns(database, id))
  }

  /** Whether it is there, readable or not. */
  const isOwned = async (owner: Owner, id: string): Promise<boolean> =>
    (await database.all(ownedConversations(owner).select('id').where('id', '=', id).compile())).length > 0

  const explainDecision = async (owner: Owner, sent: DecisionToStore): Promise<DecisionAnswer> => {
    const rows = await database.all(
      sqlWriter
        .selectFrom('decisions')
        .select(['id', 'body', 'request_digest', 'supersedes'])
        .where('turn_id', '=', sent.turnId)
        .where(turnIsOwned(owner, sent.conversationId, sent.turnId))
        .compile(),
    )
    const recorded = rows.find((row) => row.id === sent.decision.id)
    if (recorded) return { outcome: 'recorded', decision: sent.decision }
    const repeated = rows.find((row) => row.request_digest === sent.requestDigest)
    if (repeated) return { outcome: 'repeated', decision: Decision.parse(JSON.parse(repeated.body)) }
    const superseded = new Set(rows.map((row) => row.supersedes))
    const current = rows.find((row) => !superseded.has(row.id))
    if (current) return { outcome: 'already-decided', decision: Decision.parse(JSON.parse(current.body)) }
    return { outcome: 'nothing-pending' }
  }

  return {
    async openConversation(owner, opened, placeholders = []) {
      await database.batch([
        sqlWriter
          .insertInto('conversations')
          .values({
            id: opened.id,
            tenant: owner.tenant,
            counsellor: owner.counsellor,
            locale: opened.locale,
            objection: Number(opened.objection),
            profile: JSON.stringify(opened.profile),
            dropped: JSON.stringify(opened.dropped),
            created_at: opened.createdAt,
          })
          .compile(),
        ...(placeholders.length > 0 ? [placeholderStatement(opened.id, 1, placeholders)] : []),
        eventStatement({ kind: 'opened' }, { tenant: owner.tenant, subject: opened.id, at: opened.createdAt }),
        ...effectStatements(owner, { conversationId: opened.id, turnId: null }),
      ])
    },
    conversation,
    async conversations(owner, page) {
      const rows = await database.all(pageOf(owner, page))
      const kept = rows.slice(0, page.limit)
      if (page.before) kept.reverse()
      const data = kept.map(({ id, created_at, last_turn_at, need, stands }) => ({
        id,
        createdAt: created_at,
        lastTurnAt: last_turn_at,
        need: need ?? '',
        state: (['open', 'decided', 'later', 'to-decide'] as const)[stands ?? 0]!,
        reference: referenceOf(id),
      }))
      return { data, hasMore: rows.length > page.limit } satisfies Page<ConversationSummary>
    },
    async updateConversation(owner, id, change, before) {
      const [row] = await database.all(ownedConversations(owner).selectAll().where('id', '=', id).compile())
      if (!row) return 'not-found'
      if (before && !isUnchanged(row, before)) return 'changed-meanwhile'
      const update = sqlWriter
        .updateTable('conversations')
        .set({
          objection: Number(change.objection),
          profile: JSON.stringify(change.profile),
          dropped: JSON.stringify(change.dropped),
        })
        .where('id', '=', id)
        .where('tenant', '=', owner.tenant)
        .where('counsellor', '=', owner.counsellor)
        .returning('id')
      const { profile, dropped, objection } = row
      const unlessChanged = before
        ? update.where('profile', '=', profile).where('dropped', '=', dropped).where('objection', '=', objection)
        : update
      const changed = await database.all(unlessChanged.compile())
      return changed.length > 0 ? 'changed' : 'changed-meanwhile'
    },
    async eraseConversation(owner, id) {
      if (!(await isOwned(owner, id))) return false
      await database.batch([
        sqlWriter
          .deleteFrom('conversations')
          .where('id', '=', id)
          .where('tenant', '=', owner.tenant)
          .where('counsellor', '=', owner.counsellor)
          .compile(),
        sqlWriter.deleteFrom('idempotency').where('conversation_id', '=', id).compile(),
        eventStatement(
          { kind: 'erasure', because: 'asked', conversations: [id] },
          { tenant: owner.tenant, subject: id, at: now().toISOString() },
        ),
      ])
      await database.purge()
      return true
    },
    async addTurn(owner, conversationId, stored, decision) {
      const kept = await bodyOf(stored.turn)
      const statements = [
        taken(conversationId),
        ...(decision ? decisionStatements(owner, decision) : []),
        ...itemStatements(kept.items, stored.turn.createdAt),
        turnStatement(owner, conversationId, { ...stored, body: kept.body }, decision),
        ...setAsideStatements(owner, conversationId, stored),
        ...(await turnEvents(owner, conversationId, stored, kept.body)),
        ...exposureStatements(owner.tenant, stored),
        ...countStatements(owner.tenant, [...countsOfTurn(stored.turn), ...stored.counts], stored.turn.id),
        ...effectStatements(owner, { conversationId, turnId: stored.turn.id }),
      ]
      const violated = await runBatch(database, statements)
      const present = await database.all(ownedTurn(owner, conversationId, stored.turn.id).select('id').compile())
      if (present.length > 0) return { outcome: 'stored' }
      const answer = decision && (await explainDecision(owner, decision))
      if (answer?.outcome === 'repeated' || answer?.outcome === 'already-decided') return answer
      if (answer?.outcome === 'nothing-pending' && !violated) return answer
      return { outcome: 'raced' }
    },
    async addLater(owner, conversationId, stored) {
      await database.batch([taken(conversationId), ...(await laterStatements(owner, conversationId, stored, now()))])
      return (await conversation(owner, conversationId))?.turns.find(({ id }) => id === stored.turnId)
    },
    async decide(owner, decision) {
      await runBatch(database, [taken(decision.conversationId), ...decisionStatements(owner, decision)])
      return explainDecision(owner, decision)
    },
    async moveSet(owner, { conversationId, turnId, from, to }) {
      const now = ownedTurn(owner, conversationId, turnId).select('state').compile()
      const before = await database.all(now)
      await database.batch([
        taken(conversationId),
        sql`update turns set state = ${to} where id = ${turnId} and state = ${from}
          and ${turnIsOwned(owner, conversationId, turnId)}`.compile(sqlWriter),
      ])
      const after = await database.all(now)
      return before[0]?.state === from && after[0]?.state === to
    },
    async markMisunderstood(owner, { conversationId, turnId }, since) {
      const owned = turnIsOwned(owner, conversationId, turnId)
      await database.batch([
        sql`update turns set misunderstood = ${since} where id = ${turnId} and ${owned}`.compile(sqlWriter),
      ])
      return (await database.all(ownedTurn(owner, conversationId, turnId).select('id').compile())).length > 0
    },
    async misunderstood(tenant, limit) {
      const rows = await database.all(
        sqlWriter
          .selectFrom('turns')
          .innerJoin('conversations', 'conversations.id', 'turns.conversation_id')
          .select(['turns.id', 'turns.conversation_id'])
          .where('turns.misunderstood', 'is not', null)
          .where('conversations.tenant', '=', tenant)
          .orderBy('turns.misunderstood')
          .limit(limit)
          .compile(),
      )
      const read = async (conversationId: string) =>
        [conversationId, (await readTurns(database, conversationId)).turns] as const
      const known = new Map(await Promise.all([...new Set(rows.map((row) => row.conversation_id))].map(read)))
      return rows.flatMap(({ id, conversation_id: conversationId }) =>
        known.get(conversationId)!.flatMap((turn) => (turn.id === id ? [{ conversationId, turn }] : [])),
      )
    },
    async ownerOf(id, tenant) {
      const one = sqlWriter.selectFrom('conversations').select(['tenant', 'counsellor']).where('id', '=', id)
      const [owner] = await database.all((tenant === undefined ? one : one.where('tenant', '=', tenant)).compile())
      return owner
    },
    async exported(owner, id) {
      const found = await conversation(owner, id)
      if (!found) return undefined
      await database.batch([
        eventStatement({ kind: 'export' }, { tenant: owner.tenant, subject: id, at: now().toISOString() }),
      ])
      const turns = await database.all(
        sqlWriter
          .selectFrom('turns')
          .select(['id', 'sent'])
          .where('conversation_id', '=', id)
          .orderBy('number')
          .compile(),
      )
      const decisions = await database.all(
        sql<{ body: string }>`select decisions.body from decisions join turns on turns.id = decisions.turn_id
          where turns.conversation_id = ${id} order by decisions.decided_at`.compile(sqlWriter),
      )
      const events = await database.all(
        sqlWriter
          .selectFrom('events')
          .select(['kind', 'at', 'body'])
          .where('subject', '=', id)
          .orderBy('seq')
          .compile(),
      )
      return {
        conversation: found,
        decisions: decisions.map(({ body }) => readable(body)),
        sent: Object.fromEntries(turns.map((turn) => [turn.id, readable(turn.sent) as SentRequest[]])),
        events: events.map(({ kind, at, body }) => ({ kind, at, body: readable(body) })),
      }
    },
    async selection(owner, conversationId, turnId) {
      const [row] = await database.all(ownedTurn(owner, conversationId, turnId).select('selection').compile())
      return row && (JSON.parse(row.selection) as SelectionRecord | null)
    },
    async sent(owner, conversationId, turnId) {
      const [row] = await database.all(ownedTurn(owner, conversationId, turnId).select('sent').compile())
      return row && z.array(SentRequest).parse(JSON.parse(row.sent))
    },
    async beside(owner, conversationId) {
      if (!(await isOwned(owner, conversationId))) return undefined
      const turns = await database.all(
        sqlWriter
          .selectFrom('turns')
          .select(['id', 'sent', 'selection'])
          .where('conversation_id', '=', conversationId)
          .orderBy('number')
          .compile(),
      )
      const decisions = await database.all(
        sqlWriter
          .selectFrom('decisions')
          .innerJoin('turns', 'turns.id', 'decisions.turn_id')
          .select('decisions.body')
          .where('turns.conversation_id', '=', conversationId)
          .orderBy('decisions.decided_at')
          .compile(),
      )
      const events = await database.all(
        sqlWriter
          .selectFrom('events')
          .select(['id', 'kind', 'at', 'body'])
          .where('subject', '=', conversationId)
          .orderBy('seq')
          .compile(),
      )
      return {
        decisions: decisions.map(({ body }) => Decision.parse(JSON.parse(body))),
        turns: turns.map(({ id, sent, selection }) => ({
          id,
          sent: z.array(SentRequest).parse(JSON.parse(sent)),
          selection: JSON.parse(selection) as SelectionRecord | null,
        })),
        events,
      }
    },
    async exposure(tenant, providers) {
      if (providers.length === 0) return {}
      const rows = await database.all(
        sqlWriter
          .selectFrom('exposure')
          .select(['provider', 'exposure', 'merit'])
          .where('tenant', '=', tenant)
          .where('provider', 'in', [...providers])
          .compile(),
      )
      return ledgerOf(rows)
    },
    async ledger(tenant) {
      const rows = await database.all(
        sqlWriter
          .selectFrom('exposure')
          .select(['provider', 'exposure', 'merit'])
          .where('tenant', '=', tenant)
          .compile(),
      )
      return ledgerOf(rows)
    },
    async events(tenant, { limit, after = 0 }) {
      const rows = await database.all(
        sqlWriter
          .selectFrom('chain')
          .innerJoin('events', 'events.seq', 'chain.event_seq')
          .select(['chain.seq', 'chain.segment', 'chain.previous', 'chain.digest'])
          .select(['events.id', 'events.tenant', 'events.subject', 'events.kind', 'events.at', 'events.body'])
          .where('events.tenant', 'in', [tenant, wholeService])
          .where('chain.seq', '>', after)
          .orderBy('chain.seq')
          .limit(limit + 1)
          .compile(),
      )
      return { data: rows.slice(0, limit), hasMore: rows.length > limit }
    },
    async placeholders(conversationId) {
      const rows = await database.all(
        sqlWriter
          .selectFrom('placeholders')
          .select('body')
          .where('conversation_id', '=', conversationId)
          .orderBy('step')
          .compile(),
      )
      return { steps: rows.length, known: rows.flatMap(({ body }) => JSON.parse(body) as KnownPlaceholder[]) }
    },
    async addPlaceholders(conversationId, step, given) {
      return !(await runBatch(database, [placeholderStatement(conversationId, step, given)]))
    },
    async courseDone(owner) {
      const [row] = await database.all(
        sqlWriter.selectFrom('marks').select('value').where('name', '=', courseMark(owner)).compile(),
      )
      return row?.value
    },
    async recordCourse(owner, at) {
      await database.batch([
        sql`insert into marks (name, value) values (${courseMark(owner)}, ${at}) on conflict (name) do nothing`.compile(
          sqlWriter,
        ),
      ])
    },
    async coursesDone(tenant) {
      const prefix = courseMark({ tenant, counsellor: '' }).slice(0, -'""]'.length)
      const rows = await database.all(
        sqlWriter
          .selectFrom('marks')
          .select('name')
          .where(sql<SqlBool>`substr(name, 1, ${prefix.length}) = ${prefix}`)
          .compile(),
      )
      return rows.length
    },
    async pairVerdicts(tenant) {
      const prefix = pairMark(tenant, '').slice(0, -'""]'.length)
      const rows = await database.all(
        sqlWriter
          .selectFrom('marks')
          .selectAll()
          .where(sql<SqlBool>`substr(name, 1, ${prefix.length}) = ${prefix}`)
          .compile(),
      )
      return new Map(rows.map(({ name, value }) => [JSON.parse(name)[2], PairVerdict.parse(JSON.parse(value))]))
    },
    async judgePair(tenant, id, verdict) {
      const { judged, at } = verdict
      await database.batch([
        sql`insert into marks (name, value) values (${pairMark(tenant, id)}, ${JSON.stringify(verdict)})
          on conflict (name) do update set value = excluded.value`.compile(sqlWriter),
        eventStatement({ kind: 'pair-judged', pair: id, judged }, { tenant, at }),
      ])
    },
    async counts(tenant) {
      const rows = await database.all(
        sqlWriter.selectFrom('counters').select(['name', 'key', 'count']).where('tenant', '=', tenant).compile(),
      )
      return rows.map(({ name, key, count }) => ({ name: name as Count['name'], key, by: count }))
    },
    async count(tenant, counts, happening, subject) {
      const told = happening ? [eventStatement(happening, { tenant, subject, at: now().toISOString() })] : []
      const statements = [...countStatements(tenant, counts), ...told]
      if (statements.length > 0) await database.batch(statements)
    },
  }
}

/** One mark a person: that the course was taken. */
const courseMark = ({ tenant, counsellor }: Owner): string => JSON.stringify(['course', tenant, counsellor])

/** One mark a pair that was judged. */
const pairMark = (tenant: string, id: string): string => JSON.stringify(['pair', tenant, id])

/** Runs the batch; true when a unique index refused it, in which case nothing of it happened. */
async function runBatch(database: Database, statements: readonly CompiledQuery[]): Promise<boolean> {
  try {
    await database.batch(statements)
    return false
  } catch (error) {
    if (error instanceof UniqueViolation) return true
    throw error
  }
}

const ownedConversations = (owner: Owner) =>
  sqlWriter.selectFrom('conversations').where('tenant', '=', owner.tenant).where('counsellor', '=', owner.counsellor)

const ownedTurn = (owner: Owner, conversationId: string, turnId: string) =>
  sqlWriter
    .selectFrom('turns')
    .where('id', '=', turnId)
    .where(turnIsOwned(owner, conversationId, turnId))

function turnIsOwned(owner: Owner, conversationId: string, turnId: string): Expression<SqlBool> {
  return sql<SqlBool>`exists (select 1 from turns t join conversations c on c.id = t.conversation_id
    where t.id = ${turnId} and c.id = ${conversationId} and c.tenant = ${owner.tenant} and c.counsellor = ${owner.counsellor})`
}

/** One writer takes a step: the primary key refuses the others. Nothing is added to a conversation that was erased meanwhile. */
const placeholderStatement = (conversationId: string, step: number, given: readonly KnownPlaceholder[]) =>
  sql`insert into placeholders (conversation_id, step, body) select ${conversationId}, ${step}, ${JSON.stringify(given)}
    where exists (select 1 from conversations where id = ${conversationId})`.compile(sqlWriter)

/** Written with what it tells of: the request under this key took effect, whether or not its answer is ever given. */
function effectStatements(
  { tenant, counsellor, requestKey }: Owner,
  { conversationId, turnId }: Effect,
): CompiledQuery[] {
  if (requestKey === undefined) return []
  const stored = turnId === null ? sql`true` : sql`exists (select 1 from turns where id = ${turnId})`
  return [
    sql`update idempotency set conversation_id = ${conversationId}, turn_id = ${turnId}
      where tenant = ${tenant} and counsellor = ${counsellor} and key = ${requestKey} and status is null
        and ${stored}`.compile(sqlWriter),
  ]
}

/** Of several writers of one conversation each waits here for the one before: what the conditions see is then what stands. */
const taken = (conversationId: string): CompiledQuery =>
  sql`update conversations set locale = locale where id = ${conversationId}`.compile(sqlWriter)

function decisionStatements(owner: Owner, stored: DecisionToStore): CompiledQuery[] {
  const { decision, conversationId, turnId, requestDigest, counts } = stored
  // A first decision needs a set that waits for one; a revision needs the decision it supersedes to be one of the same turn.
  const condition = decision.supersedes
    ? sql`exists (select 1 from decisions where id = ${decision.supersedes} and turn_id = ${turnId})`
    : sql`exists (select 1 from turns where id = ${turnId} and state in ('to-decide', 'later'))`
  return [
    sql`insert into decisions (id, turn_id, supersedes, request_digest, body, decided_at)
      select ${decision.id}, ${turnId}, ${decision.supersedes}, ${requestDigest}, ${JSON.stringify(decision)},
        ${decision.decidedAt}
      where ${condition} and ${turnIsOwned(owner, conversationId, turnId)}`.compile(sqlWriter),
    sql`update turns set state = 'decided'
      where id = ${turnId} and exists (select 1 from decisions where id = ${decision.id})`.compile(sqlWriter),
    ...countStatements(owner.tenant, counts, decision.id),
    eventStatement(
      { kind: 'decision', decision: decision.id, turn: turnId, chosen: decision.kind, digest: decision.digest },
      { tenant: owner.tenant, subject: conversationId, at: decision.decidedAt },
      sql<SqlBool>`exists (select 1 from decisions where id = ${decision.id})`,
    ),
  ]
}

/** What a stored turn tells of itself. */
async function turnEvents(
  { tenant }: Owner,
  subject: string,
  { turn }: TurnToStore,
  body: string,
): Promise<CompiledQuery[]> {
  const told = { tenant, subject, at: turn.createdAt }
  const stored = sql<SqlBool>`exists (select 1 from turns where id = ${turn.id})`
  const { optionsDigest } = turn
  const bodyDigest = await sha256Of(body)
  return [
    ...(turn.message?.findings.length ? [eventStatement({ kind: 'guard', action: 'alerted' }, told, stored)] : []),
    ...(optionsDigest
      ? [eventStatement({ kind: 'options-shown', turn: turn.id, optionsDigest, bodyDigest }, told, stored)]
      : []),
  ]
}

/** Items are catalogue text, and say nothing of who was shown them. */
function itemStatements(items: ReadonlyMap<string, string>, shownAt: string): CompiledQuery[] {
  if (items.size === 0) return []
  const rows = inKeyOrder([...items], ([digest]) => digest)
  const values = rows.map(([digest, body]) => sql`(${digest}, ${body}, ${shownAt})`)
  return [
    sql`insert into shown_items (digest, body, last_shown) values ${sql.join(values)}
      on conflict (digest) do update set last_shown = excluded.last_shown`.compile(sqlWriter),
  ]
}

function turnStatement(
  owner: Owner,
  conversationId: string,
  stored: TurnToStore & { body: string },
  decision?: DecisionToStore,
) {
  const { turn, selection, sent, body } = stored
  const decided = decision ? sql`exists (select 1 from decisions where id = ${decision.decision.id})` : sql`true`
  return sql`insert into turns (id, conversation_id, number, state, body, selection, sent, created_at, need)
    select ${turn.id}, ${conversationId}, ${turn.number}, ${turn.state}, ${body},
      ${JSON.stringify(selection)}, ${JSON.stringify(sent)}, ${turn.createdAt}, ${needTold(turn)}
    where ${decided} and exists (select 1 from conversations
      where id = ${conversationId} and tenant = ${owner.tenant} and counsellor = ${owner.counsellor})`.compile(
    sqlWriter,
  )
}

/** Words for a set that was decided, set aside or talked past meanwhile are nobody's to see. */
async function laterStatements(
  owner: Owner,
  conversationId: string,
  { turnId, later, sent, counts }: LaterToStore,
  at: Date,
): Promise<CompiledQuery[]> {
  const body = JSON.stringify(later)
  const isShown = sql<SqlBool>`exists (select 1 from turns where id = ${turnId} and conversation_id = ${conversationId}
    and state in ('to-decide', 'none') and number = (select max(number) from turns where conversation_id = ${conversationId}))
    and not exists (select 1 from decisions where turn_id = ${turnId})`
  const owned = turnIsOwned(owner, conversationId, turnId)
  return [
    sql`update turns set later = ${body} where id = ${turnId} and ${owned} and ${isShown}`.compile(sqlWriter),
    sql`update turns set sent = ${JSON.stringify(sent)} where id = ${turnId} and ${owned}`.compile(sqlWriter),
    eventStatement(
      {
        kind: 'later-shown',
        turn: turnId,
        optionsDigest: later.words?.optionsDigest ?? null,
        bodyDigest: await sha256Of(body),
      },
      { tenant: owner.tenant, subject: conversationId, at: at.toISOString() },
      sql<SqlBool>`exists (select 1 from turns where id = ${turnId} and later = ${body}) and ${owned}`,
    ),
    ...countStatements(owner.tenant, counts, turnId),
  ]
}

/** An amended set steps back as the new one is stored; one that was decided meanwhile stays decided. */
function setAsideStatements(
  { tenant }: Owner,
  conversationId: string,
  { turn, setsAside }: TurnToStore,
): CompiledQuery[] {
  return setsAside.flatMap((id) => {
    const waits = sql<SqlBool>`exists (select 1 from turns where id = ${id} and conversation_id = ${conversationId}
      and state = 'to-decide') and exists (select 1 from turns where id = ${turn.id})`
    return [
      eventStatement(
        { kind: 'set-aside', turn: id, by: turn.id },
        { tenant, subject: conversationId, at: turn.createdAt },
        waits,
      ),
      sql`update turns set state = 'set-aside' where id = ${id} and ${waits}`.compile(sqlWriter),
    ]
  })
}

function exposureStatements(tenant: string, stored: TurnToStore): CompiledQuery[] {
  return inKeyOrder(Object.entries(stored.exposure), ([provider]) => provider).map(([provider, { exposure, merit }]) =>
    sql`insert into exposure (tenant, provider, exposure, merit)
      select ${tenant}, ${provider}, ${exposure}, ${merit} where exists (select 1 from turns where id = ${stored.turn.id})
      on conflict (tenant, provider) do update
      set exposure = exposure.exposure + excluded.exposure, merit = exposure.merit + excluded.merit`.compile(sqlWriter),
  )
}

/** Counts nothing when `unless` names a turn or a decision that was not stored. */
function countStatements(tenant: string, counts: readonly Count[], unless?: string): CompiledQuery[] {
  const stored = unless
    ? sql`exists (select 1 from turns where id = ${unless} union all select 1 from decisions where id = ${unless})`
    : sql`true`
  return inKeyOrder(counts, ({ name, key }) => `${name} ${key}`).map(({ name, key, by }) =>
    sql`insert into counters (tenant, name, key, count) select ${tenant}, ${name}, ${key}, ${by} where ${stored}
      on conflict (tenant, name, key) do update set count = counters.count + excluded.count`.compile(sqlWriter),
  )
}

/** Rows that several writers share are taken in one order by all: none waits for another that waits for it. */
const inKeyOrder = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] =>
  [...rows].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))

const ledgerOf = (rows: readonly ({ provider: string } & ProviderExposure)[]): Record<string, ProviderExposure> =>
  Object.fromEntries(rows.map(({ provider, exposure, merit }) => [provider, { exposure, merit }]))

/** Newest first; `after` continues towards older ones, `before` towards newer ones. One row more than asked tells whether more follow. */
function pageOf(owner: Owner, page: PageAsked) {
  const cursor = (id: string) => sqlWriter.selectFrom('conversations').select('seq').where('id', '=', id)
  const last = (column: 'created_at' | 'need') =>
    sql<
      string | null
    >`(select ${sql.ref(column)} from turns where conversation_id = conversations.id order by number desc limit 1)`
  const rows = ownedConversations(owner)
    .select(['id', 'created_at', last('created_at').as('last_turn_at'), last('need').as('need')])
    .select(
      sql<
        number | null
      >`(select max(case state when 'to-decide' then 3 when 'later' then 2 when 'decided' then 1 else 0 end)
        from turns where conversation_id = conversations.id)`.as('stands'),
    )
    .limit(page.limit + 1)
  if (page.before) return rows.where('seq', '>', cursor(page.before)).orderBy('seq', 'asc').compile()
  if (page.after) return rows.where('seq', '<', cursor(page.after)).orderBy('seq', 'desc').compile()
  return rows.orderBy('seq', 'desc').compile()
}

function conversationOf(
  row: { id: string; locale: string; objection: number; profile: string; dropped: string; created_at: string },
  { turns, unreadable }: ReadTurns,
): Conversation {
  const beside = readBeside(row)
  const lost = beside
    ? unreadable
    : [{ part: 'profile' as const, because: 'not-readable' as const, id: row.id }, ...unreadable]
  return {
    id: row.id,
    locale: row.locale === 'en' ? 'en' : 'fr',
    objection: row.objection === 1,
    ...(beside ?? { profile: emptyProfile, dropped: [] }),
    turns,
    ...(lost.length > 0 && { unreadable: lost }),
    createdAt: row.created_at,
  }
}

/** As JSON, or as it stands where it is not: nothing that is kept is held back. */
function readable(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Whether a row still says what was read of it before. */
function isUnchanged(row: Parameters<typeof conversationOf>[0], before: Conversation): boolean {
  const { profile, dropped, objection } = conversationOf(row, { turns: [], unreadable: [] })
  const told = (one: Pick<Conversation, 'profile' | 'dropped' | 'objection'>) =>
    JSON.stringify([one.profile, one.dropped, one.objection])
  return told({ profile, dropped, objection }) === told(before)
}

function readBeside({ profile, dropped }: { profile: string; dropped: string }) {
  try {
    return { profile: Profile.parse(JSON.parse(profile)), dropped: z.array(Dropped).parse(JSON.parse(dropped)) }
  } catch {
    return undefined
  }
}
