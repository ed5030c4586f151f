import type { Span } from '../../../guardrails/language/fold.ts'
import type { NegatedItem, Negation } from '../../../guardrails/language/negation.ts'
import type { Message } from './message.ts'

/** How the message speaks of what begins here: refused, not asked, refused only as the whole of it, or out of the person's reach. */
export type Denial = 'none' | 'refused' | 'optional' | 'not-only' | 'unable'

/** What is left or named only to be set aside is no denial: it was not asked in the first place. */
export function denialBefore(message: Message, start: number): Denial {
  const kinds = denying(message, start).flatMap(({ kind }) => (kind === 'left' || kind === 'set-aside' ? [] : [kind]))
  return kinds.at(-1) ?? 'none'
}

/** Whether what begins here is named only to be set aside: "pâtissier plutôt que boulanger". */
export const isSetAside = (message: Message, start: number): boolean =>
  denying(message, start).some(({ kind }) => kind === 'set-aside')

/** What begins at `start` with the words that refuse it: "pas le soir", "ni le dimanche", "alternance exclue". */
export function withRefusal(message: Message, start: number, end: number): Span {
  const within = (item: Span) => item.start <= start && start < item.end
  const one = message.negations.find(({ kind, items }) => kind === 'refused' && items.some(within))
  if (!one) return { start, end }
  const at = one.items.findIndex(within)
  const before = one.items[at - 1]
  const from = before ? before.end + /^[\s,]*/.exec(message.text.slice(before.end, start))![0].length : one.cue.start
  return { start: Math.min(start, from), end: Math.max(end, one.cue.end) }
}

/** Whether words that no reader knows are among those refused: all that is held together is, not only what it begins with. */
export const isRefused = (message: Message, start: number): boolean =>
  message.negations.some(
    ({ kind, items }) => kind === 'refused' && items.some((item) => item.start <= start && start < item.end),
  )

/** What denies, beyond doubt, what begins here: "sans alternance à Lyon" leaves Lyon. */
const denying = (message: Message, start: number): Negation[] =>
  message.negations.filter(({ items }) => items.some((item) => begins(item, start)))

const begins = (item: NegatedItem, start: number): boolean => item.start <= start && start <= item.head

/** A wish orders and never filters: "de préférence", "idéalement", "si possible", "pourquoi pas". */
export function isWish(message: Message, start: number, end: number, amends: boolean): boolean {
  const clause = message.clauseAt(start)
  const own = message.text.slice(clause.start, Math.max(clause.end, end))
  if (patterns.wish.test(own)) return true
  if (!amends && patterns.rather.test(own)) return true
  const next = message.clauses[message.clauses.indexOf(clause) + 1]
  if (next && patterns.onlyAfterthought.test(message.text.slice(next.start, next.end))) return true
  const last = message.clauses[message.clauses.indexOf(clause) - 1]
  return last !== undefined && patterns.onlyForeword.test(message.text.slice(last.start, last.end))
}

/** Whether the words just after make it merely acceptable: "présentiel possible", "distance ok aussi". */
export function isAccepted(message: Message, end: number): boolean {
  return patterns.accepted.test(message.text.slice(end, end + 24))
}

/** Whether the message sets aside an earlier need altogether. */
export const startsOver = (message: Message): boolean => patterns.over.test(message.text)

/** Whether the message adds to the subject instead of replacing it: "avec aussi de l'anglais". */
export const adds = (message: Message): boolean => patterns.adds.test(message.text)

export const patterns = {
  wish: /\b(?:de preference|ideale?ment|l'ideal|dans l'ideal|si possible|si c'est possible|eventuellement|pourquoi pas|a la rigueur|ce serait (?:bien|mieux|top|un plus)|serait (?:bien|mieux|un plus|ideale?)|si on peut|aimerait bien|prefere\w{0,4}|preference|un plus|ideally|if possible|preferably|would prefer|would be nice|prefers?)\b/,
  rather: /\bplutot\b|\brather\b/,
  onlyAfterthought:
    /^\s*(?:si possible|si c'est possible|de preference|ideale?ment|dans l'ideal|eventuellement|ce serait (?:bien|mieux|top|un plus)|mais (?:ce n'est )?pas (?:obligatoire|obligatoirement|bloquant)|pas obligatoire|c'est pas bloquant|if possible|preferably)\s*$/,
  onlyForeword: /^\s*(?:et )?(?:ideale?ment|dans l'ideal|l'ideal|si possible|de preference|ideally|preferably)\s*$/,
  accepted: /^ (?:est |c'est |is )?(?:possible|ok|accept\w{0,4}|envisageable|aussi|egalement|fine)\b/,
  over: /\b(?:nouvelle (?:recherche|demande)|autre demande|repart(?:ons|ir)? (?:de|a) zero|on oublie(?: tout)?(?=\s*(?:[,;:.!]|$|et\b))|oublie(?:z)? tout|rien a voir|on recommence|start over|new search)\b/,
  adds: /^\s*(?:et )?(?:aussi|avec|en plus|plus|ajoute[rz]?|egalement|also|with)\b|\b(?:en plus|egalement|en complement)\b/,
}
