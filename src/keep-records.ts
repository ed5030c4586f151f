import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkRecords } from './check-records.ts'
import { ConfigError, type Settings } from './config.ts'
import { holdFolder } from './hold-folder.ts'
import { checkpointFiles, openCheckpoints } from './record/checkpoints.ts'
import { type Database, StorageError, sqlWriter } from './record/database.ts'
import { digestOf } from './record/digest.ts'
import { eventStatement, type Happening, wholeService } from './record/events.ts'
import { keepChain } from './record/keep-chain.ts'
import { migrate, schemaVersion } from './record/migrations.ts'
import { openPostgres } from './record/postgres.ts'
import { makePostgresSchema, versionOf } from './record/postgres-schema.ts'
import { purgeExpired } from './record/retention.ts'
import { openSqlite } from './record/sqlite.ts'
import type { Head } from './record/verify.ts'
import { writeOnce } from './record/write-once.ts'

export const recordsFile = 'records.sqlite'
/** Stands in DATA_DIR while a copy is put back. */
export const restoringFile = 'restoring'

const retentionEveryMs = 3_600_000

export interface KeepRecords {
  dataDir: string
  settings: Settings
  appVersion: string
  now: () => Date
  log: (event: string, fields: Readonly<Record<string, string | number | boolean>>) => void
}

export interface KeptRecords {
  database: Database
  /** Names this instance among those on one database, the same after a restart. */
  instance: string
  /** Told as an event; one that cannot be written is logged and stops nothing. */
  tell(happening: Happening): Promise<void>
  /** Writes that the service runs: the next start learns from it when it stopped without saying so. */
  beat(): Promise<void>
  chainIsBroken(): boolean
  /** The file was read whole at the start, in the background, and something of it is damaged. */
  isDamaged(): boolean
  close(): Promise<void>
}

/** Opens the records of this machine and does what they need beside requests: chaining, checkpoints, retention. Throws ConfigError. */
export async function keepRecords({ dataDir, settings, appVersion, now, log }: KeepRecords): Promise<KeptRecords> {
  if (existsSync(join(dataDir, restoringFile))) {
    throw new ConfigError(`DATA_DIR: a copy was put back only in part. Run \`npm run restore\` again, to its end.`)
  }
  const held = holdFolder(dataDir)
  if (!held) {
    throw new ConfigError(
      `DATA_DIR: another process serves ${dataDir}. Stop it and wait until it has ended, or give this one a folder of its own.`,
    )
  }
  const file = join(dataDir, recordsFile)
  const open = async () => ({ checkpoints: checkpointsOf(dataDir), ...(await openRecords(settings, file)) })
  const { checkpoints, database, owner } = await open().catch((error: unknown) => {
    held.letGo()
    throw error
  })
  let damaged = false
  if (!settings.DATABASE_URL)
    checkRecords(file)
      .then((checked) => {
        damaged = !checked.whole
        log('records-checked', { whole: checked.whole })
      })
      .catch(() => log('records-checked', { whole: false }))
  const read = checkpoints.read()
  if ('line' in read) log('checkpoint-not-valid', { line: read.line })
  const heads = 'heads' in read ? read.heads : []
  const failed = (doing: string) => (error: unknown) =>
    log('records-failed', { doing, error: error instanceof StorageError ? error.code : 'other' })

  async function tell(happening: Happening): Promise<void> {
    const statement = eventStatement(happening, { tenant: wholeService, at: now().toISOString() })
    await database.batch([statement]).catch(failed('event'))
  }

  /** Of several instances on one database each has a mark of its own. */
  const instance = instanceOf(dataDir)
  const running = settings.DATABASE_URL ? `running ${instance}` : 'running'
  const mark = (value: string) =>
    sqlWriter
      .insertInto('marks')
      .values({ name: running, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .compile()

  await tellStart()
  const vouched = heads.reduce<Head | undefined>((far, head) => (far && far.seq > head.seq ? far : head), undefined)
  const chain = keepChain({
    database,
    now,
    checkpoint: (head) => checkpoints.write(head, now()),
    vouched,
    onError: failed('chain'),
  })
  const retain = () =>
    purgeExpired({
      database: owner ?? database,
      retention: {
        decided: settings.KEEP_DECIDED_DAYS,
        undecided: settings.KEEP_UNDECIDED_DAYS,
        events: settings.KEEP_EVENTS_DAYS,
      },
      now,
      vouch: async (head) => checkpoints.write(head, now()),
    }).then((purged) => log('retention', { ...purged }), failed('retention'))
  let retaining = retain()
  const timer = setInterval(() => {
    retaining = retain()
  }, retentionEveryMs)
  timer.unref()

  /** An outage is known by its mark, which a stop takes away; a configuration by its digest, settings that are secret included. */
  async function tellStart(): Promise<void> {
    const [left] = await database.all(
      sqlWriter.selectFrom('marks').select('value').where('name', '=', running).compile(),
    )
    if (left) await tell({ kind: 'outage', from: left.value, to: now().toISOString() })
    const digest = await digestOf([appVersion, settings])
    const [known] = await database.all(
      sqlWriter.selectFrom('marks').select('value').where('name', '=', 'configuration').compile(),
    )
    if (known?.value === digest) return
    await tell({ kind: 'configuration', app: appVersion, digest })
    await database.batch([
      sqlWriter
        .insertInto('marks')
        .values({ name: 'configuration', value: digest })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: digest }))
        .compile(),
    ])
  }

  return {
    database,
    instance,
    tell,
    beat: () => database.batch([mark(now().toISOString())]),
    chainIsBroken: chain.isBroken,
    isDamaged: () => damaged,
    async close() {
      clearInterval(timer)
      await retaining
      await chain.close()
      await database.batch([sqlWriter.deleteFrom('marks').where('name', '=', running).compile()]).catch(failed('stop'))
      await owner?.close()
      await database.close()
      held.letGo()
    },
  }
}

