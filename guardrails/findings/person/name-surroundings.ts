import {
  companyWords,
  functions,
  honorifics,
  isEveryday,
  isSurname,
  particles,
  personVerbs,
  placePieces,
  placesNamedAfterPeople,
} from '../../detect/people.ts'
import type { Candidate, Message } from '../../detect/recogniser.ts'
import type { Term } from '../../detect/terms.ts'
import { type Places, placesOf } from '../../parts.ts'
import { identityAfter, numberAnnounced, personOnly, someoneBefore } from './name-cues.ts'
import { namedPlaces } from './named-places.ts'
import { createSurnameReader, type SurnameReader, startsSentence } from './surnames.ts'

/** A name found in a message. */
export interface Person {
  start: number
  end: number
  /** Index of the first term after the name. */
  next: number
  score: number
}

/** Reads a name that starts at a term, in one way of writing names. */
export type NameReader = (index: number) => Person | undefined

/** What stands around the terms of a message and tells whether they name someone. */
export interface Surroundings {
  plain: string
  cased: string
  terms: readonly Term[]
  surnames: SurnameReader
  /** By term: part of the name of a school, a street, a shop. */
  named: Uint8Array
  textAfter(term: Term): string
  textBefore(term: Term, reach: number): string
  /** First of a sentence, where a capital says nothing. */
  opens(index: number): boolean
  /** A word just before announces someone: "avec", "dossier". */
  isAnnounced(term: Term): boolean
  /** A birth, a telephone, an age stands at `end`. */
  isIdentified(end: number): boolean
  /** A number of somebody's stands just after, or one that agencies have not just before: "passeport EB7150384 (Tesoro Magsaysay". */
  isNumbered(start: number, end: number): boolean
  /** What a person does stands at the term `next`. */
  isSubject(next: number): boolean
}

export function surroundingsOf(
  { plain, cased }: Message,
  terms: readonly Term[],
  before: readonly Candidate[],
): Surroundings {
  const numbers: Places<Candidate> = placesOf(before.filter(({ type }) => !places.has(type)))
  const textBefore = (term: Term, reach: number): string => plain.slice(Math.max(0, term.start - reach), term.start)
  return {
    plain,
    cased,
    terms,
    surnames: createSurnameReader(terms, plain, cased),
    named: namedPlaces(terms, plain),
    textBefore,
    textAfter: (term) => plain.slice(term.end, term.end + 24),
    opens: (index) => startsSentence(terms, index, plain),
    isAnnounced: (term) => term.gap !== 'start' && someoneBefore.test(textBefore(term, 34)),
    isIdentified: (end) => identityAfter.test(plain.slice(end, end + 30)),
    isNumbered(start, end) {
      const next = numbers.after(end)
      if (next && next.start - end < 30 && numberAnnounced.test(plain.slice(end, next.start))) return true
      const previous = numbers.before(start)
      return (
        previous !== undefined &&
        previous.type !== 'PHONE' &&
        previous.type !== 'EMAIL' &&
        /^(?: \(|, |\t| - | : )$/.test(plain.slice(previous.end, start))
      )
    },
    isSubject(next) {
      const term = terms[next]
      // "AMROUCHE VEUT CHANGER"
      const shouted = term?.shape === 'upper' && terms[next - 1]!.shape === 'upper'
      if (term?.gap !== 'space' || (term.capital && !shouted)) return false
      const doing = ` ${plain.slice(term.start, term.start + 24)}`
      // "Grâce à la PMSMP", "Bienvenue à l'agence"
      if (term.plain === 'a' && /^(?:grace|bienvenue)$/.test(terms[next - 1]!.plain)) return personOnly.test(doing)
      return personVerbs.has(term.plain) || personOnly.test(doing)
    },
  }
}

/** What agencies have as well as people. */
const places: ReadonlySet<string> = new Set(['ADDRESS', 'URL', 'SIRET', 'SIREN', 'HANDLE'])

export const isKnown = (term: Term): boolean =>
  term.weight !== undefined || isSurname(term.plain) || (term.pieces.length > 1 && particles.has(term.pieces[0]!.plain))

/** Written as a name, and no word that counsellors write every day. */
export const isUnknownName = (term: Term): boolean =>
  term.capital &&
  !term.acronym &&
  !term.digits &&
  term.plain.length > 1 &&
  !isEveryday(term.plain) &&
  !honorifics.has(term.plain) &&
  !functions.has(term.plain) &&
  !placesNamedAfterPeople.has(term.plain) &&
  !companyWords.has(term.plain) &&
  !inverted.test(term.plain) &&
  !term.pieces.some((piece) => placePieces.has(piece.plain))

/** "Peux-tu", "Aurait-il" */
const inverted = /-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|moi|toi|lui|leur|la|le|les)$/
