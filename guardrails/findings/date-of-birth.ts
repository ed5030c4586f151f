import { neighboursOf } from '../detect/neighbours.ts'
import { type Candidate, type Message, standsAlone } from '../detect/recogniser.ts'
import { monthName } from '../language/calendar-names.ts'
import { wordedNumbers } from '../language/numbers.ts'
import { matchesOf } from '../matches.ts'
import type { Places } from '../parts.ts'
import { wordedDates } from '../worded-dates.ts'
import written from './date-of-birth.json' with { type: 'json' }
import { labelled, type PersonalRoom, type Scored } from './room.ts'

/** A date of birth. Sessions and diplomas have dates too. */
export const dateOfBirth: PersonalRoom = {
  ...written,
  label: labelled('NAISSANCE', 'BIRTH'),
  reads: { by: 'itself', find: (message, before) => birthDates(message, neighboursOf(before)) },
}

const months = `(?:${monthName}|mar)\\b\\.?`
const separator = ' ?[/.\\-\\n] ?| '
const numericDate = new RegExp(
  `(?<!\\d)\\d{1,2}(?:${separator})\\n?\\d{1,2}(?:${separator})\\n?(?:\\d\\n?\\d\\n?\\d\\n?\\d|\\d{2})(?![/.]\\d)`,
  'g',
)
const isoDate = /(?:19|20)\d{2} ?[-/.] ?\d{1,2} ?[-/.] ?\d{1,2}/g
const packedDate = /(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}/g
const writtenDate = new RegExp(
  `(?:(?:\\d{1,2}(?: ?er|st|nd|rd|th)?|premier|1 ?er)[ -]\\n?(?:of )?${months}(?:[ -],?\\n?(?:\\d{4}|'?\\d{2}))?|${months} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})`,
  'g',
)
const monthYear = new RegExp(`(?:${months}[ -]|\\d{1,2} ?[/.-] ?)(?:19\\d{2}|20[01]\\d|\\d{2})`, 'g')
const dayMonth = /(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])(?![/.-]?\d)/g
const bareYear = /(?:19[2-9]\d|20[01]\d|'?\d{2})/g
const datePatterns = [numericDate, isoDate, packedDate, writtenDate]

// "ne" without its accent is also a negation: only what may follow a birth counts.
const birthCue =
  /\b(?:ne(?= ?(?:\(|[:,.\d]|le |en |a |au |aux |un |vers |courant |debut |fin |il y a|dans |l'|janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|$))|ne ?\(e\)|ne\.e|nee?s|nee|nes|naissance|naiss\.?|ddn|d\.d\.n\.?|d\.?n\.? ?:|dn(?= ?(?:[:\d]|$))|(?:il|elle) est du|anniv(?:ersaire)?s?|born|birth(?:day|date)?|dob|d\.o\.b\.?|natifs?|native|vu le jour)(?![a-z])/g
// "né" in an event, a company or a project is not a birth.
const notBirth =
  /\b(?:projet|atelier|entreprise|association|idee|dispositif|structure|session|formation|promo(?:tion)?|contrat|convention|cpf|dif|loi|reforme|travail|metier|ecole|centre|mission|cfa|reseau|marque|societe|groupe|campus|partenariat|programme|site|lieu|service|salon|collectif|cooperative|start-?up|boutique|usine|titre|diplome|concept|logiciel|restaurant|enseigne|plateforme|application|outil|mouvement|festival|magasin|organisme|club) (?:(?:est|sont|etait) )?nee?s?\b[^.]{0,20}$/

function birthDates(message: Message, neighbours: Places<Candidate>): Scored[] {
  const { plain } = message
  const numbered = message.digits().length > 0
  birthCue.lastIndex = 0
  const cued = birthCue.test(plain)
  // Without a cue, only a number counts: "le premier juin" tells nothing.
  if (!cued && (!numbered || (neighbours.after(0) === undefined && !/\best de \d/.test(plain)))) return []
  const told = [...wholeDates(plain, numbered), ...(cued ? partialDates(plain) : [])].filter((one) =>
    isBirth(one, plain, neighbours),
  )
  return [...told, ...bornYears(plain), ...(cued ? birthYears(plain) : [])]
}

/** A date, and how far before it a word of birth counts, in characters. */
interface Dated extends Scored {
  reach: number
}

function wholeDates(plain: string, numbered: boolean): Dated[] {
  return (numbered ? datePatterns : [writtenDate]).flatMap((pattern) =>
    matchesOf(pattern, plain).flatMap(({ index: start, 0: text }) => {
      if (!(possible.get(pattern)?.(text) ?? true)) return []
      const end = start + text.length
      return [{ start, end: pattern === writtenDate ? endOfWordedYear(plain, end) : end, reach: 72, score: 0.93 }]
    }),
  )
}

const possible = new Map<RegExp, (text: string) => boolean>([
  [numericDate, (text) => isCalendar(text)],
  [isoDate, (text) => isIso(text)],
])

/** Without a year, without a day, or in words. */
const partialDates = (plain: string): Dated[] => [
  ...wordedDates(plain).map(({ start, end }) => ({ start, end, reach: 40, score: 0.94 })),
  ...matchesOf(dayMonth, plain).map((match) => ({ ...partOf(match), reach: 8, score: 0.85 })),
  ...matchesOf(monthYear, plain).map((match) => ({ ...partOf(match), reach: 26, score: 0.9 })),
]

const partOf = ({ index, 0: text }: RegExpExecArray) => ({ start: index, end: index + text.length })

const isBirth = ({ start, end, reach }: Dated, plain: string, neighbours: Places<Candidate>): boolean =>
  standsAlone(plain, start, end) &&
  plain[end] !== '%' &&
  (isBirthCued(plain, start, end, reach) || followsPerson(plain, start, end, neighbours))

const bornYears = (plain: string): Scored[] =>
  matchesOf(bornIn, plain).map((match) => ({ start: partOf(match).end - 4, end: partOf(match).end, score: 0.85 }))

/** "né en 1985", "année de naissance : 85" */
const birthYears = (plain: string): Scored[] =>
  matchesOf(bareYear, plain).flatMap((match) => {
    const { start, end } = partOf(match)
    const before = plain.slice(Math.max(0, start - 26), start)
    if (!bornBefore.test(before) || notBirth.test(before)) return []
    if (/^'?\d{2}$/.test(match[0]) && !/ en ?$/.test(before)) return []
    return standsAlone(plain, start, end) ? [{ start, end, score: 0.9 }] : []
  })

const bornBefore =
  /\b(?:nee?s?|ne\(e\)|born|annee de naissance|naissance|natifs?|native)\b(?: ?:| en| in| vers| courant| debut| fin| :? ?en)? ?$|\bannee de naissance[ :]+$/

/** "3 juin mille neuf cent quatre-vingt" */
function endOfWordedYear(plain: string, end: number): number {
  if (!/^ (?:mil|deux mille)/.test(plain.slice(end, end + 12))) return end
  const year = wordedNumbers(plain.slice(end, end + 60))[0]
  return year?.start === 1 && year.value > 1900 ? end + year.end : end
}

/** "Elle est de 1996": said of a person only. */
const bornIn =
  /\b(?:il|elle|je|qui|monsieur|madame|she|he) (?:est|suis|etait|is) (?:de|du|from) (?:19[3-9]\d|200\d|201[0-2])(?!\d)/g

function isBirthCued(plain: string, start: number, end: number, reach: number): boolean {
  const before = plain.slice(Math.max(0, start - reach), start)
  let last = -1
  for (const match of matchesOf(birthCue, before)) last = match.index + match[0].length
  if (last >= 0) {
    // "Né le ........ 06 06 2003"
    const between = before.slice(last).replace(/\.{3,}/g, '')
    if (
      /[.;!?]\s|\d{4}|\d[/.-]\d|\b(?:depuis|jusqu|session|formation|debute|commence|rdv|rendez|inscrite?|licenciee?|arrivee?|obtenu|diplome|entree|sortie|fin|contrat|stage|dispo|demarre|prochaine)\b/.test(
        between,
      )
    )
      return false
    return !notBirth.test(before)
  }
  return /^ ?[(:,-]? ?(?:(?:est|c'est|is) )?(?:sa |la |le |son |his |her |n° de )?(?:date de naissance|naissance|ddn|dob|anniversaire|date of birth|birthday)\b/.test(
    plain.slice(end, end + 40),
  )
}

/** "Paul Garnier (12/03/85)", "Diallo Aminata ; 12/03/1985", "passeport 12AB34567 / 12.03.1985", in a year of birth. */
function followsPerson(plain: string, start: number, end: number, neighbours: Places<Candidate>): boolean {
  const date = plain.slice(start, end)
  const year = /(?:19|20)\d{2}/.exec(date)?.[0]
  const short = /\d{2}$/.exec(date)?.[0] ?? ''
  if (year === undefined ? short === '' || (short > '11' && short < '40') : year < '1930' || year > '2012') return false
  const previous = neighbours.before(start)
  if (previous && start - previous.end <= 5 && /^ ?[(,;|/:\n\t-]? ?(?:le )?$/.test(plain.slice(previous.end, start)))
    return true
  const next = neighbours.after(end)
  if (next?.type !== 'NIR' || next.start - end > 12) return false
  return /^ ?[(,;|/\t-]? ?(?:nir|secu|n°|ss)?[ :]{0,3}$/.test(plain.slice(end, next.start))
}

/** One sign throughout, a month and a day: "1985 / 06.39" is the end of a date and a telephone. */
function isIso(text: string): boolean {
  const [, month, day] = text.match(/\d+/g)!
  const [first, second] = text.match(/[-/.]/g)!
  return first === second && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
}

function isCalendar(text: string): boolean {
  const parts = text.replace(/\n/g, '').match(/\d+/g)!
  const joined = parts.join('')
  if (parts.length < 3 && joined.length !== 8) return false
  const day = Number(parts[0])
  const month = Number(parts[1])
  const year = parts.slice(2).join('')
  if (year.length === 4 && (year < '1920' || year > '2019')) return false
  return day >= 1 && day <= 31 && month >= 1 && month <= 12 ? true : month >= 13 && month <= 31 && day >= 1 && day <= 12
}
