import { apostrophes, dashes, plainLetters } from './language/fold.ts'
import { matchesOf } from './matches.ts'

/**
 * A text as the recognisers read it: invisible characters dropped, digits of any script in ASCII, accents and
 * look-alike letters folded, HTML entities and percent codes decoded, with the way back to the text as typed.
 */
export interface Folded {
  /** Folded, case kept. */
  cased: string
  /** The same in lower case; same length, same offsets. */
  plain: string
  /** UTF-16 offset in the text as typed of the unit at `index`. */
  startOf(index: number): number
  /** UTF-16 offset in the text as typed just after the unit at `index`. */
  endOf(index: number): number
  /** Set when the text hides its reading order or stays encoded after several rounds. */
  disguised: boolean
}

/** A text with, for each of its units, where it came from; no arrays means one to one. */
export interface Layer {
  text: string
  starts?: Int32Array
  ends?: Int32Array
}

const rounds = 3

export function fold(original: string): Folded {
  const disguised = original.length > 0 && /[\u202D\u202E]/.test(original)
  let layer = foldCharacters({ text: original })
  let settled = true
  if (mayHoldCodes(layer.text)) {
    settled = false
    for (let round = 0; round < rounds && !settled; round++) {
      const decoded = decodeCodes(layer)
      if (decoded === layer) settled = true
      else layer = foldCharacters(decoded)
    }
    if (!settled) settled = decodeCodes(layer) === layer
  }
  return reading(layer, disguised || !settled)
}

/** The folded view of a layer whose characters are folded already. */
export function reading(layer: Layer, disguised = false): Folded {
  const { starts, ends } = layer
  const cased = readLettersAsDigits(layer.text)
  return {
    cased,
    plain: lower(cased),
    startOf: starts ? (index) => starts[index]! : (index) => index,
    endOf: ends ? (index) => ends[index]! : (index) => index + 1,
    disguised,
  }
}

/** Replaces parts of a layer; every unit of a replacement points to the whole part it replaces. Edits come in order. */
export function rewrite(layer: Layer, edits: readonly { start: number; end: number; text: string }[]): Layer {
  const { text, starts, ends } = layer
  let length = text.length
  for (const edit of edits) length += edit.text.length - (edit.end - edit.start)
  const newStarts = new Int32Array(length)
  const newEnds = new Int32Array(length)
  const parts: string[] = []
  let at = 0
  let from = 0
  const copy = (until: number): void => {
    parts.push(text.slice(from, until))
    for (let index = from; index < until; index++, at++) {
      newStarts[at] = starts ? starts[index]! : index
      newEnds[at] = ends ? ends[index]! : index + 1
    }
  }
  for (const edit of edits) {
    copy(edit.start)
    parts.push(edit.text)
    const start = starts ? starts[edit.start]! : edit.start
    const end = ends ? ends[edit.end - 1]! : edit.end
    for (let index = 0; index < edit.text.length; index++, at++) {
      newStarts[at] = start
      newEnds[at] = end
    }
    from = edit.end
  }
  copy(text.length)
  return { text: parts.join(''), starts: newStarts, ends: newEnds }
}

function foldCharacters(layer: Layer): Layer {
  const { text } = layer
  let index = 0
  while (index < text.length && isSimple(text.charCodeAt(index))) index++
  if (index === text.length && layer.starts === undefined) return { text: foldSimple(text) }
  return foldEach(layer)
}

/** Latin letters and signs that fold to exactly one unit: by far the most messages. */
const isSimple = (unit: number): boolean => unit < latinTable.length && latinTable[unit]!.length === 1

function foldSimple(text: string): string {
  let folded = ''
  let from = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0x20 && unit < 0x7f) continue
    folded += text.slice(from, index) + latinTable[unit]!
    from = index + 1
  }
  return from === 0 ? text : folded + text.slice(from)
}

function foldEach(layer: Layer): Layer {
  const { text } = layer
  const parts: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (let index = 0; index < text.length; ) {
    const point = text.codePointAt(index)!
    const width = point > 0xffff ? 2 : 1
    const folded = foldPoint(point)
    const start = layer.starts ? layer.starts[index]! : index
    const end = layer.ends ? layer.ends[index + width - 1]! : index + width
    if (folded === mark) {
      // An accent belongs to the letter before it.
      if (ends.length > 0) ends[ends.length - 1] = end
    } else {
      parts.push(folded)
      if (folded.length === 2 && width === 2 && folded.codePointAt(0) === point) {
        starts.push(start, layer.starts ? layer.starts[index + 1]! : index + 1)
        ends.push(layer.ends ? layer.ends[index]! : index + 1, end)
      } else
        for (let unit = 0; unit < folded.length; unit++) {
          starts.push(start)
          ends.push(end)
        }
    }
    index += width
  }
  return { text: parts.join(''), starts: Int32Array.from(starts), ends: Int32Array.from(ends) }
}

