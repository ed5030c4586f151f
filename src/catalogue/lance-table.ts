import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Connection, Table } from '@lancedb/lancedb'
import { z } from 'zod'
import type { Item } from '../item.ts'
import type { CatalogueIndex } from './catalogue-index.ts'
import { embedItems } from './embed-items.ts'
import { factsOf } from './filter.ts'
import { digestOfText } from './known-vectors.ts'
import { cellsOf, certifyingAs, monthsOf } from './lance-where.ts'
import { indexedTerms, titleText } from './ranking.ts'

/** What a version says of itself; written after everything else, so a version without it was never finished. */
export const About = z.object({
  version: z.string(),
  size: z.number().int(),
  fictitious: z.boolean(),
  /** modelId of the occupation space, and of the dense space if there is one: a query embedded by another model must not be compared. */
  embedding: z.string(),
  dense: z.string().optional(),
  /** Of the dense space. */
  dimensions: z.number().int().optional(),
  builtAt: z.string(),
  /** Every term of the full text, so that a misspelt word can be known as such, and how many rows say it. */
  terms: z.array(z.string()),
  saying: z.array(z.number().int()),
  /** Rows that have left since the full text was indexed as a whole: it weighs words by them still. */
  left: z.number().int(),
})
export type About = z.infer<typeof About>

/** The dense space of a version, in the words of its index. */
export function denseSpaceOf({ dense, dimensions }: Pick<About, 'dense' | 'dimensions'>): CatalogueIndex['dense'] {
  return dense && dimensions ? { model: dense, dimensions } : undefined
}

/** Changes with the columns and with what is written in them: a version laid out otherwise was written by another release, and is built again rather than read. */
export const LAYOUT = 5

export class LanceError extends Error {
  readonly code: 'VERSION_MISSING' | 'VERSION_DAMAGED' | 'VERSION_EXISTS' | 'THREADS'

  constructor(code: LanceError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LanceError'
    this.code = code
  }
}

export interface LanceTableOptions {
  /** A folder, or any address LanceDB can connect to. */
  dir: string
  /** Letters, digits, dot, dash and underscore. */
  version: string
  items: AsyncIterable<Item> | Iterable<Item>
  /**
   * A digest of all that each item is made from, in their order: the next version keeps the rows of those that did not change (see
   * lance-renewal.ts). Without them it keeps none.
   */
  made?: readonly string[]
  embed: EmbeddingModelV4
  /** A second, dense space, from an embedding endpoint. */
  dense?: EmbeddingModelV4
  builtAt: Date
  /** Called after each batch with the items written so far. */
  onProgress?: (written: number) => void
}

/**
 * Writes one version, in batches, with its indexes. Until the last write the version does not exist for anyone. Throws LanceError
 * `VERSION_EXISTS`; a build that was killed may be started again under its name.
 */
export async function buildLanceTable(options: LanceTableOptions): Promise<Described> {
  const { dir, version, made = [], embed, dense, builtAt } = options
  const connection = await connect(dir)
  try {
    await makeRoom(connection, version)
    const terms = new Map<string, number>()
    let table: Table | undefined
    let size = 0
    let fictitious = false
    let dimensions: number | undefined
    for await (const items of batches(options.items)) {
      const drafts = items.map((item, at) => ({ row: size + at, item, made: made[size + at] ?? '' }))
      const rows = await rowsOf(drafts, { embed, dense, terms })
      dimensions ??= rows[0]!.dense?.length
      table ??= await createTable(connection, version, rows[0]!.vector.length, dimensions)
      await table.add(rows)
      size += items.length
      fictitious ||= items.some((item) => item.fictitious === true)
      options.onProgress?.(size)
    }
    table ??= await createTable(connection, version, 1, undefined)
    await createIndexes(table, size, dense !== undefined)
    table.close()
    const about = {
      version,
      size,
      fictitious,
      embedding: embed.modelId,
      dense: dense?.modelId,
      dimensions,
      builtAt: builtAt.toISOString(),
      left: 0,
    }
    await finish(connection, about, terms)
    return about
  } finally {
    connection.close()
  }
}

export type Described = Omit<About, 'terms' | 'saying'>

/** Throws LanceError `VERSION_EXISTS`; what a killed build left under the name goes. */
export async function makeRoom(connection: Connection, version: string): Promise<void> {
  if ((await tableNames(connection)).includes(tableName('about', version))) {
    throw new LanceError('VERSION_EXISTS', `Catalogue version ${version} exists already; versions never change.`)
  }
  await dropVersion(connection, version)
}

/** From then on the version exists. */
export async function finish(
  connection: Connection,
  about: Described,
  terms: ReadonlyMap<string, number>,
): Promise<void> {
  const sorted = [...terms].sort(([one], [other]) => (one < other ? -1 : 1))
  const counted = { terms: sorted.map(([term]) => term), saying: sorted.map(([, rows]) => rows) }
  await connection.createTable(tableName('about', about.version), [{ json: JSON.stringify({ ...about, ...counted }) }])
}

export async function readAbout(connection: Connection, version: string): Promise<About> {
  const name = tableName('about', version)
  try {
    if (!(await tableNames(connection)).includes(name)) {
      throw new LanceError('VERSION_MISSING', `There is no catalogue version ${version}.`)
    }
    const [row] = await (await connection.openTable(name)).query().toArray()
    return About.parse(JSON.parse(row.json))
  } catch (cause) {
    if (cause instanceof LanceError) throw cause
    throw new LanceError('VERSION_DAMAGED', `Catalogue version ${version} cannot be read.`, { cause })
  }
}

