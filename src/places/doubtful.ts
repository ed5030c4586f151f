import { COMMON_WORDS } from './common-words.ts'
import type { Commune } from './commune.ts'
import { isRiver } from './evidence.ts'
import type { Misspelt } from './misspelt.ts'
import { isArticle, nameKey, withoutArticle } from './name-key.ts'
import otherNames from './other-names.json' with { type: 'json' }
import type { PlaceHint } from './resolution.ts'
import { isLinkWord, type Sentence } from './sentence.ts'
import wordsLikeTowns from './words-like-towns.json' with { type: 'json' }

/** Words that stand where a place does: a slip of a commune, or a name that nothing bears. */
export type Doubtful = { start: number; end: number; next: number } & (
  | { kind: 'commune'; misspelt: 'surely' | 'maybe' | 'short'; key: string; candidates: Commune[]; hint: PlaceHint }
  | { kind: 'unknown' }
)

/** A departement or a postcode said beside a name; `next` is the first word after it. */
export interface Beside {
  hint: PlaceHint
  end: number
  next: number
}

interface Around {
  misspelt: Misspelt
  areaBeside(next: number): Beside | undefined
  /** It goes on a list of places. */
  continues: boolean
}

/**
 * Reads a place slot in which no name stands. One word in six is a letter away from some commune, so a slip is looked for only after a
 * word that leads to a place or in a clause of its own, not in an ordinary word without its capital, and the less the slot says the
 * larger the town must be. Nothing near: a capital after a word that only places follow is a place that we do not know.
 */
export function readDoubtful(sentence: Sentence, at: number, around: Around): Doubtful | undefined {
  const slot = slotAt(sentence, at, around.continues)
  if (!slot) return undefined
  return readMisspelt(sentence, at, slot, around) ?? readUnknown(sentence, at, slot)
}

/**
 * "Chalon" read in "Chalon sur Saonne", "Clermont" in "clermont fd", "Burg" in "Burg-en-Bresse": a slip of the longer name says more than
 * the shorter one. Without a hyphen only a longer name with the same link is looked for, or one that begins as the ambiguous one does.
 */
export function readLonger(
  sentence: Sentence,
  at: number,
  read: { size: number; isAmbiguous: boolean },
  misspelt: Misspelt,
): Doubtful | undefined {
  const named = (size: number, fits: (words: string[]) => boolean): Doubtful | undefined => {
    const key = sentence.key(at, size)
    const candidates = key === undefined ? [] : misspelt(key).filter(({ name }) => fits(nameKey(name).split(' ')))
    return candidates.length > 0 ? misspeltAs(sentence, at, candidates, upTo(sentence, at + size)) : undefined
  }
  if (sentence.isTied(at + read.size - 1)) return named(lengthOf(sentence, at), () => true)
  const next = sentence.words[at + read.size]?.folded
  if (next === undefined || sentence.key(at, read.size + 1) === undefined) return undefined
  if (!linksNames.has(next)) {
    if (isLinkWord(next) || isOrdinary(next) || /\d/.test(next)) return undefined
    const start = sentence.key(at, read.size)!.split(' ')
    const begins = (words: string[]) => start.every((word, index) => words[index] === word)
    return read.isAmbiguous ? named(read.size + 1, begins) : undefined
  }
  for (let size = longestName; size > read.size + 1; size -= 1) {
    const found = named(size, (words) => words.includes(next))
    if (found) return found
  }
  return undefined
}

interface Slot {
  lead: 'strong' | 'weak' | 'none'
  capital: boolean
}

function slotAt(sentence: Sentence, at: number, continues: boolean): Slot | undefined {
  const { folded } = sentence.words[at]!
  if (sentence.isTied(at - 1) || romanOrdinal.test(folded)) return undefined
  if (isLinkWord(folded) && !isArticle(folded) && !folded.startsWith('saint')) return undefined
  const content = isArticle(folded) && sentence.words[at + 1] ? at + 1 : at
  const expects = sentence.expectsPlace(at)
  const isExpected = expects === 'surely' || (expects === 'capital' && sentence.isCapital(content))
  const cue = expects === 'surely' ? sentence.cueBefore(at) : 'weak'
  const lead = isExpected ? cue : continues ? 'weak' : 'none'
  if (lead === 'none' && !sentence.opens(at)) return undefined
  return { lead, capital: lead === 'none' ? sentence.isCapitalised(content) : sentence.isCapital(content) }
}

/** The inhabitants that it takes, by what leads there and whether it has its capital. */
const leastPopulation = {
  strong: { written: 1_000, typed: 1_000 },
  weak: { written: 1_000, typed: 5_000 },
  none: { written: 2_000, typed: 10_000 },
}
const longestName = 5
/** No name of a commune has more. */
const mostWords = 10

