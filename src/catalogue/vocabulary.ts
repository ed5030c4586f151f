import { grams } from '../../guardrails/language/words.ts'

/** The terms a catalogue says. */
export interface Vocabulary {
  has(term: string): boolean
  /** The stems that look most like a word the catalogue never says, best first; none when nothing looks like it. */
  lookalikes(word: string): string[]
}

export function createVocabulary(terms: Iterable<string>): Vocabulary {
  const known = new Set(terms)
  let byGram: Map<string, string[]> | undefined
  return {
    has: (term) => known.has(term),
    lookalikes(word) {
      byGram ??= indexGrams(known)
      const wanted = grams(word)
      const shared = new Map<string, number>()
      for (const gram of wanted)
        for (const term of byGram.get(gram) ?? []) shared.set(term, (shared.get(term) ?? 0) + 1)
      return [...shared]
        .map(([term, count]) => ({ term, likeness: (2 * count) / (wanted.length + grams(term).length) }))
        .filter(({ likeness }) => likeness >= ALIKE)
        .sort((a, b) => b.likeness - a.likeness || (a.term < b.term ? -1 : 1))
        .slice(0, LOOKALIKES)
        .map(({ term }) => term)
    },
  }
}

/** Share of 4-grams (Dice) from which two words look alike; one wrong letter in eight leaves about half. */
const ALIKE = 0.4
const LOOKALIKES = 3

function indexGrams(terms: Iterable<string>): Map<string, string[]> {
  const byGram = new Map<string, string[]>()
  for (const term of terms) {
    if (term.startsWith('~')) continue
    for (const gram of grams(term)) {
      const holding = byGram.get(gram)
      if (holding) holding.push(term)
      else byGram.set(gram, [term])
    }
  }
  return byGram
}
