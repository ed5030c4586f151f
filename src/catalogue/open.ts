import { mkdir } from 'node:fs/promises'
import { z } from 'zod'
import type { Catalogue, CatalogueIndex } from './catalogue-index.ts'
import { type LanceIndex, openLance } from './lance.ts'
import { type Renewal, renewLanceTable } from './lance-renewal.ts'
import {
  buildLanceTable,
  connect,
  denseSpaceOf,
  dropVersion,
  LAYOUT,
  LanceError,
  type LanceTableOptions,
  listVersions,
} from './lance-table.ts'
import { sealOf } from './seal.ts'
import { isAddress, pointerStorage } from './storage.ts'

const Published = z.object({
  version: z.string(),
  size: z.number().int(),
  builtAt: z.string(),
  fictitious: z.boolean(),
  embedding: z.string(),
  dense: z.string().optional(),
  dimensions: z.number().int().optional(),
  layout: z.number().int().default(1),
  /** See seal.ts; versions of earlier releases have none. */
  seal: z.string().optional(),
})
export type Published = z.infer<typeof Published>

/** What is written of a catalogue folder (see storage.ts): the versions that can be served, the one served first and those served before after it. */
export const Pointer = z.object({ versions: z.array(Published) })
export type Pointer = z.infer<typeof Pointer>

export class CatalogueError extends Error {
  readonly code: 'CATALOGUE_MISSING' | 'CATALOGUE_DAMAGED'

  constructor(code: CatalogueError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CatalogueError'
    this.code = code
  }
}

export interface OpenOptions {
  dir: string
  /** modelId of the occupation space of the queries: a version made in another one could be met by none of them. */
  embedding?: string
  /** Called when a version could not be served and another took its place, or when a new one took over. */
  onEvent?: (event: CatalogueEvent) => void
}

export type CatalogueEvent =
  | { event: 'catalogue-swapped'; version: string; size: number }
  | { event: 'catalogue-damaged'; version: string; cause: unknown }

export interface OpenCatalogue extends Catalogue {
  /** Looks for a newly published version now; `current()` does so by itself, at most once a second. */
  refresh(): Promise<void>
  close(): void
}

/**
 * The catalogue of a folder. A version published while it runs takes over as soon as it is read; the one before answers until then. A version
 * that cannot be read is passed over for the one before. Throws CatalogueError when no version is there, or none can be read.
 */
export async function openCatalogue({ dir, embedding, onEvent = () => {} }: OpenOptions): Promise<OpenCatalogue> {
  const pointer = pointerStorage(dir)
  const opened = new Map<string, Promise<LanceIndex>>()
  const damaged = new Set<string>()
  let seen = await pointer.changedAt()
  let lookedAt = Date.now()
  let looking: Promise<void> | undefined
  let serving = await newest(await readPointer(dir))

  async function newest({ versions }: Pointer): Promise<CatalogueIndex> {
    let cause: unknown
    for (const published of versions) {
      if (damaged.has(published.version) || !isReadable(published, embedding)) continue
      try {
        await open(published)
        return resilient(published)
      } catch (error) {
        cause = error
        damage(published.version, error)
      }
    }
    throw new CatalogueError(
      'CATALOGUE_DAMAGED',
      `No version of the catalogue in ${dir} can be read: run the ingest again.`,
      { cause },
    )
  }

  function open(published: Published): Promise<LanceIndex> {
    const { version } = published
    const known = opened.get(version)
    if (known) return known
    const opening = openPublished(dir, published)
    opened.set(version, opening)
    opening.catch(() => opened.get(version) === opening && opened.delete(version))
    return opening
  }

  function damage(version: string, cause: unknown): void {
    damaged.add(version)
    opened.delete(version)
    onEvent({ event: 'catalogue-damaged', version, cause })
  }

  /**
   * One version, whose handle is renewed once when it has gone stale. When that fails too, the version before serves from then on; this call
   * still fails, since a caller that began with one version must never be answered from another.
   */
  function resilient(published: Published): CatalogueIndex {
    const { version, size, fictitious } = published
    async function answer<T>(ask: (index: CatalogueIndex) => Promise<T>): Promise<T> {
      try {
        return await ask(await open(published))
      } catch {
        opened.delete(version)
      }
      try {
        return await ask(await open(published))
      } catch (cause) {
        damage(version, cause)
        if (serving.version === version) serving = await newest(await readPointer(dir))
        throw new CatalogueError('CATALOGUE_DAMAGED', `Catalogue version ${version} can no longer be read.`, { cause })
      }
    }
    return {
      version,
      size,
      fictitious,
      dense: denseSpaceOf(published),
      search: (query) => answer((index) => index.search(query)),
      items: (ids) => answer((index) => index.items(ids)),
      pointing: (filter) => answer((index) => index.pointing(filter)),
      vocabulary: () => answer((index) => index.vocabulary()),
    }
  }

  async function look(): Promise<void> {
    lookedAt = Date.now()
    const changed = await pointer.changedAt()
    if (changed === seen) return
    seen = changed
    damaged.clear()
    const next = await newest(await readPointer(dir))
    if (next.version === serving.version) return
    // The one before answers until then, so that nobody waits for what a first search makes.
    await opened
      .get(next.version)
      ?.then((index) => index.warmUp())
      .catch(() => {})
    serving = next
    onEvent({ event: 'catalogue-swapped', version: next.version, size: next.size })
    for (const version of [...opened.keys()].slice(0, -OPEN_VERSIONS)) opened.delete(version)
  }

  function refresh(): Promise<void> {
    looking ??= look().finally(() => {
      looking = undefined
    })
    return looking
  }

  return {
    current() {
      // A look that fails (a folder unmounted for a moment) leaves the served version in place, and the next one looks again.
      if (Date.now() - lookedAt > LOOK_EVERY_MS)
        refresh().catch((cause) => onEvent({ event: 'catalogue-damaged', version: '', cause }))
      return serving
    },
    async version(version) {
      if (version === serving.version) return serving
      const { versions } = await readPointer(dir)
      const published = versions.find((one) => one.version === version)
      if (!published) return undefined
      try {
        return await open(published)
      } catch (error) {
        if (error instanceof LanceError) return undefined
        throw error
      }
    },
    refresh,
    close() {
      for (const index of opened.values()) index.then((open) => open.close()).catch(() => {})
      opened.clear()
    },
  }
}

