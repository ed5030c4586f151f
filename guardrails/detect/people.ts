import everyday from '../lexicon/everyday-words.json' with { type: 'json' }
import firstNames from '../lexicon/first-names.json' with { type: 'json' }
import context from '../lexicon/name-context.json' with { type: 'json' }
import surnames from '../lexicon/surnames.json' with { type: 'json' }
import { matchesOf } from '../matches.ts'
import { marksOf, markWords } from './word-marks.ts'

/** How much a word says by itself that it is a first name. */
export type NameWeight = 'frequent' | 'usual' | 'ambiguous'

const byName = new Map<string, NameWeight>()
const { about: _, owner: __, ...byOrigin } = firstNames
for (const list of Object.values(byOrigin)) {
  for (const entry of list) {
    const name = entry.replace(/[*+]{1,2}$/, '')
    byName.set(name, entry.includes('*') ? 'ambiguous' : entry.endsWith('+') ? 'frequent' : 'usual')
  }
}

const firstName = markWords(byName.keys())

const surnamesListed = surnames.names
const plainSurname = markWords(surnamesListed)
/** Those that are words too among them: "petit*". */
const anySurname = markWords(surnamesListed.map((entry) => entry.replace(/\*$/, '')))

export const everydayWords = everyday.words
const everydayWord = markWords(everydayWords)
/**
 * Starts and ends that only surnames have, by their language: Armenian, Slavic, Romanian, Albanian, Turkish, Greek, Georgian, Tamil,
 * Sinhala, Afghan, Persian, Rwandan, Malagasy, Congolese, Portuguese, Spanish, Corsican, Maghrebi, Alsatian, Basque, Breton, Indonesian, Lao.
 */
const endsLikeSurname = (word: string): boolean =>
  word.length > 6 &&
  !isEveryday(word) &&
  (surnameEnding.test(word.slice(-9)) || surnameStart.test(word)) &&
  !/(?:ic|ar|ed|guard|europe|norweg|austral)ian$/.test(word)
const surnameEnding =
  /(?:[bdgjklmnrstvz]ian|[a-z]yan|escu|eanu|enko|chuk|[iy]uk|czyk|ovic|evic|owska|ewska|inska|insky|ovski|owski|ewski|inski|wicz|ycz|[dklmnrtz][eo]va|[dklmnrtz]ov|skaya|ishi|oglu|demir|opoulos|idis|akis|shvili|adze|idze|rajah|nathan|lingam|singam|sundaram|swamy|kumar|ratnam|krishnan|pillai|waran|singhe|wardena|nayake|zai|zadeh|nejad|khil|manana|[iu]mana|[iz]imana|shimiye|arivo|rasoa|andria|sombo|ullah|eiro|eira|inho|[aeo]guez|acci|ucci|etti|otti|elli|olli|aschi|izzi|[eu]ini|[a-z]oni|iani|aoui|mann|meyer|schaeffer|garay|goyen|berry|ennec|ellec|yanto|iyono|ijaya|awan|vong|phanh)$/
const surnameStart =
  /^(?:etche|etxe|ithurr|iturr|tchi?[aou]|rakoto|raza[fn]|raso[al]|ratsi|rajao|ramana|ralai|r?andria[mn]|phom|souva|sisou|haby|hakiz|ndayi|niy[io][a-z]|nsengi|muka[mn])[a-z]{3}/
/** Starts of words that French and English have not: "Mbemba", "Nkounkou", "Tshibangu", "Gbaguidi". */
const bantuStart = /^(?:m[bpv]|n[dgkstz]|tsh|kp|gb)[aeou]|^(?:m[bpv]|nk|nts|nz|tsh)i[a-z]/
/** Shapes that one French word in fifteen has and half of the names from elsewhere: "Maialen", "Rizal", "Mkandra". */
export const looksForeign = (word: string): boolean =>
  foreignShape.test(word) && !/(?:[ei]au|oi|ai|ui|tion|x|ien|eute)$/.test(word)
const foreignShape =
  /[kw]|[aiou]$|[kgzd]h|dj|t[xz]|sh|tch|aa|uu|ii|ao|^[mn][bdgkptvz]|^(?:ts|dz|sz|hj|rw)|[eiau]z$|[oa]s$|[oe]v$|i[cn]ch?$|an$|[ao]r$|[uy]n$|[aeiou]m$|[aeiou]ng$|[^ao]h$|al$|ya|yo|en$/
const words = (list: readonly string[]): Set<string> => new Set(list)

