import { type ConductType, conduct as rooms } from '../findings/findings.ts'
import lexicon from '../lexicon/conduct-classes.json' with { type: 'json' }
import frames from '../lexicon/sensitive-frames.json' with { type: 'json' }
import { closes, marksOfPhrase } from './closing.ts'
import { createPhrases, type PhraseMatch, type Token } from './phrases.ts'
import type { Candidate, Recogniser } from './recogniser.ts'
import { isTold } from './told.ts'

/** Wording that selects or rejects by a protected trait, and insults. */
export const conduct: Recogniser = {
  name: 'conduct',
  find(message) {
    const tokens = message.words()
    return joined(
      readPhrases(tokens).filter(
        (match) =>
          isOfPeople(tokens, match) && !isTold(message, tokens[match.first]!.start, tokens[match.end - 1]!.end),
      ),
      tokens,
    )
  },
}

interface Tag {
  type: ConductType
  /** Said of things too: only where it closes what is said. */
  loose: boolean
}

export const readPhrases = createPhrases<Tag>(
  Object.entries(rooms).flatMap(([type, { phrases }]) =>
    phrases.map((written) => {
      const marks = marksOfPhrase(written)
      return {
        pattern: written.slice(0, written.length - marks.length),
        tag: { type: type as ConductType, loose: marks.includes('%') },
      }
    }),
  ),
  lexicon.classes,
)

const adjectives: ReadonlySet<string> = new Set(lexicon.classes.adjectives)

/** Not of things, "pas de vieux meubles", nor a proper name, "Rio Negro", "à Bitche". */
function isOfPeople(tokens: readonly Token[], { tag, first, end }: PhraseMatch<Tag>): boolean {
  if (tag.loose && !closes(tokens, end)) return false
  const last = tokens[end - 1]!
  const next = tokens[end]
  if (tag.type === 'INAPPROPRIATE') {
    if (isOfThing(tokens, first, end)) return false
    return !(end - first === 1 && last.shape === 'title' && (last.before !== 'stop' || next?.shape === 'title'))
  }
  // An adjective has its noun behind it, and no noun has another there.
  if (!adjectives.has(last.plain) || next?.before !== 'space') return true
  return linking.has(next.plain) || closes(tokens, end)
}

/** "mon imbécile de clavier", but not "mon imbécile de collègue". */
function isOfThing(tokens: readonly Token[], first: number, end: number): boolean {
  const [before, joint, noun] = [tokens[end - 2], tokens[end], tokens[end + 1]]
  if (!before || !/^(?:mon|ma|ce|cet|cette|notre)$/.test(before.plain) || end - first > 2) return false
  if (!joint || !/^(?:de|d)$/.test(joint.plain) || joint.before !== 'space' || !noun) return false
  return (
    noun.shape === 'lower' &&
    !persons.has(noun.plain) &&
    !/(?:eur|euse|ier|iere|iste|ant|ante|tron|tronne|ien|ienne)$/.test(noun.plain)
  )
}
const persons: ReadonlySet<string> = new Set([...frames.persons, ...lexicon.peopleToo])

const linking: ReadonlySet<string> = new Set(lexicon.linking)

/** What is said of one type in one sentence is told once. */
function joined(matches: readonly PhraseMatch<Tag>[], tokens: readonly Token[]): Candidate[] {
  if (matches.length === 0) return []
  let sentence = 0
  const sentences = tokens.map(({ before }) => (before === 'stop' ? ++sentence : sentence))
  const bySentence = new Map<string, Candidate>()
  for (const { tag, first, end } of matches) {
    const { type } = tag
    const key = `${type} ${sentences[first]!}`
    const start = tokens[first]!.start
    const stop = tokens[end - 1]!.end
    const other = bySentence.get(key)
    if (other) {
      other.start = Math.min(other.start, start)
      other.end = Math.max(other.end, stop)
    } else bySentence.set(key, { type, start, end: stop, score: type === 'DISCRIMINATION' ? 0.9 : 0.8 })
  }
  return [...bySentence.values()]
}