const mark = '\u0000mark'
const latinTable: string[] = []
const seen = new Map<number, string>()

function foldPoint(point: number): string {
  if (point < latinTable.length) return latinTable[point]!
  const known = seen.get(point)
  if (known !== undefined) return known
  const folded = foldUnseen(point)
  // The cache only ever holds what people type; a hostile text cannot grow it without bound.
  if (seen.size < 4096) seen.set(point, folded)
  return folded
}

function foldUnseen(point: number): string {
  if (point >= 0xe0020 && point <= 0xe007e) return String.fromCharCode(point - 0xe0000)
  const character = String.fromCodePoint(point)
  if (point >= 0xd800 && point <= 0xdfff) return character
  if (/[\p{M}]/u.test(character)) return mark
  if (/[\p{Cf}\u115F\u1160\u3164\uFFA0]/u.test(character)) return ''
  return lookAlikes.get(character) ?? (/\s/.test(character) ? ' ' : decomposed(character, point))
}

function decomposed(character: string, point: number): string {
  const parts = character.normalize('NFKD')
  if (parts === character) return digitOf(point) ?? character
  return [...parts].map((part) => (/\p{M}/u.test(part) ? '' : foldPart(part))).join('')
}

function foldPart(part: string): string {
  const inner = part.codePointAt(0)!
  return inner < latinTable.length ? latinTable[inner]! : (lookAlikes.get(part) ?? digitOf(inner) ?? part)
}

/** The digits of a script stand in a run, from zero to nine; mathematical ones, beyond the first plane, decompose by themselves. */
function digitOf(point: number): string | undefined {
  if (point > 0xffff || !isDecimal(point)) return undefined
  let value = 0
  while (isDecimal(point - value - 1)) value++
  return String(value)
}
const isDecimal = (point: number): boolean => /\p{Nd}/u.test(String.fromCharCode(point))

const lookAlikes = new Map<string, string>()
function pair(foreign: string, latin: string): void {
  const letters = [...foreign]
  for (const [index, letter] of letters.entries()) lookAlikes.set(letter, latin[index]!)
}
pair('аеорсухіјѕһԁԛԝкмтвнгԍɡɑıʏʀʟ', 'aeopcyxijshdqwkmtbhrggaiyrl')
pair('АВЕНІЈКМОРЅТХСУԌԚԜ', 'ABEHIJKMOPSTXCYGQW')
pair('αοριντυκεγχηςϲ', 'aopivtukeyxnsc')
pair('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ', 'ABEZHIKMNOPTYXC')
pair('օսհոցզՏԼՕ', 'ouhngqSLO')
pair(dashes, '-'.repeat(dashes.length))
pair(apostrophes, "'".repeat(apostrophes.length))
pair('“”„″«»', '""""""')
pair('\u00a0\r\v\f\u0085', '     ')

for (let unit = 0; unit < 0x250; unit++) {
  const character = String.fromCharCode(unit)
  const lower = character.toLowerCase()
  const plain = character === '\u00ad' ? '' : plainLetters[lower]
  latinTable.push(
    plain === undefined
      ? (lookAlikes.get(character) ?? (character.normalize('NFKD').replace(/\p{M}/gu, '') || character))
      : lower === character
        ? plain
        : plain[0]!.toUpperCase() + plain.slice(1),
  )
}

const mayHoldCodes = (text: string): boolean => /&#?[a-zA-Z0-9]|%[0-9a-fA-F]{2}/.test(text)

const codes = /&#\d{1,7};?|&#[xX][0-9a-fA-F]{1,6};?|&[a-zA-Z]{2,8};|%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2}){0,511}/g

function decodeCodes(layer: Layer): Layer {
  const edits: { start: number; end: number; text: string }[] = []
  for (const match of matchesOf(codes, layer.text)) {
    const code = match[0]
    if (code[0] === '%') edits.push(...decodePercent(code, match.index))
    else {
      const text = decodeEntity(code)
      if (text !== undefined) edits.push({ start: match.index, end: match.index + code.length, text })
    }
  }
  return edits.length === 0 ? layer : rewrite(layer, edits)
}

