import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it } from 'vitest'
import { counsellor, rehearse } from '../rehearsal.ts'
import { migrate } from './migrations.ts'
import type { Owner } from './records.ts'
import { createSqlIdempotency } from './sql-idempotency.ts'
import { createSqlRecords } from './sql-records.ts'
import { openSqlite } from './sqlite.ts'
import { bodyOf, openBody } from './turn-body.ts'
import { verify } from './verify.ts'

const lastRelease = 'fourth-release'

const local: Owner = { tenant: 'local', counsellor: 'local' }

const closing: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** `before` spoils the file as it was left by that release. */
async function upgraded(release: string, before: (file: DatabaseSync) => void = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'eventail-upgrade-'))
  closing.push(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'records.sqlite')
  const written = new DatabaseSync(file)
  written.exec(readFileSync(join(import.meta.dirname, `fixtures/${release}.sql`), 'utf8'))
  const { id } = written.prepare('select id from conversations').get() as { id: string }
  before(written)
  written.close()
  const database = openSqlite(file)
  closing.push(database.close)
  await migrate(database)
  return { id, file, database, records: createSqlRecords(database) }
}

describe.each(['first-release', 'second-release', 'third-release', 'fourth-release'])(
  'a record that the %s wrote',
  (release) => {
    it('is listed, opened with its decision, verified and erased', async () => {
      const { id, database, records } = await upgraded(release)
      const [listed] = (await records.conversations(local, { limit: 10 })).data
      expect(listed).toMatchObject({ id, state: 'to-decide', need: expect.stringMatching(/Soudeur|entretien/) })
      const conversation = (await records.conversation(local, id))!
      expect(conversation.unreadable).toBeUndefined()
      expect(listed!.lastTurnAt).toBe(conversation.turns.at(-1)!.createdAt)
      expect(conversation.turns[0]!.decision?.kind).toBe('choose')
      expect(await verify(database, [])).toMatchObject({ whole: true, decisions: 1 })
      expect(await records.eraseConversation(local, id)).toBe(true)
      expect(await verify(database, [])).toMatchObject({ whole: true, decisions: 0 })
      expect((await records.conversations(local, { limit: 10 })).data).toEqual([])
    })

    it('is replayed: what was chosen from is named as gone', async () => {
      const { id, file } = await upgraded(release)
      const { assistant, database } = await rehearse({ size: 40, file, today: '2026-11-29' })
      closing.push(database.close)
      const named = []
      for (const turn of (await assistant.conversation(counsellor, id))!.turns) {
        const again = await assistant.replay(counsellor, id, turn.id)
        if ('refused' in again) throw new Error(again.refused)
        named.push(...again.differences.map(({ field }) => field))
      }
      // Two of the three turns chose; earlier releases also drew in another order.
      expect(named).toHaveLength(2)
      for (const field of named) expect(field).toMatch(/^\/versions\/(?:catalogue|embedding)$|^\/order\/policy$/)
    })

    it('has a row that cannot be read: it costs itself only, is named, and goes with the rest', async () => {
      for (const body of ['{"bodyVersion":99}', 'not JSON', '{}']) {
        const { id, records } = await upgraded(release, (file) => {
          file.prepare('update turns set body = ? where number = 1').run(body)
          file.prepare("update conversations set profile = 'torn'").run()
        })
        expect((await records.conversations(local, { limit: 10 })).data).toMatchObject([{ id, state: 'to-decide' }])
        const { turns, unreadable } = (await records.conversation(local, id))!
        expect(turns.map(({ number }) => number)).toEqual([2, 3])
        expect(unreadable).toMatchObject([{ part: 'profile' }, { part: 'turn', number: 1, because: 'not-readable' }])
        expect(await records.eraseConversation(local, id)).toBe(true)
        expect(await records.conversation(local, id)).toBeUndefined()
      }
    })
  },
)

describe('what this release writes', () => {
  it('is what the last golden database holds: another shape needs one of its own (node src/golden-release.ts NAME)', async () => {
    const made = 'select type, name, sql from sqlite_master where sql is not null order by type, name'
    let golden: unknown
    const { database } = await upgraded(lastRelease, (file) => {
      golden = file.prepare(made).all()
    })
    const today = openSqlite(':memory:')
    closing.push(today.close)
    await migrate(today)
    expect(await today.all({ sql: made, parameters: [] } as never)).toEqual(golden)

    const rows = await database.all<{ body: string; state: string }>({
      sql: 'select body, state from turns order by number',
      parameters: [],
    } as never)
    const items = await database.all<{ digest: string; body: string }>({
      sql: 'select digest, body from shown_items',
      parameters: [],
    } as never)
    const shown = new Map(items.map(({ digest, body }) => [digest, body]))
    expect(rows).toHaveLength(3)
    for (const { body, state } of rows) {
      const again = await bodyOf(openBody(body).turn(state, shown))
      expect({ ...JSON.parse(again.body), state: '' }).toEqual({ ...JSON.parse(body), state: '' })
      for (const [digest, item] of again.items) expect(JSON.parse(item)).toEqual(JSON.parse(shown.get(digest)!))
    }
  })
})

describe.each(['second-release', 'third-release', 'fourth-release'])(
  'an answer that the %s kept for its key',
  (release) => {
    it('is given again', async () => {
      const { database } = await upgraded(release)
      const [row] = await database.all<{ key: string; body_digest: string; started_at: string }>({
        sql: 'select key, body_digest, started_at from idempotency',
        parameters: [],
      } as never)
      const idempotency = createSqlIdempotency(database, () => Date.parse(row!.started_at) + 1000)
      const again = await idempotency.begin(local, row!.key, row!.body_digest)
      expect(again).toMatchObject({ state: 'done', status: 201 })
      expect('text' in again && JSON.parse(again.text)).toMatchObject({ act: 'amend', state: 'to-decide', number: 3 })
    })
  },
)
