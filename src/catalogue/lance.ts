import type { Connection, Table } from '@lancedb/lancedb'
import type { CatalogueIndex } from './catalogue-index.ts'
import { admitting, type Facts } from './filter.ts'
import { armWeights, fuse } from './fusion.ts'
import type { Item } from './item.ts'
import { type About, connect, LanceError, readAbout, tableName } from './lance-table.ts'
import { whereOf } from './lance-where.ts'
import { createTextScores } from './memory-text.ts'
import { createSparseVectors, lengthOf, type SparseVector, sparse } from './memory-vectors.ts'
import { queryGrams, queryTerms, titleGrams } from './ranking.ts'
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
  const rows = await readRows(table, about)
  const occupations = createSparseVectors(rows.vectors)
  const titles = createTextScores(rows.titles, titleGrams)
  const vocabulary = createVocabulary(about.terms)
  const rowOf = new Map(rows.ids.map((id, row) => [id, row]))
  const lastDay = rows.facts.reduce((last, facts) => Math.max(last, facts.starts.at(-1) ?? last), 0)
  const bodies = rememberBodies(table)

  async function textScores(terms: readonly string[], where: string | undefined, limit: number): Promise<Float32Array> {
    const scores = new Float32Array(rows.ids.length)
    if (terms.length === 0) return scores
    const query = table.query().fullTextSearch(new lancedb.MatchQuery(terms.join(' '), 'words'))
    const hits = await (where ? query.where(where) : query).select(['row', '_score']).limit(limit).toArray()
    // Which of several rows tied at the cut are returned is chance, so none of them counts.
    const cut = hits.length === limit ? Math.min(...hits.map((hit) => hit._score)) : 0
    for (const hit of hits) if (hit._score > cut) scores[hit.row] = hit._score
    return scores
  }

  async function denseScores(vector: readonly number[], where: string | undefined, limit: number) {
    const scores = new Float32Array(rows.ids.length)
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
    for (const hit of hits) scores[hit.row] = 1 - hit._distance
    return scores
  }

  return {
    version,
    size: about.size,
    fictitious: about.fictitious,
    about,
    async search({ text = '', vector = [], dense, filter, limit }) {
      const terms = queryTerms(text, vocabulary)
      const useDense = dense !== undefined && about.dense !== undefined && about.size > 0 && lengthOf(dense) > 0
      const weights = armWeights({ text: terms !== undefined, occupation: lengthOf(vector), dense: useDense })
      const admits = admitting(filter)
      const where = whereOf(filter, lastDay)
      const depth = Math.max(TEXT_DEPTH, limit * 4)
      const [said, near] = await Promise.all([
        terms && textScores(terms, where, depth),
        useDense ? denseScores(dense, where, depth) : undefined,
      ])
      const ranked = fuse(
        {
          size: rows.ids.length,
          text: said,
          titles: terms && titles.score(queryGrams(text)),
          occupation: weights.occupation > 0 ? occupations.similarities(vector) : undefined,
          dense: near,
        },
        weights,
        (row) => admits(rows.facts[row]!),
        (row) => rows.ids[row]!,
        limit,
      )
      const items = await bodies(ranked.map(({ row }) => row))
      return ranked.map(({ merit }, at) => ({ item: items[at]!, merit }))
    },
    items: (ids) => bodies(ids.flatMap((id) => rowOf.get(id) ?? [])),
    close: () => {
      table.close()
      connection.close()
    },
  }
}

/** Text matches read per query: beyond, a match is too weak to lift a row that occupation space did not find either. */
const TEXT_DEPTH = 500
const DENSE_REFINE = 2
const REMEMBERED_BODIES = 4000

async function openTable(connection: Connection, version: string): Promise<Table> {
  try {
    return await connection.openTable(tableName('items', version))
  } catch (cause) {
    throw new LanceError('VERSION_DAMAGED', `The items of catalogue version ${version} cannot be opened.`, { cause })
  }
}

interface Rows {
  ids: string[]
  facts: Facts[]
  vectors: SparseVector[]
  titles: string[]
}

async function readRows(table: Table, about: About): Promise<Rows> {
  const rows: Rows = { ids: [], facts: [], vectors: [], titles: [] }
  try {
    const columns = ['row', 'id', 'kind', 'modality', 'certifying', 'places', 'starts', 'vector', 'title']
    for await (const batch of table.query().select(columns)) {
      const column = Object.fromEntries(columns.map((name) => [name, batch.getChild(name)!]))
      for (let at = 0; at < batch.numRows; at += 1) {
        const row: number = column.row!.get(at)
        rows.ids[row] = column.id!.get(at)
        rows.facts[row] = {
          kind: column.kind!.get(at),
          modality: column.modality!.get(at),
          certifying: column.certifying!.get(at),
          places: [...column.places!.get(at)],
          starts: [...column.starts!.get(at)],
        }
        rows.titles[row] = column.title!.get(at)
        rows.vectors[row] = sparse(column.vector!.get(at).toArray())
      }
    }
  } catch (cause) {
    throw new LanceError('VERSION_DAMAGED', `Catalogue version ${about.version} cannot be read.`, { cause })
  }
  const read = Object.keys(rows.ids).length
  if (read !== about.size || rows.ids.length !== about.size) {
    throw new LanceError('VERSION_DAMAGED', `Catalogue version ${about.version} holds ${read} of ${about.size} items.`)
  }
  return rows
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
