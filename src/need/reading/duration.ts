import type { Found, Reader } from './message.ts'

/** Stated rule: a training day is 7 hours, a week 35, a month 150, a year 1,800 (twelve months). */
export const hoursPer = { hour: 1, day: 7, week: 35, month: 150, year: 1800 } as const

/** Stated rule: "courte" is six weeks, "très courte" one week, "pas trop longue" three months. */
const shortHours = 6 * hoursPer.week
const longestHours = 10_000
const veryShortHours = hoursPer.week
const notTooLongHours = 3 * hoursPer.month

/** The longest acceptable duration, in hours. Amounts that count something else (travel, experience, a deadline) are left alone. */
export const readDuration: Reader = (message, { previous, shown = [] }) => {
  const found: Found[] = []
  const take = (value: number | null, match: RegExpExecArray, implied = false) => {
    message.take(match.index, match.index + match[0].length)
    found.push({
      criterion: 'maxHours',
      value,
      start: match.index,
      end: match.index + match[0].length,
      ...(implied && { implied }),
    })
  }
  for (const match of message.every(patterns.notDuration)) message.take(match.index, match.index + match[0].length)
  for (const match of message.every(patterns.anyDuration)) take(null, match)
  for (const match of message.every(patterns.amount)) {
    const { number, upper, unit } = match.groups!
    const amount = numberOf(upper ?? number!) + (/et demie?/.test(match[0]) ? 0.5 : 0)
    const hours = Math.round(amount * hoursPer[unitOf(unit!)])
    // "De 45 ans" is no training.
    if (hours > 0 && hours <= longestHours) take(hours, match)
    else message.take(match.index, match.index + match[0].length)
  }
  for (const match of message.every(patterns.fewDays)) take(fewHours(match[0]), match)
  if (found.length > 0) return found
  for (const match of message.every(patterns.shorter)) {
    const hours = shown.flatMap((one) => (one.hours ? [one.hours] : []))
    const held = previous.maxHours === undefined ? shortHours : Math.max(1, Math.floor(previous.maxHours / 2))
    take(hours.length > 0 ? Math.min(...hours) : held, match)
  }
  for (const match of message.every(patterns.longer)) take(null, match)
  for (const match of message.every(patterns.notTooLong)) take(notTooLongHours, match)
  for (const match of message.every(patterns.veryShort)) take(veryShortHours, match)
  for (const match of message.every(patterns.short)) take(shortHours, match)
  return found
}

const fewHours = (said: string): number =>
  /demi|matinee/.test(said)
    ? hoursPer.day / 2
    : /journee|one/.test(said)
      ? hoursPer.day
      : /semaine|week/.test(said)
        ? 3 * hoursPer.week
        : veryShortHours

function unitOf(unit: string): keyof typeof hoursPer {
  if (/^h/.test(unit)) return 'hour'
  if (/^(?:j|d)/.test(unit)) return 'day'
  if (/^(?:s|w)/.test(unit)) return 'week'
  return /^m/.test(unit) ? 'month' : 'year'
}

export function numberOf(said: string): number {
  const digits = Number(said.replace(/[ .](?=\d{3})/g, '').replace(',', '.'))
  return Number.isNaN(digits) ? (numbers[said] ?? 0) : digits
}

const numbers: Record<string, number> = {
  un: 1,
  une: 1,
  a: 1,
  an: 1,
  one: 1,
  deux: 2,
  two: 2,
  trois: 3,
  three: 3,
  quatre: 4,
  four: 4,
  cinq: 5,
  five: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  ten: 10,
  onze: 11,
  douze: 12,
  quinze: 15,
  vingt: 20,
}

export const patterns = {
  notDuration:
    /\b(?:(?:a|ai|avoir) (?:deja )?(?:fait|eu) (?:\d{1,2}|une?|deux|trois|quatre|cinq|dix|plusieurs) (?:ans?|annees?|mois)|(?:apres|suite a|arret de|arrete|pause de|interruption de|coupure de|trou de|absence de|conge de) (?:plus (?:de|d') ?)?(?:environ )?(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|dix|quinze|vingt|plusieurs) (?:ans?|annees?|mois|years?|months?)|(?:depuis|il y a|y a|for the last) (?:plus (?:de|d') ?)?(?:environ )?(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|dix|quinze|vingt) (?:ans?|annees?|mois|semaines?|jours?|years?|months?)|(?:pendant|durant) (?:\d{1,2}|deux|trois|cinq|dix|quinze|vingt) (?:ans|annees|years)|(?:\d{1,2}|une?|deux|trois|quatre|cinq|dix|quinze|vingt) (?:ans?|annees?|mois|years?|months?) (?:d'|de |of )?(?:experience|exp|anciennete|chomage|inactivite|interruption|metier|pratique|carriere|d'arret|sans emploi|dans )|(?:\d{1,2}) (?:ans|years) (?:dans|comme|en tant|as|in)\b)/g,
  amount:
    /(?:\b(?:(?:de |d'une duree de |duree |d'une duree )?(?:moins (?:de |d')|pas plus (?:de |d')|max(?:imum|i)?(?: de)? ?:? ?|au plus |au maximum |jusqu'a |inferieure? a |n'excedant pas |ne depassant pas |sous |entre (?:\d{1,3}|une?|deux|trois) et |under |less than |up to |at most |no more than |not more than )|(?:de|d'|sur|en|dure(?:e)?|duree) ?:? ?)|(?<![\w,.+/-]))(?<number>\d{1,4}(?:,5)?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|two|three|four|six)(?:(?: ?(?:a|-|ou|to) ?)(?<upper>\d{1,4}|deux|trois|quatre|cinq|six))? ?(?<unit>h(?:eures?|rs?|ours?)?|jours?|jrs?|j|days?|sem(?:aines?)?|weeks?|mois|months?|ans?|annees?|years?)\b(?: et demie?\b)?(?!(?: de (?:cours|formation))? ?(?:par|\/|d'exp|d'anc|of exp|du mat|du soir))(?: (?:max(?:imum|i)?|au plus|au maximum|grand max|ou moins|at most|pas plus)\b)?/g,
  fewDays:
    /\b(?:(?:en |sur |de |d')?(?:quelques|2-3|un ou deux|deux ou trois|a few) (?:jours|semaines|days|weeks)|(?:sur |d'|en )une (?:seule )?journee|(?:sur |d'|en )?une demi[- ]journee|sur la journee|(?:a )?one[- ]day)\b/g,
  shorter:
    /\b(?:moins long(?:ue)?s?|(?:plus|bien plus) (?:courte?s?|rapides?|brefs?|breves?)|(?:c'est )?(?<!\b(?:pas|not) )trop long(?:ue)?s?|shorter|less long|too long)\b/g,
  longer: /\b(?:plus long(?:ue)?s?|plus (?:complete|approfondie)s?|formations? longues?|une longue|longer)\b/g,
  notTooLong:
    /\b(?:pas (?:trop|tres) long(?:ue)?s?|pas (?:une formation |un truc |de formation )?(?:trop |tres )?long(?:ue)?s?|not too long)\b/g,
  veryShort: /\b(?:(?:tres|ultra|super) (?:courte?s?|breves?|brefs?)|very short)\b/g,
  short: /\b(?:(?:assez |plutot )?courte?s?|breves?|en accelere|acceleree?s?|short)\b/g,
  anyDuration:
    /\b(?:peu importe la duree|(?:la )?duree (?:n'est )?pas (?:un )?(?:probleme|importante?)|any (?:length|duration))\b/g,
}
