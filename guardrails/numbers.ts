import { matchesOf } from './matches.ts'

/** A number written in words, e.g. "quatre-vingt-dix-huit" or "ninety-eight"; offsets are those of the text given. */
export interface WordedNumber {
  start: number
  end: number
  value: number
  /** The digits one would write, with the zeros that were said ("zéro six" is 06). */
  digits: string
}

const units = {
  zero: 0,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  treize: 13,
  quatorze: 14,
  quinze: 15,
  seize: 16,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  premier: 1,
}
const tens = {
  vingt: 20,
  vingts: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  septante: 70,
  huitante: 80,
  octante: 80,
  nonante: 90,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const scales = {
  cent: 100,
  cents: 100,
  mille: 1000,
  mil: 1000,
  hundred: 100,
  thousand: 1000,
  million: 1e6,
  millions: 1e6,
}

interface NumberWord {
  is: 'unit' | 'ten' | 'scale'
  value: number
}

const numberWords = new Map<string, NumberWord>()
for (const [is, values] of [
  ['unit', units],
  ['ten', tens],
  ['scale', scales],
] as const)
  for (const [written, value] of Object.entries(values)) numberWords.set(written, { is, value })

const word = /[a-z]+/g
const monthWords = new Set(
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' '),
)

/** A number in words, "un" apart, which is an article before it is a number. */
export const saysNumber = new RegExp(
  `(?<![a-z])(?:${[...numberWords.keys()].filter((written) => !/^une?$/.test(written)).join('|')})(?![a-z])`,
)

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
  const pieces = Array.from(
    matchesOf(word, plain),
    ({ 0: written, index }): Piece => ({
      word: written,
      start: index,
      end: index + written.length,
    }),
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

const mayHoldNumberWords =
  /zero|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|soixante|cent|mille|premier|one|two|three|four|five|eight|nine|ten|twelve|thirty|forty|eleven|twenty|hundred|\bune?\b/

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
