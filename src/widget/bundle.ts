import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { isPackable, mergeNames, packWords } from './state/word-lists.ts'

export interface StaticFile {
  type: string
  body: Uint8Array | string
}

const here = import.meta.dirname

/**
 * Bundles the widget in memory: "/widget.js", its lazy chunks and the page's own files under "/widget/", by path.
 * The guard and its word lists are one chunk, loaded when the box gets its first focus.
 */
export async function bundleWidget(): Promise<Record<string, StaticFile>> {
  const built = await build({
    entryPoints: { widget: join(here, 'elements/eventail-chat.ts') },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    // Served as UTF-8: an accent is one letter and not six.
    charset: 'utf8',
    chunkNames: 'widget/[name]-[hash]',
    outdir: join(here, 'out'),
    write: false,
    logLevel: 'silent',
    plugins: [packedLexicon],
  })
  const files: Record<string, StaticFile> = {}
  for (const { path, contents } of built.outputFiles) {
    const name = relative(join(here, 'out'), path).replaceAll('\\', '/')
    files[`/${name}`] = { type: 'text/javascript; charset=utf-8', body: contents }
  }
  files['/widget/page.css'] = { type: 'text/css; charset=utf-8', body: await readFile(join(here, 'page.css')) }
  files['/widget/icon.svg'] = { type: 'image/svg+xml', body: await readFile(join(here, 'icon.svg')) }
  return files
}

/**
 * The word lists of the guard travel packed, and are read back before the guard sees them: the same words as on the server. Where a first name
 * comes from is for those who look after the list; the guard needs the names alone, and one alphabetical list is a third lighter.
 * The lists stand side by side in one module: compression sees no further than 32 KB back, and they have many words in common. Words come
 * before phrases: measured, that order weighs 1 to 2 KB less than others.
 */
const packedLexicon: Plugin = {
  name: 'packed-lexicon',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[\\/]guardrails[\\/](?:lexicon|findings)[\\/].*\.json$/ }, ({ path }) => ({
      contents: `export { ${variableOf(path)} as default } from 'lexicons'`,
      loader: 'js',
    }))
    onLoad({ filter: /guardrails[\\/](?:language|stories|misuse)[\\/][^\\/]+\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify(
        JSON.parse(await readFile(path, 'utf8'), (key, value) => (notCarried.has(key) ? undefined : value)),
      ),
      loader: 'json',
    }))
    onResolve({ filter: /^lexicons$/ }, () => ({ path: 'lexicons', namespace: 'lexicons' }))
    onLoad({ filter: /^lexicons$/, namespace: 'lexicons' }, async () => {
      const files = [...(await jsonIn('lexicon')), ...(await jsonIn('findings'))]
      const packed = await Promise.all(
        files
          .sort((one, other) => placeOf(one) - placeOf(other))
          .map(
            async (file) => `export const ${variableOf(file)} = ${told(carried(file, await readFile(file, 'utf8')))}`,
          ),
      )
      const unpack = JSON.stringify(join(here, 'state/word-lists.ts'))
      return {
        contents: [`import { unpackWords } from ${unpack}`, ...packed].join('\n'),
        loader: 'js',
        resolveDir: here,
      }
    })
  },
}

/** What rules and models say of themselves, for who reads or trains them. */
const notCarried: ReadonlySet<string> = new Set(['about', 'lessons'])

/** What the guard reads of a file there: the words. Who owns them and what is advised come with the policy, and the examples are for tests. */
function carried(file: string, written: string): unknown {
  const { about, owner, advice, examples, ...words }: Record<string, unknown> = JSON.parse(written)
  return basename(file) === 'first-names.json' ? { everyone: mergeNames(Object.values(words)) } : words
}

const guardrails = join(here, '../../guardrails')
const jsonIn = async (folder: string): Promise<string[]> =>
  (await readdir(join(guardrails, folder), { recursive: true }))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(guardrails, folder, name))

const order =
  'first-names surnames everyday-words name-context streets institutions sensitive-frames told-classes health disability religion ethnic-origin union politics sex-life criminal violence guardianship debts housing family papers conduct-classes discrimination inappropriate injection ground'.split(
    ' ',
  )
const placeOf = (file: string): number => order.indexOf(basename(file, '.json'))
const variableOf = (path: string): string => `of_${basename(path, '.json').replaceAll('-', '_')}`

/** A value of a lexicon as code: a long list of words packed, any other as one string, cut again when read. */
function told(value: unknown): string {
  if (isPackable(value)) return `/* @__PURE__ */ unpackWords(${JSON.stringify(packWords(value))})`
  if (isPhraseList(value)) return `/* @__PURE__ */ ${JSON.stringify(value.join(';'))}.split(';')`
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value)
  return `{ ${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}: ${told(inner)}`)
    .join(',')} }`
}

const isPhraseList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 3 && value.every((one) => typeof one === 'string' && !one.includes(';'))
