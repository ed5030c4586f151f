import { closeSync, fsyncSync, openSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a file that nothing could make again (a key, a name that was drawn), where there is none: whole or not at all, and on the disk when this
 * returns. A plain write is in memory for half a minute, and a power cut leaves an empty file of it, which counts as none. One process at a time.
 */
export function writeOnce(file: string, content: string | Buffer): void {
  if (statSync(file, { throwIfNoEntry: false })?.size) return
  const draft = `${file}.draft`
  writeFileSync(draft, content, { mode: 0o600, flush: true })
  renameSync(draft, file)
  // The name as well: https://www.man7.org/linux/man-pages/man2/fsync.2.html. Windows opens no folder, and needs none.
  if (process.platform === 'win32') return
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
