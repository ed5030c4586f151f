import lexicon from '../lexicon/conduct.json' with { type: 'json' }
import { createPhrases, type Token, tokensOf } from './phrases.ts'
import type { Candidate, Message, Recogniser } from './recogniser.ts'

type ConductType = 'DISCRIMINATION' | 'INAPPROPRIATE'

/** Wording that selects or rejects by a protected trait, and insults. */
export const conduct: Recogniser = { name: 'conduct', find: conductIn }

/** Read once for a message: what it says about a group is not a fact about a person (sensitive.ts). */
export function conductIn(message: Message): Candidate[] {
  const known = read.get(message)
  if (known) return known
  const tokens = tokensOf(message)
  const found = joined(
    readPhrases(tokens).map(
      ({ tag, first, end }): Candidate => ({
        type: tag,
        start: tokens[first]!.start,
        end: tokens[end - 1]!.end,
        score: tag === 'DISCRIMINATION' ? 0.9 : 0.8,
      }),
    ),
    tokens,
  )
  read.set(message, found)
  return found
}

const read = new WeakMap<Message, Candidate[]>()

const readPhrases = createPhrases<ConductType>(
  [
    ...lexicon.DISCRIMINATION.map((pattern) => ({ pattern, tag: 'DISCRIMINATION' as const })),
    ...lexicon.INAPPROPRIATE.map((pattern) => ({ pattern, tag: 'INAPPROPRIATE' as const })),
  ],
  lexicon.classes,
)

/** What is said of one type in one sentence is told once. */
function joined(found: readonly Candidate[], tokens: readonly Token[]): Candidate[] {
  const stops = tokens.filter(({ before }) => before === 'stop').map(({ start }) => start)
  const sentenceOf = (offset: number): number => stops.findLastIndex((stop) => stop <= offset)
  const bySentence = new Map<string, Candidate>()
  for (const one of found) {
    const key = `${one.type} ${sentenceOf(one.start)}`
    const other = bySentence.get(key)
    if (other) {
      other.start = Math.min(other.start, one.start)
      other.end = Math.max(other.end, one.end)
    } else bySentence.set(key, { ...one })
  }
  return [...bySentence.values()]
}
