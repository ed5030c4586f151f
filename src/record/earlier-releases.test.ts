import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it } from 'vitest'
import { migrate } from './migrations.ts'
import type { Owner } from './records.ts'
import { createSqlIdempotency } from './sql-idempotency.ts'
import { createSqlRecords } from './sql-records.ts'
import { openSqlite } from './sqlite.ts'
import { verify } from './verify.ts'

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
  return { id, database, records: createSqlRecords(database) }
}

describe.each(['first-release', 'second-release'])('a record that the %s wrote', (release) => {
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
})

describe('an answer that the second release kept for its key', () => {
  it('is given again', async () => {
    const { database } = await upgraded('second-release')
    const [row] = await database.all<{ key: string; body_digest: string; started_at: string }>({
      sql: 'select key, body_digest, started_at from idempotency',
      parameters: [],
    } as never)
    const idempotency = createSqlIdempotency(database, () => Date.parse(row!.started_at) + 1000)
    const again = await idempotency.begin(local, row!.key, row!.body_digest)
    expect(again).toMatchObject({ state: 'done', status: 201 })
    expect('text' in again && JSON.parse(again.text)).toMatchObject({ act: 'amend', state: 'to-decide', number: 3 })
  })
})
