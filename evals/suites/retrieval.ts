import type { CatalogueIndex, Filter, Query } from '../../src/catalogue/catalogue-index.ts'
import { embedItems } from '../../src/catalogue/embed-items.ts'
import type { Item } from '../../src/item.ts'
import { createMemoryIndex } from '../../src/catalogue/memory.ts'
import { sparse } from '../../src/catalogue/memory-vectors.ts'
import { topicOf } from '../../src/catalogue/topic.ts'
import { occupationEmbedding } from '../../src/occupations/embedding.ts'
import type { Referential } from '../../src/occupations/referential.ts'
import { readOccupations } from '../../src/read-sources.ts'
import { meanOf, quantilesOf, type Split } from '../scorer.ts'
import type { Stage } from '../stage.ts'
import { defineSuite } from '../suite.ts'
import { type Bench, type BenchQuery, benchesFolder, readBenches } from './retrieval/benches.ts'
import { readEveryday } from './retrieval/everyday.ts'
import { officialFolder, readOfficial } from './retrieval/official.ts'

/** One query over one set of documents, through one adapter. `gains` are the grades of relevant documents; absent is 0. */
interface Search {
  id: string
  split: Split
  /** "everyday · memory": what the figures are told by. */
  group: string
  text: string
  filter: Filter
  index: CatalogueIndex
  /** The occupations that the query is read with. */
  referential: Referential
  gains: ReadonlyMap<string, number>
  /** False for documents that nobody judged: they are dropped before scoring. */
  judged: (id: string) => boolean
}

interface Output {
  /** Ids found, best first, judged ones only. */
  ids: string[]
  titles: string[]
  ms: number
}

/** How deep a result is read before unjudged documents are dropped. */
const depth = 400
/** The in-memory adapter answers every query; LanceDB, which must find the same, a fixed part of each bench. */
const lanceEvery = 5

/** Whether everyday words find the right offers: nDCG@10 and recall@20. */
export const retrievalSuite = defineSuite<Search, Output>({
  name: 'retrieval',
  provenance: {
    written: 'public search benches, and everyday requests graded by the codes that offers declare.',
    how: 'real',
    graded: 'by rule',
  },
  about:
    'Occupation space and full text, fused: real benches r1 to r4 (../shared/bench, development part) and everyday requests against the demonstration catalogue.',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'searches indexes in this process; a server is not asked (--target).' }
    const benches = readBenches()
    const cases = await casesOf(await readEveryday(await stage.items()), stage)
    for (const bench of benches) cases.push(...(await casesOf(bench, stage)))
    const official = await readOfficial(readOccupations())
    if (official) for (const bench of benches) cases.push(...(await officialCasesOf(bench, official)))
    return {
      cases,
      task: find,
      ...(benches.length === 0 && { absent: `${benchesFolder} is absent: the real benches r1 to r4 were not run.` }),
      ...(benches.length > 0 &&
        !official && { absent: `${officialFolder} is absent: no bench was run with the official occupations.` }),
      notes: [
        `LanceDB answers every ${lanceEvery}th query of each bench. nDCG with linear gains; recall@20 is what is found of the relevant documents, at most 20 of them.`,
        '"official": with the official occupations imported. Queries of r1 are among their names, so that there it is no measure of search.',
      ],
    }
  },
  scorers: [
    meanOf(
      {
        name: 'nDCG@10',
        about: 'How close the first ten are to the best possible ten.',
        unit: 'share',
        better: 'higher',
      },
      (one, { ids }) => ({ [one.group]: ndcg(ids, one.gains, 10) }),
    ),
    meanOf(
      {
        name: 'recall@20',
        about: 'Relevant documents among the first twenty, of as many as could be there.',
        unit: 'share',
        better: 'higher',
      },
      (one, { ids }) => ({ [one.group]: recall(ids, one.gains, 20) }),
    ),
    quantilesOf(
      { name: 'search', about: 'Time of one search, all benches.', unit: 'ms', shares: [0.5, 0.99] },
      (_, { ms }) => ms,
    ),
  ],
  gates: [
    { measure: 'nDCG@10', group: 'r1 · memory', comparison: 'at least', bar: 0.57 },
    { measure: 'nDCG@10', group: 'r1 typos · memory', comparison: 'at least', bar: 0.48 },
    { measure: 'nDCG@10', group: 'r2 · memory', comparison: 'at least', bar: 0.29 },
    { measure: 'nDCG@10', group: 'r3 label · memory', comparison: 'at least', bar: 0.45 },
    { measure: 'nDCG@10', group: 'r3 synonyme · memory', comparison: 'at least', bar: 0.3 },
    { measure: 'nDCG@10', group: 'r3 note · memory', comparison: 'at least', bar: 0.14 },
    { measure: 'nDCG@10', group: 'r4 · memory', comparison: 'at least', bar: 0.32 },
    { measure: 'nDCG@10', group: 'r4 region · memory', comparison: 'at least', bar: 0.38 },
    { measure: 'nDCG@10', group: 'r1 · official', comparison: 'at least', bar: 0.57 },
    { measure: 'nDCG@10', group: 'r1 typos · official', comparison: 'at least', bar: 0.48 },
    { measure: 'nDCG@10', group: 'r2 · official', comparison: 'at least', bar: 0.29 },
    { measure: 'nDCG@10', group: 'r3 label · official', comparison: 'at least', bar: 0.45 },
    { measure: 'nDCG@10', group: 'r3 synonyme · official', comparison: 'at least', bar: 0.3 },
    { measure: 'nDCG@10', group: 'r3 note · official', comparison: 'at least', bar: 0.14 },
    { measure: 'nDCG@10', group: 'r4 · official', comparison: 'at least', bar: 0.32 },
    { measure: 'nDCG@10', group: 'r4 region · official', comparison: 'at least', bar: 0.38 },
    { measure: 'nDCG@10', group: 'everyday · memory', comparison: 'at least', bar: 0.75 },
    { measure: 'recall@20', group: 'everyday · memory', comparison: 'at least', bar: 0.9 },
    { measure: 'nDCG@10', group: 'everyday · LanceDB', comparison: 'at least', bar: 0.75 },
  ],
  show: ({ group, text, gains }, { ids, titles }) =>
    `${group}: ${text}\n${titles.map((title, at) => `${gains.get(ids[at]!) ?? 0} ${title}`).join('\n')}`,
})

