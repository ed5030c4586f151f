import type { Table } from '@lancedb/lancedb'
import type { Facts } from './filter.ts'
import { type About, LanceError } from './lance-table.ts'
import { createTextScores, type TextScores } from './memory-text.ts'
import { collectSparseVectors, type SparseVectors, sparse } from './memory-vectors.ts'
import { titleGrams } from './ranking.ts'

/** What is held in memory of every row of a version. */
export interface LanceRows {
  ids: readonly string[]
  facts: readonly Facts[]
  occupations: SparseVectors
  /** Indexed when first asked for: as long as all the rest of opening takes. */
  titles: () => TextScores
}

/** Reads a version row by row, and holds no more of a row than searches need. Throws LanceError `VERSION_DAMAGED`. */
export async function readLanceRows(table: Table, { version, size }: About): Promise<LanceRows> {
  const ids = new Array<string>(size).fill('')
  const facts = new Array<Facts>(size)
  const occupations = collectSparseVectors()
  const titles = new Array<string>(size).fill('')
  const kinds = new Map<string, Facts['kind']>()
  const modalities = new Map<string, Facts['modality']>()
  const numbers = new Map<string, readonly number[]>()
  const seen = new Uint8Array(size)
  let read = 0
  try {
    const columns = ['row', 'id', 'kind', 'modality', 'certifying', 'places', 'starts', 'vector', 'title']
    for await (const batch of table.query().select(columns)) {
      const column = Object.fromEntries(columns.map((name) => [name, batch.getChild(name)!]))
      for (let at = 0; at < batch.numRows; at += 1) {
        const row: number = column.row!.get(at)
        if (seen[row] === 0) read += 1
        seen[row] = 1
        ids[row] = column.id!.get(at)
        facts[row] = {
          kind: shared(kinds, column.kind!.get(at)),
          modality: shared(modalities, column.modality!.get(at)),
          certifying: column.certifying!.get(at),
          places: shared(numbers, [...column.places!.get(at)]),
          starts: shared(numbers, [...column.starts!.get(at)]),
        }
        titles[row] = column.title!.get(at)
        occupations.add(row, sparse(column.vector!.get(at).toArray()))
      }
    }
  } catch (cause) {
    throw new LanceError('VERSION_DAMAGED', `Catalogue version ${version} cannot be read.`, { cause })
  }
  if (read !== size || ids.length !== size) {
    throw new LanceError('VERSION_DAMAGED', `Catalogue version ${version} holds ${read} of ${size} items.`)
  }
  let indexed: TextScores | undefined
  const indexOnce = () => {
    indexed ??= createTextScores(titles.splice(0), titleGrams)
    return indexed
  }
  return { ids, facts, occupations: occupations.finish(size), titles: indexOnce }
}

/** Many offers are held in the same towns on the same days: what is equal is kept once. */
function shared<Value>(known: Map<string, Value>, value: Value): Value {
  const key = String(value)
  const first = known.get(key) ?? value
  if (first === value) known.set(key, value)
  return first
}
