import { matchesOf } from '../matches.ts'
import { isWordUnit } from '../normalise.ts'
import { type Places, placesOf } from '../parts.ts'
import { endOf, type Run, runsFrom } from './digit-runs.ts'
import { type CueFinder, createCueFinder, notPersonal } from './identifier-cues.ts'
import {
  ibanLengths,
  isBankAccount,
  isCard,
  isDomesticAccount,
  isNir,
  isNirShaped,
  isSiren,
  isSiret,
  isTaxNumber,
  isUai,
} from './keys.ts'

import { phoneShape, phones } from './phones.ts'
import { type Candidate, cueDistance, type Message, type Recogniser, standsAlone } from './recogniser.ts'

/** Numbers that name a person or a bank account, by shape, check key and the words around them. */
export const identifiers: Recogniser = {
  name: 'identifiers',
  find(message) {
    const digits = message.digits().reduce((sum, { start, end }) => sum + end - start, 0)
    if (digits === 0) return []
    const cueFor = createCueFinder(message.plain)
    const others = [...letteredIdentifiers(message, digits, cueFor), ...accounts(message), ...plates(message)]
    if (digits < fewest) return others
    const dialled = phones(message)
    return [...dialled, ...digitIdentifiers(message, dialled, cueFor), ...others]
  },
}

/** Digits of the shortest number that is told by its digits. */
const fewest = 6

function digitIdentifiers({ plain, digits }: Message, dialled: readonly Candidate[], cueFor: CueFinder): Candidate[] {
  const phonePlaces = placesOf(dialled)
  const found: Candidate[] = []
  const groups = digits()
  for (let first = 0; first < groups.length; first++) {
    const start = groups[first]!.start
    if (
      isWordUnit(plain.charCodeAt(start - 1)) &&
      !/\b(?:n|no|num|ft|id|de|caf|siret|siren|nir)$/.test(plain.slice(Math.max(0, start - 6), start))
    )
      continue
    let best: { candidate: Candidate; groups: number } | undefined
    for (const run of runsFrom(groups, first, plain)) {
      const end = endOf(run)
      if (isWordUnit(plain.charCodeAt(end))) continue
      // A part of a telephone number is no identifier, whatever is said around it.
      if (isPartOf(phonePlaces, start, end)) continue
      const candidate = classify(run, plain, start, end, cueFor)
      if (candidate && (!best || candidate.score > best.candidate.score || run.groups.length > best.groups)) {
        best = { candidate, groups: run.groups.length }
        if (candidate.type === 'NIR') candidate.end += saidKey.exec(plain.slice(end, end + 14))?.[0].length ?? 0
      }
    }
    if (best) {
      found.push(best.candidate)
      first += best.groups - 1
    }
  }
  return found
}

