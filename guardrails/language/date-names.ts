import {
  dayFrom,
  dayOf,
  easter,
  monthFrom,
  monthOf,
  type Period,
  periodFrom,
  shiftDays,
  shiftMonths,
  weekday,
  weekOf,
  yearOf,
} from './calendar.ts'
import { monthName, monthNumber, weekdayName, weekdayNumber } from './calendar-names.ts'
import { count, numberOf } from './numbers.ts'

/** How fine what was said is: "le 15 mars", "la semaine prochaine", "fin mars", "au printemps", "en 2027". */
export type Precision = 'day' | 'week' | 'month' | 'season' | 'year'

export type Said = Partial<Record<'day' | 'other' | 'month' | 'year' | 'weekday' | 'which' | 'ends', string>>

/** A way to name a stretch of days in a folded text, and what it means seen from a day: the next one of that name that is not over. */
export interface DateName {
  precision: Precision
  pattern: RegExp
  at: (said: Said, today: string) => Period | undefined
}

const day = `(?:\\d{1,2}|${count})(?:ere?|eme|e|st|nd|rd|th)?`
const year = '(?:,? (?:de |of )?(?<year>(?:19|20)\\d\\d|\\d\\d(?=\\s*(?:$|[.,;)])))\\b)?'
const again = '(?: (?:de |of )?(?<year>20\\d\\d)\\b)?'
const month = `(?<month>${monthName})\\b\\.?`
const ofMonth = `(?:de |du mois de |d'|of )${month}${year}`
const ordinal =
  '(?<which>premiere?|1ere?|deuxieme|2e|2eme|seconde?|2nde?|troisieme|3e|3eme|quatrieme|4e|4eme|derniere?|\\d{1,2}(?:eme|e|er|st|nd|rd|th)|first|second|third|fourth|last)'
const next = "(?:prochaine?|suivante?|d'apres|apres|qui (?:suit|vient|arrive)|a venir)"
/** Nothing that a bare number could count. */
const alone = '(?=\\s*(?:$|[.,;:!?)\\n]|(?:et|ou|pour|au plus tard|inclus)\\b))'

/** "Horaires d'été", "foire d'automne" say no date; "session d'automne", "fin d'été" do. */
const meant = "(?<!(?<!\\b(?:sessions?|rentree|debut|fin|milieu) )\\b(?:d'|de ))"

/** "Sept" is September after "en", "dès", "fin"… or before a year, and a number elsewhere. */
const sept =
  "(?<!(?<!\\b(?:en|des|debut|mi|fin|avant|apres|rentree|courant|depuis|jusqu'en|pour) )\\bsept\\.?(?! 20\\d\\d))(?<!\\bsept(?= (?:ans?|annees?|mois|semaines?|jours?|h|heures?|cents?|mille|km|euros?)\\b))"

const read = (precision: Precision, pattern: string, at: DateName['at']): DateName => ({
  precision,
  pattern: new RegExp(`(?<![\\w/.]|\\d-)(?:${pattern})(?<![a-z\\d](?=[a-z\\d]))`, 'g'),
  at,
})

