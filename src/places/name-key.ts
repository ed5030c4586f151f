import { fold } from '../../guardrails/language/fold.ts'

/** One word of a text, folded; `start` and `end` are UTF-16 offsets of that text. */
export interface Word {
  folded: string
  start: number
  end: number
}

const ABBREVIATIONS = new Map(Object.entries({ st: 'saint', ste: 'sainte', sts: 'saints', stes: 'saintes' }))
const ORDINAL = /^(\d{1,2})(?:er|e|eme|nd|nde|ieme)$/
const ARTICLES = new Set(['le', 'la', 'les', 'l'])
const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** 'Saint-Étienne-du-Grès' and 'ST ETIENNE DU GRES' both become 'saint etienne du gres'. */
export function nameKey(name: string): string {
  const words = fold(name).replace(/\bs\//g, 'sur ').match(WORD) ?? []
  return words.map((word) => spellOut(word, '')).join(' ')
}

/** 'le havre' becomes 'havre'; a name that is nothing but its article stays. */
export function withoutArticle(key: string): string {
  const space = key.indexOf(' ')
  return space > 0 && ARTICLES.has(key.slice(0, space)) ? key.slice(space + 1) : key
}

export function isArticle(word: string): boolean {
  return ARTICLES.has(word)
}

/** The words of a text: no accents, no case, 'St' and 's/' in full, '12ème' as '12e'. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(WORD)) {
    const end = match.index + match[0].length
    words.push({ folded: spellOut(fold(match[0]), text.charAt(end)), start: match.index, end })
  }
  return words
}

function spellOut(word: string, next: string): string {
  if (word === 's' && next === '/') return 'sur'
  // Nearly no word begins with a digit; the regular expression is for those that do.
  const ordinal = word.charCodeAt(0) <= 57 ? ORDINAL.exec(word) : null
  return ordinal ? `${Number(ordinal[1])}e` : (ABBREVIATIONS.get(word) ?? word)
}
