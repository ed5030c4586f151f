import type { Connection, Table } from '@lancedb/lancedb'
import type { Table as ArrowTable } from 'apache-arrow'
import { armOfHits, type Hits } from './arm.ts'
import type { CatalogueIndex } from './catalogue-index.ts'
import { armWeights, fuseAround } from './fusion.ts'
import type { Item } from './item.ts'
import { readLanceRows } from './lance-rows.ts'
import { type About, connect, denseSpaceOf, LanceError, readAbout, tableName } from './lance-table.ts'
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
  const { ids, facts, occupations, titles, addresses } = await readLanceRows(table, about)
  const space = denseSpaceOf(about)
  const vocabulary = createVocabulary(about.terms)
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  const bodies = rememberBodies(async (rows) => {
    const read = await table.takeRowIds(rows.map(addresses.of)).select(['body']).toArrow()
    return Array.from(read.getChild('body')!, (body) => JSON.parse(body) as Item)
  }, rowOf)
  const sums = new Float64Array(about.size)

  async function textHits(terms: readonly string[], where: string | undefined, limit: number): Promise<Hits> {
    if (terms.length === 0) return { rows: new Uint32Array(0), scores: new Float32Array(0) }
    const query = table.query().fullTextSearch(new lancedb.MatchQuery(terms.join(' '), 'words'))
    const found = await (where ? query.where(where) : query).select(['_score']).withRowId().limit(limit).toArrow()
    const hits = hitsOf(found, '_score')
    if (hits.rows.length < limit) return hits
    // Best first. Which of several rows tied at the cut are returned is chance, so none of them counts.
    const untied = hits.scores.indexOf(hits.scores.at(-1) ?? 0)
    return { rows: hits.rows.subarray(0, untied), scores: hits.scores.subarray(0, untied) }
  }

  async function denseHits(vector: readonly number[], where: string | undefined, limit: number): Promise<Hits> {
    const query = table
      .query()
      .nearestTo([...vector])
      .column('dense')
      .distanceType('cosine')
      .ef(limit * DENSE_REFINE)
    const found = await (where ? query.where(where) : query)
      .refineFactor(DENSE_REFINE)
      .select(['_distance'])
      .withRowId()
      .limit(limit)
      .toArrow()
    const { rows, scores } = hitsOf(found, '_distance')
    return { rows, scores: scores.map((distance) => 1 - distance) }
  }

  function hitsOf(found: ArrowTable, score: '_score' | '_distance'): Hits {
    return { rows: addresses.rowsAt(found.getChild('_rowid')!.toArray()), scores: found.getChild(score)!.toArray() }
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
      const where = whereOf(filter, facts.lastDay)
      const depth = Math.max(TEXT_DEPTH, Math.ceil(about.size * TEXT_SHARE), limit * 4)
      const said = words && textHits(words.terms, where, depth)
      const near = useDense ? denseHits(dense, where, depth) : undefined
      // While Lance looks.
      const called = words && titles().find(queryGrams(text))
      const [textFound, denseFound] = await Promise.all([said, near])
      const ranked = fuseAround(
        {
          arms: {
            text: textFound && armOfHits(textFound),
            titles: called,
            occupation: weights.occupation > 0 ? occupations.find(vector) : undefined,
            dense: denseFound && armOfHits(denseFound),
          },
          vectors: occupations,
          admits: facts.admitting(filter),
          idOf: (row) => ids[row]!,
          // The same ones for every search, since nothing waits while they are summed: at a million rows making new ones would take longer.
          sums: sums.fill(0),
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
  const warmUp = async () => {
    await table.prewarmIndex(TEXT_INDEX)
    await index.search({ text: `${about.terms[0] ?? ''} ${NOBODY_SAYS}`, filter: {}, limit: 1 })
  }
  const warming = setTimeout(() => void warmUp().catch(() => {}), WARMING_AFTER_MS)
  warming.unref()
  return index
}

const WARMING_AFTER_MS = 300

/** As Lance names the index of the column `words`. */
const TEXT_INDEX = 'words_idx'
const NOBODY_SAYS = 'xzqwkv'
/**
 * Text matches read per query, at least and as a share of all rows: beyond, a match is too weak to lift a row that no other arm found. Half of
 * it finds .94 of the ten best of a search twenty times as deep at 200,000 offers, this .98, twice as much .99 (200 searches).
 */
const TEXT_DEPTH = 500
const TEXT_SHARE = 1 / 200
const DENSE_REFINE = 2
/** Some 100 MB, and all of a usual catalogue. */
const REMEMBERED_BODIES = 24_000

async function openTable(connection: Connection, version: string): Promise<Table> {
  try {
    return await connection.openTable(tableName('items', version))
  } catch (cause) {
    throw new LanceError('VERSION_DAMAGED', `The items of catalogue version ${version} cannot be opened.`, { cause })
  }
}

/** Items by row, the latest read kept: what is found once is often found again. `read` gives those of some rows, in any order. */
function rememberBodies(
  read: (rows: readonly number[]) => Promise<Item[]>,
  rowOf: ReadonlyMap<string, number>,
): (rows: readonly number[]) => Promise<Item[]> {
  const remembered = new Map<number, Item>()
  return async (rows) => {
    const found = new Map<number, Item>()
    for (const row of rows) {
      const item = remembered.get(row)
      if (item) found.set(row, item)
    }
    const missing = [...new Set(rows.filter((row) => !found.has(row)))]
    if (missing.length > 0) {
      for (const item of await read(missing)) found.set(rowOf.get(item.id) ?? -1, item)
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
