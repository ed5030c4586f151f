import { createReadStream } from 'node:fs'
import { csvRows } from '../../src/catalogue/import/csv-records.ts'
import { SaidCase } from '../said.ts'
import { checkRows, SuiteDataError } from '../suites/jsonl.ts'
import { communeCode } from './commune.ts'

const lists = ['outcome', 'excludeModalities', 'kinds', 'excludeProviders', 'never', 'says', 'saysNot'] as const
const numbers = ['radiusKm', 'maxPrice', 'maxHours', 'level'] as const
const texts = ['modality', 'schedule', 'startAfter', 'startBefore'] as const
const grades = ['right', 'close', 'absurd'] as const

/**
 * Cases from a spreadsheet saved as CSV: a header line, one case a row. Columns are the names of the schema (`say`, `outcome`, `near`,
 * `right codes`, `right words`, `never`…), a town standing for its code; what is empty is not judged; several values in a cell, several messages too, are separated by "|".
 */
export async function readTable(file: string): Promise<SaidCase[]> {
  const rows: { line: number; value: unknown }[] = []
  const problems: string[] = []
  for await (const row of csvRows(createReadStream(file))) {
    if ('refused' in row) {
      problems.push(`${file}, line ${row.position?.line ?? 1}: ${row.detail ?? row.refused}`)
      continue
    }
    const one = (column: string) => row.value(column)
    const several = (column: string) =>
      one(column)
        ?.split('|')
        .map((value) => value.trim())
    const expect: Record<string, unknown> = {}
    for (const column of lists) expect[column] = several(column)
    for (const column of texts) expect[column] = one(column)
    for (const column of numbers) expect[column] = one(column) === undefined ? undefined : Number(one(column))
    const town = one('near')
    if (town !== undefined) expect.near = await communeCode(town)
    if (town !== undefined && expect.near === undefined)
      problems.push(`${file}, line ${row.position.line}: near: no commune is called ${town}`)
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
  if (problems.length > 0) throw new SuiteDataError(problems.join('\n'))
  return checkRows(file, rows, (value) => SaidCase.parse(value))
}
