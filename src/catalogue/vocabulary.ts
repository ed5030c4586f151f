import { fold } from '../../guardrails/language/fold.ts'
import { isStopWord, words } from '../../guardrails/language/words.ts'
import { features } from '../occupations/words.ts'

/** The words a catalogue says. */
export interface Vocabulary {
  /** Whether any text of it says this term (a stem, or a root as `features` gives it). */
  has(term: string): boolean
  /** How many titles it has, equal ones counted once, and how many of them say a stem. */
  readonly titles: number
  titlesSaying(stem: string): number
  /** Words of its titles, as printed there, that are one slip of the keyboard away from a folded word, the commonest first. */
  spellings(folded: string): string[]
}

export function createVocabulary(terms: ReadonlySet<string>, called: Iterable<string>): Vocabulary {
  const counted = countWords(called)
  return {
    has: (term) => terms.has(term),
    titles: counted.titles,
    titlesSaying: (stem) => counted.stems.get(stem) ?? 0,
    spellings(folded) {
      const found: { word: string; times: number }[] = []
      for (const [printed, { word, times }] of counted.words) {
        if (isOneSlipFrom(folded, printed)) found.push({ word, times })
      }
      return found.sort((a, b) => b.times - a.times || (a.word < b.word ? -1 : 1)).map(({ word }) => word)
    },
  }
}

function countWords(called: Iterable<string>) {
  const stems = new Map<string, number>()
  const found = new Map<string, { word: string; times: number }>()
  let titles = 0
  for (const title of new Set(called)) {
    titles += 1
    const mine = new Set<string>()
    for (const { text, start, end } of words(title)) {
      if (isStopWord(text)) continue
      mine.add(features(text).stem)
      const before = found.get(text)
      if (before) before.times += 1
      else found.set(text, { word: title.slice(start, end).toLowerCase(), times: 1 })
    }
    for (const stem of mine) stems.set(stem, (stems.get(stem) ?? 0) + 1)
  }
  return { titles, stems, words: found }
}

/**
 * One letter more, less, other or swapped with its neighbour; words of fewer than five letters have too many neighbours to be one's misspelling.
 * Sounds written two ways in French ("k" and "qu", "f" and "ph", "s" and "ss") are one letter.
 */
export function isOneSlipFrom(one: string, other: string): boolean {
  if (one === other || Math.min(one.length, other.length) < SHORTEST || Math.abs(one.length - other.length) > 2)
    return false
  return isOneEdit(one, other) || isOneEdit(soundOf(one), soundOf(other))
}

const SHORTEST = 5

function isOneEdit(one: string, other: string): boolean {
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  let [a, b] = [one.length, other.length]
  while (a > start && b > start && one[a - 1] === other[b - 1]) [a, b] = [a - 1, b - 1]
  const [left, right] = [one.slice(start, a), other.slice(start, b)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

const soundOf = (word: string): string =>
  fold(word)
    .replace(/qu|c(?=[aou]|$)/g, 'k')
    .replace(/ph/g, 'f')
    .replace(/(.)\1/g, '$1')
