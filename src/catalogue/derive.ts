import { fold } from '../../guardrails/language/fold.ts'
import { type Certification, type Codes, REGISTERS, type Register, specialityIn } from '../codes/codes.ts'
import type { Item, ItemOccupation, ItemSubject, Offer } from '../item.ts'
import type { Referential } from '../occupations/referential.ts'
import { features } from '../occupations/words.ts'
import { readTitle } from './deduplication/title.ts'

/** What an item is about, read from the codes that its partners gave or from the diploma that its title names; see `derivedFrom` of each. */
export type Derived = Pick<Item, 'occupations' | 'subjects'>

/** Never over what a partner declared: with an occupation of its own an item keeps it, and gets subjects only. */
export interface Derive {
  (item: Item, offers: readonly Offer[]): Item
  /** A digest of the codes it reads by: with other codes, it says something else of an item that has not changed. */
  readonly of: string
}

export function createDerive(codes: Codes, referential: Pick<Referential, 'byCode' | 'nearest'>): Derive {
  const titled = createTitled(codes)
  const said = createSaid(codes)
  const remembered = new Map<string, Found>()

  function foundBy(item: Item, offers: readonly Offer[]): Found {
    for (const register of REGISTERS) {
      const written = offers.flatMap(({ declared, certification }) =>
        register === 'certifinfo' || register === 'cfd'
          ? (declared?.[register] ?? [])
          : (certification?.[register] ?? []),
      )
      for (const code of new Set(written)) {
        const bearing = bearingOf(register, code, item)
        if (bearing.length > 0) return { certifications: bearing, from: nameOf(register, code), by: 'code' }
      }
    }
    const before = remembered.get(item.title)
    if (before) return before
    const certifications = titled(item.title)
    const found: Found = { certifications, from: `titre : ${certifications[0]?.label ?? ''}`, by: 'title' }
    remembered.set(item.title, found)
    return found
  }

  /** Numbers of private titles (a letter in third place, but T of the ministry of work) are given again: the names have to meet too. */
  function bearingOf(register: Register, code: string, item: Item): readonly Certification[] {
    if (register !== 'cfd') return codes.bearing(register, code)
    const cfd = code.padStart(8, '0')
    const bearing = codes.bearing(register, cfd)
    if (/^..[0-9T]/.test(cfd)) return bearing
    const said = new Set(wordsOf(`${item.title} ${item.certification?.label ?? ''}`))
    return bearing.filter(({ label }) => {
      const words = wordsOf(label)
      return words.filter((word) => said.has(word)).length >= words.length * MOST
    })
  }

  const derive = (item: Item, offers: readonly Offer[]): Item => {
    if (item.kind !== 'training') return item
    const found = foundBy(item, offers)
    const occupations = item.occupations.length > 0 ? item.occupations : occupationsOf(item, found)
    const subjects = subjectsOf(item, offers, found)
    return { ...item, occupations, ...(subjects.length > 0 && { subjects }) }
  }
  return Object.assign(derive, { of: codes.digest })

  /** Private titles are called alike and lead anywhere: the occupations that they name count, and by their title alone none does. */
  function occupationsOf({ title }: Item, { certifications, from, by }: Found): ItemOccupation[] {
    const national = isNational(title)
    if (by === 'title' && !national) return []
    const { named, codes: romes } = meantBy(title, romesOf(certifications))
    const isTaught = [title, ...certifications.map(({ label }) => label)].some(isVocational)
    if (!named && !isTaught) return []
    return romes.flatMap((code) => {
      const label = referential.byCode(code)?.label
      return label === undefined ? [] : [{ code, label, derivedFrom: from }]
    })
  }

  /** Registers list in alphabetical order what a diploma leads to: where the title names some of it, the rest is where it may also lead. */
  function meantBy(title: string, romes: readonly string[]): { named: boolean; codes: readonly string[] } {
    if (romes.length === 0) return { named: false, codes: romes }
    const likeness = new Map(referential.nearest(title, NEAREST).map((one) => [one.occupation.code, one.similarity]))
    const likenessOf = (code: string) => likeness.get(code) ?? 0
    const best = Math.max(...romes.map(likenessOf))
    // Of one family with what the register says: "CAP maçon" stands there under concrete (F1701), not under masonry (F1703).
    const families = new Set(romes.map((code) => code.slice(0, 3)))
    const [beside] = [...likeness.keys()].filter((code) => families.has(code.slice(0, 3)))
    if (beside && likenessOf(beside) >= SURELY && likenessOf(beside) > best * APART)
      return { named: true, codes: [beside] }
    if (best < NAMED) return { named: false, codes: romes }
    return { named: true, codes: romes.filter((code) => likenessOf(code) >= best * ALSO) }
  }

  function subjectsOf(item: Item, offers: readonly Offer[], { certifications, from }: Found): ItemSubject[] {
    const subjects = new Map<string, ItemSubject>()
    const add = (label: string | undefined, derivedFrom: string) => {
      if (label !== undefined && !subjects.has(label)) subjects.set(label, { label, derivedFrom })
    }
    for (const { declared } of offers) {
      for (const code of declared?.formacodes?.slice(0, 1) ?? []) add(codes.formacode(code), `Formacode ${code}`)
      for (const code of declared?.nsf ?? []) add(codes.speciality(code.slice(0, 3)), `NSF ${code.slice(0, 3)}`)
      const speciality = declared?.cfd && specialityIn(declared.cfd)
      if (speciality) add(codes.speciality(speciality), `CFD ${declared.cfd}`)
    }
    const speciality = mostly(certifications.map(({ nsf }) => nsf ?? ''))
    const isSure = certifications.length > 0 && !certifications.some(isGeneral) && isNational(item.title)
    if (subjects.size === 0 && isSure) add(codes.speciality(speciality ?? ''), from)
    // General and private titles say in words what they are about, more closely than the code of their register.
    if (subjects.size === 0)
      for (const nsf of said(item.title.replace(SCHOOL, ' '))) add(codes.speciality(nsf), 'titre')
    if (subjects.size === 0) add(codes.speciality(speciality ?? ''), from)
    return [...subjects.values()]
  }
}

