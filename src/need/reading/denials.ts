import { type Negation, type NegationKind, negations } from '../../../guardrails/language/negation.ts'
import type { Span } from '../reading.ts'
import type { Message } from './message.ts'

/** What a message denies, in offsets of its folded text: read once, and asked by every reader. */
export function denialsOf(message: Message): readonly Negation[] {
  const known = read.get(message)
  if (known) return known
  const folded = ({ start, end }: Span): Span => ({ start: message.index(start), end: message.index(end) })
  const denials = negations(message.original).map(({ cue, scope, focus, ...one }) => ({
    ...one,
    cue: folded(cue),
    scope: folded(scope),
    focus: folded(focus),
  }))
  read.set(message, denials)
  return denials
}

/**
 * The denial of one of these kinds that what begins here stands in: in its `focus` beyond doubt, in its `scope` with what hangs on it. A date,
 * a price or a place is denied in a focus; a subject or an occupation in a scope.
 */
export const denialAt = (
  message: Message,
  start: number,
  kinds: readonly NegationKind[],
  part: 'focus' | 'scope',
): Negation | undefined =>
  denialsOf(message).find(({ kind, [part]: span }) => kinds.includes(kind) && start >= span.start && start < span.end)

/** What is not looked for: refused, left, or named only to be set aside. */
export const isDenied = (message: Message, start: number): boolean =>
  denialAt(message, start, ['refused', 'left', 'set-aside'], 'scope') !== undefined

const read = new WeakMap<Message, readonly Negation[]>()
