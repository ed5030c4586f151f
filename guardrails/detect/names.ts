import { weightOf } from './first-names.ts'
import {
  actsAsPerson,
  announcement,
  asPlace,
  careful,
  identityAfter,
  metBefore,
  otherNameLinks,
  personOnly,
  residenceBefore,
  seen,
  someoneBefore,
  someoneMet,
  someonesBefore,
  thingBefore,
  titleGap,
  tradeBefore,
} from './name-cues.ts'
import { namedPlaces } from './named-places.ts'
import { inNextCell, repeated } from './names-elsewhere.ts'
import {
  acronyms,
  firstNameWeight,
  functions,
  honorifics,
  isEveryday,
  isSurname,
  isToponym,
  looksLikeVerb,
  mayBeSurname,
  type NameWeight,
  particles,
  personVerbs,
  placePieces,
  placesNamedAfterPeople,
  relatives,
} from './people.ts'
import type { Candidate, Message, Recogniser } from './recogniser.ts'
import { createSurnameReader, type Extent, startsSentence } from './surnames.ts'
import { cutTerms, type Term } from './terms.ts'

/**
 * Names of people: a first name by lexicon, a surname by what stands beside it (a first name, an honorific, "dossier
 * de"). Never a bare pair of capitalised words.
 */
export const names: Recogniser = {
  name: 'names',
  find(message) {
    const terms = cutTerms(message)
    const personAt = createReader(message, terms)
    const found: Candidate[] = []
    for (let index = 0; index < terms.length; ) {
      const person = personAt(index)
      if (person) found.push({ type: 'PERSON', start: person.start, end: person.end, score: person.score })
      index = person ? person.next : index + 1
    }
    return [...found, ...inNextCell(message, terms, found), ...repeated(message, terms, found)]
  },
}

interface Person {
  start: number
  end: number
  /** Index of the first term after the name. */
  next: number
  score: number
}

