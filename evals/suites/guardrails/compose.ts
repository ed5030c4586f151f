import * as identifiers from './identifiers.ts'
import { age, birthDate, email, handle, lastName, personName, profileUrl, type Subject } from './people.ts'
import places from './places.json' with { type: 'json' }
import type { Random } from './random.ts'
import words from './words.json' with { type: 'json' }

/** A stretch of a message: `type` when it is to be found, absent when it is plain text. */
export interface Piece {
  text: string
  type?: string
}

/**
 * Fills a template. `{TYPE}` and `{TYPE:variant}` are personal data made on the spot, `{word}` is drawn from words.json or made
 * (city, date, code), `{a|b|c}` is a choice, ⟦…|TYPE⟧ marks a span written in the template itself.
 */
export const compose = (template: string, random: Random, subject: Subject): Piece[] => {
  const pieces: Piece[] = []
  for (const part of split(template)) {
    if (part.type) pieces.push({ text: flat(compose(part.text, random, subject)), type: part.type })
    else if (!part.slot) pieces.push({ text: part.text })
    else if (topLevel(part.text).length > 1) pieces.push(...compose(random.pick(topLevel(part.text)), random, subject))
    else if (/^[A-Z_]+(:|$)/.test(part.text)) {
      const [type, variant = ''] = part.text.split(':') as [string, string?]
      pieces.push({ text: personal(type, variant, random, subject).replace(/\.$/, ''), type })
    } else pieces.push(...compose(plain(part.text, random, subject), random, subject))
  }
  return pieces
}

const flat = (pieces: readonly Piece[]) => pieces.map((piece) => piece.text).join('')

interface Part {
  text: string
  slot?: boolean
  type?: string
}

const split = (template: string): Part[] => {
  const parts: Part[] = []
  let plainStart = 0
  for (let at = 0; at < template.length; at += 1) {
    const open = template[at]
    if (open !== '{' && open !== '⟦') continue
    const end = closing(template, at)
    if (at > plainStart) parts.push({ text: template.slice(plainStart, at) })
    const inside = template.slice(at + 1, end)
    if (open === '{') parts.push({ text: inside, slot: true })
    else {
      const bar = inside.lastIndexOf('|')
      parts.push({ text: inside.slice(0, bar), type: inside.slice(bar + 1) })
    }
    at = end
    plainStart = end + 1
  }
  if (plainStart < template.length) parts.push({ text: template.slice(plainStart) })
  return parts
}

const closing = (template: string, start: number): number => {
  let depth = 0
  for (let at = start; at < template.length; at += 1) {
    if (template[at] === '{' || template[at] === '⟦') depth += 1
    if (template[at] === '}' || template[at] === '⟧') depth -= 1
    if (depth === 0) return at
  }
  throw new Error(`unclosed slot in: ${template}`)
}

const topLevel = (inside: string): string[] => {
  const choices = ['']
  let depth = 0
  for (const character of inside) {
    if (character === '{' || character === '⟦') depth += 1
    if (character === '}' || character === '⟧') depth -= 1
    if (character === '|' && depth === 0) choices.push('')
    else choices[choices.length - 1] += character
  }
  return choices
}

const personal = (type: string, variant: string, random: Random, subject: Subject): string => {
  switch (type) {
    case 'PERSON':
      return personName(random, subject, variant)
    case 'PHONE':
      return identifiers.phone(random, variant)
    case 'EMAIL':
      return email(random, subject)
    case 'ADDRESS':
      return address(random, variant)
    case 'DATE_OF_BIRTH':
      return birthDate(random, variant)
    case 'AGE':
      return age(random, variant)
    case 'NIR':
      return identifiers.nir(random, variant)
    case 'FT_ID':
      return identifiers.ftId(random, variant)
    case 'CAF_NUMBER':
      return identifiers.cafNumber(random)
    case 'TAX_ID':
      return identifiers.taxId(random)
    case 'SIRET':
      return identifiers.siret(random)
    case 'SIREN':
      return identifiers.siren(random)
    case 'IBAN':
      return identifiers.iban(random, variant)
    case 'CREDIT_CARD':
      return identifiers.card(random)
    case 'ID_CARD':
      return identifiers.idCard(random)
    case 'PASSPORT':
      return identifiers.passport(random)
    case 'DRIVING_LICENCE':
      return identifiers.drivingLicence(random)
    case 'RESIDENCE_PERMIT':
      return identifiers.residencePermit(random)
    case 'LICENCE_PLATE':
      return identifiers.plate(random, variant)
    case 'URL':
      return profileUrl(random, subject)
    case 'HANDLE':
      return handle(random, subject, variant)
    default:
      throw new Error(`no maker for ${type}`)
  }
}

