import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { defineCommand } from 'citty'
import { IngestError } from './catalogue/build.ts'
import { FORMATS } from './catalogue/import/formats.ts'
import type { Tally } from './catalogue/import/tally.ts'
import { type IngestSummary, ingest } from './catalogue/ingest.ts'
import { readConfig } from './config.ts'
import { showProgress } from './ingest-progress.ts'
import { occupationEmbedding } from './occupations/embedding.ts'
import { createReferential } from './occupations/referential.ts'
import { loadCommunes } from './places/load-node.ts'
import { createPlaces } from './places/places.ts'
import { readOccupations } from './read-sources.ts'

/** What was typed cannot be done; the message says what can, on one line. */
export class UsageError extends Error {
  override name = 'UsageError'
}

const formats = Object.keys(FORMATS).join(', ')

export const ingestCommand = defineCommand({
  meta: { name: 'ingest', description: 'Imports files of a partner into the catalogue, in place of its earlier ones.' },
  args: {
    format: { type: 'string', description: `How the files are written: ${formats}`, valueHint: 'FORMAT' },
    partner: { type: 'string', description: 'Who publishes these records', valueHint: 'NAME' },
  },
  async run({ args, rawArgs }) {
    const { paths, format } = await understood(args, rawArgs)
    const { DATA_DIR: dataDir } = readConfig(process.env)
    const referential = createReferential(readOccupations())
    const places = createPlaces(await loadCommunes({ cacheFile: join(dataDir, 'communes.json') }))
    const progress = showProgress(paths.reduce((sum, file) => sum + file.size, 0))
    try {
      const summary = await ingest({
        files: paths.map(({ path }) => ({ name: basename(path), chunks: createReadStream(path) })),
        format,
        partner: args.partner,
        dataDir,
        places,
        referential,
        embedding: occupationEmbedding(referential),
        clock: () => new Date(),
        onProgress: progress.update,
      })
      progress.stop()
      process.stdout.write(`${told(summary).join('\n')}\n`)
    } catch (error) {
      progress.stop()
      if (error instanceof IngestError && error.tally) {
        process.stdout.write(`${[...counted(error.tally), `Report: ${error.tally.report}`].join('\n')}\n`)
      }
      throw error
    }
  },
})

async function understood(args: { _: string[]; format?: string; partner?: string }, rawArgs: readonly string[]) {
  const unknown = rawArgs.find((argument) => /^--?[a-z]/.test(argument) && !/^--(format|partner)(=|$)/.test(argument))
  if (unknown) throw new UsageError(`Unknown option ${unknown}: there are --format and --partner.`)
  if (args._.length === 0) throw new UsageError(`Which file? ingest FILE… --format ${formats.replaceAll(', ', '|')}`)
  const format = FORMATS[args.format ?? '']
  if (!format) throw new UsageError(`${args.format ? 'Unknown' : 'No'} format: --format takes ${formats}.`)
  if (args.partner?.trim() === '') throw new UsageError('--partner needs a name.')
  const paths: { path: string; size: number }[] = []
  for (const path of args._) {
    try {
      await access(path, constants.R_OK)
      const found = await stat(path)
      if (found.isDirectory()) throw new UsageError(`${path} is a folder: name its files.`)
      paths.push({ path, size: found.size })
    } catch (cause) {
      if (cause instanceof UsageError) throw cause
      throw new UsageError(`${path} cannot be read.`, { cause })
    }
  }
  return { paths, format }
}

function told(summary: IngestSummary): string[] {
  const { source, replaced, removedDemonstration, offers, items, groups, version, seconds, report } = summary
  return [
    ...counted(summary),
    ...(replaced > 0 ? [`They take the place of the ${number(replaced)} offers that “${source}” had before.`] : []),
    ...(removedDemonstration
      ? ['The fictitious demonstration was removed: fictitious and real offers never mix.']
      : []),
    `Catalogue ${version}: ${number(offers)} offers in ${number(items)} items, ${number(groups)} of which join several offers. ` +
      `${seconds.toFixed(1)} s.`,
    `Report: ${report}`,
  ]
}

function counted({ accepted, repaired, refused }: Tally): string[] {
  const refusals = Object.entries(refused)
  const total = refusals.reduce((sum, [, { count }]) => sum + count, 0)
  return [
    `${number(accepted)} records accepted (${number(repaired.records)} of them repaired), ${number(total)} refused.`,
    ...Object.entries(repaired.by).map(([mend, count]) => `  repaired: ${mend}, ${number(count)}`),
    ...refusals.map(([reason, { count, first }]) => {
      const { file, line, record, detail } = first[0]!
      return `  refused: ${reason}, ${number(count)}; first in ${file}, line ${line}, record ${record}: ${detail}`
    }),
  ]
}

function number(count: number): string {
  return count.toLocaleString('en-GB')
}
