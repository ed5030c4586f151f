/** A part of a text, in UTF-16 units, `end` excluded. */
export interface Span {
  start: number
  end: number
}

export const overlaps = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end

/** A text folded, with the way back to the text as written. */
export interface FoldedText {
  text: string
  /** From offsets of the folded text to those of the text as written; a letter goes with the accents typed after it. */
  span(start: number, end: number): Span
  /** From an offset of the text as written to one of the folded text. */
  index(offset: number): number
}

/**
 * Lower case, without accents, ligatures, invisible characters; one apostrophe, one hyphen, one space, while lines stay lines: "Élève d’Œuvre"
 * gives "eleve d'oeuvre". Folding twice changes nothing. What hides (look-alikes, codes) is for `normalise.ts` to undo.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (FOLDED.test(lower)) return lower
  let folded = ''
  let from = 0
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at)
    if (unit < 0x7f && unit !== 0x60 && (unit >= 0x20 || unit === 0x0a)) {
      at += 1
      continue
    }
    const point = text.codePointAt(at)!
    folded += text.slice(from, at) + foldPoint(point)
    at += point > 0xffff ? 2 : 1
    from = at
  }
  return (folded + text.slice(from)).toLowerCase()
}

export function foldWithOffsets(written: string): FoldedText {
  if (FOLDED.test(written)) return { text: written, span: (start, end) => ({ start, end }), index: (offset) => offset }
  let text = ''
  /** Of each unit of the folded text, the offset of the character it comes from. */
  const origin: number[] = []
  let offset = 0
  for (const character of written) {
    const folded = fold(character)
    for (let unit = 0; unit < folded.length; unit += 1) origin.push(offset)
    text += folded
    offset += character.length
  }
  origin.push(written.length)
  return {
    text,
    span(start, end) {
      const from = origin[start] ?? written.length
      return { start: from, end: Math.max(from, origin[end] ?? written.length) }
    },
    index: (wanted) => Math.min(firstAtLeast(origin, wanted), text.length),
  }
}

/** Letters that no decomposition makes plain. */
export const plainLetters: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  þ: 'th',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ı: 'i',
}
export const apostrophes = '‘’‚‛′ʼʹ＇`´'
export const dashes = '‐‑‒–—―−﹣⁃'

// Most texts of a catalogue pass here, and most of their words have nothing to fold.
const FOLDED = /^[\n\x20-\x40\x5b-\x5f\x61-\x7e]*$/

const folds = new Map<number, string>()

function foldPoint(point: number): string {
  const known = folds.get(point)
  if (known !== undefined) return known
  const folded = foldCharacter(String.fromCodePoint(point))
  // What people type is remembered; a hostile text cannot make it grow without bound.
  if (folds.size < 4096) folds.set(point, folded)
  return folded
}

function foldCharacter(character: string): string {
  if (apostrophes.includes(character)) return "'"
  if (dashes.includes(character)) return '-'
  if (/\s/.test(character)) return character === '\n' ? '\n' : ' '
  let folded = ''
  for (const part of character
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .normalize('NFKD'))
    folded += plainLetters[part] ?? part
  return folded.replace(/\p{M}/gu, '')
}

/** Where the first of sorted numbers that is at least a value stands; their count when none is. */
export function firstAtLeast(sorted: ArrayLike<number>, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
