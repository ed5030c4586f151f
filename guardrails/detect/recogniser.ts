import type { FindingType } from '../finding.ts'
import { matchesOf } from '../matches.ts'
import { type Folded, isDigit, isWordUnit } from '../normalise.ts'
import { numberOfBeginning, numberOfStem, separation, type Token } from './phrases.ts'
import { marksOf } from './word-marks.ts'

/** A part of a message that a recogniser takes for something; offsets are those of the folded text. */
export interface Candidate {
  type: FindingType
  start: number
  end: number
  /** How sure, from 0 to 1; where candidates overlap the surer wins, then the longer. */
  score: number
}

/** One family of findings. A named-entity model joins the guard as one more recogniser. */
export interface Recogniser {
  name: string
  /** `found`: what the recognisers before this one took for something, for those that judge by their neighbours. */
  find(message: Message, found: readonly Candidate[]): Candidate[]
}

/** Digits written together. */
export interface DigitGroup {
  start: number
  end: number
}

/** A word: letters, with no apostrophe and no hyphen inside. */
export interface Word {
  start: number
  end: number
  plain: string
  shape: 'lower' | 'title' | 'upper' | 'mixed'
}

/** A folded message, with the cuts that several recognisers need, made once and only when asked for. */
export interface Message {
  plain: string
  cased: string
  digits(): DigitGroup[]
  words(): Token[]
}

export function messageOf(folded: Pick<Folded, 'plain' | 'cased'>): Message {
  const { plain, cased } = folded
  let digits: DigitGroup[] | undefined
  let words: Token[] | undefined
  return {
    plain,
    cased,
    digits: () => {
      digits ??= digitGroups(plain)
      return digits
    },
    words: () => {
      words ??= cutWords(plain, cased)
      return words
    },
  }
}

function digitGroups(plain: string): DigitGroup[] {
  const groups: DigitGroup[] = []
  for (let index = 0; index < plain.length; index++) {
    if (!isDigit(plain.charCodeAt(index))) continue
    const start = index
    while (index < plain.length && isDigit(plain.charCodeAt(index))) index++
    groups.push({ start, end: index })
  }
  return groups
}

function cutWords(plain: string, cased: string): Token[] {
  const words: Token[] = []
  let previous = 0
  for (let index = 0; index < plain.length; index++) {
    if (!isWordUnit(plain.charCodeAt(index))) continue
    const start = index
    let digit = false
    let uppers = 0
    for (; index < plain.length; index++) {
      const unit = cased.charCodeAt(index)
      if (isDigit(unit)) digit = true
      else if (!isWordUnit(unit)) break
      else if (unit !== plain.charCodeAt(index)) uppers++
    }
    const word = plain.slice(start, index)
    const first = cased.charCodeAt(start) !== plain.charCodeAt(start)
    const shape = digit ? 'mixed' : shapeOf(index - start, uppers, first)
    words.push({
      start,
      end: index,
      plain: word,
      shape,
      stem: numberOfStem(word),
      beginning: numberOfBeginning(word),
      marks: marksOf(word),
      capital: first,
      upper: shape === 'upper',
      before: separation(plain, previous, start),
    })
    previous = index
  }
  return words
}

function shapeOf(length: number, uppers: number, first: boolean): Word['shape'] {
  if (uppers === 0) return 'lower'
  if (uppers === length && length > 1) return 'upper'
  return first && (uppers === 1 || length > 3) ? 'title' : 'mixed'
}

/** True when `start..end` of the text stands alone: no letter or digit touches it. */
export const standsAlone = (text: string, start: number, end: number): boolean =>
  !isWordUnit(text.charCodeAt(start - 1)) && !isWordUnit(text.charCodeAt(end))

/** How far before `start`, or after `end` in the same clause, one of the cues stands; Infinity when none does within reach. */
export function cueDistance(plain: string, start: number, end: number, cue: RegExp, before = 45, after = 0): number {
  let distance = Number.POSITIVE_INFINITY
  const from = Math.max(0, start - before)
  for (const match of matchesOf(cue, plain.slice(from, start))) distance = start - from - match.index - match[0].length
  if (after > 0) {
    const clause = /^[^,;\n]*/.exec(plain.slice(end, end + after))![0]
    for (const match of matchesOf(cue, clause)) {
      distance = Math.min(distance, match.index + 8)
      break
    }
  }
  return distance
}
