import { endOfMonth, type Period, shiftDays, shiftMonths } from './calendar.ts'
import { cuePattern } from './cues.ts'
import lexicon from './date-leads.json' with { type: 'json' }
import { dateNames, type Precision, type Said } from './date-names.ts'
import { foldWithOffsets, type Span } from './fold.ts'
import { count, numberOf } from './numbers.ts'

/** When something may be: the first and the last day that were meant, ISO; an absent one is open. */
export interface DateRead extends Span {
  from?: string
  to?: string
  precision: Precision
  /** Said of what is behind ("depuis mars", "hier", "en 2019") or of something else's end ("CDD jusqu'en juin"): nothing to look for. */
  over?: true
}

/**
 * The dates of a text, French or English, in its order, seen from a day: "avant l'été" has a last day, "dès janvier" a first one, "en mars"
 * both. A date without a year is the next one; nothing that lies ahead begins or ends before `today`. Offsets are those of the text given.
 */
export function datesIn(text: string, today: string): DateRead[] {
  const { text: folded, span } = foldWithOffsets(text)
  const moments = joinedUp(folded, momentsIn(folded, today), today).map((moment) => introduced(folded, moment))
  const read = [...moments.map((moment) => placed(folded, moment, today)), ...delaysIn(folded, today)]
  const found: DateRead[] = []
  for (const one of read.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.start < (found.at(-1)?.end ?? 0)) continue
    found.push(one)
  }
  return found.map((one) => ({ ...one, ...span(one.start, one.end) }))
}

/** A stretch of days as it was named, with how to find it from a day: most names come again each year. */
interface Moment extends Span {
  precision: Precision
  at: (today: string) => Period | undefined
  /** Its year was said. */
  dated: boolean
  /** "L'été dernier". */
  gone: boolean
  /** "Fin mars": what is before it may be in it, until its last day. */
  late: boolean
  /** "Mi-janvier": as a bound, the 15th. */
  middle: boolean
}

/** Each stretch of days with its part ("fin") and the small words that introduce it; of names that overlap, the first one listed wins. */
function momentsIn(text: string, today: string): Moment[] {
  const moments: Moment[] = []
  for (const { pattern, precision, at } of dateNames) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index
      const after = suffix.exec(text.slice(start + match[0].length, start + match[0].length + 12))
      const end = start + match[0].trimEnd().length + (after?.[0].length ?? 0)
      if (moments.some((one) => start < one.end && end > one.start)) continue
      const said: Said = match.groups ?? {}
      const whole = {
        start,
        end,
        precision,
        at: (day: string) => at(said, day),
        dated: said.year !== undefined,
        late: false,
        middle: false,
        gone: after?.groups?.gone !== undefined,
      }
      const moment = inPart(text, whole)
      if (moment.at(today)) moments.push(moment)
    }
  }
  return moments.sort((one, other) => one.start - other.start)
}

/** "Fin mars", "au début de la semaine prochaine", "mi-2027". */
function inPart(text: string, moment: Moment): Moment {
  const { start, precision, at } = moment
  const match = precision === 'day' ? null : part.exec(text.slice(Math.max(0, start - 30), start))
  if (!match) return moment
  const { early, late } = match.groups!
  const cut = (whole: Period | undefined) =>
    whole && partOf(whole, precision, early ? 'early' : late ? 'late' : 'middle')
  return {
    ...moment,
    start: start - match[0].length,
    // "Début avril" said on the 20th of April is next year's.
    at: (today) =>
      [today, afterIt(at(today)) ?? today].map((day) => cut(at(day))).find((one) => one && one.last >= today) ??
      cut(at(today)),
    late: late !== undefined,
    middle: precision === 'month' && !early && !late,
  }
}

/** "Début" is the first ten days of a month, "mi-" the next ten, "fin" the rest; a third of a season; of a year, two months, four and two. */
function partOf({ first, last }: Period, precision: Precision, which: 'early' | 'middle' | 'late'): Period {
  const cuts = {
    day: [first, first, last],
    week: [shiftDays(first, 1), shiftDays(first, 2), shiftDays(first, 3)],
    month: [`${first.slice(0, 8)}10`, `${first.slice(0, 8)}11`, `${first.slice(0, 8)}20`],
    season: [1, 1, 2].map((thirds, at) =>
      shiftDays(first, Math.round((thirds * daysFrom(first, last)) / 3) + (at % 2)),
    ),
    year: [endOfMonth(shiftMonths(first, 1)), shiftMonths(first, 4), endOfMonth(shiftMonths(first, 7))],
  }[precision] as [string, string, string]
  const [early, middle, middleLast] = cuts
  if (which === 'early') return { first, last: early }
  if (which === 'middle') return { first: middle, last: middleLast }
  return { first: precision === 'year' ? shiftMonths(first, 10) : shiftDays(middleLast, 1), last }
}

