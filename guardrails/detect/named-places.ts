import { brands, honorifics, looksForeign, mayBeSurname, particles, placesNamedAfterPeople } from './people.ts'
import type { Term } from './terms.ts'
import { markWords } from './word-marks.ts'

/** Which terms name a school, a street, a law or a shop: "lycée Jean Moulin", "chez Leroy Merlin", "Saint-Denis". */
export function namedPlaces(terms: readonly Term[], plain: string): Uint8Array {
  const named = new Uint8Array(terms.length)
  for (let index = 0; index < terms.length; index++) {
    const term = terms[index]!
    markBrand(terms, index, plain, named)
    if (!(term.marks & places)) continue
    if (term.plain === 'chez') {
      if (!livesWith.test(plain.slice(Math.max(0, term.start - 12), term.start))) markShops(terms, index + 1, named)
      continue
    }
    // "l'entreprise de Mehmet Yilmaz" is his.
    if (someonesOwn.has(term.plain) && follows(terms, index + 1) && /^(?:de|d|du)$/.test(terms[index + 1]!.plain))
      continue
    // "Paul Boulangerie"
    if (shop.test(term.plain) && term.capital && follows(terms, index) && terms[index - 1]!.capital)
      named[index - 1] = 1
    let at = index + 1
    while (at - index < 4 && follows(terms, at) && links.has(terms[at]!.plain)) at++
    for (let count = 0; count < 3 && follows(terms, at) && isNameLike(terms[at]!); count++) named[at++] = 1
  }
  return named
}

const places = markWords(placesNamedAfterPeople)

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
  for (const brand of known) {
    if (plain.slice(start, start + brand.length).replaceAll('-', ' ') !== brand) continue
    for (let at = index; at < terms.length && terms[at]!.start < start + brand.length; at++) named[at] = 1
  }
}

const brandsByFirstWord = new Map<string, string[]>()
for (const brand of brands) {
  const first = brand.split(' ', 1)[0]!
  brandsByFirstWord.set(first, [...(brandsByFirstWord.get(first) ?? []), brand])
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

const shop = /erie$/
const links = new Set(
  'de du des la le les l d professionnel professionnelle polyvalent general technique prive privee public hospitalier social sociale municipal municipale agricole commandant marechal president docteur abbe formation culturel'.split(
    ' ',
  ),
)
const someonesOwn = new Set(
  'rapport plan accord accords programme groupe atelier ateliers entreprise societe ets association asso cabinet garage salon maison test methode methodes pole club restaurant resto boutique cafe bar pharmacie boulangerie hotel domaine foyer chambre villa promo promotion'.split(
    ' ',
  ),
)
