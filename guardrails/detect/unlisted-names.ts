import {
  doesAsPerson,
  doTogether,
  givenBy,
  greetings,
  introduction,
  listHead,
  personOnly,
  presence,
  profileAfter,
  residenceBefore,
  spokenBy,
  spokenTo,
  thingBefore,
  titlesAfter,
  tradeAfter,
} from './name-cues.ts'
import type { NameReader, Person, Surroundings } from './name-surroundings.ts'
import {
  acronyms,
  functions,
  honorifics,
  isEveryday,
  isPronounceable,
  isSurname,
  isToponym,
  looksForeign,
  looksLikeVerb,
  mayBeSurname,
  particles,
  personVerbs,
  placePieces,
  placesNamedAfterPeople,
  relatives,
} from './people.ts'
import type { Term } from './terms.ts'

/** Names with no first name that the lexicon knows: by an initial, a surname, their capitals, or what only a person does. */
export function unlistedNames(around: Surroundings, lastEnd: () => number): NameReader {
  const { plain, cased, terms, surnames, named, textAfter, textBefore, opens, isAnnounced, isIdentified, isSubject } =
    around
  /** "F. Diallo", "J.-P. Martin" */
  function initialed(index: number): Person | undefined {
    const term = terms[index]!
    if (term.plain.length > 3 || term.pieces[0]!.plain.length !== 1 || plain[term.end] !== '.') return undefined
    const next = terms[index + 1]
    // "a. barbosa"
    if (cased[term.start] === plain[term.start] && !(next && isSurname(next.plain) && term.gap !== 'elision'))
      return undefined
    let at = index
    // "I. De Guzman", "J. de Villiers"
    if (
      next &&
      particles.has(next.plain) &&
      terms[index + 2]?.capital &&
      plain[term.start - 1] !== '.' &&
      /^\. ?$/.test(plain.slice(term.end, next.start))
    ) {
      const far = surnames.after(index + 1, 'after-title')
      if (far !== undefined) return { start: term.start, end: terms[far - 1]!.end, next: far, score: 0.8 }
    }
    while (isInitial(at + 1) && /^\. ?-?$/.test(plain.slice(terms[at]!.end, terms[at + 1]!.start))) at++
    const surname = terms[at + 1]
    if (!surname?.capital && !(surname && cased[surname.start] !== plain[surname.start])) return undefined
    if (
      !/^\. ?$/.test(plain.slice(terms[at]!.end, surname.start)) ||
      surname.plain.length < (isSurname(surname.plain) ? 2 : 3)
    )
      return undefined
    if (surname.acronym || named[index]) return undefined
    const after = plain.slice(surname.end, surname.end + 24)
    const acts = mayBeSurname(surname.plain) && (personOnly.test(after) || doesAsPerson.test(after))
    if (isEveryday(surname.plain) && !acts) return undefined
    if (/\b(?:permis|categorie|cat|niveau|option|bloc|plan|hepatite) $/.test(textBefore(term, 12))) return undefined
    const headed = term.gap === 'start' || term.newLine || plain[term.start - 1] === '.'
    if (
      headed &&
      looksLikeVerb(surname.plain) &&
      !mayBeSurname(surname.plain) &&
      !personOnly.test(after) &&
      !doesAsPerson.test(after)
    )
      return undefined
    const previous = terms[index - 1]
    if (previous && term.gap === 'space' && previous.shape === 'upper' && acronyms.has(previous.plain)) return undefined
    const stop = surnames.after(at + 1, surname.capital ? 'after-title' : 'lower')
    return stop === undefined ? undefined : { start: term.start, end: terms[stop - 1]!.end, next: stop, score: 0.88 }
  }

  const isInitial = (at: number): boolean =>
    terms[at]?.plain.length === 1 && cased[terms[at]!.start] !== terms[at]!.plain

  /** No first name that the lexicon knows, but a surname that it knows or that is written as such: "Hrant GRIGORYAN". */
  function paired(index: number): Person | undefined {
    const term = terms[index]!
    const second = terms[index + 1]
    if (!isUnknownName(term) || second?.gap !== 'space' || second.newLine || named[index] || named[index + 1])
      return undefined
    const initial = surnames.initial(index + 1)
    if (initial !== undefined && (isSurname(term.plain) || (term.shape === 'title' && plain[initial - 1] === '.')))
      return { start: term.start, end: initial, next: index + 2, score: 0.75 }
    // "Inscrire Lucas Vasseur": the name starts at the first name.
    if (opens(index) && second.weight && terms[index + 2]?.gap === 'space' && terms[index + 2]!.capital)
      return undefined
    const stop = surnames.after(index + 1, 'after-title')
    if (stop === undefined) return undefined
    const surname = terms[stop - 1]!
    if (!surname.capital || isEveryday(surname.plain) || surname.acronym) return undefined
    if (stop > index + 2 && /^(?:la|le|les|l)$/.test(second.plain) && !isSurname(surname.plain)) return undefined
    const { end } = surname
    const follower = terms[stop]
    const after = plain.slice(end, end + 24)
    const foreign = term.shape === 'title' && (looksForeign(term.plain) || looksForeign(surname.plain))
    const proven =
      isIdentified(end) ||
      personOnly.test(after) ||
      (foreign &&
        !isToponym(term.plain) &&
        (doesAsPerson.test(after) || profileAfter.test(after) || tradeAfter.test(after)))
    const contrasted =
      term.shape === 'title' &&
      surname.shape === 'upper' &&
      stop === index + 2 &&
      isPronounceable(surname.plain) &&
      !looksLikeVerb(term.plain) &&
      !term.plain.endsWith('s')
    const known =
      isSurname(surname.plain) &&
      !(opens(index) && looksLikeVerb(term.plain)) &&
      !/(?:iste|erie|ere|age|ing|[st]ion|ment|oire?|eur|euse|er)$/.test(term.plain)
    const inverted =
      term.shape === 'upper' &&
      surname.shape === 'title' &&
      isPronounceable(term.plain) &&
      !looksLikeVerb(surname.plain) &&
      (isSurname(term.plain) || /^ ?(?:[:,-]|\n|$)/.test(plain.slice(end, end + 2)))
    if (!proven && !contrasted && !known && !inverted && !isIntroduced(index, stop)) return undefined
    if (!proven && contrasted && !known && opens(index) && !isSubject(stop) && follower?.gap === 'space')
      return undefined
    const third = terms[stop]
    const more = third?.gap === 'space' && third.capital && !third.newLine && third.weight !== undefined
    const whole = more ? surnames.extend(stop, false) : { end, next: stop }
    return { start: surnames.start(index), end: whole.end, next: whole.next, score: known ? 0.8 : 0.7 }
  }

  /** "appeler Zalihata Boinali", "pour Xabi Elissalde": two words that no sentence of French would capitalise. */
  const isIntroduced = (index: number, stop: number): boolean => {
    const [one, other] = [terms[index]!, terms[stop - 1]!]
    return (
      one.shape === 'title' &&
      introduction.test(textBefore(one, 34)) &&
      !looksLikeVerb(one.plain) &&
      !isToponym(one.plain) &&
      (looksForeign(one.plain) || looksForeign(other.plain))
    )
  }

  /** "Absents : Divine, Roux", "Awa (Traoré)": a surname beside somebody. */
  function listed(index: number): Person | undefined {
    const term = terms[index]!
    if (lastEnd() < 0 || term.start - lastEnd() > 4 || !term.capital || term.acronym || named[index]) return undefined
    if (isEveryday(term.plain) && !mayBeSurname(term.plain)) return undefined
    const between = plain.slice(lastEnd(), term.start)
    const stop = surnames.after(index, 'after-title')
    if (stop === undefined) return undefined
    const { end } = terms[stop - 1]!
    const bracketed =
      between === ' (' &&
      plain[end] === ')' &&
      term.shape === 'title' &&
      (isSurname(term.plain) || looksForeign(term.plain))
    const inList =
      /^(?:, | et |\n- ?)$/.test(between) &&
      (listHead.test(textBefore(term, 120)) ||
        /\b(?:mm\.?|mmes|mlles|messieurs|mesdames) [^.\n]{2,40}$/.test(textBefore(term, 48)))
    return bracketed || inList ? { start: term.start, end, next: stop, score: 0.7 } : undefined
  }

  /** "hello, luul egal voudrait": in lower case, two words that are no French before what only a person does. */
  function loweredPair(index: number): Person | undefined {
    const term = terms[index]!
    const second = terms[index + 1]
    if (!opens(index) && term.gap !== 'comma') return undefined
    if (
      term.capital ||
      second?.gap !== 'space' ||
      second.capital ||
      second.newLine ||
      !isStranger(term) ||
      !isStranger(second)
    )
      return undefined
    if (![term, second].some(({ plain: word, weight }) => weight !== undefined || isSurname(word))) return undefined
    if (!personOnly.test(plain.slice(second.end, second.end + 24))) return undefined
    return { start: term.start, end: second.end, next: index + 2, score: 0.65 }
  }

  const isStranger = ({ plain: word, digits, acronym }: Term): boolean =>
    word.length > 2 &&
    !digits &&
    !acronym &&
    !isEveryday(word) &&
    !looksLikeVerb(word) &&
    !personVerbs.has(word) &&
    !honorifics.has(word) &&
    !relatives.has(word) &&
    !functions.has(word)

  /** "Le Goff n'est pas venu", "Le Bihan": a Breton article. */
  function articled(index: number): Person | undefined {
    const term = terms[index]!
    const next = terms[index + 1]
    if (!term.capital || next?.gap !== 'space' || !next.capital || next.plain.length < 3) return undefined
    // "De Guzman ne répond pas"
    if (/^(?:de|da|do|dos|el|van)$/.test(term.plain))
      return personOnly.test(plain.slice(next.end, next.end + 24)) && !isToponym(next.plain)
        ? { start: term.start, end: next.end, next: index + 2, score: 0.65 }
        : undefined
    if (term.plain !== 'le') return undefined
    return isSurname(`le${next.plain}`) ? { start: term.start, end: next.end, next: index + 2, score: 0.72 } : undefined
  }

  /** "DUONG Mme : dossier complet", "Benali M. refuse": the title after the name. */
  function titledAfter(index: number): Person | undefined {
    const term = terms[index]!
    const title = terms[index + 1]
    if (title?.gap !== 'space' || title.newLine || !titlesAfter.test(title.plain) || !opens(index)) return undefined
    if (!term.capital || term.acronym || term.digits || term.plain.length < 2 || greetings.test(term.plain))
      return undefined
    if (isEveryday(term.plain) && !mayBeSurname(term.plain)) return undefined
    const after = plain.slice(title.end, title.end + 24)
    const closed = /^\.? ?[:,;(/-]|^\.?(?:\n|$)/.test(after)
    const following = terms[index + 2]
    if (
      !closed &&
      !(following && !following.capital && (isSubject(index + 2) || personOnly.test(after.replace(/^\./, ''))))
    )
      return undefined
    return { start: surnames.start(index), end: term.end, next: index + 1, score: 0.75 }
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

  /** "Maëly souhaite devenir aide-soignante": only a person does. */
  function subjectAlone(index: number): Person | undefined {
    const term = terms[index]!
    if (!isUnknownName(term) || term.shape !== 'title' || term.plain.length < 3 || named[index]) return undefined
    const after = plain.slice(term.end, term.end + 24)
    if (looksLikeVerb(term.plain)) return undefined
    const spoken = spokenTo.test(textBefore(term, 20)) && spokenBy.test(after)
    const does = doesAsPerson.test(after) || profileAfter.test(after) || tradeAfter.test(after) || isCoupled(index)
    if (!spoken && !personOnly.test(after) && !(looksForeign(term.plain) && does)) return undefined
    if (isToponym(term.plain) || residenceBefore.test(textBefore(term, 34))) return undefined
    const previous = terms[index - 1]
    if (previous && term.gap === 'space' && !term.newLine && (previous.capital || thingBefore.test(previous.plain)))
      return undefined
    return { start: term.start, end: term.end, next: index + 1, score: 0.6 }
  }

  const isUnknownName = (term: Term): boolean =>
    term.capital &&
    !term.acronym &&
    !term.digits &&
    term.plain.length > 1 &&
    !isEveryday(term.plain) &&
    !honorifics.has(term.plain) &&
    !functions.has(term.plain) &&
    !placesNamedAfterPeople.has(term.plain) &&
    !term.pieces.some((piece) => placePieces.has(piece.plain))

  /** A well-known surname with a capital, where no place or everyday word bears it. */
  function surnameAlone(index: number): Person | undefined {
    const term = terms[index]!
    if (!term.capital || term.acronym || term.plain.length < 3 || named[index]) return undefined
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
    if (!expected && !isSubject(index + 1) && !isAnnounced(term) && !isIdentified(term.end) && !isCoupled(index))
      return undefined
    return { start: term.start, end: term.end, next: index + 1, score: 0.72 }
  }

  return (index) =>
    initialed(index) ??
    listed(index) ??
    titledAfter(index) ??
    articled(index) ??
    loweredPair(index) ??
    paired(index) ??
    surnameAlone(index) ??
    subjectAlone(index)
}
