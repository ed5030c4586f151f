import { cautiously } from './accept.ts'
import { type CsvRow, csvRows } from './csv-records.ts'
import type { ImportContext, Imported, ImportFormat } from './format.ts'
import { refuseRepeats } from './repeats.ts'

/** A format whose records are the rows of a table. */
export function csvFormat(name: string, readRow: (row: CsvRow, context: ImportContext) => Imported): ImportFormat {
  async function* readRows(chunks: AsyncIterable<Uint8Array>, context: ImportContext) {
    for await (const row of csvRows(chunks)) {
      yield 'refused' in row ? row : cautiously(row.position, () => readRow(row, context))
    }
  }
  return { name, read: (chunks, context) => refuseRepeats(readRows(chunks, context)) }
}
