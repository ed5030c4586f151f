import { isStopWord, type Word, words } from '../../guardrails/language/words.ts'
import type { Occupation } from './occupation.ts'

/** An occupation's everyday name found in a text; UTF-16 offsets, `end` excluded. One name may belong to several occupations. */
export interface OccupationMention {
  start: number
  end: number
  /** The name as the referential writes it: 'boulanger / boulangère'. */
  name: string
  occupations: readonly Occupation[]
  /** Whether it begins as somebody's name for the work does: "responsable paie", and not "maintenance". */
  person: boolean
  /** As English calls it, where that is what was said: `name` says the same in French. */
  english?: string
}

/** `english`: whether what occupations are called in English is found too. */
export type NameFinder = (text: string, english?: boolean) => OccupationMention[]

/**
 * Finds names and ROME codes in a text, the longest first; mentions never overlap. Masculine, feminine, plural, unaccented and inclusive
 * writing ("vendeur·se", "vendeur(se)", "vendeur/vendeuse") all meet, and small words between may be left out ("agent entretien").
 */
export function createNameFinder(occupations: readonly Occupation[]): NameFinder {
  const named = new Map<string, Omit<OccupationMention, 'start' | 'end'> & { occupations: Occupation[] }>()
  const people = headsOfPeople(occupations)
  let longest = 1
  for (const occupation of occupations) {
    for (const name of [occupation.code, occupation.label, ...occupation.names]) {
      for (const form of writtenForms(name)) {
        const keys = contentWords(form).map((word) => word.key)
        if (keys.length === 0) continue
        longest = Math.max(longest, keys.length)
        const key = keys.join(' ')
        const known = named.get(key)
        if (!known) named.set(key, { name, occupations: [occupation], person: people.has(keys[0]!) })
        else {
          // "Matelot" is heard as "matelot / matelote", whichever of the two comes first: it names somebody.
          if (!known.name.includes(' / ') && name.includes(' / ')) known.name = name
          if (!known.occupations.includes(occupation)) known.occupations.push(occupation)
        }
      }
    }
  }
  const english = new Map(named)
  for (const occupation of occupations) {
    for (const { said, means = occupation.label } of occupation.english ?? []) {
      const keys = contentWords(said).map((word) => word.key)
      longest = Math.max(longest, keys.length)
      const known = english.get(keys.join(' '))
      const isFrench = known !== undefined && known.english === undefined
      // "Product designer" is said of the same in both languages; "machinist" is no stagehand in English.
      if (isFrench && known.occupations.includes(occupation))
        english.set(keys.join(' '), { ...known, person: true, english: said })
      else if (known && !isFrench) known.occupations.push(occupation)
      else english.set(keys.join(' '), { name: means, occupations: [occupation], person: true, english: said })
    }
  }
  return (text, isEnglish = false) => {
    const names = isEnglish ? english : named
    const found: (OccupationMention & { length: number })[] = []
    const spoken = contentWords(text)
    for (let from = 0; from < spoken.length; from += 1) {
      let key = ''
      let listed = false
      for (let to = from; to < spoken.length && to - from < longest; to += 1) {
        const word = spoken[to]!
        if (to > from && word.after !== 'nothing') {
          if (word.after === 'mark') break
          listed = true
        }
        key = to > from ? `${key} ${word.key}` : word.key
        const known = names.get(key)
        // Only a name that is a list itself goes on over a comma: "technicien en hygiène, sécurité, environnement".
        if (known && (!listed || known.name.includes(',')))
          found.push({ start: spoken[from]!.start, end: word.end, length: to - from, ...known })
      }
    }
    found.sort((a, b) => b.length - a.length || b.end - b.start - (a.end - a.start) || a.start - b.start)
    const kept: OccupationMention[] = []
    for (const { length: _, ...mention } of found) {
      if (kept.every((other) => mention.end <= other.start || mention.start >= other.end)) kept.push(mention)
    }
    return kept
  }
}

/** How names of people begin: labels are said of people, and so are names with two genders. */
const headsOfPeople = (occupations: readonly Occupation[]): ReadonlySet<string> =>
  new Set(
    occupations.flatMap(({ label, names }) =>
      [label, ...names.filter((name) => name.includes(' / '))].flatMap((name) =>
        writtenForms(name).flatMap((form) => contentWords(form)[0]?.key ?? []),
      ),
    ),
  )

