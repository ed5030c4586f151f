import { decide, type Reason } from '../../detect/decide.ts'
import {
  firstNameWeight,
  functions,
  honorifics,
  isEveryday,
  isSurname,
  looksForeign,
  looksLikeVerb,
  mayBeSurname,
  particles,
  personVerbs,
  placesNamedAfterPeople,
  relatives,
} from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import context from '../../lexicon/name-context.json' with { type: 'json' }
import { identityAfter } from './name-cues.ts'

/** How far a name goes on after its first name. */
export interface Extent {
  next: number
  end: number
  surname: boolean
}

type Mode = 'after-first' | 'after-title' | 'lower'

/** Reads surnames by what stands beside them. Ends and `next` are exclusive. */
export interface SurnameReader {
  /** Index after a surname that starts at `index`: particles, then one word. */
  after(index: number, mode: Mode): number | undefined
  /** Offset where a surname in front of the first name at `index` starts: "DIALLO Fatoumata", "Garnier, Paul". */
  before(index: number): number | undefined
  /** Offset where the surname of the term at `index` starts, with the particles in front of it. */
  start(index: number): number
  /** End offset of "D." or "D" alone at `index`. */
  initial(index: number): number | undefined
  /** From the end of a first name at `next`, the further first names, then the surname or its initial. */
  extend(next: number, lower: boolean): Extent
}

