import { figureNamed, figureSaid } from '../explanation/figures.ts'
import { typeset } from '../options/french.ts'
import { type Evidence, faultOf, type Source } from './sources.ts'
import { settingIn, type Template, values } from './template.ts'

/** A table counted from the code: its columns and rows, and where it was counted. */
export interface Table {
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  from: string
}

export type Part =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph' | 'item' | 'box'; text: string; sources: readonly Source[] }
  | ({ kind: 'table'; name: string } & Table)

/** What is printed: every sentence with what it rests on. */
export interface Document {
  name: string
  title: string
  readers: string
  /** See Template. */
  isPlain: boolean
  parts: Part[]
}

export interface Counted {
  tables: Readonly<Record<string, Table>>
  numbers: Readonly<Record<string, number>>
}

export interface Made {
  document: Document
  /** Why it may not be printed, each with its line; none where all holds. */
  faults: string[]
}

/** Fills a template with what was counted and measured. A sentence whose source does not hold is a fault, and so is a value that nothing gives. */
export function makeDocument(template: Template, { tables, numbers }: Counted, evidence: Evidence): Made {
  const faults: string[] = []
  const parts = template.blocks.map((block): Part => {
    const fault = (why: string) => faults.push(`${template.name}, ligne ${block.line} : ${why}`)
    if (block.kind === 'heading') return { kind: 'heading', level: block.level, text: block.text }
    if (block.kind === 'table') {
      const table = tables[block.table]
      if (!table) fault(`le tableau « ${block.table} » n’existe pas`)
      return { kind: 'table', name: block.table, ...(table ?? { columns: [], rows: [], from: '' }) }
    }
    for (const source of block.sources) {
      const why = faultOf(source, evidence)
      if (why) fault(why)
    }
    const text = block.text.replace(values, (_, kind: string, reference: string) => {
      const said = filled(kind, reference, numbers, evidence)
      if (said === undefined) fault(`« ${reference} » n’a pas de valeur`)
      return said ?? '?'
    })
    return { kind: block.kind, text: typeset(text), sources: block.sources }
  })
  const { name, title, readers, isPlain } = template
  return { document: { name, title, readers, isPlain, parts }, faults }
}

function filled(
  kind: string,
  reference: string,
  numbers: Counted['numbers'],
  { figures, settings }: Evidence,
): string | undefined {
  if (kind === 'nombre') return numbers[reference] === undefined ? undefined : number.format(numbers[reference])
  if (kind === 'réglage') {
    const [name, without] = settingIn(reference)
    const value = settings[name]
    if (value === undefined || value === '') return without ?? `à compléter (${name})`
    return value === true || value === 'on' ? 'oui' : value === false || value === 'off' ? 'non' : String(value)
  }
  const measure = figureNamed(figures, reference)
  return measure && figureSaid(measure)
}

const number = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 })

/**
 * What the agency alone can decide before it begins: each sentence that says so, with the document it stands in. What `[agence: …]` gives a moment
 * for ("le moment venu") is done then, and is no decision to take now.
 */
export const leftToAgency = (documents: readonly Document[]): { document: string; text: string }[] =>
  documents.flatMap(({ title, parts }) =>
    parts.flatMap((part) =>
      'sources' in part && part.sources.some(({ kind, reference }) => kind === 'agence' && reference === '')
        ? [{ document: title, text: part.text }]
        : [],
    ),
  )
