import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** Lines of a suite's data that are not what its suite expects; the message names file and line of each. */
export class SuiteDataError extends Error {
  override name = 'SuiteDataError'
  readonly code = 'suite-data-invalid'
}

/** Every line of a JSONL file, remarks (#) apart; [] when there is no such file. Throws SuiteDataError, which names every wrong line at once. */
export function readJsonLines<Value>(file: string, schema: z.ZodType<Value>): Value[] {
  if (!existsSync(file)) return []
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' || line.startsWith('#') ? [] : [{ line: at + 1, value: line }]))
  return checkRows(file, rows, (line) => schema.parse(JSON.parse(line)))
}

/** Each row as its schema wants it; throws one error that names every row that is not, after what was found wrong with the file before. */
export function checkRows<Raw, Value>(
  file: string,
  rows: readonly { line: number; value: Raw }[],
  read: (value: Raw) => Value,
  before: readonly string[] = [],
): Value[] {
  const problems = [...before]
  const values = rows.flatMap(({ line, value }) => {
    try {
      return [read(value)]
    } catch (cause) {
      const why =
        cause instanceof z.ZodError
          ? cause.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`).join('; ')
          : cause instanceof Error
            ? cause.message
            : String(cause)
      problems.push(`${file}, line ${line}: ${why}`)
      return []
    }
  })
  if (problems.length > 0) throw new SuiteDataError(problems.join('\n'))
  return values
}

/** Every JSONL file of a folder, in the order of names; [] when there is no such folder. */
export function readJsonLinesIn<Value>(folder: string, schema: z.ZodType<Value>): Value[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  return names.sort().flatMap((name) => readJsonLines(`${folder}/${name}`, schema))
}
