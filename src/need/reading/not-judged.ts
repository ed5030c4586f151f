import type { Span } from '../../../guardrails/language/fold.ts'
import type { Message } from '../../criteria/reading/message.ts'
import words from './not-judged.json' with { type: 'json' }

/**
 * What a person may ask for and no record says: which day of the week, a bed on site, how many in a group, the number of a week. It is nobody's
 * subject, and is told as not taken into account. Read after dates and hours, which say more of the same words; in folded offsets.
 */
export function takeNotJudged(message: Message): void {
  const spans = message.every(pattern).map(({ index, 0: said }) => ({ start: index, end: index + said.length }))
  for (const { start, end } of spans) message.take(start, end)
  taken.set(message, spans)
}

export const notJudgedIn = (message: Message): readonly Span[] => taken.get(message) ?? []

const taken = new WeakMap<Message, readonly Span[]>()

const pattern = new RegExp(`(?<![a-z0-9-])(?:${Object.values(words).flat().join('|')})(?![a-z0-9])`, 'g')
