import everyday from '../lexicon/everyday-words.json' with { type: 'json' }
import firstNames from '../lexicon/first-names.json' with { type: 'json' }
import context from '../lexicon/name-context.json' with { type: 'json' }
import surnames from '../lexicon/surnames.json' with { type: 'json' }

/** How much a word says by itself that it is a first name. */
export type NameWeight = 'frequent' | 'usual' | 'ambiguous'

const byName = new Map<string, NameWeight>()
for (const [origin, list] of Object.entries(firstNames)) {
  if (origin === 'about') continue
  for (const entry of list.split(' ')) {
    const name = entry.replace(/[*+]{1,2}$/, '')
    byName.set(name, entry.includes('*') ? 'ambiguous' : entry.endsWith('+') ? 'frequent' : 'usual')
  }
}

const ambiguousSurnames = new Set<string>()
const plainSurnames = new Set<string>()
for (const entry of surnames.names.split(' ')) {
  if (entry.endsWith('*')) ambiguousSurnames.add(entry.slice(0, -1))
  else plainSurnames.add(entry)
}

const everydayWords = new Set(everyday.words.split(' '))
/** Endings that only surnames have, by their language: Armenian, Slavic, Romanian, Georgian, Greek, Tamil, Afghan, Malagasy, Rwandan. */
const endsLikeSurname = (word: string): boolean =>
  word.length > 6 &&
  surnameEnding.test(word) &&
  !everydayWords.has(word) &&
  !/(?:ic|ar|ed|guard|europe|norweg|austral)ian$/.test(word)
const surnameEnding =
  /(?:[bdgjklmnrstvz]ian|[a-z]yan|escu|enko|chuk|chenko|ovic|evic|ovski|owski|ewski|inski|wicz|ycz|oglu|opoulos|idis|akis|shvili|adze|idze|rajah|nathan|lingam|singam|sundaram|swamy|zai|manana|[iu]mana|arivo|rasoa|andria|sombo|ullah)$/
/** Starts of words that French and English have not: "Mbemba", "Nkounkou", "Tshibangu", "Gbaguidi". */
const bantuStart = /^(?:m[bpv]|n[dgkstz]|tsh|kp|gb)[aeou]|^(?:m[bpv]|nk|nts|nz|tsh)i[a-z]/
/** Shapes that one French word in fifteen has and half of the names from elsewhere: "Maialen", "Rizal", "Mkandra". */
export const looksForeign = (word: string): boolean => foreignShape.test(word) && !/(?:eau|oi|ai|ui|tion|x)$/.test(word)
const foreignShape =
  /[kw]|[aiou]$|[kgzd]h|dj|t[xz]|sh|tch|aa|uu|ii|ao|^[mn][bdgkptvz]|^(?:ts|dz|sz|hj|rw)|[eiau]z$|[oa]s$|[oe]v$|i[cn]ch?$|an$|[ao]r$|[uy]n$|[aeiou]m$|[aeiou]ng$|[^ao]h$|al$|ya|yo|en$/
const words = (list: string): Set<string> => new Set(list.split(' '))

/** Words in front of the name of a school, a street, a law, a shop: "lycée Jean Moulin". */
export const placesNamedAfterPeople = words(context.placesNamedAfterPeople)
export const honorifics = words(context.honorifics)
export const acronyms = words(context.acronyms)
export const brands = new Set(context.brands.split('|'))
export const personVerbs = words(context.personVerbs)
export const relatives = words(context.relatives)
export const functions = words(context.functions)
/** Particles inside a surname; those after which a place may also come are judged by what follows. */
export const particles = words(context.particles)

/** First names that are towns, regions, countries or feasts too. */
export const isToponym = (word: string): boolean => toponyms.has(word)
const toponyms = words(context.toponyms)
/** Pieces that make a compound a place: "Saint-Martin", "Villeneuve-sur-Lot". */
export const placePieces = words(context.placePieces)

export const firstNameWeight = (word: string): NameWeight | undefined =>
  byName.get(word) ?? (word.length > 6 && builtName.test(word) ? 'usual' : undefined)
/** Names built on "servant of", "hope of", "light of faith" are countless: Abdourazak, Tesfamariam, Noureddine. */
const builtName =
  /^(?:abd(?:al|el|er|i(?!c|qu|r?[oe])|ou[lr]|ul|ur)|gh?ebre|habte|haile|tesfa|w[eo]lde)[a-z]{3}|(?:ullah|eddine?|uddine?|atou)$/
export const isSurname = (word: string): boolean =>
  plainSurnames.has(word) || endsLikeSurname(word) || (word.length > 4 && bantuStart.test(word))
export const mayBeSurname = (word: string): boolean => isSurname(word) || ambiguousSurnames.has(word)
export const isEveryday = (word: string): boolean => everydayWords.has(word)

/** Endings of verbs and of adverbs, for words that no list holds. */
export const looksLikeVerb = (word: string): boolean =>
  /(?:ait|aient|ais|ions|ement|erait|eront|ant|ent|irez|erez|iser|ifier|quer|uer|cher|ger|ser|ter|ver|rer|tion|sion|ite|isme|iste|age|ique|eur|euse|trice|aire|elle|eux|ife?|able|ible|ise|ees?|es)$/.test(
    word,
  )

/** "NASSAR", not "PVC" or "SIRH". */
export const isPronounceable = (word: string): boolean =>
  word.length > 3 && /[aeiouy].*[aeiouy]|^.{5}/.test(word) && /[aeiouy]/.test(word)
