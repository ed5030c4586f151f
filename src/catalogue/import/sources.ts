import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { Offer } from '../item.ts'
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
const LIST = 'sources.json'

/** The sources the catalogue is made of; none when nothing was ever imported. Throws when the list is damaged. */
export async function readSources(folder: string): Promise<Source[]> {
  let text: string
  try {
    text = await readFile(join(folder, LIST), 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw cause
  }
  return Sources.parse(JSON.parse(text)).sources
}

/** Says what the sources are from now on: the list changes whole or not at all. */
export async function listSources(folder: string, sources: readonly Source[]): Promise<void> {
  const path = join(folder, LIST)
  await writeFile(`${path}.tmp`, `${JSON.stringify({ sources }, null, 2)}\n`, { flush: true })
  await rename(`${path}.tmp`, path)
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

/** Removes the files of earlier imports, which nothing refers to any more. */
export async function dropUnlisted(folder: string, sources: readonly Source[]): Promise<void> {
  const kept = new Set(sources.map((source) => source.file))
  for (const file of await readdir(folder)) {
    if (file.endsWith('.jsonl') && !kept.has(file)) await rm(join(folder, file), { force: true })
  }
}

function* linesFor(offers: readonly Offer[]): Generator<string> {
  for (const offer of offers) yield `${JSON.stringify(offer)}\n`
}

function slug(name: string): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (
    letters
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'source'
  )
}
