import { firstNameWeight, isEveryday } from './detect/people.ts'
import { createPhrases, type Token } from './detect/phrases.ts'
import { messageOf } from './detect/recogniser.ts'
import type { FindingKind, Locale } from './finding.ts'
import { guard, type Verdict } from './guard.ts'
import { monthName, monthNumber } from './language/calendar-names.ts'
import { digitNumbers, wordedNumbers } from './language/numbers.ts'
import lexicon from './lexicon/ground.json' with { type: 'json' }
import { fold } from './normalise.ts'
import { createPlaceholders, type Placeholders } from './placeholders.ts'
import type { Policy } from './policy.ts'
import type { Redacted } from './redacted.ts'

/** Why a sentence is refused; `sensitive` stands for whatever the guard blocks: insults and injections too. */
export type GroundReason =
  | 'number'
  | 'date'
  | 'name'
  | 'url'
  | 'directive'
  | 'superlative'
  | 'personal'
  | 'sensitive'
  | 'language'
  | 'empty'
  | 'too-long'

export type Grounding = { grounded: true; text: Redacted } | { grounded: false; reasons: GroundReason[] }

export interface GroundContext {
  policy: Policy
  locale: Locale
  placeholders?: Placeholders
}

/** Longest sentence that is shown, in UTF-16 units. */
const longest = 400

/**
 * Judges a sentence against the values it may rest on: every number, date, name and address in it must be in one of
 * them; it neither orders nor praises; it says nothing of a person. Knows nothing of options. Returns every reason to refuse.
 */
export function ground(
  sentence: string,
  evidence: readonly (string | number | boolean)[],
  context: GroundContext,
): Grounding {
  if (!/[\p{L}\p{N}]/u.test(sentence)) return { grounded: false, reasons: ['empty'] }
  if (sentence.length > longest) return { grounded: false, reasons: ['too-long'] }
  const said = readText(sentence)
  const known = readText(evidence.filter((value) => typeof value !== 'boolean').join(' ; '))
  const verdict = guard(sentence, context.policy, {
    locale: context.locale,
    placeholders: context.placeholders ?? createPlaceholders(),
  })
  const read: Judged = { said, known, verdict, locale: context.locale }
  const reasons = grounds.flatMap(([reason, holds]) => (holds(read) ? [reason] : []))
  return reasons.length > 0 ? { grounded: false, reasons } : { grounded: true, text: verdict.text }
}

/** A sentence beside what is known, and what the guard says of it. */
interface Judged {
  said: Reading
  known: Reading
  verdict: Verdict
  locale: Locale
}

const unknownNumbers = ({ said, known }: Judged): number[] =>
  said.numbers.filter((number) => !known.numbers.includes(number))

/** Why a sentence is refused: each reason that holds is told. */
const grounds: readonly (readonly [GroundReason, (judged: Judged) => boolean])[] = [
  ['number', (one) => unknownNumbers(one).some((number) => !isYear(number)) || misses(one.said, one.known, quantities)],
  [
    'date',
    (one) =>
      one.said.dates.some((date) => !one.known.dates.some((other) => agrees(date, other))) ||
      unknownNumbers(one).some(isYear) ||
      saysWhen(one.said, one.known),
  ],
  ['name', ({ said, known }) => said.tokens.some((token, at) => isUnknownName(token, at, said, known))],
  ['url', ({ said }) => address.test(said.plain)],
  [
    'directive',
    ({ said }) => readDirectives(said.tokens).length > 0 || said.tokens.some((_, at) => orders(said.tokens, at)),
  ],
  [
    'superlative',
    ({ said, locale }) => readSuperlatives(said.tokens).length > 0 || (locale === 'en' && said.tokens.some(exalts)),
  ],
  ['language', ({ said, locale }) => isForeign(said.tokens, locale)],
  ['sensitive', ({ verdict }) => verdict.action === 'block' || tells(verdict, 'story')],
  [
    'personal',
    ({ said, known, verdict }) => verdict.action !== 'block' && (tells(verdict, 'personal') || saysWhose(said, known)),
  ],
]

const tells = ({ findings }: Verdict, kind: FindingKind): boolean => findings.some((finding) => finding.kind === kind)

interface Reading {
  plain: string
  tokens: readonly Token[]
  words: ReadonlySet<string>
  numbers: number[]
  dates: CalendarDate[]
}

/** What is said of a date; the year, or the day, may be left out. */
interface CalendarDate {
  day?: number
  month?: number
  year?: number
}

function readText(text: string): Reading {
  const folded = fold(text)
  const { dates, rest } = takeDates(folded.plain)
  const tokens = messageOf(folded).words()
  const numbers = digitNumbers(rest).map(({ value }) => value)
  for (const { value } of wordedNumbers(rest)) if (value > 1) numbers.push(value)
  for (const { year } of dates) if (year !== undefined) numbers.push(year)
  return { plain: folded.plain, tokens, words: new Set(tokens.map(({ plain }) => plain)), numbers, dates }
}

const writtenDates = [
  /(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})/g,
  /(?<day>\d{1,2})[/.](?<month>\d{1,2})[/.](?<year>\d{4})/g,
  /(?<!\d)(?<day>\d{1,2})\/(?<month>\d{1,2})(?![\d/])/g,
  new RegExp(
    `(?<![\\d/])(?:(?<day>\\d{1,2})(?:er|st|nd|rd|th)? )(?:of )?(?<month>${monthName})\\b(?: (?<year>\\d{4}))?`,
    'g',
  ),
  new RegExp(`\\b(?<month>${monthName}) (?<day>\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (?<year>\\d{4}))?`, 'g'),
  new RegExp(`\\b(?<month>${monthName})(?: (?<year>\\d{4}))?\\b`, 'g'),
]

