import type { Item } from '../item.ts'
import type { CatalogueIndex } from './catalogue-index.ts'
import { createMemoryIndex, type MemoryIndexOptions } from './memory.ts'
import type { SparseVector } from './memory-vectors.ts'

interface Header {
  version: string
  fictitious: boolean
  /** modelId of the occupation space the vectors were made in. */
  embedding: string
  size: number
}

/** A catalogue as JSON lines, for a Worker: a header, then each item with its occupation vector as dimension, value, dimension, value… */
export function* writeSnapshot(options: MemoryIndexOptions & { embedding: string }): Generator<string> {
  const { version, fictitious, embedding, items, vectors } = options
  yield `${JSON.stringify({ version, fictitious, embedding, size: items.length } satisfies Header)}\n`
  for (const [row, item] of items.entries()) {
    const { at, values } = vectors[row]!
    const vector = at.flatMap((dimension, index) => [dimension, Math.round(values[index]! * PRECISION) / PRECISION])
    yield `${JSON.stringify({ item, vector })}\n`
  }
}

/**
 * Reads a snapshot line by line, so that text and items are never held whole at the same time (a Worker has 128 MB).
 * Throws when it was made in another occupation space or is cut short.
 */
export async function readSnapshot(stream: ReadableStream<Uint8Array>, embedding: string): Promise<CatalogueIndex> {
  let header: Header | undefined
  const items: Item[] = []
  const vectors: SparseVector[] = []
  for await (const line of lines(stream)) {
    if (!header) {
      header = JSON.parse(line) as Header
      continue
    }
    const row = JSON.parse(line) as { item: Item; vector: number[] }
    items.push(row.item)
    vectors.push({
      at: row.vector.filter((_, index) => index % 2 === 0),
      values: row.vector.filter((_, index) => index % 2 === 1),
    })
  }
  if (header?.size !== items.length) throw new Error('The catalogue snapshot is cut short.')
  if (header.embedding !== embedding) {
    throw new Error(`The catalogue snapshot was made with ${header.embedding}, not ${embedding}: build it again.`)
  }
  return createMemoryIndex({ ...header, items, vectors })
}

/** Cosines are compared to two or three decimals. */
const PRECISION = 10_000

async function* lines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const reader = stream.getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
    const complete = rest.split('\n')
    rest = complete.pop()!
    yield* complete.filter((line) => line !== '')
    if (done) break
  }
  if (rest !== '') yield rest
}