/** Both genders of a name: "Conducteur / Conductrice d'engins" gives "Conducteur d'engins" and "Conductrice d'engins". */
export function writtenForms(name: string): string[] {
  const [masculine, feminine, ...more] = name.split(' / ')
  if (feminine === undefined || more.length > 0) return name.split(' / ')
  const said = masculine!.split(' ')
  const tail = feminine.split(' ').slice(said.length)
  return [[...said, ...tail].join(' '), feminine]
}

interface ContentWord extends Word {
  key: string
  /** What stands between this word and the content word before it. */
  after: 'nothing' | 'comma' | 'mark'
}

function contentWords(text: string): ContentWord[] {
  const found: ContentWord[] = []
  const spoken = words(text)
  const shouting = spoken.length > 2 && text === text.toUpperCase()
  let previousEnd = 0
  let after: ContentWord['after'] = 'mark'
  for (let at = 0; at < spoken.length; at += 1) {
    const word = spoken[at]!
    const key = genderless(word.text)
    const between = text.slice(previousEnd, word.start)
    if (BREAK.test(between)) after = 'mark'
    else if (after === 'nothing' && between.includes(',')) after = 'comma'
    let end = word.end
    while (at + 1 < spoken.length && isInclusiveEnding(text, end, spoken[at + 1]!, key)) {
      at += 1
      end = spoken[at]!.end
      if (text[end] === ')') end += 1
    }
    previousEnd = end
    if (LINK_WORDS.has(word.text) && end === word.end && !isSort(text, word)) continue
    found.push({
      text: word.text,
      key: isAcronym(text, word, shouting) ? `${key}!` : key,
      start: word.start,
      end,
      after,
    })
    after = 'nothing'
  }
  return found
}

/** The "D" of "permis D" tells which; the "d" of "permis d'exploitation" does not. */
const isSort = (text: string, { text: folded, start, end }: Word): boolean =>
  folded.length === 1 && /^[B-E]$/.test(text.slice(start, end)) && !/^['’]/.test(text.slice(end))

/** "AS" is a nurse's aide, the "as" of "tu as" is not: an acronym spelt like a small word only meets itself in capitals. */
function isAcronym(text: string, word: Word, shouting: boolean): boolean {
  if (shouting || !isStopWord(word.text) || word.text.length < 2) return false
  const written = text.slice(word.start, word.end)
  return written === written.toUpperCase()
}

/** The "se" of "vendeur·se", the "vendeuse" of "vendeur/vendeuse", the last "s" of "employé(e)s". */
function isInclusiveEnding(text: string, end: number, next: Word, key: string): boolean {
  const between = text.slice(end, next.start)
  if (between === '') return next.text === 's'
  if (!INCLUSIVE_MARK.test(between)) return false
  return INCLUSIVE_ENDINGS.has(next.text) || genderless(next.text) === key
}

/** A folded word without number or gender: only ever compared with itself, so it need not be a French word. */
export function genderless(folded: string): string {
  if (folded.length < 4) return folded
  let word = folded.replace(/aux$/, 'al').replace(/[sx]$/, '')
  for (const [feminine, masculine] of GENDERS) {
    if (word.endsWith(feminine)) {
      word = word.slice(0, -feminine.length) + masculine
      break
    }
  }
  return word.length > 4 ? word.replace(/e$/, '') : word
}

const GENDERS = [
  ['trice', 'teur'],
  ['euse', 'eur'],
  ['iere', 'ier'],
  ['ienne', 'ien'],
  ['onne', 'on'],
  ['enne', 'en'],
  ['elle', 'el'],
  ['esse', 'e'],
  ['ere', 'er'],
  ['ffe', 'f'],
  ['ee', 'e'],
  ['ive', 'if'],
] as const

/** May be left out of a name, or said more: "agent entretien", "agent de l'entretien". Not "son": it is what a sound engineer does. */
const LINK_WORDS = new Set(
  'a au aux avec chez d dans de des du en et l la le les leur leurs ma mes mon nos notre ou par pour sa ses sur un une vos votre'.split(
    ' ',
  ),
)
const BREAK = /[.;:!?()[\]"«»\n/]/
const INCLUSIVE_MARK = /^[·•‧⋅.\-/(]$/
const INCLUSIVE_ENDINGS = new Set(
  'e es se ses euse euses ice rice trice rices trices iere ieres ere eres ne nes ienne iennes le les ve ve ive fe ffe te esse s'.split(
    ' ',
  ),
)
