import { fold } from '../../../guardrails/language/fold.ts'
import type { Imported, Position } from './format.ts'
import { type Line, linesOf } from './lines.ts'

/** A row under its header. Names are compared without case, accents or punctuation: "Libellé formation" is "libelle_formation". */
export interface CsvRow {
  /** The first of these columns that holds something, trimmed. */
  value(...names: readonly string[]): string | undefined
  has(name: string): boolean
  /** As they are written in the header. */
  columns: readonly string[]
  position: Position
  /** What had to be done to read it. */
  repaired: string[]
}

type Refused = Extract<Imported, { refused: string }>

/**
 * The rows of a table with a header line; separator (; , tab |), quotes and encoding are recognised. A quote that is never closed costs its own
 * row at most: reading goes on with the next line. The file has to begin with the header, or with Excel's "sep=;".
 */
export async function* csvRows(chunks: AsyncIterable<Uint8Array>): AsyncIterable<CsvRow | Refused> {
  let header: Map<string, number> | undefined
  let columns: readonly string[] = []
  let record = 0
  for await (const row of tableRows(linesOf(chunks))) {
    const position = { record, line: row.line.number }
    if (!header) {
      if (!('cells' in row) || row.cells.length < 2) {
        yield { refused: 'malformed', detail: 'no header line', position }
        return
      }
      // Of two columns of one name the first counts.
      columns = row.cells.map((name) => name.trim())
      header = new Map(columns.map((name, at) => [columnKey(name), at] as const).reverse())
      continue
    }
    record += 1
    position.record = record
    if ('cells' in row) yield rowOf(row, header, columns, position)
    else yield { refused: row.broken, detail: row.detail, position }
  }
}

type TableRow = { line: Line } & (
  | { cells: string[]; repaired: string[] }
  | { broken: 'malformed' | 'truncated' | 'too-long'; detail: string }
)

/** Texts of several paragraphs are long, files with a stray quote endless. */
const MOST_LINES = 500

/** The first row, which is the header, says how many cells the others have. */
async function* tableRows(lines: AsyncIterable<Line>): AsyncGenerator<TableRow> {
  const ahead = createLookahead(lines)
  let separator: string | undefined
  let width: number | undefined
  for (let line = await ahead.take(); line !== undefined; line = await ahead.take()) {
    if (line.cut) {
      yield { line, broken: 'too-long', detail: 'a line longer than any record' }
      continue
    }
    const announced = separator === undefined && /^sep=(.)\s*$/i.exec(line.text)?.[1]
    if (announced) {
      separator = announced
      continue
    }
    separator ??= separatorOf(line.text)
    const plain = withoutReturn(line.text).split(separator)
    let { cells, open } = readCells(withoutReturn(line.text), separator, [])
    if (open === undefined && (cells.length === width || plain.length !== width)) {
      width ??= cells.length
      yield { line, ...judged(cells, width, line.ended) }
      continue
    }
    const more = open === undefined ? undefined : await ahead.linesToClose(separator)
    if (more && !('fileEnds' in more) && (width === undefined || cells.length + more.cells === width)) {
      let before = line.number
      for (const next of await ahead.takeMany(more.lines)) {
        const paragraphs = '\n'.repeat(next.number - before)
        before = next.number
        ;({ cells, open } = readCells(withoutReturn(next.text), separator, cells, open! + paragraphs))
      }
      width ??= cells.length
      yield { line, cells, repaired: [] }
    } else if (more && 'fileEnds' in more && isCut(line, more.lines, separator, width)) {
      await ahead.takeMany(more.lines.length)
      yield { line, broken: 'truncated', detail: 'the file ends inside quotes' }
    } else if (plain.length === width) {
      // A quote that stands for itself: the line is read without its help, and those after it as if it had never been.
      yield { line, cells: plain.map((cell) => cell.replace(/^"|"$/g, '')), repaired: ['stray quote'] }
    } else yield { line, broken: 'malformed', detail: 'a quote is not closed' }
  }
}

/** Whether a file that ends inside quotes was cut there, rather than has a stray quote: nothing after the quote is a row. */
function isCut(line: Line, after: readonly Line[], separator: string, width = 1): boolean {
  if (after.length === 0) return !line.ended
  return after.every(({ text }) => text.split(separator).length < width)
}

/**
 * Lines that were looked at and not yet taken. What each would do to a quoted cell that is open before it is found out once: a file of stray
 * quotes, each of which may look for its end in `MOST_LINES`, takes no longer than another.
 */
