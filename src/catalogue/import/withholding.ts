import { fold } from '../../../guardrails/language/fold.ts'
import lexicon from './orders.json' with { type: 'json' }

/**
 * Catalogue texts describe. A sentence that orders its reader to ask for what is private, or threatens, is kept back until a person releases it, and
 * the rest of the text is read without it. One that addresses a machine holds its whole record back (see accept.ts): who writes one may write more.
 */
export function withoutOrders(text: string, released: ReadonlySet<string>): { text: string; withheld: string[] } {
  if (!isSuspect(fold(text))) return { text, withheld: [] }
  const withheld: string[] = []
  const kept = text.split(BETWEEN).map((sentence) => {
    const said = sentence.trim()
    if (said === '' || released.has(said)) return sentence
    const isOrder = isSuspect(fold(said))
    if (isOrder) withheld.push(said)
    return isOrder ? '' : sentence
  })
  return { text: kept.join(''), withheld }
}

/** The end of a line, or the space after that of a sentence; kept by `split`, so that what is left is joined as it was. */
const BETWEEN = /(\n|(?<=[.!?])[^\S\n]+)/

const anyOf = (words: readonly string[]) => words.map((word) => word.replaceAll(' ', '\\s+')).join('|')
const ASKS = new RegExp(`\\b(?:${anyOf(lexicon.asks)})`)
const PRIVATE = new RegExp(`\\b(?:${anyOf(lexicon.private)})\\b`)
const THREATS = new RegExp(`\\b(?:${anyOf(lexicon.threats)})`)

const isSuspect = (folded: string): boolean => THREATS.test(folded) || (PRIVATE.test(folded) && ASKS.test(folded))
