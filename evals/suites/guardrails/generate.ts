import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { compose, type Piece } from './compose.ts'
import fillers from './fillers.json' with { type: 'json' }
import { type Origin, origins } from './people.ts'
import { createRandom, hashOf, type Random } from './random.ts'
import { applyStyle, drawStyle } from './styles.ts'

/** Offsets are UTF-16 code units of `text` as typed, end excluded. */
export interface Span {
  type: string
  start: number
  end: number
}

/** One message of the development set; its fields are told in README.md. */
export interface Row {
  id: string
  split: 'tune' | 'test'
  template: string
  text: string
  spans: Span[]
  topic?: true
  origin?: Origin
  hard?: true
}

interface TemplateFile {
  /** A training topic of a sensitive field: nothing may be flagged. */
  topic?: true
  /** Clean, and written to tempt the guard. */
  hard?: true
  /** Rows drawn from each template before the quotas are topped up. */
  rows?: number
  /** Typed as written: no greeting, no filler sentence, no style. */
  verbatim?: true
  templates: Record<string, string>
}

interface Template extends Omit<TemplateFile, 'templates'> {
  id: string
  text: string
}

const here = (name: string) => new URL(name, import.meta.url)

/** The part of an author unit is drawn from its id alone, so no template is in both parts. */
export const splitOf = (id: string): Row['split'] => (hashOf(`split:${id}`) % 100 < 36 ? 'tune' : 'test')

const identifierTypes = [
  ...['PERSON', 'PHONE', 'EMAIL', 'ADDRESS', 'DATE_OF_BIRTH', 'AGE', 'NIR', 'FT_ID', 'CAF_NUMBER', 'TAX_ID', 'SIRET', 'SIREN', 'IBAN'],
  ...['CREDIT_CARD', 'ID_CARD', 'PASSPORT', 'DRIVING_LICENCE', 'RESIDENCE_PERMIT', 'LICENCE_PLATE', 'URL', 'HANDLE'],
]
const testSpansPerIdentifier = 205
const testPeoplePerOrigin = 200
const cleanShare = 0.36

export const readTemplates = (): Template[] =>
  readdirSync(here('templates/'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const { templates, ...flags } = JSON.parse(readFileSync(here(`templates/${name}`), 'utf8')) as TemplateFile
      return Object.entries(templates).map(([id, text]) => ({ ...flags, id, text }))
    })

/** The whole generated set, in the order of messages.jsonl. The same templates give the same bytes. */
export const buildMessages = (): Row[] => {
  const templates = readTemplates()
  const rows: Row[] = []
  const seen = new Set<string>()
  const drawn = new Map<string, number>()
  // Counted as rows come: whatever is topped up below asks after each one.
  const tally = new Map<string, number>()
  const countOf = (what: string) => tally.get(what) ?? 0
  const draw = (template: Template, wanted?: Origin): boolean => {
    // A template with few choices runs out of new sentences; the count still moves, so that the next attempt differs.
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const count = (drawn.get(template.id) ?? 0) + 1
      drawn.set(template.id, count)
      const row = buildRow(template, count, wanted)
      if (seen.has(row.text)) continue
      seen.add(row.text)
      rows.push(row)
      const tested = row.split === 'test' ? [row.origin, ...row.spans.map((span) => span.type)] : []
      for (const what of [...tested, row.hard && 'hard']) if (what) tally.set(what, countOf(what) + 1)
      return true
    }
    return false
  }

  for (const template of templates) for (let row = 0; row < (template.rows ?? 4); row += 1) draw(template)
  const tests = templates.filter((template) => splitOf(template.id) === 'test')
  // Names alone, so that the weight of the other types does not follow that of names.
  const naming = tests.filter(({ text }) => text.includes('{PERSON') && !/[{|](?!PERSON)[A-Z]{3}/.test(text))
  topUp(naming, origins, testPeoplePerOrigin, countOf, draw)
  for (const type of identifierTypes) {
    const makers = tests.filter((template) => template.text.includes(`{${type}`) && !template.text.includes('|HEALTH'))
    for (let at = 0; countOf(type) < testSpansPerIdentifier && at < 4000; at += 1) draw(makers[at % makers.length]!)
  }
  const clean = templates.filter((template) => template.hard)
  for (let at = 0; countOf('hard') < cleanShare * rows.length && at < 20000; at += 1) draw(clean[at % clean.length]!)
  return rows
}

