import { shiftDays, shiftMonths } from '../../../guardrails/language/calendar.ts'
import { datesIn } from '../../../guardrails/language/dates.ts'
import type { Found, Reader } from './message.ts'

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
  for (const { start, end, from, to, over } of datesIn(message.text, today)) {
    if (!message.isFree(start, end)) continue
    if (over) message.take(start, end)
    // "Aujourd'hui" is said of how things stand.
    else if (from !== today || to !== today) {
      if (from) note('startAfter', from, start, end)
      if (to) note('startBefore', to, start, end)
    }
  }
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

export const patterns = {
  soon: /\b(?:(?:le |au )?plus (?:vite|rapidement|tot) possible|au plus (?:vite|tot)|des que possible|rapidement|tres vite|vite fait|tout de suite|immediat(?:ement|e)?|(?:c'est )?urgent|asap|prochainement|demarrage rapide|quickly|soon|as soon as possible|right away)\b/g,
  earlier: /\b(?:plus tot|moins tard|(?:c'est )?trop tard|earlier|sooner)\b/g,
  afterwards: /\b(?:plus tard|moins tot|(?:c'est )?trop tot|later)\b/g,
  anyDate:
    /\b(?:peu importe (?:la date|les dates|quand)|(?:les )?dates? (?:indifferentes?|pas importantes?)|any (?:date|time)|n'importe quand)\b/g,
}

export const dateNames = 'dates?|debut|rentree|calendrier|delais?'

/** What speaks of a time of the year. */
export const when =
  /\d|janv|fevr|mars|avril|\bmai\b|juin|juil|aout|sept|octo|nove|dece|printemps|ete\b|automne|hiver|noel|rentree|vacances|semaine|mois|annee|urgent|vite|rapide|possible|bientot|plus tot|january|february|march|april|\bmay\b|june|july|august|october|spring|summer|autumn|winter|week|month|year|soon/
