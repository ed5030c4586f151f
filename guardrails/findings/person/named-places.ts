import {
  brands,
  companyWords,
  honorifics,
  looksForeign,
  mayBeSurname,
  particles,
  placesNamedAfterPeople,
  shops,
  shopsLikePeople,
} from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import { markWords } from '../../detect/word-marks.ts'
import context from '../../lexicon/name-context.json' with { type: 'json' }
import { hires, personOnly } from './name-cues.ts'
import { markTowns } from './named-towns.ts'

/** Which terms name a school, a street, a law or a shop: "lycée Jean Moulin", "chez Leroy Merlin", "Saint-Denis". */
export function namedPlaces(terms: readonly Term[], plain: string): Uint8Array {
  const named = new Uint8Array(terms.length)
  markTowns(terms, plain, named)
  for (let index = 0; index < terms.length; index++) {
    const { capital, marks, plain: word, start } = terms[index]!
    markBrand(terms, index, plain, named)
    if (capital && marks & company) markCompany(terms, index, named)
    if (!(marks & places)) continue
    if (word !== 'chez') markPlace(terms, index, named)
    else if (!livesWith.test(plain.slice(Math.max(0, start - 12), start))) markShops(terms, index + 1, named)
  }
  // Twice: "Zoé, Mégane, Clio" is told by its last word.
  for (let pass = 0; pass < 2; pass++)
    for (let index = 0; index < terms.length; index++)
      if (terms[index]!.marks & shop && isShop(terms, index, plain, named)) named[index] = brand
  return named
}

/** "lycée Jean Moulin": what follows the word of a place, its links left out. */
function markPlace(terms: readonly Term[], index: number, named: Uint8Array): void {
  const { plain: word, capital } = terms[index]!
  // "l'entreprise de Mehmet Yilmaz" is his.
  if (someonesOwn.has(word) && follows(terms, index + 1) && /^(?:de|d|du)$/.test(terms[index + 1]!.plain)) return
  // "Paul Boulangerie"
  if (trade.test(word) && capital && follows(terms, index) && terms[index - 1]!.capital) named[index - 1] = 1
  let at = index + 1
  while (at - index < 4 && follows(terms, at) && links.has(terms[at]!.plain)) at++
  for (let count = 0; count < 3 && follows(terms, at) && isNameLike(terms[at]!); count++) named[at++] = 1
}

const places = markWords(placesNamedAfterPeople)
/** In `named`: a brand or a shop. */
const brand = 2
const company = markWords(companyWords)
const shop = markWords([...shops, ...shopsLikePeople])

const livesWith = /\b(?:vit|habite|loge|hebergee?|reste|domiciliee?) $/

function markShops(terms: readonly Term[], from: number, named: Uint8Array): void {
  if (isHome(terms, from)) return
  let at = from
  for (let count = 0; count < 6; count++) {
    const term = terms[at]
    if (!term || honorifics.has(term.plain)) return
    const listed =
      at > from && (term.gap === 'comma' || ((term.plain === 'ou' || term.plain === 'et') && terms[at + 1]))
    if (!listed && !(at === from ? follows(terms, at) : term.gap === 'space' && isNameLike(term))) return
    named[at++] = 1
  }
}

/** "Jean Rouyer Automobiles" */
function markCompany(terms: readonly Term[], index: number, named: Uint8Array): void {
  if (terms[index]!.shape !== 'title') return
  for (let at = index; at > index - 4 && at > 0 && follows(terms, at) && terms[at - 1]!.capital; at--)
    named[at] = named[at - 1] = 1
}

/** "Norauto", "Jules et Celio", "Claudie Pierlot et Sandro", but not "Jules et Paul" and "Celio Ferreira". */
function isShop(terms: readonly Term[], index: number, plain: string, named: Uint8Array): boolean {
  const [term, next] = [terms[index]!, terms[index + 1]]
  if (!term.capital || (follows(terms, index + 1) && next!.capital && mayBeSurname(next!.plain))) return false
  if (term.gap === 'space' && terms[index - 1]!.capital && terms[index - 1]!.weight !== undefined) return false
  const after = plain.slice(term.end, term.end + 40)
  if (term.weight !== undefined && personOnly.test(after) && !hires.test(after)) return false
  if (!shopsLikePeople.has(term.plain)) return true
  return [rowed(terms, index, -1), rowed(terms, index, 1)].some(
    (at) => at !== undefined && (named[at] === brand || shops.has(terms[at]!.plain)),
  )
}

/** The term beside in a row: "Jules, Celio", "Jules et Celio". */
function rowed(terms: readonly Term[], index: number, step: 1 | -1): number | undefined {
  const beside = index + step
  if (terms[Math.max(index, beside)]?.gap === 'comma') return beside
  const joint = terms[beside]?.plain
  return joint === 'et' || joint === 'ou' ? beside + step : undefined
}

/** "Chez Raïssa Kabongo, le frein est la garde": a first name and a surname that no French shop bears. */
const isHome = (terms: readonly Term[], from: number): boolean => {
  const [first, last] = [terms[from], terms[from + 1]]
  if (!first?.weight || first.weight === 'ambiguous' || !last?.capital || last.gap !== 'space') return false
  return mayBeSurname(last.plain) && (looksForeign(first.plain) || looksForeign(last.plain))
}

function markBrand(terms: readonly Term[], index: number, plain: string, named: Uint8Array): void {
  const { start, plain: first, pieces, marks } = terms[index]!
  if (pieces.length === 1 && !(marks & brandHeads)) return
  const known = brandsByFirstWord.get(pieces.length > 1 ? first.split('-', 1)[0]! : first)
  if (!known) return
  for (const name of known) {
    if (plain.slice(start, start + name.length).replaceAll('-', ' ') !== name) continue
    for (let at = index; at < terms.length && terms[at]!.start < start + name.length; at++) named[at] = brand
  }
}

const brandsByFirstWord = new Map<string, string[]>()
for (const name of brands) {
  const first = name.split(/[ .]/, 1)[0]!
  brandsByFirstWord.set(first, [...(brandsByFirstWord.get(first) ?? []), name])
}

const brandHeads = markWords(brandsByFirstWord.keys())

const follows = (terms: readonly Term[], at: number): boolean => {
  const gap = terms[at]?.gap
  return (gap === 'space' || gap === 'elision') && !terms[at]!.newLine
}

const isNameLike = (term: Term): boolean =>
  !honorifics.has(term.plain) &&
  !term.acronym &&
  (term.capital || term.weight !== undefined || mayBeSurname(term.plain) || particles.has(term.plain))

const trade = /erie$/
const links = new Set(context.linksOfPlaces)
const someonesOwn = new Set(context.ownedPlaces)
