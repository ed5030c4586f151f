import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Arm } from '../../src/catalogue/arm.ts'
import type { CatalogueIndex } from '../../src/catalogue/catalogue-index.ts'
import { embedItems } from '../../src/catalogue/embed-items.ts'
import { type LanceIndex, openLance } from '../../src/catalogue/lance.ts'
import { createLanceArms } from '../../src/catalogue/lance-arms.ts'
import { planRenewal } from '../../src/catalogue/lance-renewal.ts'
import { readLanceRows } from '../../src/catalogue/lance-rows.ts'
import { connect, readAbout, tableName } from '../../src/catalogue/lance-table.ts'
import { createSparseVectors, sparse } from '../../src/catalogue/memory-vectors.ts'
import { type Published, publish } from '../../src/catalogue/open.ts'
import { titleText } from '../../src/catalogue/ranking.ts'
import type { Item } from '../../src/item.ts'
import { createStage, type Stage } from '../stage.ts'
import { type Bench, readBenches } from '../suites/retrieval/benches.ts'
import { readEveryday } from '../suites/retrieval/everyday.ts'
import { ndcg, recall } from '../suites/retrieval.ts'
import { type Bars, printAnswered } from './answered.ts'
import { everydayFilters } from './everyday-filters.ts'
import { announce, type Figure, percentile, printFigures, printTable, timesOf } from './figures.ts'
import { type Document, peers, type Search } from './peers.ts'
import { hasRealFiles, importRealFiles } from './real-files.ts'
import { bruteForce, randomDirection, randomEmbedding } from './vectors.ts'

/** How many candidates the product reads for one kind of offer (see src/options/shortlist.ts). */
const limit = 80
/** How deep a ranking is read before documents that nobody judged are dropped. */
const depth = 400
/** Some products are slow: at most so many queries for time, and of each group of the real benches. */
const queriesOfGroup = 150
/** Texts that are searched with every filter, and compared with the exact answer. */
const searched = 200
const compared = 100
const added = 500
const dimensions = 256

