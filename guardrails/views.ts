import type { Span } from './language/fold.ts'
import { saysNumber, wordedNumbers } from './language/numbers.ts'
import { matchesOf } from './matches.ts'
import { type Folded, isWordUnit, type Layer, reading, rewrite } from './normalise.ts'

/** The same text read another way; only what the new reading reveals counts, so each view knows its edited parts. */
export interface View {
  name: 'joined-lines' | 'number-words' | 'spaced-letters' | 'letter-digits'
  folded: Folded
  /** Edited parts, in offsets of the view. */
  edited: { start: number; end: number }[]
}

/** Other readings of a folded text: words cut by a line break, numbers in words, s p a c e d letters, d1g1ts for letters. */
export function otherViews(folded: Folded): View[] {
  const views: View[] = []
  const layer = layerOf(folded)
  const add = (name: View['name'], edits: Edit[]): void => {
    if (edits.length === 0) return
    const edited: View['edited'] = []
    let shift = 0
    for (const edit of edits) {
      const start = edit.start + shift
      edited.push({ start, end: start + edit.text.length })
      shift += edit.text.length - (edit.end - edit.start)
    }
    views.push({ name, folded: reading(rewrite(layer(), edits)), edited })
  }
  add('joined-lines', cutLines(folded.cased))
  add('number-words', spokenNumbers(folded.plain))
  add('spaced-letters', spacedLetters(folded.cased))
  add('letter-digits', letterDigits(folded.cased))
  return views
}

interface Edit {
  start: number
  end: number
  text: string
}

/** True when the candidate of a view would not have been seen without it. */
export function touchesEdit({ edited }: View, start: number, end: number): boolean {
  // Edits are in order: the last one that starts before the end of the candidate decides.
  let low = 0
  let high = edited.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (edited[middle]!.start < end) low = middle + 1
    else high = middle
  }
  const last = edited[low - 1]
  return last !== undefined && (last.end > start || (last.start === last.end && last.start > start))
}

function layerOf(folded: Folded): () => Layer {
  let layer: Layer | undefined
  return () => {
    if (layer) return layer
    const { cased } = folded
    const starts = new Int32Array(cased.length)
    const ends = new Int32Array(cased.length)
    for (let index = 0; index < cased.length; index++) {
      starts[index] = folded.startOf(index)
      ends[index] = folded.endOf(index)
    }
    layer = { text: cased, starts, ends }
    return layer
  }
}

function cutLines(text: string): Edit[] {
  const edits: Edit[] = []
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    // "Delattre⏎Objet", "ROUVRAY⏎Standard", "204⏎1 parvis" are two words.
    // "cnr6⏎nmvm6@…" is one: its figures hang on letters.
    // "02/0⏎5/1990" is one date.
    const cutDate = /[/.-]\d\n\d[/.-]/.test(text.slice(Math.max(0, at - 2), at + 3))
    if (!cutDate && !/\p{Ll}\p{N}{0,4}\n\p{Ll}$/u.test(text.slice(Math.max(0, at - 5), at + 2))) continue
    // "Sophie⏎sophie.marchal@…": a name above an address.
    const named = /\p{Lu}\p{L}{0,20}$/u.test(text.slice(Math.max(0, at - 22), at))
    if (named && /^[\w.-]{1,40}@/.test(text.slice(at + 1, at + 42))) continue
    edits.push({ start: at, end: at + 1, text: '' })
  }
  return edits
}

/** Runs of at least four numbers, one or more of them in words, as when a telephone number is dictated. */
function spokenNumbers(plain: string): Edit[] {
  if (!saysNumber.test(plain)) return []
  // "un" is an article before it is a number.
  const worded = wordedNumbers(plain).filter(({ start, end }) => !/^une?$/.test(plain.slice(start, end)))
  if (worded.length === 0) return []
  const written = matchesOf(/(?<![a-z0-9])\d{1,4}(?![a-z0-9])/g, plain).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    digits: match[0],
  }))
  const numbers: (Span & { value?: number; digits?: string })[] = [...worded, ...written].sort(
    (one, other) => one.start - other.start,
  )
  const edits: Edit[] = []
  for (let first = 0; first < numbers.length; ) {
    let last = first
    while (
      last + 1 < numbers.length &&
      /^[ ,.;-]{1,3}$/.test(plain.slice(numbers[last]!.end, numbers[last + 1]!.start))
    )
      last++
    if (last - first >= 3 && numbers.slice(first, last + 1).some(({ value }) => value !== undefined)) {
      let start = numbers[first]!.start
      const plus = /(?:\bplus|\+) ?$/.exec(plain.slice(Math.max(0, start - 6), start))
      if (plus) start -= plus[0].length
      const digits = numbers.slice(first, last + 1).map(({ digits, value }) => digits ?? value)
      edits.push({ start, end: numbers[last]!.end, text: (plus ? '+' : '') + digits.join(' ') })
    }
    first = last + 1
  }
  return edits
}

/** "I g n o r e   l e s": five or more single letters, one space apart; wider gaps are the spaces between words. */
function spacedLetters(text: string): Edit[] {
  const edits: Edit[] = []
  for (const match of matchesOf(/\b[A-Za-z](?: {1,3}[A-Za-z]\b){4,}/g, text)) {
    const joined = match[0].replace(/ ( *)/g, (_, more: string) => (more ? ' ' : ''))
    edits.push({ start: match.index, end: match.index + match[0].length, text: joined })
  }
  return edits
}

