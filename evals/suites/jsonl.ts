import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { z } from 'zod'

/** A line of a suite's data that is not what its suite expects; the message names file and line. */
export class SuiteDataError extends Error {
  override name = 'SuiteDataError'
  readonly code = 'suite-data-invalid'
}

/** Every line of a JSONL file; [] when there is no such file. Throws SuiteDataError. */
export function readJsonLines<Value>(file: string, schema: z.ZodType<Value>): Value[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return []
      try {
        return [schema.parse(JSON.parse(line))]
      } catch (cause) {
        throw new SuiteDataError(`${file}, line ${at + 1}: ${cause instanceof Error ? cause.message : cause}`, {
          cause,
        })
      }
    })
}

/** Every JSONL file of a folder, in the order of names; [] when there is no such folder. */
export function readJsonLinesIn<Value>(folder: string, schema: z.ZodType<Value>): Value[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  return names.sort().flatMap((name) => readJsonLines(`${folder}/${name}`, schema))
}