function checkpointsOf(dataDir: string) {
  try {
    return openCheckpoints(dataDir)
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause
    const { key, publicKey, checkpoints } = checkpointFiles
    throw new ConfigError(
      `${join(dataDir, key)} holds no key: put it back from the last copy; without one move it, ${publicKey} and ${checkpoints} elsewhere, and the record is signed anew.`,
      { cause },
    )
  }
}

/** Drawn once for a DATA_DIR. */
function instanceOf(dataDir: string): string {
  const file = join(dataDir, 'instance')
  writeOnce(file, randomUUID())
  return readFileSync(file, 'utf8')
}

/** The place of the records, and its owner where the service was told who that is. Throws ConfigError. */
export async function openRecords(
  { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl }: Pick<Settings, 'DATABASE_URL' | 'DATABASE_OWNER_URL'>,
  file: string,
): Promise<{ database: Database; owner?: Database }> {
  try {
    if (!url) {
      const database = openSqlite(file)
      await migrate(database)
      return { database }
    }
    const owner = ownerUrl ? openPostgres(ownerUrl) : undefined
    if (owner) await makePostgresSchema(owner, decodeURIComponent(new URL(url).username))
    const database = openPostgres(url)
    if ((await versionOf(database)) < schemaVersion) {
      throw new ConfigError(
        'DATABASE_URL: the tables are missing or of an earlier release. Start one instance with DATABASE_OWNER_URL, which makes them.',
      )
    }
    return { database, owner }
  } catch (cause) {
    if (cause instanceof StorageError) {
      throw cannotUse(cause, url ? undefined : file)
    }
    const code = (cause as { code?: unknown }).code
    // Wrong password or no such role, no such database, no right: https://www.postgresql.org/docs/current/errcodes-appendix.html
    if (url && typeof code === 'string' && /^(28|3D|42501)/.test(code)) {
      throw new ConfigError(`DATABASE_URL: the database refuses this role (${code}).`, { cause })
    }
    throw cause
  }
}

/** What keeps a start from its records, in one line with what to do; the file is undefined where they are in PostgreSQL. */
export function cannotUse(cause: StorageError, file: string | undefined): ConfigError {
  const told = file
    ? cannotOpen[cause.code].replace('FILE', file)
    : 'DATABASE_URL: the database cannot be reached. Start it, or correct the address.'
  return new ConfigError(told, { cause })
}

const cannotOpen: Record<StorageError['code'], string> = {
  busy: 'FILE is locked by another program: stop it, and start again.',
  full: 'FILE cannot be written, the disk is full: make room, and start again.',
  unwritable: 'FILE cannot be written: give this user the right to, or mend its disk, and start again.',
  damaged:
    'FILE is damaged and was left as it is: put back the last copy with `npm run restore -- FOLDER`, then start again.',
}
