import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { defineCommand } from 'citty'
import { Manifest, manifestFile, sha256OfFile } from './backup-command.ts'
import { readSettings } from './entries/read-settings.ts'
import { recordsFile, restoringFile } from './keep-records.ts'
import { keepPrivate } from './private-folder.ts'
import { readCheckpoints } from './record/checkpoints.ts'
import { sqlWriter } from './record/database.ts'
import { eventStatement } from './record/events.ts'
import { migrate } from './record/migrations.ts'
import { openSqlite } from './record/sqlite.ts'
import { verify } from './record/verify.ts'
import { RecordError } from './record-error.ts'

export const restoreCommand = defineCommand({
  meta: {
    name: 'restore',
    description: 'Puts a copy made by backup in the place of what is in DATA_DIR, which is set aside.',
  },
  args: {
    folder: { type: 'positional', description: 'The folder that backup made', valueHint: 'FOLDER', required: true },
  },
  async run({ args: { folder } }) {
    const { DATA_DIR: dataDir, DATABASE_URL } = readSettings()
    if (DATABASE_URL)
      throw new RecordError('The records are in PostgreSQL: copy them with pg_dump, and put them back with pg_restore.')
    keepPrivate(dataDir)
    const { at, decisions, erasedAgain, aside } = await restore(dataDir, folder)
    console.log(`${dataDir} is as of ${at} again: ${decisions} decisions, verified against their events.`)
    if (aside) console.log(`What was there before is in ${aside}: delete it when you no longer need it.`)
    console.log(
      erasedAgain === undefined
        ? `What was erased after ${at} is back, since the records before cannot be read: erase it again.`
        : `${erasedAgain} exchanges that were erased after ${at} were erased again.`,
    )
    if (erasedAgain === undefined)
      console.log('Keys and roles are those of that day: look them over (npm run keys -- list).')
  },
})

export interface Restored {
  at: string
  decisions: number
  /** Where what was there before is kept; undefined where there was nothing. */
  aside: string | undefined
  /** Undefined when the records before could not be read. */
  erasedAgain: number | undefined
}

/** A service writes that it runs every few seconds. */
const runningMs = 30_000

/** Throws RecordError: before anything was changed, or leaving the mark that a start refuses and a second restore takes away. */
export async function restore(dataDir: string, folder: string, now = new Date()): Promise<Restored> {
  const manifest = await checked(folder)
  const before = erasures(join(dataDir, recordsFile), now)
  const access = accessRows(join(dataDir, recordsFile))
  writeFileSync(join(dataDir, restoringFile), folder)
  const aside = setAside(dataDir, now)
  for (const { path } of manifest.files) {
    mkdirSync(dirname(join(dataDir, path)), { recursive: true })
    cpSync(join(folder, path), join(dataDir, path))
  }
  const database = openSqlite(join(dataDir, recordsFile))
  await migrate(database)
  const read = readCheckpoints(dataDir)
  if ('line' in read) throw new RecordError(`The checkpoints of the copy, line ${read.line}: ${read.because}.`)
  const verified = await verify(database, read.heads)
  if (!verified.whole) {
    throw new RecordError(
      `The copy is not whole: ${verified.table}, ${verified.row}: ${verified.because}. Take an earlier one.`,
    )
  }
  let erasedAgain = 0
  for (const id of before ?? []) {
    const rows = await database.all(
      sqlWriter.selectFrom('conversations').select('tenant').where('id', '=', id).compile(),
    )
    for (const { tenant } of rows) {
      await database.batch([
        sqlWriter.deleteFrom('conversations').where('id', '=', id).compile(),
        eventStatement(
          { kind: 'erasure', because: 'asked', conversations: [id] },
          { tenant, subject: id, at: now.toISOString() },
        ),
      ])
      erasedAgain++
    }
  }
  // Nobody comes in by what was taken away since: keys and roles stay as they were last, and sessions end.
  await database.batch([
    ...accessTableNames.flatMap((table) => {
      const rows = access?.[table]
      if (!rows) return []
      return [
        sqlWriter.deleteFrom(table).compile(),
        ...rows.map((row) =>
          sqlWriter
            .insertInto(table)
            .values(row as never)
            .compile(),
        ),
      ]
    }),
    sqlWriter.deleteFrom('sessions').compile(),
  ])
  // The service that the copy was made of was running: that is no outage of this one.
  await database.batch([sqlWriter.deleteFrom('marks').where('name', '=', 'running').compile()])
  await database.purge()
  await database.close()
  rmSync(join(dataDir, restoringFile))
  return { at: manifest.at, decisions: verified.decisions, aside, erasedAgain: before && erasedAgain }
}

async function checked(folder: string): Promise<Manifest> {
  const file = join(folder, manifestFile)
  if (!existsSync(file)) throw new RecordError(`${folder} is no whole copy: it has no ${manifestFile}.`)
  const manifest = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  for (const { path, sha256 } of manifest.files) {
    const copied = join(folder, path)
    if (!existsSync(copied)) throw new RecordError(`The copy is not whole: ${path} is missing. Take another one.`)
    if ((await sha256OfFile(copied)) !== sha256) {
      throw new RecordError(`The copy is damaged: ${path} is not what was copied. Take another one.`)
    }
  }
  return manifest
}

/** Which exchanges the records that are replaced know to be erased. Throws RecordError while a service runs on them. */
function erasures(file: string, now: Date): string[] | undefined {
  if (!existsSync(file)) return []
  try {
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      const [running] = database.prepare("select value from marks where name = 'running'").all()
      if (running && now.getTime() - Date.parse(String(running.value)) < runningMs) {
        throw new RecordError('A service is running on this DATA_DIR: stop it, and restore again in half a minute.')
      }
      const told = database.prepare("select body from events where kind = 'erasure'").all()
      return told.flatMap(({ body }) => (JSON.parse(String(body)) as { conversations?: string[] }).conversations ?? [])
    } finally {
      database.close()
    }
  } catch (error) {
    if (error instanceof RecordError) throw error
    return undefined
  }
}

const accessTableNames = ['api_keys', 'people', 'identities'] as const

/** Keys, people and their identities as they were last; undefined where the records before cannot be read, or had none. */
function accessRows(file: string): Record<(typeof accessTableNames)[number], object[]> | undefined {
  if (!existsSync(file)) return undefined
  try {
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      const rowsOf = (table: string) => database.prepare(`select * from ${table}`).all()
      return { api_keys: rowsOf('api_keys'), people: rowsOf('people'), identities: rowsOf('identities') }
    } finally {
      database.close()
    }
  } catch {
    return undefined
  }
}

/** What was there is moved, not deleted; its write-ahead log with it, which must never meet another database. */
function setAside(dataDir: string, now: Date): string | undefined {
  const names = [recordsFile, `${recordsFile}-wal`, `${recordsFile}-shm`, 'checkpoints.jsonl', 'catalogue']
  const there = names.filter((name) => existsSync(join(dataDir, name)))
  if (there.length === 0) return undefined
  const aside = join(dataDir, `replaced-${now.toISOString().replaceAll(/[:.]/g, '-')}`)
  mkdirSync(aside, { mode: 0o700 })
  for (const name of there) renameSync(join(dataDir, name), join(aside, name))
  return aside
}