/** Versions of which anything is left, finished or not. */
export async function listVersions(connection: Connection): Promise<string[]> {
  const named = (await tableNames(connection)).map((name) => /^(?:items|about)-(.+)$/.exec(name)?.[1])
  return [...new Set(named.filter((version) => version !== undefined))]
}

/** `about` goes first: from then on the version does not exist, whatever happens to the rest. */
export async function dropVersion(connection: Connection, version: string): Promise<void> {
  const names = await tableNames(connection)
  for (const name of [tableName('about', version), tableName('items', version)]) {
    if (names.includes(name)) await connection.dropTable(name)
  }
}

export function tableName(what: 'items' | 'about', version: string): string {
  return `${what}-${Version.parse(version)}`
}

const Version = z.string().regex(/^[\w.-]{1,64}$/)

/** Lance reads both when it is loaded; with two threads, indexing a large table waits for itself for ever. */
export async function connect(dir: string): Promise<Connection> {
  const threads = Number(process.env.LANCE_CPU_THREADS ?? 4)
  if (!(threads >= 3)) throw new LanceError('THREADS', 'LANCE_CPU_THREADS must be at least 3.')
  process.env.LANCE_CPU_THREADS = String(threads)
  process.env.LANCEDB_LOG ??= 'error'
  const lancedb = await import('@lancedb/lancedb')
  return lancedb.connect(dir)
}

export const BATCH = 1024
/** LanceDB's own limit for names is ten unless told. */
const MOST_TABLES = 1000
/** Below, comparing all dense vectors is as fast as an index. */
export const DENSE_INDEX_FROM = 5000

async function tableNames(connection: Connection): Promise<string[]> {
  return connection.tableNames({ limit: MOST_TABLES })
}

async function* batches(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length === BATCH) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

export interface Draft {
  row: number
  item: Item
  made: string
}

interface Making extends Pick<LanceTableOptions, 'embed' | 'dense'> {
  /** How many rows say each term; those made are counted in. */
  terms: Map<string, number>
}

export async function rowsOf(drafts: readonly Draft[], { embed, dense, terms }: Making) {
  const items = drafts.map(({ item }) => item)
  const vectors = await embedItems(embed, items)
  const denseVectors = dense && (await embedItems(dense, items))
  return drafts.map((draft, at) => rowOf(draft, vectors[at]!, denseVectors?.[at], terms))
}

function rowOf({ row, item, made }: Draft, vector: number[], dense: number[] | undefined, terms: Map<string, number>) {
  const facts = factsOf(item)
  const words = indexedTerms(item)
  for (const term of new Set(words)) terms.set(term, (terms.get(term) ?? 0) + 1)
  return {
    row,
    id: item.id,
    made,
    embedded: digestOfText(item),
    ...facts,
    certifying: certifyingAs(facts.certifying),
    cells: cellsOf(facts),
    months: monthsOf(facts),
    title: titleText(item),
    words: words.join(' '),
    vector,
    ...(dense && { dense }),
    body: JSON.stringify(item),
  }
}

async function createTable(connection: Connection, version: string, dimensions: number, denseDimensions?: number) {
  const { Field, FixedSizeList, Float32, Float64, Int32, List, Schema, Utf8 } = await import('apache-arrow')
  const text = new Utf8()
  const vector = (size: number) => new FixedSizeList(size, new Field('item', new Float32(), true))
  const columns = {
    row: new Int32(),
    id: text,
    made: text,
    embedded: text,
    kind: text,
    modality: text,
    certifying: text,
    places: new List(new Field('item', new Float64(), true)),
    starts: new List(new Field('item', new Int32(), true)),
    cells: new List(new Field('item', text, true)),
    months: new List(new Field('item', text, true)),
    title: text,
    words: text,
    vector: vector(dimensions),
    ...(denseDimensions && { dense: vector(denseDimensions) }),
    body: text,
  }
  const schema = new Schema(Object.entries(columns).map(([name, type]) => new Field(name, type, false)))
  return connection.createEmptyTable(tableName('items', version), schema, { mode: 'create' })
}

/** Full text, all of it. Stems and roots are made by words.ts, so Lance only splits at spaces. */
export async function indexWords(table: Table): Promise<void> {
  const { Index } = await import('@lancedb/lancedb')
  const plain = { stem: false, removeStopWords: false, asciiFolding: false, withPosition: false, lowercase: false }
  const config = Index.fts({ baseTokenizer: 'whitespace', ...plain, maxTokenLength: 100 })
  await table.createIndex('words', { config, replace: true })
}

async function createIndexes(table: Table, size: number, dense: boolean): Promise<void> {
  if (size === 0) return
  const { Index } = await import('@lancedb/lancedb')
  await table.optimize()
  await indexWords(table)
  await table.createIndex('row', { config: Index.btree() })
  for (const column of ['kind', 'modality', 'certifying']) await table.createIndex(column, { config: Index.bitmap() })
  for (const column of ['cells', 'months']) await table.createIndex(column, { config: Index.labelList() })
  if (dense && size >= DENSE_INDEX_FROM) {
    await table.createIndex('dense', {
      // Many links, since offers of the same text have the same vector and would be linked to each other only: with 20, three in a hundred of
      // the nearest are not found.
      config: Index.hnswSq({ distanceType: 'cosine', numPartitions: 1, m: 48, efConstruction: 500 }),
    })
  }
  // Nobody has opened this version yet, so the fragments that compaction replaced can go at once: half of the disk.
  await table.optimize({ cleanupOlderThan: new Date(), deleteUnverified: true })
}