/** Where two overlap, the first one listed is meant. */
export const dateNames: readonly DateName[] = [
  read('day', `(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})(?![\\d-])`, dateOf),
  read(
    'day',
    `(?:(?:${weekdayName}),? )?(?<day>${day}) ?(?:au|-|et le|et|ou le|ou|a|to|and|jusqu'au|jusqu'a) ?(?:${weekdayName} )?(?<other>${day}) (?:of )?${month}${year}`,
    (said, today) => {
      const last = dateOf({ ...said, day: said.other }, today)?.last
      const first = last && dayOf(Number(last.slice(0, 4)), Number(last.slice(5, 7)), numberIn(said.day))
      return first && first < last ? { first, last } : undefined
    },
  ),
  read(
    'day',
    `(?:du|entre le) (?:${weekdayName} )?(?<day>${day}) (?:au|et le) (?:${weekdayName} )?(?<other>${day})${alone}`,
    ({ day, other }, today) => {
      const first = dayOfSomeMonth(numberIn(day), today)
      const last = first && dayOfSomeMonth(numberIn(other), first)
      return last ? { first, last } : undefined
    },
  ),
  read(
    'week',
    `semaine du (?:lundi )?(?<day>${day})(?: ${month}${year}|[/.](?<ends>0?[1-9]|1[0-2])(?!\\d))`,
    (said, today) => {
      const date = dateOf(said.ends ? { ...said, month: said.ends } : said, today)?.first
      return date ? { first: date, last: shiftDays(date, 6) } : undefined
    },
  ),
  read('day', `(?:(?:${weekdayName}),? )?(?<day>${day}) (?:of )?${month}${year}`, dateOf),
  read('day', `(?<month>${monthName}) (?<day>\\d{1,2})(?:st|nd|rd|th)\\b(?:,? (?<year>20\\d\\d))?`, dateOf),
  // "1/2" alone is a half, "4.2" a version.
  read(
    'day',
    `(?:(?<day>\\d{1,2})[/.](?<month>0?[1-9]|1[0-2])[/.](?<year>(?:19|20)\\d{2}|\\d{2})|(?<day>\\d{1,2})/(?<month>0[1-9]|1[0-2])|(?<day>\\d{2})/(?<month>[1-9])|(?<day>\\d{2})\\.(?<month>0[1-9]|1[0-2])|(?<=\\b(?:le|du|au|${weekdayName}) )(?<day>\\d)/(?<month>[1-9]))(?![\\d/.]{0,12}\\d)`,
    dateOf,
  ),
  read('day', `(?:(?<=\\ble )(?<day>\\d{1,2}) (?<month>0?[1-9]|1[0-2])(?: (?<year>20\\d{2}|\\d{2}))?)${alone}`, dateOf),
  read('day', `(?<day>\\d{1,2}) (?<month>0?[1-9]|1[0-2]) (?<year>20\\d{2})${alone}`, dateOf),
  read('day', `${ordinal} jour ${ofMonth}`, (said, today) => {
    const last = monthSaid(said, today)?.last
    return said.which?.startsWith('dern') ? oneDay(last) : dateOf({ ...said, day: said.which }, today)
  }),
  read(
    'day',
    `${ordinal} (?<weekday>${weekdayName}) (?:${ofMonth}|(?:de |du )?mois (?<ends>${next}))`,
    (said, today) => {
      const within = said.ends ? nextMonth(today) : monthSaid(said, today)
      if (!within) return undefined
      const first = shiftDays(within.first, (weekdayNumber(said.weekday!) - weekday(within.first) + 7) % 7)
      const all = [0, 7, 14, 21, 28].map((days) => shiftDays(first, days)).filter((one) => one <= within.last)
      return oneDay(/^(?:dern|last)/.test(said.which!) ? all.at(-1) : all[numberIn(said.which) - 1])
    },
  ),
  read('week', `${ordinal} semaine ${ofMonth}`, (said, today) => {
    const within = monthSaid(said, today)
    if (!within) return undefined
    // Weeks that lie whole in the month.
    const monday = weekOf(shiftDays(within.first, 6)).first
    const last = weekOf(shiftDays(within.last, -6)).first
    const first = /^(?:dern|last)/.test(said.which!) ? last : shiftDays(monday, 7 * (numberIn(said.which) - 1))
    return { first, last: shiftDays(first, 6) }
  }),
  read('month', `${ordinal} quinzaine ${ofMonth}`, (said, today) => {
    const within = monthSaid(said, today)
    if (!within) return undefined
    const middle = within.first.slice(0, 8)
    return numberIn(said.which) === 1 ? { ...within, last: `${middle}14` } : { ...within, first: `${middle}15` }
  }),
  read(
    'day',
    `(?<weekday>${weekdayName}),? (?:le )?(?<day>\\d{1,2})(?:er)?${alone}`,
    ({ weekday: name, day }, today) => {
      // The next month where that day of the month is that weekday.
      for (
        let date = dayOfSomeMonth(numberIn(day), today);
        date;
        date = dayOfSomeMonth(numberIn(day), shiftDays(date, 1))
      ) {
        if (weekday(date) === weekdayNumber(name!)) return oneDay(date)
        if (date > shiftMonths(today, 24)) return undefined
      }
      return undefined
    },
  ),
  read('day', `(?<weekday>${weekdayName}) en (?<day>huit|8|quinze|15)\\b`, ({ weekday: name, day }, today) =>
    oneDay(shiftDays(weekdayFrom(name!, today), numberIn(day) === 8 ? 7 : 14)),
  ),
  read(
    'day',
    `(?<weekday>${weekdayName}) (?:de )?(?:la |l')?semaine (?:${next})|next (?<other>${weekdayName})`,
    (said, today) => oneDay(weekdayFrom((said.weekday ?? said.other)!, shiftDays(weekOf(today).last, 1))),
  ),
  read('day', `(?<weekday>${weekdayName}) (?:de )?cette semaine`, ({ weekday: name }, today) =>
    oneDay(weekdayFrom(name!, weekOf(today).first)),
  ),
  read('day', `(?<weekday>${weekdayName}) (?:(?:de )?la semaine )?(?:passee?|derniere?)`, ({ weekday: name }, today) =>
    oneDay(shiftDays(weekdayFrom(name!, today), -7)),
  ),
  // "Le lundi", "lundi et mardi", "du lundi au vendredi" come each week: they are hours, and no date.
  read(
    'day',
    `(?<!\\b(?:le|la|les|du|au|de|des|un|chaque|tous|sauf|pas|et|ou|ni|sans|black|dispo|disponible|premier|deuxieme|troisieme|dernier|\\d(?:er|e|eme)|${weekdayName}),? )(?<weekday>${weekdayName})\\b(?:\\.| prochaine?| suivant| qui vient)?(?! ?(?:,|et|ou|au|a|/|-) ?(?:le )?${weekdayName}\\b)(?! (?:soirs|matins|de (?:la )?(?:paques|pentecote))\\b)`,
    ({ weekday: name }, today) => oneDay(weekdayFrom(name!, shiftDays(today, 1))),
  ),
  read('day', `(?<weekday>${weekdayName}) (?:prochain|suivant|qui vient)`, ({ weekday: name }, today) =>
    oneDay(weekdayFrom(name!, shiftDays(today, 1))),
  ),
  read('day', 'apres-demain|apres demain|day after tomorrow', (_, today) => oneDay(shiftDays(today, 2))),
  read('day', "(?<!\\b(?:de|d') ?)(?:demain|tomorrow)", (_, today) => oneDay(shiftDays(today, 1))),
  read('day', 'avant[- ]hier', (_, today) => oneDay(shiftDays(today, -2))),
  read('day', 'hier|yesterday', (_, today) => oneDay(shiftDays(today, -1))),
  read('day', "aujourd'hui|ce jour|today", (_, today) => oneDay(today)),
  read('week', 'cette semaine|this week|semaine en cours|(?<=\\bla )semaine(?=\\s*$)', (_, today) => weekOf(today)),
  read('week', `semaine prochaine|semaine a venir|(?<=\\bla )semaine (?:${next})|next week`, (_, today) =>
    weekOf(shiftDays(weekOf(today).last, 1)),
  ),
  read('week', 'semaine (?:derniere|passee)|last week', (_, today) => weekOf(shiftDays(today, -7))),
  read('month', 'ce mois(?:-ci)?|this month|mois en cours', (_, today) => monthOf(...yearAndMonth(today))),
  read('month', `mois prochain|(?<=\\b(?:le|du|au|de) )mois (?:${next})|next month`, (_, today) => nextMonth(today)),
  read('month', 'mois (?:dernier|passe)|last month', (_, today) => monthOf(...yearAndMonth(shiftMonths(today, -1)))),
  read('month', "(?<=\\b(?:fin|debut|milieu) (?:de |du )|\\bdans le )mois(?! (?:de|d'))", (_, today) =>
    monthOf(...yearAndMonth(today)),
  ),
  read('year', `(?:an|annee) (?:${next})|next year`, (_, today) => yearOf(Number(today.slice(0, 4)) + 1)),
  read('year', '(?:an|annee) (?:dernier|passee?|derniere)|last year', (_, today) =>
    yearOf(Number(today.slice(0, 4)) - 1),
  ),
  read(
    'year',
    "cette annee|this year|annee en cours|(?<=\\b(?:fin|debut|milieu) (?:d'|de l'|d'une )|\\b(?:en|mi)[ -])annee|(?<=\\bdans l')annee",
    (_, today) => yearOf(Number(today.slice(0, 4))),
  ),
  ...seasons(),
  read(
    'year',
    '(?<=\\b(?:en|in|courant|debut|fin|mi|annee|avant|apres|pour)[ -])(?<year>20\\d{2})(?![\\d/.-]*\\d)',
    ({ year }) => yearOf(Number(year)),
  ),
  read('month', `(?<!\\d[ .]?)${month}${sept}${year}`, monthSaid),
  read(
    'day',
    `(?<=\\b(?:a partir du|a compter du|a dater du|des le|avant le|pas avant le|apres le|jusqu'au|au plus tard le|d'ici le|dispo(?:nible)? le) )(?<day>\\d{1,2})(?:er)?${alone}`,
    ({ day }, today) => oneDay(dayOfSomeMonth(numberIn(day), today)),
  ),
  read('day', `(?<=^\\s*le )(?<day>\\d{1,2})(?:er)?(?=\\s*$)`, ({ day }, today) =>
    oneDay(dayOfSomeMonth(numberIn(day), today)),
  ),
]

