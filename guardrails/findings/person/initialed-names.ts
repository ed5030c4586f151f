import { acronyms, isEveryday, isSurname, looksLikeVerb, mayBeSurname, particles } from '../../detect/people.ts'
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
    if (cased[term.start] === plain[term.start] && !(borne && isSurname(borne.plain) && term.gap !== 'elision'))
      return undefined
    let at = index
    // "I. De Guzman", "J. de Villiers"
    if (
      next &&
      particles.has(next.plain) &&
      borne &&
      (borne.capital || isSurname(borne.plain)) &&
      plain[term.start - 1] !== '.' &&
      /^\. ?$/.test(plain.slice(term.end, next.start))
    ) {
      const far = surnames.after(index + 1, 'after-title')
      if (far !== undefined) return { start: term.start, end: terms[far - 1]!.end, next: far, score: 0.8 }
    }
    while (isInitial(at + 1) && /^\. ?-?$/.test(plain.slice(terms[at]!.end, terms[at + 1]!.start))) at++
    const surname = terms[at + 1]
    if (!surname?.capital && !(surname && (cased[surname.start] !== plain[surname.start] || isSurname(surname.plain))))
      return undefined
    if (
      !/^\. ?$/.test(plain.slice(terms[at]!.end, surname.start)) ||
      surname.plain.length < (isSurname(surname.plain) ? 2 : 3)
    )
      return undefined
    if (surname.acronym || named[index]) return undefined
    const after = plain.slice(surname.end, surname.end + 24)
    const acts = personOnly.test(after) || (mayBeSurname(surname.plain) && doesAsPerson.test(after))
    const listed = mayBeSurname(surname.plain) && plain[term.start - 2] === ':'
    if (isEveryday(surname.plain) && !acts && !listed) return undefined
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
    const stop = surnames.after(at + 1, surname.capital ? 'after-title' : 'lower') ?? (acts ? at + 2 : undefined)
    return stop === undefined ? undefined : { start: term.start, end: terms[stop - 1]!.end, next: stop, score: 0.88 }
  }

  const isInitial = (at: number): boolean =>
    terms[at]?.plain.length === 1 && cased[terms[at]!.start] !== terms[at]!.plain

  return read
}
