import type { Span } from './fold.ts'

/** A number read in a text: "quatre-vingt-dix-huit", "ninety-eight", "1 200,50". */
export interface NumberRead extends Span {
  value: number
  /** The digits one would write, with the zeros that were said ("zéro six" is 06). */
  digits: string
}

/** The numbers written in words in a folded text, French (of Belgium and Switzerland too) or English. */
export function wordedNumbers(folded: string): NumberRead[] {
  const found: NumberRead[] = []
  if (!mayHoldNumberWords.test(folded)) return found
  const pieces = Array.from(folded.matchAll(word), ({ 0: written, index }) => ({ written, index }))
  for (let at = 0; at < pieces.length; ) {
    const read = readOne(pieces, at, folded)
    if (read) found.push(read.number)
    at = read?.next ?? at + 1
  }
  return found
}

/** The numbers of a folded text in digits: "3 555", "3.555,50" and "3,555.50" in either country's way; a lone group of three is thousands. */
export function digitNumbers(folded: string): NumberRead[] {
  return Array.from(folded.matchAll(digits), ({ 0: written, index }) => {
    const whole = written.replace(/[ .,](?=\d{3}(?!\d))/g, '').replace(',', '.')
    return { start: index, end: index + written.length, value: Number(whole), digits: whole }
  })
}

/** What a folded text that is a number and nothing else amounts to, in digits or in words; undefined when it is none. */
export function numberOf(said: string): number | undefined {
  const written = said.trim()
  const [first] = /^\d/.test(written) ? digitNumbers(written) : wordedNumbers(written)
  return first && first.start === 0 && first.end === written.length ? first.value : undefined
}

const digits = /\d{1,3}(?:[ .,]\d{3}){1,3}(?:[.,]\d{1,2})?(?!\d)|\d{1,15}(?:[.,]\d{1,6})?/g

type Part = 'unit' | 'ten' | 'scale'

const numberWords = new Map<string, { is: Part; value: number }>()
/** Words in the order of their values, those of one value between bars. */
function know(is: Part, valueAt: (place: number) => number, list: string): void {
  for (const [place, same] of list.split(' ').entries())
    for (const written of same.split('|')) numberWords.set(written, { is, value: valueAt(place) })
}
know(
  'unit',
  (place) => place,
  'zero un|une|one|premier deux|two trois|three quatre|four cinq|five six sept|seven huit|eight neuf|nine dix|ten onze|eleven ' +
    'douze|twelve treize|thirteen quatorze|fourteen quinze|fifteen seize|sixteen seventeen eighteen nineteen',
)
know(
  'ten',
  (place) => 10 * (place + 2),
  'vingt|vingts|twenty trente|thirty quarante|forty cinquante|fifty soixante|sixty septante|seventy huitante|octante|eighty nonante|ninety',
)
know('scale', (place) => [100, 1000, 1e6][place]!, 'cent|cents|hundred mille|mil|thousand million|millions')

const word = /[a-z]+/g
const oneOf = (words: readonly string[]): RegExp => new RegExp(`(?<![a-z])(?:${words.join('|')})(?![a-z])`)
const written = [...numberWords.keys()]
const mayHoldNumberWords = oneOf(written)
/** A number in words, "un" apart, which is an article before it is a number. */
export const saysNumber = oneOf(written.filter((word) => !/^une?$/.test(word)))

/** A count in a folded text as a part of a pattern: digits, or up to four number words; `numberOf` says how much. */
export const count = `(?:\\d{1,4}|(?:${written.join('|')})(?:(?:[ -]|-et-| et )(?:${written.join('|')})){0,3})`

interface Piece {
  written: string
  index: number
}

function readOne(
  pieces: readonly Piece[],
  first: number,
  text: string,
): { number: NumberRead; next: number } | undefined {
  let total = 0
  let current = 0
  let last = -1
  let previous: Part | undefined
  for (let at = first; at < pieces.length; at++) {
    const piece = pieces[at]!
    if (at > first && !joined(text, endOf(pieces[at - 1]!), piece.index)) break
    if (piece.written === 'et' || piece.written === 'and') {
      if (last < 0 || (previous !== 'ten' && previous !== 'scale')) break
      continue
    }
    const said = numberWords.get(piece.written)
    if (said === undefined) break
    const { is, value } = said
    if (is === 'ten') {
      if (value === 20 && previous === 'unit' && current % 100 === 4) current += 76
      else if (previous === 'unit' || previous === 'ten') break
      else current += value
    } else if (is === 'scale') {
      if (previous === undefined && value > 1000) break
      if (value === 100) {
        if (current >= 100) break
        current = (current || 1) * 100
      } else {
        if (total > 0 && total < 1e6) break
        total += (current || 1) * value
        current = 0
      }
    } else {
      if (previous === 'unit' && !(value >= 7 && value <= 9 && isTen(current % 100))) break
      if (previous === 'ten' && value >= 10 && current % 100 !== 60 && current % 100 !== 80) break
      if (value === 0 && last >= 0) break
      current += value
    }
    previous = is
    last = at
    if (value === 0) break
  }
  if (last < 0) return undefined
  const value = total + current
  const number = { start: pieces[first]!.index, end: endOf(pieces[last]!), value, digits: String(value) }
  return { number, next: last + 1 }
}

const endOf = ({ written, index }: Piece): number => index + written.length

/** "Dix-sept", "soixante-dix-sept", "quatre-vingt-dix-sept". */
const isTen = (current: number): boolean => current === 10 || current === 70 || current === 90

const joined = (text: string, from: number, to: number): boolean =>
  to - from <= 2 && /^(?: |-| -|- |\n| \n)$/.test(text.slice(from, to))
