import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { defineCommand } from 'citty'
import { z } from 'zod'
import { readSettings } from './entries/read-settings.ts'
import { recordsFile } from './keep-records.ts'
import { readAppVersion } from './read-sources.ts'
import { checkpointFiles } from './record/checkpoints.ts'
import { RecordError } from './record-error.ts'

export const manifestFile = 'manifest.json'

/** What a copy holds, written last: a folder without it is a copy that was cut. */
export const Manifest = z.object({
  at: z.string(),
  app: z.string(),
  files: z.array(z.object({ path: z.string(), size: z.number().int(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof Manifest>

/** What stands beside the records: the key and the checkpoints that vouch for them, and the catalogue with its imports. */
const beside = [...Object.values(checkpointFiles), 'catalogue', 'occupations.json']

export const backupCommand = defineCommand({
  meta: {
    name: 'backup',
    description: 'Copies records, checkpoints and catalogue to a new folder; a server may be running.',
  },
  args: { folder: { type: 'positional', description: 'The folder to make', valueHint: 'FOLDER', required: true } },
  async run({ args: { folder } }) {
    const { DATA_DIR: dataDir, DATABASE_URL } = readSettings()
    if (DATABASE_URL)
      throw new RecordError('The records are in PostgreSQL: copy them with pg_dump, and put them back with pg_restore.')
    const manifest = await backUp(dataDir, folder)
    const bytes = manifest.files.reduce((sum, { size }) => sum + size, 0)
    console.log(`${folder}: ${manifest.files.length} files, ${(bytes / 1e6).toFixed(1)} MB, as of ${manifest.at}.`)
    console.log(
      'It holds what the records hold, and the key of the checkpoints: protect it as you do them, and delete it when their retention ends.',
    )
  },
})

/** Throws RecordError; a copy that is not whole has no manifest. */
export async function backUp(dataDir: string, folder: string, now = new Date()): Promise<Manifest> {
  const source = join(dataDir, recordsFile)
  if (!existsSync(source)) throw new RecordError(`DATA_DIR: there is no record in ${dataDir}.`)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new RecordError(`${folder} is not empty: name a new folder.`)
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Checkpoints first: none of them may know of more than the records that are copied after.
  for (const name of beside.filter((one) => existsSync(join(dataDir, one)))) {
    cpSync(join(dataDir, name), join(folder, name), { recursive: true })
  }
  const copy = join(folder, recordsFile)
  const database = new DatabaseSync(source, { readOnly: true })
  try {
    // One consistent state, without a byte of what was erased, while others read and write.
    database.prepare('vacuum into ?').run(copy)
  } catch (cause) {
    throw new RecordError(`${source} could not be copied.`, { cause })
  } finally {
    database.close()
  }
  chmodSync(copy, 0o600)
  const files = []
  for (const path of filesIn(folder)) {
    files.push({ path: relative(folder, path), size: statSync(path).size, sha256: await sha256OfFile(path) })
  }
  const manifest = { at: now.toISOString(), app: readAppVersion(), files }
  writeFileSync(join(folder, manifestFile), JSON.stringify(manifest, null, 2), { mode: 0o600 })
  return manifest
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
