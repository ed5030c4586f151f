import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Journal } from './suite.ts'

const Line = z.object({ of: z.string(), key: z.string(), output: z.unknown() })

/**
 * What a running server answered, kept while a run lasts: after Ctrl-C the next run of the same server asks only for the rest. A line that was
 * cut in the middle is asked again.
 */
export function openJournal(file: string, of: string): Journal & { resumed: number; end(): void } {
  const outputs = new Map<string, unknown>()
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    try {
      const read = Line.parse(JSON.parse(line))
      if (read.of === of) outputs.set(read.key, read.output)
    } catch {}
  }
  const keyOf = (suite: string, id: string, trial: number) => `${suite} ${id} ${trial}`
  mkdirSync(dirname(file), { recursive: true })
  return {
    resumed: outputs.size,
    known: (suite, id, trial) =>
      outputs.has(keyOf(suite, id, trial)) ? { output: outputs.get(keyOf(suite, id, trial)) } : undefined,
    keep: (suite, id, trial, output) =>
      appendFileSync(file, `${JSON.stringify({ of, key: keyOf(suite, id, trial), output })}\n`),
    end: () => rmSync(file, { force: true }),
  }
}
