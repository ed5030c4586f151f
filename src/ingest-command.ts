import { createReadStream, createWriteStream } from 'node:fs'
import { access, constants, rename, rm, stat } from 'node:fs/promises'
import { setPriority, constants as system } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { defineCommand } from 'citty'
import { catalogueFolder, IngestError } from './catalogue/build.ts'
import { createDerive } from './catalogue/derive.ts'
import type { ImportFormat } from './catalogue/import/format.ts'
import { FORMATS } from './catalogue/import/formats.ts'
import { heldSaid } from './catalogue/import/held.ts'
import { readCodes } from './catalogue/import/official-codes.ts'
import { readRome } from './catalogue/import/rome.ts'
import type { Tally } from './catalogue/import/tally.ts'
import { type IngestSummary, ingest } from './catalogue/ingest.ts'
import { rollBack } from './catalogue/rollback.ts'
import { servedItems } from './catalogue/served-items.ts'
import { addressOf } from './catalogue/storage.ts'
import { createCodes } from './codes/codes.ts'
import { keepCodes, keptCodes } from './codes/kept-codes-node.ts'
import type { Settings } from './config.ts'
import { embedderOf } from './connect-embedder.ts'
import { readSettings } from './entries/read-settings.ts'
import { showProgress } from './ingest-progress.ts'
import { occupationEmbedding } from './occupations/embedding.ts'
import { keepOfficial, officialCount, withOfficial } from './occupations/official-node.ts'
import { createReferential } from './occupations/referential.ts'
import { loadCommunes } from './places/load-node.ts'
import { createPlaces } from './places/places.ts'
import { keepPrivate } from './private-folder.ts'
import { readOccupations, readOwnCodes } from './read-sources.ts'

/** What was typed cannot be done; the message says what can, on one line. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Official occupations are no offers: they go into the referential. */
const ROME = 'rome'
/** Nor are registers of certifications: they say what the codes of offers are about. */
const CODES = 'codes'
const formats = [...Object.keys(FORMATS), ROME, CODES].join(', ')

export const ingestCommand = defineCommand({
  meta: {
    name: 'ingest',
    description:
      'Imports files of a partner into the catalogue, in place of its earlier ones; or goes back to an earlier version: ingest --rollback [VERSION]; or writes the served items: ingest --export FILE.',
  },
  args: {
    format: { type: 'string', description: `How the files are written: ${formats}`, valueHint: 'FORMAT' },
    partner: { type: 'string', description: 'Who publishes these records', valueHint: 'NAME' },
    accept: {
      type: 'boolean',
      description:
        'Publish what was held back: a file that ends early or brings nothing, a source that loses more than a fifth of its offers',
    },
    export: {
      type: 'string',
      description: 'Write the items that are served to this file, one JSON object a line; a server may be running',
      valueHint: 'FILE',
    },
    rollback: {
      type: 'boolean',
      description: 'Serve again the version served before (or the one named), with the sources it was made of',
    },
  },
  async run({ args, rawArgs }) {
    const unknown = rawArgs.find((argument) => /^--?[a-z]/.test(argument) && !KNOWN_OPTION.test(argument))
    if (unknown)
      throw new UsageError(
        `Unknown option ${unknown}: there are --format, --partner, --accept, --rollback and --export.`,
      )
    // A server that answers on the same cores goes first.
    setPriority(system.priority.PRIORITY_BELOW_NORMAL)
    const settings = readSettings()
    keepPrivate(settings.DATA_DIR)
    const told =
      args.export !== undefined
        ? await exportItems(args.export, args._, settings.DATA_DIR)
        : args.rollback
          ? await goBack(args._, settings.DATA_DIR)
          : await importFiles(await understood(args), settings)
    process.stdout.write(`${told.join('\n')}\n`)
  },
})

const KNOWN_OPTION = /^--(?:(?:format|partner|export)(?:=|$)|(?:rollback|accept)$)/

interface NamedFile {
  path: string
  size: number
}

interface Order {
  files: NamedFile[]
  format: ImportFormat | typeof ROME | typeof CODES
  partner?: string
  accept?: boolean
}

