import { isEveryday, isSurname, isToponym, looksForeign, looksLikeVerb, mayBeSurname } from '../../detect/people.ts'
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

/** One word that no list of first names holds: a surname, or a stranger, by what only a person does. */
export function loneNames(
  { plain, terms, named, textAfter, textBefore, opens, isAnnounced, isIdentified, isNumbered, isSubject }: Surroundings,
  lastEnd: () => number,
): NameReader {
  /** A well-known surname with a capital, where no place or everyday word bears it. */
  function surnameAlone(index: number): Person | undefined {
    const term = terms[index]!
    if (term.acronym || term.plain.length < 3 || named[index]) return undefined
    if (term.capital && statedAfter.test(textAfter(term)))
      return { start: term.start, end: term.end, next: index + 1, score: 0.8 }
    if (!term.capital) {
      // "suivi diallo", "traoré a rappelé": where it stands comes first, for most words stand elsewhere.
      if (term.plain.length < 4 || term.gap === 'elision' || !(opens(index) || isHeaded(index))) return undefined
      if (isEveryday(term.plain) || !isSurname(term.plain)) return undefined
      return isNoted(index) || (opens(index) && (isSubject(index + 1) || isNumbered(term.start, term.end)))
        ? { start: term.start, end: term.end, next: index + 1, score: 0.65 }
        : undefined
    }
    const expected =
      mayBeSurname(term.plain) &&
      (presence.test(plain.slice(term.end, term.end + 24)) ||
        (term.shape === 'title' && givenBy.test(textBefore(term, 24)) && !/^ d(?:e|u|es)?[ ']/.test(textAfter(term))))
    if (!expected && (!isUnknownName(term) || !isSurname(term.plain))) return undefined
    // "Renault", "Leclerc": companies too.
    if (
      /\b(?:chez|a|au|de chez|entreprise|groupe|societe|magasin|usine|garage|camion|voiture|une|un|la|le|sa|son|ma|mon) $/.test(
        textBefore(term, 12),
      )
    )
      return undefined
    if (residenceBefore.test(textBefore(term, 34))) return undefined
    const previous = terms[index - 1]
    if (previous?.capital && term.gap === 'space' && !opens(index - 1)) return undefined
    if (
      !expected &&
      !isNoted(index) &&
      !isSubject(index + 1) &&
      !isAnnounced(term) &&
      !isIdentified(term.end) &&
      !isCoupled(index)
    )
      return undefined
    return { start: term.start, end: term.end, next: index + 1, score: 0.72 }
  }

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
    if (!isUnknownName(term) || term.shape !== 'title' || term.plain.length < 3 || named[index]) return undefined
    const after = plain.slice(term.end, term.end + 24)
    if (looksLikeVerb(term.plain)) return undefined
    // "le frère (Marwen, 06 39…)"
    if (plain[term.start - 1] === '(' && isNumbered(term.start, term.end))
      return { start: term.start, end: term.end, next: index + 1, score: 0.7 }
    const spoken = spokenTo.test(textBefore(term, 20)) && spokenBy.test(after)
    const does = doesAsPerson.test(after) || profileAfter.test(after) || tradeAfter.test(after) || isCoupled(index)
    const headed = isHeaded(index) && closesNote.test(after) && looksForeign(term.plain)
    const aged = isAged.test(after) && !trade.test(term.plain)
    if (!spoken && !aged && !headed && !personOnly.test(after) && !(looksForeign(term.plain) && does)) return undefined
    if (isToponym(term.plain) || residenceBefore.test(textBefore(term, 34))) return undefined
    const previous = terms[index - 1]
    if (
      !headed &&
      previous &&
      term.gap === 'space' &&
      !term.newLine &&
      (previous.capital || thingBefore.test(previous.plain))
    )
      return undefined
    return { start: term.start, end: term.end, next: index + 1, score: 0.6 }
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

/** "Siranouche, 49 ans, Angers", but "Menuisier, 49 ans". */
const isAged = /^,? \(?\d\d ans ?(?:[,;.)\n]|$)/
const trade = /(?:i?er|iere|ien|ienne|[aeio]n|[ct]e|al)$/

/** A heading of a counsellor's notes, before the name of whom they are about. */
const headings = new Set(['dossier', 'suivi', 'bilan', 'rdv', 'famille', 'de', 'retour', 'mail', 'sms', 'point', 'cas'])
const noteBefore = /(?:^|[\n.,;:(-] ?|\b(?:le|la|ce|un|du|au) )(?:retour de|[a-z]{3,}) $/
const noteAfter =
  /^ ?[:-] ?(?:dossier|projet|cv\b|rdv|ok\b|suivi|absente?|bilan|inscrit)|^ (?:absente?|excusee?|ok|dispo)\b/
const closesNote = /^ ?(?:[.,;:!?\n(]|$)/
