import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, type Settings } from '../config.ts'
import { type Database, sqlWriter } from '../record/database.ts'
import { sha256Of } from '../record/digest.ts'
import { writeOnce } from '../record/write-once.ts'

/** Made at the first start where records are in SQLite; kept out of copies, so that a copy alone tells nobody's name. */
const placeholderKeyFile = 'placeholder-key'

/** What seals who the placeholders are, as it was given, or as it stands in DATA_DIR. */
export function readPlaceholderKey(dataDir: string, { PLACEHOLDER_KEY: given }: Settings): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(given ?? keptPlaceholderKey(dataDir))
}

/**
 * Of several instances none may seal otherwise than the others: the digest of the first one's key is in the database. Alone on SQLite a lost key
 * costs that people named before are given new numbers.
 */
export async function sharePlaceholderKey(
  database: Database,
  key: Uint8Array,
  { DATABASE_URL }: Pick<Settings, 'DATABASE_URL'>,
): Promise<void> {
  const value = await sha256Of(`placeholder key ${Buffer.from(key).toString('base64')}`)
  const insert = sqlWriter.insertInto('marks').values({ name: mark, value })
  const statement = DATABASE_URL
    ? insert.onConflict((conflict) => conflict.column('name').doNothing())
    : insert.onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
  await database.batch([statement.compile()])
  const [kept] = await database.all(sqlWriter.selectFrom('marks').select('value').where('name', '=', mark).compile())
  if (kept?.value === value) return
  throw new ConfigError(
    'Setting PLACEHOLDER_KEY is not the key that the other instances on this database have. Give this one the same.',
  )
}

const mark = 'placeholder-key'

/** The key that stands in DATA_DIR, made where there is none. */
export function keptPlaceholderKey(dataDir: string): string {
  const file = join(dataDir, placeholderKeyFile)
  writeOnce(file, randomBytes(32).toString('hex'))
  return readFileSync(file, 'utf8').trim()
}
