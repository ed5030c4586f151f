import lexicon from '../lexicon/conduct.json' with { type: 'json' }
import { createPhrases, type PhraseMatch, type Token } from './phrases.ts'
import type { Candidate, Recogniser } from './recogniser.ts'

type ConductType = 'DISCRIMINATION' | 'INAPPROPRIATE'

/** Wording that selects or rejects by a protected trait, and insults. */
export const conduct: Recogniser = {
  name: 'conduct',
  find(message) {
    const tokens = message.words()
    return joined(readPhrases(tokens), tokens)
  },
}

const readPhrases = createPhrases<ConductType>(
  [
    ...lexicon.DISCRIMINATION.map((pattern) => ({ pattern, tag: 'DISCRIMINATION' as const })),
    ...lexicon.INAPPROPRIATE.map((pattern) => ({ pattern, tag: 'INAPPROPRIATE' as const })),
  ],
  lexicon.classes,
)

/** What is said of one type in one sentence is told once. */
function joined(matches: readonly PhraseMatch<ConductType>[], tokens: readonly Token[]): Candidate[] {
  if (matches.length === 0) return []
  let sentence = 0
  const sentences = tokens.map(({ before }) => (before === 'stop' ? ++sentence : sentence))
  const bySentence = new Map<string, Candidate>()
  for (const { tag, first, end } of matches) {
    const key = `${tag} ${sentences[first]!}`
    const start = tokens[first]!.start
    const stop = tokens[end - 1]!.end
    const other = bySentence.get(key)
    if (other) {
      other.start = Math.min(other.start, start)
      other.end = Math.max(other.end, stop)
    } else bySentence.set(key, { type: tag, start, end: stop, score: tag === 'DISCRIMINATION' ? 0.9 : 0.8 })
  }
  return [...bySentence.values()]
}
