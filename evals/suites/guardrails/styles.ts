import type { Piece } from './compose.ts'
import type { Random } from './random.ts'

/** The ways people type. Each is applied piece by piece, so that spans keep their bounds. */
export type Style = 'plain' | 'lower' | 'capitals' | 'no-accents' | 'decomposed' | 'no-break' | 'full-width' | 'typos' | 'curly' | 'phone-keyboard'

const draws: readonly [Style, number][] = [
  ['plain', 52],
  ['lower', 10],
  ['capitals', 5],
  ['no-accents', 9],
  ['decomposed', 4],
  ['no-break', 4],
  ['full-width', 2],
  ['typos', 6],
  ['curly', 5],
  ['phone-keyboard', 3],
]

export const drawStyle = (random: Random): Style => {
  let at = random.below(100)
  for (const [style, weight] of draws) {
    if (at < weight) return style
    at -= weight
  }
  return 'plain'
}

const literal = new Set(['EMAIL', 'URL', 'HANDLE'])
const numeric = new Set(['PHONE', 'NIR', 'TAX_ID', 'SIRET', 'SIREN', 'CREDIT_CARD', 'CAF_NUMBER', 'IBAN', 'DATE_OF_BIRTH', 'AGE'])

export const applyStyle = (style: Style, pieces: readonly Piece[], random: Random): Piece[] => {
  const mistake = style === 'typos' ? random.below(3) : 0
  return pieces.map((piece, index) => {
    const { text, type } = piece
    switch (style) {
      case 'plain':
        return piece
      case 'lower':
        return { ...piece, text: text.toLowerCase() }
      case 'capitals':
        return type && literal.has(type) ? piece : { ...piece, text: text.toUpperCase() }
      case 'no-accents':
        return { ...piece, text: withoutAccents(text) }
      case 'decomposed':
        return { ...piece, text: text.normalize('NFD') }
      case 'no-break':
        return { ...piece, text: type && numeric.has(type) ? text.replaceAll(' ', index % 2 ? '\u202f' : '\u00a0') : text.replace(/ (?=[:;?!])/g, '\u00a0') }
      case 'full-width':
        return type && numeric.has(type)
          ? { ...piece, text: text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))) }
          : piece
      case 'typos':
        return type || index % 3 !== mistake ? piece : { ...piece, text: withTypo(text, random) }
      case 'curly':
        return type && literal.has(type) ? piece : { ...piece, text: text.replaceAll("'", '’') }
      case 'phone-keyboard':
        return type ? piece : { ...piece, text: shorthand(text) }
    }
  })
}

const withoutAccents = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('Œ', 'OE').replaceAll('ı', 'i')

/** Swaps, drops or doubles one letter inside a long lower-case word: short words and acronyms carry the meaning and stay. */
const withTypo = (text: string, random: Random): string => {
  const long = [...text.matchAll(/(?<!\p{L})\p{Ll}{7,}(?!\p{L})/gu)]
  if (long.length === 0) return text
  const word = random.pick(long)
  const at = word.index + random.between(2, word[0].length - 3)
  const pair = text.slice(at, at + 2)
  const written = random.pick([pair[1]! + pair[0]!, pair[0]!, pair[0]! + pair])
  return text.slice(0, at) + written + text.slice(at + 2)
}

const abbreviations: readonly [RegExp, string][] = [
  [/\bbonjour\b/gi, 'bjr'],
  [/\brendez-vous\b/gi, 'rdv'],
  [/\btéléphone\b/gi, 'tel'],
  [/\bformation\b/gi, 'form°'],
  [/\bbeaucoup\b/gi, 'bcp'],
  [/\btoujours\b/gi, 'tjs'],
  [/\bpour\b/gi, 'pr'],
  [/\bque\b/gi, 'q'],
  [/\bavec\b/gi, 'av'],
  [/\bdans\b/gi, 'ds'],
  [/\bs'il vous plaît\b/gi, 'svp'],
  [/\bdéveloppement\b/gi, 'dvpt'],
]

const shorthand = (text: string) => abbreviations.reduce((written, [word, short]) => written.replace(word, short), text)