/** Words in front of the name of a school, a street, a law, a shop: "lycée Jean Moulin". */
export const placesNamedAfterPeople = words(context.placesNamedAfterPeople)
export const honorifics = words(context.honorifics)
export const acronyms = words(context.acronyms)
export const brands = words(context.brands)
/** First names that are things too, in small letters: "un jean", "dos de colin". */
export const thingsToo = words(context.thingsToo)
/** Shops and cars, and those that bear a name which people bear too: one in a row with others only, "Jules et Celio". */
export const shops = words(context.shops)
export const shopsLikePeople = words(context.shopsLikePeople)
/** What only a company adds to a name: "Jean Rouyer Automobiles". */
export const companyWords = words(context.companyWords)
/** Towns that bear a first name: "Albert", with their article "Le Robert". */
export const towns = words(context.towns)
export const articledTowns = words(context.articledTowns)
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

export function firstNameWeight(word: string, marks = marksOf(word)): NameWeight | undefined {
  if (marks & firstName) return byName.get(word)
  if (marks & everydayWord || word.length < 5) return undefined
  return word.length > 5 && (builtName.test(word) || syllabicName.test(word)) ? 'usual' : weightBySound(word)
}

/** A listed name in another spelling: "Fatoumatta", "Mohammed", "Christèle"; the shorter the word, the less it says. */
function weightBySound(word: string): NameWeight | undefined {
  if (/(?:[^n]es|ee|aye|e[rz])$/.test(word)) return undefined
  const weight = sounds().get(soundOf(word))
  return weight && (word.length > 6 ? weight : word.length > 5 ? 'usual' : 'ambiguous')
}
function soundOf(word: string): string {
  let sound = ''
  let from = 0
  for (const { 0: letters, 1: doubled, index } of matchesOf(respelled, word)) {
    sound += word.slice(from, index) + (doubled ?? spelling[letters] ?? letters[0])
    from = index + letters.length
  }
  return sound + word.slice(from)
}
const respelled = /ph|o[ou]|ck|y|dj|tch|[gdtbkrl]h|h$|(.)\1/g
const spelling: Readonly<Record<string, string>> = {
  ph: 'f',
  ou: 'u',
  oo: 'u',
  ck: 'k',
  y: 'i',
  dj: 'j',
  tch: 'ch',
  h: '',
}
let bySound: Map<string, NameWeight> | undefined
/** Made at the first unknown word: the list is long. */
function sounds(): Map<string, NameWeight> {
  if (bySound) return bySound
  bySound = new Map()
  for (const [name, weight] of byName) {
    const sound = soundOf(name)
    if (weight === 'frequent' || (weight === 'usual' && name.length > 3 && !bySound.has(sound)))
      bySound.set(sound, weight)
  }
  return bySound
}
/** Names built on "servant of", "hope of", "light of faith" are countless: Abdourazak, Tesfamariam, Noureddine. */
const builtName =
  /^(?:abd(?:al|el|er|i(?!c|qu|r?[oe])|ou[lr]|ul|ur)|gh?ebre|habte|haile|tesfa|w[eo]lde)[a-z]{3}|.(?:ullah|eddine?|uddine?|(?:[sh]i|ou|ur)dine(?<!^[bgs]ou.?dine)|..atou)$/
/** So are names of two Chinese syllables (Xiaoling, Zhiming), and of the vowels of Polynesia (Ariimoana, Teriitua). */
const syllabicName =
  /^(?:(?!boxing)(?=.*(?:zh|x|iao|u[ao])|q)(?:(?:[zcs]h|[bpmfdtnlghjqxzcsyw])(?:i?[ao]ng|uang|[ei]?ng|i?an|iao|u?ai|uan?|ei|ao|ou|[eiu]n|i[aeu]|u[ieo]|[aeiou])){2}|(?!materi)(?=.*(?:ii|[ie]a|oa|au|ua|oe|ei|io|[^r]ai|rai.))(?:[fhmnprtv]?[aeiou]){4,9}(?<!eau|ou|e|era|[^o]ai|[fn]ia))$/
export const isSurname = (word: string): boolean =>
  (marksOf(word) & plainSurname) !== 0 || endsLikeSurname(word) || (word.length > 4 && bantuStart.test(word))
export const mayBeSurname = (word: string): boolean => (marksOf(word) & anySurname) !== 0 || isSurname(word)
export const isEveryday = (word: string): boolean => (marksOf(word) & everydayWord) !== 0

/** Endings of verbs and of adverbs, for words that no list holds. */
export const looksLikeVerb = (word: string): boolean =>
  /(?:ait|aient|ais|ions|ement|erait|eront|ant|ent|irez|erez|iser|ifier|quer|uer|cher|ger|ser|ter|ver|rer|tion|sion|ite|isme|iste|age|ique|eur|euse|trice|aire|elle|eux|ife?|able|ible|ise|ees?|es)$/.test(
    word,
  )

/** "NASSAR", not "PVC" or "SIRH". */
export const isPronounceable = (word: string): boolean =>
  word.length > 3 && /[aeiouy].*[aeiouy]|^.{5}/.test(word) && /[aeiouy]/.test(word)
