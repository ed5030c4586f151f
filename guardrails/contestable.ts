import { readPhrases as readConduct } from './detect/conduct.ts'
import { readOrders } from './detect/injection.ts'
import { messageOf } from './detect/recogniser.ts'
import { readTerms } from './detect/sensitive.ts'
import { type FindingType, isPersonal } from './finding.ts'
import { inspect } from './inspect.ts'
import { fold } from './normalise.ts'
import { placesOf } from './parts.ts'

/** Words of a list of ours that were found in a text, folded: all that a contest may carry. */
export interface Term {
  type: FindingType
  words: string
}

/** The longest: what stands in a gap of a longer phrase may be somebody's own words. */
const mostWords = 6

/** The terms of our lists in a text, none of which holds a name or a number. Throws RecogniserFailure. */
export function termsIn(text: string): Term[] {
  const folded = fold(text)
  const message = messageOf(folded)
  const tokens = message.words()
  const found = placesOf(inspect(text).candidates.filter(({ type }) => isPersonal(type)))
  const matches = [
    ...readTerms(tokens).map((match) => ({ ...match, type: match.tag.type })),
    ...readConduct(tokens).map((match) => ({ ...match, type: match.tag.type })),
    ...readOrders(tokens).map((match) => ({ ...match, type: 'INJECTION' as const })),
  ]
  const terms = new Map<string, Term>()
  for (const { type, first, end } of matches) {
    const [from, to] = [tokens[first]!.start, tokens[end - 1]!.end]
    if (end - first > mostWords || found.touch(folded.startOf(from), folded.endOf(to - 1))) continue
    const words = tokens
      .slice(first, end)
      .map(({ plain }) => plain)
      .join(' ')
    terms.set(`${type} ${words}`, { type, words })
  }
  const all = [...terms.values()]
  // The least that says it: not "en burn-out" where "burn-out" is a term too.
  return all.filter((term) => !all.some((other) => other !== term && other.type === term.type && holds(term, other)))
}

const holds = ({ words }: Term, other: Term): boolean => ` ${words} `.includes(` ${other.words} `)

/** Whether these words are one term of our lists, and nothing beside it. */
export const isTerm = ({ type, words }: Term): boolean =>
  words.length <= 80 && termsIn(words).some((term) => term.type === type && term.words === words)