export function createSurnameReader(terms: readonly Term[], plain: string, cased: string): SurnameReader {
  const isAttached = (index: number): boolean => {
    const gap = terms[index]?.gap
    return gap === 'space' || gap === 'elision'
  }

  function after(index: number, mode: Mode): number | undefined {
    let stop = oneAfter(index, mode)
    for (let further = stop; further !== undefined && further - index < 8; ) {
      stop = further
      further = linkedAt(stop)
    }
    return stop
  }

  /** "Lopes da Veiga", "Kalala wa Ilunga", "Ortega y Gasset": a particle and what it links, from `index` on. */
  function linkedAt(index: number): number | undefined {
    const [before, link, term] = [terms[index - 1]!, terms[index], terms[index + 1]]
    if (!isNextWord(link) || !isNextWord(term) || !mayBeLinked(term) || !isLink(link, term)) return undefined
    const inLower = !before.capital && link.plain.length > 1 && !isCommon(term.plain)
    return term.capital || inLower ? index + 2 : undefined
  }

  function oneAfter(index: number, mode: Mode): number | undefined {
    let at = index
    while (at < terms.length && at - index < 3 && isParticle(terms[at]!) && isAttached(at + 1) && !ends(at, index)) at++
    const term = terms[at]
    if (!term || mayNotBeSurname(term) || (at > index && term.gap === 'stop')) return undefined
    // "Enzo de Montbéliard"
    if (mode === 'after-first' && isTownParticle(at, index) && !isSurname(term.plain) && !looksForeign(term.plain))
      return undefined
    const isName = term.capital ? isCapitalSurname(at, index, mode) : isLowerSurname(at, index, mode)
    return isName ? at + 1 : undefined
  }

  const mayNotBeSurname = (term: Term): boolean =>
    term.digits || term.plain.length === 1 || term.acronym || isLabel(term) || isElided(term)

  /** "de", "la": a place may stand behind it too. */
  const isAfterPlaceParticle = (at: number, index: number): boolean =>
    at > index && /^(?:de|du|des|d|la|le|les|l)$/.test(terms[at - 1]!.plain)

  const isTownParticle = (at: number, index: number): boolean =>
    at === index + 1 && !terms[index]!.capital && /^de?$/.test(terms[index]!.plain)

  function isCapitalSurname(at: number, index: number, mode: Mode): boolean {
    const word = terms[at]!.plain
    if (!isEveryday(word)) return true
    return !isAfterPlaceParticle(at, index) && (mayBeSurname(word) || isCapitalWord(at, mode))
  }

  function isLowerSurname(at: number, index: number, mode: Mode): boolean {
    const { plain: word, pieces } = terms[at]!
    if (mode === 'after-first') return isSurname(word) && at === index
    if (word.length < 3 || (isEveryday(word) && !isSurname(word) && !isWordSurname(at))) return false
    if (mayBeSurname(word) || (at > index && isSurname(terms[at - 1]!.plain + word))) return true
    if (isAfterPlaceParticle(at, index) && terms[index]!.plain !== 'le') return false
    // "fred césaire-lise"
    const compound = pieces.length > 1 && firstNameWeight(pieces[0]!.plain) !== undefined
    return compound || !isCommon(word)
  }

  /** "Sopheap Le Van est là": the last particle is the name. */
  const ends = (at: number, index: number): boolean =>
    at > index && terms[at]!.capital && !terms[at + 1]!.capital && !isParticle(terms[at + 1]!)

  /** "mme petit cherche": a surname that is a word, before a verb. */
  const isWordSurname = (at: number): boolean =>
    mayBeSurname(terms[at]!.plain) &&
    !openers.has(terms[at]!.plain) &&
    ((terms[at + 1]?.gap === 'space' && personVerbs.has(terms[at + 1]!.plain)) ||
      terms[at + 1]?.weight !== undefined ||
      endsName.test(plain.slice(terms[at]!.end, terms[at]!.end + 12)) ||
      identityAfter.test(plain.slice(terms[at]!.end, terms[at]!.end + 30)))
  /** "Carole Tissu", "Adem Hérault": a capital that no sentence asks for. */
  const isCapitalWord = (at: number, mode: Mode): boolean => {
    const { shape, newLine, plain: word } = terms[at]!
    return (
      mode === 'after-first' &&
      shape === 'title' &&
      !newLine &&
      word.length > 3 &&
      !personVerbs.has(word) &&
      !openers.has(word) &&
      !placesNamedAfterPeople.has(word)
    )
  }
  /** "Tél : …" on the next line is a label. */
  const isLabel = (term: Term): boolean => term.newLine && /^ ?:/.test(plain.slice(term.end, term.end + 2))
  /** "jusqu'", "lorsqu'": no name ends so. */
  const isElided = (term: Term): boolean => plain[term.end] === "'" && term.plain.endsWith('u')

  function initial(index: number): number | undefined {
    const term = terms[index]
    if (term?.plain.length !== 1 || term.gap !== 'space' || cased[term.start] === term.plain) return undefined
    const next = plain.slice(term.end, term.end + 2)
    return /^(?:[.,)\n;:]| (?![:'"])|$)/.test(next) ? term.end + (next[0] === '.' ? 1 : 0) : undefined
  }

  function extend(from: number, lower: boolean): Extent {
    let [next, surname] = [from, false]
    for (let count = 0; count < 4 && goesOnAt(next, from); count++) {
      if (!surname && isAnotherFirst(next, lower)) {
        next++
        continue
      }
      const stop = surname && !doublesAt(next, lower) ? undefined : after(next, lower ? 'lower' : 'after-first')
      if (stop === undefined) break
      next = stop
      surname = true
    }
    const letter = surname ? undefined : initial(next)
    return letter === undefined
      ? { next, end: terms[next - 1]!.end, surname }
      : { next: next + 1, end: letter, surname: true }
  }

  function goesOnAt(next: number, from: number): boolean {
    const term = terms[next]
    return term?.gap === 'space' && !(term.newLine && (next > from || term.capital !== terms[next - 1]!.capital))
  }

  /** "Maria Isabel", "Thi Lan" */
  function isAnotherFirst(at: number, lower: boolean): boolean {
    const term = terms[at]!
    const { weight, plain: word } = term
    const vietnamese = terms[at - 1]!.plain === 'thi'
    if (term.acronym || isLabel(term) || !(weight !== undefined || (vietnamese && !term.digits))) return false
    return term.capital || (lower && (vietnamese || (weight !== 'ambiguous' && !isEveryday(word))))
  }

  /** "muhammad ali rahman" */
  function doublesAt(at: number, lower: boolean): boolean {
    const term = terms[at]!
    if (isEveryday(term.plain) || term.acronym) return false
    return term.capital ? term.shape === terms[at - 1]!.shape : lower && isSurname(term.plain)
  }

  function before(index: number): number | undefined {
    const [term, first] = [terms[index - 1], terms[index]!]
    if (!term || (first.gap !== 'space' && first.gap !== 'comma') || term.digits || term.plain.length < 2)
      return undefined
    if (!term.capital) return isLowerBefore(index) ? startBefore(index - 1) : undefined
    // "AÏT OUALI Yacine": the surname is a first name too.
    if (foreignParticles.test(term.plain) && first.gap === 'space') return startBefore(index)
    return decide(capitalBefore, { term, first, index }, false) ? startBefore(index - 1) : undefined
  }

  /** "petit thomas cherche": at the head of a message, a word that is a surname too. */
  function isLowerBefore(index: number): boolean {
    const { gap, plain: word } = terms[index - 1]!
    if (terms[index]!.gap !== 'space') return false
    const heads = gap === 'start' && !/^(?:vu|jeune)$/.test(word)
    return (heads ? mayBeSurname : isSurname)(word) || (heads && isUnknownBefore(index))
  }

  interface Inverted {
    term: Term
    first: Term
    index: number
  }

  const isUpper = ({ term }: Inverted): boolean => term.shape === 'upper'
  const opensHere = ({ index }: Inverted): boolean => startsSentence(terms, index - 1, plain)
  /** "Cappelaere Ingrid, ligne…": a line or a clause of its own. */
  const isAlone = ({ first }: Inverted): boolean => closes.test(plain.slice(first.end, first.end + 2))

  /** Whether a word with a capital before a first name is its surname. */
  const capitalBefore: readonly Reason<Inverted, boolean>[] = [
    [({ term }) => term.acronym || honorifics.has(term.plain) || placesNamedAfterPeople.has(term.plain), false],
    [
      (one) =>
        isEveryday(one.term.plain) &&
        !(opensHere(one) && !(isUpper(one) && one.first.shape === 'title') && !isAlone(one) ? isSurname : mayBeSurname)(
          one.term.plain,
        ),
      false,
    ],
    [
      ({ first }) => first.gap === 'comma',
      (one) => isUpper(one) && one.term.plain.length > 2 && one.first.shape === 'title',
    ],
    [isUpper, ({ term }) => term.plain.length > 2 || isSurname(term.plain)],
    [({ term }) => mayBeSurname(term.plain), true],
    [(one) => !opensHere(one), true],
    [({ term }) => looksLikeVerb(term.plain) || openers.has(term.plain), false],
    [(one) => isAlone(one) || !mayOpen.test(one.term.plain), true],
  ]

  /** "kurniawan budi cherche": between the head of a message and what a person does, a name only. */
  const isUnknownBefore = (index: number): boolean => {
    const { plain: word, end } = terms[index - 1]!
    const weight = terms[index]!.weight
    return (
      word.length > 3 &&
      weight !== undefined &&
      weight !== 'ambiguous' &&
      !isEveryday(word) &&
      !isCommon(word) &&
      !openers.has(word) &&
      plain[end] === ' ' &&
      ((terms[index + 1]?.gap === 'space' && personVerbs.has(terms[index + 1]!.plain)) ||
        /^(?:\n|, )/.test(plain.slice(terms[index]!.end, terms[index]!.end + 2)))
    )
  }

  /** Particles in front of an inverted surname: "BEN ALI Mohamed", "DE LA TOUR Anne", "wa Mulumba Trésor". */
  function startBefore(index: number): number {
    let at = index
    for (; at > 0 && index - at < 3 && isAttached(at); at--) {
      const previous = terms[at - 1]!
      if (!previous.capital) {
        if (linkingParticles.test(previous.plain) || /^(?:el|al|d)$/.test(previous.plain)) continue
        if (previous.plain === 'de' && previous.gap === 'start') continue
        break
      }
      const doubled = previous.shape === 'upper' ? mayBeSurname(previous.plain) : isSurname(previous.plain)
      if (!particles.has(previous.plain) && !doubled) break
    }
    return terms[at]!.start
  }

  return { after, before, start: startBefore, initial, extend }
}

/** Words that begin a sentence whose full stop was forgotten: "Merci Nadia Bonjour". */
const openers = new Set(context.openers)

/** "rdv avec marine boulanger mardi" */
const endsName =
  /^(?:$|[.,;!?\n]| ?[:/(-]| (?:(?:lundi|mardi|mercredi|jeudi|vendredi|demain|hier|ce|cet|cette)\b|(?:le |a )?\d))/

const closes = /^ ?(?:[:\n\t(,-]|$)/

/** Particles that link no French noun: what follows them belongs to the name. */
export const linkingParticles = /^(?:da|das|do|dos|del|della|di|dela|wa|van|von|der|den|ben|bin|bint|ould|y)$/

const foreignParticles = /^(?:el|al|ben|bin|ait|ould|abd|abou|abu|da|das|dos|di|del|della|van|von|der|den|mac|mc|san)$/

const isNextWord = (term: Term | undefined): term is Term => term?.gap === 'space' && !term.newLine

const mayBeLinked = ({ digits, acronym, plain }: Term): boolean =>
  !digits && !acronym && plain.length > 2 && !isEveryday(plain)

const isLink = (link: Term, term: Term): boolean =>
  link.plain === 'de'
    ? isSurname(term.plain)
    : linkingParticles.test(link.plain) || (link.plain === 'ou' && link.capital)

/** A word that cannot be a surname when written in lower case. */
const isCommon = (word: string): boolean =>
  looksLikeVerb(word) || personVerbs.has(word) || relatives.has(word) || functions.has(word)

// A capital at the head of a sentence says nothing: a verb or a plural may stand there.
const mayOpen = /(?:er|ez|ir|s|e|t)$/

const isParticle = (term: Term): boolean => term.pieces.length === 1 && particles.has(term.plain)

export function startsSentence(terms: readonly Term[], index: number, plain: string): boolean {
  const term = terms[index]!
  return (
    term.gap === 'start' ||
    term.newLine ||
    (term.gap === 'stop' && /[.!?\n:•*-]["'( ]*$/.test(plain.slice(Math.max(0, term.start - 4), term.start)))
  )
}
