import { isEveryday, isSurname, isToponym } from './people.ts'
import type { Candidate, Message } from './recogniser.ts'
import type { Term } from './terms.ts'

/** "DIALLO;Awa", "| Diallo | Awa |": a name in the cell beside a name. */
export function inNextCell({ plain }: Message, terms: Term[], found: readonly Candidate[]): Candidate[] {
  if (!/[;|\t]/.test(plain)) return []
  const isCellBreak = (from: number, to: number): boolean => to - from < 4 && /^ ?[;|\t] ?$/.test(plain.slice(from, to))
  return terms
    .filter(({ capital, shape, plain: word, start, end, acronym, weight }) => {
      if (
        !capital ||
        acronym ||
        isEveryday(word) ||
        !(shape === 'upper' || isSurname(word) || (weight && !isToponym(word)))
      )
        return false
      return found.some((one) => isCellBreak(one.end, start) || isCellBreak(end, one.start))
    })
    .map(({ start, end }): Candidate => ({ type: 'PERSON', start, end, score: 0.7 }))
}

/** The same person's name elsewhere in the message: "Fatoumata Diarra … Diarra". */
export function repeated({ cased, plain }: Message, terms: Term[], found: readonly Candidate[]): Candidate[] {
  if (found.length === 0) return []
  const isWrittenAsName = (term: Term): boolean => cased[term.start] !== plain[term.start]
  const isInside = (term: Term): boolean => {
    while (found[at] && found[at]!.end <= term.start) at++
    return found[at] !== undefined && found[at]!.start <= term.start
  }
  let at = 0
  const known = new Set<string>()
  const others: Term[] = []
  for (const term of terms) {
    if (!isWrittenAsName(term) || term.plain.length < 3 || isEveryday(term.plain)) continue
    if (!isInside(term)) others.push(term)
    else if (term.weight !== 'ambiguous') known.add(term.plain)
  }
  return others
    .filter(({ plain: word }) => known.has(word))
    .map(({ start, end }): Candidate => ({ type: 'PERSON', start, end, score: 0.6 }))
}
