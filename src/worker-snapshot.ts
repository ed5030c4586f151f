import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { offersOf, sourcesFolder } from './catalogue/build.ts'
import { generateDemonstration } from './catalogue/demonstration/generate.ts'
import { loadDemonstrationSources } from './catalogue/demonstration/load-node.ts'
import { embedItems } from './catalogue/embed-items.ts'
import { groupOffers } from './catalogue/groups.ts'
import { readSources } from './catalogue/import/sources.ts'
import { sparse } from './catalogue/memory-vectors.ts'
import { writeSnapshot } from './catalogue/snapshot.ts'
import { readSettings } from './entries/read-settings.ts'
import { occupationEmbedding } from './occupations/embedding.ts'
import { withOfficial } from './occupations/official-node.ts'
import { createReferential } from './occupations/referential.ts'
import { loadCommunes } from './places/load-node.ts'
import { toSnapshot } from './places/snapshot.ts'
import { readAppVersion, readOccupations, readRequests } from './read-sources.ts'

/** Offers of the demonstration that a Worker is given, and items it can hold in its 128 MB (the README has the measures). */
const demonstrationSize = 6_000
const mostItems = 10_000

/**
 * Writes what src/worker.ts reads: `npm run build:worker -- [--out DIR] [--size OFFERS]`. The catalogue is what was imported into
 * DATA_DIR, or the fictitious demonstration where nothing was; its dates count from today, so deploy it anew every two weeks.
 */
async function run(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, size: { type: 'string' } } })
  const { DATA_DIR: dataDir } = readSettings()
  const out = values.out ?? join(dataDir, 'worker')
  await mkdir(out, { recursive: true })
  const occupations = withOfficial(readOccupations(), dataDir)
  const embedding = occupationEmbedding(createReferential(occupations))
  const communes = await loadCommunes()
  const imported = await offersOf(dataDir, await readSources(sourcesFolder(dataDir)))
  const size = Number(values.size ?? demonstrationSize)
  if (!Number.isInteger(size) || size < 100) return refuse('--size takes a whole number of offers, 100 or more.')
  const builtOn = new Date().toISOString().slice(0, 10)
  const offers =
    imported.length > 0
      ? imported
      : [...generateDemonstration({ sources: loadDemonstrationSources(), communes, occupations, builtOn, size })]
  const items = groupOffers(offers)
  if (items.length > mostItems) {
    return refuse(
      `${items.length} items: a Worker has 128 MB, which hold ${mostItems}. Serve this catalogue with Node.`,
    )
  }
  const lines = writeSnapshot({
    version: new Date().toISOString().replace(/[-:.]/g, ''),
    fictitious: items.some((item) => item.fictitious === true),
    embedding: embedding.modelId,
    items,
    vectors: (await embedItems(embedding, items)).map(sparse),
  })
  const catalogue = gzipSync([...lines].join(''))
  const sources = { appVersion: readAppVersion(), occupations, requests: readRequests() }
  await writeFile(join(out, 'catalogue.jsonl.gz'), catalogue)
  await writeFile(join(out, 'places.json'), JSON.stringify(toSnapshot(communes)))
  await writeFile(join(out, 'sources.json'), JSON.stringify(sources))
  console.log(
    `${out}: ${offers.length} offers in ${items.length} items, ${(catalogue.length / 1e6).toFixed(1)} MB packed.`,
  )
}

function refuse(because: string): void {
  console.error(because)
  process.exitCode = 1
}

await run().catch((error: Error) => refuse(error.message))
