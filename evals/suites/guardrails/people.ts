import { inWords } from './identifiers.ts'
import names from './names.json' with { type: 'json' }
import type { Random } from './random.ts'

export type Origin = keyof typeof names
export const origins = Object.keys(names) as Origin[]

/** The person whom a row is about; every name of the row is of the same origin. */
export interface Subject {
  origin: Origin
  female: boolean
}

const listed = (words: string) => words.split(' ').map((word) => word.replaceAll('_', ' '))
const lists = new Map(
  origins.map((origin) => [origin, { f: listed(names[origin].f), m: listed(names[origin].m), last: listed(names[origin].last) }]),
)

export const firstName = (random: Random, { origin, female }: Subject): string =>
  random.pick(female ? lists.get(origin)!.f : lists.get(origin)!.m)

export const lastName = (random: Random, { origin }: Subject): string => random.pick(lists.get(origin)!.last)

export const personName = (random: Random, subject: Subject, variant: string): string => {
  const first = firstName(random, subject)
  const last = lastName(random, subject)
  const capitals = last.toLocaleUpperCase(subject.origin === 'turkey' ? 'tr' : 'fr')
  switch (variant) {
    case 'first':
      return first
    case 'last':
      return random.chance(0.25) ? capitals : last
    case 'full':
      return random.pick([`${first} ${last}`, `${first} ${last}`, `${first} ${capitals}`])
    case 'inverted':
      return random.pick([`${capitals} ${first}`, `${capitals} ${first}`, `${last} ${first}`, `${capitals} ${first.toLocaleUpperCase('fr')}`])
    case 'initial':
      return random.pick([`${first[0]}. ${last}`, `${first[0]}. ${capitals}`, `${first} ${last[0]!.toUpperCase()}.`, `${first[0]}.${capitals}`])
    case 'lower':
      return `${first} ${last}`.toLowerCase()
    case 'double':
      return `${first} ${last}${random.pick(['-', ' ép. ', ' épouse ', ' née '])}${lastName(random, subject)}`
    default:
      return random.pick([`${first} ${last}`, `${first} ${last}`, `${first} ${last}`, `${first} ${capitals}`, `${first} ${capitals}`, `${capitals} ${first}`, `${last} ${first}`])
  }
}

const bare = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ıİ]/g, 'i')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase()

export const email = (random: Random, subject: Subject): string => {
  const [first, last] = [bare(firstName(random, subject)), bare(lastName(random, subject))]
  const name = random.pick([`${first}.${last}`, `${first}${random.between(58, 99)}`, `${first[0]}.${last}`, `${first}_${last}`, `${first}-${last}`, `${last}.${first}${random.between(1, 99)}`, `${first}.${last}+emploi`])
  const host = random.pick(['example.com', 'example.org', 'example.net', 'mail.example.com', 'laposte.example.org', 'boite-mail.example.net', 'courriel.example'])
  return random.pick([`${name}@${host}`, `${name}@${host}`, `${name}@${host}`, `${name}@${host}`, `${name}@${host}`, `${name.toUpperCase()}@${host.toUpperCase()}`, `${name} @ ${host}`, `${name}[at]${host}`, `${name} (arobase) ${host}`])
}

export const handle = (random: Random, subject: Subject, variant: string): string => {
  const first = bare(firstName(random, subject))
  const number = random.between(10, 99)
  const name = random.pick([`${first}_${number}`, `${first}.${bare(lastName(random, subject))}`, `${first}${number}off`, `le_${first}_${number}`, `${first}.coiffure${number}`, `x${first}${number}x`])
  return variant === 'cued' ? random.pick([name, `@${name}`]) : `@${name}`
}

