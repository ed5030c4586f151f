import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { readSettings } from './entries/read-settings.ts'
import { openRecords, recordsFile } from './keep-records.ts'
import { checkpointFiles, readCheckpoints } from './record/checkpoints.ts'
import { verify } from './record/verify.ts'
import { RecordError } from './record-error.ts'

/** Exit codes: 0 the record is whole, 1 it is not; the last line says which row is the first that is wrong. */
export const verifyCommand = defineCommand({
  meta: {
    name: 'verify',
    description: 'Verifies decisions and events against their chain and its signed checkpoints.',
  },
  async run() {
    const settings = readSettings()
    const { DATA_DIR: dataDir } = settings
    const file = join(dataDir, recordsFile)
    if (!settings.DATABASE_URL && !existsSync(file))
      throw new RecordError(`DATA_DIR: there is no record in ${dataDir}.`)
    const read = existsSync(join(dataDir, checkpointFiles.publicKey)) ? readCheckpoints(dataDir) : { heads: [] }
    if ('line' in read) throw new RecordError(`${checkpointFiles.checkpoints}, line ${read.line}: ${read.because}.`)
    const { database } = await openRecords({ DATABASE_URL: settings.DATABASE_URL, DATABASE_OWNER_URL: undefined }, file)
    const started = performance.now()
    const verified = await verify(database, read.heads)
    await database.close()
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    if (!verified.whole) throw new RecordError(`${verified.table}, ${verified.row}: ${verified.because}.`)
    const { links, waiting, decisions } = verified
    console.log(
      `Whole: ${links} events chained, ${waiting} waiting, ${decisions} decisions vouched for, ${read.heads.length} checkpoints, in ${seconds} s.`,
    )
  },
})
