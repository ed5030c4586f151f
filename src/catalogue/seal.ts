import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { tableName } from './lance-table.ts'
import { isAddress } from './storage.ts'

/**
 * The SHA-256 of every file of a version, names included. Lance keeps no checksum of what it wrote: a byte that a disk changed would be read as
 * another letter of an offer. Undefined for an address that is no folder: object stores keep checksums themselves.
 */
export async function sealOf(dir: string, version: string): Promise<string | undefined> {
  if (isAddress(dir)) return undefined
  const hash = createHash('sha256')
  for (const table of ['items', 'about'] as const) {
    const folder = join(dir, `${tableName(table, version)}.lance`)
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    for (const file of files.sort()) {
      hash.update(`\n${file.slice(dir.length)}\n`)
      for await (const chunk of createReadStream(file, { highWaterMark: READ_AT_ONCE })) hash.update(chunk)
    }
  }
  return hash.digest('hex')
}

/** Bytes: large enough to read fast, small enough that searches are answered in between. */
const READ_AT_ONCE = 1 << 20
