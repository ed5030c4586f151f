import {
  dayFrom,
  endOfMonth,
  monthFrom,
  monthNumber,
  type Period,
  partOfMonth,
  periodFrom,
  shiftDays,
  shiftMonths,
} from './calendar.ts'
import { numberOf } from './duration.ts'
import type { Found, Message, Reader } from './message.ts'

/** Stated rule: "au plus vite" wishes for a start within two months. */
const soonMonths = 2

/** When it may start. "Dès" gives the earliest day, "avant" and "d'ici" the latest, "en mars" both; the year is the next one that fits. */
export const readDates: Reader = (message, { today, previous, shown = [] }) => {
  const found: Found[] = []
  const note: Note = (criterion, value, start, end, strength) => {
    message.take(start, end)
    found.push({ criterion, value, start, end, ...(strength && { strength }) })
  }
  const each = (pattern: RegExp, read: (match: RegExpExecArray, start: number, end: number) => void) => {
    for (const match of message.every(pattern)) read(match, match.index, match.index + match[0].length)
  }
  each(patterns.anyDate, (_, start, end) => {
    note('startAfter', null, start, end)
    note('startBefore', null, start, end)
  })
  each(patterns.within, (match, start, end) => note('startBefore', laterBy(today, match), start, end))
  each(patterns.fromIn, (match, start, end) => note('startAfter', laterBy(today, match), start, end))
  for (const moment of momentsIn(message, today)) noteMoment(message, moment, note)
  each(patterns.soon, (_, start, end) => note('startBefore', shiftMonths(today, soonMonths), start, end, 'wish'))
  const starts = shown.flatMap(({ start }) => (start ? [start] : [])).sort()
  each(patterns.earlier, (_, start, end) => {
    const value = starts[0] ? shiftDays(starts[0], -1) : shiftMonths(today, soonMonths)
    if (previous.startAfter && previous.startAfter > value) note('startAfter', null, start, end)
    note('startBefore', value, start, end)
  })
  each(patterns.afterwards, (_, start, end) => {
    const last = starts.at(-1)
    note('startAfter', last ? shiftDays(last, 1) : shiftMonths(previous.startAfter ?? today, soonMonths), start, end)
    if (previous.startBefore) note('startBefore', null, start, end)
  })
  return found
}

type Note = (
  criterion: 'startAfter' | 'startBefore',
  value: string | null,
  start: number,
  end: number,
  strength?: 'wish',
) => void

/** `late`: "fin mars", before which means by its last day. */
type Moment = Period & { start: number; end: number; late?: boolean }

/** Days first, so that "le 15 mars" is not read as March. */
function momentsIn(message: Message, today: string): Moment[] {
  const moments: Moment[] = []
  const add = (match: RegExpExecArray, period: Period | undefined, late = false) => {
    const start = match.index
    const end = start + match[0].trimEnd().length
    if (period && !moments.some((one) => start < one.end && end > one.start))
      moments.push({ start, end, ...period, late })
  }
  for (const match of message.every(patterns.between)) {
    const first = monthFrom(monthNumber(match.groups!.one!), today)
    add(match, { first, last: endOfMonth(monthFrom(monthNumber(match.groups!.other!), first)) })
  }
  for (const match of message.every(patterns.day)) {
    const { day, month, year, numericDay, numericMonth, numericYear } = match.groups!
    const number = month ? monthNumber(month) : Number(numericMonth)
    const date = dayFrom(Number(day ?? numericDay), number, year ?? numericYear, today)
    const week = /\bsemaine $/.test(message.text.slice(Math.max(0, match.index - 8), match.index))
    add(match, date ? { first: date, last: week ? shiftDays(date, 6) : date } : undefined)
  }
  for (const match of message.every(patterns.month)) {
    const { part, month, year } = match.groups!
    add(match, partOfMonth(monthFrom(monthNumber(month!), today, year), part), /^(?:fin|end|late)/.test(part ?? ''))
  }
  for (const match of message.every(patterns.year)) {
    const { year } = match.groups!
    add(match, { first: `${year}-01-01`, last: `${year}-12-31` })
  }
  for (const match of message.every(patterns.coming)) add(match, comingPeriod(match[0], today))
  for (const [pattern, from, to] of seasons) {
    for (const match of message.every(pattern)) add(match, periodFrom(from, to, today))
  }
  return moments.sort((one, other) => one.start - other.start)
}

