import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Filter } from '../../../src/catalogue/catalogue-index.ts'
import { createRandom } from '../../../src/catalogue/demonstration/random.ts'
import { type Item, untold } from '../../../src/item.ts'
import type { Split } from '../../scorer.ts'
import { readJsonLines } from '../jsonl.ts'

/** Documents and the queries over them. */
export interface Bench {
  name: string
  items: readonly Item[]
  queries: BenchQuery[]
}

export interface BenchQuery {
  id: string
  split: Split
  group: string
  text: string
  filter: Filter
  gains: ReadonlyMap<string, number>
  judged: (id: string) => boolean
}

/** Beside the repository, and no part of it. */
export const benchesFolder = '../shared/bench'

const folder = join(import.meta.dirname, '../../..', benchesFolder)

const Document = z.object({
  _id: z.string(),
  title: z.string(),
  text: z.string(),
  meta: z.object({ judged: z.boolean().optional(), region: z.string().optional() }).optional(),
})
type Document = z.infer<typeof Document>

const BenchLine = z.object({
  _id: z.string(),
  text: z.string(),
  kind: z.string(),
  filter: z.object({ region: z.string() }).optional(),
})

const benches = [
  { name: 'r1', path: 'r1-rome-fiches', groupOf: () => 'r1', typos: true },
  { name: 'r2', path: 'r2-metier-certif', groupOf: () => 'r2', typos: false },
  { name: 'r3', path: 'r3-formacode-certif', groupOf: (kind: string) => `r3 ${kind}`, typos: false },
  {
    name: 'r4',
    path: 'r4-metier-offres',
    groupOf: (kind: string) => (kind.endsWith('+region') ? 'r4 region' : 'r4'),
    typos: false,
  },
]

/**
 * The development part of the real benches; [] when they are not there. Codes of documents are hidden, as the benches ask: what is
 * measured is words and occupation space over words. All of it counts as the part that gates judge; the bars' own test part is elsewhere.
 */
export function readBenches(): Bench[] {
  if (!existsSync(folder)) return []
  return benches.map(({ name, path, groupOf, typos }) => {
    const documents = readJsonLines(join(folder, path, 'docs.jsonl'), Document)
    const byId = new Map(documents.map((document) => [document._id, document]))
    const gains = readGains(join(folder, path, 'qrels.tsv'))
    const queries = readJsonLines(join(folder, path, 'queries.jsonl'), BenchLine).flatMap((line) => {
      const judged = (id: string) => isJudged(byId.get(id), line.filter?.region)
      const relevant = new Map([...(gains.get(line._id) ?? [])].filter(([id]) => judged(id)))
      if (relevant.size === 0) return []
      const query: BenchQuery = {
        id: line._id,
        split: 'test',
        group: groupOf(line.kind),
        text: line.text,
        filter: {},
        gains: relevant,
        judged,
      }
      return typos
        ? [query, { ...query, id: `${line._id}-typo`, group: `${name} typos`, text: mistyped(line.text) }]
        : [query]
    })
    return { name, items: documents.map(itemOf), queries }
  })
}

/** A region filter is part of the question: documents of other regions are no answers. */
const isJudged = (document: Document | undefined, region: string | undefined): boolean =>
  document !== undefined &&
  document.meta?.judged !== false &&
  (region === undefined || document.meta?.region === region)

function readGains(file: string): Map<string, Map<string, number>> {
  const gains = new Map<string, Map<string, number>>()
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [query, document, grade] = line.split('\t')
    if (!query || !document) continue
    const known = gains.get(query) ?? new Map<string, number>()
    gains.set(query, known.set(document, Number(grade)))
  }
  return gains
}

const itemOf = ({ _id, title, text }: Document): Item => ({
  ...untold(),
  id: _id,
  kind: 'training',
  title,
  summary: text,
  provider: { name: 'unknown' },
  modality: 'onsite',
  partners: [{ name: 'unknown', reference: _id, updatedAt: '2020-01-01' }],
  updatedAt: '2020-01-01',
})

/** One slip of the keyboard in the longest word: two letters swapped, one left out, one doubled, or one for its neighbour in the alphabet. */
export function mistyped(text: string): string {
  const random = createRandom(`typo ${text}`)
  const words = text.split(/(?<=[^\p{L}])|(?=[^\p{L}])/u)
  const longest = words.reduce((best, word, at) => (word.length > words[best]!.length ? at : best), 0)
  const word = words[longest]!
  if (word.length < 5) return text
  const at = random.between(1, word.length - 3)
  const [before, one, two, after] = [word.slice(0, at), word[at]!, word[at + 1]!, word.slice(at + 2)]
  const other = String.fromCodePoint(((one.toLowerCase().charCodeAt(0) - 96) % 26) + 97)
  words[longest] = random.pick([
    before + two + one + after,
    before + two + after,
    before + one + one + two + after,
    before + other + two + after,
  ])
  return words.join('')
}
