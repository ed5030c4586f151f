/** What the lists say of a word, one bit a list: a word of a message is looked up once for all of them. */
const marks = new Map<string, number>()
let lists = 0

/** Learns a list; the answer is its bit in what `marksOf` tells of a word. */
export function markWords(words: Iterable<string>): number {
  const mark = 1 << lists++
  for (const word of words) marks.set(word, marksOf(word) | mark)
  return mark
}

export const marksOf = (word: string): number => marks.get(word) ?? 0
