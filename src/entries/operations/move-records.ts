import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type CompiledQuery, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import { openRecords, recordsFile } from '../../keep-records.ts'
import { readCheckpoints } from '../../record/checkpoints.ts'
import type { Database } from '../../record/database.ts'
import { migrate } from '../../record/migrations.ts'
import { openSqlite } from '../../record/sqlite.ts'
import { type Verified, verify } from '../../record/verify.ts'
import { RecordError } from '../../record-error.ts'

export interface Moved {
  /** Rows by table. */
  tables: Readonly<Record<string, number>>
  verified: Extract<Verified, { whole: true }>
}

export interface Moving {
  dataDir: string
  /** The role that the service acts as, and the owner of the tables. */
  url: string
  ownerUrl: string
  now?: Date
}

const rowsAtOnce = 500
/** A service writes that it runs every few seconds. */
const runningMs = 30_000

/**
 * Copies all records of a SQLite file into an empty PostgreSQL, in one transaction: committed only if every table has the same rows, to the byte,
 * and the chain verifies there against the checkpoints. The file stays as it is. Throws RecordError.
 */
export async function moveRecords({ dataDir, url, ownerUrl, now = new Date() }: Moving): Promise<Moved> {
  const file = join(dataDir, recordsFile)
  if (!existsSync(file)) throw new RecordError(`DATA_DIR: there is no record in ${dataDir}.`)
  const checkpoints = readCheckpoints(dataDir)
  if ('line' in checkpoints) throw new RecordError(`The checkpoints, line ${checkpoints.line}: ${checkpoints.because}.`)
  await bringUpToDate(file)
  const made = await openRecords({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl }, file)
  await made.owner?.close()
  await made.database.close()

  const source = new DatabaseSync(file, { readOnly: true })
  const target = new pg.Client({ connectionString: ownerUrl, types: { getTypeParser } })
  await target.connect()
  try {
    refuseRunning(source, now)
    // One state of the file, whoever opens it meanwhile.
    source.exec('begin')
    await target.query('begin')
    const tables: Record<string, number> = {}
    for (const table of tablesOf(source)) {
      await refuseOther(source, target, table)
      tables[table] = await copy(source, target, table)
    }
    const verified = await verify(readingBy(target), checkpoints.heads)
    if (!verified.whole) {
      throw new RecordError(`What was copied does not verify: ${verified.table}, ${verified.row}: ${verified.because}.`)
    }
    await target.query('commit')
    return { tables, verified }
  } finally {
    source.close()
    await target.end()
  }
}

async function bringUpToDate(file: string): Promise<void> {
  const database = openSqlite(file)
  await migrate(database)
  await database.close()
}

function refuseRunning(source: DatabaseSync, now: Date): void {
  const [running] = source.prepare("select value from marks where name = 'running'").all()
  if (running && now.getTime() - Date.parse(String(running.value)) < runningMs) {
    throw new RecordError('A service is running on this DATA_DIR: stop it, and try again in half a minute.')
  }
}

/** What each database keeps of its own making. */
const ownTables = new Set(['migrations', 'sqlite_sequence'])

/** A table comes after those that it refers to. */
function tablesOf(source: DatabaseSync): string[] {
  const names = source
    .prepare("select name from sqlite_master where type = 'table' order by name")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !ownTables.has(name))
  const sorted: string[] = []
  const place = (name: string): void => {
    if (sorted.includes(name)) return
    for (const { table } of source.prepare(`pragma foreign_key_list(${name})`).all()) {
      if (table !== name) place(String(table))
    }
    sorted.push(name)
  }
  names.forEach(place)
  return sorted
}

async function refuseOther(source: DatabaseSync, target: pg.Client, table: string): Promise<void> {
  const { rows } = await target.query<{ column_name: string }>(
    'select column_name from information_schema.columns where table_name = $1 and table_schema = current_schema()',
    [table],
  )
  const known = new Set(rows.map(({ column_name }) => column_name))
  const columns = source.prepare(`pragma table_info(${table})`).all()
  const unknown = columns.find(({ name }) => !known.has(String(name)))
  if (unknown) throw new RecordError(`PostgreSQL has no place for ${table}.${unknown.name}: nothing was copied.`)
  const { rows: there } = await target.query(`select 1 from ${table} limit 1`)
  if (there.length > 0) throw new RecordError(`The database at DATABASE_URL is not empty (${table}): name a new one.`)
}

/** Rows of `marks` that tell of a process end with it. */
const kept = (table: string) => (table === 'marks' ? "where name not like 'running%'" : '')

async function copy(source: DatabaseSync, target: pg.Client, table: string): Promise<number> {
  const sent = createSum()
  let rows: object[] = []
  const flush = async () => {
    if (rows.length === 0) return
    await target.query(
      `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    )
    rows = []
  }
  // In the order they were written in: a decision stands after the one it supersedes.
  for (const row of source.prepare(`select * from ${table} ${kept(table)} ${isKeyed(source, table)}`).iterate()) {
    rows.push(row)
    sent.add(row)
    if (rows.length === rowsAtOnce) await flush()
  }
  await flush()
  const arrived = createSum()
  await target.query(`declare copied cursor for select * from ${table}`)
  for (;;) {
    const { rows: read } = await target.query(`fetch ${rowsAtOnce} from copied`)
    for (const row of read) arrived.add(row)
    if (read.length < rowsAtOnce) break
  }
  await target.query('close copied')
  if (sent.rows() !== arrived.rows() || sent.digest() !== arrived.digest()) {
    throw new RecordError(`${table} did not arrive as it was: ${sent.rows()} rows left, ${arrived.rows()} came.`)
  }
  if (source.prepare(`pragma table_info(${table})`).all()[0]?.name === 'seq') {
    await target.query(
      `select setval(pg_get_serial_sequence($1, 'seq'), (select max(seq) from ${table}))
      where pg_get_serial_sequence($1, 'seq') is not null and exists (select 1 from ${table})`,
      [table],
    )
  }
  return sent.rows()
}

const isKeyed = (source: DatabaseSync, table: string): string => {
  const { wr } = source.prepare('select wr from pragma_table_list where name = ?').get(table) as { wr: number }
  return wr ? '' : 'order by rowid'
}

/** A digest of rows that does not hang on their order: the sum of the SHA-256 of each, by sorted columns. */
function createSum() {
  let sum = 0n
  let rows = 0
  return {
    add(row: object): void {
      const text = JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)))
      sum = (sum + BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)) % 2n ** 256n
      rows++
    },
    rows: () => rows,
    digest: () => sum.toString(16),
  }
}

const getTypeParser: typeof pg.types.getTypeParser = ((oid: number, format: 'text') =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as never

/** What is not committed yet, read by the transaction that wrote it. */
function readingBy(client: pg.Client): Database {
  const compiler = new PostgresQueryCompiler()
  return {
    async all<Row>(query: CompiledQuery<Row>) {
      const { sql, parameters } = compiler.compileQuery(query.query, query.queryId)
      return (await client.query(sql, [...parameters])).rows as Row[]
    },
    batch: () => Promise.reject(new Error('Nothing is written here.')),
    purge: async () => {},
    purgeWaitsMs: () => 0,
    close: () => {},
  }
}