const daysFrom = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / 864e5

function introduced(text: string, moment: Moment): Moment {
  const match = introduction.exec(text.slice(Math.max(0, moment.start - 20), moment.start))
  return match ? { ...moment, start: moment.start - match[0].length } : moment
}

/** "De septembre à juin", "entre Noël et Pâques", "en janvier ou février": one stretch, from the first day to the last. */
function joinedUp(text: string, moments: readonly Moment[], today: string): Moment[] {
  const joined: Moment[] = []
  for (const moment of moments) {
    const before = joined.at(-1)
    const joins = before && joint.test(text.slice(before.end, moment.start))
    const both = joins ? together(before, moment) : undefined
    if (both?.at(today)) joined[joined.length - 1] = both
    else joined.push(moment)
  }
  return joined
}

/** The second is the next one after the first; a year said of the second alone is that of both. */
const together = (one: Moment, other: Moment): Moment => ({
  start: one.start,
  end: other.end,
  precision: other.precision,
  dated: one.dated || other.dated,
  gone: other.gone,
  late: other.late,
  middle: false,
  at(today) {
    const last = other.dated ? other.at(today)?.last : undefined
    const year = last === undefined ? 0 : Number(last.slice(0, 4))
    const days = last === undefined || one.dated ? [today] : [`${year}-01-01`, `${year - 1}-01-01`]
    for (const day of days) {
      const first = one.at(day)?.first
      const until = first && other.at(first)?.last
      if (until && until >= first) return { first, last: until }
    }
    return undefined
  },
})

/** What the words before a stretch of days make of it: nearest first, the first that matches counts. */
function placed(text: string, moment: Moment, today: string): DateRead {
  const { precision, end } = moment
  const { first, last } = moment.at(today)!
  const from = Math.max(0, moment.start - 40)
  const before = text.slice(from, moment.start)
  const lead = leads.map(({ makes, pattern }) => ({ makes, match: pattern.exec(before) })).find(({ match }) => match)
  const start = lead ? from + lead.match!.index : moment.start
  const read = { start, end, precision }
  if (moment.gone || lead?.makes === 'past') return { ...read, over: true }
  if (last < today && lead?.makes !== 'after') return { ...read, from: first, to: last, over: true }
  const ahead = (day: string) => (day < today ? today : day)
  const isOver = () => notLater.test(text.slice(end, end + 40))
  switch (lead?.makes) {
    case 'from':
      return { ...read, from: (notBefore.test(lead.match![0]) && nextOf(moment, today)) || ahead(bound(moment, first)) }
    case 'after':
      return isOver() ? { ...read, to: last } : { ...read, from: ahead(shiftDays(last, 1)) }
    case 'until':
      return { ...read, to: last }
    case 'before':
      return { ...read, to: lastBefore(moment, today) }
    default:
      return { ...read, from: ahead(first), to: last }
  }
}

/** "Mi-janvier" bounds in its middle. */
const bound = ({ middle }: Moment, day: string): string => (middle ? `${day.slice(0, 8)}15` : day)

/** "Pas avant novembre", said in November, asks for the next one: else it asks for nothing. */
function nextOf(moment: Moment, today: string): string | undefined {
  const { first, last } = moment.at(today)!
  return first < today && !moment.dated ? moment.at(shiftDays(last, 1))?.first : undefined
}

/** "Avant l'été", said in July, is before the next one; "avant la fin de l'année" always lies ahead. */
function lastBefore(moment: Moment, today: string): string {
  const { first, last } = moment.at(today)!
  if (moment.late) return last
  const next = first > today ? bound(moment, first) : moment.at(shiftDays(last, 1))?.first
  return next && next > today ? shiftDays(next, -1) : last
}

/** "Après le 15 mars c'est plus possible". */
const notLater = /^,? (?:(?:ce n'|c')(?:est|sera) )?(?:plus possible|pas possible|impossible|trop tard)\b/
const notBefore = /\b(?:pas|jamais|not) (?:avant|before)\b/

