import { fold } from './fold.ts'
import irregular from './irregular-words.json' with { type: 'json' }
import small from './small-words.json' with { type: 'json' }

/** A word of a text: folded, with the UTF-16 offsets of what was written, `end` excluded. */
export interface Word {
  text: string
  start: number
  end: number
}

/** Every word in reading order, elided articles ("l'", "qu'") left out, "C++" and "C#" kept whole. */
export function words(text: string): Word[] {
  const found: Word[] = []
  for (const match of text.matchAll(WORD)) {
    const written = match[0]
    if (match[1] !== undefined) continue
    found.push({ text: fold(written), start: match.index, end: match.index + written.length })
  }
  return found
}

/** The folded words that carry meaning: no stop words, no single letters, nothing longer than a word can be. */
export function meaningfulWords(text: string): string[] {
  return words(text)
    .map((word) => word.text)
    .filter((word) => word.length > 1 && word.length <= LONGEST_WORD && !isStopWord(word))
}

export function isStopWord(folded: string): boolean {
  return STOP_WORDS.has(folded)
}

/**
 * What says the same whoever is spoken of, and however it is written: no accents, no plural, no feminine, no inclusive ending. "Vendeuse(s)",
 * "vendeur·se" and "vendeur / vendeuse" are one token, "vendeur", which spans what was written. Small words stay, as they are.
 */
export function canonicalWords(text: string): Word[] {
  const found: Word[] = []
  for (const word of words(text.replace(INCLUSIVE, (ending) => ' '.repeat(ending.length)))) {
    const one = { ...word, text: lemma(word.text) }
    const same = found.findLast(({ text }) => text !== 'ou' && text !== 'et')
    if (same?.text === one.text && DOUBLET.test(text.slice(same.end, one.start))) {
      found.length = found.indexOf(same) + 1
      same.end = one.end
    } else found.push(one)
  }
  for (const word of found) word.end += INCLUSIVE_AT_START.exec(text.slice(word.end, word.end + 12))?.[0].length ?? 0
  return found
}

/**
 * The masculine singular of a folded word, or what stands for it: "vendeuses" gives "vendeur", "directrice" "directeur", "sociaux" "social".
 * Not a dictionary: what counts is that all forms of a word give one, and that forms of two words seldom do.
 */
export function lemma(folded: string): string {
  if (folded.length < 4 || STOP_WORDS.has(folded) || /\d/.test(folded)) return folded
  const known = IRREGULAR.get(folded)
  if (known !== undefined) return known
  const singular = singularOf(folded)
  const once = masculineOf(singular)
  // "Salariée" gives "salarie", which is "salarié" too.
  return singular.endsWith('ee') ? masculineOf(once) : once
}

/**
 * What is left of a folded word without its derivational ending, so that soudeur, soudeuse, soudage and soudure all give "soud".
 * An ending comes off only when at least four letters remain; otherwise the singular stands for itself.
 */
export function root(folded: string): string {
  const singular = folded.length > 4 ? folded.replace(/(?:eaux|aux)$/, 'al').replace(/[sx]$/, '') : folded
  for (const ending of ENDINGS) {
    if (singular.endsWith(ending) && singular.length - ending.length >= 4) {
      return singular.slice(0, -ending.length).replace(/([lmnrt])\1$/, '$1')
    }
  }
  return singular
}

/** Character 4-grams of words of at least five letters; '^' marks the beginning, where French words carry their meaning. */
export function grams(folded: string): string[] {
  if (folded.length < 5) return []
  const marked = `^${folded}`
  const made = new Set<string>()
  for (let at = 0; at + 4 <= marked.length; at += 1) made.add(`#${marked.slice(at, at + 4)}`)
  return [...made]
}

// An elision is recognised by its apostrophe (typewriter, typographic or modifier letter) and captured to be skipped.
const WORD =
  /((?:\b|(?<=_))(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=[\p{L}\p{N}]))|[cf](?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}\p{M}]+/giu