const letterOfDigit: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
}

/** "1gn0r3 l35 c0n51gn35": words that mix letters with digits that look like letters. */
function letterDigits(text: string): Edit[] {
  const edits: Edit[] = []
  if (!/[a-zA-Z][0134578@$][a-zA-Z]/.test(text)) return edits
  for (const match of matchesOf(/[A-Za-z0-9@$]{2,24}/g, text)) {
    const word = match[0]
    if (!/[0134578@$]/.test(word) || /^\d{3,}$/.test(word) || !/^[A-Za-z0134578@$]+$/.test(word)) continue
    if (isWordUnit(text.charCodeAt(match.index - 1))) continue
    edits.push({
      start: match.index,
      end: match.index + word.length,
      text: word.replace(/[0134578@$]/g, (digit) => letterOfDigit[digit]!),
    })
  }
  return edits.length >= 2 ? edits : []
}

/** What a reader could decode by hand: base64, hexadecimal, ROT13, text read from its end. */
export function hiddenTexts(cased: string): string[] {
  const texts: string[] = []
  const plain = cased.toLowerCase()
  for (const match of matchesOf(/(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{10,8192}={0,2}/g, cased)) {
    const piece = match[0]
    if (isWordUnit(cased.charCodeAt(match.index - 1)) || /^(?:[A-Z]?[a-z-]+|[A-Z]+)$/.test(piece)) continue
    // "Saint-Herblain", "06-39-98-12-34": hyphenated words and dates, by far the most frequent.
    if (piece.includes('-') && (!/\d/.test(piece) || !/[A-Za-z]/.test(piece))) continue
    const decoded = fromHexadecimal(piece) ?? fromBase64(piece)
    if (decoded) texts.push(decoded)
  }
  if (/rot ?-?13|cesar|caesar|dechiffre|decrypte|decode/.test(plain))
    texts.push(plain.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97)))
  for (const stretch of backwardsStretches(cased)) texts.push(turned(stretch.replace(nobodys, ' ')))
  for (const match of matchesOf(backwardsDate, cased)) texts.push(turned(match[0]))
  return texts
}

/** Around what reads as the end of a value first, as much as a sentence holds on each side: the rest of a long text is not read twice. */
function backwardsStretches(cased: string): string[] {
  const stretches: string[] = []
  let [from, to] = [0, -1]
  for (const { index, 0: sign } of matchesOf(backwards, cased)) {
    if (index - aSentence > to) {
      if (to >= 0) stretches.push(cased.slice(from, to))
      from = Math.max(0, cased.lastIndexOf(' ', index - aSentence) + 1)
    }
    const end = cased.indexOf(' ', index + sign.length + aSentence)
    to = end < 0 ? cased.length : end
  }
  if (to >= 0) stretches.push(cased.slice(from, to))
  return stretches
}
const aSentence = 300

const turned = (text: string): string => [...text].reverse().join('')

/** "0 800 10 20 30" ends as a telephone number starts, a bar code as a NIR. */
const nobodys =
  /(?<=\b(?:[Cc]odes?[- ][Bb]arres?|EAN|ISBN)[ :]{0,3})\d[\d ]{6,17}\d|(?<!\d)0 8\d\d(?: \d\d){3}(?!\d)|(?<!\d)0 8\d\d \d{3} \d{3}(?!\d)/g
const backwardsDate = /\d{2}(?:91|02)\/[0-9][01]\/[0-9][0-3](?!\d)/g
// Words that end with a capital, numbers, dates and streets that start with their end.
const backwards =
  /[a-z][A-Z](?![A-Za-z])|\d(?:[ .-]?\d){8}|\d{4}\/\d{2}\/\d{2}|(?<![a-z])(?:eur|eunevua|draveluob|ecalp|eella|essapmi)(?![a-z])|(?<![A-Za-z0-9])[A-Za-z]\d{7}(?!\d)|\d[ ]?[rR][fF](?![a-zA-Z])|\d{5}[A-Za-z]{2}\d{2}|(?<![A-Za-z])[A-Z]{2}-\d{3}-[A-Z]{2}(?![A-Za-z])/g

const readable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\s]+$/u

function fromHexadecimal(piece: string): string | undefined {
  if (
    piece.length < 12 ||
    piece.length % 2 !== 0 ||
    !/^[0-9a-fA-F]+$/.test(piece) ||
    (!/[a-fA-F]/.test(piece) && !/^(?:[345]\d)+$/.test(piece))
  )
    return undefined
  const bytes = new Uint8Array(piece.length / 2)
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = Number.parseInt(piece.slice(index * 2, index * 2 + 2), 16)
  return fromBytes(bytes)
}

function fromBase64(piece: string): string | undefined {
  const letters = piece
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/={1,2}$/, '')
  if (letters.length < 10 || letters.length % 4 === 1 || !/[A-Z]/.test(letters) || !/[a-z0-9]/.test(letters))
    return undefined
  try {
    return fromBytes(Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0)))
  } catch {
    return undefined
  }
}

function fromBytes(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return readable.test(text) && /[\p{L}\d]{2}/u.test(text) ? text : undefined
  } catch {
    return undefined
  }
}
