import { defineCommand, runCommand, runMain } from 'citty'
import { backupCommand } from './backup-command.ts'
import { IngestError } from './catalogue/build.ts'
import { CatalogueError } from './catalogue/open.ts'
import { ConfigError } from './config.ts'
import { DocumentsError } from './documents/make-documents.ts'
import { TemplateError } from './documents/template.ts'
import { keysCommand, peopleCommand } from './entries/access-commands.ts'
import { documentsCommand } from './entries/documents-command.ts'
import { doctorCommand } from './entries/operations/doctor-command.ts'
import { exchangeCommand } from './entries/operations/exchange-command.ts'
import { moveRecordsCommand } from './entries/operations/move-records-command.ts'
import { rewriteCommand } from './entries/operations/rewrite-command.ts'
import { ingestCommand, UsageError } from './ingest-command.ts'
import { RecordError } from './record-error.ts'
import { restoreCommand } from './restore-command.ts'
import { verifyCommand } from './verify-command.ts'

const main = defineCommand({
  meta: { name: 'eventail', description: 'Éventail, from the command line.' },
  subCommands: {
    ingest: ingestCommand,
    verify: verifyCommand,
    backup: backupCommand,
    restore: restoreCommand,
    keys: keysCommand,
    people: peopleCommand,
    documents: documentsCommand,
    'move-records': moveRecordsCommand,
    rewrite: rewriteCommand,
    exchange: exchangeCommand,
    doctor: doctorCommand,
  },
})

/**
 * Exit codes: 0 done; 1 it could not be done, and nothing has changed; 2 it was asked wrongly; 3 held back until someone accepts it, nothing has
 * changed; 130 stopped on request, nothing changed.
 */
async function run(rawArgs: string[]): Promise<number> {
  try {
    await runCommand(main, { rawArgs })
    return 0
  } catch (error) {
    if (error instanceof DocumentsError || error instanceof TemplateError) {
      console.error([error.message, ...('faults' in error ? error.faults : [])].join('\n'))
      return 1
    }
    const failed = error instanceof IngestError || error instanceof CatalogueError
    const asked =
      failed ||
      error instanceof RecordError ||
      error instanceof ConfigError ||
      error instanceof UsageError ||
      (error instanceof Error && error.name === 'CLIError')
    if (!asked) throw error
    const cause = error.cause instanceof Error ? ` (${error.cause.message.split('\n')[0]})` : ''
    console.error(`${error.message}${cause}`)
    if (error instanceof RecordError) return 1
    if (!failed) return 2
    return error.code === 'interrupted' ? 130 : error.code === 'held' ? 3 : 1
  }
}

const rawArgs = process.argv.slice(2)
if (rawArgs.some((argument) => argument === '--help' || argument === '-h')) await runMain(main, { rawArgs })
else process.exitCode = await run(rawArgs)