async function understood(
  args: { _: string[] } & Partial<Record<'format' | 'partner', string>> & { accept?: boolean },
): Promise<Order> {
  if (args._.length === 0) throw new UsageError(`Which file? ingest FILE… --format ${formats.replaceAll(', ', '|')}`)
  const named = args.format ?? ''
  const format = named === ROME || named === CODES ? named : Object.hasOwn(FORMATS, named) ? FORMATS[named] : undefined
  if (!format) throw new UsageError(`${args.format ? 'Unknown' : 'No'} format: --format takes ${formats}.`)
  if (args.partner?.trim() === '') throw new UsageError('--partner needs a name.')
  const files: NamedFile[] = []
  for (const path of args._) {
    try {
      await access(path, constants.R_OK)
      const found = await stat(path)
      if (found.isDirectory()) throw new UsageError(`${path} is a folder: name its files.`)
      files.push({ path, size: found.size })
    } catch (cause) {
      if (cause instanceof UsageError) throw cause
      throw new UsageError(`${path} cannot be read.`, { cause })
    }
  }
  return { files, format, partner: args.partner, accept: args.accept }
}

async function importFiles({ format, ...order }: Order, settings: Settings): Promise<string[]> {
  if (format === ROME) return importOccupations(order, settings.DATA_DIR)
  if (format === CODES) return importCodes(order, settings.DATA_DIR)
  return importOffers({ ...order, format }, settings)
}

async function importOffers(
  { files, format, partner, accept }: Order & { format: ImportFormat },
  settings: Settings,
): Promise<string[]> {
  const { DATA_DIR: dataDir } = settings
  const referential = createReferential(withOfficial(readOccupations(), dataDir))
  const places = createPlaces(await loadCommunes({ cacheFile: join(dataDir, 'communes.json') }))
  const progress = showProgress(files.reduce((sum, file) => sum + file.size, 0))
  const stopping = new AbortController()
  const stop = () => {
    progress.stop()
    process.stderr.write('Stopping… (again to stop at once: the catalogue stays as it was)\n')
    stopping.abort()
  }
  process.once('SIGINT', stop)
  try {
    const summary = await ingest({
      files: files.map(({ path }) => ({ name: basename(path), chunks: createReadStream(path) })),
      format,
      partner,
      accept,
      dataDir,
      places,
      referential,
      embedding: occupationEmbedding(referential),
      dense: embedderOf(settings)?.items,
      derive: () => createDerive(createCodes(readOwnCodes(), keptCodes(dataDir)), referential),
      clock: () => new Date(),
      onProgress: progress.update,
      signal: stopping.signal,
    })
    progress.stop()
    return summarised(summary)
  } catch (error) {
    progress.stop()
    if (error instanceof IngestError && error.tally) {
      process.stdout.write(`${[...counted(error.tally), `Report: ${error.tally.report}`].join('\n')}\n`)
    }
    throw error instanceof IngestError && error.code in ADVICE ? withAdvice(error) : error
  } finally {
    process.off('SIGINT', stop)
  }
}

/** What to do next, where it is not to try again. */
const ADVICE: Partial<Record<IngestError['code'], string>> = {
  held: 'If that is right, repeat the command with --accept.',
  empty: 'Check that the file is whole, and that --format names what it is written in.',
}

const withAdvice = ({ code, message }: IngestError): IngestError => new IngestError(code, `${message} ${ADVICE[code]}`)

async function importOccupations({ files, accept }: Omit<Order, 'format'>, dataDir: string): Promise<string[]> {
  const { occupations, rows, refused } = await readRome(files.map(({ path }) => createReadStream(path)))
  if (occupations.length === 0) throw new UsageError('No occupation in these files: the referential is as it was.')
  const before = officialCount(dataDir)
  if (!accept && (refused.truncated || (before - occupations.length) * 5 > before)) {
    const why = refused.truncated ? 'a file ends early' : `${before} occupations would become ${occupations.length}`
    throw withAdvice(new IngestError('held', `Held back: ${why}. The referential is as it was.`))
  }
  await keepOfficial(occupations, dataDir)
  const names = occupations.reduce((sum, { names }) => sum + names.length, 0)
  const left = Object.values(refused).reduce((sum, count) => sum + count, 0)
  return [
    `${number(occupations.length)} occupations with ${number(names)} names read from ${number(rows)} rows, ${number(left)} of no use here.`,
    'They count from the next start on, over the occupations that come with the product; the catalogue is then embedded anew.',
  ]
}

