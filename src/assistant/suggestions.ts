import type { Locale } from '../../guardrails/finding.ts'
import { RedactedText } from '../criteria/redacted-text.ts'
import { type Conversation, mostSuggestions, offersOf, type Suggestion, type Turn } from '../record/turn.ts'
import { replies } from './replies.ts'
import { earlierSet } from './undo.ts'
import { widening } from './widening.ts'

/** Two or three next steps that work here: those that the answer brought, then what its outcome leads to. */
export function suggestionsFor(turn: Turn, conversation: Conversation): Suggestion[] {
  const { locale } = conversation
  const next = [...turn.suggestions, ...leadingOn(turn, conversation, locale)]
  return [...new Map(next.map((one) => [one.label, one])).values()].slice(0, mostSuggestions)
}

function leadingOn(turn: Turn, conversation: Conversation, locale: Locale): Suggestion[] {
  const { suggest } = replies[locale]
  const says = (text: string): Suggestion => ({
    label: text,
    to: 'this-exchange',
    send: { text: RedactedText.parse(text) },
  })
  const widen = turn.relax.map((relaxation) => widening(relaxation, locale))
  const offers = offersOf(turn)
  const letters = offers.map(({ letter }) => letter).sort()
  const compare = letters.length > 1 ? [says(suggest.compare(letters[0]!, letters[1]!))] : []
  switch (turn.outcome) {
    case 'options':
    case 'not-enough': {
      const changed = turn.changed.length > 0 && earlierSet({ ...conversation, turns: [...conversation.turns, turn] })
      const back = changed ? [{ ...says(suggest.undo), does: 'undo' as const }] : []
      return [...widen.slice(0, 2), ...back, ...compare, ...(offers.length > 0 ? [says(suggest.askPerson)] : [])]
    }
    case 'about':
      return [
        ...(turn.act === 'compare' ? [] : compare),
        ...(turn.act === 'excluded' ? [] : [says(suggest.excluded)]),
        says(suggest.askPerson),
      ]
    case 'talk':
      return conversation.turns.some((one) => offersOf(one).length > 0)
        ? [says(suggest.askPerson), says(suggest.excluded)]
        : [says(suggest.help)]
    case 'question':
      return []
  }
}
