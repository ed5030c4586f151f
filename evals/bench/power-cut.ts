import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../src/catalogue/demonstration/random.ts'

/** Of the library that power-cut.c makes; undefined, with the reason said, where there is no C compiler. */
export function buildPowerCut(folder: string): string | undefined {
  const library = join(folder, 'power-cut.so')
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, join(import.meta.dirname, 'power-cut.c'), '-ldl'])
    return library
  } catch {
    console.warn('No power cut is played: there is no C compiler (cc) here.')
    return undefined
  }
}

type Change = { offset: number; bytes: Buffer } | { length: number }
interface File {
  name: string
  durable: Buffer
  unsynced: Change[]
}

type Files = Map<string, File>

/** By the letters of power-cut.c. */
const watched = {
  d: 'records.sqlite',
  w: 'records.sqlite-wal',
  k: 'checkpoint-key.pem',
  p: 'placeholder-key',
  i: 'instance',
}

/** What stands on the disk before a service starts, and where its writes are noted from then on. */
export function beforeCut(dataDir: string): { log: string; cut: (random: Random) => number } {
  const log = join(dataDir, '..', 'power-cut.log')
  rmSync(log, { force: true })
  const read = (name: string) => {
    const path = join(dataDir, name)
    return existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  }
  const files: Files = new Map(
    Object.entries(watched).map(([letter, name]) => [letter, { name, durable: read(name), unsynced: [] }]),
  )
  return {
    log,
    /**
     * Leaves of the files what a power cut may: all that was synced, and of what was written since either nothing or any part of the writes.
     * Gives how many writes were lost.
     */
    cut(random) {
      replay(existsSync(log) ? readFileSync(log) : Buffer.alloc(0), files)
      let lost = 0
      const nothing = random.next() < 0.5
      for (const file of files.values()) {
        for (const change of file.unsynced) {
          if (!nothing && random.next() < 0.5) apply(file, change)
          else lost++
        }
        writeFileSync(join(dataDir, file.name), file.durable)
      }
      rmSync(join(dataDir, 'records.sqlite-shm'), { force: true })
      return lost
    },
  }
}

function replay(notes: Buffer, files: Files): void {
  for (let at = 0; at + 14 <= notes.length; ) {
    const operation = String.fromCharCode(notes[at]!)
    const file = files.get(String.fromCharCode(notes[at + 1]!))!
    const offset = Number(notes.readBigUInt64LE(at + 2))
    const length = notes.readUInt32LE(at + 10)
    at += 14
    if (operation === 'S') {
      for (const change of file.unsynced) apply(file, change)
      file.unsynced = []
    } else if (operation === 'T') file.unsynced.push({ length: offset })
    else {
      file.unsynced.push({ offset, bytes: notes.subarray(at, at + length) })
      at += length
    }
  }
}

function apply(file: File, change: Change): void {
  const { durable } = file
  const length = 'length' in change ? change.length : Math.max(durable.length, change.offset + change.bytes.length)
  if (length !== durable.length) {
    file.durable = Buffer.alloc(length)
    durable.copy(file.durable)
  }
  if ('bytes' in change) change.bytes.copy(file.durable, change.offset)
}
