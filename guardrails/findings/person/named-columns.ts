import { functions, honorifics, isEveryday, isToponym } from '../../detect/people.ts'
import type { Candidate, Message } from '../../detect/recogniser.ts'
import { type Places, placesOf } from '../../parts.ts'

/** A cell of a table, without the spaces around it. */
interface Cell {
  start: number
  end: number
  text: string
}

/** In a list, only what stands before the colon is a column: the rest are answers to a form. */
interface Table {
  rows: Cell[][]
  bulleted: boolean
}

/**
 * People in a table or a list: in the columns whose head says so ("nom;prenom", "| conseiller |"), and where another line has a
 * name that fills the same cell ("Croizet Yoann⇥5 rue…", "- Mei-Ling Hu : RIB"); and at the head of a line that holds somebody's number.
 */
export function inColumns(
  { plain, cased }: Message,
  found: readonly Candidate[],
  before: readonly Candidate[],
): Candidate[] {
  if (!plain.includes('\n') && !plain.includes('|')) return []
  const people = placesOf(found)
  const numbered = placesOf(before.filter(({ type }) => numbers.has(type)))
  return tablesOf(plain).flatMap((table) => {
    const heads = headsOf(table)
    const rows = table.rows.slice(heads.size > 0 ? 1 : 0)
    const columns = table.rows.reduce((most, { length }) => Math.max(most, length), 0)
    const names: Candidate[] = []
    for (let column = 0; column < Math.min(columns, table.bulleted ? 1 : mostColumns); column++) {
      const cells = rows.flatMap((row) => row.slice(column, column + 1))
      const filled = cells.filter((cell) => isFilled(cell, people))
      const headed = heads.has(column)
      if (!headed && filled.length === 0) continue
      const lower = headed || filled.some(({ start }) => cased[start] === plain[start])
      for (const cell of cells) if (isName(cell, cased, lower, headed)) names.push(named(cell))
    }
    for (const row of table.rows) {
      const number = numbered.after(row[0]!.start)
      if (!number || number.end > row.at(-1)!.end) continue
      for (const cell of row.slice(0, 2)) if (isName(cell, cased, false, false)) names.push(named(cell))
    }
    return names
  })
}

/** The columns whose head says that people stand there. */
const headsOf = ({ rows, bulleted }: Table): ReadonlySet<number> =>
  new Set(bulleted ? [] : rows[0]!.flatMap(({ text }, column) => (heads.test(text) ? [column] : [])))

const named = ({ start, end }: Cell): Candidate => ({ type: 'PERSON', start, end, score: 0.94 })

const mostColumns = 12

/** Numbers that nobody but a person has: an agency has a telephone too. */
const numbers: ReadonlySet<string> = new Set(['NIR', 'FT_ID', 'CAF_NUMBER', 'IBAN', 'ID_CARD', 'RESIDENCE_PERMIT'])

const heads =
  /^(?:(?:n°|no) )?(?:(?:pre)?noms?(?: d'usage)?|(?:pre)?noms?[ ,/&+]{1,3}(?:et )?(?:pre)?noms?|cognom|usagere?s?|beneficiaires?|stagiaires?|candidate?s?|participante?s?|demandeu(?:r|se)s?|conseillere?s?|referente?s?|tut(?:eur|rice)s?|formateurs?|formatrices?|apprentie?s?|salariee?s?|identite|personnes?|(?:first |last |full )?name|surname|jobseekers?|client)$/

/** Neighbouring lines that are cut alike: by bars, by tabs, by semicolons, or as a list by a colon. */
function tablesOf(plain: string): Table[] {
  const lines: { start: number; end: number }[] = []
  for (let start = 0; start <= plain.length; ) {
    const stop = plain.indexOf('\n', start)
    const end = stop < 0 ? plain.length : stop
    lines.push({ start, end })
    start = end + 1
  }
  return separators.flatMap(({ separator, bulleted }) => {
    if (!plain.includes(separator)) return []
    const tables: Table[] = []
    let rows: Cell[][] = []
    const close = (): void => {
      if (rows.length > 1) tables.push({ rows, bulleted })
      rows = []
    }
    for (const { start, end } of lines) {
      const line = plain.slice(start, end)
      if (/^[ |:-]+$/.test(line) && rows.length > 0) continue
      const bullet = bulleted ? /^ ?(?:[-*•–]|\d{1,2}[.)]) {1,2}/.exec(line)?.[0].length : 0
      const cells = bullet === undefined ? [] : cellsOf(line, bullet, start, separator)
      if (bulleted ? bullet === undefined : cells.length < 2) close()
      else rows.push(cells)
    }
    close()
    return tables
  })
}

const separators: readonly { separator: string; bulleted: boolean }[] = [
  { separator: '|', bulleted: false },
  { separator: '\t', bulleted: false },
  { separator: ';', bulleted: false },
  { separator: ':', bulleted: true },
]

/** The cells of a line behind its bullet; the line starts at `offset` in the text. */
function cellsOf(line: string, bullet: number, offset: number, separator: string): Cell[] {
  const cells: Cell[] = []
  for (let from = bullet; from <= line.length; ) {
    const stop = line.indexOf(separator, from)
    const to = stop < 0 ? line.length : stop
    let [first, last] = [from, to]
    while (first < last && line[first] === ' ') first++
    while (last > first && line[last - 1] === ' ') last--
    // A bar at the edge of the line closes nothing.
    if (first < last || (from > bullet && to < line.length))
      cells.push({ start: offset + first, end: offset + last, text: line.slice(first, last) })
    from = to + 1
  }
  return cells
}

/** A name was found from one end of the cell to the other. */
const isFilled = ({ start, end }: Cell, people: Places<Candidate>): boolean => {
  const person = end > start ? people.at(start) : undefined
  return person !== undefined && person.end >= end
}

/** One to four words as names are written; under a head that says so, any word. */
function isName({ start, end, text }: Cell, cased: string, lower: boolean, headed: boolean): boolean {
  if (text.length > 60 || !/^[^\d@]{2,}$/.test(text)) return false
  const words = text.split(/[ ,]{1,2}/)
  const written = cased.slice(start, end).split(/[ ,]{1,2}/)
  if (words.length > 5) return false
  if (headed) return !/^(?:-|nc|nsp|idem|neant|vide|autre|total|n\/a|voir.*|non .*)$/.test(text)
  return words.every(
    (word, index) =>
      (lower || written[index]!.charCodeAt(0) !== word.charCodeAt(0)) &&
      !isEveryday(word) &&
      !isToponym(word) &&
      !honorifics.has(word) &&
      !functions.has(word),
  )
}