function noteMoment(message: Message, moment: Moment, note: Note): void {
  const from = Math.max(0, moment.start - 40)
  const before = message.text.slice(from, moment.start)
  for (const [lead, pattern] of leads) {
    const match = pattern.exec(before)
    if (!match) continue
    const start = from + match.index
    if (lead === 'from') note('startAfter', moment.first, start, moment.end)
    if (lead === 'after') note('startAfter', shiftDays(moment.last, 1), start, moment.end)
    if (lead === 'before')
      note('startBefore', moment.late ? moment.last : shiftDays(moment.first, -1), start, moment.end)
    if (lead === 'until') note('startBefore', moment.last, start, moment.end)
    if (lead === 'past') message.take(start, moment.end)
    return
  }
  note('startAfter', moment.first, moment.start, moment.end)
  note('startBefore', moment.last, moment.start, moment.end)
}

/** The words before a moment, nearest first; the first that matches counts. */
const leads: readonly ['from' | 'after' | 'before' | 'until' | 'past', RegExp][] = [
  [
    'past',
    /\b(?:are|rsa|droits?|indemnis\w{1,4}|arret|conge\w{0,2}|cdd|contrat|mission|bail) jusqu'(?:a|au|en)?(?: (?:le|la|l'|fin))?[\s']*$/,
  ],
  ['from', /\b(?:pas|jamais|not) (?:avant|before)(?: (?:le|la|l'|les|debut|the|fin|mi-))?[\s']*$/],
  ['until', /\b(?:pas|not) (?:apres|after|plus tard que)(?: (?:le|la|l'|les|the))?[\s']*$/],
  ['past', /\b(?:depuis|since|(?:diplome|licencie|termine|fini|obtenu|inscrit)\w{0,2} en)(?: (?:le|la|l'))?[\s']*$/],
  [
    'from',
    /\b(?:(?:a partir|a compter|a dater)(?: (?:de|du|d'))?|des(?! la fin)|disponible|dispo|libre|from|starting|as of|available)(?: (?:de|du|d'|le|la|l'|les|debut|the|en|au|a|in))?[\s']*$/,
  ],
  [
    'after',
    /\b(?:(?:fin\w{0,5}|termin\w{1,4}) (?:de |d'|du )?(?:(?:son|sa|le|la|mon|ma) )?(?:cdd|contrat|mission|emploi|preavis|interim|stage))(?: (?:le|en|au|fin))?[\s']*$/,
  ],
  ['after', /\b(?:apres|after|passe)(?: (?:le|la|l'|les|the))?[\s']*$/],
  ['before', /\b(?:avant|before|by)(?: (?:le|la|l'|les|the|debut))?[\s']*$/],
  ['until', /\b(?:d'ici|jusqu'(?:a|au|en)?|au plus tard|until|by)(?: (?:a|le|la|l'|les|the|en|au|fin))?[\s']*$/],
]

function laterBy(today: string, match: RegExpExecArray): string {
  const { amount, unit } = match.groups!
  const count = numberOf(amount!) || (/quelques|few|prochain/.test(amount!) ? 3 : 1)
  if (/^(?:j|d)/.test(unit!)) return shiftDays(today, count)
  if (/^(?:s|w)/.test(unit!)) return shiftDays(today, 7 * count)
  return shiftMonths(today, /^(?:a|y)/.test(unit!) ? 12 * count : count)
}

function comingPeriod(said: string, today: string): Period {
  const day = weekdays.findIndex((name) => said.startsWith(name))
  if (day >= 0) {
    const date = shiftDays(today, ((day - new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7) + 1)
    return { first: date, last: date }
  }
  const year = Number(today.slice(0, 4))
  if (/mois|month/.test(said)) {
    const next = /prochain|next/.test(said) ? shiftMonths(`${today.slice(0, 7)}-01`, 1) : today
    return { first: next, last: endOfMonth(next) }
  }
  if (/semaine|week/.test(said)) {
    const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
    const monday = shiftDays(today, /prochain|next/.test(said) ? 7 - weekday : -weekday)
    return { first: monday < today ? today : monday, last: shiftDays(monday, 6) }
  }
  if (/fin/.test(said)) return { first: today, last: `${year}-12-31` }
  const chosen = /prochain|next|debut/.test(said) ? year + 1 : year
  if (/debut/.test(said)) return { first: `${chosen}-01-01`, last: `${chosen}-01-31` }
  return { first: chosen === year ? today : `${chosen}-01-01`, last: `${chosen}-12-31` }
}

/** In the order of `getUTCDay`; "mardi prochain" is the next one after today. */
const weekdays = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']

const monthName =
  '(?:jan(?:v(?:ier)?|uary)?|fev(?:r(?:ier)?)?|feb(?:ruary)?|mars|march|avr(?:il)?|april|mai|may|juin|june|juil(?:let)?|july|aout|august|sept(?:embre|ember)?|oct(?:obre|ober)?|nov(?:embre|ember)?|dec(?:embre|ember)?)'

/** Month-days of seasons, feasts and the school year. */
const seasons: readonly [RegExp, string, string][] = [
  [/\brentree(?: de septembre| scolaire| prochaine)?\b(?! de (?:jan|fev|mars|oct|nov))/g, '09-01', '09-30'],
  [/\b(?:les )?(?:grandes )?vacances(?: d'ete| scolaires d'ete)?\b(?! (?:de|d'))/g, '07-01', '08-31'],
  [/\b(?:l')?ete\b(?= |$|[.,;?!)])(?<!\b(?:a|ont|avait|avoir|ai|deja|pas) ete)|\bsummer\b/g, '06-21', '09-20'],
  [/\b(?:printemps?|spring)\b/g, '03-20', '06-20'],
  [/\b(?:automne|autumn)\b/g, '09-21', '12-20'],
  [/\b(?:l')?hiver\b|\bwinter\b/g, '12-21', '03-19'],
  [/\bnoel\b|\bchristmas\b/g, '12-25', '12-25'],
  [/\b(?:(?:les )?fetes(?: de fin d'annee)?|(?:les )?vacances de noel)\b/g, '12-20', '01-04'],
  [/\b(?:(?:1er|premier) trimestre|t1)\b/g, '01-01', '03-31'],
  [/\b(?:(?:2e|2eme|deuxieme|second) trimestre|t2)\b/g, '04-01', '06-30'],
  [/\b(?:1er|premier) semestre\b/g, '01-01', '06-30'],
]

export const patterns = {
  within:
    /\b(?:d'ici|dans (?:les|le|moins d'|un delai de)|avant|sous|within|in the next)(?: (?:a|les|the))? ?(?<amount>\d{1,2}|une?|deux|trois|quatre|cinq|six|dix|quinze|(?:quelques|few|prochaine?s?|two|three))(?: prochaine?s?)? (?<unit>jours?|semaines?|mois|ans?|days?|weeks?|months?|years?)\b(?: prochains?| a venir)?/g,
  fromIn:
    /\b(?:a partir de |des |pas avant )?(?:dans|in) (?<amount>\d{1,2}|une?|deux|trois|quatre|cinq|six|dix|quinze|two|three) (?<unit>jours?|semaines?|mois|ans?|days?|weeks?|months?|years?)\b/g,
  between: new RegExp(
    `\\b(?:entre|de|between|from) (?<one>${monthName}) (?:et|a|and|to) (?<other>${monthName})\\b`,
    'g',
  ),
  day: new RegExp(
    `\\b(?:le |du |au )?(?:(?<day>\\d{1,2})(?:er|st|nd|rd|th)? (?<month>${monthName})\\b\\.?(?: (?<year>20\\d{2}))?|(?<numericDay>\\d{1,2})[/.](?<numericMonth>0?[1-9]|1[0-2])(?:[/.](?<numericYear>20\\d{2}|\\d{2}))?(?![\\d/.]{0,12}\\d))`,
    'g',
  ),
  month: new RegExp(
    `\\b(?:au mois de |en |courant |rentree de |rentree |in )?(?:(?<part>debut|mi|fin|courant|early|mid|late|end of)[ -]+)?(?<month>${monthName})\\b\\.?(?: (?<year>20\\d{2}))?`,
    'g',
  ),
  coming:
    /\b(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) prochain|ce mois(?:-ci)?|(?:le )?mois prochain|cette semaine|(?:la )?semaine prochaine|cette annee|(?:l')?an(?:nee)? prochaine?|fin (?:d'|de l')annee|debut (?:d'|de l')annee(?: prochaine)?|this month|next month|this week|next week|next year|this year)\b/g,
  year: /\b(?:en|in|courant) (?<year>20\d{2})\b/g,
  soon: /\b(?:(?:le |au )?plus (?:vite|rapidement|tot) possible|au plus (?:vite|tot)|des que possible|rapidement|tres vite|vite fait|tout de suite|immediat(?:ement|e)?|(?:c'est )?urgent|asap|prochainement|demarrage rapide|quickly|soon|as soon as possible|right away)\b/g,
  earlier: /\b(?:plus tot|moins tard|(?:c'est )?trop tard|earlier|sooner)\b/g,
  afterwards: /\b(?:plus tard|moins tot|(?:c'est )?trop tot|later)\b/g,
  anyDate:
    /\b(?:peu importe (?:la date|les dates|quand)|(?:les )?dates? (?:indifferentes?|pas importantes?)|any (?:date|time)|n'importe quand)\b/g,
  ...Object.fromEntries([...leads, ...seasons.map(([pattern], index) => [`season ${index}`, pattern] as const)]),
}
