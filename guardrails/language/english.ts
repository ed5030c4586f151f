import listed from './english-words.json' with { type: 'json' }
import { isStopWord, words } from './words.ts'

const shared = new Set(listed.shared)
const determiners = new Set(listed.determiners)
const small = new Set([...listed.small, ...listed.determiners].filter((word) => !shared.has(word)))
const around = new Set([...listed.small, ...listed.determiners, ...listed.said])

/** May stand inside an English name: "write her CV". */
export const isEnglishDeterminer = (folded: string): boolean => determiners.has(folded)

/** Says nothing of what a text in English is about. */
export const isEnglishAround = (folded: string): boolean => around.has(folded)

/**
 * How many small words of English a text has, and of French, `isFrench` telling others that count as these. What both languages have counts for
 * none, nor do the small words of a name: "Le Havre", "Boulogne-sur-Mer".
 */
export function smallWordsOf(
  text: string,
  isFrench: (folded: string) => boolean = isStopWord,
): { english: number; french: number } {
  let [english, french] = [0, 0]
  for (const { text: word, start, end } of words(text)) {
    if (small.has(word)) english += 1
    else if (isFrench(word) && !shared.has(word) && isPlain(text, start, end)) french += 1
  }
  return { english, french }
}

const isPlain = (text: string, start: number, end: number): boolean =>
  end - start > 1 && /[a-zà-ÿ]/.test(text[start]!) && text[start - 1] !== '-' && text[end] !== '-'