const namedEntities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  commat: '@',
  period: '.',
  lowbar: '_',
  num: '#',
  sol: '/',
  colon: ':',
  hyphen: '-',
  dash: '-',
  ndash: '-',
  mdash: '-',
  rsquo: "'",
  lsquo: "'",
  laquo: '"',
  raquo: '"',
  shy: '',
  zwj: '',
  zwnj: '',
  Tab: ' ',
  NewLine: '\n',
  plus: '+',
  lpar: '(',
  rpar: ')',
  comma: ',',
  euro: '€',
  deg: '°',
  oelig: 'oe',
  OElig: 'Oe',
  aelig: 'ae',
  AElig: 'Ae',
  szlig: 'ss',
}

function decodeEntity(code: string): string | undefined {
  if (code[1] === '#') {
    const hexadecimal = code[2] === 'x' || code[2] === 'X'
    const point = Number.parseInt(code.slice(hexadecimal ? 3 : 2), hexadecimal ? 16 : 10)
    return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
      ? String.fromCodePoint(point)
      : undefined
  }
  const name = code.slice(1, -1)
  if (Object.hasOwn(namedEntities, name)) return namedEntities[name]
  return /^[A-Za-z](?:acute|grave|circ|uml|cedil|tilde|ring|slash|caron)$/.test(name) ? name[0] : undefined
}

/** Bytes of a run of percent codes, read as UTF-8; what is not UTF-8 stays as typed ("50%de réduction"). */
function decodePercent(run: string, at: number): { start: number; end: number; text: string }[] {
  const edits: { start: number; end: number; text: string }[] = []
  for (let index = 0; index < run.length; ) {
    const lead = Number.parseInt(run.slice(index + 1, index + 3), 16)
    const length =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : lead >= 0xe0 && lead < 0xf0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0
    const piece = run.slice(index, index + 3 * length)
    const text = length > 0 && piece.length === 3 * length ? decodedOrNothing(piece) : undefined
    if (text !== undefined && lead >= 0x20) edits.push({ start: at + index, end: at + index + piece.length, text })
    index += Math.max(3, text === undefined ? 3 : piece.length)
  }
  return edits
}

function decodedOrNothing(piece: string): string | undefined {
  try {
    return decodeURIComponent(piece)
  } catch {
    return undefined
  }
}

/** Reads O as zero and l or I as one inside what is a number otherwise ("O6 39 98 l2 34"). */
function readLettersAsDigits(text: string): string {
  if (!/\d[OolI]|[OolI][./-]?\d/.test(text)) return text
  const units = text.split('')
  for (let index = 0; index < text.length; ) {
    if (!isWordUnit(text.charCodeAt(index)) || (index > 0 && isWordUnit(text.charCodeAt(index - 1)))) {
      index++
      continue
    }
    const { end, digits, letters } = numberLikeRun(text, index)
    if (letters > 0 && digits >= 5 && letters <= digits) {
      for (let at = index; at < end; at++) {
        const letter = units[at]
        if (letter === 'o' || letter === 'O') units[at] = '0'
        else if (letter === 'l' || letter === 'I') units[at] = '1'
      }
    }
    index = Math.max(end, index + 1)
  }
  return units.join('')
}

/** The longest run of groups made of digits, O, o, l and I, one separator apart; a last letter may follow (FT, key). */
function numberLikeRun(text: string, from: number): { end: number; digits: number; letters: number } {
  const run = { end: from, digits: 0, letters: 0 }
  for (let at = from; at < text.length; ) {
    const group = numberLikeGroup(text, at)
    const suffixed = group.end - at >= 7 && group.end < text.length && isLetter(text.charCodeAt(group.end))
    const closed = !isWordUnit(text.charCodeAt(group.end)) || (suffixed && !isWordUnit(text.charCodeAt(group.end + 1)))
    if (group.end === at || !closed) break
    run.end = group.end
    run.digits += group.digits
    run.letters += group.end - at - group.digits
    if (suffixed || !' ./-\n'.includes(text[group.end] ?? 'x')) break
    at = group.end + 1
  }
  return run
}

function numberLikeGroup(text: string, from: number): { end: number; digits: number } {
  let end = from
  let digits = 0
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end)
    if (isDigit(unit)) digits++
    else if (!isDigitLike(unit)) break
  }
  return { end, digits }
}

/** O, o, l, I */
const isDigitLike = (unit: number): boolean => unit === 0x4f || unit === 0x6f || unit === 0x6c || unit === 0x49

export const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39
export const isLetter = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || unit > 0x2af
export const isWordUnit = (unit: number): boolean => isDigit(unit) || isLetter(unit)

/** Lower case, unit by unit where the language would change the length. */
function lower(text: string): string {
  const lowered = text.toLowerCase()
  if (lowered.length === text.length) return lowered
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text[index]!.toLowerCase()
    return unit.length === 1 ? unit : text[index]!
  }).join('')
}
