import type { Locale } from '../../guardrails/finding.ts'
import type { Alternative } from './alternatives.ts'
import type { Criterion, Value } from './criteria.ts'
import type { Past } from './past.ts'
import type { Refused } from './refused.ts'
import type { CriteriaWords } from './words.ts'

const languages: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' }

/** In the sentence of what was understood. */
export function inSentence<Name extends Criterion>(words: CriteriaWords, criterion: Name, held: Value<Name>): string {
  const { said, value } = words.criterion[criterion]
  return (said ?? value)(held)
}

/** A day as people say it: "1er juillet 2027", "1 July 2027". */
export function spokenDate(iso: string, locale: Locale): string {
  const said = new Intl.DateTimeFormat(languages[locale], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
  return locale === 'fr' ? said.replace(/^1 /, '1er ') : said
}

/** The last day of a month is told by the month after it, as people say it: "avant mars 2027". Undefined for another day. */
export function monthAfter(iso: string, locale: Locale): string | undefined {
  const next = new Date(new Date(iso).getTime() + dayMs)
  return next.getUTCDate() === 1
    ? new Intl.DateTimeFormat(languages[locale], { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(next)
    : undefined
}

const dayMs = 86_400_000

export const spokenNumber = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(languages[locale]).format(value)

export const spokenPrice = (amount: number, locale: Locale): string =>
  new Intl.NumberFormat(languages[locale], {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: 0,
    maximumFractionDigits: 2,
  }).format(amount)

/** A goal: its subject, its occupation by the name it was given, its place. */
export const spokenGoal = ({ topic, occupation, near }: Alternative): string =>
  [topic, occupation && nameOf(occupation), near?.name].filter(Boolean).join(', ')

/** What is refused or past, as its own criterion says it. */
export function spokenEntry(entry: Refused | Past, { kinds, criterion }: CriteriaWords): string {
  switch (entry.criterion) {
    case 'occupation':
      return nameOf(entry.value)
    case 'kinds':
      return kinds[entry.value]
    case 'near':
      return criterion.near.value(entry.value)
    case 'schedule':
      return criterion.schedule.value(entry.value)
    case 'level':
      return criterion.level.value(entry.value)
    case 'topic':
      return entry.value
  }
}

const nameOf = ({ name, label }: { name?: string; label: string }): string => name ?? label
