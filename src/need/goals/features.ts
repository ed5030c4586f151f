import { overlaps } from '../../../guardrails/language/fold.ts'
import type { Row } from '../../../guardrails/learner/row.ts'
import type { TypedSpan } from '../stances/features.ts'
import type { Seen, Token } from '../tokens.ts'

export interface GoalRow extends Row {
  spans: { start: number; end: number }[]
}

export function goalRow({ tokens, denied }: Seen, found: readonly TypedSpan[], workIn: (word: string) => number): GoalRow {
  const word = (at: number): string => tokens[at]?.text ?? (at < 0 ? '<' : '>')
  const types = tokens.map((token) => found.filter((span) => overlaps(span, token)).map(({ type }) => type))
  const kindOf = (at: number): string => {
    const held = types[at]
    if (!held || held.length === 0) return tokens[at]?.kind === 'mark' ? 'mark' : tokens[at]?.small ? 'small' : 'word'
    return held[0]!
  }
  const sentence = numbered(tokens, /^[.;!?\n]$/)
  const clause = numbered(tokens, /^[,.;:!?\n()→]$/)
  const last = sentence.at(-1) ?? 0
  const size = Math.min(7, Math.floor(Math.log2(tokens.length + 1)))
  const unit = (token: Token, at: number): string[] => {
    const around = Array.from({ length: 16 }, (_, by) => at - 8 + by).filter((one) => one !== at && tokens[one])
    const work = token.kind === 'word' && !token.small ? Math.floor(workIn(token.text) * 8) : -1
    return [
      'any',
      `work:${work}`,
      `word:${token.text}`,
      ...(token.kind === 'word' ? letters(token.text) : []),
      ...types[at]!.map((type) => `found:${type}`),
      `kind:${token.kind} ${token.small}`,
      ...[1, 2, 3].flatMap((by) => [`-${by}:${word(at - by)}`, `+${by}:${word(at + by)}`]),
      `-:${word(at - 2)} ${word(at - 1)}`,
      `-:${word(at - 3)} ${word(at - 2)} ${word(at - 1)}`,
      `+:${word(at + 1)} ${word(at + 2)}`,
      `kinds:${kindOf(at - 2)} ${kindOf(at - 1)} ${kindOf(at)} ${kindOf(at + 1)}`,
      ...around.filter((one) => clause[one] === clause[at]).map((one) => `clause ${one < at ? 'before' : 'after'}:${word(one)}`),
      ...around.filter((one) => sentence[one] === sentence[at] && clause[one] !== clause[at]).map((one) => `sentence ${one < at ? 'before' : 'after'}:${word(one)}`),
      ...denied.filter(({ focus, scope }) => overlaps(focus, token) || overlaps(scope, token)).map(({ kind, focus }) => `${overlaps(focus, token) ? 'denied' : 'scope'}:${kind}`),
      `sentence:${Math.min(3, sentence[at]!)} ${sentence[at] === last}`,
      `size:${size}`,
    ]
  }
  return {
    units: tokens.map(unit),
    stretch(first, end) {
      return [
        `from:${word(first - 1)}`, `from:${word(first - 2)} ${word(first - 1)}`, `to:${word(end)}`, `first:${word(first)}`, `last:${word(end - 1)}`,
        `length:${Math.min(5, end - first)}`,
        `kinds:${tokens.slice(first, end).map((_, at) => kindOf(first + at)).join(' ')}`,
        `fromkind:${kindOf(first - 1)} ${kindOf(first)}`, `tokind:${kindOf(end - 1)} ${kindOf(end)}`,
      ]
    },
    words: tokens.map(({ kind, small }) => (kind === 'word' && !small ? 1 : 0.5)),
    spans: tokens.map(({ start, end }) => ({ start, end })),
  }
}

function numbered(tokens: readonly Token[], ends: RegExp): number[] {
  let number = 0
  return tokens.map((token, at) => {
    if (at > 0 && ends.test(tokens[at - 1]!.text)) number += 1
    return number
  })
}

function letters(word: string): string[] {
  const marked = ` ${word} `
  return Array.from({ length: Math.max(0, marked.length - 3) }, (_, at) => `letters:${marked.slice(at, at + 4)}`)
}
