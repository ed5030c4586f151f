import { excerpt, type Redacted } from '../../../guardrails/redacted.ts'
import type { Criteria, Criterion } from '../criteria.ts'
import type { ReadingContext } from '../read-need.ts'
import type { Span } from '../reading.ts'

/** A criterion read at a place of the folded text; `null` lifts what an earlier message asked. Offsets are folded ones. */
export type Found = {
  [Name in Criterion]: {
    criterion: Name
    value: Criteria[Name] | null
    start: number
    end: number
    strength?: 'must' | 'wish'
    /** Implied by other words rather than said: anything said replaces it. */
    implied?: boolean
    /** The whole of a list, where an entry without it adds to what was held. */
    replaces?: boolean
    /** The words that name what sort of it is meant, where the value keeps none: a "job dating" is an event. */
    said?: Redacted
    /** As it was typed, where it was read as another word: "Béthume" for Béthune. */
    corrected?: Redacted
  }
}[Criterion]

/** One family of criteria: reads what it knows and takes the words it understood, so that nobody reads them twice. */
export type Reader = (message: Message, context: ReadingContext) => Found[]

/**
 * A message made easy to read: lower case, no accents, plain apostrophes, dashes and spaces, with a way back to the offsets of what
 * was written. Readers take the words they understood; the topic is looked for in what nobody took.
 */
export interface Message {
  readonly original: Redacted
  readonly text: string
  readonly clauses: readonly Span[]
  clauseAt(index: number): Span
  /** Every match of a global pattern whose words are still free, and that breaks no name. */
  every(pattern: RegExp): RegExpExecArray[]
  take(start: number, end: number): void
  /** Holds a name together: a match of `every` may cover it whole, and not begin or end in it ("conseiller en formation"). */
  hold(start: number, end: number): void
  isTaken(start: number, end: number): boolean
  /** From folded offsets to those of the redacted message. */
  span(start: number, end: number): Span
  /** From an offset of the redacted message to a folded one. */
  index(offset: number): number
  excerpt(start: number, end: number): Redacted
  /** The message as written, same offsets, with what was taken blotted out. */
  free(): string
}

export function readable(original: Redacted): Message {
  let text = ''
  const origin: number[] = []
  let offset = 0
  for (const character of original) {
    const plain = foldOne(character)
    for (let at = 0; at < plain.length; at += 1) origin.push(offset)
    text += plain
    offset += character.length
  }
  origin.push(original.length)
  const taken = new Uint8Array(text.length + 1)
  const clauses = clausesOf(text)
  const held: Span[] = []
  const breaksAName = (start: number, end: number) =>
    held.some((name) => start < name.end && end > name.start && (start > name.start || end < name.end))
  const message: Message = {
    original,
    text,
    clauses,
    clauseAt: (index) => clauses.find(({ end }) => index < end) ?? clauses.at(-1) ?? { start: 0, end: text.length },
    every(pattern) {
      return [...text.matchAll(pattern)].filter(
        ({ 0: { length }, index }) =>
          length > 0 && !message.isTaken(index, index + length) && !breaksAName(index, index + length),
      )
    },
    take: (start, end) => void taken.fill(1, start, end),
    hold: (start, end) => void held.push({ start, end }),
    isTaken: (start, end) => taken.subarray(start, end).includes(1),
    span(start, end) {
      const from = origin[start] ?? original.length
      // A letter and the accent typed after it are one.
      let to = origin[end] ?? original.length
      if (to < from) to = from
      return { start: from, end: to }
    },
    index: (wanted) => lowerBound(origin, wanted),
    excerpt(start, end) {
      const span = message.span(start, end)
      return excerpt(original, span.start, span.end)
    },
    free() {
      const units = [...Array(original.length).keys()].map((at) => original[at]!)
      for (let at = 0; at < text.length; at += 1) if (taken[at]) units[origin[at]!] = ';'
      return units.join('')
    },
  }
  for (const match of text.matchAll(placeholder)) message.take(match.index, match.index + match[0].length)
  return message
}

const placeholder = /\[[a-z]{2,14}_\d{1,6}\]/g

export function fold(text: string): string {
  let plain = ''
  for (const character of text) plain += foldOne(character)
  return plain
}

/** One character folded; an accent typed on its own folds to nothing. */
function foldOne(character: string): string {
  const known = foldedCharacters.get(character)
  if (known !== undefined) return known
  const plain = character
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘ʼ´`]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s/g, (space) => (space === '\n' ? '\n' : ' '))
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
  if (foldedCharacters.size < 4096) foldedCharacters.set(character, plain)
  return plain
}

const foldedCharacters = new Map<string, string>()

// A clause is how far "si possible" and "pas" reach.
const boundary =
  /[,;:!?\n()]|\.(?=\s|$)|\s-\s|\s(?:mais|sinon|puis|par contre|en revanche|car|parce que|but|because)\s/g

function clausesOf(text: string): Span[] {
  const clauses: Span[] = []
  let start = 0
  for (const match of text.matchAll(boundary)) {
    clauses.push({ start, end: match.index })
    start = match.index + match[0].length
  }
  clauses.push({ start, end: text.length })
  return clauses.filter(({ start: from, end }) => end > from)
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return Math.min(low, sorted.length - 1)
}