/** Month-days of seasons, of the school year and of feasts; a year said counts. Movable feasts follow Easter. */
function seasons(): DateName[] {
  const each = (pattern: string, from: string, to: string, precision: Precision = 'season') =>
    read(precision, `(?:${pattern})${again}`, ({ year }, today) => periodFrom(from, to, year ? `${year}-01-01` : today))
  const movable = (pattern: string, days: number) =>
    read('day', `(?:${pattern})${again}`, ({ year }, today) => {
      const ahead = [0, 1].map((more) => shiftDays(easter(Number((year ?? today).slice(0, 4)) + more), days))
      return oneDay(ahead.find((one) => year !== undefined || one >= today))
    })
  return [
    each(
      "rentree(?: de septembre| scolaire| prochaine)?\\b(?! (?:de |d')?(?:jan|fev|mars|avr|oct|nov|dec))",
      '09-01',
      '09-30',
      'month',
    ),
    each('vacances de (?:la )?toussaint', '10-17', '11-03'),
    // Stated rule: the three zones together, within days of any year's.
    each("vacances (?:d'hiver|de fevrier)", '02-06', '03-08'),
    each('vacances de (?:printemps|paques)', '04-03', '05-03'),
    each("vacances de noel|fetes(?: de fin d'annee)?", '12-20', '01-04'),
    each(
      "grandes vacances|vacances(?: scolaires)? d'ete|(?<=\\b(?:avant|apres|pendant|durant|pour|aux?|ces) (?:les )?)vacances(?! (?:scolaires|de|d'))",
      '07-01',
      '08-31',
    ),
    each(
      `(?<!\\b(?:a|ont|avait|avoir|ai|deja|pas|as|avez|avons) )${meant}ete(?= |$|[.,;?!)])|summer`,
      '06-21',
      '09-20',
    ),
    each(`${meant}printemps?|spring`, '03-20', '06-20'),
    each(`${meant}automne|autumn`, '09-21', '12-20'),
    each(`${meant}hiver|winter`, '12-21', '03-19'),
    each('(?:1er|premier|first) (?:trimestre|quarter)|t1', '01-01', '03-31'),
    each('(?:2e|2eme|deuxieme|second) (?:trimestre|quarter)|t2', '04-01', '06-30'),
    each('(?:3e|3eme|troisieme|third) (?:trimestre|quarter)|t3', '07-01', '09-30'),
    each('(?:4e|4eme|quatrieme|dernier|fourth|last) (?:trimestre|quarter)|t4', '10-01', '12-31'),
    each('(?:1er|premier) semestre', '01-01', '06-30'),
    each('(?:2e|2eme|2nd|2d|deuxieme|second) semestre', '07-01', '12-31'),
    each('(?:jour de )?noel|christmas', '12-25', '12-25', 'day'),
    each("(?:jour de l'|nouvel )an|new year", '01-01', '01-01', 'day'),
    each('(?:jour(?:nee)? de la )?toussaint|jour des morts', '11-01', '11-01', 'day'),
    each('fete du travail', '05-01', '05-01', 'day'),
    each('fete nationale', '07-14', '07-14', 'day'),
    movable('lundi de paques|easter monday', 1),
    movable('paques|easter', 0),
    movable("(?:jeudi de l')?ascension", 39),
    movable('lundi de (?:la )?pentecote', 50),
    movable('pentecote', 49),
  ]
}

