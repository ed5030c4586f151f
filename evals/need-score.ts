import { fold } from '../guardrails/language/fold.ts'
import { type Criteria, type CriteriaPatch, Criterion, noCriteria } from '../src/criteria/criteria.ts'
import type { Reading } from '../src/criteria/reading/reading.ts'

/** One annotated message: what a counsellor wrote on `today`, after `previous`, and the criteria a reader should find in it. */
export interface NeedCase {
  id: string
  split: 'tune' | 'test'
  today: string
  text: string
  previous?: Partial<Criteria>
  /** Values as in Criteria; communes and occupations by code, in lists too; null for a criterion to be lifted. */
  expect: Record<string, unknown>
  /** Reading the subject as this occupation is as right as reading it as a topic. */
  orOccupation?: string
  /** Criteria that must not be read at all. */
  absent?: string[]
  /** Criteria that must be read as wishes. */
  wishes?: string[]
  /** The criterion that one question should be about. */
  asks?: string
}

/** Counts over criteria: right values, values read, values expected; what went wrong, in words. */
export interface NeedScore {
  right: number
  read: number
  expected: number
  faults: string[]
}

/** What an earlier message said, as its turn would have kept it. */
export function heldBefore(said: Partial<Criteria> = {}): Criteria {
  const names = Criterion.options.filter((criterion) => criterion in said)
  return {
    ...noCriteria,
    ...said,
    read: names.map((criterion) => ({ criterion, from: 'message', strength: 'must' })),
  }
}

/** A criterion is right when its value is; texts when at least three quarters of their words meet (harmonic mean of both ways). */
export function scoreReading(one: NeedCase, { patch, read }: Reading): NeedScore {
  const found = new Map(Object.entries(patch as CriteriaPatch).flatMap(entryOf))
  const expected = new Map(Object.entries(one.expect).flatMap(entryOf))
  const occupation = patch.occupation?.code
  if (one.orOccupation && occupation === one.orOccupation && expected.has('topic')) {
    expected.set('occupation', occupation)
    if (!found.has('topic') || !sameWords(patch.topic, one.expect.topic)) expected.delete('topic')
    // The words beside the occupation may stand as a topic too.
    if (found.has('topic') && !expected.has('topic') && wordsOf(one.expect.topic).has([...wordsOf(patch.topic)][0]!))
      found.delete('topic')
  }
  // A lift that nothing asked for is only wrong where it is said to be; replacing a subject lifts the other by design.
  for (const [criterion, value] of found) if (value === null && !expected.has(criterion)) found.delete(criterion)
  // A radius the annotation leaves open ("dans le 59") is not judged.
  if (!expected.has('radiusKm') && !one.absent?.includes('radiusKm') && isArea(one)) found.delete('radiusKm')
  const faults: string[] = []
  let right = 0
  for (const [criterion, value] of expected) {
    if (found.has(criterion) && same(criterion, found.get(criterion), value)) right += 1
    else faults.push(`${criterion}: expected ${JSON.stringify(value)}, read ${JSON.stringify(found.get(criterion))}`)
  }
  for (const criterion of found.keys()) {
    if (!expected.has(criterion))
      faults.push(`${criterion}: read ${JSON.stringify(found.get(criterion))}, expected nothing`)
  }
  for (const criterion of one.wishes ?? []) {
    const strength = read.find((each) => each.criterion === criterion)?.strength
    if (found.has(criterion) && strength !== 'wish') faults.push(`${criterion}: expected a wish`)
  }
  return { right, read: found.size, expected: expected.size, faults }
}

export function f1({ right, read, expected }: Pick<NeedScore, 'right' | 'read' | 'expected'>): number {
  return right === 0 ? 0 : (2 * right) / (read + expected)
}

/** An empty list lifts as null does. */
const entryOf = ([criterion, value]: [string, unknown]): [string, unknown][] =>
  value === undefined ? [] : [[criterion, Array.isArray(value) && value.length === 0 ? null : value]]

const isArea = (one: NeedCase): boolean => /\b(?:dans le|dans l'|en|ou)\b/i.test(one.text)

function same(criterion: string, read: unknown, expected: unknown): boolean {
  if (expected === null) return read === null
  if (criterion === 'topic') return sameWords(read, expected)
  if (criterion === 'near' || criterion === 'occupation') return (read as { code?: string } | null)?.code === expected
  if (Array.isArray(expected) && Array.isArray(read)) {
    const said = read.map(entryWords)
    return said.length === expected.length && expected.every((one) => said.some((other) => sameWords(other, one)))
  }
  return read === expected
}

/** An entry of a list as the annotation writes it: an occupation by its code, what is refused or past by its value. */
function entryWords(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null) return entry
  const { value, occupation, topic, code } = entry as Record<string, unknown>
  return code ?? entryWords(value ?? occupation ?? topic)
}

function sameWords(read: unknown, expected: unknown): boolean {
  const one = wordsOf(read)
  const other = wordsOf(expected)
  const shared = [...one].filter((word) => other.has(word)).length
  return shared > 0 && (2 * shared) / (one.size + other.size) >= 0.75
}

const small = new Set('de du des d l le la les en et a au aux un une'.split(' '))

const wordsOf = (text: unknown): Set<string> => {
  const plain = fold(String(text))
  return new Set((plain.match(/[a-z0-9]+/g) ?? []).filter((word) => !small.has(word)))
}
