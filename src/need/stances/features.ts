import { overlaps } from '../../../guardrails/language/fold.ts'
import type { Negation } from '../../../guardrails/language/negation.ts'
import type { Row } from '../../../guardrails/learner/row.ts'
import { counted, endsClause, endsSentence, lettersOf, type Seen } from '../tokens.ts'

/** What an exact reader found in a text: a place, a trade, or a criterion by its name, in UTF-16 code units, `end` excluded. */
export interface TypedSpan {
  start: number
  end: number
  type: string
}

/** A text as the model of stances sees it: one unit for each of the spans, in their order. Its time grows as the length of the text. */
export function stanceRow({ text, tokens, denied }: Seen, spans: readonly TypedSpan[]): Row {
  const sentences = counted(tokens, (_, before) => before !== undefined && endsSentence.test(before.text))
  const clauses = counted(tokens, ({ text }) => endsClause.test(text))
  const word = (at: number): string => tokens[at]?.text ?? ''
  const seen = seenBefore(spans)
  const all = seenBefore([...spans, { type: '', start: text.length, end: text.length }]).at(-1)!
  let from = 0

  const unit = (span: TypedSpan, place: number): string[] => {
    while (from < tokens.length && tokens[from]!.end <= span.start) from += 1
    let to = from
    while (to < tokens.length && tokens[to]!.start < span.end) to += 1
    const within = (numbers: readonly number[], at: number) => numbers[at] === numbers[from]
    const before = Array.from({ length: Math.min(reach, from) }, (_, by) => from - 1 - by)
    const after = Array.from({ length: Math.min(reach, tokens.length - to) }, (_, by) => to + by)
    const sentence = sentences[from] ?? 0
    const last = sentences.at(-1) ?? 0
    const [sameBefore, aboutBefore] = [seen[place]!.types.get(span.type) ?? 0, seen[place]!.about]
    const [sameAfter, aboutAfter] = [
      (all.types.get(span.type) ?? 0) - sameBefore - 1,
      all.about - aboutBefore - (isAbout(span) ? 1 : 0),
    ]
    const beside = spans
      .slice(Math.max(0, place - neighbours), place + neighbours + 1)
      .filter((other) => other !== span && other.start < span.end + near && other.end > span.start - near)
    const features = [
      ...tokens.slice(from, to).map(({ text }) => `in:${text}`),
      ...[1, 2, 3].flatMap((by) => [`before ${by}:${word(from - by)}`, `after ${by}:${word(to + by - 1)}`]),
      `before:${word(from - 2)} ${word(from - 1)}`,
      `before:${word(from - 3)} ${word(from - 2)} ${word(from - 1)}`,
      `after:${word(to)} ${word(to + 1)}`,
      ...before.filter((at) => within(clauses, at)).map((at) => `clause before:${word(at)}`),
      ...after.filter((at) => within(clauses, at)).map((at) => `clause after:${word(at)}`),
      ...before.filter((at) => within(sentences, at)).map((at) => `sentence before:${word(at)}`),
      ...after.filter((at) => within(sentences, at)).map((at) => `sentence after:${word(at)}`),
      `sentence:${Math.min(3, sentence)} of ${Math.min(3, last)}`,
      ...(sentence === last ? ['last sentence'] : []),
      `same:${Math.min(2, sameBefore)} ${Math.min(2, sameAfter)}`,
      `about:${Math.min(2, aboutBefore)} ${Math.min(2, aboutAfter)}`,
      ...denialsOver(denied, span).map(({ kind, focus }) => `${overlaps(focus, span) ? 'denied' : 'in scope'}:${kind}`),
      ...beside.map(({ type, start }) => `near:${type} ${start < span.start ? 'before' : 'after'}`),
      `words:${Math.min(6, Math.floor(Math.log2(tokens.length + 1)))}`,
    ]
    const around = [from - 2, from - 1, to, to + 1].flatMap((at) =>
      lettersOf(word(at)).map((gram) => `letters ${at < from ? 'before' : 'after'}:${gram}`),
    )
    return [`type:${span.type}`, ...features, ...features.map((feature) => `${span.type} ${feature}`), ...around]
  }

  return { units: spans.map(unit), stretch: () => [], words: spans.map(() => 1) }
}

/** In words: how far a sentence is looked at on either side of a span. */
const reach = 24
/** How many other spans are looked at on either side. */
const neighbours = 6
/** In characters: what stands beside a span. */
const near = 25

/** A trade or a subject: what a message may be about. */
export const isAbout = ({ type }: { type: string }): boolean => type === 'trade' || type === 'subject'

/** How many spans of each type, and how many trades and subjects, stand before each span. */
function seenBefore(spans: readonly TypedSpan[]): { types: ReadonlyMap<string, number>; about: number }[] {
  const types = new Map<string, number>()
  let about = 0
  return spans.map((span) => {
    const before = { types: new Map(types), about }
    types.set(span.type, (types.get(span.type) ?? 0) + 1)
    if (isAbout(span)) about += 1
    return before
  })
}

/** Denials follow one another in the text, and each reaches only so far. */
const denialsOver = (denied: readonly Negation[], span: TypedSpan): Negation[] =>
  denied.filter(({ focus, scope }) => overlaps(focus, span) || overlaps(scope, span))
