import pg from 'pg'

export interface Rewritten {
  /** Bytes of the tables before and after. */
  before: number
  after: number
  /** The file of the write-ahead log that is written now: erased bytes may stand in earlier ones until they are recycled. */
  log: string
  /** Whether those files are copied elsewhere too, where they stay for as long as the copies do. */
  archived: boolean
}

/** Those that hold what a person wrote, or what leads to it. */
const tables = [
  'conversations',
  'turns',
  'decisions',
  'idempotency',
  'placeholders',
  'shown_items',
  'sessions',
  'people',
]

/**
 * Rewrites the tables as their owner, so that erased bytes leave their files: DELETE and plain VACUUM leave them where they were. Each table is locked
 * for as long as it takes, some seconds a gigabyte: at night.
 */
export async function rewriteTables(ownerUrl: string): Promise<Rewritten> {
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5000 })
  await owner.connect()
  try {
    const size = async () => {
      const { rows } = await owner.query<{ bytes: string }>(
        'select sum(pg_total_relation_size(to_regclass(name)))::text as bytes from unnest($1::text[]) as name',
        [tables],
      )
      return Number(rows[0]!.bytes)
    }
    const before = await size()
    for (const table of tables) await owner.query(`vacuum full ${table}`)
    // What waits in memory is written, so that the log before it may be recycled.
    await owner.query('checkpoint').catch(() => undefined)
    const { rows } = await owner.query<{ log: string; archived: boolean }>(
      "select pg_walfile_name(pg_current_wal_lsn()) as log, current_setting('archive_mode') <> 'off' as archived",
    )
    return { before, after: await size(), ...rows[0]! }
  } finally {
    await owner.end()
  }
}
