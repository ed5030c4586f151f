import { sql } from 'kysely'
import { type Database, sqlWriter } from '../record/database.ts'
import { eventStatement } from '../record/events.ts'
import { type Role, rolesIn } from './scopes.ts'

/** Someone within a tenant, by a reference of ours: no name, no address is kept. */
export interface Person {
  id: string
  tenant: string
  roles: readonly Role[]
  seenAt: string
}

export type People = ReturnType<typeof createPeople>

/** Begins the reference of a person, and of nobody whom a key may name. */
export const personPrefix = 'person_'

/** A person is an issuer and a subject there. The same person may come in two ways: the two are then joined by hand. */
export function createPeople(database: Database, now: () => Date) {
  const at = () => now().toISOString()

  async function identified(issuer: string, subject: string): Promise<string | undefined> {
    const [known] = await database.all(
      sqlWriter
        .selectFrom('identities')
        .select('person')
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .compile(),
    )
    return known?.person
  }

  const placesOf = (id: string) =>
    database.all(sqlWriter.selectFrom('people').selectAll().where('id', '=', id).compile())

  return {
    /** Notes that somebody signed in, and says who it is and which roles were given there. */
    async arrive(issuer: string, subject: string, tenant: string): Promise<Person> {
      // Of two first arrivals at once one makes the identity, and both find it.
      const id = (await identified(issuer, subject)) ?? `${personPrefix}${crypto.randomUUID().slice(0, 13)}`
      await database.batch([
        sql`insert into identities (issuer, subject, person) values (${issuer}, ${subject}, ${id})
          on conflict (issuer, subject) do nothing`.compile(sqlWriter),
        sql`insert into people (id, tenant, roles, seen_at)
          select person, ${tenant}, '', ${at()} from identities where issuer = ${issuer} and subject = ${subject}
          on conflict (id, tenant) do update set seen_at = excluded.seen_at`.compile(sqlWriter),
      ])
      const person = (await identified(issuer, subject))!
      const [row] = (await placesOf(person)).filter((place) => place.tenant === tenant)
      return { id: person, tenant, roles: rolesIn(row?.roles ?? ''), seenAt: row?.seen_at ?? at() }
    },

    async list(): Promise<Person[]> {
      const rows = await database.all(sqlWriter.selectFrom('people').selectAll().orderBy('seen_at').compile())
      return rows.map(({ id, tenant, roles, seen_at }) => ({ id, tenant, roles: rolesIn(roles), seenAt: seen_at }))
    },

    /** The roles of a person from now on, at the next request. False for someone who never came there. */
    async give(id: string, tenant: string, roles: readonly Role[]): Promise<boolean> {
      if (!(await placesOf(id)).some((place) => place.tenant === tenant)) return false
      await database.batch([
        sqlWriter
          .updateTable('people')
          .set({ roles: roles.join(' ') })
          .where('id', '=', id)
          .where('tenant', '=', tenant)
          .compile(),
        eventStatement({ kind: 'access', did: 'roles-given', ref: id }, { tenant, at: at() }),
      ])
      return true
    },

    /** Two references turn out to be one person: what the second owns becomes the first's, roles too; decisions keep the name they were made in. */
    async join(first: string, second: string): Promise<boolean> {
      const [kept, gone] = [await placesOf(first), await placesOf(second)]
      if (first === second || kept.length === 0 || gone.length === 0) return false
      const merged = gone.map(({ tenant, roles, seen_at }) => {
        const there = kept.find((place) => place.tenant === tenant)
        const both = [...new Set([...rolesIn(there?.roles ?? ''), ...rolesIn(roles)])].join(' ')
        return sql`insert into people (id, tenant, roles, seen_at) values (${first}, ${tenant}, ${both}, ${seen_at})
          on conflict (id, tenant) do update set roles = excluded.roles`.compile(sqlWriter)
      })
      const tenants = new Set([...kept, ...gone].map(({ tenant }) => tenant))
      await database.batch([
        ...merged,
        sqlWriter.updateTable('identities').set({ person: first }).where('person', '=', second).compile(),
        sqlWriter.updateTable('conversations').set({ counsellor: first }).where('counsellor', '=', second).compile(),
        ...(['idempotency', 'sessions'] as const).map((table) =>
          sqlWriter.deleteFrom(table).where('counsellor', '=', second).compile(),
        ),
        sqlWriter.deleteFrom('people').where('id', '=', second).compile(),
        ...[...tenants].map((tenant) =>
          eventStatement({ kind: 'access', did: 'people-joined', ref: `${first} ${second}` }, { tenant, at: at() }),
        ),
      ])
      return true
    },
  }
}
