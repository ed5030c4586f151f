import type { Span } from './fold.ts'

/** A number read in a text: "quatre-vingt-dix-huit", "ninety-eight", "1 200,50". */
export interface NumberRead extends Span {
  value: number
}

/** The numbers written in words in a folded text, French (of Belgium and Switzerland too) or English. */
export function wordedNumbers(folded: string): NumberRead[] {
  const found: NumberRead[] = []
  if (!mayHoldNumberWords.test(folded)) return found
  const pieces = [...folded.matchAll(word)]
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
    return { start: index, end: index + written.length, value: Number(whole) }
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
export const count = /* @__PURE__ */ patternOf('\\d{1,4}')
/** An amount in the same way, with its thousands apart and its decimals. */
export const quantity = /* @__PURE__ */ patternOf('(?:\\d{1,3}(?:[ .]\\d{3}){1,2}|\\d{1,7})(?:,\\d{1,2})?(?!\\d)')

function patternOf(inDigits: string): string {
  const words = [...numberWords.keys()]
  const inWords = `(?:${words.join('|')})`
  // Most words begin no number: that is seen before each number word is tried.
  const begins = `(?<![a-z])(?=[${[...new Set(words.map((word) => word[0]))].join('')}])`
  return `(?:${inDigits}|${begins}${inWords}(?:(?:[ -]|-et-| et )${inWords}){0,3})`
}

function readOne(
  pieces: readonly RegExpExecArray[],
  first: number,
  text: string,
): { number: NumberRead; next: number } | undefined {
  let sum: Sum = { total: 0, current: 0 }
  let last = -1
  for (let at = first; at < pieces.length; at++) {
    const piece = pieces[at]!
    if (at > first && !joined(text, endOf(pieces[at - 1]!), piece.index)) break
    if (piece[0] === 'et' || piece[0] === 'and') {
      if (last < 0 || sum.previous === 'unit') break
      continue
    }
    const said = numberWords.get(piece[0])
    const more = said && withMore[said.is](sum, said.value)
    if (!more) break
    sum = more
    last = at
    if (said.value === 0) break
  }
  if (last < 0) return undefined
  const number = { start: pieces[first]!.index, end: endOf(pieces[last]!), value: sum.total + sum.current }
  return { number, next: last + 1 }
}

/** How far a number is read: its thousands and millions, what stands behind them, and what its last word was. */
interface Sum {
  total: number
  current: number
  previous?: Part
}

/** A number with one more word, which it may not be able to take: it ends before it then. */
const withMore: Readonly<Record<Part, (sum: Sum, value: number) => Sum | undefined>> = {
  unit({ total, current, previous }, value) {
    if (value === 0 && previous) return undefined
    if (previous === 'unit' && !(value >= 7 && value <= 9 && isTen(current % 100))) return undefined
    if (previous === 'ten' && value >= 10 && current % 100 !== 60 && current % 100 !== 80) return undefined
    return { total, current: current + value, previous: 'unit' }
  },
  ten({ total, current, previous }, value) {
    if (value === 20 && previous === 'unit' && current % 100 === 4)
      return { total, current: current + 76, previous: 'ten' }
    return previous === 'unit' || previous === 'ten' ? undefined : { total, current: current + value, previous: 'ten' }
  },
  scale({ total, current, previous }, value) {
    const many = (current || 1) * value
    if (value === 100) return current >= 100 ? undefined : { total, current: many, previous: 'scale' }
    if ((previous === undefined && value > 1000) || (total > 0 && total < 1e6)) return undefined
    return { total: total + many, current: 0, previous: 'scale' }
  },
}

const endOf = ({ 0: written, index }: RegExpExecArray): number => index + written.length

/** "Dix-sept", "soixante-dix-sept", "quatre-vingt-dix-sept". */
const isTen = (current: number): boolean => current === 10 || current === 70 || current === 90

const joined = (text: string, from: number, to: number): boolean =>
  to - from <= 2 && /^(?: |-| -|- |\n| \n)$/.test(text.slice(from, to))
