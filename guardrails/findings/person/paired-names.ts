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
export function pairedNames(around: Surroundings): NameReader {
  const { plain, terms, surnames, named, textBefore, opens, isIdentified, isNumbered, isSubject } = around

  /** "hello, luul egal voudrait": in lower case, two words that are no French before what only a person does. */
  function loweredPair(index: number): Person | undefined {
    const [term, second] = [terms[index]!, terms[index + 1]]
    if ((!opens(index) && term.gap !== 'comma') || !isStranger(term) || second?.gap !== 'space' || second.newLine)
      return undefined
    if (!isStranger(second) || !isPairOfNames(term, second)) return undefined
    return { start: term.start, end: second.end, next: index + 2, score: 0.65 }
  }

  function isPairOfNames(term: Term, second: Term): boolean {
    const pair = [term, second]
    const known = pair.some(({ plain: word, weight }) => weight !== undefined || isSurname(word))
    const numbered = isNumbered(term.start, second.end)
    const strange = term.plain.length > 3 && pair.every(({ plain: word }) => looksForeign(word))
    if (!known && !(strange && numbered)) return false
    if (personOnly.test(plain.slice(second.end, second.end + 24))) return true
    return numbered && !pair.some(({ plain: word }) => numberWords.test(word))
  }

  /** No first name that the lexicon knows, but a surname that it knows or that is written as such: "Hrant GRIGORYAN". */
  function paired(index: number): Person | undefined {
    const [term, second] = [terms[index]!, terms[index + 1]]
    if (!isUnknownName(term) || second?.gap !== 'space' || second.newLine || named[index] || named[index + 1])
      return undefined
    const initial = initialBehind(index)
    if (initial !== undefined) return { start: term.start, end: initial, next: index + 2, score: 0.75 }
    // "Inscrire Lucas Vasseur": the name starts at the first name.
    const third = terms[index + 2]
    if (second.weight && third?.gap === 'space' && third.capital && opens(index)) return undefined
    const pair = pairAt(index)
    return pair && isSomebody(pair) ? nameOf(pair) : undefined
  }

  /** "Hrant G." */
  function initialBehind(index: number): number | undefined {
    const { plain: word, shape } = terms[index]!
    const end = surnames.initial(index + 1)
    if (end === undefined) return undefined
    return isSurname(word) || (shape === 'title' && plain[end - 1] === '.') ? end : undefined
  }

  function pairAt(index: number): Pair | undefined {
    const stop = surnames.after(index + 1, 'after-title')
    if (stop === undefined) return undefined
    const [term, second, surname] = [terms[index]!, terms[index + 1]!, terms[stop - 1]!]
    if (!surname.capital || isEveryday(surname.plain) || surname.acronym) return undefined
    if (isSurname(surname.plain)) return { index, stop, term, surname }
    if (stop > index + 2 && /^(?:la|le|les|l)$/.test(second.plain)) return undefined
    return hires.test(plain.slice(surname.end, surname.end + 30)) ? undefined : { index, stop, term, surname }
  }

  function isSomebody(pair: Pair): boolean {
    if (isProven(pair) || isKnownPair(pair, opens(pair.index))) return true
    if (isContrasted(pair) && !isHeadline(pair)) return true
    if (isContrasted(pair)) return false
    return isInverted(pair) || isIntroduced(pair.index, pair.stop)
  }

  /** By what is said of them. */
  function isProven({ index, stop, term, surname: { end, plain: surname } }: Pair): boolean {
    const after = plain.slice(end, end + 24)
    if (isIdentified(end) || personOnly.test(after) || afterApposition.test(plain.slice(end, end + 70))) return true
    if (isNumbered(term.start, end) && !terms.slice(index, stop).some(({ plain: word }) => numberWords.test(word)))
      return true
    if (term.shape !== 'title' || isToponym(term.plain) || !(looksForeign(term.plain) || looksForeign(surname)))
      return false
    return [doesAsPerson, profileAfter, tradeAfter, strangerDoes].some((sign) => sign.test(after))
  }

  /** "Formation SOUDURE pour…": at the head of a sentence that goes on with no verb. */
  const isHeadline = ({ index, stop }: Pair): boolean =>
    opens(index) && !isSubject(stop) && terms[stop]?.gap === 'space' && !terms[stop]!.newLine

  /** "DUONG Thanh" */
  const isInverted = ({ term, surname }: Pair): boolean =>
    term.shape === 'upper' &&
    surname.shape === 'title' &&
    isPronounceable(term.plain) &&
    !looksLikeVerb(surname.plain) &&
    (isSurname(term.plain) || /^ ?(?:[:,-]|\n|$)/.test(plain.slice(surname.end, surname.end + 2)))

  function nameOf(pair: Pair): Person {
    const { index, stop, surname } = pair
    const third = terms[stop]
    const more = third?.gap === 'space' && third.capital && !third.newLine && third.weight !== undefined
    const { end, next } = more ? surnames.extend(stop, false) : { end: surname.end, next: stop }
    return { start: surnames.start(index), end, next, score: isKnownPair(pair, opens(index)) ? 0.8 : 0.7 }
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

/** Two words that may be a name; the second ends before the term `stop`. */
interface Pair {
  index: number
  stop: number
  term: Term
  surname: Term
}

/** "Hrant GRIGORYAN" */
const isContrasted = ({ index, stop, term, surname }: Pair): boolean =>
  term.shape === 'title' &&
  surname.shape === 'upper' &&
  stop === index + 2 &&
  isPronounceable(surname.plain) &&
  !looksLikeVerb(term.plain) &&
  !term.plain.endsWith('s')

const isKnownPair = ({ term, surname }: Pair, opens: boolean): boolean =>
  isSurname(surname.plain) &&
  !(opens && looksLikeVerb(term.plain)) &&
  !/(?:iste|erie|ere|age|ing|[st]ion|ment|oire?|eur|euse|er)$/.test(term.plain)

const isStranger = ({ capital, plain: word, digits, acronym }: Term): boolean =>
  !capital &&
  word.length > 2 &&
  !digits &&
  !acronym &&
  !isEveryday(word) &&
  !looksLikeVerb(word) &&
  !personVerbs.has(word) &&
  !honorifics.has(word) &&
  !relatives.has(word) &&
  !functions.has(word)
