import { meaningfulWords } from '../guardrails/language/words.ts'
import type { Item } from '../src/item.ts'
import { offersOf, type Turn } from '../src/record/turn.ts'
import type { Expect, SaidCase } from './said.ts'

/** What one offer is to a need. */
export type Grade = 'right' | 'close' | 'absurd' | 'refused' | 'other'

/** How an answer holds against what was expected of it. Undefined or empty: the case says nothing about it. */
export interface SaidScore {
  outcome: string
  /** What reached the rules and a model of the last message, where the guard changed it. */
  heard?: string
  /** The criteria of the answer, as text: "topic soudure", "near Lens". */
  read?: string[]
  acceptable?: boolean
  criteria: { name: string; holds: boolean; expected: unknown; read: unknown }[]
  /** The offers shown, in order, options and nearest alike. */
  graded: { title: string; grade: Grade }[]
  understood?: boolean
  /** Content words of the last message, and those told as not understood, where it was understood. */
  unread?: { hits: number; of: number }
  asked: boolean
  mayAsk: boolean
  mustAsk: boolean
  /** Words wanted or unwanted in the answer, each held or not. */
  words: { word: string; holds: boolean }[]
}

export type Answered = { turn: Turn } | { refused: string }

export function scoreSaid({ say, expect }: SaidCase, answered: Answered): SaidScore {
  const wanted = expect.outcome
  const mayAsk = wanted?.some((one) => one === 'question' || one === 'no-need') ?? false
  const mustAsk = mayAsk && wanted!.every((one) => one === 'question')
  if ('refused' in answered) {
    const unread = criteriaSaid(expect).map(([name, expected]) => ({ name, holds: false, expected, read: undefined }))
    const nothing = { criteria: unread, graded: [], asked: false, mayAsk, mustAsk, words: [] }
    return { outcome: answered.refused, acceptable: wanted && false, understood: wants(expect) && false, ...nothing }
  }
  const { turn } = answered
  const asked = turn.outcome === 'question'
  const shown = turn.outcome === 'options' || turn.outcome === 'not-enough' ? offersOf(turn) : []
  const judged = expect.right || expect.absurd || expect.never
  const answer = bare(JSON.stringify([turn.reply, turn.question, turn.options, turn.nearest]))
  const isRead = isUnderstood(turn, expect)
  const heard = turn.message?.redacted
  return {
    outcome: turn.outcome,
    ...(heard !== undefined && heard !== say.at(-1) && { heard }),
    read: criteriaRead(turn.criteria),
    ...(wants(expect) && isRead && { unread: unreadOf(turn) }),
    acceptable: wanted && isAcceptable(turn, wanted),
    criteria: criteriaSaid(expect).map(([name, expected]) => {
      const read = name === 'near' ? turn.criteria.near?.code : turn.criteria[name as keyof Turn['criteria']]
      return { name, expected, read, holds: holds(name, expected, read, turn) }
    }),
    graded: judged ? shown.map(({ item }) => ({ title: item.title, grade: gradeOf(item, expect, say) })) : [],
    understood: wants(expect) && (isRead || (asked && mayAsk)),
    asked,
    mayAsk,
    mustAsk,
    words: [
      ...(expect.says ?? []).map((word) => ({ word, holds: answer.includes(bare(word)) })),
      ...(expect.saysNot ?? []).map((word) => ({ word: `not ${word}`, holds: !answer.includes(bare(word)) })),
    ],
  }
}

/** Criteria as whoever reads a case wants them: names of the schema, labels and codes. */
function criteriaRead({ read: _, ...criteria }: Turn['criteria']): string[] {
  return Object.entries(criteria).flatMap(([name, value]) =>
    value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [`${name} ${valueSaid(value)}`],
  )
}

/** A value of a criterion in a few words: of what has a code, the code and its name. */
export function valueSaid(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueSaid).join(', ')
  if (typeof value !== 'object' || value === null) return value === undefined || value === null ? 'none' : String(value)
  const { code, label, name = label, value: inner } = value as Record<string, unknown>
  if (code !== undefined) return [code, label ?? name].filter(Boolean).join(' ')
  return inner === undefined ? (typeof name === 'string' ? name : JSON.stringify(value)) : valueSaid(inner)
}

function unreadOf({ message, unread }: Turn): { hits: number; of: number } {
  const text = message?.redacted ?? ''
  const told = unread.filter(({ because }) => because === 'not-understood')
  const hits = told.reduce((sum, { start, end }) => sum + meaningfulWords(text.slice(start, end)).length, 0)
  return { hits, of: meaningfulWords(text).length }
}