const oneDay = (date: string | undefined): Period | undefined => (date ? { first: date, last: date } : undefined)

function dateOf({ day, month, year }: Said, today: string): Period | undefined {
  const number = monthNumber(month!) || Number(month)
  const date = year ? dayOf(fullYear(year, today), number, numberIn(day)) : dayFrom(numberIn(day), number, today)
  return oneDay(date)
}

function monthSaid({ month, year }: Said, today: string): Period {
  return year ? monthOf(fullYear(year, today), monthNumber(month!)) : monthFrom(monthNumber(month!), today)
}

const nextMonth = (today: string): Period => monthOf(...yearAndMonth(shiftMonths(`${today.slice(0, 7)}-01`, 1)))

const yearAndMonth = (day: string): [year: number, month: number] => [Number(day.slice(0, 4)), Number(day.slice(5, 7))]

/** The weekday's first date from a day on. */
const weekdayFrom = (name: string, from: string): string =>
  shiftDays(from, (weekdayNumber(name.replace('.', '')) - weekday(from) + 7) % 7)

/** The next date of a day of the month; undefined for a day that no month has. */
function dayOfSomeMonth(day: number, today: string): string | undefined {
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const date = dayOf(...yearAndMonth(shiftMonths(`${today.slice(0, 7)}-01`, ahead)), day)
    if (date && date >= today) return date
  }
  return undefined
}

/** Two digits are of this century until twenty years ahead: "14" is 2014, "74" is 1974. */
function fullYear(year: string, today: string): number {
  if (year.length === 4) return Number(year)
  const century = 100 * Math.floor(Number(today.slice(0, 4)) / 100)
  const near = century + Number(year)
  return near > Number(today.slice(0, 4)) + 20 ? near - 100 : near
}

/** Of "13", "1er", "3ème", "treize", "deuxième"; 0 when it is none. */
function numberIn(said = ''): number {
  const digits = /^\d+/.exec(said)
  if (digits) return Number(digits[0])
  return numberOf(said) ?? ordinals.findIndex((one) => one.test(said))
}

const ordinals = [/^$/, /^(?:prem|first)/, /^(?:deux|second)/, /^(?:trois|third)/, /^(?:quatr|fourth)/]
