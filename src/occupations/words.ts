import snowball from 'snowball-stemmers'

/** A word of a text: folded (no case, accents or ligatures), with the UTF-16 offsets of what was written, `end` excluded. */
export interface Word {
  text: string
  start: number
  end: number
}

/** What a word is compared by. Roots and grams carry a mark, so that they never meet a stem by chance. */
export interface Features {
  stem: string
  root: string
  grams: readonly string[]
}

/** Lower case without accents: 'Élève' gives 'eleve', 'cœur' gives 'coeur'. Not offset-preserving. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (PLAIN.test(lower)) return lower
  return lower
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
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

/** Stem (Snowball French), derivational root and character 4-grams of a folded word; remembered, as texts repeat their words. */
export function features(folded: string): Features {
  const known = remembered.get(folded)
  if (known) return known
  const made = {
    stem: french.stem(folded),
    root: `~${root(folded)}`,
    grams: grams(folded),
  }
  if (remembered.size >= REMEMBERED_WORDS) remembered.clear()
  remembered.set(folded, made)
  return made
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

// Most words have nothing to fold, and every text of the catalogue passes here.
const PLAIN = /^[\x20-\x7e]*$/

// An elision is recognised by its apostrophe (typewriter, typographic or modifier letter) and captured to be skipped.
const WORD =
  /((?:\b|(?<=_))(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=[\p{L}\p{N}]))|[cf](?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}\p{M}]+/giu

const LONGEST_WORD = 40
/** Words remembered with their features: the vocabulary of a large catalogue, some 20 MB at most. */
const REMEMBERED_WORDS = 60_000
const remembered = new Map<string, Features>()
const french = snowball.newStemmer('french')

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

const STOP_WORDS = new Set(
  (
    'a ai ainsi alors apres as au aucun aucune aussi autre autres aux avant avec avoir ayant bien c car ce ceci cela celle celles celui ces cet cette ceux chaque ' +
    'chez ci comme comment d dans de depuis des deux dont du elle elles en encore entre es est et etait etant etc ete etes etre eu eux faire fait faut ' +
    'h ici il ils j je jusque l la le les leur leurs lors lui m ma mais me meme memes mes moi moins mon n ne ni non nos notre nous on ont ou par parce pas ' +
    'pendant peu peut peuvent plus plutot pour pourquoi pouvoir puis qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera ses si soi soit son sont ' +
    'sous souhaite souhaiterait sur t ta tant te tel telle telles tels tes toi ton tous tout toute toutes tres trop tu un une vers veut via voici voila voir vos votre vous voudrait y'
  ).split(' '),
)
