import { type SqlBool, sql } from 'kysely'
import { type Role, roles, rolesIn } from '../access/scopes.ts'
import type { TookCourse } from '../documents/literacy.ts'
import { type Database, sqlWriter } from '../record/database.ts'

/**
 * How many took the course and when, by role, and nobody by name: people who signed in by the roles given to them, one who has two in both; all
 * others (sessions that another server opened, the local counsellor of a demonstration) together.
 */
export async function literacyRecord(database: Database): Promise<TookCourse[]> {
  const marks = await database.all(
    sqlWriter
      .selectFrom('marks')
      .select(['name', 'value'])
      .where(sql<SqlBool>`substr(name, 1, 10) = '["course",'`)
      .compile(),
  )
  const people = await database.all(sqlWriter.selectFrom('people').select(['id', 'tenant', 'roles']).compile())
  const rolesOf = new Map(people.map(({ id, tenant, roles: given }) => [JSON.stringify([tenant, id]), rolesIn(given)]))
  const taken = marks.map(({ name, value }) => {
    const [, tenant, counsellor] = JSON.parse(name) as [string, string, string]
    return { on: value.slice(0, 10), roles: rolesOf.get(JSON.stringify([tenant, counsellor])) ?? [] }
  })
  const of = (role: Role | null) =>
    taken
      .filter((one) => (role === null ? one.roles.length === 0 : one.roles.includes(role)))
      .map(({ on }) => on)
      .sort()
  const known = (role: Role) => [...rolesOf.values()].filter((given) => given.includes(role)).length
  return [
    ...roles.map((role): TookCourse => ({ role, took: of(role), known: known(role) })),
    { role: null, took: of(null), known: null },
  ]
}
