import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonLines } from '../suites/jsonl.ts'

const ConductLesson = z.strictObject({
  id: z.string().min(1),
  set: z.enum(['conduct', 'injection']),
  /** In which manner it was written. */
  style: z.string().min(1),
  label: z.enum(['flag', 'pass']),
  text: z.string().min(1),
})
export type ConductLesson = z.infer<typeof ConductLesson>

/** Messages that select by a trait, insult or order a machine about, and as many honest ones that look like them. */
export const readConductLessons = (): ConductLesson[] =>
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readJsonLines(join(import.meta.dirname, name), ConductLesson))

const BlindLine = z.object({
  id: z.string(),
  set: z.string(),
  label: z.enum(['flag', 'pass']).nullish(),
  style: z.string().default('blind'),
  text: z.string(),
})

/** Those of a half of the guard's blind messages that may be tuned on. */
export const readTunedConduct = (file: string): ConductLesson[] =>
  readJsonLines(file, BlindLine).flatMap(({ id, set, style, label, text }) =>
    (set === 'conduct' || set === 'injection') && label ? [{ id, set, style, label, text }] : [],
  )
