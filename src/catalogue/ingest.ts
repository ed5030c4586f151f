import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Offer } from '../item.ts'
import {
  type BuildOptions,
  catalogueFolder,
  exclusively,
  IngestError,
  newVersion,
  offersOf,
  publishedNow,
  publishOffers,
  publishOnly,
  rebuild,
  sourcesFolder,
} from './build.ts'
import { forgetPairs } from './deduplication/known-pairs.ts'
import type { Deduplication, Group } from './groups.ts'
import { type Changes, compared, keyOf } from './import/changes.ts'
import type { ImportContext, ImportFormat } from './import/format.ts'
import { type Held, heldFor, heldSaid } from './import/held.ts'
import { readReleased, type Withheld, writeQueue } from './import/released.ts'
import { completenessOf, doubtsIn, duplicatesIn, writeReport } from './import/report.ts'
import { dropUnlisted, listSources, readOffers, readSources, type Source, writeSource } from './import/sources.ts'
import { createTally, type Tally } from './import/tally.ts'
import { knownVectors } from './known-vectors.ts'
import { isReadable, type Published, readPointer } from './open.ts'
import { addressOf } from './storage.ts'

export interface ImportFile {
  name: string
  chunks: AsyncIterable<Uint8Array>
}

export interface IngestOptions extends BuildOptions {
  files: readonly ImportFile[]
  format: ImportFormat
  /** Who publishes these records; also the name of the source. Without it, the format's name is. */
  partner?: string
  places: ImportContext['places']
  referential: ImportContext['referential']
  /** Publishes even what would be held back. */
  accept?: boolean
  /** Asks it to stop; until the new version is whole it does, and leaves the catalogue as it was. */
  signal?: AbortSignal
}

export interface IngestSummary extends Tally {
  source: string
  /** Offers that this source had before, all replaced. */
  replaced: number
  changes: Changes
  /** What someone accepted. */
  held: Held[]
  /** True when the fictitious catalogue made room for this import. */
  removedDemonstration: boolean
  version: string
  /** Of the whole catalogue, all sources together. `groups` are items that several offers were joined into. */
  offers: number
  items: number
  groups: number
  /** Vectors taken over from the version before. */
  reused: number
  seconds: number
  /** Path of the partner report, a page; the same in JSON lies beside it. */
  report: string
}

/**
 * Reads the files, keeps what is accepted as the source's offers (in place of its earlier ones), and publishes a new version of the catalogue
 * made of all sources. What ends early or shrinks too much is held back, and nothing changes, unless it is accepted. Whoever reads the catalogue gets the version before until the new one is whole; whatever fails leaves it as it
 * was. A first real import takes the place of the demonstration. Throws IngestError.
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  return exclusively(options.dataDir, () => importFiles(options))
}

export interface DemonstrationOptions extends BuildOptions {
  /** The fictitious offers of a catalogue built on that day (ISO date). */
  generate: (builtOn: string) => Iterable<Offer>
}

/**
 * Without `generate` there is no demonstration: an empty folder stays empty. With `day` (ISO date) it must be the one of that very day; with `again` it is
 * made whatever is there, which turned out to be damaged.
 */
export type PrepareOptions = BuildOptions &
  Partial<Pick<DemonstrationOptions, 'generate'> & { day: string; again: true }>

/** Sessions are dated from the day of building: after this many days too many of them would have begun. */
export const DEMONSTRATION_DAYS = 14

/**
 * Sees to it that there is a catalogue to open, whatever its age. real: offers were imported. present: a demonstration is there. built: it was
 * made, because nothing was there. rebuilt: what was there was laid out by another release, or has vectors of another occupation space, which
 * no query could meet, or none of the embedding model that is asked for, or is the demonstration of another day than asked. empty: nothing is there, and nothing was to be made. Throws IngestError.
 */
export async function prepareCatalogue(
  options: PrepareOptions,
): Promise<'real' | 'present' | 'built' | 'rebuilt' | 'empty'> {
  const published = await publishedNow(options.dataDir)
  const real = (await readSources(sourcesFolder(options.dataDir))).length > 0
  const { generate, day, again, ...build } = options
  const hasDense = !build.dense || published?.dense === build.dense.modelId
  const isOfTheDay = real || !day || published?.builtAt.startsWith(day)
  if (!again && published && hasDense && isOfTheDay && isReadable(published, build.embedding.modelId))
    return real ? 'real' : 'present'
  if (real) await rebuild(build)
  else if (generate) await buildDemonstration({ ...build, generate })
  else return 'empty'
  return published ? 'rebuilt' : 'built'
}

