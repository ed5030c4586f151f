import { z } from 'zod'
import { type Evidence, faultOf } from './sources.ts'

/**
 * A requirement of OWASP ASVS 5.0 (level 2) or of the OWASP Top 10 for LLM applications (2025) that applies here, in our words, with the test that
 * holds it or the one reason why there is none. A line a requirement in data/documents/verification.jsonl.
 */
export const Row = z.union([
  z.strictObject({ id: Id(), about: z.string().min(1), test: z.string().min(1) }),
  z.strictObject({ id: Id(), about: z.string().min(1), reason: z.string().min(1) }),
])
export type Row = z.infer<typeof Row>

function Id() {
  return z.string().regex(/^(?:V\d{1,2}(?:\.\d{1,2}(?:\.\d{1,2})?)?|LLM(?:0\d|10))$/)
}

/** Throws ZodError or SyntaxError with the row that is none. */
export const readRows = (text: string): Row[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Row.parse(JSON.parse(line)))

/** Rows whose test is gone. */
export const faultsOf = (rows: readonly Row[], evidence: Evidence): string[] =>
  rows.flatMap((row) => {
    const why = 'test' in row ? faultOf({ kind: 'test', reference: row.test }, evidence) : undefined
    return why ? [`${row.id} : ${why}`] : []
  })