const address = (random: Random, variant: string): string => {
  const number = `${random.between(1, 240)}${random.pick(['', '', '', '', ' bis', ' ter', 'B', ' A'])}`
  const way = random.chance(0.25) ? random.pick(places.shortWays) : random.pick(places.ways)
  const street = `${number}${random.pick([' ', ' ', ', '])}${way} ${random.pick(places.wayNames)}`
  if (variant === 'street') return street
  const city = random.pick(places.cities)
  if (variant === 'hamlet') return `${random.pick(places.hamlets)}${random.pick([', ', ' - ', ' '])}${city}`
  if (variant === 'lines') return `${street}\n${city}`
  const prefix = random.chance(0.2) ? random.pick(places.prefixes) : ''
  return `${prefix}${street}${random.pick([', ', ', ', ' ', ' - '])}${random.chance(0.06) ? `${city.toUpperCase()} CEDEX` : city}`
}

const plain = (slot: string, random: Random, subject: Subject): string => {
  const { female } = subject
  switch (slot) {
    case 'civ':
      return female ? random.pick(['Mme', 'Mme', 'Madame', 'Mlle', 'mme']) : random.pick(['M.', 'M.', 'Monsieur', 'Mr', 'M'])
    case 'title':
      return female ? 'Ms' : 'Mr'
    case 'il':
      return female ? 'elle' : 'il'
    case 'Il':
      return female ? 'Elle' : 'Il'
    case 'e':
      return female ? 'e' : ''
    case 'he':
      return female ? 'she' : 'he'
    case 'He':
      return female ? 'She' : 'He'
    case 'his':
      return female ? 'her' : 'his'
    case 'un':
      return female ? 'une' : 'un'
    case 'le':
      return female ? 'la' : 'le'
    case 'ce':
      return female ? 'cette' : 'ce'
    case 'mon':
      return female ? 'ma' : 'mon'
    case 'city':
      return random.pick(places.cities).slice(6)
    case 'cp':
      return random.pick(places.cities).slice(0, 5)
    case 'surname':
      return lastName(random, subject)
    case 'date':
      return courseDate(random)
    case 'time':
      return random.pick(['9h', '9h30', '10 h', '14h', '14 h 30', '16h15', '8h45', '11:00'])
    case 'amount':
      return random.pick(['{n} €', '{n} euros', '1 {n},50 €', '{n}€']).replace('{n}', String(random.between(150, 980)))
    case 'year':
      return String(random.between(1998, 2024))
    case 'hours':
      return `${random.between(3, 120) * 7} h`
    case 'count':
      return String(random.between(2, 25))
    case 'rncp':
    case 'rs':
    case 'rome':
    case 'uai':
    case 'nda':
    case 'formacode':
      return identifiers.publicCode(random, slot)
    default: {
      const list = (words as Record<string, string[]>)[slot]
      if (!list) throw new Error(`unknown slot {${slot}}`)
      return random.pick(list)
    }
  }
}

const courseDate = (random: Random): string => {
  const [day, month, year] = [random.between(1, 28), random.between(1, 12), random.between(2026, 2027)]
  const name = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'][month - 1]
  const [dd, mm] = [String(day).padStart(2, '0'), String(month).padStart(2, '0')]
  return random.pick([`${dd}/${mm}/${year}`, `${dd}/${mm}`, `${day === 1 ? '1er' : day} ${name}`, `${day === 1 ? '1er' : day} ${name} ${year}`, `${dd}/${mm}/${year - 2000}`, `${dd}-${mm}-${year}`])
}
