import { acronyms, isEveryday, isSurname, looksLikeVerb, mayBeSurname, particles } from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import { doesAsPerson, personOnly } from './name-cues.ts'
import type { NameReader, Person, Surroundings } from './name-surroundings.ts'

/** A surname behind an initial: "F. Diallo", "J.-P. Martin". */
export function initialedNames({ plain, cased, terms, surnames, named, textBefore }: Surroundings): NameReader {
  function read(index: number): Person | undefined {
    const term = terms[index]!
    if (term.plain.length > 3 || term.pieces[0]!.plain.length !== 1 || plain[term.end] !== '.') return undefined
    const next = terms[index + 1]
    // "a. barbosa"
    const borne = next && particles.has(next.plain) ? terms[index + 2] : next
    if (isLower(term) && !(borne && isSurname(borne.plain) && term.gap !== 'elision')) return undefined
    return withParticle(index, borne) ?? withSurname(index)
  }

  const isLower = (term: Term): boolean => cased[term.start] === plain[term.start]
  const isDotted = (from: number, to: number): boolean => /^\. ?$/.test(plain.slice(from, to))

  /** "I. De Guzman", "J. de Villiers" */
  function withParticle(index: number, borne: Term | undefined): Person | undefined {
    const [term, next] = [terms[index]!, terms[index + 1]]
    if (!next || !borne || borne === next || !(borne.capital || isSurname(borne.plain))) return undefined
    if (plain[term.start - 1] === '.' || !isDotted(term.end, next.start)) return undefined
    const far = surnames.after(index + 1, 'after-title')
    return far === undefined ? undefined : { start: term.start, end: terms[far - 1]!.end, next: far, score: 0.8 }
  }

  function withSurname(index: number): Person | undefined {
    let at = index
    while (isInitial(at + 1) && /^\. ?-?$/.test(plain.slice(terms[at]!.end, terms[at + 1]!.start))) at++
    const surname = terms[at + 1]
    if (named[index] || !surname || !isWritten(surname) || !isDotted(terms[at]!.end, surname.start)) return undefined
    const after = plain.slice(surname.end, surname.end + 24)
    const acts = isActing(surname, after)
    if (isThing(index, surname, acts) || (!acts && isVerb(index, surname, after))) return undefined
    const stop = surnames.after(at + 1, surname.capital ? 'after-title' : 'lower') ?? (acts ? at + 2 : undefined)
    const { start } = terms[index]!
    return stop === undefined ? undefined : { start, end: terms[stop - 1]!.end, next: stop, score: 0.88 }
  }

  const isActing = ({ plain: word }: Term, after: string): boolean =>
    personOnly.test(after) || (mayBeSurname(word) && doesAsPerson.test(after))

  /** As a surname is. */
  const isWritten = (surname: Term): boolean =>
    !surname.acronym &&
    (surname.capital || !isLower(surname) || isSurname(surname.plain)) &&
    surname.plain.length >= (isSurname(surname.plain) ? 2 : 3)

  /** "permis B. Merci", "RQTH H. Possible": an everyday word, or the letter of something else. */
  function isThing(index: number, surname: Term, acts: boolean): boolean {
    const [term, previous] = [terms[index]!, terms[index - 1]]
    const listed = mayBeSurname(surname.plain) && plain[term.start - 2] === ':'
    if (isEveryday(surname.plain) && !acts && !listed) return true
    if (/\b(?:permis|categorie|cat|niveau|option|bloc|plan|hepatite) $/.test(textBefore(term, 12))) return true
    return previous?.shape === 'upper' && term.gap === 'space' && acronyms.has(previous.plain)
  }

  /** At the head of a line, before nothing that a person does: "A. Contacter l'organisme". */
  function isVerb(index: number, surname: Term, after: string): boolean {
    const term = terms[index]!
    if (!(term.gap === 'start' || term.newLine || plain[term.start - 1] === '.')) return false
    return looksLikeVerb(surname.plain) && !mayBeSurname(surname.plain) && !doesAsPerson.test(after)
  }

  const isInitial = (at: number): boolean =>
    terms[at]?.plain.length === 1 && cased[terms[at]!.start] !== terms[at]!.plain

  return read
}