/** Throws LanceError, `VERSION_DAMAGED` when a file is not what was published. */
export async function openPublished(dir: string, { version, seal }: Published): Promise<LanceIndex> {
  const found = seal && (await sealOf(dir, version).catch(() => 'unreadable'))
  if (found !== seal) throw new LanceError('VERSION_DAMAGED', `Files of catalogue version ${version} have changed.`)
  return openLance({ dir, version })
}

/**
 * Builds a version, reads it back, and only then names it in `catalogue.json` by an atomic rename: whatever fails or is killed before, the
 * versions already published stay as they are. The KEPT_VERSIONS newest are kept for replays, and those that were served a moment ago, which
 * someone may still be searching. One publisher at a time. With a `renewal` it is made of the version before, and only what changed is written.
 */
export async function publish(options: LanceTableOptions & { renewal?: Renewal }): Promise<Published> {
  const { dir } = options
  if (!isAddress(dir)) await mkdir(dir, { recursive: true })
  const built = options.renewal ? await renewLanceTable(options, options.renewal) : await buildLanceTable(options)
  const { version, size, builtAt, fictitious, embedding, dense, dimensions } = built
  const check = await openLance({ dir, version })
  await check.search({ filter: {}, limit: 1 })
  check.close()
  const seal = await sealOf(dir, version)
  const described = { version, size, builtAt, fictitious, embedding, dense, dimensions }
  const published: Published = { ...described, layout: LAYOUT, seal }
  const before = await readPointer(dir).catch(() => ({ versions: [] }))
  const versions = kept([published, ...before.versions.filter((other) => other.version !== version)])
  await writePointer(dir, { versions })
  await dropOthers(dir, new Set(versions.map((one) => one.version)))
  return published
}

/** Whether this release can serve a version with queries of that occupation space (any, when none is named). */
export const isReadable = (published: Published, embedding: string | undefined): boolean =>
  published.layout === LAYOUT && (embedding === undefined || published.embedding === embedding)

/** Whoever reads it finds the former pointer or this one, whole. */
export async function writePointer(dir: string, pointer: Pointer): Promise<void> {
  await pointerStorage(dir).write(`${JSON.stringify(pointer, null, 2)}\n`)
}

/** Throws CatalogueError `CATALOGUE_MISSING` when nothing was ever published, `CATALOGUE_DAMAGED` when what is written is not ours. */
export async function readPointer(dir: string): Promise<Pointer> {
  const text = await pointerStorage(dir).read()
  if (text === undefined) {
    throw new CatalogueError('CATALOGUE_MISSING', `There is no catalogue in ${dir}: run the ingest first.`)
  }
  try {
    return Pointer.parse(JSON.parse(text))
  } catch (cause) {
    throw new CatalogueError('CATALOGUE_DAMAGED', `The catalogue pointer in ${dir} is not one.`, { cause })
  }
}

const KEPT_VERSIONS = 3
/** Several times what a search and the look for a new version take. */
const STILL_SEARCHED_MS = 60_000
/** Handles of older versions are closed when collected; a search that still runs on one ends undisturbed. */
const OPEN_VERSIONS = 2
const LOOK_EVERY_MS = 1000

/** Newest first: a version was served until the one before it in the list came. */
function kept(versions: readonly Published[]): Published[] {
  const now = Date.parse(versions[0]!.builtAt)
  return versions.filter((_, at) => {
    const replacedBy = versions[at - 1]
    return at < KEPT_VERSIONS || (replacedBy && now - Date.parse(replacedBy.builtAt) < STILL_SEARCHED_MS)
  })
}

/** Also what a killed build left behind. */
async function dropOthers(dir: string, kept: ReadonlySet<string>): Promise<void> {
  const connection = await connect(dir)
  try {
    for (const version of await listVersions(connection)) if (!kept.has(version)) await dropVersion(connection, version)
  } finally {
    connection.close()
  }
}