/** Each way of writing a name in turn, the surest first. */
function createReader({ plain, cased }: Message, terms: Term[]): (index: number) => Person | undefined {
  const surnames = createSurnameReader(terms, plain, cased)
  const named = namedPlaces(terms, plain)
  const textAfter = (term: Term): string => plain.slice(term.end, term.end + 24)
  const textBefore = (term: Term, reach: number): string => plain.slice(Math.max(0, term.start - reach), term.start)
  const opens = (index: number): boolean => startsSentence(terms, index, plain)
  const isAnnounced = (term: Term): boolean => term.gap !== 'start' && someoneBefore.test(textBefore(term, 34))
  const isIdentified = (end: number): boolean => identityAfter.test(plain.slice(end, end + 30))
  const isSubject = (next: number): boolean => {
    const term = terms[next]
    if (term?.gap !== 'space' || term.capital) return false
    // "Grâce à la PMSMP", "Bienvenue à l'agence"
    if (term.plain === 'a' && /^(?:grace|bienvenue)$/.test(terms[next - 1]!.plain))
      return personOnly.test(` ${plain.slice(term.start, term.start + 24)}`)
    return personVerbs.has(term.plain) || personOnly.test(` ${plain.slice(term.start, term.start + 24)}`)
  }

  /** "Mme Garnier", "M. Ben Ali", "madame diallo", "Mme B." */
  function titled(index: number): Person | undefined {
    let at = index
    if (!isHonorific(index)) return undefined
    if (terms[at + 1]?.plain === 'et' && terms[at + 2] && honorifics.has(terms[at + 2]!.plain)) return undefined
    do at++
    while (terms[at] && honorifics.has(terms[at]!.plain) && terms[at]!.plain.length > 1)
    const first = terms[at]
    const gap = first && plain.slice(terms[at - 1]!.end, first.start)
    if (!first || first.digits || !gap || !titleGap.test(gap)) return undefined
    // A full stop ends an abbreviation, but a sentence after "monsieur".
    if (gap.includes('.') && terms[at - 1]!.plain.length > 5) return undefined
    const initial = initialAfterTitle(at)
    if (initial !== undefined) {
      const surname =
        terms[at + 1]?.capital && terms[at + 1]!.start - first.end <= 2
          ? surnames.after(at + 1, 'after-first')
          : undefined
      return surname === undefined
        ? { start: first.start, end: initial, next: at + 1, score: 0.9 }
        : { start: first.start, end: terms[surname - 1]!.end, next: surname, score: 0.95 }
    }
    const lower = !first.capital
    if (lower && careful.test(terms[index]!.plain) && !isKnown(first)) return undefined
    if (weightOf(first) && !(lower && isEveryday(first.plain))) {
      const whole = surnames.extend(at + 1, lower)
      return { start: first.start, end: whole.end, next: whole.next, score: 0.96 }
    }
    const stop = surnames.after(at, 'after-title')
    if (stop === undefined) {
      const bare = !lower && first.shape === 'title' && first.plain.length > 2
      return bare && !honorifics.has(first.plain) && !functions.has(first.plain) && !careful.test(terms[index]!.plain)
        ? { start: first.start, end: first.end, next: at + 1, score: 0.85 }
        : undefined
    }
    const following = terms[stop]
    const joins =
      following?.gap === 'space' &&
      !following.newLine &&
      !following.acronym &&
      !following.digits &&
      following.capital === !lower &&
      !isEveryday(following.plain) &&
      (!lower || firstNameWeight(following.plain) !== undefined)
    const next = joins ? stop + 1 : stop
    // "M. El Hadj Malick Sy"
    const whole = joins && !lower && weightOf(following) ? surnames.extend(next, false) : undefined
    return { start: first.start, end: terms[next - 1]!.end, next, ...whole, score: lower ? 0.85 : 0.95 }
  }

  function isHonorific(index: number): boolean {
    const title = terms[index]!
    if (!honorifics.has(title.plain) || title.pieces.length > 1) return false
    const next = terms[index + 1]
    if (!next) return false
    const lower = cased[title.start] === plain[title.start]
    if (/^(?:me|ms|pr)$/.test(title.plain)) return !lower || isKnown(next)
    if (title.plain !== 'm') return true
    // "M. Garnier", "M Garnier", "m. garnier", "m diallo"; not "M1", "3 m de haut".
    const dotted = plain[title.end] === '.'
    if (/\d ?$/.test(textBefore(title, 2))) return false
    if (!lower) return dotted || plain[title.end] === ' '
    return dotted ? !isEveryday(next.plain) : isKnown(next) || /^(?:el|al|ben|ait|n)$/.test(next.plain)
  }

  function initialAfterTitle(at: number): number | undefined {
    const initial = surnames.initial(at)
    if (initial !== undefined) return initial
    const term = terms[at]!
    if (term.plain.length !== 1 || cased[term.start] === term.plain || term.plain === 'a') return undefined
    return /^(?:[., ]|$)/.test(plain.slice(term.end, term.end + 1))
      ? term.end + (plain[term.end] === '.' ? 1 : 0)
      : undefined
  }

  /** "s'appelle Xhevdet", "dossier de Kpadonou", "nom : …", "sa fille Maëlyne". */
  function announced(index: number): Person | undefined {
    const term = terms[index]!
    if (term.gap === 'start' || term.digits || term.plain.length < 2 || named[index]) return undefined
    if (term.acronym && !(particles.has(term.plain) && terms[index + 1]?.capital)) return undefined
    if (honorifics.has(term.plain) || functions.has(term.plain) || relatives.has(term.plain)) return undefined
    const match = announcement.exec(textBefore(term, 40))
    if (!match) return undefined
    const formal = match[1] !== undefined
    // "dossier de lefebvre"
    if (!term.capital && !formal && !isSurname(term.plain)) return undefined
    const possible = mayBeSurname(term.plain)
    const stated = formal && /(?:nom ?: ?|appelle )$/.test(textBefore(term, 9))
    if (isEveryday(term.plain) && !((term.capital ? formal : stated) && (possible || (stated && weightOf(term)))))
      return undefined
    if (!possible && !term.capital && looksLikeVerb(term.plain)) return undefined
    // "Conseiller Relation Client" is a trade, "nom commun" a lesson.
    const known = possible || weightOf(term) !== undefined
    if (!known && (term.capital ? tradeBefore : /\bnom $/).test(textBefore(term, 20))) return undefined
    // "éducateur PJJ"
    if (!known && !formal && term.shape === 'upper' && !isPronounceable(term.plain)) return undefined
    if (!term.capital && !possible && (particles.has(term.plain) || personVerbs.has(term.plain))) return undefined
    // "pièce d'identité : carte 12AB34567"
    if (!term.capital && terms[index + 1]?.digits) return undefined
    if (weightOf(term)) {
      const whole = surnames.extend(index + 1, !term.capital)
      return { start: term.start, end: whole.end, next: whole.next, score: 0.92 }
    }
    const stop = surnames.after(index, term.capital ? 'after-title' : 'lower')
    if (stop === undefined) return undefined
    const following = terms[stop]
    const joins =
      following?.gap === 'space' &&
      !following.newLine &&
      following.capital === term.capital &&
      !following.acronym &&
      !following.digits &&
      following.plain.length > 1 &&
      !isEveryday(following.plain) &&
      (term.capital || isKnown(following))
    const next = joins ? stop + 1 : stop
    return { start: term.start, end: terms[next - 1]!.end, next, score: joins ? 0.9 : 0.85 }
  }

  /** A first name by itself, with the surname before or after it when there is one. */
  function firstNamed(index: number): Person | undefined {
    const term = terms[index]!
    const weight = weightOf(term)
    if (!weight || term.digits || named[index] || plain[term.end] === "'") return undefined
    if (term.acronym && (weight === 'ambiguous' || !terms[index + 1]?.capital)) return undefined
    if (term.shape === 'mixed' && term.pieces.length === 1) return undefined
    if (opens(index) && seen.test(plain.slice(term.start, term.end + 6))) return undefined
    const whole = surnames.extend(index + 1, !term.capital)
    if (!whole.surname && residenceBefore.test(textBefore(term, 34))) return undefined
    const before = surnames.before(index)
    const isPerson = term.capital ? capitalisedFirst : lowerFirst
    if (!isPerson(index, weight, whole, before !== undefined)) return undefined
    const sure = whole.surname || before !== undefined
    return {
      start: before ?? term.start,
      end: whole.end,
      next: whole.next,
      score: sure ? 0.93 : weight === 'frequent' ? 0.85 : 0.75,
    }
  }

  function capitalisedFirst(index: number, weight: NameWeight, whole: Extent, preceded: boolean): boolean {
    const term = terms[index]!
    const sure = whole.surname || preceded || whole.next > index + 1
    const subject = isSubject(index + 1)
    const announcedHere = isAnnounced(term)
    if (weight === 'ambiguous') {
      if (sure) return !opens(index) || !whole.surname || hasSurnameProof(index + 1)
      if (!announcedHere && /\b(?:a|en|sur|vers|la|le|du|les|une?|des|cette|ce|l') ?$/.test(textBefore(term, 12)))
        return false
      if (!someonesBefore.test(textBefore(term, 24))) {
        if (isToponym(term.plain) && /\b(?:de|d'|a|sur) ?$/.test(textBefore(term, 5))) return false
        // "Tailleur de Pierre": the name of a trade.
        if (/\b[A-Z]\w+ d(?:e |')$/.test(cased.slice(Math.max(0, term.start - 24), term.start))) return false
      }
      if (isToponym(term.plain) && asPlace.test(textAfter(term))) return false
      const personal =
        personOnly.test(textAfter(term)) || (!isToponym(term.plain) && actsAsPerson.test(textAfter(term)))
      if (isEveryday(term.plain)) return term.shape === 'title' && (announcedHere || isIdentified(term.end) || personal)
      if (personal || (term.shape === 'title' && !isToponym(term.plain) && someoneMet.test(textBefore(term, 34))))
        return true
      return subject || announcedHere || isIdentified(term.end) || isListed(index)
    }
    if (sure) return true
    if (isTongue(term.plain) && /informati|langage|programm|\bcod(?:e|er|age)\b|developp|python|\bjava/.test(plain))
      return false
    if (term.plain.length <= 3 && weight === 'usual' && term.shape !== 'title') return subject || announcedHere
    if (term.plain.length <= 3 && weight === 'usual' && opens(index)) return subject || isIdentified(term.end)
    return term.shape !== 'upper' || term.plain.length > 4 || announcedHere || subject
  }

  function lowerFirst(index: number, weight: NameWeight, whole: Extent, preceded: boolean): boolean {
    const term = terms[index]!
    if (isEveryday(term.plain)) return false
    const next = terms[index + 1]
    const known = preceded || whole.next > index + 2 || (next !== undefined && whole.next > index + 1 && isBorne(next))
    if (weight === 'ambiguous')
      return (
        (known && (isAnnounced(term) || isSubject(whole.next) || isIdentified(whole.end))) ||
        isMet(term) ||
        wantsFirst(index, whole.end)
      )
    if (known) return true
    if (term.plain.length <= 3)
      return (isAnnounced(term) && (weight === 'frequent' || isSubject(index + 1))) || wants(index + 1, weight)
    return (
      weight === 'frequent' ||
      isAnnounced(term) ||
      isSubject(whole.next) ||
      isIdentified(whole.surname ? next!.end : term.end)
    )
  }

  /** "rdv avec fleur", "j'ai reçu fleur": one meets people only. */
  const isMet = (term: Term): boolean => metBefore.test(textBefore(term, 36))

  /** "merveille cherche une alternance": a message that starts so speaks of someone. */
  const wantsFirst = (index: number, end: number): boolean =>
    opens(index) && !isToponym(terms[index]!.plain) && (personOnly.test(textAfter(terms[index]!)) || isIdentified(end))

  const isBorne = (term: Term): boolean => mayBeSurname(term.plain) || firstNameWeight(term.plain) !== undefined

  /** "Rose et Karim", "Karim, Rose", "Divine et Soleil sont là", "- Rose : absente". */
  function isListed(index: number): boolean {
    const term = terms[index]!
    if (isToponym(term.plain) || term.shape !== 'title') return false
    if (index >= 2 && /^(?: et |, | ou | & |\/)$/.test(plain.slice(lastEnd, term.start))) return true
    const after = plain.slice(term.end, term.end + 60)
    if (/^ et [a-z-]{2,20} (?:sont|ont|veulent|souhaitent|cherchent|habitent|viennent|attendent|vont)\b/.test(after))
      return true
    if (opens(index) && /^ ?[:-] [a-z]/.test(after)) return true
    const other = terms[index + 2]
    const weight = other?.capital ? firstNameWeight(other.plain) : undefined
    return terms[index + 1]?.plain === 'et' && weight !== undefined && weight !== 'ambiguous'
  }

  const wants = (next: number, weight: NameWeight): boolean =>
    weight === 'frequent' &&
    terms[next]?.gap === 'space' &&
    personOnly.test(` ${plain.slice(terms[next]!.start, terms[next]!.start + 24)}`)

  const hasSurnameProof = (at: number): boolean => {
    const surname = terms[at]
    return surname !== undefined && (mayBeSurname(surname.plain) || !isEveryday(surname.plain))
  }

  /** "F. Diallo", "J.-P. Martin" */
  function initialed(index: number): Person | undefined {
    const term = terms[index]!
    if (term.plain.length > 3 || term.pieces[0]!.plain.length !== 1 || cased[term.start] === plain[term.start])
      return undefined
    let at = index
    while (isInitial(at + 1) && /^\. ?-?$/.test(plain.slice(terms[at]!.end, terms[at + 1]!.start))) at++
    const surname = terms[at + 1]
    if (!surname?.capital && !(surname && cased[surname.start] !== plain[surname.start])) return undefined
    if (!/^\. ?$/.test(plain.slice(terms[at]!.end, surname.start)) || surname.plain.length < 3) return undefined
    if (isEveryday(surname.plain) || surname.acronym || named[index]) return undefined
    if (looksLikeVerb(surname.plain) && !mayBeSurname(surname.plain)) return undefined
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
    const initial = isSurname(term.plain) ? surnames.initial(index + 1) : undefined
    if (initial !== undefined) return { start: term.start, end: initial, next: index + 2, score: 0.75 }
    const stop = surnames.after(index + 1, 'after-title')
    if (stop === undefined) return undefined
    const surname = terms[stop - 1]!
    if (!surname.capital || isEveryday(surname.plain) || surname.acronym) return undefined
    if (stop > index + 2 && /^(?:la|le|les|l)$/.test(second.plain) && !isSurname(surname.plain)) return undefined
    const { end } = surname
    const follower = terms[stop]
    const proven = isIdentified(end) || personOnly.test(plain.slice(end, end + 24))
    const contrasted =
      term.shape === 'title' &&
      surname.shape === 'upper' &&
      stop === index + 2 &&
      isPronounceable(surname.plain) &&
      !looksLikeVerb(term.plain) &&
      !term.plain.endsWith('s')
    const known = isSurname(surname.plain) && !(opens(index) && looksLikeVerb(term.plain))
    const inverted =
      term.shape === 'upper' &&
      surname.shape === 'title' &&
      isPronounceable(term.plain) &&
      !looksLikeVerb(surname.plain) &&
      /^ ?(?:[:,-]|\n|$)/.test(plain.slice(end, end + 2))
    if (!proven && !contrasted && !known && !inverted) return undefined
    if (!proven && contrasted && !known && opens(index) && !isSubject(stop) && follower?.gap === 'space')
      return undefined
    return { start: term.start, end, next: stop, score: known ? 0.8 : 0.7 }
  }

  /** "Maëly souhaite devenir aide-soignante": only a person does. */
  function subjectAlone(index: number): Person | undefined {
    const term = terms[index]!
    if (!isUnknownName(term) || term.shape !== 'title' || term.plain.length < 3 || named[index]) return undefined
    if (looksLikeVerb(term.plain) || !personOnly.test(plain.slice(term.end, term.end + 24))) return undefined
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
    if (!isUnknownName(term) || !isSurname(term.plain) || term.plain.length < 3 || named[index]) return undefined
    // "Renault", "Leclerc": companies too.
    if (
      /\b(?:chez|a|au|de chez|entreprise|groupe|societe|magasin|usine|garage|camion|voiture|une|un|la|le|sa|son|ma|mon) $/.test(
        textBefore(term, 12),
      )
    )
      return undefined
    const previous = terms[index - 1]
    if (previous?.capital && term.gap === 'space' && !opens(index - 1)) return undefined
    if (!isSubject(index + 1) && !isAnnounced(term) && !isIdentified(term.end)) return undefined
    return { start: term.start, end: term.end, next: index + 1, score: 0.72 }
  }

  /** "Aminata Sow née Diarra", "Stanislav Ivanov ép. Szabó" are one name. */
  function withOtherName(person: Person): Person {
    const link = terms[person.next]
    const other = terms[person.next + 1]
    if (!link || !other || !otherNameLinks.has(link.plain) || other.digits || isEveryday(other.plain)) return person
    if (!/^(?: | \(| - )$/.test(plain.slice(person.end, link.start))) return person
    if (!/^\.? (?:: )?$/.test(plain.slice(link.end, other.start))) return person
    // "Karim ne répond pas"
    if (link.plain === 'ne' && !other.capital && !isSurname(other.plain)) return person
    const stop = surnames.after(person.next + 1, other.capital ? 'after-title' : 'lower')
    return stop === undefined ? person : { ...person, end: terms[stop - 1]!.end, next: stop }
  }

  let lastEnd = -1
  return (index) => {
    const person =
      titled(index) ??
      announced(index) ??
      firstNamed(index) ??
      initialed(index) ??
      paired(index) ??
      surnameAlone(index) ??
      subjectAlone(index)
    if (!person) return undefined
    const whole = withOtherName(person)
    lastEnd = whole.end
    return whole
  }
}

/** "NASSAR", not "PVC" or "SIRH". */
const isPronounceable = (word: string): boolean =>
  word.length > 3 && /[aeiouy].*[aeiouy]|^.{5}/.test(word) && /[aeiouy]/.test(word)

/** First names that are programming languages or tools for beginners too. */
const isTongue = (word: string): boolean => /^(?:pascal|ada|julia|ruby|scala|elm)$/.test(word)

const isKnown = (term: Term): boolean =>
  firstNameWeight(term.plain) !== undefined ||
  isSurname(term.plain) ||
  (term.pieces.length > 1 && particles.has(term.pieces[0]!.plain))