function classify(run: Run, plain: string, start: number, end: number, cueFor: CueFinder): Candidate | undefined {
  const digits = run.joined
  const as = (type: Candidate['type'], score: number): Candidate => ({ type, start, end, score })
  const nearest = nearestCue(cueFor, start, end, digits.length)
  const isExcluded = (): boolean => notPersonal.test(plain.slice(Math.max(0, start - 40), start))
  switch (digits.length) {
    case 15:
      if (isNir(digits)) return as('NIR', 1)
      if (isCard(digits)) return as('CREDIT_CARD', 0.95)
      return nearest === 'NIR'
        ? as('NIR', 0.96)
        : isNirShaped(digits) && !isExcluded()
          ? as('NIR', run.groups.length > 1 ? 0.93 : 0.8)
          : undefined
    case 16:
    case 19:
    case 18:
    case 17:
      if (isCard(digits)) return as('CREDIT_CARD', 0.98)
      return digits.length === 16 && nearest === 'CREDIT_CARD' ? as('CREDIT_CARD', 0.85) : undefined
    case 14:
      if (nearest === 'SIRET') return as('SIRET', 0.97)
      if (isSiret(digits) && !isExcluded()) return as('SIRET', 0.95)
      return isCard(digits) && nearest === 'CREDIT_CARD' ? as('CREDIT_CARD', 0.9) : undefined
    case 13:
      if (nearest === 'TAX_ID') return as('TAX_ID', 0.97)
      if (nearest === 'NIR') return as('NIR', 0.96)
      if (isTaxNumber(digits) && !isExcluded()) return as('TAX_ID', isNirShaped(digits) ? 0.8 : 0.9)
      if (isNirShaped(digits) && !isExcluded()) return as('NIR', 0.7)
      return isCard(digits) && nearest === 'CREDIT_CARD' ? as('CREDIT_CARD', 0.9) : undefined
    case 12:
      return nearest === 'ID_CARD' || nearest === 'DRIVING_LICENCE' ? as(nearest, 0.95) : undefined
    case 11:
      return nearest === 'FT_ID' && !isExcluded() ? as('FT_ID', 0.9) : undefined
    case 10:
      if (phoneShape(digits, false) && cueFor('PHONE', start, end) < 45) return undefined
      return nearest === 'RESIDENCE_PERMIT' || nearest === 'TAX_ID' ? as(nearest, 0.93) : undefined
    case 9:
      if (nearest === 'SIREN' || nearest === 'RESIDENCE_PERMIT' || nearest === 'ID_CARD' || nearest === 'PASSPORT')
        return as(nearest, 0.93)
      return nearest === 'SIRET' && isSiren(digits) ? as('SIREN', 0.9) : undefined
    case 8:
      if (nearest === 'FT_ID' && !isExcluded() && run.groups.length <= 2 && !isDateLike(digits, plain, start))
        return as('FT_ID', 0.85)
      return nearest === 'CAF_NUMBER' && !isDateLike(digits, plain, start) ? as('CAF_NUMBER', 0.93) : undefined
    case 7:
    case 6:
      if (nearest === 'CAF_NUMBER' && (digits.length === 7 || run.groups.length === 1) && !isExcluded())
        return { ...as('CAF_NUMBER', 0.93), end: end + (keyLetter.exec(plain.slice(end, end + 4))?.[0].length ?? 0) }
      return undefined
    default:
      return undefined
  }
}

