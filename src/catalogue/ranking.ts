import { meaningfulWords } from '../../guardrails/language/words.ts'
import type { Item, Offer } from '../item.ts'
import { features } from '../occupations/words.ts'
import { topicOf } from './topic.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * What is embedded for an item: title, certification and declared ROME codes, then the beginning of its summary.
 * Occupation space reads the first words most, and the description is cut, so that a text stuffed with keywords gains little.
 */
export function itemText(item: Item | Offer): string {
  const codes = item.occupations.map((occupation) => occupation.code).join(' ')
  const summary = [...new Set(item.summary.split(/\s+/))].join(' ').slice(0, EMBEDDED_SUMMARY)
  return `${titleText(item)}. ${summary} ${codes}`
}

/** What full text reads of an item: what it is called, and what it says of itself. */
function searchedText(item: Item | Offer): { title: string; body: string } {
  const labels = item.occupations.map((occupation) => occupation.label).join('. ')
  const body = [item.summary, item.objective ?? '', labels, item.content ?? ''].join('. ')
  return { title: titleText(item), body: body.slice(0, SEARCHED_BODY) }
}

/**
 * The terms of an item in full text, as often as they count: for each word its stem and its derivational root (see words.ts), those of the
 * title TITLE_WEIGHT times, those of the body once: a description that repeats its keywords gains nothing by it. One field with repeated titles measured as well as two weighted fields, and is searched three times faster.
 */
export function indexedTerms(item: Item | Offer): string[] {
  const { title, body } = searchedText(item)
  const called = meaningfulWords(title).flatMap(termsOf)
  const said = new Set(meaningfulWords(body).flatMap(termsOf))
  return [...Array.from({ length: TITLE_WEIGHT }, () => called).flat(), ...said]
}

/**
 * The distinct terms of a query and which share of its words they stand for, undefined when it has no word to search (nothing, or stop words
 * only). A word that the catalogue never says finds nothing: what it may have been meant for is proposed (see relevance), never searched in its place.
 */
export function queryTerms(
  text: string,
  vocabulary: Pick<Vocabulary, 'has'>,
): { terms: string[]; known: number } | undefined {
  const words = new Set(meaningfulWords(topicOf(text.slice(0, READ_QUERY))))
  if (words.size === 0) return undefined
  const terms = new Set<string>()
  let read = 0
  let known = 0
  for (const word of words) {
    const said = termsOf(word).filter((term) => vocabulary.has(term))
    for (const term of said) terms.add(term)
    read += 1
    if (said.length > 0) known += 1
    if (terms.size >= READ_TERMS) break
  }
  return { terms: [...terms], known: (known + 1) / (read + 1) }
}

/** What titles look like: the character 4-grams of their words. Where stems differ, beginnings of words still meet. */
export function titleGrams(title: string): string[] {
  return meaningfulWords(title).flatMap(gramsOf)
}

/** The distinct 4-grams of a query. */
export function queryGrams(text: string): string[] {
  return [...new Set(meaningfulWords(topicOf(text.slice(0, READ_QUERY))).flatMap(gramsOf))].slice(0, READ_GRAMS)
}

/** Words too short for 4-grams ("bois", "vin") stand for themselves. */
function gramsOf(word: string): readonly string[] {
  const { stem, grams } = features(word)
  return grams.length > 0 ? grams : [`#^${stem}`]
}

/** BM25, with the constants that LanceDB has built in. */
export const BM25 = { saturation: 1.2, lengthNormalisation: 0.75 } as const

const TITLE_WEIGHT = 3
/** UTF-16 units read of a query, of a summary in occupation space, of a body in full text; and terms and 4-grams of a query. */
const READ_QUERY = 1000
const EMBEDDED_SUMMARY = 200
const SEARCHED_BODY = 1500
const READ_TERMS = 80
const READ_GRAMS = 160

function termsOf(word: string): string[] {
  const { stem, root } = features(word)
  return [stem, root]
}

export function titleText(item: Item | Offer): string {
  const label = item.certification?.label
  return label && label !== item.title ? `${item.title}. ${label}` : item.title
}