/** Finds and costs of the catalogue beside search products on the same offers and queries, then its own bars. */
export async function benchCatalogue(): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'eventail-bench-'))
  const stage = createStage({ cacheDir: join('.data', 'evals') })
  try {
    announce('making the offers of the demonstration')
    const items = await stage.items()
    const everyday = await readEveryday(items)
    announce('installing the other products, unless they are there')
    const { engines, absent } = await peers(join('.data', 'bench', 'peers'))
    if (absent) console.log(absent)
    announce('building our catalogue')
    const built = await timed(() => put(dir, 'everyday', items, stage))
    const ours = await openWarm(join(dir, 'everyday'), 'everyday')
    const held = [
      await compare(everyday, built.seconds, ours, engines, stage),
      await compareReal(dir, engines, stage),
      await holdBars({
        dir,
        items,
        built,
        ours,
        texts: everyday.queries.slice(0, searched).map(({ text }) => text),
        stage,
      }),
    ]
    ours.close()
    const demonstration = { items, index: await stage.demonstration(), bars: barsOfDemonstration, stage }
    held.push(await printAnswered('the demonstration', demonstration), await benchRealFiles(join(dir, 'real'), stage))
    return held.every(Boolean)
  } finally {
    stage.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

const barsOfDemonstration: Bars = {
  absurd: 0.03,
  right: 0.72,
  rightOrClose: 0.9,
  rightWhereHeld: 0.8,
  shownWhereNone: 0.08,
  actionable: 1,
}
const barsOfRealFiles: Bars = {
  absurd: 0.04,
  right: 0.55,
  rightOrClose: 0.85,
  rightWhereHeld: 0.7,
  shownWhereNone: 0.1,
  actionable: 0.9,
}

/** On real files, when they are there. */
async function benchRealFiles(dataDir: string, stage: Stage): Promise<boolean> {
  if (!hasRealFiles()) {
    console.log('\nThe real files of ../shared/data are absent: nothing was imported, and nothing asked of them.')
    return true
  }
  const { held, catalogue, items } = await importRealFiles(dataDir, stage)
  const answered = await printAnswered('real files', {
    items,
    index: catalogue.current(),
    bars: barsOfRealFiles,
    stage,
  })
  catalogue.close()
  return held && answered
}

type Peers = Awaited<ReturnType<typeof peers>>['engines']

async function compare(everyday: Bench, seconds: number, ours: CatalogueIndex, engines: Peers, stage: Stage) {
  const judged: Bench = { ...everyday, queries: everyday.queries.filter(({ split }) => split === 'test') }
  const timedQueries = everyday.queries.slice(0, queriesOfGroup)
  const rows: (string | number)[][] = []
  const best = { ndcg: 0, recall: 0 }
  const measure = async (name: string, build: number, search: Search) => {
    announce(`searching with ${name}`)
    const times = await timesOf(timedQueries, ({ text }) => search(text, limit))
    const quality = await qualityOf(judged, search)
    rows.push([name, build, percentile(times, 0.5), percentile(times, 0.99), quality.ndcg, quality.recall])
    return quality
  }
  const mine = await measure('Éventail (LanceDB)', seconds, searchOf(ours, stage))
  for (const { name, load } of engines) {
    announce(`indexing with ${name}`)
    const loaded = await timed(() => load(everyday.items.map(documentOf)))
    const quality = await measure(name, loaded.seconds, loaded.value)
    best.ndcg = Math.max(best.ndcg, quality.ndcg)
    best.recall = Math.max(best.recall, quality.recall)
  }
  const vectors = await embedItems(stage.embedding(), everyday.items)
  const exact = bruteForce(vectors)
  await measure('brute-force dot product', 0, (text, most) =>
    exact.nearest(stage.referential().vector(text), most).map((row) => everyday.items[row]!.id),
  )
  printTable(
    `${everyday.items.length} items of the demonstration, ${timedQueries.length} everyday queries for time, ${judged.queries.length} (test part) for quality, ${limit} results`,
    ['engine', 'build s', 'p50 ms', 'p99 ms', 'nDCG@10', 'recall@20'],
    rows,
  )
  console.log('  Brute force compares occupation vectors only: the limit of a scan, not of quality.')
  return printFigures('Everyday queries, against the best product of this run', [
    { label: 'nDCG@10', n: judged.queries.length, value: mine.ndcg, bar: { atLeast: best.ndcg } },
    { label: 'recall@20', n: judged.queries.length, value: mine.recall, bar: { atLeast: best.recall } },
  ])
}

/** On the real benches, when they are there. */
async function compareReal(dir: string, engines: Peers, stage: Stage): Promise<boolean> {
  const benches = readBenches()
  if (benches.length === 0) {
    console.log('\nThe real benches r1 to r4 are absent: not compared.')
    return true
  }
  const rows: (string | number)[][] = []
  const figures: Figure[] = []
  for (const bench of benches) {
    announce(`indexing the ${bench.items.length} documents of ${bench.name} with every product`)
    await put(dir, bench.name, bench.items, stage)
    const ours = await openWarm(join(dir, bench.name), bench.name)
    const searches: Search[] = [searchOf(ours, stage)]
    for (const { load } of engines) searches.push(await load(bench.items.map(documentOf)))
    for (const [group, queries] of Map.groupBy(bench.queries, ({ group }) => group)) {
      const step = Math.ceil(queries.length / queriesOfGroup)
      const asked = { ...bench, queries: queries.filter((_, at) => at % step === 0) }
      announce(`searching ${group} with every product`)
      const scores: number[] = []
      for (const search of searches) scores.push((await qualityOf(asked, search)).ndcg)
      const [mine = 0, ...others] = scores
      const n = asked.queries.length
      rows.push([`${group} (n = ${n})`, ...scores])
      figures.push({ label: `${group}, nDCG@10`, n, value: mine, bar: { atLeast: Math.max(...others) } })
    }
    ours.close()
  }
  printTable(
    'nDCG@10 on real data (../shared/bench, development part)',
    ['bench', 'Éventail', ...engines.map(({ name }) => name)],
    rows,
  )
  return printFigures('Real data, against the best product of this run', figures)
}

interface Measured {
  dir: string
  items: readonly Item[]
  built: { seconds: number; value: Published }
  ours: CatalogueIndex
  texts: readonly string[]
  stage: Stage
}

async function holdBars({ dir, items, built, ours, texts, stage }: Measured): Promise<boolean> {
  const { vector } = stage.referential()
  const asked = texts.flatMap((text) => everydayFilters.map((filter) => ({ text, filter })))
  announce('searching with every filter')
  const times = await timesOf(asked, ({ text, filter }) => ours.search({ text, vector: vector(text), filter, limit }))
  const wordsOnly = (index: CatalogueIndex) => timesOf(texts, (text) => index.search({ text, filter: {}, limit }))
  const fresh = await openWarm(join(dir, 'everyday'), 'everyday')
  const before = await wordsOnly(fresh)
  fresh.close()
  announce(`building a version with ${added} more offers`)
  const grown = await timed(() => grow(join(dir, 'everyday'), built.value, items, stage))
  const larger = await openWarm(join(dir, 'everyday'), 'grown')
  const after = await wordsOnly(larger)
  larger.close()
  announce('comparing occupation space with the exact answer')
  const occupation = await occupationRecall(items, texts.slice(0, compared), stage)
  announce('building a version with dense vectors')
  const dense = await denseArm(join(dir, 'dense'), items, stage)
  const scale = items.length / 24_000
  const n = texts.length
  return printFigures(
    `The catalogue's own bars: ${items.length} items, text, occupation space and ${everydayFilters.length} filters in turn, ${limit} results`,
    [
      { label: 'search, p50 (ms)', n: times.length, value: percentile(times, 0.5), bar: { atMost: 8 } },
      { label: 'search, p99 (ms)', n: times.length, value: percentile(times, 0.99), bar: { atMost: 20 } },
      { label: 'occupation space, recall@10 against exact', ...occupation, bar: { atLeast: 0.99 } },
      {
        label: `dense vectors (random, ${dimensions} d, HNSW), recall@10 against exact`,
        n: compared,
        value: dense.recall,
        bar: { atLeast: 0.99 },
      },
      { label: 'dense vectors alone, p50 (ms)', n: compared, value: percentile(dense.times, 0.5) },
      { label: 'dense vectors alone, p99 (ms)', n: compared, value: percentile(dense.times, 0.99) },
      { label: 'build, for 24,000 items (s)', value: built.seconds / scale, bar: { atMost: 10 } },
      { label: `new version with ${added} more items (s)`, value: grown.seconds },
      { label: 'full text before, p50 (ms)', n, value: percentile(before, 0.5) },
      { label: 'full text before, p99 (ms)', n, value: percentile(before, 0.99) },
      { label: `full text after ${added} more, p50 (ms)`, n, value: percentile(after, 0.5), bar: { atMost: 8 } },
      { label: `full text after ${added} more, p99 (ms)`, n, value: percentile(after, 0.99), bar: { atMost: 20 } },
    ],
  )
}

/** As a server has it, which warms a version up before searching it. */
async function openWarm(dir: string, version: string): Promise<LanceIndex> {
  const index = await openLance({ dir, version })
  await index.warmUp()
  return index
}

/** Each set of documents in a folder of its own, since a folder keeps its newest versions only. */
const put = (dir: string, version: string, items: readonly Item[], stage: Stage): Promise<Published> =>
  publish({
    dir: join(dir, version),
    version,
    items,
    made: items.map(({ id }) => id),
    embed: stage.embedding(),
    builtAt: new Date(),
  })

/** Versions never change: 500 more offers make a new version, out of a copy of the one before. */
async function grow(dir: string, before: Published, items: readonly Item[], stage: Stage): Promise<void> {
  const more = items
    .slice(0, added)
    .map((item): Item => ({ ...item, id: `${item.id}-more`, title: `${item.title}, nouvelle session` }))
  const all = [...items, ...more]
  const [embed, made] = [stage.embedding(), all.map(({ id }) => id)]
  const renewal = await planRenewal({ dir, before, made, embed, itemAt: (at) => all[at]! })
  await publish({ dir, version: 'grown', items: all, made, renewal, embed, builtAt: new Date() })
}

/** Of the arm alone, as every adapter holds it: what is fused with it moves its first ten on purpose. */
async function occupationRecall(items: readonly Item[], texts: readonly string[], stage: Stage) {
  const queries = texts.map((text) => stage.referential().vector(text)).filter((vector) => vector.some(Boolean))
  const vectors = await embedItems(stage.embedding(), items)
  const occupations = createSparseVectors(vectors.map(sparse))
  const value = await recallAtTen(vectors, queries, async (vector) => tenBest(occupations.find(vector), vectors.length))
  return { n: queries.length, value }
}

/** The same for what LanceDB finds nearest in a dense space, read as deep as a search of `limit` results reads it. */
async function denseArm(dir: string, items: readonly Item[], stage: Stage) {
  const dense = randomEmbedding(dimensions)
  await publish({ dir, version: 'dense', items, embed: stage.embedding(), dense, builtAt: new Date() })
  const connection = await connect(dir)
  const table = await connection.openTable(tableName('items', 'dense'))
  const { addresses } = await readLanceRows(table, await readAbout(connection, 'dense'))
  const arms = await createLanceArms(table, addresses, items.length)
  const queries = Array.from({ length: compared }, (_, query) => randomDirection(`query ${query}`, dimensions))
  announce('comparing dense vectors with the exact answer')
  const share = await recallAtTen(await embedItems(dense, items), queries, async (vector) =>
    tenBest(await arms.dense(vector, undefined, limit), items.length),
  )
  const times = await timesOf(queries, (vector) => arms.dense(vector, undefined, limit))
  connection.close()
  return { recall: share, times }
}

function tenBest(arm: Arm, size: number): number[] {
  const scores = new Float64Array(size)
  arm.addTo(scores, 1)
  return Array.from(scores.keys())
    .sort((one, other) => scores[other]! - scores[one]!)
    .slice(0, 10)
}

/** Share of the exact ten that a search finds; among equals any ten are right. */
async function recallAtTen(
  rows: readonly number[][],
  queries: readonly number[][],
  search: (vector: number[]) => Promise<readonly number[]>,
): Promise<number> {
  const exact = bruteForce(rows)
  const shares: number[] = []
  for (const query of queries) {
    const similarities = exact.similarities(query)
    const tenth = similarities.toSorted().at(-10)! - ROUNDING
    const found = await search(query)
    shares.push(found.filter((row) => similarities[row]! >= tenth).length / 10)
  }
  return mean(shares)
}

/** Of cosines in single precision. */
const ROUNDING = 1e-5

const searchOf =
  (index: CatalogueIndex, stage: Stage): Search =>
  async (text, most) => {
    const vector = stage.referential().vector(text)
    return (await index.search({ text, vector, filter: {}, limit: most })).map(({ item }) => item.id)
  }

async function qualityOf({ queries }: Bench, search: Search): Promise<{ ndcg: number; recall: number }> {
  const scores = { ndcg: [] as number[], recall: [] as number[] }
  for (const { text, gains, judged } of queries) {
    const ids = (await search(text, depth)).filter(judged)
    scores.ndcg.push(ndcg(ids, gains, 10))
    scores.recall.push(recall(ids, gains, 20))
  }
  return { ndcg: mean(scores.ndcg), recall: mean(scores.recall) }
}

/** The words that our own full text reads. */
function documentOf(item: Item): Document {
  const labels = item.occupations.map(({ label }) => label)
  const text = [item.summary, item.objective, ...labels, item.content].filter(Boolean).join('. ')
  return { id: item.id, title: titleText(item), text }
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; seconds: number }> {
  const began = performance.now()
  const value = await work()
  return { value, seconds: (performance.now() - began) / 1000 }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
