import { weightOf } from '../../detect/first-names.ts'
import {
  functions,
  honorifics,
  isEveryday,
  isPronounceable,
  isSurname,
  looksForeign,
  looksLikeVerb,
  mayBeSurname,
  particles,
  personVerbs,
  relatives,
} from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import { announcement, mailHead, metBefore, tradeBefore } from './name-cues.ts'
import { isKnown, type NameReader, type Person, type Surroundings } from './name-surroundings.ts'
import { linkingParticles } from './surnames.ts'

/** A word behind one that announces somebody. */
interface Announced {
  index: number
  term: Term
  next: Term | undefined
  /** Behind a field of a form, "nom : ". */
  formal: boolean
  /** "Nom : ", "s'appelle": the word itself is said to be a name. */
  stated: boolean
  /** "dossier de lefebvre": a particle, and the name behind it. */
  linked: boolean
  /** A first name that no list holds, before a surname. */
  called: boolean
  possible: boolean
  /** In capitals, in a text where capitals say nothing. */
  shouted: boolean
}

/** "s'appelle Xhevdet", "dossier de Kpadonou", "nom : …", "sa fille Maëlyne". */
export function announcedNames(around: Surroundings): NameReader {
  const { plain, terms, surnames, named, cased, textBefore, isNumbered } = around

  function read(index: number): Person | undefined {
    const term = terms[index]!
    if (mayNotStart(index) || notAnnounced.some((refuses) => refuses(term))) return undefined
    const sender = senderAt(index)
    if (sender) return sender
    announcement.lastIndex = term.start
    const match = announcement.exec(plain)
    if (!match) return undefined
    const announced = announcedBy(match, index)
    if (refusals.some((refuses) => refuses(announced))) return undefined
    return weightOf(term) ? wholeFrom(announced) : surnameFrom(announced)
  }

  function mayNotStart(index: number): boolean {
    const term = terms[index]!
    if (term.gap === 'start' || term.digits || term.plain.length < 2 || named[index]) return true
    return term.acronym && !(particles.has(term.plain) && terms[index + 1]?.capital)
  }

  /** "De: Rosalba Quintanilla [mailto:…]" */
  function senderAt(index: number): Person | undefined {
    const term = terms[index]!
    const goesOn = (at: number): boolean => {
      const next = terms[at]
      return next?.gap === 'space' && next.capital && !next.newLine
    }
    if (!term.capital || !goesOn(index + 1) || !mailHead.test(textBefore(term, 22))) return undefined
    if (/DE ?: ?$/.test(cased.slice(Math.max(0, term.start - 6), term.start))) return undefined
    let next = index + 1
    while (next < index + 5 && goesOn(next)) next++
    return { start: term.start, end: terms[next - 1]!.end, next, score: 0.94 }
  }

  function announcedBy(match: RegExpExecArray, index: number): Announced {
    const [term, next] = [terms[index]!, terms[index + 1]]
    const formal = match[1] !== undefined
    const stated = formal && /(?:nom ?: ?|appelle )$/.test(textBefore(term, 9))
    const capitalAfter = next?.gap === 'space' && next.capital
    return {
      index,
      term,
      next,
      formal,
      stated,
      linked: linkingParticles.test(term.plain) && capitalAfter === true,
      called: stated && term.capital && capitalAfter === true && !isEveryday(next.plain),
      possible: mayBeSurname(term.plain),
      shouted: cased[term.start] !== plain[term.start] && !term.capital,
    }
  }

  /** "rdv avec claver fotso": in lower case, an unknown word beside a known one. */
  const isMet = ({ term, next }: Announced): boolean =>
    next?.gap === 'space' && term.plain.length > 3 && isKnown(next) && metBefore.test(textBefore(term, 36))

  /** "RAPPELER SABATIER 04 65 71…" */
  const isShoutedBesideNumber = ({ term, shouted }: Announced): boolean =>
    shouted && !isEveryday(term.plain) && isNumbered(term.start, term.end)

  const isListed = ({ term, possible }: Announced): boolean => possible || weightOf(term) !== undefined

  /** Why a word that is announced is nobody's name. */
  const refusals: readonly ((announced: Announced) => boolean)[] = [
    (one) =>
      !one.term.capital &&
      !one.formal &&
      !one.linked &&
      !isSurname(one.term.plain) &&
      !isMet(one) &&
      !isShoutedBesideNumber(one),
    (one) => !one.linked && !one.called && isEveryday(one.term.plain) && !isNameToo(one),
    ({ term, possible }) => !possible && !term.capital && looksLikeVerb(term.plain),
    // "Conseiller Relation Client" is a trade, "nom commun" a lesson.
    (one) => !isListed(one) && (one.term.capital ? tradeBefore : /\bnom $/).test(textBefore(one.term, 20)),
    // "éducateur PJJ"
    (one) => !isListed(one) && !one.formal && one.term.shape === 'upper' && !isPronounceable(one.term.plain),
    ({ term, possible, linked }) =>
      !term.capital && !possible && !linked && (particles.has(term.plain) || personVerbs.has(term.plain)),
    // "pièce d'identité : carte 12AB34567"
    ({ term, next, shouted, possible }) =>
      !term.capital && next?.digits === true && !(shouted && possible && isNumbered(term.start, term.end)),
  ]

  /** An everyday word that is a name too, where a form says so. */
  const isNameToo = ({ term, formal, stated, possible }: Announced): boolean =>
    (term.capital ? formal : stated) && (possible || (stated && weightOf(term) !== undefined))

  function wholeFrom({ index, term }: Announced): Person {
    const { end, next } = surnames.extend(index + 1, !term.capital)
    return { start: term.start, end, next, score: 0.92 }
  }

  function surnameFrom(announced: Announced): Person | undefined {
    const { index, term, called } = announced
    const stop = surnames.after(called ? index + 1 : index, term.capital ? 'after-title' : 'lower')
    if (stop === undefined) return undefined
    const following = terms[stop]
    if (!following || !goesOn(following, announced))
      return { start: term.start, end: terms[stop - 1]!.end, next: stop, score: 0.85 }
    let next = stop + 1
    // "Randriamampionona Fanomezantsoa Herilalaina"
    while (term.capital && next < stop + 3 && isStrangeName(terms[next])) next++
    // "Gonçalves Maria de Fátima"
    const whole = weightOf(following) ? surnames.extend(next, !term.capital) : undefined
    return { start: term.start, end: terms[next - 1]!.end, next, ...whole, score: 0.9 }
  }

  /** One word more of the same name. */
  const goesOn = (following: Term, { term, shouted }: Announced): boolean =>
    following.gap === 'space' &&
    !following.newLine &&
    following.capital === term.capital &&
    !following.acronym &&
    !following.digits &&
    following.plain.length > 1 &&
    !isEveryday(following.plain) &&
    (term.capital || isKnown(following) || (shouted && isStrange(following)))

  return read
}

const isStrange = ({ plain }: Term): boolean => looksForeign(plain) && !looksLikeVerb(plain)

/** What is no name wherever it is announced. */
const notAnnounced: readonly ((term: Term) => boolean)[] = [
  ({ plain }) => honorifics.has(plain) || functions.has(plain) || relatives.has(plain),
  ({ plain, capital }) => !capital && countsOrRefers.test(plain),
  // An everyday word in small letters counts after a form only, and where it is a name too.
  (term) =>
    !term.capital &&
    isEveryday(term.plain) &&
    !linkingParticles.test(term.plain) &&
    weightOf(term) === undefined &&
    !mayBeSurname(term.plain),
]

/** "elle a appelé quatre employeurs", "Bénéficiaire : voir pièce jointe" */
const countsOrRefers =
  /^(?:voir|idem|cf|neant|aucune?|inconnue?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|cent|mille|plusieurs)$/

const isStrangeName = (term: Term | undefined): boolean =>
  term?.gap === 'space' &&
  term.shape === 'title' &&
  !term.newLine &&
  !term.digits &&
  !isEveryday(term.plain) &&
  (isSurname(term.plain) || (term.plain.length > 4 && looksForeign(term.plain)))
