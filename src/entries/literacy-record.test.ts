import { expect, it } from 'vitest'
import { createPeople } from '../access/people.ts'
import { migrate } from '../record/migrations.ts'
import { createSqlRecords } from '../record/sql-records.ts'
import { openSqlite } from '../record/sqlite.ts'
import { literacyRecord } from './literacy-record.ts'

it('counts who took the course by the roles given, one of two roles in both, and those of another tool apart', async () => {
  const database = openSqlite(':memory:')
  await migrate(database)
  const now = () => new Date('2026-11-29T08:00:00Z')
  const records = createSqlRecords(database, now)
  const people = createPeople(database, now)
  const anne = await people.arrive('https://issuer.example', 'anne', 'nord')
  const lea = await people.arrive('https://issuer.example', 'lea', 'nord')
  await people.give(anne.id, 'nord', ['counsellor', 'referent'])
  await people.give(lea.id, 'nord', ['counsellor'])
  await records.recordCourse({ tenant: 'nord', counsellor: anne.id }, '2026-11-02T08:00:00Z')
  await records.recordCourse({ tenant: 'sud', counsellor: 'session-17' }, '2026-10-02T08:00:00Z')
  const taken = new Map((await literacyRecord(database)).map((one) => [one.role, one]))
  expect(taken.get('counsellor')).toEqual({ role: 'counsellor', took: ['2026-11-02'], known: 2 })
  expect(taken.get('referent')).toEqual({ role: 'referent', took: ['2026-11-02'], known: 1 })
  expect(taken.get('auditor')).toEqual({ role: 'auditor', took: [], known: 0 })
  expect(taken.get(null)).toEqual({ role: null, took: ['2026-10-02'], known: null })
  expect(JSON.stringify([...taken.values()])).not.toContain(anne.id)
  await database.close()
})
