import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Table } from '@lancedb/lancedb'
import type { Item } from '../item.ts'
import {
  BATCH,
  connect,
  DENSE_INDEX_FROM,
  type Described,
  type Draft,
  finish,
  indexWords,
  LAYOUT,
  type LanceTableOptions,
  makeRoom,
  readAbout,
  rowsOf,
  tableName,
} from './lance-table.ts'
import type { Published } from './open.ts'
import { isAddress } from './storage.ts'

/** How a version comes from the one before it: most rows stay as they are, with their vectors and their place in the indexes. */
export interface Renewal {
  before: Published
  /** Rows that leave. */
  gone: readonly number[]
  /** Items to write, by their place among all, and the row that each gets. */
  fresh: readonly { at: number; row: number }[]
  size: number
  itemAt: (at: number) => Item
}

export interface Wanted extends Pick<LanceTableOptions, 'dir' | 'embed' | 'dense'> {
  before: Published | undefined
  /** See LanceTableOptions.made. */
  made: readonly string[]
  itemAt: (at: number) => Item
}

/**
 * What has to be written anew; undefined where that is so much, or so different, that the whole is. The table of a version is copied before it
 * is changed, so that a version stays whole whatever becomes of the next: on an object store, which copies no folder, all is written anew.
 */
export async function planRenewal({ dir, before, made, embed, dense, itemAt }: Wanted): Promise<Renewal | undefined> {
  if (!before || isAddress(dir) || before.layout !== LAYOUT || before.size === 0 || made.length === 0) return undefined
  if (before.embedding !== embed.modelId || before.dense !== dense?.modelId) return undefined
  const isIndexed = (size: number) => dense !== undefined && size >= DENSE_INDEX_FROM
  if (isIndexed(before.size) !== isIndexed(made.length)) return undefined
  const rows = await rowsMade(dir, before.version).catch(() => undefined)
  if (!rows || rows.size === 0) return undefined
  const size = made.length
  const isKept = new Uint8Array(Math.max(size, before.size))
  const changed: number[] = []
  for (const [at, digest] of made.entries()) {
    const row = rows.get(digest)
    // Rows are numbered from 0 without a gap: where they become fewer, the last ones move into the gaps.
    if (row !== undefined && row < size && !isKept[row]) isKept[row] = 1
    else changed.push(at)
  }
  if (changed.length > size * MOST_CHANGED) return undefined
  const free = [...isKept.keys()].filter((row) => !isKept[row])
  const fresh = changed.map((at, index) => ({ at, row: free[index]! }))
  return { before, gone: free.filter((row) => row < before.size), fresh, size, itemAt }
}

/** Beyond, writing all is as fast, and leaves no gaps in its files. */
const MOST_CHANGED = 0.25

/** Full text weighs words by rows that have left until it is indexed as a whole: up to here merits move by less than a thousandth. */
const MOST_LEFT = 0.02

async function rowsMade(dir: string, version: string): Promise<Map<string, number>> {
  const connection = await connect(dir)
  try {
    const table = await connection.openTable(tableName('items', version))
    const rows = new Map<string, number>()
    for (const { row, made } of await table.query().select(['row', 'made']).toArray()) if (made) rows.set(made, row)
    return rows
  } finally {
    connection.close()
  }
}

/** Writes a version as buildLanceTable does, out of a copy of the one before. */
export async function renewLanceTable(
  { dir, version, made = [], embed, dense, builtAt, onProgress }: LanceTableOptions,
  { before, gone, fresh, size, itemAt }: Renewal,
): Promise<Described> {
  const connection = await connect(dir)
  try {
    await makeRoom(connection, version)
    const { terms: termsBefore, saying, ...aboutBefore } = await readAbout(connection, before.version)
    const terms = new Map(termsBefore.map((term, at) => [term, saying[at]!]))
    const folderOf = (name: string) => join(dir, `${tableName('items', name)}.lance`)
    await cp(folderOf(before.version), folderOf(version), { recursive: true })
    const table = await connection.openTable(tableName('items', version))
    for (const rows of parts(gone)) await takeOut(table, rows, terms)
    let fictitious = fresh.length < size && aboutBefore.fictitious
    for (const part of parts(fresh)) {
      const drafts = part.map(({ at, row }): Draft => ({ row, item: itemAt(at), made: made[at] ?? '' }))
      fictitious ||= drafts.some(({ item }) => item.fictitious === true)
      await table.add(await rowsOf(drafts, { embed, dense, terms }))
    }
    onProgress?.(size)
    let left = aboutBefore.left + gone.length
    if (left > size * MOST_LEFT) {
      await indexWords(table)
      left = 0
    }
    // New rows join the indexes, and what they took the place of goes: nobody has opened this version yet.
    if (gone.length + fresh.length > 0) await table.optimize({ cleanupOlderThan: new Date(), deleteUnverified: true })
    table.close()
    const about = { ...aboutBefore, version, size, fictitious, builtAt: builtAt.toISOString(), left }
    await finish(connection, about, terms)
    return about
  } finally {
    connection.close()
  }
}

async function takeOut(table: Table, rows: readonly number[], terms: Map<string, number>): Promise<void> {
  const those = `row IN (${rows.join(', ')})`
  for (const { words } of await table.query().where(those).select(['words']).toArray()) {
    for (const term of new Set<string>(words.split(' '))) {
      const left = (terms.get(term) ?? 0) - 1
      if (left > 0) terms.set(term, left)
      else terms.delete(term)
    }
  }
  await table.delete(those)
}

function* parts<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH)
}
