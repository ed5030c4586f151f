import { defineCommand } from 'citty'
import { ConfigError } from '../../config.ts'
import { RecordError } from '../../record-error.ts'
import { keptPlaceholderKey, readPlaceholderKey } from '../placeholder-key.ts'
import { readSettings } from '../read-settings.ts'
import { moveRecords } from './move-records.ts'

export const moveRecordsCommand = defineCommand({
  meta: {
    name: 'move-records',
    description:
      'Copies the records of DATA_DIR into the PostgreSQL of DATABASE_URL, and verifies them there; the service is stopped.',
  },
  async run() {
    const settings = readSettings()
    const { DATA_DIR: dataDir, DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = settings
    if (!url || !ownerUrl) throw new ConfigError('Set DATABASE_URL and DATABASE_OWNER_URL: where the records go.')
    const key = Buffer.from(readPlaceholderKey(dataDir, settings)).toString()
    if (keptPlaceholderKey(dataDir) !== key) {
      throw new RecordError(
        `Set PLACEHOLDER_KEY_FILE to the key in ${dataDir}: under another one nobody who was named before would be known again.`,
      )
    }
    const { tables, verified } = await moveRecords({ dataDir, url, ownerUrl })
    for (const [table, rows] of Object.entries(tables)) console.log(`${table}: ${rows} rows, the same in both`)
    const { links, waiting, decisions } = verified
    console.log(`Whole: ${links} events chained, ${waiting} waiting, ${decisions} decisions vouched for.`)
    console.log(
      `Start with DATABASE_URL from now on, and keep ${dataDir}: it holds the checkpoints. Delete its records.sqlite when you no longer need it.`,
    )
  },
})
