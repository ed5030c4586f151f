import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { meaningfulWords } from '../../guardrails/language/words.ts'
import { features } from '../../src/occupations/words.ts'

/** What any search engine is given of an offer. */
export interface Document {
  id: string
  title: string
  text: string
}

export interface Engine {
  name: string
  /** Indexes the documents. */
  load(documents: readonly Document[]): Promise<Search>
}

/** Ids, best first. */
export type Search = (text: string, limit: number) => Promise<string[]> | string[]

/**
 * The search products that we compare ourselves with, each set up as its manual advises for French. They are no dependencies: npm puts them in a
 * folder of their own the first time. Without a registry only SQLite, which is in Node, is there.
 */
export async function peers(folder: string): Promise<{ engines: Engine[]; absent?: string }> {
  try {
    install(folder)
  } catch {
    return {
      engines: [sqliteEngine],
      absent: 'npm could not install Orama, MiniSearch and FlexSearch: they are not compared.',
    }
  }
  const load = createRequire(pathToFileURL(join(resolve(folder), 'package.json')))
  const fromFolder = (name: string) => import(pathToFileURL(load.resolve(name)).href)
  const orama: Orama = await fromFolder('@orama/orama')
  const french: OramaLanguage = await fromFolder('@orama/stemmers/french')
  const minisearch: { default: new (options: object) => MiniSearch } = await fromFolder('minisearch')
  const flexsearch: { default: FlexSearch } = await fromFolder('flexsearch')
  return {
    engines: [
      oramaEngine(orama, french),
      miniSearchEngine(minisearch.default),
      flexSearchEngine(flexsearch.default),
      sqliteEngine,
    ],
  }
}

const versions = { '@orama/orama': '3', '@orama/stemmers': '3', minisearch: '7', flexsearch: '0.8' }

function install(folder: string): void {
  if (Object.keys(versions).every((name) => existsSync(join(folder, 'node_modules', name)))) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }))
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=0'], {
    cwd: folder,
    stdio: 'ignore',
    timeout: 120_000,
  })
}

interface Orama {
  create(options: object): object
  insertMultiple(database: object, documents: readonly Document[]): Promise<unknown>
  search(database: object, query: object): Promise<{ hits: { id: string }[] }>
}
interface OramaLanguage {
  stemmer: (word: string) => string
  language: string
}

const oramaEngine = (orama: Orama, { stemmer, language }: OramaLanguage): Engine => ({
  name: 'Orama',
  async load(documents) {
    const schema = { title: 'string', text: 'string' }
    const database = orama.create({ schema, components: { tokenizer: { language, stemming: true, stemmer } } })
    await orama.insertMultiple(database, documents)
    return async (term, limit) => {
      const query = { term, properties: ['title', 'text'], boost: { title: 3 }, limit, threshold: 1 }
      return (await orama.search(database, query)).hits.map(({ id }) => id)
    }
  },
})

interface MiniSearch {
  addAll(documents: readonly Document[]): void
  search(text: string): { id: string }[]
}

const miniSearchEngine = (Index: new (options: object) => MiniSearch): Engine => ({
  name: 'MiniSearch',
  async load(documents) {
    const index = new Index({
      fields: ['title', 'text'],
      searchOptions: { boost: { title: 3 }, fuzzy: 0.2, prefix: true },
    })
    index.addAll(documents)
    return (text, limit) =>
      index
        .search(text)
        .slice(0, limit)
        .map(({ id }) => id)
  },
})

interface FlexSearch {
  Document: new (
    options: object,
  ) => { add(document: Document): void; search(text: string, options: object): { id: string }[] }
  Charset: Record<string, unknown>
}

const flexSearchEngine = ({ Document, Charset }: FlexSearch): Engine => ({
  name: 'FlexSearch',
  async load(documents) {
    const field = (name: string) => ({ field: name, tokenize: 'forward', encoder: Charset.LatinBalance })
    const index = new Document({ document: { id: 'id', index: [field('title'), field('text')] } })
    for (const document of documents) index.add(document)
    return (text, limit) => index.search(text, { limit, suggest: true, merge: true }).map(({ id }) => id)
  },
})

/** FTS5 knows no French: it is given our Snowball stems. */
const sqliteEngine: Engine = {
  name: 'SQLite FTS5',
  async load(documents) {
    const stems = (text: string) => meaningfulWords(text).map((word) => features(word).stem)
    const database = new DatabaseSync(':memory:')
    database.exec('CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, title, text)')
    const insert = database.prepare('INSERT INTO documents VALUES (?, ?, ?)')
    database.exec('BEGIN')
    for (const { id, title, text } of documents) insert.run(id, stems(title).join(' '), stems(text).join(' '))
    database.exec('COMMIT')
    const select = database.prepare(
      'SELECT id FROM documents WHERE documents MATCH ? ORDER BY bm25(documents, 0, 3, 1) LIMIT ?',
    )
    return (text, limit) => {
      const words = [...new Set(stems(text))]
      if (words.length === 0) return []
      return select
        .all(words.map((word) => `"${word.replaceAll('"', '')}"`).join(' OR '), limit)
        .map(({ id }) => String(id))
    }
  },
}
