import { join } from 'node:path'
import { z } from 'zod'
import type { Item } from '../../../src/catalogue/item.ts'
import { readJsonLines, SuiteDataError } from '../jsonl.ts'
import type { Bench } from './benches.ts'

/**
 * What a counsellor types, and what answers it. A key of `relevant` is a ROME code or, where several subjects share a code, all the codes
 * that a subject declares, in order ("K2111+K1801"); the value is 2 (what was meant) or 1 (close enough to look at).
 */
const Everyday = z.object({
  id: z.string(),
  split: z.enum(['tune', 'test']),
  text: z.string(),
  relevant: z.record(z.string().regex(/^[A-N]\d{4}(\+[A-N]\d{4})*$/), z.number().int().min(1).max(2)),
})

/**
 * Everyday requests, graded against the codes that the offers declare. An offer has the grade of all its codes together if they are named,
 * else that of its first code; another of its codes counts one less. Offers that declare no code, and behavioural skills and
 * events, are not judged. Throws SuiteDataError for a request that nothing in the catalogue answers.
 */
export async function readEveryday(items: readonly Item[]): Promise<Bench> {
  const judged = new Set(
    items.flatMap(({ id, kind, occupations }) => (kind === 'training' && occupations.length > 0 ? id : [])),
  )
  const requests = readJsonLines(join(import.meta.dirname, 'everyday.jsonl'), Everyday)
  return {
    name: 'everyday',
    items,
    queries: requests.map(({ id, split, text, relevant }) => {
      const gains = new Map<string, number>()
      for (const item of items) {
        const grade = judged.has(item.id) ? gradeOf(item, relevant) : 0
        if (grade > 0) gains.set(item.id, grade)
      }
      if (gains.size === 0)
        throw new SuiteDataError(`everyday.jsonl, ${id}: no offer of the demonstration catalogue answers it.`)
      return { id, split, group: 'everyday', text, gains, judged: (one) => judged.has(one) }
    }),
  }
}

function gradeOf({ occupations }: Item, relevant: Readonly<Record<string, number>>): number {
  const codes = occupations.map(({ code }) => code)
  const together = relevant[codes.join('+')]
  if (together !== undefined) return together
  const first = relevant[codes[0]!] ?? 0
  const others = codes.slice(1).map((code) => (relevant[code] ?? 0) - 1)
  return Math.max(0, first, ...others)
}
