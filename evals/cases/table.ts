import { createReadStream } from 'node:fs'
import { columnKey, csvRows } from '../../src/catalogue/import/csv-records.ts'
import { SaidCase } from '../said.ts'
import { checkRows, readJsonLines } from '../suites/jsonl.ts'
import { communeCode } from './commune.ts'

const lists = ['outcome', 'excludeModalities', 'kinds', 'excludeProviders', 'never', 'says', 'saysNot'] as const
const numbers = ['radiusKm', 'maxPrice', 'maxHours', 'level'] as const
const texts = ['modality', 'schedule', 'startAfter', 'startBefore'] as const
const grades = ['right', 'close', 'absurd'] as const

const all: readonly string[] = [
  'id',
  'say',
  'near',
  ...grades.flatMap((grade) => [`${grade} codes`, `${grade} words`]),
  ...lists,
  ...numbers,
  ...texts,
  'certifying',
  'why',
]
const known = new Set(all.map(columnKey))

/** Cases of a file, whichever of the two forms it has. */
export const readCases = async (file: string): Promise<SaidCase[]> =>
  file.endsWith('.csv') ? readTable(file) : readJsonLines(file, SaidCase)

/**
 * Cases from a spreadsheet saved as CSV: a header line, one case a row. Columns are the names of the schema (`say`, `outcome`, `near`,
 * `right codes`, `right words`, `never`…), a town standing for its code; what is empty is not judged; several values in a cell, several messages too, are separated by "|".
 */
async function readTable(file: string): Promise<SaidCase[]> {
  const rows: { line: number; value: unknown }[] = []
  const problems: string[] = []
  let columns: readonly string[] | undefined
  for await (const row of csvRows(createReadStream(file))) {
    if ('refused' in row) {
      problems.push(`${file}, line ${row.position?.line ?? 1}: ${row.detail ?? row.refused}`)
      continue
    }
    if (!columns) {
      columns = row.columns
      // A column that nobody reads would be believed to be judged.
      const unknown = columns.filter((name) => name !== '' && !known.has(columnKey(name)))
      for (const name of unknown)
        problems.push(`${file}, line 1: no column is called ${name}. There are: ${all.join(', ')}`)
      if (!row.has('say')) problems.push(`${file}, line 1: a column say is needed: what was said`)
    }
    const one = (column: string) => row.value(column)
    // What spreadsheets leave below the last row.
    if (all.every((column) => one(column) === undefined)) continue
    const several = (column: string) =>
      one(column)
        ?.split('|')
        .map((value) => value.trim())
    const expect: Record<string, unknown> = {}
    for (const column of lists) expect[column] = several(column)
    for (const column of texts) expect[column] = one(column)
    for (const column of numbers) expect[column] = one(column) === undefined ? undefined : Number(one(column))
    const town = one('near')
    const commune = town === undefined ? undefined : await communeCode(town)
    if (commune && 'code' in commune) expect.near = commune.code
    if (commune && 'problem' in commune) problems.push(`${file}, line ${row.position.line}: near: ${commune.problem}`)
    const certifying = one('certifying')
    expect.certifying = certifying === undefined ? undefined : /^(?:oui|yes|true|1)$/i.test(certifying)
    for (const grade of grades) {
      const [codes, words] = [several(`${grade} codes`), several(`${grade} words`)]
      if (codes || words) expect[grade] = { codes: codes ?? [], words: words ?? [] }
    }
    const { line } = row.position
    const said = Object.fromEntries(Object.entries(expect).filter(([, value]) => value !== undefined))
    rows.push({
      line,
      value: { id: one('id') ?? `line-${line}`, say: several('say') ?? [], expect: said, why: one('why') },
    })
  }
  return checkRows(file, rows, (value) => SaidCase.parse(value), problems)
}