const LONGEST_WORD = 40

const { about: _, ...classes } = small
const STOP_WORDS: ReadonlySet<string> = new Set(Object.values(classes).flat())

/** "(e)s", "(se)", "·rice·s", ".e", "-ne", "/ère" after a word; with a hyphen or a slash only what cannot be a word of its own. */
const inclusive =
  '(?:\\((?:e|ne|se|le|te|ve|fe|euse|trice|rice|i?[eè]re|sse|esse|s|x)\\)s?|[·•⋅‧∙](?:e|ne|se|le|te|ve|fe|euse|trice|rice|i?[eè]re|sse|esse|s|x)(?:[·•⋅‧∙]s)?|[./-](?:e|ne|euse|trice|rice|i?[eè]re)(?:[./-]?s)?)(?![\\p{L}\\p{M}])'
const INCLUSIVE = new RegExp(`(?<=\\p{L}{3})${inclusive}`, 'giu')
const INCLUSIVE_AT_START = new RegExp(`^${inclusive}`, 'iu')

/** What stands between the two forms of one word: "vendeur / vendeuse", "vendeur ou vendeuse", "vendeur(vendeuse". */
const DOUBLET = /^(?:\s?[/(,-]\s?|\s(?:ou|et)\s)$/i

const IRREGULAR: ReadonlyMap<string, string> = new Map(Object.entries(irregular.lemmas))

function singularOf(folded: string): string {
  if (folded.endsWith('eaux')) return folded.slice(0, -1)
  if (folded.endsWith('eux')) return `${folded.slice(0, -1)}r`
  if (folded.endsWith('aux') && folded.length > 5) return `${folded.slice(0, -2)}l`
  if (folded.endsWith('ois') || folded.endsWith('ais') || folded.endsWith('ss')) return folded
  return /[sx]$/.test(folded) && folded.length > 4 ? folded.slice(0, -1) : folded
}

function masculineOf(singular: string): string {
  for (const [feminine, masculine, shortest] of FEMININES) {
    if (singular.length >= shortest && singular.endsWith(feminine)) {
      return singular.slice(0, -feminine.length) + masculine
    }
  }
  return singular
}

/** Feminine ending, its masculine, and the fewest letters of a word that loses it; the first that fits counts. */
const FEMININES: readonly (readonly [string, string, number])[] = [
  ['euse', 'eur', 6],
  ['trice', 'teur', 7],
  ['iere', 'ier', 6],
  ['ere', 'er', 6],
  ['ienne', 'ien', 7],
  ['enne', 'en', 6],
  ['onne', 'on', 6],
  ['elle', 'el', 6],
  ['ive', 'if', 6],
  ['ale', 'al', 6],
  ['aise', 'ais', 7],
  ['oise', 'ois', 7],
  ['ise', 'is', 6],
  ['ee', 'e', 5],
  ['ie', 'i', 5],
  ['ue', 'u', 5],
  ['ante', 'ant', 7],
  ['ente', 'ent', 7],
  ['ite', 'it', 7],
  ['ate', 'at', 6],
  ['inte', 'int', 7],
  ['erte', 'ert', 6],
  ['ete', 'et', 7],
  ['eure', 'eur', 7],
  ['arde', 'ard', 6],
  ['ande', 'and', 8],
  ['aine', 'ain', 7],
]

// Longest first: "ateur" must come off before "eur".
const ENDINGS = (
  'isation isateur isatrice issement isseur isseuse ificateur ificatrice ification ' +
  'ateur atrice ation atif ative iteur itrice ition abilite ibilite icien icienne icite ariat aire ' +
  'eresse erie euse eur rice age ure ement ment ' +
  'iste isme ique ien ienne ier iere er ere ee e ' +
  'ant ante ance ent ente ence if ive able ible ite oir oire ois oise ais aise al ale el elle ' +
  'on onne en enne ion ette et eau re'
)
  .split(' ')
  .sort((a, b) => b.length - a.length)
