import { defineCommand } from 'citty'
import { ConfigError } from '../../config.ts'
import { readSettings } from '../read-settings.ts'
import { rewriteTables } from './rewrite.ts'

export const rewriteCommand = defineCommand({
  meta: {
    name: 'rewrite',
    description:
      'PostgreSQL: makes erased bytes leave the tables (VACUUM FULL); each is locked meanwhile: run it at night.',
  },
  async run() {
    const { DATABASE_OWNER_URL: ownerUrl } = readSettings()
    if (!ownerUrl) throw new ConfigError('Set DATABASE_OWNER_URL: only the owner of the tables may rewrite them.')
    const { before, after, log, archived } = await rewriteTables(ownerUrl)
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
    console.log(
      `${megabytes(before)} MB before, ${megabytes(after)} MB after: what was erased is not in the tables any more.`,
    )
    console.log(
      `It may stand in files of the write-ahead log up to ${log} until they are recycled${archived ? ', in their archive,' : ''} and in copies (pg_dump, snapshots) made before.`,
    )
  },
})