const between = lexicon.between.map((word) => (/['-]$/.test(word) ? word : `${word} {1,3}`)).join('|')
const leads = lexicon.leads.map(({ makes, cues }) => ({
  makes,
  pattern: new RegExp(`(?:${cues.map((cue) => cuePattern(cue)).join('|')}) {0,3}(?:${between}){0,2}$`),
}))

/** "Dans deux mois" is a first day, "d'ici deux mois" a last one, "il y a deux mois" behind. */
function delaysIn(text: string, today: string): DateRead[] {
  return delays.flatMap(([kind, pattern]) =>
    Array.from(text.matchAll(pattern), (match): DateRead => {
      const { amount = '', unit = '' } = match.groups!
      const [days, months, precision] = unitOf(unit)
      const many = numberOf(amount) ?? (/quelques|few|prochain/.test(amount) ? 3 : 1)
      const by = kind === 'ago' ? -many : many
      const day = months ? shiftMonths(today, months * by) : shiftDays(today, days * by)
      const read = { start: match.index, end: match.index + match[0].length, precision }
      if (kind === 'ago') return { ...read, from: day, to: day, over: true }
      return kind === 'in' ? { ...read, from: day } : { ...read, to: day }
    }),
  )
}

/** Days or months of a unit. Stated rule: "une quinzaine" is 15 days, "une huitaine" 8. */
function unitOf(unit: string): [days: number, months: number, precision: Precision] {
  if (unit.startsWith('quinzaine')) return [15, 0, 'day']
  if (unit.startsWith('huitaine')) return [8, 0, 'day']
  if (/^(?:j|d)/.test(unit)) return [1, 0, 'day']
  if (/^(?:s|w)/.test(unit)) return [7, 0, 'week']
  return /^m/.test(unit) ? [0, 1, 'month'] : [0, 12, 'year']
}

const unit = '(?<unit>jours?|semaines?|mois|ans?|annees?|quinzaines?|huitaines?|days?|weeks?|months?|years?)\\b'
const delays: readonly (readonly ['within' | 'in' | 'ago', RegExp])[] = [
  ['ago', new RegExp(`\\b(?:il y a|y a) (?:(?:environ|deja|a peine) )?(?<amount>${count}|quelques) ${unit}`, 'g')],
  [
    'within',
    new RegExp(
      `\\b(?:d'ici|dans (?:les?|l'|moins d[e']|un delai de|l'espace de)|avant|sous|within|in the next)(?: (?:a|les|the))? ?(?:(?<amount>${count}|quelques|few|prochaine?s?)(?: prochaine?s?)? )?(?<!\\b(?:avant|sous|d'ici|dans)(?: les?)? )${unit}(?: prochaine?s?| a venir| qui viennent)?`,
      'g',
    ),
  ],
  ['within', new RegExp(`\\bsous ${unit}`, 'g')],
  [
    'within',
    new RegExp(
      `\\b(?:(?:au cours )?(?:des|les) |sur les )?(?:(?<amount>${count}|quelques) (?:prochaine?s?|next) ${unit}|(?<amount>${count}|quelques) ${unit} (?:suivante?s?|prochaine?s?|a venir|qui viennent))(?!-)`,
      'g',
    ),
  ],
  [
    'in',
    new RegExp(
      `\\b(?:a partir de |des |pas avant )?(?:dans|in) (?:(?:environ|about) )?(?<amount>${count}|a|an|quelques) ${unit}(?!-)`,
      'g',
    ),
  ],
]

/** A day in a stretch that comes after this one, to look for the next of its name. */
const afterIt = (period: Period | undefined): string | undefined => period && shiftDays(period.last, 1)

/** "L'été dernier", "septembre prochain". */
const suffix = /^ (?:(?<gone>derniere?|passee?)|prochaine?|qui vient)(?![a-z])/
const part =
  /\b(?:(?<early>debut|early|(?:the )?(?:start|beginning) of)|(?<late>fin|late|(?:the )?end of)|mi|milieu|mid|middle of)(?:[ -]+(?:du mois )?(?:de |du |d')?(?:la |l'|le |the )?|-)$/
const introduction =
  /(?:^|(?<=[\s('-]))(?:mois d(?:e |')|cours du |rentree |courant |en |au |a |la |le |les |l'|du |de |d'|ce |cet |cette |entre |on |in |the |between |from ){1,4}$/
/** Between the two ends of a stretch, or two that are as good. */
const joint =
  /^ ?(?:-|\/|,? ?(?:et|ou|or|and)|a|au|to|jusqu'(?:a|au|en)?)(?: (?:a |la |le |les |l'|en |au |mois de ){0,2}| ?)$/
