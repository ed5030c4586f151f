import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Table } from '@lancedb/lancedb'
import { z } from 'zod'
import type { Item } from '../item.ts'
import { connect, tableName } from './lance-table.ts'
import type { Published } from './open.ts'
import { itemText } from './ranking.ts'
import { addressOf } from './storage.ts'

/** What was embedded for a version: the digest of each item's text, in the order of its rows. */
export async function rememberTexts(dir: string, version: string, items: Iterable<Item>): Promise<void> {
  await mkdir(folderOf(dir), { recursive: true })
  const digests = Array.from(items, (item) => digestOf(itemText(item)))
  await writeFile(fileOf(dir, version), Buffer.concat(digests.map((digest) => Buffer.from(digest, 'base64'))))
}

/** Removes what belongs to other versions. */
export async function forgetTexts(dir: string, kept: ReadonlySet<string>): Promise<void> {
  for (const file of await readdir(folderOf(dir)).catch(() => [])) {
    if (!kept.has(file)) await rm(join(folderOf(dir), file), { force: true })
  }
}

export interface KnownVectors {
  /** The same model, which is asked only for texts that it did not embed for that version. */
  embed(model: EmbeddingModelV4, space: 'vector' | 'dense'): EmbeddingModelV4
  /** How many vectors were taken over so far, in all spaces. */
  reused(): number
  close(): void
}

/**
 * The vectors of a published version, by the text they were made from. An embedding depends on nothing else, so that an item which did not change
 * needs no second one. None are known when the version did not remember its texts.
 */
export async function knownVectors(dir: string, published: Published | undefined): Promise<KnownVectors> {
  const bytes = published && (await readFile(fileOf(dir, published.version)).catch(() => undefined))
  if (!published || !bytes) return { embed: (model) => model, reused: () => 0, close: () => {} }
  const rows = new Map<string, number>()
  for (let at = 0; at + DIGEST <= bytes.length; at += DIGEST) {
    rows.set(bytes.toString('base64', at, at + DIGEST), at / DIGEST)
  }
  const connection = await connect(addressOf(dir))
  const table = await connection.openTable(tableName('items', published.version))
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

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest().toString('base64', 0, DIGEST)
}

function folderOf(dir: string): string {
  return join(dir, 'texts')
}

function fileOf(dir: string, version: string): string {
  return join(folderOf(dir), version)
}