/** "Manager en stratégie (SUP DE VENTE - ESSYM)": words in capitals alone between brackets name a school, and tell nothing of what is taught. */
const SCHOOL = /\([^()\p{Ll}]*\p{Lu}{2}[^()\p{Ll}]*\)/gu

/** National diplomas of a trade; of a professional degree the register lists every trade near it. */
const isVocational = (title: string): boolean =>
  isNational(title) && !/^(?:licence|lp\b|master|dut|deust|but\b)/i.test(title)

const isNational = (title: string): boolean => readTitle(title).diploma !== undefined || /^\W*b\.?u\.?t\b/i.test(title)

/**
 * How many occupations are compared with a title; from which likeness on it names one (see Referential.nearest); from which share of the best it
 * names another too; and how sure, and how far from all that the register lists, a neighbour of these has to be to stand for them.
 */
const NEAREST = 60
const NAMED = 0.4
const ALSO = 0.6
const SURELY = 0.6
const APART = 1.3

interface Found {
  certifications: readonly Certification[]
  from: string
  by: 'code' | 'title'
}

const nameOf = (register: Register, code: string): string =>
  ({ certifinfo: `Certif Info ${code}`, cfd: `CFD ${code}`, rncp: code, rs: code })[register]

/**
 * General diplomas lead anywhere: what the registers list for a degree in musicology ("éducation de jeunes enfants") is what some of its
 * graduates do, no occupation that it teaches. Of an engineer the title names a school and a branch, the register every office that engineers hold.
 */
