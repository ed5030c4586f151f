import type { Catalogue, CatalogueIndex } from './catalogue-index.ts'
import { createMemoryIndex } from './memory.ts'
import { CatalogueError, type CatalogueEvent, type OpenCatalogue, type OpenOptions, openCatalogue } from './open.ts'

/** How often a folder without a catalogue is looked at again, in milliseconds. */
const lookEveryMs = 1000

/**
 * The catalogue of a folder, or an empty one until something is published there: the server can start first, say how to fill it, and
 * answer as soon as an import is done.
 */
export async function openOrAwaitCatalogue(
  options: OpenOptions & { onEvent: (event: CatalogueEvent) => void },
): Promise<Catalogue & { close(): void }> {
  const empty: CatalogueIndex = createMemoryIndex({ version: 'empty', fictitious: false, items: [], vectors: [] })
  let found: OpenCatalogue | undefined
  const look = async () => {
    try {
      found = await openCatalogue(options)
    } catch (error) {
      if (!(error instanceof CatalogueError) || error.code !== 'CATALOGUE_MISSING') throw error
    }
  }
  await look()
  const timer = setInterval(() => {
    if (found) clearInterval(timer)
    else look().catch((cause) => options.onEvent({ event: 'catalogue-damaged', version: '', cause }))
  }, lookEveryMs)
  timer.unref()
  return {
    current: () => found?.current() ?? empty,
    version: async (version) => found?.version(version),
    close() {
      clearInterval(timer)
      found?.close()
    },
  }
}
