import { createHash } from 'node:crypto'
import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Connection, Table } from '@lancedb/lancedb'
import { z } from 'zod'
import type { Item } from '../item.ts'
import { connect, tableName } from './lance-table.ts'
import type { Published } from './open.ts'
import { itemText } from './ranking.ts'

export interface KnownVectors {
  /** The same model, which is asked only for texts that it did not embed for that version. */
  embed(model: EmbeddingModelV4, space: 'vector' | 'dense'): EmbeddingModelV4
  /** How many vectors were taken over so far, in all spaces. */
  reused(): number
  close(): void
}

/**
 * The vectors of a published version, by the text they were made from. An embedding depends on nothing else, so that an item which did not change
 * needs no second one. None are known of a version that cannot be read, or that another release laid out.
 */
export async function knownVectors(address: string, published: Published | undefined): Promise<KnownVectors> {
  const known = published && (await rowsEmbedded(address, published).catch(() => undefined))
  if (!known) return { embed: (model) => model, reused: () => 0, close: () => {} }
  const { connection, table, rows } = known
  let reused = 0
  return {
    embed(model, space) {
      const madeWith = space === 'vector' ? published.embedding : published.dense
      if (madeWith !== model.modelId) return model
      return {
        specificationVersion: model.specificationVersion,
        provider: model.provider,
        modelId: model.modelId,
        maxEmbeddingsPerCall: model.maxEmbeddingsPerCall,
        supportsParallelCalls: model.supportsParallelCalls,
        async doEmbed(options) {
          const wanted = options.values.map((text) => rows.get(digestOf(text)))
          const known = await vectorsAt(table, space, wanted)
          const unknown = options.values.filter((_, at) => !known.has(wanted[at] ?? -1))
          reused += options.values.length - unknown.length
          const made = unknown.length > 0 ? await model.doEmbed({ ...options, values: unknown }) : undefined
          const fresh = made?.embeddings[Symbol.iterator]()
          return {
            warnings: [],
            ...made,
            embeddings: wanted.map((row) => known.get(row ?? -1) ?? fresh?.next().value ?? []),
          }
        },
      }
    },
    reused: () => reused,
    close: () => connection.close(),
  }
}

async function rowsEmbedded(
  address: string,
  { version }: Published,
): Promise<{ connection: Connection; table: Table; rows: ReadonlyMap<string, number> }> {
  const connection = await connect(address)
  const table = await connection.openTable(tableName('items', version))
  const rows = new Map<string, number>()
  for (const { row, embedded } of await table.query().select(['row', 'embedded']).toArray()) rows.set(embedded, row)
  return { connection, table, rows }
}

const Row = z.object({ row: z.number(), vector: z.instanceof(Float32Array) })

async function vectorsAt(
  table: Table,
  space: 'vector' | 'dense',
  wanted: readonly (number | undefined)[],
): Promise<Map<number, number[]>> {
  const rows = [...new Set(wanted.filter((row) => row !== undefined))]
  if (rows.length === 0) return new Map()
  const found = await table
    .query()
    .where(`row IN (${rows.join(', ')})`)
    .select(['row', space])
    .toArray()
  return new Map(
    found.map((one) => {
      const { row, vector } = Row.parse({ row: one.row, vector: one[space].toArray() })
      return [row, Array.from(vector)]
    }),
  )
}

/** Bytes: among a million texts, two never meet. */
const DIGEST = 15

const digestOf = (text: string): string => createHash('sha256').update(text).digest().toString('base64', 0, DIGEST)

/** Of what is embedded for an item. */
export const digestOfText = (item: Item): string => digestOf(itemText(item))
