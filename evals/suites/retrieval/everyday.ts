import { join } from 'node:path'
import { z } from 'zod'
import { loadDemonstrationSources } from '../../../src/catalogue/demonstration/load-node.ts'
import type { DemonstrationSources } from '../../../src/catalogue/demonstration/sources.ts'
import { type Item, Kind } from '../../../src/item.ts'
import { readJsonLines, SuiteDataError } from '../jsonl.ts'
import type { Bench } from './benches.ts'

/**
 * What a counsellor types, the kind of offer that is looked for, and what answers it: 2 (what was meant) or 1 (close enough to look at).
 * A key of `relevant` is, for a training, a ROME code or, where several subjects share a code, all the codes that a subject declares, in
 * order ("K2111+K1801"); for a behavioural skill, its subject in `data/catalogue/skills.json`; for an event, its template in
 * `events.json`, the beginning of the ROME code it is about ("K25"), or both ("job-dating-metier/K25").
 */
const Everyday = z.object({
  id: z.string(),
  split: z.enum(['tune', 'test']),
  text: z.string(),
  kind: Kind.default('training'),
  relevant: z.record(z.string().regex(/^[\w/+-]+$/), z.number().int().min(1).max(2)),
})

/**
 * Everyday requests, graded against what the offers declare or are called. A training has the grade of all its codes together if they are
 * named, else that of its first code; another of its codes counts one less. Trainings that declare no code are not judged. Throws
 * SuiteDataError for a request that nothing in the catalogue answers.
 */
export async function readEveryday(items: readonly Item[]): Promise<Bench> {
  const known = new Map(items.map((item) => [item.id, item]))
  const subjects = subjectsOf(items, loadDemonstrationSources())
  const requests = readJsonLines(join(import.meta.dirname, 'everyday.jsonl'), Everyday)
  return {
    name: 'everyday',
    items,
    queries: requests.map(({ id, split, text, kind, relevant }) => {
      const isJudged = (item: Item) => item.kind === kind && (kind !== 'training' || item.occupations.length > 0)
      const gains = new Map<string, number>()
      for (const item of items) {
        const grade = isJudged(item) ? gradeOf(item, subjects.get(item.id) ?? [], relevant) : 0
        if (grade > 0) gains.set(item.id, grade)
      }
      if (gains.size === 0)
        throw new SuiteDataError(`everyday.jsonl, ${id}: no offer of the demonstration catalogue answers it.`)
      const judged = (one: string) => isJudged(known.get(one)!)
      return { id, split, group: 'everyday', text, filter: { kinds: [kind] }, gains, judged }
    }),
  }
}

type Grades = Readonly<Record<string, number>>

function gradeOf(item: Item, subjects: readonly string[], relevant: Grades): number {
  if (item.kind === 'training') return gradeOfCodes(item, relevant)
  const code = item.occupations[0]?.code ?? ''
  const grades = Object.entries(relevant).map(([key, grade]) => {
    const [subject, about] = key.includes('/') ? key.split('/') : /^[A-N]\d*$/.test(key) ? ['', key] : [key, '']
    return (!subject || subjects.includes(subject)) && code.startsWith(about!) ? grade : 0
  })
  return Math.max(0, ...grades)
}

function gradeOfCodes({ occupations }: Item, relevant: Grades): number {
  const codes = occupations.map(({ code }) => code)
  const together = relevant[codes.join('+')]
  if (together !== undefined) return together
  const first = relevant[codes[0]!] ?? 0
  const others = codes.slice(1).map((code) => (relevant[code] ?? 0) - 1)
  return Math.max(0, first, ...others)
}

/** Of every skill and event: the subjects or templates whose titles it may bear. */
function subjectsOf(items: readonly Item[], { skills, events }: DemonstrationSources): Map<string, string[]> {
  const skillTitles = skills.subjects.map(({ id, titles }) => ({ id, pattern: patternOf(titles, '') }))
  const eventTitles = events.templates.map(({ id, titles }) => ({ id, pattern: patternOf(titles, '^') }))
  return new Map(
    items.flatMap(({ id, kind, title }) => {
      if (kind === 'training') return []
      const titles = kind === 'skill' ? skillTitles : eventTitles
      return [[id, titles.filter(({ pattern }) => pattern.test(title)).map((subject) => subject.id)]]
    }),
  )
}

function patternOf(titles: readonly string[], start: string): RegExp {
  const written = titles.map((title) => title.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+'))
  return new RegExp(`${start}(?:${written.join('|')})`, 'i')
}
