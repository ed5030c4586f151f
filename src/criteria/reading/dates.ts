import { shiftDays, shiftMonths } from '../../../guardrails/language/calendar.ts'
import { datesIn } from '../../../guardrails/language/dates.ts'
import type { Negation } from '../../../guardrails/language/negation.ts'
import { denialAt } from './denials.ts'
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
  for (const { start, end, from, to, over } of datesIn(message.text, today)) {
    if (!message.isFree(start, end)) continue
    // "L'été : c'est non" says when it cannot be, and no criterion holds that.
    if (over || isRefusedFrom(message, start)) message.take(start, end)
    // "Aujourd'hui" is said of how things stand.
    else if (from !== today || to !== today) {
      if (from) note('startAfter', from, start, end)
      if (to) note('startBefore', to, start, end)
    }
  }
  // "Avant Noël, disponible immédiatement": a day that is said says more.
  const isDated = found.some(({ criterion, value }) => criterion === 'startBefore' && value !== null)
  each(patterns.soon, (_, start, end) =>
    isDated ? message.take(start, end) : note('startBefore', shiftMonths(today, soonMonths), start, end, 'wish'),
  )
  const starts = shown.flatMap(({ start }) => (start ? [start] : [])).sort()
  each(patterns.earlier, (_, start, end) => {
    const value = starts[0] ? shiftDays(starts[0], -1) : shiftMonths(today, soonMonths)
    if (previous.startAfter && previous.startAfter > value) note('startAfter', null, start, end)
    note('startBefore', value, start, end)
  })
  each(patterns.afterwards, (_, start, end) => {
    if (!isOfTheStart(message, start)) return
    const last = starts.at(-1)
    note('startAfter', last ? shiftDays(last, 1) : shiftMonths(previous.startAfter ?? today, soonMonths), start, end)
    if (previous.startBefore) note('startBefore', null, start, end)
  })
  return found
}

/**
 * Whether it is refused by words outside of it: "pas avant mars" denies within its own. What is next to the words that deny is, and all that one
 * cannot do ("ne peut pas en juillet"); not a date that follows what is refused ("sans examen, en mars").
 */
function isRefusedFrom(message: Message, start: number): boolean {
  const outside = ({ cue }: Negation) => !(cue.start <= start && start < cue.end)
  const refused = denialAt(message, start, ['refused'], 'focus')
  const unable = denialAt(message, start, ['unable'], 'scope')
  const cannot = unable && /\b(?:peu[tx]|peuvent|pourr|can)/.test(message.text.slice(unable.cue.start, unable.cue.end))
  return (refused !== undefined && outside(refused)) || (cannot === true && outside(unable!))
}

/** "Plus tard" alone, or of what begins: "on en parle plus tard" is of the talk. */
function isOfTheStart(message: Message, start: number): boolean {
  const clause = message.clauseAt(start)
  const before = message.text.slice(clause.start, start)
  return patterns.begins.test(message.text.slice(clause.start, clause.end)) || patterns.leadsToLater.test(before)
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
  afterwards: /\b(?:(?<!\bau )plus tard|moins tot|(?:c'est )?trop tot|later)\b/g,
  begins: /\b(?:commenc|demarr|debut|entree|rentree|session|date|depart|start|begin)/,
  leadsToLater:
    /^ ?(?:(?:et|ou|mais|non|oui|bon|ok|plutot|finalement|alors|si|un|une|peu|encore|beaucoup|bien|elle|il|on|je|veut|voudrait|prefere\w{0,4}|aimerait|peut|pourrait|faut|faudrait|quelque chose|rien|c'est|ce serait|rather|a|bit|much|wants?|would|prefers?|something) ){0,6}$/,
  anyDate:
    /\b(?:peu importe (?:la date|les dates|quand)|(?:les )?dates? (?:indifferentes?|pas importantes?)|any (?:date|time)|n'importe quand)\b/g,
}

export const dateNames = 'dates?|debut|rentree|calendrier|delais?'

/** What speaks of a time of the year. */
export const when =
  /\d|janv|fevr|mars|avril|\bmai\b|juin|juil|aout|sept|octo|nove|dece|printemps|ete\b|automne|hiver|noel|rentree|vacances|semaine|mois|annee|urgent|vite|rapide|possible|bientot|plus tot|january|february|march|april|\bmay\b|june|july|august|october|spring|summer|autumn|winter|week|month|year|soon/