function readMisspelt(sentence: Sentence, at: number, slot: Slot, around: Around): Doubtful | undefined {
  // "Zorbec sur Loire" is no slip of Orbec; "Sant Pierre de la Réunion" ends where La Réunion begins.
  const least = lengthOf(sentence, at)
  for (let size = Math.max(longestName, least); size > 0; size -= 1) {
    const key = sentence.key(at, size)
    if (key === undefined || /\d/.test(key) || otherwiseNamed.has(withoutArticle(key))) continue
    const content = key.split(' ').filter((word) => !isLinkWord(word) || word.startsWith('saint'))
    if (content.join('').length < (slot.capital ? 4 : 5) || content.every(isLinkWord)) continue
    const isWord = content.every(isOrdinary)
    if (isRiver(key, sentence.before(at))) return undefined
    if (isWord && !(slot.capital && slot.lead !== 'none')) continue
    const name = upTo(sentence, at + size)
    const beside = around.areaBeside(name.next)
    if (size < least && !beside) continue
    if (slot.lead === 'none' && !sentence.closes((beside ?? name).end)) continue
    // Two words are a slip of a name by chance nowhere: "sainte menehoulde".
    const said = slot.capital || content.length > 1 ? 'written' : 'typed'
    const inhabitants = beside ? 0 : leastPopulation[slot.lead][said]
    const candidates = around
      .misspelt(key, beside?.hint)
      .filter((one) => one.population >= inhabitants && bearsArticle(one, sentence.words[at]!.folded))
    if (candidates.length === 0) continue
    const read = misspeltAs(sentence, at, candidates, beside ?? name)
    if (nameKey(candidates[0]!.name).startsWith(`${key} `)) return { ...read, misspelt: 'short' }
    return isWord ? { ...read, misspelt: 'maybe' } : read
  }
  return undefined
}

/** "La rochele" for La Rochelle; "la personnne" for no Péronne. */
const bearsArticle = ({ name }: Commune, first: string): boolean =>
  !isArticle(first) || isArticle(nameKey(name).split(' ')[0]!)

const upTo = ({ words }: Sentence, next: number): Beside => ({ hint: {}, end: words[next - 1]!.end, next })

const misspeltAs = ({ words }: Sentence, at: number, candidates: Commune[], read: Beside) => ({
  kind: 'commune' as const,
  misspelt: 'surely' as const,
  start: words[at]!.start,
  // It is judged as the name it is taken for.
  key: nameKey(candidates[0]!.name),
  candidates,
  ...read,
})

const isOrdinary = (word: string): boolean => ordinaryWords.has(word) || COMMON_WORDS.has(word)

function readUnknown(sentence: Sentence, at: number, { capital }: Slot): Doubtful | undefined {
  // "Sur le Web", "à la Région".
  if (isArticle(sentence.words[at]!.folded) && !sentence.isCapital(at)) return undefined
  const before = sentence.before(at)
  const isDwelling = /^(?:a|sur|vers)$/.test(before) && dwelling.test(sentence.before(at, 2))
  if (sentence.expectsPlace(at) !== 'surely') return undefined
  if (!((isDwelling && sentence.words[at]!.folded.length >= leastTyped) || (capital && !isVerb(sentence, at))))
    return undefined
  const words = sentence.words.slice(at, at + lengthOf(sentence, at))
  const isNamed = words.some(({ folded }) => otherwiseNamed.has(folded))
  if (isNamed || words.every(({ folded }) => isOrdinary(folded))) return undefined
  return { kind: 'unknown', start: words[0]!.start, end: words.at(-1)!.end, next: at + words.length }
}

/** "Sa mère a Alzheimer", of one who writes "à" with its accent. */
function isVerb({ text, words, isAccented }: Sentence, at: number): boolean {
  const before = words[at - 1]
  return isAccented && before !== undefined && text.slice(before.start, before.end) === 'a'
}

/** Shorter words are slips of others: "habite a coter". */
const leastTyped = 6

/** How many words a name goes on for, by its capitals and hyphens: "Saint-Rémy sur Loire", "zorbec-les-bains". */
function lengthOf(sentence: Sentence, at: number): number {
  let last = at
  for (let next = at + 1; next < at + mostWords && sentence.key(next - 1, 2) !== undefined; next += 1) {
    if (sentence.isCapital(next) || sentence.isTied(next - 1)) last = next
    else if (!isLinkWord(sentence.words[next]!.folded) || goesOn.has(sentence.words[next]!.folded)) break
  }
  return last - at + 1
}

/** "XIXe", folded. */
const romanOrdinal = /^[ivx]+e$/
/** Only with hyphens are they part of a name: "la Guillotière à Lyon", "Pont-à-Mousson". */
const goesOn: ReadonlySet<string> = new Set(['a', 'et'])
const linksNames: ReadonlySet<string> = new Set('sur sous en les la le de du des d l aux'.split(' '))
const dwelling = /^(?:habit|resid|domicili|vit|vivant|log[ée])/
/**
 * Words in use that are a slip of a commune of 1,000 inhabitants and more, drawn once by crossing the names with a French dictionary
 * (an-array-of-french-words, MIT) and with spoken, written and vocational texts; rare ones ("sarcelle", "limoge") are left to the towns.
 * README.md says why they are a list.
 */
const ordinaryWords: ReadonlySet<string> = new Set(wordsLikeTowns)
/** Tools, shops, institutions, feasts, countries and small words that stand after "à" and "sur" as places do. */
const otherwiseNamed: ReadonlySet<string> = new Set(otherNames)
