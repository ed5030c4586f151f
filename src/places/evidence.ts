import { COMMON_WORDS } from './common-words.ts'
import { withoutArticle } from './name-key.ts'
import { type Cue, isLinkWord } from './sentence.ts'

/** What supports reading some words as a place. */
export interface Evidence {
  key: string
  cue: Cue
  capital: boolean
  /** The word before, as written: 'à' is a preposition, 'a' may be a verb. */
  before: string
  /** "à" stands before it, or an "a" that is no verb. */
  at: boolean
  /** "de" follows: "le nord de", "le port de". */
  of: boolean
  /** Nothing else is said: the answer to a question about the place. */
  alone: boolean
  /** Nothing comes before. */
  first: boolean
  /** Nothing follows: "formation de soudeur cherbourg". */
  last: boolean
  /** It is a clause of its own: "Morteau. Cherche…", "aide à domicile, guéret". */
  closed: boolean
  /** The clause ends there. */
  ends: boolean
  /** Written with a capital, at the start of a sentence too. */
  capitalised: boolean
}

/** `population` is that of the largest commune so named. */
export function namesTown(evidence: Evidence, population: number): boolean {
  const { key, cue, capital, before, at, of, alone, first, last, closed, ends, capitalised } = evidence
  const bare = withoutArticle(key)
  if (alone && (COMMON_WORDS.has(bare) ? population >= 100_000 : bare.length > 2)) return true
  if (isRiver(bare, before.toLowerCase())) return false
  if (bare.length <= 2) return capital && cue !== 'none'
  if (closed && population >= (COMMON_WORDS.has(bare) ? leastOfWord : leastOfName)[capitalised ? 'written' : 'typed'])
    return true
  if (closed && first && population >= leastOpening) return true
  // Three words are said by chance nowhere; two of them at the end or at the beginning.
  const isPlain = last || first || key.split(' ').length > 2
  if (contentWords(key).length > 1) return capital || cue !== 'none' || population >= (isPlain ? 1_000 : 20_000)
  // "le mans permis C", "soudeur nice": cities, whatever else the word means.
  if (population >= 100_000 && (key !== bare || last)) return true
  // "Comptable Moulins", "comptable gex".
  if (last && capital && population >= leastOfWord.written) return true
  if ((first || last) && !COMMON_WORDS.has(bare) && population >= leastLast[capital ? 'written' : 'typed']) return true
  if (COMMON_WORDS.has(bare)) {
    if (cue === 'strong') return capital || population >= 1_000
    if (cue === 'weak')
      return capital || (at && bare === key && population >= (ends && before === 'à' ? 4_500 : 30_000))
    return capital && !of && population >= 20_000
  }
  if (cue === 'strong') return true
  if (cue === 'weak') return capital || population >= 1_000
  return population >= (capital ? 2_000 : 20_000)
}

/** The inhabitants that make a clause of its own a town, by whether its name is also a word and has its capital. */
const leastOfWord = { written: 4_500, typed: 100_000 }
/** The same where it opens the message, whatever else its name means; and where nothing but the name ends it. */
const leastOpening = 20_000
const leastLast = { written: 1_000, typed: 2_000 }
const leastOfName = { written: 1, typed: 1_000 }

/** "Clermont" for Clermont-Ferrand: not its name, hence it takes more. */
export function namesTownInShort(evidence: Evidence, population: number): boolean {
  const { key, cue, capital, alone, last, closed, capitalised } = evidence
  if (key.length < 3) return false
  if (alone) return !COMMON_WORDS.has(key)
  if (closed && (COMMON_WORDS.has(key) ? capitalised && population >= 10_000 : capitalised || population >= 10_000))
    return true
  if (cue === 'none') return last && !COMMON_WORDS.has(key) && (capital || population >= 20_000)
  return capital || (!COMMON_WORDS.has(key) && population >= (cue === 'strong' ? 20_000 : 100_000))
}

/** `alsoTown`: a town has the same name, as in "à Vienne" against "dans la Vienne". */
export function namesArea(evidence: Evidence, alsoTown: boolean): boolean {
  const { key, cue, capital, before, of, closed, capitalised } = evidence
  const bare = withoutArticle(key)
  if (key === 'la reunion' && capital) return true
  if (COMMON_AREAS.has(bare)) return capital && !of && (cue === 'strong' || (before === 'à' && key !== bare))
  if (ACRONYMS.has(bare)) return true
  if (alsoTown) return cue === 'strong'
  if (closed && capitalised) return true
  if (contentWords(key).length > 1) return true
  if (RIVERS.has(bare)) return cue === 'strong' || (cue === 'weak' && capital)
  return cue !== 'none' || capital || before === 'à' || before === 'a'
}

/** "Oléron", "vallée de la Maurienne": a name of one word takes what an area takes. */
export function namesKnownPlace({ key, cue, capital, closed, last, before, of }: Evidence): boolean {
  if (contentWords(key).length > 1) return true
  if (key.length <= 2) return capital && cue !== 'none'
  if (COMMON_WORDS.has(withoutArticle(key))) return capital && !of && cue === 'strong'
  // "Sécurité incendie roissy", not "un berry".
  return capital || closed || cue !== 'none' || (last && !DETERMINERS.has(before.toLowerCase()))
}

/** "Sur Loire" is neither a departement nor a town. */
export const isRiver = (key: string, before: string): boolean => before === 'sur' && RIVERS.has(withoutArticle(key))

/** "Creuse", "Loire", "Réunion": also a word or a river. */
export const isPlainArea = (key: string): boolean => !COMMON_AREAS.has(key) && !RIVERS.has(key)

/** Index of the first word of a key that is not an article or a link: its capital is the one that counts. */
export function firstContentWord(key: string): number {
  return Math.max(
    0,
    key.split(' ').findIndex((word) => !isLinkWord(word)),
  )
}

function contentWords(key: string): string[] {
  return key.split(' ').filter((word) => !isLinkWord(word) || word.startsWith('saint'))
}

const ACRONYMS = new Set(['paca', 'idf'])
/** Departements called like a common word or a direction. */
const COMMON_AREAS = new Set([
  'nord',
  'centre',
  'manche',
  'lot',
  'creuse',
  'somme',
  'aube',
  'landes',
  'cher',
  'ain',
  'reunion',
])
const DETERMINERS = new Set('un une des de du ce cet cette le la les l mon ma son sa'.split(' '))
/** Also names of rivers. */
const RIVERS = new Set(
  (
    'allier ardeche ariege aude aveyron charente correze dordogne doubs drome eure gard gers gironde herault indre isere ' +
    'loire loiret marne mayenne meuse moselle nievre oise orne rhone saone sarthe savoie seine tarn var vendee vienne yonne'
  ).split(' '),
)
