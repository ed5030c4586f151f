import { catalogueFolder, exclusively, IngestError } from './build.ts'
import { openPublished, type Published, readPointer, writePointer } from './open.ts'
import { addressOf } from './storage.ts'

export interface RollbackOptions {
  dataDir: string
  /** The version to serve again; without it, the one that was served before. */
  version?: string
  /** modelId of the occupation space that queries are asked in: a version made in another one cannot answer them. */
  embedding: string
}

/**
 * Serves an earlier version again, with the sources that it was made of. The version that it takes the place of is kept, so that going back
 * once more undoes it. Nothing changes when the version cannot be read. Throws IngestError.
 */
export async function rollBack(options: RollbackOptions): Promise<{ from: Published; to: Published }> {
  const dir = addressOf(catalogueFolder(options.dataDir))
  return exclusively(options.dataDir, async () => {
    const { versions } = await readPointer(dir).catch(() => ({ versions: [] }))
    const [from, ...others] = versions
    const to = options.version ? others.find(({ version }) => version === options.version) : others[0]
    if (!from || !to) throw new IngestError('no-version', `${missing(options.version, others)} Nothing has changed.`)
    if (to.embedding !== options.embedding) {
      throw new IngestError(
        'no-version',
        `Version ${to.version} was made with other occupations: queries could not meet it. Nothing has changed.`,
      )
    }
    await readThrough(dir, to)
    await writePointer(dir, { versions: [to, ...versions.filter((one) => one !== to)] })
    return { from, to }
  })
}

function missing(version: string | undefined, others: readonly Published[]): string {
  const kept = others.map((one) => one.version).join(', ')
  if (kept === '') return 'No earlier version is kept.'
  return version ? `Version ${version} is not kept: there are ${kept}.` : `There are ${kept}.`
}

async function readThrough(dir: string, published: Published): Promise<void> {
  try {
    const index = await openPublished(dir, published)
    await index.search({ filter: {}, limit: 1 })
    index.close()
  } catch (cause) {
    throw new IngestError('no-version', `Version ${published.version} cannot be read. Nothing has changed.`, { cause })
  }
}
