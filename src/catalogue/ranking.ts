import { features, meaningfulWords } from '../occupations/words.ts'
import type { Item, Offer } from './item.ts'

/**
 * What is embedded for an item: title, certification and declared ROME codes, then the beginning of its summary.
 * Occupation space reads the first words most, and the description is cut, so that a text stuffed with keywords gains little.
 */
export function itemText(item: Item | Offer): string {
  const codes = item.occupations.map((occupation) => occupation.code).join(' ')
  return `${titleText(item)}. ${item.summary.slice(0, EMBEDDED_SUMMARY)} ${codes}`
}

/** What full text reads of an item, in two fields: what it is called, and what it says of itself. */
export function searchedText(item: Item | Offer): { title: string; body: string } {
  const labels = item.occupations.map((occupation) => occupation.label).join('. ')
  const body = [item.summary, item.objective ?? '', labels, item.content ?? ''].join('. ')
  return { title: titleText(item), body: body.slice(0, SEARCHED_BODY) }
}

/** A term of full text and what a match on it is worth beside a match on the stem. */
export interface Term {
  term: string
  weight: number
}

/** The distinct terms of a query: for each word its stem, its root, and its 4-grams, which forgive a typing error. */
export function queryTerms(text: string): Term[] {
  const weights = new Map<string, number>()
  for (const word of new Set(meaningfulWords(text.slice(0, READ_QUERY)))) {
    const { stem, root, grams } = features(word)
    weights.set(stem, STEM_WEIGHT)
    weights.set(root, ROOT_WEIGHT)
    for (const gram of grams) weights.set(gram, (weights.get(gram) ?? 0) + GRAMS_WEIGHT / grams.length)
  }
  return [...weights].slice(0, READ_TERMS).map(([term, weight]) => ({ term, weight }))
}

/** The terms of an item's text, repeated as often as it says them. Only titles carry 4-grams: in a body they cost more than they find. */
export function indexedTerms({ title, body }: { title: string; body: string }): { title: string[]; body: string[] } {
  const terms = { title: [] as string[], body: [] as string[] }
  for (const word of meaningfulWords(title)) {
    const { stem, root, grams } = features(word)
    terms.title.push(stem, root, ...grams)
  }
  for (const word of meaningfulWords(body)) {
    const { stem, root } = features(word)
    terms.body.push(stem, root)
  }
  return terms
}

/** What each arm found of one item, in 0..1: full text as a share of the best text match of this query, similarities as cosines. */
export interface Found {
  text?: number
  occupation?: number
  dense?: number
}

/** What each arm weighs in one query; 0 for an arm that was not asked. */
export interface ArmWeights {
  text: number
  occupation: number
  dense: number
}

/**
 * Full text weighs 0.35 and occupation space up to 0.65 (measured on bench r1 to r4), as far as the query is sure of its occupations:
 * "plaquiste" is, "gestion de l'énergie" is not, and there the words must decide. The length of a vector says how sure.
 */
export function armWeights(asked: { text: boolean; occupation: number; dense: boolean }): ArmWeights {
  const sure = Math.min(1, asked.occupation / SURE)
  return { text: asked.text ? 0.35 : 0, occupation: 0.65 * sure, dense: asked.dense ? 0.35 : 0 }
}

/** Merit in 0..1: the mean of the arms the query has, weighted; an arm that did not find the item counts as 0. Asked nothing, all are equal. */
export function merit(found: Found, weights: ArmWeights): number {
  const total = weights.text + weights.occupation + weights.dense
  if (total === 0) return 1
  const { text = 0, occupation = 0, dense = 0 } = found
  return clamp(
    (weights.text * clamp(text) + weights.occupation * clamp(occupation) + weights.dense * clamp(dense)) / total,
  )
}

/** Best first; among equals an order that favours no partner and never changes (ids often begin with a partner's name). */
export function byMerit(a: { merit: number; id: string }, b: { merit: number; id: string }): number {
  return b.merit - a.merit || scatter(a.id) - scatter(b.id) || (a.id < b.id ? -1 : 1)
}

/** Saturation and length normalisation of BM25; a title counts for more than the body. */
export const BM25 = { saturation: 1.2, lengthNormalisation: 0.5, titleWeight: 2, bodyWeight: 1 } as const

/** Length of a query's occupation vector from which its occupations are taken for sure. */
const SURE = 0.6

const STEM_WEIGHT = 1
const ROOT_WEIGHT = 0.5
const GRAMS_WEIGHT = 1
/** UTF-16 units read of a query, of a summary in occupation space, of a body in full text; and terms of a query. */
const READ_QUERY = 1000
const EMBEDDED_SUMMARY = 200
const SEARCHED_BODY = 1500
const READ_TERMS = 160

function titleText(item: Item | Offer): string {
  const label = item.certification?.label
  return label && label !== item.title ? `${item.title}. ${label}` : item.title
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

function scatter(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