async function importCodes({ files, accept }: Omit<Order, 'format'>, dataDir: string): Promise<string[]> {
  const { rows, unused, ...codes } = await readCodes(files.map(({ path }) => createReadStream(path)))
  const count = codes.certifications.length
  if (count === 0) throw new UsageError('No certification in these files: the codes are as they were.')
  const before = keptCodes(dataDir)?.certifications.length ?? 0
  if (!accept && (before - count) * 5 > before) {
    throw withAdvice(
      new IngestError('held', `Held back: ${before} certifications would become ${count}. The codes are as they were.`),
    )
  }
  await keepCodes(codes, dataDir)
  return [
    `${number(count)} certifications and ${number(codes.formacodes.length)} descriptors read from ${number(rows)} rows, ${number(unused)} of no use here.`,
    'They count from the next import of offers on.',
  ]
}

/** Whole or not at all: what stood in the file before stays until then. */
async function exportItems(file: string, named: readonly string[], dataDir: string): Promise<string[]> {
  if (file.trim() === '' || named.length > 0) throw new UsageError('--export takes one file to write.')
  const { published, items } = await servedItems(addressOf(catalogueFolder(dataDir)))
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    await pipeline(Readable.from(linesOf(items)), createWriteStream(unfinished, { flush: true }))
    await rename(unfinished, file)
  } catch (cause) {
    await rm(unfinished, { force: true })
    if (!(cause instanceof Error && 'code' in cause && 'syscall' in cause)) throw cause
    throw new UsageError(`${file} cannot be written.`, { cause })
  }
  const { version, size, fictitious } = published
  return [`${number(size)} ${fictitious ? 'fictitious ' : ''}items of catalogue ${version} written to ${file}.`]
}

async function* linesOf(items: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const item of items) yield `${item}\n`
}

async function goBack(named: readonly string[], dataDir: string): Promise<string[]> {
  if (named.length > 1) throw new UsageError('--rollback takes one version at most.')
  const { modelId } = occupationEmbedding(createReferential(withOfficial(readOccupations(), dataDir)))
  const { from, to } = await rollBack({ dataDir, version: named[0], embedding: modelId })
  return [
    `Catalogue ${to.version} of ${to.builtAt.slice(0, 10)} is served again: ${number(to.size)} items. ` +
      `Version ${from.version} is kept: ingest --rollback goes back to it.`,
  ]
}

function summarised(summary: IngestSummary): string[] {
  const {
    source,
    replaced,
    changes,
    held,
    removedDemonstration,
    offers,
    items,
    groups,
    reused,
    version,
    seconds,
    report,
  } = summary
  const { added, changed, unchanged, withdrawn } = changes
  return [
    ...counted(summary),
    ...held.map((one) => `Accepted: ${heldSaid(one)}.`),
    ...(replaced > 0
      ? [
          `Since the last import of “${source}”: ${number(added)} new, ${number(changed)} changed, ${number(unchanged)} unchanged, ` +
            `${number(withdrawn.count)} withdrawn.`,
        ]
      : []),
    ...(removedDemonstration
      ? ['The fictitious demonstration was removed: fictitious and real offers never mix.']
      : []),
    `Catalogue ${version}: ${number(offers)} offers in ${number(items)} items, ${number(groups)} of which join several offers; ` +
      `${number(reused)} vectors taken over. ${seconds.toFixed(1)} s.`,
    `Report: ${report}`,
  ]
}

function counted({ accepted, repaired, refused }: Tally): string[] {
  const refusals = Object.entries(refused)
  const total = refusals.reduce((sum, [, { count }]) => sum + count, 0)
  return [
    `${number(accepted)} records accepted (${number(repaired.records)} of them repaired), ${number(total)} refused.`,
    ...Object.entries(repaired.by).map(([mend, { count }]) => `  repaired: ${mend}, ${number(count)}`),
    ...refusals.map(([reason, { count, first }]) => {
      const { file, line, record, detail } = first[0]!
      return `  refused: ${reason}, ${number(count)}; first in ${file}, line ${line}, record ${record}: ${detail}`
    }),
  ]
}

function number(count: number): string {
  return count.toLocaleString('en-GB')
}