/**
 * Renews the demonstration behind a running server, now if it is older than DEMONSTRATION_DAYS (or was built for a day to come, under TODAY) and
 * whenever it becomes so. A renewal that fails leaves the old one in place and is tried again at the next look, an hour later.
 */
export function keepDemonstrationFresh(
  options: DemonstrationOptions & { onRenewed?: (published: Published) => void; onError?: (error: unknown) => void },
): { close(): void } {
  const look = async () => {
    const published = await publishedNow(options.dataDir)
    if (!published?.fictitious) return
    if ((await readSources(sourcesFolder(options.dataDir))).length > 0) return
    const days = (Date.parse(dayOf(options.clock())) - Date.parse(dayOf(new Date(published.builtAt)))) / DAY_MS
    if (days < 0 || days > DEMONSTRATION_DAYS) options.onRenewed?.(await buildDemonstration(options))
  }
  const lookOrTell = () => void look().catch((error) => options.onError?.(error))
  lookOrTell()
  const timer = setInterval(lookOrTell, LOOK_EVERY_MS)
  timer.unref()
  return { close: () => clearInterval(timer) }
}

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)
const DAY_MS = 86_400_000
const LOOK_EVERY_MS = 3_600_000

async function buildDemonstration(options: DemonstrationOptions): Promise<Published> {
  const offers: Offer[] = []
  for (const offer of options.generate(dayOf(options.clock()))) {
    offers.push(offer)
    // A server may be answering meanwhile.
    if (offers.length % 100 === 0) await setImmediate()
  }
  return publishOnly(offers, options)
}

async function importFiles(options: IngestOptions): Promise<IngestSummary> {
  const { dataDir, clock, format } = options
  const begun = clock()
  const receivedAt = begun.toISOString()
  const name = options.partner ?? format.name
  const version = await newVersion(options)
  const read = await readFiles(options, receivedAt)
  const { tally, acceptedOf, withheld } = read
  const about = { source: name, format: format.name, files: options.files.map((file) => file.name), receivedAt }
  const facts = { ...about, ...tally, ...completenessOf(read.offers, receivedAt) }
  if (read.offers.length === 0) {
    const report = await writeReport(reportsFolder(dataDir), version, { ...facts, outcome: 'empty' })
    throw new IngestError('empty', 'No record could be accepted: the catalogue is as it was.', {
      tally: { ...tally, report },
    })
  }

  const folder = sourcesFolder(dataDir)
  const before = await readSources(folder)
  const former = before.find((source) => source.name === name)
  const held = heldFor(name, { before: former?.offers ?? 0, now: read.offers.length, tally, acceptedOf })
  if (held.length > 0 && !options.accept) {
    const report = await writeReport(reportsFolder(dataDir), version, { ...facts, outcome: 'held', held })
    const why = held.map(heldSaid).join('; ')
    throw new IngestError('held', `Held back: ${why}. The catalogue is as it was.`, { tally: { ...tally, report } })
  }
  const { changes, offers } = compared(former ? await readOffers(folder, former) : [], read.offers, receivedAt)
  const others = unmixed(before, name, offers)
  const source = await writeSource(folder, { name, format: format.name, importedAt: receivedAt }, version, offers)
  await listSources(folder, version, [...others, source])
  await writeQueue(catalogueFolder(dataDir), name, withheld)
  const everything = [...(await offersOf(dataDir, others)), ...offers]
  const servedBefore = await publishedNow(dataDir)
  const { published, groups, doubts, reused } = await publishReusing(everything, version, servedBefore, options)

  const joined = groups.filter((group) => group.offers.length > 1)
  const summary = {
    source: name,
    replaced: former?.offers ?? 0,
    changes,
    held,
    removedDemonstration: servedBefore?.fictitious === true && !source.fictitious,
    version: published.version,
    offers: everything.length,
    items: groups.length,
    groups: joined.length,
    reused,
    seconds: (clock().getTime() - begun.getTime()) / 1000,
  }
  const report = await writeReport(reportsFolder(dataDir), version, {
    ...facts,
    outcome: 'published',
    ...(held.length > 0 && { held }),
    changes,
    duplicates: duplicatesIn(joined, offers),
    doubts: doubtsIn(doubts, offers),
    catalogue: { version, offers: summary.offers, items: summary.items, groups: summary.groups },
    joined: joined.map(explained),
  })
  return { ...tally, ...summary, report }
}

