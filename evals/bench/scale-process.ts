import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { openCatalogue, publish } from '../../src/catalogue/open.ts'
import { occupationEmbedding } from '../../src/occupations/embedding.ts'
import { createReferential } from '../../src/occupations/referential.ts'
import { readOccupations } from '../../src/read-sources.ts'
import { createStage } from '../stage.ts'
import { readJsonLinesIn } from '../suites/jsonl.ts'
import { everydayFilters } from './everyday-filters.ts'
import { announce, percentile, timesOf } from './figures.ts'
import { scaledItems } from './scale-items.ts'

const [role, dir = '', version = '', count = ''] = process.argv.slice(2)
if (role === 'build') await build()
else await serve()

/** Builds and publishes one version, as an ingest does, and tells what it took. */
async function build(): Promise<void> {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  const stage = createStage({ cacheDir: join('.data', 'evals') })
  const items = await stage.items()
  const began = performance.now()
  let told = 0
  await publish({
    dir,
    version,
    items: scaledItems(items, Number(count)),
    embed: stage.embedding(),
    builtAt: new Date(),
    onProgress(written) {
      const tenths = Math.floor((written * 10) / Number(count))
      if (tenths > told) announce(`${tenths * 10} % written`)
      told = tenths
    },
  })
  stage.close()
  process.send?.({ seconds: (performance.now() - began) / 1000, peakMB: peakMB() })
  process.disconnect()
}

/** Opens the catalogue and searches each time it is asked to: a server's share of the work, without HTTP. */
async function serve(): Promise<void> {
  const referential = createReferential(readOccupations())
  const began = performance.now()
  const catalogue = await openCatalogue({ dir, embedding: occupationEmbedding(referential).modelId })
  const opened = (performance.now() - began) / 1000
  const texts = readJsonLinesIn('evals/suites/retrieval', z.object({ text: z.string() })).map(({ text }) => text)
  const asked = texts.flatMap((text) => everydayFilters.map((filter) => ({ text, filter })))

  async function measure() {
    const times = await timesOf(asked, ({ text, filter }) =>
      catalogue.current().search({ text, vector: referential.vector(text), filter, limit: 80 }),
    )
    return {
      opened,
      searches: times.length,
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      residentMB: process.memoryUsage.rss() / 2 ** 20,
      peakMB: peakMB(),
      version: catalogue.current().version,
    }
  }

  /** Against a search that reads at least ten times as many text matches; among equal merits any ten are right. */
  async function recall(): Promise<{ recall: number; compared: number }> {
    const shares: number[] = []
    const deeper = Math.max(5000, Math.ceil(catalogue.current().size / 80))
    for (const text of texts.slice(0, 200)) {
      const query = { text, vector: referential.vector(text), filter: {} }
      const deep = await catalogue.current().search({ ...query, limit: deeper })
      const tenth = (deep[9]?.merit ?? 0) - 1e-9
      const right = new Set(deep.filter(({ merit }) => merit >= tenth).map(({ item }) => item.id))
      const found = await catalogue.current().search({ ...query, limit: 10 })
      if (found.length > 0) shares.push(found.filter(({ item }) => right.has(item.id)).length / found.length)
    }
    return { recall: shares.reduce((sum, share) => sum + share, 0) / shares.length, compared: shares.length }
  }

  process.on('message', async (message) => {
    process.send?.(message === 'recall' ? await recall() : await measure())
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.('ready')
}

function peakMB(): number {
  return process.resourceUsage().maxRSS / 1024
}
