import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { fold } from '../../../guardrails/language/fold.ts'
import { Offer } from '../../item.ts'
import { readPointer } from '../open.ts'
import { addressOf } from '../storage.ts'
import { linesOf } from './lines.ts'

/** What one source publishes: the offers that its last import accepted, in a file that is never changed afterwards. */
export const Source = z.object({
  name: z.string().min(1),
  format: z.string(),
  /** Relative to the folder of sources. */
  file: z.string(),
  offers: z.number().int(),
  importedAt: z.string(),
  fictitious: z.boolean(),
})
export type Source = z.infer<typeof Source>

const Sources = z.object({ sources: z.array(Source) })

/**
 * The sources that the served catalogue is made of, as they were listed for its version; none when nothing was ever imported. `folder` stands inside
 * that of the catalogue. Where no version can be named any more, the newest list counts. Throws when the list is damaged.
 */
export async function readSources(folder: string): Promise<Source[]> {
  const pointer = await readPointer(addressOf(dirname(folder))).catch(() => undefined)
  const version = pointer?.versions[0]?.version ?? (await listedVersions(folder)).at(-1)
  return version === undefined ? [] : readList(folder, version)
}

/**
 * Says what the sources of a version are, before it is published: it is the publishing that makes the list count, so that both change at one
 * instant, and that going back to a version goes back to its sources.
 */
export async function listSources(folder: string, version: string, sources: readonly Source[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(listFile(folder, version), `${JSON.stringify({ sources }, null, 2)}\n`, { flush: true })
}

function listFile(folder: string, version: string): string {
  return join(folder, `${version}.json`)
}

/** A version without a list was made of no source: the demonstration. */
async function readList(folder: string, version: string): Promise<Source[]> {
  let text: string
  try {
    text = await readFile(listFile(folder, version), 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw cause
  }
  return Sources.parse(JSON.parse(text)).sources
}

/** Oldest first: versions are named by their instant. */
async function listedVersions(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => [])
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort()
}

/** Writes the offers of a source beside those of its earlier imports. Nothing refers to the file before it is listed. */
export async function writeSource(
  folder: string,
  source: Omit<Source, 'file' | 'offers' | 'fictitious'>,
  version: string,
  offers: readonly Offer[],
): Promise<Source> {
  await mkdir(folder, { recursive: true })
  const file = `${slug(source.name)}-${version}.jsonl`
  await pipeline(Readable.from(linesFor(offers)), createWriteStream(join(folder, file), { flush: true }))
  return { ...source, file, offers: offers.length, fictitious: offers.some((offer) => offer.fictitious === true) }
}

export async function readOffers(folder: string, source: Source): Promise<Offer[]> {
  const offers: Offer[] = []
  for await (const line of linesOf(createReadStream(join(folder, source.file)))) {
    offers.push(Offer.parse(JSON.parse(line.text)))
  }
  return offers
}

/** Removes the lists of versions that can no longer be served, and the offers that no list names any more. */
export async function dropUnlisted(folder: string, kept: ReadonlySet<string>): Promise<void> {
  const named = new Set<string>()
  for (const version of await listedVersions(folder)) {
    if (!kept.has(version)) await rm(listFile(folder, version), { force: true })
    else for (const source of await readList(folder, version)) named.add(source.file)
  }
  for (const file of await readdir(folder).catch(() => [])) {
    if (file.endsWith('.jsonl') && !named.has(file)) await rm(join(folder, file), { force: true })
  }
}

function* linesFor(offers: readonly Offer[]): Generator<string> {
  for (const offer of offers) yield `${JSON.stringify(offer)}\n`
}

function slug(name: string): string {
  return (
    fold(name)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'source'
  )
}
