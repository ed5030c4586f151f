import { accessSync, chmodSync, constants, lstatSync, mkdirSync, readdirSync, realpathSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './config.ts'

/** Rights of the group and of everyone else. */
const others = 0o077

/**
 * Keeps DATA_DIR to this user: what the process creates from here on is 0600, its folders 0700, whatever the umask it was started with (libraries
 * and SQLite's -wal and -shm included), and what an earlier start left looser is narrowed. Links are not followed. Returns how many files and
 * folders belong to another user, who alone can narrow them. Throws ConfigError when the folder cannot be written.
 */
export function keepPrivate(dataDir: string): number {
  process.umask(others)
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK)
  } catch (cause) {
    throw new ConfigError(
      `DATA_DIR: the folder ${dataDir} cannot be written. Choose another one, or change its rights.`,
      { cause },
    )
  }
  return narrow(realpathSync(dataDir))
}

function narrow(path: string): number {
  const found = lstatOrGone(path)
  if (!found || found.isSymbolicLink()) return 0
  const ours = process.getuid === undefined || found.uid === process.getuid()
  if (ours && found.mode & others) chmodSync(path, found.mode & ~others & 0o7777)
  const refused = ours || !(found.mode & others) ? 0 : 1
  if (!found.isDirectory()) return refused
  return readdirSync(path).reduce((sum, name) => sum + narrow(join(path, name)), refused)
}

/** An ingest at work may remove a file between its listing and here. */
function lstatOrGone(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}
