import type { Span } from '../../../guardrails/language/fold.ts'
import type { Negation, NegationKind } from '../../../guardrails/language/negation.ts'
import type { Message } from './message.ts'

/** What a message denies, in offsets of its folded text: read once, and asked by every reader. */
export const denialsOf = (message: Message): readonly Negation[] => (read.get(message) ?? readDenials(message)).denials

/**
 * The denial of one of these kinds that what begins here stands in: in its `focus` beyond doubt, in its `scope` with what hangs on it. A date,
 * a price or a place is denied in a focus; a subject or an occupation in a scope.
 */
export function denialAt(
  message: Message,
  start: number,
  kinds: readonly NegationKind[],
  part: 'focus' | 'scope',
): Negation | undefined {
  const { denials, ahead, behind } = read.get(message) ?? readDenials(message)
  return [denials[ahead[start]! - 1], denials[behind[start]! - 1]].find(
    (denial) => denial && kinds.includes(denial.kind) && start >= denial[part].start && start < denial[part].end,
  )
}

/** What is not looked for: refused, left, not needed, or named only to be set aside. */
export const isDenied = (message: Message, start: number): boolean =>
  denialAt(message, start, ['refused', 'left', 'needless', 'set-aside'], 'scope') !== undefined

/** What is only told not to be so: "le tuteur n'était pas présent" names nothing to look for and refuses nothing. */
export const isToldNot = (message: Message, start: number): boolean =>
  denialAt(message, start, ['fact'], 'scope') !== undefined

/** What is denied with the words that deny it: "pas le soir", "ni le dimanche", "alternance exclue". */
export function withDenial({ text }: Message, { cue, items }: Negation, start: number, end: number): Span {
  const before = items[items.findIndex((item) => item.start <= start && start < item.end) - 1]
  const from = before ? before.end + /^[\s,]*/.exec(text.slice(before.end, start))![0].length : cue.start
  return { start: Math.min(start, from), end: Math.max(end, cue.end) }
}

/** The words that deny are nobody's subject. */
export function takeCues(message: Message): void {
  for (const { kind, cue } of denialsOf(message)) {
    if (kind === 'refused' || kind === 'left' || kind === 'needless' || kind === 'set-aside')
      message.take(cue.start, cue.end)
  }
}

/**
 * "Marre de bosser à la cantine agent d'escale": a trade that follows with no word to join it begins something else, unless it goes on from
 * another trade ("ancien vendeur caissier").
 */
export function endAtNames(message: Message, names: readonly Span[]): void {
  const ends = new Set(names.map(({ end }) => end))
  const other = names.filter(({ start }) => {
    const denial = denialAt(message, start, ['refused', 'left'], 'scope')
    return (
      denial !== undefined &&
      start > denial.focus.start &&
      !ends.has(start - 1) &&
      joinless.test(message.text.slice(Math.max(denial.focus.start, start - 40), start))
    )
  })
  if (other.length === 0) return
  const denials = denialsOf(message).map((denial): Negation => {
    const next = other.find(({ start }) => start > denial.focus.start && start < denial.scope.end)
    if (!next) return denial
    const until = (span: Span): Span => ({ start: span.start, end: Math.min(span.end, next.start - 1) })
    const items = denial.items.flatMap((item) => (item.start < next.start ? [{ ...item, ...until(item) }] : []))
    return { ...denial, focus: until(denial.focus), scope: until(denial.scope), items }
  })
  read.set(message, covering(message, denials))
}

/** Ends in a word that carries meaning: no article, no preposition, no mark. */
const joinless =
  /[a-z]{4,}(?<!\b(?:dans|chez|pour|avec|comme|sous|etre|faire|metier|poste|emploi|travail|mais|jamais|plus)) $/

interface Denials {
  denials: readonly Negation[]
  /** At each offset, which denial (counted from 1) with its cue before or after covers it. */
  ahead: Uint16Array
  behind: Uint16Array
}

const read = new WeakMap<Message, Denials>()

function readDenials(message: Message): Denials {
  const made = covering(message, message.negations)
  read.set(message, made)
  return made
}

const rank = ({ kind }: Negation): number => (kind === 'fact' ? 0 : 1)

function covering({ text }: Message, denials: readonly Negation[]): Denials {
  const ahead = new Uint16Array(text.length + 1)
  const behind = new Uint16Array(text.length + 1)
  // What only tells a fact gives way to what is refused or left in it.
  const order = [...denials.keys()].sort((one, other) => rank(denials[one]!) - rank(denials[other]!))
  for (const at of order) {
    const { cue, scope } = denials[at]!
    const side = scope.start >= cue.end ? ahead : behind
    side.fill(at + 1, scope.start, scope.end)
  }
  return { denials, ahead, behind }
}
