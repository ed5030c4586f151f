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
import { careful, titleGap } from './name-cues.ts'
import { isKnown, type NameReader, type Person, type Surroundings } from './name-surroundings.ts'

/** "Mme Garnier", "M. Ben Ali", "madame diallo", "Mme B." */
export function titledNames(around: Surroundings): NameReader {
  const { plain, cased, terms, surnames, named, textBefore, isIdentified, isNumbered, isSubject } = around

  function read(index: number): Person | undefined {
    let at = index
    // "J.M. Weston"
    if (!isHonorific(index) || named[index]) return undefined
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
    const lower = !first.capital && !(particles.has(first.plain) && terms[at + 1]?.capital)
    if (lower && careful.test(terms[index]!.plain) && !isKnown(first) && !isWordBefore(at)) return undefined
    if (lower && !isKnown(first) && isDoing(at)) return undefined
    if (weightOf(first) && !(lower && isEveryday(first.plain))) {
      const whole = surnames.extend(at + 1, lower)
      return { start: first.start, end: whole.end, next: whole.next, score: 0.96 }
    }
    const stop =
      surnames.after(at, 'after-title') ??
      (lower && !isEveryday(first.plain) && !personVerbs.has(first.plain) && isSubject(at + 1) ? at + 1 : undefined) ??
      (first.plain === 'd' && isSubject(at + 2) && !isEveryday(terms[at + 1]!.plain) ? at + 2 : undefined)
    if (stop === undefined) {
      const bare =
        !lower &&
        first.shape === 'title' &&
        first.plain.length > 1 &&
        !/^(?:l[ae]|les|de|du|je|il|en|on|ce|au|et|ou|un|si|tu|ne|se|sa|y)$/.test(first.plain)
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
      (following.capital === !lower || firstNameWeight(following.plain) !== undefined) &&
      !isEveryday(following.plain) &&
      (!lower ||
        isKnown(following) ||
        (!looksLikeVerb(following.plain) && (isSubject(stop + 1) || isNumbered(first.start, following.end))))
    let next = joins ? stop + 1 : stop
    // "M. MENDES CABRAL LEONOR", in a text where capitals say nothing
    while (
      joins &&
      lower &&
      next < stop + 3 &&
      terms[next]?.gap === 'space' &&
      isKnown(terms[next]!) &&
      !isEveryday(terms[next]!.plain)
    )
      next++
    // "M. El Hadj Malick Sy"
    const whole = joins && !lower && weightOf(following) ? surnames.extend(next, false) : undefined
    return { start: first.start, end: terms[next - 1]!.end, next, ...whole, score: lower ? 0.85 : 0.95 }
  }

  function isHonorific(index: number): boolean {
    const title = terms[index]!
    if (title.pieces.length > 1 || !(honorifics.has(title.plain) || (title.plain === 'mm' && title.capital)))
      return false
    const next = terms[index + 1]
    if (!next) return false
    const lower = cased[title.start] === plain[title.start]
    if (/^(?:me|ms|pr)$/.test(title.plain)) return !lower || isKnown(next) || isWordBefore(index + 1)
    if (title.plain !== 'm') return true
    // "M. Garnier", "M Garnier", "m. garnier", "m diallo"; not "M1", "3 m de haut".
    const dotted = plain[title.end] === '.'
    if (/\d ?$/.test(textBefore(title, 2))) return false
    if (!lower) return dotted || plain[title.end] === ' '
    if (!dotted && index === 0 && isSubject(2)) return !isEveryday(next.plain) && !personVerbs.has(next.plain)
    if (dotted) return !isEveryday(next.plain)
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

/** Endings of verbs that no surname has: "finira", "peint"; then those of a verb before another word than a verb: "dort chez". */
const does = /(?:[fnst]ira|[inu]dra|int|oud|[ae]nte)$/
const doing = /(?:e|[irsu]t|[ior]ent|[eo][nr]d|[bm]et|[eid]ra|[^aious]s)$/
/** What stands after a verb and not after a name. */
const objects = /^ (?:une?|l[ae]|les|des|du|son|sa|ses|ce|cet|cette|sur|dans|bien|mal|tres|trop) |^ [dl]'/