export const profileUrl = (random: Random, subject: Subject): string => {
  const [first, last] = [bare(firstName(random, subject)), bare(lastName(random, subject))]
  const code = `${random.digits(3)}${random.pick(['a', 'b', 'c', 'e'])}${random.digits(4)}`
  return random.pick([
    `https://www.linkedin.com/in/${first}-${last}-${code}`,
    `https://www.linkedin.com/in/${first}-${last}-${code}/`,
    `linkedin.com/in/${first}-${last}-${code}`,
    `fr.linkedin.com/in/${first}${last}-${code}`,
    `https://www.facebook.com/${first}.${last}.${random.digits(4)}`,
    `https://www.instagram.com/${first}_${last}_${random.digits(4)}/`,
    `https://github.com/${first}${last}-${random.digits(4)}`,
    `https://${first}-${last}.example.com`,
    `www.${first}-${last}.example.org/cv`,
    `https://cv.example.net/${first}-${last}?v=${random.digits(2)}`,
    `https://drive.example.com/d/${code}/cv_${last}.pdf`,
  ])
}

const monthNames = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre']
const shortMonths = ['janv.', 'fev', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'aout', 'sept.', 'oct.', 'nov.', 'déc.']
const englishMonths = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const two = (value: number) => String(value).padStart(2, '0')

/** A birth date of somebody 17 to 66 years old; `cued` forms need "né le", "DDN" or the like beside them. */
export const birthDate = (random: Random, variant: string): string => {
  const [day, month, year] = [random.between(1, 28), random.between(1, 12), random.between(1960, 2008)]
  const name = monthNames[month - 1]!
  switch (variant) {
    case 'year':
      return String(year)
    case 'month':
      return random.pick([`${name} ${year}`, `${two(month)}/${year}`, `${two(month)}-${year}`])
    case 'english':
      return random.pick([`${day} ${englishMonths[month - 1]} ${year}`, `${englishMonths[month - 1]} ${day}, ${year}`, `${two(day)}/${two(month)}/${year}`, `${year}-${two(month)}-${two(day)}`])
    case 'words':
      return `${day === 1 ? 'premier' : inWords(day)} ${name} ${year < 2000 ? `mille neuf cent ${inWords(year - 1900)}` : `deux mille${year > 2000 ? ` ${inWords(year - 2000)}` : ''}`}`
    case 'numeric':
      return random.pick([`${two(day)}/${two(month)}/${year}`, `${two(day)}/${two(month)}/${year}`, `${two(day)}.${two(month)}.${year}`, `${two(day)}-${two(month)}-${year}`, `${two(day)}/${two(month)}/${two(year % 100)}`])
    default:
      return random.pick([
        `${two(day)}/${two(month)}/${year}`,
        `${two(day)}/${two(month)}/${year}`,
        `${two(day)}.${two(month)}.${year}`,
        `${two(day)}-${two(month)}-${year}`,
        `${two(day)} ${two(month)} ${year}`,
        `${day}/${month}/${two(year % 100)}`,
        `${year}-${two(month)}-${two(day)}`,
        `${two(day)}${two(month)}${year}`,
        `${day === 1 ? '1er' : day} ${name} ${year}`,
        `${day === 1 ? '1er' : day} ${name} ${year}`,
        `${two(day)} ${shortMonths[month - 1]} ${year}`,
        `${day} ${name.toUpperCase()} ${year}`,
      ])
  }
}

/** Years of age as written, "34 ans" included in the span; `number` leaves the unit to the template. */
export const age = (random: Random, variant: string): string => {
  const years = random.between(18, 63)
  switch (variant) {
    case 'number':
      return String(years)
    case 'words':
      return `${inWords(years).replace(/ et un$/, ' et un')} ans`
    case 'young':
      return `${random.between(16, 25)} ans`
    case 'senior':
      return `${random.between(50, 64)} ans`
    case 'child':
      return random.pick([`${random.between(2, 15)} ans`, `${random.between(3, 23)} mois`])
    default:
      return random.pick([`${years} ans`, `${years} ans`, `${years} ans`, `${years} ans`, `${years}ans`, `${years} ans et demi`])
  }
}