async function casesOf(bench: Bench, stage: Stage): Promise<Search[]> {
  const memory = await stage.memoryIndex(bench.name, bench.items)
  const lance = await stage.lanceIndex(bench.name, bench.items)
  const referential = stage.referential()
  return bench.queries.flatMap((query, at) => {
    const search = (adapter: string, index: CatalogueIndex) => searchOf(bench, query, adapter, index, referential)
    return at % lanceEvery === 0 ? [search('memory', memory), search('LanceDB', lance)] : [search('memory', memory)]
  })
}

/** Again with the official referential imported under ours: documents and queries are both read with it. */
async function officialCasesOf(bench: Bench, referential: Referential): Promise<Search[]> {
  const vectors = (await embedItems(occupationEmbedding(referential), bench.items)).map(sparse)
  const index = createMemoryIndex({ version: bench.name, fictitious: false, items: bench.items, vectors })
  return bench.queries.map((query) => searchOf(bench, query, 'official', index, referential))
}

function searchOf(
  bench: Bench,
  query: BenchQuery,
  variant: string,
  index: CatalogueIndex,
  referential: Referential,
): Search {
  return {
    id: `${bench.name}/${query.id}/${variant}`,
    split: query.split,
    group: `${query.group} · ${variant}`,
    text: query.text,
    filter: query.filter,
    index,
    referential,
    gains: query.gains,
    judged: query.judged,
  }
}

async function find(one: Search): Promise<Output> {
  const began = performance.now()
  const vector = one.referential.vector(topicOf(one.text))
  const query: Query = { text: one.text, vector, filter: one.filter, limit: depth }
  const found = await one.index.search(query)
  const ms = performance.now() - began
  const judged: Item[] = found.map(({ item }) => item).filter(({ id }) => one.judged(id))
  return { ids: judged.slice(0, 20).map(({ id }) => id), titles: judged.slice(0, 10).map(({ title }) => title), ms }
}

export function ndcg(ids: readonly string[], gains: ReadonlyMap<string, number>, at: number): number {
  const ideal = [...gains.values()].sort((a, b) => b - a).slice(0, at)
  return dcg(ids.slice(0, at).map((id) => gains.get(id) ?? 0)) / dcg(ideal)
}

const dcg = (gains: readonly number[]): number => gains.reduce((sum, gain, rank) => sum + gain / Math.log2(rank + 2), 0)

export function recall(ids: readonly string[], gains: ReadonlyMap<string, number>, at: number): number {
  const found = ids.slice(0, at).filter((id) => (gains.get(id) ?? 0) > 0).length
  return found / Math.min(at, gains.size)
}