function createLookahead(lines: AsyncIterable<Line>) {
  const source = lines[Symbol.asyncIterator]()
  const waiting: { line: Line; inside?: { cells: number; closed: boolean } }[] = []
  const readOne = async () => {
    const { value } = await source.next()
    if (value !== undefined) waiting.push({ line: value })
  }
  return {
    async take(): Promise<Line | undefined> {
      return waiting.shift()?.line ?? (await source.next()).value
    },
    async takeMany(count: number): Promise<Line[]> {
      return waiting.splice(0, count).map(({ line }) => line)
    },
    /** How many lines it takes to the end of a row that is open, and the cells they add; the lines left when the file ends before. */
    async linesToClose(
      separator: string,
    ): Promise<{ lines: number; cells: number } | { fileEnds: true; lines: Line[] } | undefined> {
      let cells = 0
      for (let at = 0; at < MOST_LINES - 1; at += 1) {
        if (waiting.length === at) await readOne()
        const next = waiting[at]
        if (next === undefined) return { fileEnds: true, lines: waiting.map(({ line }) => line) }
        if (next.line.cut) return undefined
        if (!next.inside) {
          const read = readCells(withoutReturn(next.line.text), separator, [], '')
          next.inside = { cells: read.cells.length, closed: read.open === undefined }
        }
        cells += next.inside.cells
        if (next.inside.closed) return { lines: at + 1, cells }
      }
      return undefined
    },
  }
}

/** A row with more cells than columns cannot be trusted, unless nothing is in them; a last one with fewer may have been cut. */
function judged(
  cells: string[],
  width: number,
  ended: boolean,
): { cells: string[]; repaired: string[] } | { broken: 'malformed' | 'truncated'; detail: string } {
  if (cells.slice(width).some((cell) => cell.trim() !== '')) {
    return { broken: 'malformed', detail: `${cells.length} cells under ${width} columns` }
  }
  if (cells.length >= width) return { cells, repaired: [] }
  if (!ended) return { broken: 'truncated', detail: `the file ends after ${cells.length} of ${width} columns` }
  return { cells, repaired: ['missing cells'] }
}

/**
 * Adds the cells of a line to `cells`. `open` is what was read of a quoted cell that the line before did not end, and then that this one does not
 * end. A quote ends its cell only before a separator or the end of the line; elsewhere it is a character, as people type it.
 */
function readCells(
  line: string,
  separator: string,
  cells: string[],
  open?: string,
): { cells: string[]; open?: string } {
  let at = 0
  for (;;) {
    if (open === undefined && line[at] === '"') {
      open = ''
      at += 1
    }
    if (open === undefined) {
      const end = line.indexOf(separator, at)
      cells.push(end < 0 ? line.slice(at) : line.slice(at, end))
      if (end < 0) return { cells }
      at = end + 1
      continue
    }
    const quote = line.indexOf('"', at)
    if (quote < 0) return { cells, open: open + line.slice(at) }
    open += line.slice(at, quote)
    at = quote + 1
    if (at === line.length || line[at] === separator) {
      cells.push(open)
      open = undefined
      if (at === line.length) return { cells }
      at += 1
    } else {
      open += '"'
      if (line[at] === '"') at += 1
    }
  }
}

function rowOf(
  { cells, repaired }: { cells: string[]; repaired: string[] },
  header: ReadonlyMap<string, number>,
  columns: readonly string[],
  position: Position,
): CsvRow {
  return {
    value(...names) {
      for (const name of names) {
        const cell = cells[header.get(columnKey(name)) ?? -1]?.trim()
        if (cell) return cell
      }
      return undefined
    },
    has: (name) => header.has(columnKey(name)),
    columns,
    position,
    repaired,
  }
}

const keys = new Map<string, string>()

/** What names of columns are compared by. */
export function columnKey(name: string): string {
  const known = keys.get(name)
  if (known !== undefined) return known
  const key = fold(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  if (keys.size < MOST_KEYS) keys.set(name, key)
  return key
}

/** The columns of all formats are a few hundred. */
const MOST_KEYS = 2000

function separatorOf(line: string): string {
  const unquoted = line.replace(/"[^"]*"/g, '')
  const counts = [';', ',', '\t', '|'].map((separator) => unquoted.split(separator).length)
  return [';', ',', '\t', '|'][counts.indexOf(Math.max(...counts))]!
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
