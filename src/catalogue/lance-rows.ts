import type { Table } from '@lancedb/lancedb'
import { collectFacts, type Facts, type FactsOfRows } from './filter.ts'
import { type About, LanceError } from './lance-table.ts'
import { certifyingFrom } from './lance-where.ts'
import { createTextIndex, type TextIndex } from './memory-text.ts'
import { collectSparseVectors, type SparseVectors, sparse } from './memory-vectors.ts'
import { titleGrams } from './ranking.ts'

/** What is held in memory of every row of a version. */
export interface LanceRows {
  ids: readonly string[]
  facts: FactsOfRows
  occupations: SparseVectors
  /** What items are called, equal titles once. */
  called: Iterable<string>
  /** Their index, made when first asked for: as long as all the rest of opening takes. */
  titles: () => TextIndex
  addresses: Addresses
}

/** Where Lance keeps each row: what it finds by an index it names by its address, and what is read by address is looked for nowhere. */
export interface Addresses {
  of(row: number): bigint
  rowsAt(addresses: BigUint64Array): Uint32Array
}

/** Reads a version row by row, and holds no more of a row than searches need. Throws LanceError `VERSION_DAMAGED`. */
export async function readLanceRows(table: Table, { version, size }: About): Promise<LanceRows> {
  const ids = new Array<string>(size).fill('')
  const titles = new Array<string>(size).fill('')
  const facts = collectFacts(size)
  const occupations = collectSparseVectors()
  const addresses = collectAddresses(size)
  const called = new Map<string, string>()
  const seen = new Uint8Array(size)
  let read = 0
  try {
    const columns = ['row', 'id', 'kind', 'modality', 'certifying', 'places', 'starts', 'vector', 'title']
    for await (const batch of table.query().select(columns).withRowId()) {
      const column = Object.fromEntries([...columns, '_rowid'].map((name) => [name, batch.getChild(name)!]))
      for (let at = 0; at < batch.numRows; at += 1) {
        const row: number = column.row!.get(at)
        if (seen[row] === 0) read += 1
        seen[row] = 1
        ids[row] = column.id!.get(at)
        facts.add(row, {
          kind: column.kind!.get(at),
          modality: column.modality!.get(at),
          certifying: certifyingFrom(column.certifying!.get(at)),
          places: numbersOf(column.places!.get(at)),
          starts: numbersOf(column.starts!.get(at)),
        })
        titles[row] = shared(called, column.title!.get(at))
        occupations.add(row, sparse(column.vector!.get(at).toArray()))
        addresses.add(row, column._rowid!.get(at))
      }
    }
  } catch (cause) {
    throw new LanceError('VERSION_DAMAGED', `Catalogue version ${version} cannot be read.`, { cause })
  }
  if (read !== size || ids.length !== size) {
    throw new LanceError('VERSION_DAMAGED', `Catalogue version ${version} holds ${read} of ${size} items.`)
  }
  let indexed: TextIndex | undefined
  const indexOnce = () => {
    indexed ??= createTextIndex(titles.splice(0), titleGrams)
    return indexed
  }
  return {
    ids,
    facts: facts.finish(),
    occupations: occupations.finish(),
    called: { [Symbol.iterator]: () => called.keys() },
    titles: indexOnce,
    addresses: addresses.finish(),
  }
}

/** A list of numbers as Arrow gives it. */
function numbersOf(list: { toArray(): ArrayLike<number> }): Facts['places'] {
  return Array.from(list.toArray())
}

/** Equal titles are kept once. */
function shared(known: Map<string, string>, title: string): string {
  const first = known.get(title)
  if (first === undefined) known.set(title, title)
  return first ?? title
}

/** An address is a fragment of the table in its upper half, a place in that fragment in its lower one. */
function collectAddresses(size: number) {
  const addresses = new BigUint64Array(size)
  const fragments = new Map<number, number[]>()
  return {
    add(row: number, address: bigint): void {
      addresses[row] = address
      const fragment = Number(address >> 32n)
      const rows = fragments.get(fragment) ?? []
      if (rows.length === 0) fragments.set(fragment, rows)
      rows[Number(address & 0xffffffffn)] = row
    },
    finish(): Addresses {
      return {
        of: (row) => addresses[row]!,
        rowsAt(found) {
          // Little-endian, as every machine that Lance runs on.
          const halves = new Uint32Array(found.buffer, found.byteOffset, found.length * 2)
          return Uint32Array.from(found, (_, at) => fragments.get(halves[at * 2 + 1]!)![halves[at * 2]!]!)
        },
      }
    },
  }
}
