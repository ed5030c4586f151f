import { z } from 'zod'
import { count, numberOf } from '../../guardrails/language/numbers.ts'
import { beyond } from './excess.ts'
import { byHowMuch, signedAmount } from './reading/by-how-much.ts'
import type { Found, Reader } from './reading/message.ts'
import type { Room } from './room.ts'

export const shape = { kept: z.number().positive().optional(), input: z.number().positive().max(10_000) }

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
  for (const match of message.every(patterns.clock)) message.take(match.index, match.index + match[0].length)
  for (const match of message.every(patterns.notDuration)) message.take(match.index, match.index + match[0].length)
  for (const match of message.every(patterns.anyDuration)) take(null, match)
  for (const match of message.every(patterns.change)) {
    const { amount, unit } = signedAmount(match)
    if (previous.maxHours === undefined) message.take(match.index, match.index + match[0].length)
    else take(Math.max(1, Math.round(previous.maxHours + amount * hoursPer[unitOf(unit)])), match)
  }
  for (const match of message.every(patterns.amount)) {
    const { number, upper, unit } = match.groups!
    const amount = (numberOf(upper ?? number!) ?? 0) + (/et demie?/.test(match[0]) ? 0.5 : 0)
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

const hour = String.raw`\d{1,2} ?(?:h(?:eures?)? ?(?:[0-5]\d)?)\b`

export const patterns = {
  /** "De 9 h à 15 h", "rentrée à 18 h"; "1 h de route", "4 h de décalage". */
  clock: new RegExp(
    String.raw`\b(?:(?:de |entre )?${hour} ?(?:a|-|/|et|jusqu'a|to)? ?${hour}|(?:a|des|vers|avant|apres|depuis|partir de|from|until) ${hour}(?! (?:max|par|de (?:cours|formation)))|(?:${count}) ?(?:h|heures?|hours?|minutes|min|mn)(?: ?[0-5]\d)? (?:de |d'|en |par |of )(?:route|trajet|voiture|bus|car|train|bateau|avion|ferry|metro|tram|velo|marche|transports?|conduite|decalage|difference|distance|jetlag|drive|travel))\b`,
    'g',
  ),
  notDuration: new RegExp(
    // "Une semaine sur trois" is a rhythm.
    String.raw`\b(?:(?:${count}) (?:jours?|semaines?|week-?ends?|mois) sur (?:${count})\b|(?:a|ai|avoir) (?:deja )?(?:fait|eu) (?:${count}|plusieurs) (?:ans?|annees?|mois)|(?:apres|suite a|arret de|arrete|pause de|interruption de|coupure de|trou de|absence de|conge de) (?:plus (?:de|d') ?)?(?:environ )?(?:${count}|plusieurs) (?:ans?|annees?|mois|years?|months?)|(?:depuis|il y a|y a|for the last) (?:plus (?:de|d') ?)?(?:environ )?(?:${count}) (?:ans?|annees?|mois|semaines?|jours?|years?|months?)|(?:pendant|durant) (?:${count}) (?:ans|annees|years)|(?:${count}) (?:ans?|annees?|mois|years?|months?) (?:d'|de |of )?(?:experience|exp|anciennete|chomage|inactivite|interruption|metier|pratique|carriere|d'arret|sans emploi|dans )|(?:\d{1,2}) (?:ans|years) (?:dans|comme|en tant|as|in)\b)`,
    'g',
  ),
  amount: new RegExp(
    String.raw`(?:\b(?:(?:de |d'une duree de |duree |d'une duree )?(?:moins (?:de |d')|pas plus (?:de |d')|max(?:imum|i)?(?: de)? ?:? ?|au plus |au maximum |jusqu'a |inferieure? a |n'excedant pas |ne depassant pas |sous |entre ${count} et |under |less than |up to |at most |no more than |not more than )|(?:de|d'|sur|en|dure(?:e)?|duree) ?:? ?)|(?<![\w,.+/-]))(?<number>\d{1,4}(?:,5)?|${count})(?:(?: ?(?:a|-|ou|to) ?)(?<upper>${count}))? ?(?<unit>h(?:eures?|rs?|ours?)?|jours?|jrs?|j|days?|sem(?:aines?)?|weeks?|mois|months?|ans?|annees?|years?)\b(?: et demie?\b)?(?!(?: de (?:cours|formation))? ?(?:par|/|d'exp|d'anc|of exp|du mat|du soir))(?: (?:max(?:imum|i)?|au plus|au maximum|grand max|ou moins|at most|pas plus)\b)?`,
    'g',
  ),
  change: byHowMuch('h|heures?|hours?|jours?|days?|semaines?|weeks?|mois|months?|ans?|years?'),
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

export const room: Room<'maxHours'> = {
  read: readDuration,
  lift: 'duree|longueur',
  quote: /\d|\b(?:court|bref|rapide|long|jour|semaine|mois|heures?|ans?\b|annee|short|day|week|month|year|hour)/,
  addsUp: false,
  wish: 'any',
  told: null,
  filter: {
    rule: 'hours',
    fails: (item, { maxHours }) =>
      maxHours && item.hours && item.hours > maxHours
        ? { field: '/hours', value: item.hours, limit: maxHours }
        : undefined,
  },
  toldBeside: 'nothing',
  milder: ({ maxHours }) => (maxHours ? [maxHours * 2, null] : []),
  excess: beyond(20),
}
