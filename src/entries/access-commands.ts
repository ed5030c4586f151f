import { join } from 'node:path'
import { defineCommand } from 'citty'
import { createKeys, type Key } from '../access/keys.ts'
import { createPeople, type Person } from '../access/people.ts'
import { isRole, isScope, type Role, roles, type Scope, scopes } from '../access/scopes.ts'
import { UsageError } from '../ingest-command.ts'
import { openRecords, recordsFile } from '../keep-records.ts'
import { keepPrivate } from '../private-folder.ts'
import type { Database } from '../record/database.ts'
import { RecordError } from '../record-error.ts'
import { readSettings } from './read-settings.ts'

const days = { type: 'string', default: '365', description: 'how long it is valid' } as const
const id = { type: 'positional', required: true, description: 'its id, as listed' } as const

/** Keys of programs. The running service learns of each change with its next request. */
export const keysCommand = defineCommand({
  meta: { name: 'keys', description: 'Makes, lists, rotates and revokes the keys of programs. A key never decides.' },
  subCommands: {
    add: defineCommand({
      meta: { description: 'Makes a key, and prints its secret once.' },
      args: {
        name: { type: 'positional', required: true, description: 'what it is for' },
        tenant: { type: 'string', required: true, description: 'the organisation that it acts for' },
        scopes: { type: 'string', required: true, description: `of ${scopes.join(', ')}; separated by commas` },
        days,
      },
      run: ({ args }) =>
        withRecords(async (database) => {
          const asked = { name: args.name, tenant: tenantFrom(args.tenant), scopes: scopesFrom(args.scopes) }
          const { key, secret } = await createKeys(database, now).add({
            ...asked,
            days: wholeFrom('--days', args.days),
          })
          console.error(`${asLine(key)}\nIts secret, shown once:`)
          console.log(secret)
        }),
    }),
    list: defineCommand({
      meta: { description: 'Lists the keys, without their secrets.' },
      run: () =>
        withRecords(async (database) => {
          for (const key of await createKeys(database, now).list()) console.log(asLine(key))
        }),
    }),
    rotate: defineCommand({
      meta: { description: 'Gives a key a new secret; the old one goes on for some hours.' },
      args: {
        id,
        days,
        overlap: { type: 'string', default: '24', description: 'hours that the old secret is taken; 0 to end it now' },
      },
      run: ({ args }) =>
        withRecords(async (database) => {
          const overlapHours = args.overlap === '0' ? 0 : wholeFrom('--overlap', args.overlap)
          const terms = { days: wholeFrom('--days', args.days), overlapHours }
          const rotated = await createKeys(database, now).rotate(args.id, terms)
          if (!rotated) throw new RecordError(`There is no key ${args.id} that is valid: npm run keys -- list`)
          console.error(`${asLine(rotated.key)}\nIts new secret, shown once; the old one ends in ${overlapHours} h:`)
          console.log(rotated.secret)
        }),
    }),
    revoke: defineCommand({
      meta: { description: 'Ends a key at once, and every session that it opened.' },
      args: { id },
      run: ({ args }) =>
        withRecords(async (database) => {
          if (!(await createKeys(database, now).revoke(args.id))) throw new RecordError(`There is no key ${args.id}.`)
          console.log(`${args.id} is revoked.`)
        }),
    }),
  },
})

/** People who signed in, where their roles are given here and not by the provider. */
export const peopleCommand = defineCommand({
  meta: { name: 'people', description: 'Lists who signed in, gives roles, and joins two references of one person.' },
  subCommands: {
    list: defineCommand({
      meta: { description: 'Lists who signed in, the latest last, by reference: no name is kept.' },
      run: () =>
        withRecords(async (database) => {
          for (const person of await createPeople(database, now).list()) console.log(asPersonLine(person))
        }),
    }),
    give: defineCommand({
      meta: {
        description: 'Gives a person these roles, and no other; none without --roles. From the next request on.',
      },
      args: {
        id,
        roles: { type: 'string', default: '', description: `of ${roles.join(', ')}; separated by commas` },
        tenant: { type: 'string', description: 'where, for a person of several organisations' },
      },
      run: ({ args }) =>
        withRecords(async (database) => {
          const people = createPeople(database, now)
          const found = (await people.list()).filter((one) => one.id === args.id)
          const tenant = args.tenant ?? (found.length === 1 ? found[0]!.tenant : undefined)
          if (found.length > 1 && !tenant) throw new UsageError(`${args.id} is of several organisations: add --tenant.`)
          if (!tenant || !(await people.give(args.id, tenant, rolesFrom(args.roles)))) {
            throw new RecordError(`Nobody of reference ${args.id} signed in there: npm run people -- list`)
          }
          for (const person of await people.list()) if (person.id === args.id) console.log(asPersonLine(person))
        }),
    }),
    join: defineCommand({
      meta: { description: 'Makes one person of two references: the exchanges of the second become the first’s.' },
      args: { id, other: { type: 'positional', required: true, description: 'the reference that goes' } },
      run: ({ args }) =>
        withRecords(async (database) => {
          if (!(await createPeople(database, now).join(args.id, args.other))) {
            throw new RecordError(
              `${args.id} and ${args.other} are not two people who signed in: npm run people -- list`,
            )
          }
          console.log(`${args.other} is ${args.id} from now on, and signs in again.`)
        }),
    }),
  },
})

const now = () => new Date()

async function withRecords(work: (database: Database) => Promise<void>): Promise<void> {
  const settings = readSettings()
  keepPrivate(settings.DATA_DIR)
  const { database, owner } = await openRecords(settings, join(settings.DATA_DIR, recordsFile))
  try {
    await work(database)
  } finally {
    await owner?.close()
    await database.close()
  }
}

function scopesFrom(list: string): Scope[] {
  const names = list.split(',').map((name) => name.trim())
  const wrong = names.find((name) => !isScope(name))
  if (wrong !== undefined)
    throw new UsageError(`--scopes: there is no ${wrong || 'empty scope'}; of ${scopes.join(', ')}.`)
  return names.filter(isScope)
}

function rolesFrom(list: string): Role[] {
  const names = list.split(',').flatMap((name) => name.trim() || [])
  const wrong = names.find((name) => !isRole(name))
  if (wrong !== undefined) throw new UsageError(`--roles: there is no ${wrong}; of ${roles.join(', ')}.`)
  return names.filter(isRole)
}

function tenantFrom(name: string): string {
  if (!/^[\w.:@/-]{1,100}$/.test(name)) throw new UsageError('--tenant takes letters, figures and . : @ / - _')
  return name
}

function wholeFrom(option: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 3660)
    throw new UsageError(`${option} takes a whole number from 1 to 3660.`)
  return value
}

function asLine({ id, name, tenant, scopes: granted, expiresAt, revokedAt, usedOn }: Key): string {
  const state = revokedAt ? `revoked ${revokedAt.slice(0, 10)}` : `until ${expiresAt.slice(0, 10)}`
  return [id, tenant, granted.join(','), state, usedOn ? `used ${usedOn}` : 'never used', name].join('  ')
}

const asPersonLine = ({ id, tenant, roles: given, seenAt }: Person): string =>
  [id, tenant, given.join(',') || 'no role', `signed in ${seenAt.slice(0, 16).replace('T', ' ')}`].join('  ')
