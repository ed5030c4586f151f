import { isEveryday, isSurname, isToponym, looksForeign, mayBeSurname } from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import { greetings, listHead, personOnly, titlesAfter } from './name-cues.ts'
import type { NameReader, Person, Surroundings } from './name-surroundings.ts'

/** A surname told by where it stands: in a list of people, before a title, after an article. */
export function toldSurnames(
  { plain, terms, surnames, named, textBefore, opens, isSubject }: Surroundings,
  lastEnd: () => number,
): NameReader {
  /** "Absents : Divine, Roux", "Awa (Traoré)": a surname beside somebody. */
  function listed(index: number): Person | undefined {
    const term = terms[index]!
    if (lastEnd() < 0 || term.start - lastEnd() > 4 || !term.capital || term.acronym || named[index]) return undefined
    if (isEveryday(term.plain) && !mayBeSurname(term.plain)) return undefined
    const stop = surnames.after(index, 'after-title')
    if (stop === undefined) return undefined
    const { end } = terms[stop - 1]!
    return isBracketed(term, end) || isInList(term) ? { start: term.start, end, next: stop, score: 0.7 } : undefined
  }

  const isBracketed = (term: Term, end: number): boolean =>
    plain[end] === ')' &&
    plain.slice(lastEnd(), term.start) === ' (' &&
    term.shape === 'title' &&
    (isSurname(term.plain) || looksForeign(term.plain))

  const isInList = (term: Term): boolean =>
    /^(?:, | et |\n- ?)$/.test(plain.slice(lastEnd(), term.start)) &&
    (listHead.test(textBefore(term, 120)) ||
      /\b(?:mm\.?|mmes|mlles|messieurs|mesdames) [^.\n]{2,40}$/.test(textBefore(term, 48)))

  /** "Le Goff n'est pas venu", "Le Bihan": a Breton article. */
  function articled(index: number): Person | undefined {
    const term = terms[index]!
    const next = terms[index + 1]
    if (!term.capital || next?.gap !== 'space' || !next.capital || next.plain.length < 3 || named[index])
      return undefined
    // "De Guzman ne répond pas"
    if (/^(?:de|da|do|dos|el|van)$/.test(term.plain))
      return personOnly.test(plain.slice(next.end, next.end + 24)) && !isToponym(next.plain)
        ? { start: term.start, end: next.end, next: index + 2, score: 0.65 }
        : undefined
    if (term.plain !== 'le') return undefined
    // "Le Petit Poucet"
    const third = terms[index + 2]
    if (
      third?.gap === 'space' &&
      third.shape === 'title' &&
      !third.weight &&
      mayBeSurname(next.plain) &&
      !isSurname(next.plain)
    )
      return undefined
    return isSurname(`le${next.plain}`) ? { start: term.start, end: next.end, next: index + 2, score: 0.72 } : undefined
  }

  /** "DUONG Mme : dossier complet", "Benali M. refuse", "Quintard (Mme)": the title after the name. */
  function titledAfter(index: number): Person | undefined {
    const term = terms[index]!
    if (!term.capital || term.acronym) return undefined
    const { end } = term
    if (!isEveryday(term.plain) && titleInBrackets.test(plain.slice(end, end + 14)))
      return { start: surnames.start(index), end, next: index + 1, score: 0.8 }
    return mayBearTitle(index) && isTitleBehind(index)
      ? { start: surnames.start(index), end, next: index + 1, score: 0.75 }
      : undefined
  }

  function mayBearTitle(index: number): boolean {
    const { digits, plain: word } = terms[index]!
    if (digits || word.length < 2 || greetings.test(word)) return false
    return opens(index) && !(isEveryday(word) && !mayBeSurname(word))
  }

  /** The title closes what is said, or a verb comes. */
  function isTitleBehind(index: number): boolean {
    const [title, following] = [terms[index + 1], terms[index + 2]]
    if (title?.gap !== 'space' || title.newLine || !titlesAfter.test(title.plain)) return false
    const after = plain.slice(title.end, title.end + 24)
    if (/^\.? ?[:,;(/-]|^\.?(?:\n|$)/.test(after)) return true
    if (!following || following.capital) return false
    return isSubject(index + 2) || personOnly.test(after.replace(/^\./, ''))
  }

  return (index) => listed(index) ?? titledAfter(index) ?? articled(index)
}

const titleInBrackets = /^ ?\((?:m|mr|mme|mlle|monsieur|madame)\.?\)/
