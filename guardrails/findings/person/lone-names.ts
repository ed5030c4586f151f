import { isEveryday, isSurname, isToponym, looksForeign, looksLikeVerb, mayBeSurname } from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import {
  doesAsPerson,
  doTogether,
  givenBy,
  personOnly,
  presence,
  profileAfter,
  residenceBefore,
  spokenBy,
  spokenTo,
  statedAfter,
  thingBefore,
  tradeAfter,
} from './name-cues.ts'
import { isUnknownName, type NameReader, type Person, type Surroundings } from './name-surroundings.ts'
import { isPlaced } from './named-towns.ts'

/** One word that no list of first names holds: a surname, or a stranger, by what only a person does. */
export function loneNames(
  { plain, terms, named, textAfter, textBefore, opens, isAnnounced, isIdentified, isNumbered, isSubject }: Surroundings,
  lastEnd: () => number,
): NameReader {
  const alone = (index: number, score: number): Person => {
    const { start, end } = terms[index]!
    return { start, end, next: index + 1, score }
  }

  /** A well-known surname, where no place or everyday word bears it. */
  function surnameAlone(index: number): Person | undefined {
    const term = terms[index]!
    if (term.acronym || term.plain.length < 3 || named[index]) return undefined
    if (!term.capital) return isLowerSurname(index) ? alone(index, 0.65) : undefined
    if (statedAfter.test(textAfter(term))) return alone(index, 0.8)
    const expected = isExpected(term)
    if (!expected && (!isUnknownName(term) || !isSurname(term.plain))) return undefined
    if (isThingOrPlace(index) || !(expected || isSpokenOf(index))) return undefined
    return alone(index, 0.72)
  }

  /** "suivi diallo", "traoré a rappelé": where it stands comes first, for most words stand elsewhere. */
  function isLowerSurname(index: number): boolean {
    const term = terms[index]!
    if (term.plain.length < 4 || term.gap === 'elision' || !(opens(index) || isHeaded(index))) return false
    if (isEveryday(term.plain) || !isSurname(term.plain)) return false
    return isNoted(index) || (opens(index) && (isSubject(index + 1) || isNumbered(term.start, term.end)))
  }

  /** "Diallo est absent", "remis par Diallo": only a person is, or does. */
  const isExpected = (term: Term): boolean =>
    mayBeSurname(term.plain) &&
    (presence.test(plain.slice(term.end, term.end + 24)) ||
      (term.shape === 'title' && givenBy.test(textBefore(term, 24)) && !/^ d(?:e|u|es)?[ ']/.test(textAfter(term))))

  /** "chez Renault", "habite Vernon", and what another name goes before. */
  function isThingOrPlace(index: number): boolean {
    const [term, previous] = [terms[index]!, terms[index - 1]]
    if (ofCompany.test(textBefore(term, 12)) || residenceBefore.test(textBefore(term, 34))) return true
    return previous?.capital === true && term.gap === 'space' && !opens(index - 1)
  }

  const isSpokenOf = (index: number): boolean =>
    isNoted(index) ||
    isSubject(index + 1) ||
    isAnnounced(terms[index]!) ||
    isIdentified(terms[index]!.end) ||
    isCoupled(index)

  const isHeaded = (index: number): boolean => {
    const [term, previous] = [terms[index]!, terms[index - 1]]
    return term.gap === 'space' && headings.has(previous!.plain) && noteBefore.test(textBefore(term, 14))
  }

  /** "Suivi Diallo", "famille Diallo", "Diallo : dossier complet": what counsellors note of a person. */
  const isNoted = (index: number): boolean => {
    const term = terms[index]!
    return isHeaded(index) || (opens(index) && noteAfter.test(textAfter(term)))
  }

  /** "Maëly souhaite devenir aide-soignante": only a person does. */
  function subjectAlone(index: number): Person | undefined {
    const term = terms[index]!
    if (named[index] || !isStranger(term)) return undefined
    // "le frère (Marwen, 06 39…)"
    if (plain[term.start - 1] === '(' && isNumbered(term.start, term.end)) return alone(index, 0.7)
    const headed = looksForeign(term.plain) && isHeaded(index) && closesNote.test(plain.slice(term.end, term.end + 24))
    if (!headed && !signs.some((tells) => tells(index))) return undefined
    if (isToponym(term.plain) || residenceBefore.test(textBefore(term, 34)) || isPlaced(textBefore(term, 72)))
      return undefined
    // "Enzo de Decazeville cherche"
    if (lastEnd() >= 0 && /^ d(?:e |')$/.test(plain.slice(lastEnd(), term.start))) return undefined
    return !headed && isOfThingBefore(index) ? undefined : alone(index, 0.6)
  }

  const after = (index: number): string => plain.slice(terms[index]!.end, terms[index]!.end + 24)

  /** What only a person does, or is said to. */
  const signs: readonly ((index: number) => boolean)[] = [
    (index) => personOnly.test(after(index)),
    (index) => isAged.test(after(index)) && !trade.test(terms[index]!.plain),
    (index) => spokenTo.test(textBefore(terms[index]!, 20)) && spokenBy.test(after(index)),
    (index) =>
      looksForeign(terms[index]!.plain) &&
      ([doesAsPerson, profileAfter, tradeAfter].some((sign) => sign.test(after(index))) || isCoupled(index)),
  ]

  const isOfThingBefore = (index: number): boolean => {
    const [term, previous] = [terms[index]!, terms[index - 1]]
    if (!previous || term.gap !== 'space' || term.newLine) return false
    return previous.capital || thingBefore.test(previous.plain)
  }

  /** "Tornike et Karim", "Karim et Tornike": beside a first name that is known. */
  function isCoupled(index: number): boolean {
    const term = terms[index]!
    if (lastEnd() >= 0 && plain.slice(lastEnd(), term.start) === ' et ') return true
    if (terms[index + 2]?.shape === 'title' && doTogether.test(plain.slice(term.end, term.end + 50))) return true
    const other = terms[index + 2]
    if (!/^(?:et|ou)$/.test(terms[index + 1]?.plain ?? '') || other?.shape !== 'title') return false
    const { weight } = other
    return weight !== undefined && weight !== 'ambiguous'
  }

  return (index) => surnameAlone(index) ?? subjectAlone(index)
}

const isStranger = (term: Term): boolean =>
  term.shape === 'title' && term.plain.length > 2 && isUnknownName(term) && !looksLikeVerb(term.plain)

/** "Renault", "Leclerc": companies too. */
const ofCompany =
  /\b(?:chez|a|au|de chez|entreprise|groupe|societe|magasin|usine|garage|camion|voiture|une|un|la|le|sa|son|ma|mon) $/

/** "Siranouche, 49 ans, Angers", but "Menuisier, 49 ans". */
const isAged = /^,? \(?\d\d ans ?(?:[,;.)\n]|$)/
const trade = /(?:i?er|iere|ien|ienne|[aeio]n|[ct]e|al)$/

/** A heading of a counsellor's notes, before the name of whom they are about. */
const headings = new Set(['dossier', 'suivi', 'bilan', 'rdv', 'famille', 'de', 'retour', 'mail', 'sms', 'point', 'cas'])
const noteBefore = /(?:^|[\n.,;:(-] ?|\b(?:le|la|ce|un|du|au) )(?:retour de|[a-z]{3,}) $/
const noteAfter =
  /^ ?[:-] ?(?:dossier|projet|cv\b|rdv|ok\b|suivi|absente?|bilan|inscrit)|^ (?:absente?|excusee?|ok|dispo)\b/
const closesNote = /^ ?(?:[.,;:!?\n(]|$)/