/** No need was said: any answer that shows no offer is right. */
function isAcceptable({ outcome }: Turn, wanted: NonNullable<Expect['outcome']>): boolean {
  if (wanted.includes('no-need') && (outcome === 'talk' || outcome === 'question')) return true
  return wanted.includes(outcome)
}

/** What a person refused wins over all else; what is absurd to a title's words wins over its codes; an offer of the need's own domain is never absurd for lack of a match. */
export function gradeOf(
  item: Pick<Item, 'title' | 'occupations' | 'certification'>,
  expect: Expect,
  say: readonly string[],
): Grade {
  const { right, close, absurd, never } = expect
  const title = bare(`${item.title} ${item.certification?.label ?? ''}`)
  const codes = item.occupations.map(({ code }) => code)
  if (fits(never, title)) return 'refused'
  if (fits(absurd?.words, title)) return 'absurd'
  if (fits(right?.words, title) || begins(right?.codes, codes)) return 'right'
  if (fits(close?.words, title) || begins(close?.codes, codes)) return 'close'
  if (begins(absurd?.codes, codes)) return 'absurd'
  const domains = new Set([...(right?.codes ?? []), ...(close?.codes ?? [])].map((code) => code[0]))
  if (codes.length === 0 || domains.size === 0 || codes.some((code) => domains.has(code[0]))) return 'other'
  const own = stems(title)
  return [...stems(bare(say.join(' ')))].some((stem) => own.has(stem)) ? 'other' : 'absurd'
}

const notCriteria = new Set(['outcome', 'right', 'close', 'absurd', 'never', 'says', 'saysNot'])
const criteriaSaid = (expect: Expect): [string, unknown][] =>
  Object.entries(expect).filter(([name, value]) => !notCriteria.has(name) && value !== undefined)

/** A day of play for dates ("avant le 15" is kept as the 14th or the 15th); no kind read is every kind; a question that offers the right place has read it. */
function holds(name: string, expected: unknown, read: unknown, { criteria, question }: Turn): boolean {
  if (expected === 'work-study') return criteria.schedule === 'alternating'
  if (name === 'excludeModalities' && Array.isArray(expected) && expected.includes('work-study'))
    return criteria.schedule !== 'alternating' && JSON.stringify(criteria).includes('alternating')
  if (name.startsWith('start') && typeof expected === 'string' && typeof read === 'string')
    return Math.abs(Date.parse(expected) - Date.parse(read)) <= dayMs
  if (name === 'kinds' && (!Array.isArray(read) || read.length === 0)) return true
  if (name === 'near' && question?.choices.some((choice) => placeOf(choice.criteria?.near) === expected)) return true
  if (expected === null) return read === undefined || read === null
  if (Array.isArray(expected)) {
    const said = (Array.isArray(read) ? read : []).map((one) =>
      bare(typeof one === 'string' ? one : JSON.stringify(one)),
    )
    return expected.every((one) => said.some((other) => other.includes(bare(String(one)))))
  }
  return expected === read
}

const dayMs = 86_400_000

/** A commune stands as its code or as an object that has one. */
const placeOf = (near: unknown): unknown =>
  typeof near === 'object' && near !== null && 'code' in near ? near.code : near

const wants = ({ right }: Expect): true | undefined =>
  (right?.codes.length ?? 0) + (right?.words.length ?? 0) > 0 ? true : undefined

function isUnderstood({ criteria }: Turn, { right }: Expect): boolean {
  const { topic, occupation, alternatives } = criteria
  const read = JSON.stringify([topic, occupation, alternatives])
  const codes = [...read.matchAll(/\b[A-N]\d{4}\b/g)].map(([code]) => code)
  return fits(right?.words, bare(read)) || begins(right?.codes, codes)
}

const fits = (patterns: readonly string[] | undefined, text: string): boolean =>
  (patterns ?? []).some((pattern) => new RegExp(bare(pattern), 'i').test(text))

const begins = (prefixes: readonly string[] | undefined, codes: readonly string[]): boolean =>
  (prefixes ?? []).some((prefix) => codes.some((code) => code.startsWith(prefix)))

/** As a counsellor's title and a pattern meet: no accents, no ligatures, lower case. */
const bare = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/œ/gi, 'oe').replace(/’/g, "'").toLowerCase()

const stems = (text: string): Set<string> =>
  new Set(
    text
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 4)
      .map((word) => word.slice(0, 6)),
  )
