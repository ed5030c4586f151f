import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from './database.ts'
import { migrate } from './migrations.ts'
import type { Owner, Records } from './records.ts'
import { sealed } from './sample-record.ts'
import { createSqlRecords } from './sql-records.ts'
import { openSqlite } from './sqlite.ts'

const local: Owner = { tenant: 'local', counsellor: 'local' }
const id = 'conv_84afa250-6c8a-48fc-b546-df24dfa75927'

describe('a record that the first release wrote', () => {
  let folder: string
  let database: Database
  let records: Records

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'eventail-first-release-'))
    const file = join(folder, 'records.sqlite')
    const written = new DatabaseSync(file)
    written.exec(readFileSync(join(import.meta.dirname, 'fixtures/first-release.sql'), 'utf8'))
    written.close()
    database = openSqlite(file)
    await migrate(database)
    records = createSqlRecords(database)
  })
  afterEach(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  it('opens, each turn in the state it was left in, its offers lettered in the order they were shown', async () => {
    const turns = (await records.conversation(local, id))!.turns
    expect(turns.map(({ state, act, outcome }) => [state, act, outcome])).toEqual([
      ['decided', 'need', 'options'],
      ['none', 'fact', 'about'],
      ['to-decide', 'need', 'options'],
    ])
    expect(turns[0]?.options.map(({ letter }) => letter)).toEqual(['A', 'B', 'C', 'D'])
    expect(turns[0]?.decision?.optionIds).toEqual([turns[0]?.options[0]?.id])
    expect(turns[2]?.criteria.refused).toEqual([])
  })

  it('still takes the decision that its last set waits for, by the digest it was shown with', async () => {
    const waiting = (await records.conversation(local, id))!.turns[2]!
    const decided = await records.decide(local, {
      conversationId: id,
      turnId: waiting.id,
      requestDigest: 'any',
      decision: sealed({
        kind: 'none',
        id: 'dec_late',
        turnId: waiting.id,
        optionsDigest: waiting.optionsDigest!,
        actor: { kind: 'counsellor', ref: 'local' },
        supersedes: null,
        decidedAt: '2026-11-30T09:00:00.000Z',
      }),
      counts: [],
    })
    expect(decided.outcome).toBe('recorded')
    expect((await records.conversation(local, id))!.turns[2]!.state).toBe('decided')
  })

  it('is erased to the last row', async () => {
    expect(await records.eraseConversation(local, id)).toBe(true)
    expect(await records.conversation(local, id)).toBeUndefined()
  })
})