const topUp = (makers: Template[], groups: readonly Origin[], wanted: number, countOf: (what: string) => number, draw: (template: Template, origin: Origin) => boolean) => {
  for (const group of groups) {
    for (let at = hashOf(group) % makers.length, last = at + 2000; countOf(group) < wanted && at < last; at += 1) draw(makers[at % makers.length]!, group)
  }
}

const buildRow = (template: Template, count: number, wanted?: Origin): Row => {
  const id = `${template.id}-${String(count).padStart(3, '0')}`
  const random = createRandom(id)
  const split = splitOf(template.id)
  const subject = { origin: wanted ?? random.pick(origins), female: random.chance(0.5) }
  const body = compose(template.text, random, subject)
  const pieces = template.verbatim ? body : applyStyle(drawStyle(random), surrounded(body, template, split, random), random)
  const { text, spans } = joined(pieces)
  const named = spans.some((span) => span.type === 'PERSON')
  return {
    id,
    split,
    template: template.id,
    text,
    spans,
    ...(template.topic && { topic: true as const }),
    ...(named && { origin: subject.origin }),
    ...(template.hard && { hard: true as const }),
  }
}

/** A greeting, a clean sentence before or after, a closing: the sentences of one part never appear in the other. */
const surrounded = (body: Piece[], template: Template, split: Row['split'], random: Random): Piece[] => {
  const own = template.id.startsWith('en-') ? fillers.en : fillers.fr
  const of = (sentences: string[]) => sentences.filter((sentence) => splitOf(sentence) === split)
  const plain = (sentence: string): Piece[] => compose(sentence, random, { origin: 'french', female: random.chance(0.5) })
  const pieces: Piece[] = []
  if (random.chance(0.25)) pieces.push({ text: random.pick(own.openings) })
  const before = random.chance(0.2)
  if (before) pieces.push(...plain(random.pick(of(own.sentences))), { text: ' ' })
  pieces.push(...body)
  if (random.chance(0.25)) pieces.push({ text: joint(pieces, random) }, ...plain(random.pick(of(own.sentences))))
  if (random.chance(0.18)) {
    const closing = random.pick(own.closings)
    pieces.push({ text: closing.startsWith('\n') ? closing : joint(pieces, random) + closing.trimStart() })
  }
  return pieces
}

/** Between two sentences; a few writers put nothing. */
const joint = (pieces: readonly Piece[], random: Random): string => {
  const finished = /[.!?…]$/.test(pieces.at(-1)!.text)
  return finished ? random.pick([' ', ' ', '\n']) : random.pick(['. ', '. ', '.\n', '\n', ' - ', ', ', ' '])
}

const joined = (pieces: readonly Piece[]): { text: string; spans: Span[] } => {
  let text = ''
  const spans: Span[] = []
  for (const piece of pieces) {
    const start = text.length
    text += piece.text
    if (piece.type) spans.push({ type: piece.type, start, end: text.length })
  }
  return { text, spans }
}

/**
 * Rows of handwritten.txt, one a line: `id [flags] <tab> text`, spans as ⟦…|TYPE⟧, `\n` for a new line. Each row is its own author unit.
 * Flags: `topic`, `hard`, or the origin of the name.
 */
export const readHandwritten = (): Row[] =>
  readFileSync(here('handwritten.txt'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => {
      const [head, marked] = line.split('\t') as [string, string]
      const [id, ...flags] = head.split(' ') as [string, ...string[]]
      const pieces = marked
        .replaceAll('\\n', '\n')
        .split(/(⟦[^⟧]*⟧)/)
        .filter(Boolean)
        .map((part): Piece => {
          const span = /^⟦(.*)\|([A-Z_]+)⟧$/s.exec(part)
          return span ? { text: span[1]!, type: span[2]! } : { text: part }
        })
      const { text, spans } = joined(pieces)
      const origin = flags.find((flag): flag is Origin => (origins as string[]).includes(flag))
      return {
        id,
        split: splitOf(id),
        template: id,
        text,
        spans,
        ...(flags.includes('topic') && { topic: true as const }),
        ...(origin && { origin }),
        ...(flags.includes('hard') && { hard: true as const }),
      }
    })

export const serialise = (rows: readonly Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

if (import.meta.main) {
  writeFileSync(here('messages.jsonl'), serialise(buildMessages()))
  writeFileSync(here('handwritten.jsonl'), serialise(readHandwritten()))
}
