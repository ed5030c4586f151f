import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { UsageError } from '../../ingest-command.ts'
import { openRecords, recordsFile } from '../../keep-records.ts'
import { createSqlRecords } from '../../record/sql-records.ts'
import { RecordError } from '../../record-error.ts'
import { readSettings } from '../read-settings.ts'

/** For the referent or the data-protection officer, by the reference that stands on the sheet of an exchange. A service may be running. */
export const exchangeCommand = defineCommand({
  meta: { name: 'exchange', description: 'Gives all that is kept of one exchange, or erases it.' },
  args: {
    action: { type: 'positional', description: 'export or erase', valueHint: 'export|erase', required: true },
    reference: { type: 'positional', description: 'conv_…', valueHint: 'REFERENCE', required: true },
    file: {
      type: 'positional',
      description: 'Where export writes; the screen unless named',
      valueHint: 'FILE',
      required: false,
    },
  },
  async run({ args: { action, reference, file } }) {
    if (action !== 'export' && action !== 'erase') throw new UsageError('Say export or erase, then the reference.')
    const settings = readSettings()
    const kept = join(settings.DATA_DIR, recordsFile)
    if (!settings.DATABASE_URL && !existsSync(kept))
      throw new RecordError(`There is no record in ${settings.DATA_DIR}.`)
    const { database } = await openRecords({ DATABASE_URL: settings.DATABASE_URL, DATABASE_OWNER_URL: undefined }, kept)
    try {
      const records = createSqlRecords(database)
      const owner = await records.ownerOf(reference)
      if (!owner) throw new RecordError(`There is no exchange ${reference}: it never was, or is erased.`)
      if (action === 'erase') {
        await records.eraseConversation(owner, reference)
        console.log(
          settings.DATABASE_URL
            ? `${reference} is erased. Its bytes leave the tables with the owner’s next VACUUM FULL, and copies and the log of the database when they are deleted.`
            : `${reference} is erased, from the files too. Copies that hold it are deleted when their retention ends.`,
        )
        return
      }
      const json = `${JSON.stringify(await records.exported(owner, reference), null, 2)}\n`
      if (!file) process.stdout.write(json)
      else {
        writeFileSync(file, json, { mode: 0o600, flag: 'wx' })
        console.log(
          `${file}: all that is kept of ${reference}. It is personal: give it to the person, and keep no copy.`,
        )
      }
    } finally {
      await database.close()
    }
  },
})
