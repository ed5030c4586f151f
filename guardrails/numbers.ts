import { matchesOf } from './matches.ts'

/** A number written in words, e.g. "quatre-vingt-dix-huit" or "ninety-eight"; offsets are those of the text given. */
export interface WordedNumber {
  start: number
  end: number
  value: number
  /** The digits one would write, with the zeros that were said ("zéro six" is 06). */
  digits: string
}

interface NumberWord {
  is: 'unit' | 'ten' | 'scale'
  value: number
}

const numberWords = new Map<string, NumberWord>()
/** Words in the order of their values, those of one value between bars. */
function know(is: NumberWord['is'], valueAt: (place: number) => number, list: string): void {
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
export const monthWords = new Set(
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' '),
)

const oneOf = (words: readonly string[]): RegExp => new RegExp(`(?<![a-z])(?:${words.join('|')})(?![a-z])`)
const written = [...numberWords.keys()]
const mayHoldNumberWords = oneOf(written)
/** A number in words, "un" apart, which is an article before it is a number. */
export const saysNumber = oneOf(written.filter((word) => !/^une?$/.test(word)))

interface Piece {
  word: string
  start: number
  end: number
}

/** Reads the numbers written in words in a folded lower-case text, and the dates made of them ("trois juin mille neuf cent…"). */
export function readNumberWords(plain: string): { numbers: WordedNumber[]; dates: { start: number; end: number }[] } {
  const numbers: WordedNumber[] = []
  const dates: { start: number; end: number }[] = []
  if (!mayHoldNumberWords.test(plain)) return { numbers, dates }
  const pieces = matchesOf(word, plain).map(
    ({ 0: written, index }): Piece => ({ word: written, start: index, end: index + written.length }),
  )
  for (let index = 0; index < pieces.length; ) {
    const read = readOne(pieces, index, plain)
    if (!read) {
      index++
      continue
    }
    numbers.push(read.number)
    const month = pieces[read.next]
    if (month && monthWords.has(month.word) && read.number.value <= 31) {
      const year = readOne(pieces, read.next + 1, plain)
      const digitsAfter = /^ \d{4}/.exec(plain.slice(month.end, month.end + 6))
      if (year && year.number.value > 20) {
        dates.push({ start: read.number.start, end: year.number.end })
        numbers.push(year.number)
        index = year.next
        continue
      }
      dates.push({ start: read.number.start, end: digitsAfter ? month.end + 5 : month.end })
    }
    index = read.next
  }
  return { numbers, dates }
}

function readOne(pieces: Piece[], first: number, plain: string): { number: WordedNumber; next: number } | undefined {
  let total = 0
  let current = 0
  let last = -1
  let next = first
  let previous: NumberWord['is'] | undefined
  for (let index = first; index < pieces.length; index++) {
    const piece = pieces[index]!
    if (index > first && !joined(plain, pieces[index - 1]!.end, piece.start)) break
    const said = numberWords.get(piece.word)
    if (piece.word === 'et' || piece.word === 'and') {
      if (last < 0 || (previous !== 'ten' && previous !== 'scale')) break
      continue
    }
    if (said === undefined) break
    const { is, value } = said
    if (is === 'ten') {
      if (value === 20 && previous === 'unit' && current % 100 === 4) current += 76
      else if (previous === 'unit' || previous === 'ten') break
      else current += value
    } else if (is === 'scale') {
      if (previous === undefined && value > 1000) break
      if (value === 100) current = (current || 1) * 100
      else {
        total += (current || 1) * value
        current = 0
      }
    } else {
      if (
        previous === 'unit' &&
        !(current % 100 === 10 && value >= 7 && value <= 9) &&
        !(current % 20 === 10 && current % 100 >= 70 && value >= 7 && value <= 9)
      )
        break
      if (previous === 'ten' && value >= 10 && current % 100 !== 60 && current % 100 !== 80) break
      if (value === 0 && last >= 0) break
      current += value
    }
    previous = is
    last = index
    next = index + 1
    if (value === 0) break
  }
  if (last < 0) return undefined
  const value = total + current
  return { number: { start: pieces[first]!.start, end: pieces[last]!.end, value, digits: String(value) }, next }
}

const joined = (plain: string, from: number, to: number): boolean =>
  to - from <= 2 && /^(?: |-| -|- |\n| \n)$/.test(plain.slice(from, to))