/** Rows and vectors of the version before are taken over where nothing changed; what belongs to versions that are no longer kept goes. */
async function publishReusing(
  offers: readonly Offer[],
  version: string,
  before: Published | undefined,
  options: IngestOptions,
): Promise<Deduplication & { published: Published; reused: number }> {
  const dir = catalogueFolder(options.dataDir)
  const known = await knownVectors(addressOf(dir), before)
  try {
    const built = await publishOffers(offers, version, {
      ...options,
      before,
      embedding: known.embed(options.embedding, 'vector'),
      dense: options.dense && known.embed(options.dense, 'dense'),
      onProgress: (progress) => {
        stopIfAsked(options)
        options.onProgress?.(progress)
      },
    })
    const served = new Set((await readPointer(addressOf(dir))).versions.map((one) => one.version))
    await forgetPairs(dir, served)
    await dropUnlisted(sourcesFolder(options.dataDir), served)
    return { ...built, reused: built.kept + known.reused() }
  } finally {
    known.close()
  }
}

function stopIfAsked({ signal }: IngestOptions): void {
  if (signal?.aborted) throw new IngestError('interrupted', 'Stopped on request: the catalogue is as it was.')
}

interface Read {
  offers: Offer[]
  tally: Tally
  /** Records accepted of each file, by its name. */
  acceptedOf: Map<string, number>
  withheld: Withheld[]
}

async function readFiles(options: IngestOptions, receivedAt: string): Promise<Read> {
  const { format, partner, places, referential, onProgress = () => {} } = options
  const released = await readReleased(catalogueFolder(options.dataDir))
  const context: ImportContext = { partner, places, referential, receivedAt, released }
  const { tally, note } = createTally()
  // In later files the same reference comes again with its newer state.
  const offers = new Map<string, Offer>()
  const acceptedOf = new Map<string, number>()
  const withheld: Withheld[] = []
  let read = 0
  for (const file of options.files) {
    const before = tally.accepted
    const counted = async function* () {
      for await (const chunk of file.chunks) {
        stopIfAsked(options)
        read += chunk.length
        onProgress({ step: 'reading', done: read })
        yield chunk
      }
    }
    try {
      for await (const imported of format.read(counted(), context)) {
        note(imported, file.name)
        if ('refused' in imported) {
          if (imported.withheld) withheld.push(imported.withheld)
          continue
        }
        offers.set(keyOf(imported.accepted), imported.accepted)
        for (const line of imported.withheld ?? []) withheld.push({ line, partner: imported.accepted.partner })
      }
    } catch (cause) {
      if (cause instanceof IngestError) throw cause
      throw new IngestError('unreadable', `${file.name} cannot be read to its end: the catalogue is as it was.`, {
        cause,
      })
    }
    acceptedOf.set(file.name, (acceptedOf.get(file.name) ?? 0) + tally.accepted - before)
  }
  return { offers: [...offers.values()], tally, acceptedOf, withheld }
}

/** The other sources that stay; fictitious ones leave when a real one comes. */
function unmixed(before: readonly Source[], name: string, offers: readonly Offer[]): Source[] {
  const others = before.filter((source) => source.name !== name)
  const fictitious = offers.filter((offer) => offer.fictitious === true).length
  if (fictitious === 0) return others.filter((source) => !source.fictitious)
  if (fictitious < offers.length) {
    throw new IngestError('mixed', 'The files mix fictitious and real offers: the catalogue is as it was.')
  }
  if (others.some((source) => !source.fictitious)) {
    throw new IngestError('mixed', 'These offers are fictitious and the catalogue is real: it is as it was.')
  }
  return others
}

function reportsFolder(dataDir: string): string {
  return join(catalogueFolder(dataDir), 'reports')
}

function explained({ item, offers, why, from }: Group): object {
  return { id: item.id, title: item.title, offers: offers.map((offer) => offer.partner), why, from }
}
