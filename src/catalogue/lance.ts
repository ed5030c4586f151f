import type { Connection, Table } from '@lancedb/lancedb'
import type { CatalogueIndex } from './catalogue-index.ts'
import { admitting } from './filter.ts'
import { armWeights, fuseAround } from './fusion.ts'
import type { Item } from './item.ts'
import { readLanceRows } from './lance-rows.ts'
import { type About, connect, LanceError, readAbout, tableName } from './lance-table.ts'
import { whereOf } from './lance-where.ts'
import { lengthOf } from './memory-vectors.ts'
import { queryGrams, queryTerms } from './ranking.ts'
import { createVocabulary } from './vocabulary.ts'

export interface LanceIndex extends CatalogueIndex {
  readonly about: About
  close(): void
}

/**
 * Opens one version of the catalogue in a LanceDB folder (or any LanceDB address). Full text, dense vectors and bodies stay in Lance;
 * what filters read, titles and the occupation vectors (8 of some 500 dimensions) are held in memory, where exact scoring is faster than
 * any index. Throws LanceError `VERSION_MISSING` or `VERSION_DAMAGED`.
 */
export async function openLance({ dir, version }: { dir: string; version: string }): Promise<LanceIndex> {
  const lancedb = await import('@lancedb/lancedb')
  const connection = await connect(dir)
  const about = await readAbout(connection, version)
  const table = await openTable(connection, version)
  const { ids, facts, occupations, titles } = await readLanceRows(table, about)
  const space = about.dense && about.dimensions ? { model: about.dense, dimensions: about.dimensions } : undefined
  const vocabulary = createVocabulary(about.terms)
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  const lastDay = facts.reduce((last, { starts }) => Math.max(last, starts.at(-1) ?? last), 0)
  const bodies = rememberBodies(table)
  const scoresAnew = createScores(about.size)

  async function textScores(terms: readonly string[], where: string | undefined, limit: number): Promise<Hit[]> {
    if (terms.length === 0) return []
    const query = table.query().fullTextSearch(new lancedb.MatchQuery(terms.join(' '), 'words'))
    const hits = await (where ? query.where(where) : query).select(['row', '_score']).limit(limit).toArray()
    // Which of several rows tied at the cut are returned is chance, so none of them counts.
    const cut = hits.length === limit ? Math.min(...hits.map((hit) => hit._score)) : 0
    return hits.filter((hit) => hit._score > cut).map((hit) => ({ row: hit.row, score: hit._score }))
  }

  async function denseScores(vector: readonly number[], where: string | undefined, limit: number): Promise<Hit[]> {
    const query = table
      .query()
      .nearestTo([...vector])
      .column('dense')
      .distanceType('cosine')
      .ef(limit * DENSE_REFINE)
    const hits = await (where ? query.where(where) : query)
      .refineFactor(DENSE_REFINE)
      .select(['row', '_distance'])
      .limit(limit)
      .toArray()
    return hits.map((hit) => ({ row: hit.row, score: 1 - hit._distance }))
  }

  const index: LanceIndex = {
    version,
    size: about.size,
    fictitious: about.fictitious,
    dense: space,
    about,
    async search({ text = '', vector = [], dense, filter, limit }) {
      const words = queryTerms(text, vocabulary)
      const useDense = dense !== undefined && space !== undefined && lengthOf(dense) > 0
      const weights = armWeights({ text: words?.known ?? 0, occupation: lengthOf(vector), dense: useDense })
      const admits = admitting(filter)
      const where = whereOf(filter, lastDay)
      const depth = Math.max(TEXT_DEPTH, Math.ceil(about.size / 100), limit * 4)
      const [said, near] = await Promise.all([
        words && textScores(words.terms, where, depth),
        useDense ? denseScores(dense, where, depth) : undefined,
      ])
      // From here to the ranked rows nothing waits, so that no other search takes the same arrays.
      const zeros = scoresAnew()
      const findings = {
        size: ids.length,
        text: said && spread(said, zeros()),
        titles: words && titles().score(queryGrams(text), zeros()),
        occupation: weights.occupation > 0 ? occupations.similarities(vector, zeros()) : undefined,
        dense: near && spread(near, zeros()),
      }
      const ranked = fuseAround(
        {
          findings,
          vectors: occupations,
          admits: (row) => admits(facts[row]!),
          idOf: (row) => ids[row]!,
          zeros,
        },
        weights,
        limit,
      )
      const items = await bodies(ranked.map(({ row }) => row))
      return ranked.map(({ merit }, at) => ({ item: items[at]!, merit }))
    },
    items: (ids) => bodies(ids.flatMap((id) => rowOf.get(id) ?? [])),
    close: () => {
      clearTimeout(warming)
      table.close()
      connection.close()
    },
  }
  // What a first search would wait for (Lance reads its full text, titles and look-alikes are indexed) is made as soon as the server answers:
  // about half a second at 24,000 offers. A version that opens and cannot be searched is told to whoever searches it.
  const warm = () =>
    void index.search({ text: `${about.terms[0] ?? ''} ${NOBODY_SAYS}`, filter: {}, limit: 1 }).catch(() => {})
  const warming = setTimeout(warm, WARMING_AFTER_MS)
  warming.unref()
  return index
}

const WARMING_AFTER_MS = 300

const NOBODY_SAYS = 'xzqwkv'
/** Text matches read per query: beyond, a match is too weak to lift a row that occupation space did not find either. */
const TEXT_DEPTH = 500
const DENSE_REFINE = 2
const REMEMBERED_BODIES = 4000

interface Hit {
  row: number
  score: number
}

function spread(hits: readonly Hit[], scores: Float32Array): Float32Array {
  for (const { row, score } of hits) scores[row] = score
  return scores
}

/**
 * Arrays of one score per row, the same ones from search to search: at a million rows the garbage collector would work longer on new ones than a
 * search takes. Each call begins a search and gives what makes its arrays, all zeros; those of the search before are then no longer its own.
 */
function createScores(size: number): () => () => Float32Array {
  const arrays: Float32Array[] = []
  return () => {
    let taken = 0
    return () => {
      const array = arrays[taken]?.fill(0) ?? new Float32Array(size)
      arrays[taken] = array
      taken += 1
      return array
    }
  }
}

async function openTable(connection: Connection, version: string): Promise<Table> {
  try {
    return await connection.openTable(tableName('items', version))
  } catch (cause) {
    throw new LanceError('VERSION_DAMAGED', `The items of catalogue version ${version} cannot be opened.`, { cause })
  }
}

/** Reads items by row, the latest read kept: what is found once is often found again. */
function rememberBodies(table: Table): (rows: readonly number[]) => Promise<Item[]> {
  const remembered = new Map<number, Item>()
  return async (rows) => {
    const found = new Map<number, Item>()
    for (const row of rows) {
      const item = remembered.get(row)
      if (item) found.set(row, item)
    }
    const missing = [...new Set(rows.filter((row) => !found.has(row)))]
    if (missing.length > 0) {
      const read = await table
        .query()
        .where(`row IN (${missing.join(', ')})`)
        .select(['row', 'body'])
        .limit(missing.length)
        .toArray()
      for (const { row, body } of read) found.set(row, JSON.parse(body) as Item)
    }
    for (const [row, item] of found) {
      remembered.delete(row)
      remembered.set(row, item)
    }
    for (const row of remembered.keys()) {
      if (remembered.size <= REMEMBERED_BODIES) break
      remembered.delete(row)
    }
    return rows.map((row) => {
      const item = found.get(row)
      if (!item) throw new LanceError('VERSION_DAMAGED', `The item of row ${row} is missing.`)
      return item
    })
  }
}
