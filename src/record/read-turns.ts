import { type Database, sqlWriter } from './database.ts'
import { Decision } from './decision.ts'
import { decisionsNotSuperseded } from './decision-rows.ts'
import type { Vouched } from './events.ts'
import { laterOf, withLater } from './later.ts'
import { Turn, type Unreadable } from './turn.ts'
import { openBody } from './turn-body.ts'
import { digestOfDecision } from './verify.ts'

/** D1 binds at most 100 parameters in one statement. */
const boundAtMost = 90

interface TurnRow {
  id: string
  number: number
  body: string
  state: string
  later: string | null
  misunderstood: string | null
}

export interface ReadTurns {
  turns: Turn[]
  /** What could not be read, by name: it costs itself and nothing else. */
  unreadable: Unreadable[]
}

/** The turns of a conversation in their order, each with its current decision. */
export async function readTurns(database: Database, conversationId: string): Promise<ReadTurns> {
  const rows = await database.all(
    sqlWriter
      .selectFrom('turns')
      .select(['id', 'number', 'body', 'state', 'later', 'misunderstood'])
      .where('conversation_id', '=', conversationId)
      .orderBy('number')
      .compile(),
  )
  return turnsOf(database, conversationId, rows)
}

/** One turn as it stands, without its decision; undefined when there is none. Throws when it cannot be read. */
export async function readTurn(database: Database, conversationId: string, id: string): Promise<Turn | undefined> {
  const [row] = await database.all(
    sqlWriter
      .selectFrom('turns')
      .select(['body', 'state', 'later'])
      .where('conversation_id', '=', conversationId)
      .where('id', '=', id)
      .compile(),
  )
  if (!row) return undefined
  const opened = openBody(row.body)
  const turn = opened.turn(row.state, await shownItems(database, opened.items))
  return row.later === null ? turn : withLater(turn, laterOf(row.later))
}

async function turnsOf(database: Database, conversationId: string, rows: readonly TurnRow[]): Promise<ReadTurns> {
  if (rows.length === 0) return { turns: [], unreadable: [] }
  const unreadable: Unreadable[] = []
  const opened = rows.map((row) => ({ ...row, opened: orElse(() => openBody(row.body), undefined) }))
  const items = await shownItems(
    database,
    opened.flatMap((row) => row.opened?.items ?? []),
  )
  const decisions = await currentDecisions(
    database,
    rows.map(({ id }) => id),
  )
  const vouched = await vouchedDecisions(database, conversationId)
  const turns: Turn[] = []
  for (const { id, number, opened: body, state, later, misunderstood } of opened) {
    const turn = orElse(() => body?.turn(state, items), undefined)
    if (!turn) {
      unreadable.push({ part: 'turn', because: 'not-readable', id, number })
      continue
    }
    const kept = decisions.get(id)
    const event = vouched.get(id)
    const decision = kept && orElse(() => Decision.parse(JSON.parse(kept.body)), undefined)
    const holds = kept?.id === event?.decision && (!decision || (await digestOfDecision(kept!.body)) === event?.digest)
    if (kept && !decision) unreadable.push({ part: 'decision', because: 'not-readable', id: kept.id, number })
    else if (!holds) unreadable.push({ part: 'decision', because: 'not-vouched', id: (kept ?? event)!.id, number })
    const decided = { ...turn, decision: (holds && decision) || null, ...(misunderstood && { misunderstood }) }
    turns.push(later === null ? decided : orElse(() => withLater(decided, laterOf(later)), decided))
  }
  return { turns, unreadable }
}

/** The last decision on each turn, as the events tell it. */
async function vouchedDecisions(database: Database, subject: string): Promise<Map<string, Vouched & { id: string }>> {
  const rows = await database.all(
    sqlWriter
      .selectFrom('events')
      .select('body')
      .where('subject', '=', subject)
      .where('kind', '=', 'decision')
      .orderBy('seq')
      .compile(),
  )
  const told = rows.map(({ body }) => JSON.parse(body) as Vouched)
  return new Map(told.map((one) => [one.turn, { ...one, id: one.decision }]))
}

/** A turn with nothing of how it was made: as it is read back from the record. */
export const asRead = (turn: Turn): Turn => Turn.parse(turn)

async function shownItems(database: Database, digests: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const some of inParts([...new Set(digests)])) {
    const rows = await database.all(
      sqlWriter.selectFrom('shown_items').select(['digest', 'body']).where('digest', 'in', some).compile(),
    )
    for (const { digest, body } of rows) found.set(digest, body)
  }
  return found
}

async function currentDecisions(
  database: Database,
  turnIds: readonly string[],
): Promise<Map<string, { id: string; body: string }>> {
  const found = new Map<string, { id: string; body: string }>()
  for (const some of inParts(turnIds)) {
    const rows = await database.all(decisionsNotSuperseded().where('turn_id', 'in', some).compile())
    for (const { turn_id, id, body } of rows) found.set(turn_id, { id, body })
  }
  return found
}

function inParts<Value>(values: readonly Value[]): Value[][] {
  return Array.from({ length: Math.ceil(values.length / boundAtMost) }, (_, part) =>
    values.slice(part * boundAtMost, (part + 1) * boundAtMost),
  )
}

/** A row that cannot be read is an expected outcome here: what is stored may be of a later release, or damaged. */
function orElse<Value, Other>(read: () => Value, other: Other): Value | Other {
  try {
    return read()
  } catch {
    return other
  }
}
