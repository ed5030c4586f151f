import { overlaps, type Span } from '../../../guardrails/language/fold.ts'
import type { Alternative } from '../../criteria/alternatives.ts'
import type { Found, Message } from '../../criteria/reading/message.ts'
import { subjectsHeard } from '../../criteria/topic/read-topic.ts'

/**
 * "CACES nacelle + permis remorque", "remise à niveau puis peintre": two goals said in one breath are one, and another that would do; each is
 * looked for, and can be taken off. What "et" joins is two only where both are subjects of different families: "vente et commerce" is one.
 */
export function goalsApart(message: Message, found: readonly Found[]): Found[] {
  const topic = found.findLast((one) => isSaid(message, one))
  if (!topic) return [...found]
  const [first, ...rest] = partsOf(message, topic)
  if (first && rest.length > 0) {
    const others = { start: rest[0]!.start, end: rest.at(-1)!.end, value: rest.map(({ value }) => ({ topic: value })) }
    const whole = found.map((one) => (one === topic ? ({ ...topic, ...first } as Found) : one))
    return [...whole, { criterion: 'alternatives', ...others }]
  }
  const trade = found.find((one) => one.criterion === 'occupation' && one.value !== null && !overlaps(one, topic))
  if (trade?.criterion !== 'occupation' || !trade.value) return [...found]
  const isFirst = trade.start < topic.start
  const [one, other] = isFirst ? [trade, topic] : [topic, trade]
  const between = message.text.slice(one.end, other.start)
  const isJoined =
    patterns.joint.test(between) && (patterns.sequence.test(between) || (isFirst && says(message, topic)))
  if (!isJoined) return [...found]
  const { start, end } = other
  const value: Alternative = isFirst ? { topic: topic.value as Alternative['topic'] } : { occupation: trade.value }
  return [...found.filter((it) => it !== other), { criterion: 'alternatives', value: [value], start, end }]
}

interface Part extends Span {
  value: NonNullable<Alternative['topic']>
}

/** A topic in the words that stand there: what takes the place of a goal that is dropped stands elsewhere. */
const isSaid = (message: Message, { criterion, value, start, end }: Found): boolean =>
  criterion === 'topic' && typeof value === 'string' && message.excerpt(start, end).startsWith(value.slice(0, 4))

/** A topic between the words that join its goals; whole where a part of it says none. */
function partsOf(message: Message, topic: Span): Part[] {
  const part = ({ start, end }: Span): Part => ({ start, end, value: message.excerpt(start, end) })
  const text = message.text.slice(topic.start, topic.end)
  const spans: Span[] = []
  let { start } = topic
  for (const { index, 0: words } of text.matchAll(patterns.joints)) {
    const spot = { start, end: topic.start + index }
    const next = { start: topic.start + index + words.length, end: topic.end }
    const isTwo = patterns.sequence.test(words)
      ? says(message, spot) && says(message, next)
      : areApart(message, spot, next)
    if (!isTwo) continue
    spans.push(spot)
    start = next.start
  }
  return [...spans, { start, end: topic.end }].map(part)
}

const subjectsOf = (message: Message, span: Span) =>
  subjectsHeard(message).filter((one) => span.start <= one.start && one.end <= span.end)

const says = (message: Message, span: Span): boolean => subjectsOf(message, span).length > 0

function areApart(message: Message, one: Span, other: Span): boolean {
  const families = new Set(subjectsOf(message, one).map(({ subject }) => subject.family))
  const next = subjectsOf(message, other)
  return families.size > 0 && next.length > 0 && next.every(({ subject }) => !families.has(subject.family))
}

export const patterns = {
  joints:
    /(?: ?\+ ?| & |,? (?:et )?(?:puis|ensuite)(?: apres)? |,? et (?:aussi |apres )?)(?:(?:le |la |les |un |une |du |de la |de |des )|(?:l'|d'|de l'))?/g,
  joint:
    /^ ?(?:\+ ?|& |,? ?(?:et )?(?:puis|ensuite)(?: apres)? |,? ?et (?:aussi |apres )?)(?:(?:le |la |les |un |une |du |de la |de |des |en )|(?:l'|d'|de l'))?$/,
  /** These join two goals, whatever they are. */
  sequence: /\+|&|\bpuis\b|\bensuite\b/,
}
