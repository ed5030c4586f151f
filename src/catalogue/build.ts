import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Item, Offer } from '../item.ts'
import { withBodies } from './bodies.ts'
import { MergeDecisions } from './deduplication/decisions.ts'
import { pairsOf, rememberPairs } from './deduplication/known-pairs.ts'
import type { Derive } from './derive.ts'
import { EmbeddingError } from './embed-items.ts'
import { type Deduplication, deduplicate } from './groups.ts'
import { alone } from './import/lock.ts'
import { listSources, readOffers, readSources, type Source } from './import/sources.ts'
import type { Tally } from './import/tally.ts'
import { planRenewal } from './lance-renewal.ts'
import { withSchools } from './leads.ts'
import { type Published, publish, readPointer } from './open.ts'
import { addressOf } from './storage.ts'

/** Where a catalogue lives below DATA_DIR. */
export function catalogueFolder(dataDir: string): string {
  return join(dataDir, 'catalogue')
}

export function sourcesFolder(dataDir: string): string {
  return join(catalogueFolder(dataDir), 'sources')
}

export interface BuildOptions {
  dataDir: string
  embedding: EmbeddingModelV4
  dense?: EmbeddingModelV4
  /**
   * Makes what reads from codes and titles what a real item is about, asked for where there is one; without it, only what partners declare
   * counts.
   */
  derive?: () => Derive
  clock: () => Date
  onProgress?: (progress: IngestProgress) => void
}

/** `done` counts bytes while reading, items while indexing. */
export interface IngestProgress {
  step: 'reading' | 'grouping' | 'indexing'
  done: number
  total?: number
}

/**
 * busy: another ingest runs on the same folder. empty: no record could be accepted. mixed: fictitious and real offers would meet.
 * unreadable: a file broke off while being read. unwritable: the folder cannot be written. failed: the index could not be built.
 * held: what was read waits until a person accepts it. interrupted: someone asked it to stop. no-version: there is no such version to go back to. decisions: what people decided cannot be read.
 */
export class IngestError extends Error {
  readonly code:
    | 'busy'
    | 'empty'
    | 'mixed'
    | 'unreadable'
    | 'unwritable'
    | 'failed'
    | 'held'
    | 'interrupted'
    | 'no-version'
    | 'decisions'
  /** What was read before, and where the report of it is, when there is one. */
  readonly tally: (Tally & { report: string }) | undefined

  constructor(
    code: IngestError['code'],
    message: string,
    options?: ErrorOptions & { tally?: Tally & { report: string } },
  ) {
    super(message, options)
    this.name = 'IngestError'
    this.code = code
    this.tally = options?.tally
  }
}

/** Publishes a new version from the sources as they are, for when the embedding or the rules have changed. Undefined without sources. */
export async function rebuild(options: BuildOptions): Promise<Published | undefined> {
  return exclusively(options.dataDir, async () => {
    const sources = await readSources(sourcesFolder(options.dataDir))
    if (sources.length === 0) return undefined
    const version = await newVersion(options)
    await listSources(sourcesFolder(options.dataDir), version, sources)
    return (await publishOffers(await offersOf(options.dataDir, sources), version, options)).published
  })
}

/** Publishes these offers and nothing else, without keeping them as a source. */
export async function publishOnly(offers: Iterable<Offer>, options: BuildOptions): Promise<Published> {
  return exclusively(options.dataDir, async () => {
    return (await publishOffers([...offers], await newVersion(options), options)).published
  })
}

export async function publishOffers(
  offers: readonly Offer[],
  version: string,
  { dataDir, embedding, dense, derive, clock, before, onProgress = () => {} }: BuildOptions & { before?: Published },
): Promise<Deduplication & { published: Published; kept: number }> {
  onProgress({ step: 'grouping', done: 0, total: offers.length })
  const folder = catalogueFolder(dataDir)
  const known = before && (await pairsOf(folder, before.version))
  const deduplication = deduplicate(offers, await readDecisions(dataDir), known)
  const { groups } = deduplication
  const items = withSchools(withBodies(groups))
  // What an item is about is read when it is written: of those that stay as they are it is written already.
  const derived = items.some(({ fictitious }) => !fictitious) ? derive?.() : undefined
  const itemAt = (at: number): Item => {
    const item = items[at]!
    return derived && !item.fictitious ? derived(item, groups[at]!.offers) : item
  }
  const made = groups.map(({ digest }, at) => {
    const { lead, provider } = items[at]!
    return [digest, derived?.of, provider.body, lead && JSON.stringify(lead)].filter(Boolean).join(' ')
  })
  try {
    const dir = addressOf(folder)
    const renewal = await planRenewal({ dir, before, made, embed: embedding, dense, itemAt })
    const published = await publish({
      dir,
      version,
      items: groups.keys().map(itemAt),
      made,
      renewal,
      embed: embedding,
      dense,
      builtAt: clock(),
      onProgress: (written) => onProgress({ step: 'indexing', done: written, total: groups.length }),
    })
    await rememberPairs(folder, version, deduplication.compared)
    return { ...deduplication, published, kept: renewal ? renewal.size - renewal.fresh.length : 0 }
  } catch (cause) {
    if (cause instanceof IngestError) throw cause
    const why = cause instanceof EmbeddingError ? cause.message : 'The new version could not be built.'
    throw new IngestError('failed', `${why} The catalogue is as it was.`, { cause })
  }
}

/** What people decided of this catalogue, kept as `decisions.json` in its folder; none without the file. Throws IngestError. */
async function readDecisions(dataDir: string): Promise<MergeDecisions> {
  const path = join(catalogueFolder(dataDir), 'decisions.json')
  try {
    return MergeDecisions.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new IngestError(
      'decisions',
      `${path} is not a list of decisions (src/catalogue/import/README.md says how).`,
      {
        cause,
      },
    )
  }
}

export async function exclusively<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const folder = catalogueFolder(dataDir)
  try {
    const done = await alone(folder, work)
    if (done) return done.value
  } catch (cause) {
    if (cause instanceof IngestError) throw cause
    const code = (cause as NodeJS.ErrnoException).code
    if (!code || !UNWRITABLE.has(code)) throw cause
    throw new IngestError('unwritable', `The folder ${folder} cannot be written (${code}).`, { cause })
  }
  throw new IngestError('busy', `Another ingest is at work in ${folder}: try again when it has ended.`)
}

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC', 'EDQUOT', 'EISDIR'])

export async function offersOf(dataDir: string, sources: readonly Source[]): Promise<Offer[]> {
  const offers: Offer[] = []
  for (const source of sources) offers.push(...(await readOffers(sourcesFolder(dataDir), source)))
  return offers
}

export async function publishedNow(dataDir: string): Promise<Published | undefined> {
  const pointer = await readPointer(addressOf(catalogueFolder(dataDir))).catch(() => undefined)
  return pointer?.versions[0]
}

/** The instant, so that versions sort by age; a name that is taken is never built over, for someone may be reading it. */
export async function newVersion({ dataDir, clock }: BuildOptions): Promise<string> {
  const taken = await readPointer(addressOf(catalogueFolder(dataDir))).catch(() => ({ versions: [] }))
  const instant = clock().toISOString().replace(/[-:.]/g, '')
  for (let number = 1; ; number += 1) {
    const version = number === 1 ? instant : `${instant}-${number}`
    if (!taken.versions.some((published) => published.version === version)) return version
  }
}
