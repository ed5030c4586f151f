import { fold } from '../../guardrails/language/fold.ts'
import { type Negation, negations } from '../../guardrails/language/negation.ts'
import { canonicalWords, isStopWord } from '../../guardrails/language/words.ts'
import { placeholderSource } from '../../guardrails/placeholder-shape.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import same from './same-words.json' with { type: 'json' }

/** A word, placeholder or mark as trained models see it, with the UTF-16 offsets of what was written, `end` excluded. */
export interface Token {
  /** The same for whoever is spoken of: no accent, no gender, no plural; digits are noughts, placeholders their kind. */
  text: string
  start: number
  end: number
  kind: 'word' | 'placeholder' | 'mark'
  /** An article, a pronoun, a preposition: what holds others together. */
  small: boolean
}

/** A text as the models of roles and stances both see it: its tokens, and what it denies. */
export interface Seen {
  text: Redacted
  tokens: readonly Token[]
  denied: readonly Negation[]
}

export const seenIn = (text: Redacted): Seen => ({ text, tokens: tokensOf(text), denied: negations(text) })

/** The tokens of a text in their order. */
export function tokensOf(text: string): Token[] {
  const placeholders = Array.from(text.matchAll(placeholder), ({ 0: { length }, 1: kind, index }) => ({
    text: `[${fold(kind ?? '')}]`,
    start: index,
    end: index + length,
    kind: 'placeholder' as const,
    small: false,
  }))
  const words = canonicalWords(text.replaceAll(placeholder, ({ length }) => ' '.repeat(length))).map((word) => ({
    ...word,
    text: letter.test(text.slice(word.start, word.end)) ? 'option' : wordOf(word.text),
    kind: 'word' as const,
    small: isStopWord(word.text),
  }))
  const read = [...placeholders, ...words].sort((one, other) => one.start - other.start)
  const marks = Array.from(text.matchAll(mark), ({ 0: { length }, index }) => ({
    text: fold(text[index]!),
    start: index,
    end: index + length,
    kind: 'mark' as const,
    small: false,
  }))
  let next = 0
  const free = marks.filter(({ start, end }) => {
    while (next < read.length && read[next]!.end <= start) next += 1
    return !(next < read.length && read[next]!.start < end)
  })
  return [...read, ...free].sort((one, other) => one.start - other.start)
}

const wordOf = (folded: string): string =>
  sameWords.get(folded) ?? folded.replaceAll(/\d/g, '0').replace(/0{5,}/, '00000')

const sameWords: ReadonlyMap<string, string> = new Map(Object.entries(same.words))
/** How options are named: a capital, alone. */
const letter = /^[A-D]$/
/** `[PERSONNE_1]`, and `[…]` for what was cut. */
const placeholder = new RegExp(`${placeholderSource}|\\[…\\]`, 'g')
/** What ends or opens a clause; a hyphen and a dot only where they stand outside a word, and no dot of a title ("M."). */
const mark = /[,;:!?()\n«»→/…–—|•+=<>]|(?<!(?<!\p{L})(?:m|mm|mr|me|dr))\.(?=\s|$)|(?<=\s)-(?=\s)/giu

/** Four letters in a row of a word, its ends marked. */
export function lettersOf(word: string): string[] {
  const marked = ` ${word} `
  return Array.from({ length: Math.max(0, marked.length - 3) }, (_, at) => marked.slice(at, at + 4))
}

/** Which sentence, or which clause, each token stands in, by what opens one. */
export function counted(
  tokens: readonly Token[],
  opens: (token: Token, before: Token | undefined) => boolean,
): number[] {
  let number = 0
  return tokens.map((token, at) => {
    if (opens(token, tokens[at - 1])) number += 1
    return number
  })
}

export const endsSentence = /^[.;!?\n]$/
export const endsClause = /^[,.;:!?\n()→]$/
