import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from './lance-table.ts'

/**
 * Where it is written which versions of a catalogue are served: a file beside the tables or, for tables on an object store, a table of its own
 * there, so that every instance serves the same.
 */
export interface PointerStorage {
  /** Undefined where nothing was ever published. */
  read(): Promise<string | undefined>
  /** Whoever reads meanwhile finds the former text or this one, whole. */
  write(text: string): Promise<void>
  /** Differs from the last answer when the text may have changed. */
  changedAt(): Promise<string>
}

export function pointerStorage(dir: string): PointerStorage {
  return isAddress(dir) ? pointerTable(dir) : pointerFile(join(dir, 'catalogue.json'))
}

/**
 * Where the tables of a catalogue folder and their pointer are: there or, when the setting LANCEDB_URI names one, on an object store that several
 * instances share. LanceDB reads what the store needs (AWS_ENDPOINT, AWS_ACCESS_KEY_ID…) from the environment too.
 */
export const addressOf = (folder: string): string => process.env.LANCEDB_URI || folder

/** An object store rather than a folder. */
export const isAddress = (dir: string): boolean => /^[a-z][a-z\d+]*:\/\//.test(dir)

function pointerFile(path: string): PointerStorage {
  return {
    async read() {
      try {
        return await readFile(path, 'utf8')
      } catch (cause) {
        if (isMissing(cause)) return undefined
        throw cause
      }
    },
    async write(text) {
      const written = `${path}.${process.pid}.tmp`
      await writeFile(written, text, { flush: true })
      await rename(written, path)
    },
    async changedAt() {
      const found = await stat(path).catch(() => undefined)
      return found ? `${found.mtimeMs} ${found.ino}` : 'absent'
    },
  }
}

function pointerTable(address: string): PointerStorage {
  async function read(): Promise<string | undefined> {
    const connection = await connect(address)
    try {
      const table = await connection.openTable(POINTER_TABLE)
      const [row] = await table.query().toArray()
      return row?.json
    } catch (cause) {
      if (cause instanceof Error && /not found/i.test(cause.message)) return undefined
      throw cause
    } finally {
      connection.close()
    }
  }
  return {
    read,
    async write(json) {
      const connection = await connect(address)
      try {
        await connection.createTable(POINTER_TABLE, [{ json }], { mode: 'overwrite' })
      } finally {
        connection.close()
      }
    },
    changedAt: async () => (await read()) ?? 'absent',
  }
}

const POINTER_TABLE = 'catalogue'

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}