/** The key of a NIR, told apart: "clé 42". */
const saidKey = /^ ?[,(/:-]? ?(?:cle|key) ?[:=]? ?\d{2}(?!\d)/

/** The letter that may follow an allocataire number: "8447021 k", and not the word "a" or "y". */
const keyLetter = /^ [b-xz](?![a-z0-9'])/

const isDateLike = (digits: string, plain: string, start: number): boolean =>
  /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}$/.test(digits) &&
  (/^\d\d[ /.-]\d\d[ /.-]/.test(plain.slice(start, start + 6)) ||
    /\b(?:nee?|ddn|naissance|le|du|au)\b[ (:]{0,3}$/.test(plain.slice(Math.max(0, start - 14), start)))

/** It shares digits with a number and does not hold the whole of it. */
function isPartOf(numbers: Places<Candidate>, start: number, end: number): boolean {
  const first = numbers.at(start)
  const last = numbers.at(end - 1)
  return (first !== undefined && first.start < start) || (last !== undefined && (last.end > end || last.start < start))
}

const typesByLength: Record<number, string[]> = {
  6: ['CAF_NUMBER'],
  7: ['CAF_NUMBER', 'FT_ID'],
  8: ['FT_ID', 'CAF_NUMBER'],
  9: ['SIREN', 'RESIDENCE_PERMIT', 'ID_CARD', 'PASSPORT', 'SIRET', 'CAF_NUMBER'],
  10: ['RESIDENCE_PERMIT', 'TAX_ID'],
  11: ['FT_ID', 'PHONE'],
  12: ['ID_CARD', 'DRIVING_LICENCE', 'CREDIT_CARD'],
  13: ['TAX_ID', 'NIR', 'CREDIT_CARD'],
  14: ['SIRET', 'CREDIT_CARD'],
  15: ['NIR'],
  16: ['CREDIT_CARD'],
}

function nearestCue(cueFor: CueFinder, start: number, end: number, length: number): string | undefined {
  let nearest: string | undefined
  let distance = Number.POSITIVE_INFINITY
  for (const type of typesByLength[length] ?? []) {
    const reach = type === 'FT_ID' || type === 'CAF_NUMBER' || type === 'SIREN' ? 38 : length > 9 ? 80 : 60
    const cue = cueFor(type, start, end, reach)
    if (cue < distance) {
      nearest = type
      distance = cue
    }
  }
  return nearest
}

// Letters and digits mixed: one separator at most between two characters, and they are never letters of a word.
const corsicanNir = /[123478][ .-]?\d{2}[ .-]?\d{2}[ .-]?2[ .-]?[ab][ .-]?\d{3}[ .-]?\d{3}(?:[ .\-/(]{0,3}\d{2})?/g
const corsicanLicence = /\d{2}[ .-]?\d{2}[ .-]?2[ab][ .-]?\d{6}/g
const sevenDigitsLetter = /\d(?:[ .\n-]?\d){6}[ .\n-]?[a-z]/g
const twoTwoFive = /\d[ .\n-]?\d[ .\n-]?[a-z][ .\n-]?[a-z](?:[ .\n-]?\d){5}/g
const cardCode = /[a-z0-9]{7,12}/g
/** An identity card number in groups: "CNI n° D2H 6862 M2". */
const groupedCard = /\b(?:cni|identite|id card)[ :°.no]{1,6}([a-z0-9]{2,5}(?:[ -][a-z0-9]{2,5}){1,4})/g
const cardGroup = /[a-z0-9]{2,5}/g
const lettersSeven = /[a-z]{2}[ ]?\d{7}/g

function letteredIdentifiers({ plain, cased }: Message, digits: number, cueFor: CueFinder): Candidate[] {
  const found: Candidate[] = []
  const numbered = digits < fewest ? '' : plain
  const add = (type: Candidate['type'], start: number, end: number, score: number): void =>
    void found.push({ type, start, end, score })
  for (const match of matchesOf(corsicanNir, numbered)) {
    const end = match.index + match[0].length
    const code = match[0].replace(/[ .\-/(]/g, '')
    if (
      standsAlone(plain, match.index, end) &&
      (isNir(code) || code.length === 13 || cueFor('NIR', match.index, end) < 60)
    )
      add('NIR', match.index, end, 0.97)
  }
  for (const match of matchesOf(corsicanLicence, numbered)) {
    const end = match.index + match[0].length
    if (standsAlone(plain, match.index, end) && cueFor('DRIVING_LICENCE', match.index, end, 60) < 60)
      add('DRIVING_LICENCE', match.index, end, 0.95)
  }
  // A letter apart is the key when a capital, or when it is no word: "1234567 k", not "1234567 a demandé".
  const isKeyLetter = (at: number, cue: number): boolean =>
    cue <= 40 &&
    (cased[at] !== plain[at] || !'aly'.includes(plain[at]!) || !/^ ?[a-z]/.test(plain.slice(at + 1, at + 3)))
  for (const match of matchesOf(sevenDigitsLetter, numbered)) {
    const start = match.index
    let end = start + match[0].length
    if (!standsAlone(plain, start, end)) continue
    const glued = isWordUnit(plain.charCodeAt(end - 2))
    const ft = cueFor('FT_ID', start, end)
    const caf = cueFor('CAF_NUMBER', start, end)
    if (!glued && !isKeyLetter(end - 1, Math.min(ft, caf))) {
      end = end - 2
      if (caf > 40 || !/\d$/.test(plain.slice(start, end))) continue
      continue
    }
    if (caf < ft) add('CAF_NUMBER', start, end, 0.94)
    else if (ft > 30 && isSchool(plain, start, end)) continue
    else add('FT_ID', start, end, 0.92)
  }
  for (const match of matchesOf(twoTwoFive, numbered)) {
    const end = match.index + match[0].length
    if (!standsAlone(plain, match.index, end)) continue
    const passport = cueFor('PASSPORT', match.index, end, 60)
    const licence = cueFor('DRIVING_LICENCE', match.index, end, 60)
    // Without a word about it, the shape as printed is a passport's.
    if (
      passport === licence &&
      ((match[0].length > 9 && cased[match.index + 3] === plain[match.index + 3]) ||
        notPersonal.test(plain.slice(Math.max(0, match.index - 40), match.index)))
    )
      continue
    add(passport <= licence ? 'PASSPORT' : 'DRIVING_LICENCE', match.index, end, 0.96)
  }
  for (const match of matchesOf(lettersSeven, numbered)) {
    const end = match.index + match[0].length
    if (!standsAlone(plain, match.index, end)) continue
    if (cueFor('RESIDENCE_PERMIT', match.index, end, 60) < 60) add('RESIDENCE_PERMIT', match.index, end, 0.95)
    else if (cueFor('PASSPORT', match.index, end, 60) < 60) add('PASSPORT', match.index, end, 0.95)
  }
  if (/cni|identit|passe?port|sejour|agdref|recepisse|permis|neph|\bcin\b|id card|licen[cs]e/.test(plain)) {
    for (const match of matchesOf(cardCode, plain)) {
      const end = match.index + match[0].length
      if (!standsAlone(plain, match.index, end) || !/\d/.test(match[0]) || !/[a-z]/.test(match[0])) continue
      if (/^(?:rncp|rs|rome)\d/.test(match[0])) continue
      const digits = match[0].replace(/[^0-9]/g, '').length
      // A card in capitals throughout may hold one digit only: "K7RTBPFWX".
      const lone = digits === 1 && match[0].length === 9 && !/[a-z]/.test(cased.slice(match.index, end))
      if ((digits < 2 && !lone) || (/^\d+[a-z]+$/.test(match[0]) && digits < 5)) continue
      const type = nearestOf(
        ['ID_CARD', 'PASSPORT', 'RESIDENCE_PERMIT', 'DRIVING_LICENCE'],
        cueFor,
        match.index,
        end,
        48,
      )
      if (lone && type !== 'ID_CARD') continue
      if (type === 'ID_CARD' && (match[0].length === 9 || match[0].length === 12))
        add('ID_CARD', match.index, end, 0.95)
      else if (type === 'PASSPORT' && match[0].length <= 9) add('PASSPORT', match.index, end, 0.93)
      else if (type === 'RESIDENCE_PERMIT' && match[0].length >= 9) add('RESIDENCE_PERMIT', match.index, end, 0.93)
      else if (type === 'DRIVING_LICENCE' && match[0].length >= 9) add('DRIVING_LICENCE', match.index, end, 0.9)
    }
  }
  for (const match of matchesOf(groupedCard, plain)) {
    const start = match.index + match[0].length - match[1]!.length
    let length = 0
    for (const group of matchesOf(cardGroup, match[1]!)) {
      if (!/\d/.test(group[0])) break
      length += group[0].length
      const end = start + group.index + group[0].length
      if ((length === 9 || length === 12) && /[a-z]/.test(plain.slice(start, end)) && standsAlone(plain, start, end))
        add('ID_CARD', start, end, 0.95)
    }
  }
  return found
}

function nearestOf(
  types: Candidate['type'][],
  cueFor: CueFinder,
  start: number,
  end: number,
  before: number,
): Candidate['type'] | undefined {
  let nearest: Candidate['type'] | undefined
  let distance = Number.POSITIVE_INFINITY
  for (const type of types) {
    const cue = cueFor(type, start, end, before)
    if (cue < distance) {
      nearest = type
      distance = cue
    }
  }
  return nearest
}

function isSchool(plain: string, start: number, end: number): boolean {
  const around = `${plain.slice(Math.max(0, start - 50), start)} ${plain.slice(end, end + 30)}`
  if (/\b(?:uai|rne|lycee|college|ecole|etablissement|cfa|ulis|segpa)\b/.test(around)) return true
  return isUai(plain.slice(start, end)) && /\b(?:code|offre|ref|organisme|centre)\b/.test(around)
}

const accountStart = /[a-z]{2}[ ]?\d[ ]?\d/g
const domestic = /\d{5}(?: ?[/|.-] ?| )?\d{5}(?: ?[/|.-] ?| )?[a-z0-9]{11}(?: ?[/|.-] ?| )?\d{2}/g

function accounts({ plain }: Message): Candidate[] {
  const found: Candidate[] = []
  for (const match of matchesOf(accountStart, plain)) {
    const start = match.index
    if (isWordUnit(plain.charCodeAt(start - 1))) continue
    const length = ibanLengths[plain.slice(start, start + 2)]
    if (!length) continue
    let code = ''
    let index = start
    for (; index < plain.length && code.length < length; index++) {
      if (isWordUnit(plain.charCodeAt(index))) code += plain[index]
      else if (!' .-\n'.includes(plain[index]!) || index - start > length * 2 + 6) break
    }
    if (code.length !== length || isWordUnit(plain.charCodeAt(index))) continue
    const cued = /\b(?:iban|rib|compte|virement|bancaire|bank)\b/.test(plain.slice(Math.max(0, start - 50), start))
    if (isBankAccount(code) || (cued && /\d{8}/.test(code)))
      found.push({ type: 'IBAN', start, end: index, score: 0.99 })
  }
  for (const match of matchesOf(domestic, plain)) {
    const end = match.index + match[0].length
    if (!standsAlone(plain, match.index, end)) continue
    const cued = /\b(?:rib|compte|virement|bancaire|banque)\b/.test(
      plain.slice(Math.max(0, match.index - 60), match.index),
    )
    if (cued || isDomesticAccount(match[0].replace(/[ ./|-]/g, '')))
      // Surer than a card whose key its last digits happen to hold.
      found.push({ type: 'IBAN', start: match.index, end, score: 0.99 })
  }
  return found
}

const plate = /([a-hj-np-tv-z]{2})([ .-]?\n?)(\d(?:\n?\d){2})([ .-]?\n?)([a-hj-np-tv-z]{2})/g
const oldPlate = /\d{1,4}[ -]?[a-z]{2,3}[ -]?(?:97[1-6]|\d{2}|2[ab])/g
const plateCue =
  /\b(?:immat\w{0,12}|plaques?|vehicules?|voitures?|auto|scooter|moto|clio|twingo|peugeot|renault|citroen|kangoo|camionnette|utilitaire|fourgon|berline|car|plate|garee?|dacia|golf|polo|c3|208|206|sandero|stationnee?|assurance auto|carte grise)\b/g

function plates({ plain }: Message): Candidate[] {
  const found: Candidate[] = []
  for (const match of matchesOf(plate, plain)) {
    const end = match.index + match[0].length
    if (!standsAlone(plain, match.index, end) || match[1] === 'ss' || match[5] === 'ss') continue
    const dashed = match[2]!.startsWith('-') && match[4]!.startsWith('-')
    const cued = cueDistance(plain, match.index, end, plateCue, 50, 30) < 60
    if (dashed || cued) found.push({ type: 'LICENCE_PLATE', start: match.index, end, score: 0.95 })
  }
  for (const match of matchesOf(oldPlate, plain)) {
    const end = match.index + match[0].length
    if (!standsAlone(plain, match.index, end)) continue
    if (
      /\b(?:immat\w{0,12}|plaques?|carte grise|plate)\b[^.]{0,30}$/.test(
        plain.slice(Math.max(0, match.index - 45), match.index),
      ) ||
      (/^\d{2,4} ?[a-z]{2,3} ?\d{2}$/.test(match[0]) &&
        cueDistance(plain, match.index, end, plateCue, 30, 12) < 30 &&
        !/ans|eur|km|ch\b|cv/.test(match[0]))
    )
      found.push({ type: 'LICENCE_PLATE', start: match.index, end, score: 0.94 })
  }
  return found
}
