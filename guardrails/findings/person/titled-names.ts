import { weightOf } from '../../detect/first-names.ts'
import {
  firstNameWeight,
  functions,
  honorifics,
  isEveryday,
  looksForeign,
  looksLikeVerb,
  mayBeSurname,
  particles,
  personVerbs,
} from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import { careful, titleGap } from './name-cues.ts'
import { isKnown, type NameReader, type Person, type Surroundings } from './name-surroundings.ts'

/** "Mme Garnier", "M. Ben Ali", "madame diallo", "Mme B." */
export function titledNames(around: Surroundings): NameReader {
  const { plain, cased, terms, surnames, named, textBefore, isIdentified, isNumbered, isSubject } = around

  function read(index: number): Person | undefined {
    // "J.M. Weston"
    const at = !isHonorific(index) || named[index] ? undefined : behindTitles(index)
    if (at === undefined) return undefined
    const initial = initialAfterTitle(at)
    return initial === undefined ? fullName(index, at) : initialed(at, initial)
  }

  function fullName(index: number, at: number): Person | undefined {
    const first = terms[at]!
    const lower = !first.capital && !(particles.has(first.plain) && terms[at + 1]?.capital === true)
    const title = terms[index]!.plain
    if (lower && !isKnown(first) && ((careful.test(title) && !isWordBefore(at)) || isDoing(at))) return undefined
    if (weightOf(first) && !(lower && isEveryday(first.plain))) {
      const { end, next } = surnames.extend(at + 1, lower)
      return { start: first.start, end, next, score: 0.96 }
    }
    const stop = surnameEnd(at, lower)
    return stop === undefined ? bareWord(at, title, lower) : withFollowers(at, stop, lower)
  }

  /** Where the name starts behind one title or several: "M. le docteur". */
  function behindTitles(index: number): number | undefined {
    // "Mme et M. Garnier"
    if (terms[index + 1]?.plain === 'et' && honorifics.has(terms[index + 2]?.plain ?? '')) return undefined
    let at = index
    do at++
    while (terms[at] && honorifics.has(terms[at]!.plain) && terms[at]!.plain.length > 1)
    const first = terms[at]
    const gap = first && plain.slice(terms[at - 1]!.end, first.start)
    if (!first || first.digits || !gap || !titleGap.test(gap)) return undefined
    // A full stop ends an abbreviation, but a sentence after "monsieur".
    return gap.includes('.') && terms[at - 1]!.plain.length > 5 ? undefined : at
  }

  /** "Mme B.", "Mme B. Garnier" */
  function initialed(at: number, initial: number): Person {
    const [first, next] = [terms[at]!, terms[at + 1]]
    const surname = next?.capital && next.start - first.end <= 2 ? surnames.after(at + 1, 'after-first') : undefined
    return surname === undefined
      ? { start: first.start, end: initial, next: at + 1, score: 0.9 }
      : { start: first.start, end: terms[surname - 1]!.end, next: surname, score: 0.95 }
  }

  function surnameEnd(at: number, lower: boolean): number | undefined {
    const stop = surnames.after(at, 'after-title')
    if (stop !== undefined) return stop
    const word = terms[at]!.plain
    if (lower && !isEveryday(word) && !personVerbs.has(word) && isSubject(at + 1)) return at + 1
    return word === 'd' && isSubject(at + 2) && !isEveryday(terms[at + 1]!.plain) ? at + 2 : undefined
  }

  /** "Mme Quelconque": a capital behind a title, where no surname is read. */
  function bareWord(at: number, title: string, lower: boolean): Person | undefined {
    const { shape, plain: word, start, end } = terms[at]!
    if (lower || shape !== 'title' || word.length < 2 || smallWords.test(word)) return undefined
    if (honorifics.has(word) || functions.has(word) || careful.test(title)) return undefined
    return { start, end, next: at + 1, score: 0.85 }
  }

  function withFollowers(at: number, stop: number, lower: boolean): Person {
    const first = terms[at]!
    const score = lower ? 0.85 : 0.95
    if (!goesOn(at, stop, lower)) return { start: first.start, end: terms[stop - 1]!.end, next: stop, score }
    let next = stop + 1
    // "M. MENDES CABRAL LEONOR", in a text where capitals say nothing
    while (lower && next < stop + 3 && isKnownName(terms[next])) next++
    // "M. El Hadj Malick Sy"
    const whole = !lower && weightOf(terms[stop]!) ? surnames.extend(next, false) : undefined
    return { start: first.start, end: terms[next - 1]!.end, next, ...whole, score }
  }

  /** One word more of the same name at `stop`. */
  function goesOn(at: number, stop: number, lower: boolean): boolean {
    const following = terms[stop]
    if (following?.gap !== 'space' || following.newLine || following.acronym || following.digits) return false
    const { plain: word, capital, end } = following
    if (isEveryday(word) || (capital === lower && firstNameWeight(word) === undefined)) return false
    if (!lower || isKnown(following)) return true
    return !looksLikeVerb(word) && (isSubject(stop + 1) || isNumbered(terms[at]!.start, end))
  }

  function isHonorific(index: number): boolean {
    const [title, next] = [terms[index]!, terms[index + 1]]
    if (title.pieces.length > 1 || !(honorifics.has(title.plain) || (title.plain === 'mm' && title.capital)))
      return false
    if (!next || (!next.capital && /^de?$/.test(next.plain) && someOne.test(textBefore(title, 6)))) return false
    if (/^(?:me|ms|pr)$/.test(title.plain))
      return cased[title.start] !== plain[title.start] || isKnown(next) || isWordBefore(index + 1)
    return title.plain !== 'm' || isMonsieur(index, next)
  }

  /** "M. Garnier", "M Garnier", "m. garnier", "m diallo"; not "M1", "3 m de haut". */
  function isMonsieur(index: number, next: Term): boolean {
    const title = terms[index]!
    const dotted = plain[title.end] === '.'
    if (/\d ?$/.test(textBefore(title, 2))) return false
    if (cased[title.start] !== plain[title.start]) return dotted || plain[title.end] === ' '
    if (dotted) return !isEveryday(next.plain)
    if (index === 0 && isSubject(2)) return !isEveryday(next.plain) && !personVerbs.has(next.plain)
    if (index === 0 && (mayBeSurname(next.plain) || isIdentified(next.end))) return true
    return isKnown(next) || /^(?:el|al|ben|ait|n)$/.test(next.plain)
  }

  /** "me marchand suit le dossier": a surname that is a word, before a verb. */
  const isWordBefore = (at: number): boolean =>
    mayBeSurname(terms[at]!.plain) && terms[at]!.plain.length > 3 && isSubject(at + 1)

  /** "madame porte un foulard", "monsieur dort chez un ami", "mme inscrite depuis mai": the title alone is the person. */
  function isDoing(at: number): boolean {
    const { plain: word, end } = terms[at]!
    const following = terms[at + 1]
    if (particles.has(word) || (looksForeign(word) && !/(?:[eid]ra|[iu])$/.test(word))) return false
    if (objects.test(plain.slice(end, end + 6)) || does.test(word)) return true
    return (
      following?.gap === 'space' &&
      !following.newLine &&
      following.plain !== 'et' &&
      !isSubject(at + 1) &&
      doing.test(word)
    )
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

  return read
}

/** "Un monsieur de Mende": he has no name. */
const someOne = /\b(?:une?|ce|cette) $/
const smallWords = /^(?:l[ae]|les|de|du|je|il|en|on|ce|au|et|ou|un|si|tu|ne|se|sa|y)$/

const isKnownName = (term: Term | undefined): boolean =>
  term?.gap === 'space' && isKnown(term) && !isEveryday(term.plain)

/** Endings of verbs that no surname has: "finira", "peint"; then those of a verb before another word than a verb: "dort chez". */
const does = /(?:[fnst]ira|[inu]dra|int|oud|[ae]nte)$/
const doing = /(?:e|[irsu]t|[ior]ent|[eo][nr]d|[bm]et|[eid]ra|[^aious]s)$/
/** What stands after a verb and not after a name. */
const objects = /^ (?:une?|l[ae]|les|des|du|son|sa|ses|ce|cet|cette|sur|dans|bien|mal|tres|trop) |^ [dl]'/