const isGeneral = ({ label }: Certification): boolean => GENERAL.test(fold(label))
const GENERAL =
  /^(?:licence(?! pro)|formation d'? ?ingenieur|ingenieur|diplome d'ingenieur|titre d'ingenieur|classe |master\b|mastere|diplome d'universite|du\b|deug|bachelor of|magistere|doctorat|diplome de l'institut d'etudes politiques|diplome d'etudes)/

/** The occupations that most of the certifications bear, the first ones of each: the others are where it may also lead. */
function romesOf(certifications: readonly Certification[]): string[] {
  const teaching = certifications.filter((one) => !isGeneral(one))
  const times = new Map<string, number>()
  for (const { romes } of teaching) {
    for (const code of new Set(romes.slice(0, MOST_OCCUPATIONS))) times.set(code, (times.get(code) ?? 0) + 1)
  }
  return [...times]
    .filter(([, count]) => count >= teaching.length * MOST)
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_OCCUPATIONS)
    .map(([code]) => code)
}

const MOST_OCCUPATIONS = 3
const MOST = 0.6

function mostly(values: readonly string[]): string | undefined {
  const [best] = [...Map.groupBy(values, (value) => value)].sort(([, one], [, other]) => other.length - one.length)
  return best && best[0] !== '' && best[1].length >= values.length * MOST ? best[0] : undefined
}

/** The certifications that a title names: those called just so or, of those of the same diploma, all whose name holds what it says. */
function createTitled({ certifications }: Codes): (title: string) => readonly Certification[] {
  const called = new Map<string, Certification[]>()
  const saying = new Map<string, Set<number>>()
  const stems = certifications.map(({ label }, at) => {
    const words = wordsOf(label)
    const key = keyOf(words)
    const others = called.get(key)
    if (others) others.push(certifications[at]!)
    else called.set(key, [certifications[at]!])
    for (const word of words) saying.set(word, (saying.get(word) ?? new Set()).add(at))
    return words
  })
  const rarity = (word: string) => Math.log(1 + certifications.length / (1 + (saying.get(word)?.size ?? 0)))
  const weightOf = (words: readonly string[]) => words.reduce((sum, word) => sum + rarity(word), 0)
  return (title) => {
    const words = wordsOf(title)
    if (words.length < 2 || GENERAL.test(fold(title))) return called.get(keyOf(words)) ?? []
    const exact = called.get(keyOf(words))
    if (exact) return exact
    const all = weightOf(words)
    const [rarest] = words
      .filter((word) => saying.has(word))
      .sort((one, other) => saying.get(one)!.size - saying.get(other)!.size)
    if (rarest === undefined) return []
    const close = [...saying.get(rarest)!]
      .map((at) => {
        const shared = words.filter((word) => stems[at]!.includes(word))
        return { at, share: weightOf(shared) / all, back: weightOf(shared) / weightOf(stems[at]!) }
      })
      .filter(({ share, back }) => share >= SAID && back >= SAID_BACK)
    const most = Math.max(0, ...close.map(({ share }) => share))
    return close.filter(({ share }) => share >= most - 0.01).map(({ at }) => certifications[at]!)
  }
}

/** Shares, by rarity, of the words of a title that a certification says, and of those of the certification that the title says. */
const SAID = 0.85
const SAID_BACK = 0.6

function wordsOf(title: string): string[] {
  const { words, diploma } = readTitle(title)
  return [...new Set([...(diploma ? [`<${diploma}>`] : []), ...words.map((word) => features(word).stem)])]
}

const keyOf = (words: readonly string[]): string => [...words].sort().join(' ')

/** The specialities that a title says in words, at most three, the longest said first. */
function createSaid({ fields }: Codes): (title: string) => string[] {
  const phrases = fields.flatMap(({ nsf, said }) => said.map((phrase) => ({ nsf, words: ` ${plain(phrase)} ` })))
  phrases.sort((one, other) => other.words.length - one.words.length)
  return (title) => {
    // "Diplôme d'ingénieur de l'École des mines … spécialité informatique": before it stands the name of a school.
    const [, branch] = GENERAL.test(fold(title)) ? (/\bsp[ée]cialit[ée]s? (.+)/i.exec(title) ?? []) : []
    let left = ` ${plain(branch ?? title)} `
    const found: string[] = []
    for (const { nsf, words } of phrases) {
      if (!left.includes(words)) continue
      left = left.replaceAll(words, ' | ')
      if (!found.includes(nsf)) found.push(nsf)
    }
    return found.slice(0, 3)
  }
}

const plain = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9/]+/g, ' ')
    .trim()
