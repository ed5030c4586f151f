import {
  functions,
  honorifics,
  isEveryday,
  isPronounceable,
  isSurname,
  isToponym,
  looksForeign,
  looksLikeVerb,
  personVerbs,
  relatives,
} from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import {
  afterApposition,
  doesAsPerson,
  hires,
  introduction,
  numberWords,
  personOnly,
  profileAfter,
  strangerDoes,
  tradeAfter,
} from './name-cues.ts'
import { isUnknownName, type NameReader, type Person, type Surroundings } from './name-surroundings.ts'

/** Two words that name someone though no list holds the first: by a surname, their capitals, or what is said of them. */
export function pairedNames({
  plain,
  terms,
  surnames,
  named,
  textBefore,
  opens,
  isIdentified,
  isNumbered,
  isSubject,
}: Surroundings): NameReader {
  /** "hello, luul egal voudrait": in lower case, two words that are no French before what only a person does. */
  function loweredPair(index: number): Person | undefined {
    const term = terms[index]!
    const second = terms[index + 1]
    if (!opens(index) && term.gap !== 'comma') return undefined
    if (
      term.capital ||
      second?.gap !== 'space' ||
      second.capital ||
      second.newLine ||
      !isStranger(term) ||
      !isStranger(second)
    )
      return undefined
    const known = [term, second].some(({ plain: word, weight }) => weight !== undefined || isSurname(word))
    const strange = term.plain.length > 3 && looksForeign(term.plain) && looksForeign(second.plain)
    if (!known && !(strange && isNumbered(term.start, second.end))) return undefined
    if (
      !personOnly.test(plain.slice(second.end, second.end + 24)) &&
      !(isNumbered(term.start, second.end) && !numberWords.test(term.plain) && !numberWords.test(second.plain))
    )
      return undefined
    return { start: term.start, end: second.end, next: index + 2, score: 0.65 }
  }

  /** No first name that the lexicon knows, but a surname that it knows or that is written as such: "Hrant GRIGORYAN". */
  function paired(index: number): Person | undefined {
    const term = terms[index]!
    const second = terms[index + 1]
    if (!isUnknownName(term) || second?.gap !== 'space' || second.newLine || named[index] || named[index + 1])
      return undefined
    const initial = surnames.initial(index + 1)
    if (initial !== undefined && (isSurname(term.plain) || (term.shape === 'title' && plain[initial - 1] === '.')))
      return { start: term.start, end: initial, next: index + 2, score: 0.75 }
    // "Inscrire Lucas Vasseur": the name starts at the first name.
    if (opens(index) && second.weight && terms[index + 2]?.gap === 'space' && terms[index + 2]!.capital)
      return undefined
    const stop = surnames.after(index + 1, 'after-title')
    if (stop === undefined) return undefined
    const surname = terms[stop - 1]!
    if (!surname.capital || isEveryday(surname.plain) || surname.acronym) return undefined
    if (stop > index + 2 && /^(?:la|le|les|l)$/.test(second.plain) && !isSurname(surname.plain)) return undefined
    const { end } = surname
    const follower = terms[stop]
    const after = plain.slice(end, end + 24)
    if (hires.test(plain.slice(end, end + 30)) && !isSurname(surname.plain)) return undefined
    const foreign = term.shape === 'title' && (looksForeign(term.plain) || looksForeign(surname.plain))
    const proven =
      isIdentified(end) ||
      (isNumbered(term.start, end) && !terms.slice(index, stop).some(({ plain: word }) => numberWords.test(word))) ||
      afterApposition.test(plain.slice(end, end + 70)) ||
      personOnly.test(after) ||
      (foreign &&
        !isToponym(term.plain) &&
        (doesAsPerson.test(after) || profileAfter.test(after) || tradeAfter.test(after) || strangerDoes.test(after)))
    const contrasted =
      term.shape === 'title' &&
      surname.shape === 'upper' &&
      stop === index + 2 &&
      isPronounceable(surname.plain) &&
      !looksLikeVerb(term.plain) &&
      !term.plain.endsWith('s')
    const known =
      isSurname(surname.plain) &&
      !(opens(index) && looksLikeVerb(term.plain)) &&
      !/(?:iste|erie|ere|age|ing|[st]ion|ment|oire?|eur|euse|er)$/.test(term.plain)
    const inverted =
      term.shape === 'upper' &&
      surname.shape === 'title' &&
      isPronounceable(term.plain) &&
      !looksLikeVerb(surname.plain) &&
      (isSurname(term.plain) || /^ ?(?:[:,-]|\n|$)/.test(plain.slice(end, end + 2)))
    if (!proven && !contrasted && !known && !inverted && !isIntroduced(index, stop)) return undefined
    if (
      !proven &&
      contrasted &&
      !known &&
      opens(index) &&
      !isSubject(stop) &&
      follower?.gap === 'space' &&
      !follower.newLine
    )
      return undefined
    const third = terms[stop]
    const more = third?.gap === 'space' && third.capital && !third.newLine && third.weight !== undefined
    const whole = more ? surnames.extend(stop, false) : { end, next: stop }
    return { start: surnames.start(index), end: whole.end, next: whole.next, score: known ? 0.8 : 0.7 }
  }

  /** "appeler Zalihata Boinali", "pour Xabi Elissalde": two words that no sentence of French would capitalise. */
  const isIntroduced = (index: number, stop: number): boolean => {
    const [one, other] = [terms[index]!, terms[stop - 1]!]
    return (
      one.shape === 'title' &&
      introduction.test(textBefore(one, 34)) &&
      !looksLikeVerb(one.plain) &&
      !isToponym(one.plain) &&
      (looksForeign(one.plain) || looksForeign(other.plain))
    )
  }

  return (index) => loweredPair(index) ?? paired(index)
}

const isStranger = ({ plain: word, digits, acronym }: Term): boolean =>
  word.length > 2 &&
  !digits &&
  !acronym &&
  !isEveryday(word) &&
  !looksLikeVerb(word) &&
  !personVerbs.has(word) &&
  !honorifics.has(word) &&
  !relatives.has(word) &&
  !functions.has(word)
