import {
  acronyms,
  functions,
  honorifics,
  isEveryday,
  isSurname,
  isToponym,
  placesNamedAfterPeople,
} from '../../detect/people.ts'
import type { Candidate, Message } from '../../detect/recogniser.ts'
import type { Term } from '../../detect/terms.ts'
import { placesOf } from '../../parts.ts'

/** "DIALLO;Awa", "| Diallo | Awa |": a name in the cell beside a name. */
export function inNextCell({ plain }: Message, terms: Term[], found: readonly Candidate[]): Candidate[] {
  if (!/[;|\t]/.test(plain)) return []
  const isCellBreak = (from: number, to: number): boolean => to - from < 4 && /^ ?[;|\t] ?$/.test(plain.slice(from, to))
  const names = placesOf(found)
  return terms.filter(mayFillCell).flatMap(({ start, end }): Candidate[] => {
    const [before, after] = [names.before(start), names.after(end)]
    const beside = (before && isCellBreak(before.end, start)) || (after && isCellBreak(end, after.start))
    return beside ? [{ type: 'PERSON', start, end, score: 0.7 }] : []
  })
}

const mayFillCell = ({ capital, acronym, plain: word, shape, weight }: Term): boolean =>
  capital &&
  !acronym &&
  !isEveryday(word) &&
  (shape === 'upper' || isSurname(word) || (weight !== undefined && !isToponym(word)))

/** The head of a signature or of a CV: a line of two to four words as names are written, above an address, a telephone, a mail. */
export function headLines({ plain, cased }: Message, before: readonly Candidate[]): Candidate[] {
  if (!plain.includes('\n')) return []
  const starts = new Set<number>()
  for (const { type, start } of before) if (heading.has(type)) starts.add(plain.lastIndexOf('\n', start - 1) + 1)
  const found: Candidate[] = []
  for (const below of starts) {
    // The name is at most three lines higher.
    for (let start = below, up = 0; start > 0 && up < 3; up++) {
      const end = start - 1
      start = plain.lastIndexOf('\n', end - 1) + 1
      const line = cased.slice(start, end)
      const words = line.trim().split(/ +/)
      if (words.length < 2 || words.length > 4 || !words.every((word) => isNameLike(word))) continue
      const above = plain.slice(Math.max(0, start - 40), start)
      if (start === 0 || opensLetter.test(above)) {
        const first = start + line.indexOf(words[0]!)
        found.push({ type: 'PERSON', start: first, end: first + line.trim().length, score: 0.72 })
      }
    }
  }
  return found
}

const heading: ReadonlySet<string> = new Set(['ADDRESS', 'PHONE', 'EMAIL', 'AGE', 'DATE_OF_BIRTH'])
const opensLetter =
  /(?:\n *\n|vitae *\n|\bcv *\n|(?:ordialement|regards|a vous|a toi|salutations|merci|--|cdt|bav) ?,? ?\n)$/

/** "Sautron", "SAINT-FLEUR", "D'Hervé"; no word of a trade, an agency or a town that is known. */
function isNameLike(word: string): boolean {
  const plain = word.toLowerCase()
  return (
    /^\p{Lu}[\p{L}'-]+$/u.test(word) &&
    !isEveryday(plain) &&
    !functions.has(plain) &&
    !honorifics.has(plain) &&
    !placesNamedAfterPeople.has(plain) &&
    !acronyms.has(plain) &&
    !isToponym(plain) &&
    !/^(?:curriculum|vitae|resume|profil)$|(?:tion|ment|erie|isme|logie|iste|euse|teur|trice|ienne|ier|iere)$/.test(
      plain,
    )
  )
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