/** The dates of a folded text, and the text without them: their digits are no numbers. */
function takeDates(plain: string): { dates: CalendarDate[]; rest: string } {
  const dates: CalendarDate[] = []
  let rest = plain
  for (const pattern of writtenDates) {
    rest = rest.replace(pattern, (...found) => {
      const parts: Partial<Record<'day' | 'month' | 'year', string>> = found.at(-1)
      // "may" and "mars" are words too.
      if (!parts.day && !parts.year && (parts.month === 'may' || parts.month === 'march')) return found[0]
      dates.push({
        ...(parts.month !== undefined && { month: monthNumber(parts.month) || Number(parts.month) }),
        ...(parts.day !== undefined && { day: Number(parts.day) }),
        ...(parts.year !== undefined && { year: Number(parts.year) }),
      })
      return ' ; '
    })
  }
  return { dates, rest }
}

const isYear = (number: number): boolean => number >= 1990 && number < 2100 && Number.isInteger(number)

const agrees = (said: CalendarDate, known: CalendarDate): boolean =>
  (said.month === undefined || said.month === known.month) &&
  (said.day === undefined || said.day === known.day) &&
  (said.year === undefined || said.year === known.year)

const setOf = (list: readonly string[]): ReadonlySet<string> => new Set(list)
const quantities = setOf(lexicon.quantities)
const weekdays = setOf(lexicon.weekdays)
const capitals = setOf(lexicon.capitals)

const misses = (said: Reading, known: Reading, words: ReadonlySet<string>): boolean =>
  said.tokens.some(({ plain }) => words.has(plain) && !known.words.has(plain))

/** A day of the week, "demain", "next month": only as the evidence says it. */
const saysWhen = (said: Reading, known: Reading): boolean =>
  misses(said, known, weekdays) || (readSoon(said.tokens).length > 0 && readSoon(known.tokens).length === 0)

/** Family, sex or generation of whoever it is for ("une mère isolée"): only where the evidence says such things. */
const saysWhose = (said: Reading, known: Reading): boolean =>
  readTraits(said.tokens).length > 0 && readTraits(known.tokens).length === 0

/** A capital inside the sentence, or an acronym anywhere, that no evidence holds. */
function isUnknownName({ plain, capital, upper, before }: Token, at: number, said: Reading, known: Reading): boolean {
  if (!capital || known.words.has(plain) || capitals.has(plain) || monthNumber(plain) > 0 || weekdays.has(plain)) {
    return false
  }
  if (/\d/.test(plain)) return !said.numbers.some((number) => known.numbers.includes(number))
  const opens = at === 0 || before === 'stop'
  if (upper && plain.length > 1) return true
  if (!opens) return !(plain.length === 1 && /[ldscnjmtqa]/.test(plain) && said.plain[said.tokens[at]!.end] === "'")
  return firstNameWeight(plain) !== undefined && firstNameWeight(plain) !== 'ambiguous' && !isEveryday(plain)
}

/** "Contactez": a verb of the second person that "vous" does not lead. */
function orders(tokens: readonly Token[], at: number): boolean {
  const { plain } = tokens[at]!
  if (plain.length < 4 || !plain.endsWith('ez') || imperativeExceptions.has(plain)) return false
  return !tokens.slice(Math.max(0, at - 3), at).some((before) => before.plain === 'vous')
}

/** "cheapest", "closest" */
const exalts = ({ plain }: Token): boolean => /^[a-z]{3,}est$/.test(plain) && !estExceptions.has(plain)

const imperativeExceptions = setOf(lexicon.imperativeExceptions)
const estExceptions = setOf(lexicon.estExceptions)

const address = /https?:|www\.|@|[a-z0-9-]{2}\.[a-z]{2}/

/** More words of another language than of the reader's. */
function isForeign(tokens: readonly Token[], locale: Locale): boolean {
  const counts = { fr: 0, en: 0, other: 0 }
  for (const { plain } of tokens) {
    if (functionWords[locale].has(plain)) counts[locale]++
    else if (functionWords.other.has(plain)) counts.other++
    else if (functionWords[locale === 'fr' ? 'en' : 'fr'].has(plain)) counts[locale === 'fr' ? 'en' : 'fr']++
  }
  const second = counts[locale === 'fr' ? 'en' : 'fr']
  return counts.other >= 2 || (second >= 2 && second > counts[locale])
}

const functionWords = {
  fr: setOf(lexicon.language.fr),
  en: setOf(lexicon.language.en),
  other: setOf(lexicon.language.other),
}

const phrasesOf = (phrases: readonly string[]): ((tokens: readonly Token[]) => unknown[]) =>
  createPhrases(
    phrases.map((pattern) => ({ pattern, tag: true })),
    lexicon.classes,
  )
const readDirectives = phrasesOf(lexicon.directive.phrases)
const readSuperlatives = phrasesOf(lexicon.superlative.phrases)
const readSoon = phrasesOf(lexicon.soon)
const readTraits = phrasesOf(lexicon.traits)
