import type { Connection, Table } from '@lancedb/lancedb'
import type { Item } from '../item.ts'
import type { CatalogueIndex } from './catalogue-index.ts'
import { armWeights, fuse } from './fusion.ts'
import { createLanceArms } from './lance-arms.ts'
import { readLanceRows } from './lance-rows.ts'
import { type About, connect, denseSpaceOf, LanceError, readAbout, tableName } from './lance-table.ts'
import { whereOf } from './lance-where.ts'
import { lengthOf } from './memory-vectors.ts'
import { queryGrams, queryTerms } from './ranking.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

export interface LanceIndex extends CatalogueIndex {
  readonly about: About
  /** Makes what a first search would wait for. It does so by itself a moment after opening, so that a server starts to answer sooner. */
  warmUp(): Promise<void>
  close(): void
}

/**
 * Opens one version of the catalogue in a LanceDB folder (or any LanceDB address). Full text, dense vectors and bodies stay in Lance;
 * what filters read, titles and the occupation vectors (8 of some 500 dimensions) are held in memory, where exact scoring is faster than
 * any index. Throws LanceError `VERSION_MISSING` or `VERSION_DAMAGED`.
 */
export async function openLance({ dir, version }: { dir: string; version: string }): Promise<LanceIndex> {
  const connection = await connect(dir)
  const about = await readAbout(connection, version)
  const table = await openTable(connection, version)
  const { ids, facts, occupations, called, titles, addresses } = await readLanceRows(table, about)
  const space = denseSpaceOf(about)
  const terms = new Set(about.terms)
  let vocabulary: Vocabulary | undefined
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  const bodies = rememberBodies(async (rows) => {
    const read = await table.takeRowIds(rows.map(addresses.of)).select(['body']).toArrow()
    return Array.from(read.getChild('body')!, (body) => JSON.parse(body) as Item)
  }, rowOf)
  const arms = await createLanceArms(table, addresses, about.size)
  const sums = new Float64Array(about.size)

  const index: LanceIndex = {
    version,
    size: about.size,
    fictitious: about.fictitious,
    dense: space,
    about,
    async search({ text = '', vector = [], dense, filter, limit }) {
      const words = queryTerms(text, terms)
      const useDense = dense !== undefined && space !== undefined && lengthOf(dense) > 0
      const weights = armWeights({ text: words?.known ?? 0, occupation: lengthOf(vector), dense: useDense })
      const where = whereOf(filter, facts.lastDay)
      const said = words && arms.text(words.terms, where, limit)
      const near = useDense ? arms.dense(dense, where, limit) : undefined
      // While Lance looks.
      const gramsCalled = words && titles().find(queryGrams(text))
      const found = await Promise.all([said, near])
      const ranked = fuse(
        {
          arms: {
            text: found[0],
            titles: gramsCalled,
            occupation: weights.occupation > 0 ? occupations.find(vector) : undefined,
            dense: found[1],
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
    async pointing(filter) {
      return occupations.pointing(facts.admitting(filter))
    },
    async vocabulary() {
      vocabulary ??= createVocabulary(terms, called)
      return vocabulary
    },
    async warmUp() {
      // Lance reads its full text; titles are indexed and their words counted; bodies are read if all can be remembered: a second at 24,000 offers.
      if (about.size > 0) await arms.warmUp()
      await index.search({ text: about.terms[0] ?? '', filter: {}, limit: 1 })
      await index.vocabulary()
      if (about.size > REMEMBERED_BODIES) return
      for (let row = 0; row < about.size; row += WARMED_AT_ONCE) {
        await bodies(Array.from({ length: Math.min(WARMED_AT_ONCE, about.size - row) }, (_, at) => row + at))
      }
    },
    close: () => {
      clearTimeout(warming)
      table.close()
      connection.close()
    },
  }
  // A version that opens and cannot be searched is told to whoever searches it.
  const warming = setTimeout(() => void index.warmUp().catch(() => {}), WARMING_AFTER_MS)
  warming.unref()
  return index
}

const WARMING_AFTER_MS = 300
/** Bodies parsed before others get their turn: some milliseconds. */
const WARMED_AT_ONCE = 500
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
