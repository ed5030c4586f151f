import { sql } from 'kysely'
import { type AnswerKept, cut, turnNamed, whole } from './answer-kept.ts'
import { type Database, sqlWriter } from './database.ts'
import { readTurn } from './read-turns.ts'
import type { AnswerGiven, AnswerToKeep, Idempotency, Owner } from './records.ts'

/** A request still "running" after this long, more than the longest answer takes, was cut by a crash: its key may be taken again. */
const abandonedAfterMs = 60_000
/** What is kept is for clients that try again, and holds what was answered: a day is long enough. */
const keptMs = 86_400_000
/** As many expired rows go at once: no request waits for a backlog. */
const forgottenAtOnce = 500

/**
 * Idempotency-Key answers beside the records. `now` gives the current instant in milliseconds; `holder` names this instance, the same after a
 * restart and no other one.
 */
export function createSqlIdempotency(database: Database, now: () => number, holder = ''): Idempotency {
  const keyOf = (owner: Owner, key: string) =>
    sql`tenant = ${owner.tenant} and counsellor = ${owner.counsellor} and key = ${key}`

  /** How many expired rows went, at most `forgottenAtOnce` and those of `asked`. */
  async function forgetSome(asked = sql`false`): Promise<number> {
    const expired = new Date(now() - keptMs).toISOString()
    const gone = await database.all(
      sql`delete from idempotency where started_at <= ${expired} and (${asked} or (tenant, counsellor, key) in (
        select tenant, counsellor, key from idempotency where started_at <= ${expired}
        order by started_at limit ${forgottenAtOnce}
      )) returning key`.compile(sqlWriter),
    )
    return gone.length
  }

  /** The turn of an answer is in the record: only what says where is kept beside it. */
  async function keptOf({ text, headers, conversationId }: AnswerToKeep): Promise<KeptRow> {
    const turnId = turnNamed(text)
    const turn = conversationId && turnId ? await readTurn(database, conversationId, turnId) : undefined
    return { headers, ...(conversationId && turn ? cut(text, conversationId, turn) : { text }) }
  }

  async function answerOf(status: number, body: string): Promise<AnswerGiven> {
    const { headers, text, turn } = JSON.parse(body) as KeptRow
    if (!turn) return { status, headers, text }
    const stored = await readTurn(database, turn.conversationId, turn.id)
    if (!stored) throw new Error('The turn of an answer is gone, and the key of that answer is not.')
    return { status, headers, text: whole(text, turn.state, stored) }
  }

  return {
    async release() {
      await database.batch([
        sql`delete from idempotency where holder = ${holder} and status is null and conversation_id is null`.compile(
          sqlWriter,
        ),
      ])
    },
    async forget() {
      while ((await forgetSome()) > 0) await elsewhere()
      await database.purge()
    },
    async begin(owner, key, bodyDigest) {
      await forgetSome(keyOf(owner, key))
      const token = new Date(now()).toISOString()
      const tooOld = new Date(now() - abandonedAfterMs).toISOString()
      const before = await database.all(
        sql<Row>`select body_digest, status, body, started_at, conversation_id, turn_id from idempotency where ${keyOf(owner, key)}`.compile(
          sqlWriter,
        ),
      )
      const [found] = before
      if (found && found.body_digest !== bodyDigest) return { state: 'mismatch' }
      if (found?.status != null) return { state: 'done', ...(await answerOf(found.status, found.body ?? '')) }
      if (found?.conversation_id) {
        return { state: 'effected', conversationId: found.conversation_id, turnId: found.turn_id }
      }
      if (found && found.started_at > tooOld) return { state: 'running' }
      // Of several that arrive at once, one inserts (or takes over a row older than the limit) and the others see its row.
      const [taken] = await database.all(
        sql<Pick<Row, 'body_digest'>>`insert into idempotency (tenant, counsellor, key, body_digest, started_at, holder)
          values (${owner.tenant}, ${owner.counsellor}, ${key}, ${bodyDigest}, ${token}, ${holder})
          on conflict (tenant, counsellor, key) do update set started_at = excluded.started_at, holder = excluded.holder
            where idempotency.status is null and idempotency.conversation_id is null
              and idempotency.started_at <= ${tooOld}
          returning body_digest`.compile(sqlWriter),
      )
      return taken ? { state: 'new' } : { state: 'running' }
    },
    async finish(owner, key, answer) {
      const kept = JSON.stringify(await keptOf(answer))
      await database.batch([
        sql`update idempotency set status = ${answer.status}, body = ${kept},
          conversation_id = ${answer.conversationId ?? null} where ${keyOf(owner, key)}`.compile(sqlWriter),
      ])
    },
    async abandon(owner, key) {
      await database.batch([
        sql`delete from idempotency where ${keyOf(owner, key)} and status is null and conversation_id is null`.compile(
          sqlWriter,
        ),
      ])
    },
  }
}

/** Lets what waits on the loop go on between two parts of a long work. */
const elsewhere = () => new Promise((resolve) => setTimeout(resolve, 0))

type KeptRow = AnswerKept & Pick<AnswerGiven, 'headers'>

interface Row {
  body_digest: string
  status: number | null
  body: string | null
  started_at: string
  conversation_id: string | null
  turn_id: string | null
}
