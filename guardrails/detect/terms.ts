import { acronyms, firstNameWeight, isEveryday, isSurname, mayBeSurname, type NameWeight } from './people.ts'
import type { Token } from './phrases.ts'
import type { Message, Word } from './recogniser.ts'
import { marksOf } from './word-marks.ts'

/** One written word, hyphens included: "Jean-Baptiste", "N'Guessan". */
export interface Term {
  start: number
  end: number
  pieces: Word[]
  plain: string
  /** The lists that it stands in. */
  marks: number
  shape: Word['shape']
  /** Written as a name is, with a capital, in a text where capitals tell something. */
  capital: boolean
  acronym: boolean
  /** As a first name, whole: see weightOf for compounds. */
  weight: NameWeight | undefined
  digits: boolean
  /** What stands between this term and the one before; a line break counts as a space. */
  gap: 'start' | 'space' | 'comma' | 'elision' | 'stop'
  /** First word of a line. */
  newLine: boolean
}

/** Cuts a message into the words that names are made of. */
export function cutTerms(message: Message): Term[] {
  const terms: Term[] = []
  const all = message.words()
  for (let index = 0; index < all.length; ) {
    const last = lastPiece(all, index, message.plain, message.cased)
    terms.push(termOf(message, all, index, last))
    index = last + 1
  }
  return isShouted(terms) ? terms.map(unshouted) : terms
}

function termOf({ plain }: Message, all: readonly Token[], index: number, last: number): Term {
  const first = all[index]!
  const alone = last === index
  const pieces = alone ? [first] : all.slice(index, last + 1)
  const end = all[last]!.end
  const text = alone ? first.plain : plain.slice(first.start, end)
  const marks = alone ? first.marks : marksOf(text)
  const shape = shapeOf(pieces)
  const before = index > 0 ? spaceBetween(plain, all[index - 1]!.end, first.start) : undefined
  return {
    start: first.start,
    end,
    pieces,
    plain: text,
    marks,
    shape,
    capital: shape === 'title' || shape === 'upper' || (!alone && first.shape !== 'lower'),
    acronym: shape === 'upper' && (acronyms.has(text) || (text.length <= 2 && !mayBeSurname(text))),
    weight: firstNameWeight(text, marks),
    digits: (shape === 'mixed' || !alone) && /\d/.test(text),
    gap: before === undefined ? 'start' : (gaps.get(before) ?? 'stop'),
    newLine: before?.includes('\n') === true,
  }
}

/** One space is by far what stands most between two words. */
const spaceBetween = (plain: string, from: number, to: number): string =>
  isSpace(plain, from, to) ? ' ' : plain.slice(from, to)

function lastPiece(all: readonly Word[], index: number, plain: string, cased: string): number {
  let last = index
  for (; last + 1 < all.length; last++) {
    if (isSpace(plain, all[last]!.end, all[last + 1]!.start)) break
    const joint = plain.slice(all[last]!.end, all[last + 1]!.start)
    if (joint === '-' || joint === ' -\n') continue
    // "Le Floc'h", "Guivarc'h"
    if (joint === "'" && all[last + 1]!.plain === 'h' && plain[all[last]!.end - 1] === 'c') continue
    // "Eto'o", "Essi'ane": French elides no vowel but the u of "qu'", English adds no vowel.
    if (joint === "'" && /[aeio]$/.test(all[last]!.plain) && /^[aeiou][a-z]{0,3}$/.test(all[last + 1]!.plain)) continue
    if (joint !== "'" || last > index || !joinsByApostrophe(all[index]!, all[last + 1]!, cased)) break
  }
  return last
}

/** "O'Connor", "N'Guessan", "D'Hervé", lower case "n'guessan" but not "n'a", "d'Amélie", "L'AFPA". */
function joinsByApostrophe(first: Word, next: Word, cased: string): boolean {
  const letter = first.plain
  if (letter.length !== 1) return false
  const capital = cased[first.start] !== letter
  const nextCapital = next.shape !== 'lower'
  if (letter === 'o') return capital === nextCapital || capital
  if (letter === 'n' || letter === 'm')
    return (capital && nextCapital) || isSurname(letter + next.plain) || isSurname(next.plain)
  return letter === 'd' && capital && nextCapital && next.shape === 'title' && !isEveryday(next.plain)
}

/** One space, which is by far what stands most between two words. */
const isSpace = (plain: string, from: number, to: number): boolean => to === from + 1 && plain[from] === ' '

function shapeOf(pieces: Word[]): Word['shape'] {
  const first = pieces[0]!
  if (pieces.length === 1 || first.shape === 'title') return first.shape
  const told = pieces.find((piece) => piece.plain.length > 1) ?? first
  if (told.shape === 'upper' && first.shape !== 'lower') return 'upper'
  return first.shape === 'mixed' && first.plain.length === 1 ? told.shape : first.shape
}

const gaps = new Map<string, Term['gap']>([["'", 'elision']])
for (const space of [' ', '  ', '   ', '\n', ' \n', '\n ', ' \n ']) gaps.set(space, 'space')
for (const comma of [',', ' ,', ', ', ' , ']) gaps.set(comma, 'comma')

/** A message typed in capitals throughout: capitals then say nothing. */
function isShouted(terms: Term[]): boolean {
  let upper = 0
  let other = 0
  for (const { plain, shape, digits } of terms) {
    if (plain.length < 3 || digits) continue
    if (shape === 'upper') upper++
    else other++
  }
  return upper > 3 && upper > 3 * other
}

const unshouted = (term: Term): Term =>
  (term.shape === 'upper' || term.plain.length === 1) && term.pieces.length === 1
    ? { ...term, shape: 'lower', capital: false, acronym: acronyms.has(term.plain) }
    : { ...term, capital: term.shape !== 'upper' && term.capital }
