import type { Span } from '../../../guardrails/language/fold.ts'
import type { Row } from '../../../guardrails/learner/row.ts'
import type { Referential } from '../../occupations/referential.ts'
import type { TypedSpan } from '../stances/features.ts'
import { counted, endsClause, endsSentence, lettersOf, type Seen, type Token } from '../tokens.ts'

/** A text as the model of goals sees it, with where each of its tokens stands. */
export interface GoalRow extends Row {
  spans: Span[]
}

/** What is known of a text besides its words, in offsets of the text as written. */
export interface Known {
  /** What exact readers found. */
  spans: readonly TypedSpan[]
  /** Where it says who the person is: the model never sees it, so that twins are heard alike. */
  person: readonly Span[]
  /** How much a word tells of work, in 0..1. */
  workIn: (word: string) => number
}

/** How much a word tells of work: how near it is to the occupation whose words are nearest. */
export const workIn =
  (referential: Referential) =>
  (word: string): number =>
    referential.nearest(word, 1)[0]?.similarity ?? 0

/**
 * One unit a word, and stretches of a few: the words of a goal follow one another. Its time grows as the length of the text.
 */
export function goalRow({ tokens: said, denied }: Seen, { spans: found, person, workIn }: Known): GoalRow {
  const tokens = without(person, said)
  const word = (at: number): string => tokens[at]?.text ?? (at < 0 ? '<' : '>')
  const types = over(tokens, found).map((spans) => spans.map(({ type }) => type))
  const focused = over(
    tokens,
    denied.map(({ focus, kind }) => ({ ...focus, kind })),
  )
  const scoped = over(
    tokens,
    denied.map(({ scope, kind }) => ({ ...scope, kind })),
  )
  const kindOf = (at: number): string => {
    const held = types[at]
    if (!held || held.length === 0) return tokens[at]?.kind === 'mark' ? 'mark' : tokens[at]?.small ? 'small' : 'word'
    return held[0]!
  }
  const after = (mark: RegExp) => counted(tokens, (_, before) => before !== undefined && mark.test(before.text))
  const [sentence, clause] = [after(endsSentence), after(endsClause)]
  const last = sentence.at(-1) ?? 0
  const size = Math.min(7, Math.floor(Math.log2(tokens.length + 1)))
  const unit = (token: Token, at: number): string[] => {
    const around = Array.from({ length: 2 * reach }, (_, by) => at - reach + by).filter(
      (one) => one !== at && tokens[one],
    )
    const work = token.kind === 'word' && !token.small ? Math.floor(workIn(token.text) * 8) : -1
    return [
      'any',
      `work:${work}`,
      `word:${token.text}`,
      ...(token.kind === 'word' ? lettersOf(token.text).map((four) => `letters:${four}`) : []),
      ...types[at]!.map((type) => `found:${type}`),
      `kind:${token.kind} ${token.small}`,
      ...[1, 2, 3].flatMap((by) => [`-${by}:${word(at - by)}`, `+${by}:${word(at + by)}`]),
      `-:${word(at - 2)} ${word(at - 1)}`,
      `-:${word(at - 3)} ${word(at - 2)} ${word(at - 1)}`,
      `+:${word(at + 1)} ${word(at + 2)}`,
      `kinds:${kindOf(at - 2)} ${kindOf(at - 1)} ${kindOf(at)} ${kindOf(at + 1)}`,
      ...around
        .filter((one) => clause[one] === clause[at])
        .map((one) => `clause ${one < at ? 'before' : 'after'}:${word(one)}`),
      ...around
        .filter((one) => sentence[one] === sentence[at] && clause[one] !== clause[at])
        .map((one) => `sentence ${one < at ? 'before' : 'after'}:${word(one)}`),
      ...focused[at]!.map(({ kind }) => `denied:${kind}`),
      ...scoped[at]!.map(({ kind }) => `in scope:${kind}`),
      `sentence:${Math.min(3, sentence[at]!)} ${sentence[at] === last}`,
      `size:${size}`,
    ]
  }
  return {
    units: tokens.map(unit),
    stretch(first, end) {
      return [
        `from:${word(first - 1)}`,
        `from:${word(first - 2)} ${word(first - 1)}`,
        `to:${word(end)}`,
        `first:${word(first)}`,
        `last:${word(end - 1)}`,
        `length:${Math.min(5, end - first)}`,
        `kinds:${tokens
          .slice(first, end)
          .map((_, at) => kindOf(first + at))
          .join(' ')}`,
        `fromkind:${kindOf(first - 1)} ${kindOf(first)}`,
        `tokind:${kindOf(end - 1)} ${kindOf(end)}`,
      ]
    },
    words: tokens.map(({ kind, small }) => (kind === 'word' && !small ? 1 : 0.5)),
    spans: tokens.map(({ start, end }) => ({ start, end })),
  }
}

/** In words: how far a word is looked at on either side of another. */
const reach = 8

/** For each token, those of the spans that it stands in. Its time grows as the length of the text and of the spans. */
function over<One extends Span>(tokens: readonly Token[], spans: readonly One[]): One[][] {
  const held = tokens.map((): One[] => [])
  for (const span of spans) {
    let [low, high] = [0, tokens.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (tokens[middle]!.end <= span.start) low = middle + 1
      else high = middle
    }
    for (let at = low; at < tokens.length && tokens[at]!.start < span.end; at += 1) held[at]!.push(span)
  }
  return held
}

/** The tokens without those of some stretches, nor the mark that closes one. */
function without(stretches: readonly Span[], tokens: readonly Token[]): Token[] {
  const within = over(tokens, stretches).map(({ length }) => length > 0)
  return tokens.filter(({ kind }, at) => !within[at] && !(kind === 'mark' && within[at - 1]))
}
