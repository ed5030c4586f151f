import type { Message, Word } from '../../detect/recogniser.ts'
import { markWords } from '../../detect/word-marks.ts'
import { months } from '../../language/calendar-names.ts'
import streets from '../../lexicon/streets.json' with { type: 'json' }
import { matchesOf } from '../../matches.ts'
import { isDigit, isWordUnit } from '../../normalise.ts'
import { labelled, type PersonalRoom, type Scored } from '../room.ts'
import written from './address.json' with { type: 'json' }

/** Postal addresses down to the street, as one span up to the city. A commune or a postcode alone stays: the search needs it. */
export const address: PersonalRoom = {
  ...written,
  label: labelled('ADRESSE', 'ADDRESS'),
  reads: { by: 'itself', find: (message) => [...streetAddresses(message), ...boxes(message)] },
}

const ways = markWords(streets.ways)
/** Ways that are also everyday words ("15 cours de français", "2 places"): they need a proof beside the number. */
const everyday = new Set(streets.everyday)
const particles = new Set(streets.particles)
const stops = new Set(streets.stops)
const numberSuffix = /^(?:bis|ter|quater|[a-h])$/
const postcode = /(?<!\d)(?:0[1-9]|[1-8]\d|9[0-578]|2[ab])\d{3}(?!\d)/g

const dwelling =
  /\b(?:habit(?:e|ent|ait|ant)|domicilie[es]?|demeur(?:e|ant)|resid(?:e|ant|ait)|loge|heberge[es]?|vit|adresse|addresse|adress|chez lui|domicile|lives?|living|address|resides|emmenage|demenage|installee?s?|au|a)\b[^.!?]{0,24}$/
/** What says that somebody lives there, and nothing else. */
const living =
  /\b(?:habit(?:e|ent|ait|ant)|vit|vivent|domicilie[es]?|demeur(?:e|ant)|resid(?:e|ant|ait)|loge|heberge[es]?|adresse(?: postale)?|lives?|living|address|domicile)\b[^.!?]{0,22}$/
/** "il reste 2 places", "avec 3 cours" */
const countedBefore = /\b(?:reste|dispose|propose|suit|suivi|encore|il y a|avec|les?|ces|mes|ses|nos|vos|leurs) ?$/

/** A way of a street, with what stands around it. */
interface Way {
  words: Word[]
  index: number
  plain: string
  cased: string
  /** Where the number before it starts; where there is none, the way itself. */
  start: number
  numbered: boolean
  /** The text just before. */
  before: string
  /** Where its name ends, if it has one. */
  end: number | undefined
  /** Where the postcode that belongs to it ends. */
  codeEnd: number | undefined
}

function streetAddresses(message: Message): Scored[] {
  const { plain, cased } = message
  const words = message.words()
  const found: Scored[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    // "Cosne-Cours-sur-Loire"
    if (!(word.marks & ways) || /[a-z]-$/.test(plain.slice(Math.max(0, word.start - 2), word.start))) continue
    const number = numberBefore(words, index, plain)
    const start = number ?? word.start
    if (start < (found.at(-1)?.end ?? 0)) continue
    const before = plain.slice(Math.max(0, start - 40), start)
    const end = streetEnd(words, index, plain, cased)
    const numbered = number !== undefined
    if (!numbered && (isShort(word) || end === undefined)) continue
    const way: Way = { words, index, plain, cased, start, numbered, before, end, codeEnd: codeAfter(word, plain) }
    const address = numbered ? numberedStreet(way) : namedStreet(way)
    if (address) found.push(address)
  }
  return found
}

/** "12 rue Hoche" */
function numberedStreet(way: Way): Scored | undefined {
  const { words, index, plain, end, codeEnd } = way
  if (codeEnd !== undefined) return spanOf(way, 0.94)
  if (end === undefined) return undefined
  const word = words[index]!
  const hard = everyday.has(word.plain) || isShort(word)
  if (hard && (!isProven(way) || followedByCommon(words, index, plain) || countedBefore.test(way.before)))
    return undefined
  return spanOf(way, 0.94)
}

const isProven = ({ before, words, index, end }: Way): boolean =>
  dwelling.test(before) || (end !== undefined && hasProperName(words, index + 1, end))

/** "habite rue Hoche", "Rue de la Station 41, 7700 Mouscron" */
function namedStreet(way: Way): Scored | undefined {
  const { words, index, plain, cased, start, before, codeEnd } = way
  const end = way.end!
  const named = hasProperName(words, index + 1, end)
  const outside = !institution.test(before)
  const abroad = named && outside ? numberAfter.exec(cased.slice(end, end + 40)) : null
  if (abroad) return { start, end: cityEnd(plain, cased, end + abroad[0].length), score: 0.85 }
  const lives = living.test(before)
  const told = codeEnd === undefined ? lives && (named || !everyday.has(words[index]!.plain)) : named || lives
  return told && outside ? spanOf(way, 0.8) : undefined
}

const spanOf = ({ plain, cased, start, end, codeEnd, words, index }: Way, score: number): Scored => ({
  start: prefixStart(plain, start),
  end: codeEnd === undefined ? extendToCity(plain, cased, end ?? words[index]!.end) : cityEnd(plain, cased, codeEnd),
  score,
})

/** "av", "bd" */
const isShort = ({ plain }: Word): boolean => plain.length <= 3 && plain !== 'rue'

/** Where the postcode that stands behind a way ends, in the same sentence. */
function codeAfter({ end }: Word, plain: string): number | undefined {
  const zone = plain.slice(end, Math.min(plain.length, end + 110))
  const code = firstPostcode(zone)
  if (code === undefined) return undefined
  const between = zone.slice(0, code).replace(/^\.|\b(?:st|ste|av|bd|pl|rte|bat|appt?|all|imp|chem|res|esc|et)\. /g, '')
  return /[.;!?]\s/.test(between) ? undefined : end + code + 5
}

/** A number behind the street, then a postcode of another country. */
const numberAfter = /^,? (?:n° ?)?\d{1,4} ?[a-z]?, ?(?:[A-Z]{1,2}-)?\d{4,5}(?= [A-Z])/

const institution =
  /\b(?:agence|mairie|greta|afpa|cfa|centre|siege|locaux|lycee|ecole|organisme|entreprise|magasin|formation a lieu|formation se deroule|atelier|reunion|forum|salon|rdv|rendez-vous|mission locale|antenne)\b[^.!?]{0,34}$/

function firstPostcode(zone: string): number | undefined {
  postcode.lastIndex = 0
  const match = postcode.exec(zone)
  return match ? match.index : undefined
}

/** The start of "12", "12 bis", "12-14", "n° 12" before the way; undefined when no number stands there. */
function numberBefore(words: Word[], index: number, plain: string): number | undefined {
  let at = index - 1
  if (at < 0 || !isNear(words[at]!, words[index]!, plain)) return undefined
  if (numberSuffix.test(words[at]!.plain) && at > 0 && isNear(words[at - 1]!, words[at]!, plain)) at--
  const number = words[at]!
  if (wordedNumbers.has(number.plain)) return tensStart(words, at, plain)
  if (!/^\d{1,4}(?:bis|ter|quater|[a-h])?$/.test(number.plain)) return undefined
  const range = words[at - 1]
  if (range && /^\d{1,4}$/.test(range.plain) && /^[-/]$/.test(plain.slice(range.end, number.start))) return range.start
  const isDecimal = isDigit(plain.charCodeAt(number.start - 2)) && '.,/:'.includes(plain[number.start - 1]!)
  return isDecimal ? undefined : number.start
}

/** "quatre-vingt-deux rue…" */
function tensStart(words: Word[], at: number, plain: string): number {
  let first = at
  while (first > 0 && tensWords.has(words[first - 1]!.plain) && isNear(words[first - 1]!, words[first]!, plain)) first--
  return words[first]!.start
}

const isNear = (left: Word, right: Word, plain: string): boolean =>
  right.start - left.end <= 3 && /^(?:[ ,\n-]{0,3}|\.)$/.test(plain.slice(left.end, right.start))

const tensWords = new Set(streets.tens)
const wordedNumbers = new Set(streets.numbers)

/** Where the name of the street ends, or undefined when no name follows the way. */
function streetEnd(words: Word[], index: number, plain: string, cased: string): number | undefined {
  let end: number | undefined
  let names = 0
  let capital = false
  for (let at = index + 1; at < words.length && at <= index + 9 && names < 4; at++) {
    const word = words[at]!
    if (!isJoined(words[at - 1]!, word, plain)) break
    if (particles.has(word.plain)) {
      if (endsStreet(words, at, cased, names)) break
      continue
    }
    if (word.shape === 'mixed') {
      end = datedEnd(words, at) ?? end
      if (!isDay(words, at)) break
    } else if (isOutside(word, capital, names)) break
    else {
      if (word.shape !== 'lower') capital = true
      end = word.end
    }
    names++
  }
  return end
}

/** One word of a name after another. */
function isJoined(previous: Word, word: Word, plain: string): boolean {
  const gap = plain.slice(previous.end, word.start)
  if (gap.length > 3 || !/^(?: |'|-| '|\. ?| ?- ?|\n ?| )$/.test(gap)) return false
  return !(gap.startsWith('.') && previous.plain.length > 4)
}

/** "un hameau à douze kilomètres", "résidence à Aix", "rue Hoche à Lille": a particle that belongs to no street. */
function endsStreet(words: Word[], at: number, cased: string, names: number): boolean {
  const next = words[at + 1]
  if (!/^(?:a|et|en|au)$/.test(words[at]!.plain)) return false
  if (names > 0) return !isStreetJoin(words, at, cased)
  return next?.shape === 'title' ? words[at]!.plain === 'a' : next?.shape === 'lower' && !/^la?$/.test(next.plain)
}

/** "rue du 8 mai 1945" */
const isDay = (words: Word[], at: number): boolean =>
  /^\d{1,2}(?:er)?$/.test(words[at]!.plain) && months.has(words[at + 1]?.plain ?? '')
const datedEnd = (words: Word[], at: number): number | undefined =>
  isDay(words, at) || (/^\d{4}$/.test(words[at]!.plain) && months.has(words[at - 1]!.plain))
    ? words[at]!.end
    : undefined

/** A word that no street is named by here. */
function isOutside({ plain, shape }: Word, capital: boolean, names: number): boolean {
  if (shape !== 'lower') return false
  return stops.has(plain) || (capital ? !months.has(plain) : names >= 2)
}

const isStreetJoin = (words: Word[], at: number, cased: string): boolean => {
  const next = words[at + 1]
  return next !== undefined && words[at]!.plain === 'et' && next.shape === 'title' && cased[words[at]!.start] === 'e'
}

function hasProperName(words: Word[], from: number, end: number): boolean {
  for (let at = from; at < words.length && words[at]!.start < end; at++) {
    const word = words[at]!
    if ((word.shape === 'title' || word.shape === 'upper') && !particles.has(word.plain)) return true
    if (months.has(word.plain)) return true
  }
  return false
}

function followedByCommon(words: Word[], index: number, plain: string): boolean {
  const next = words[index + 1]
  if (!next || next.start - words[index]!.end > 2) return true
  const name = particles.has(next.plain) ? words[index + 2] : next
  if (!name) return true
  return name.shape === 'lower'
    ? stops.has(name.plain) || commonAfterEveryday.has(name.plain)
    : commonAfterEveryday.has(name.plain) || plain.length === 0
}
const commonAfterEveryday = new Set(streets.commonAfterEveryday)

/** "Appt 12, bât. B, rés. Les Lilas, " before the number belongs to the address. */
function prefixStart(plain: string, start: number): number {
  const from = Math.max(0, start - 70)
  const match = prefix.exec(plain.slice(from, start))
  return match && match[0].trim() !== '' ? from + match.index + (match[0].length - match[0].trimStart().length) : start
}
const prefix =
  /(?<![a-z0-9])(?:(?:centre d'affaires|maison|appt?|appart|appartement|apt|bat|batiment|immeuble|imm|esc|escalier|residence|res|porte|lot|hall|tour|etage|pk|apartment|flat)\b\.? ?(?:n° ?)?[a-z0-9' -]{1,28}[,\n ] ?|\d{1,2}(?:e|er|eme) etage ?,? ?){1,4}$/

/** After a postcode: the city, up to three words of one name, and CEDEX. */
function cityEnd(plain: string, cased: string, from: number): number {
  let index = from
  let end = from
  for (let words = 0; words < 7; words++) {
    const gap = /^(?: ?[,\n] ?| s\/ ?|[ -]|'| ')/.exec(plain.slice(index, index + 4))?.[0] ?? ''
    const start = index + gap.length
    let stop = start
    while (stop < plain.length && isWordUnit(plain.charCodeAt(stop))) stop++
    const word = plain.slice(start, stop)
    if (word === '' || (words > 0 && gap === '')) break
    if (word === 'cedex') return stop + (/^ \d{1,2}(?!\d)/.exec(plain.slice(stop, stop + 4))?.[0].length ?? 0)
    if (/\d/.test(word)) return isArrondissement(word, gap, words) ? stop : end
    const part: CityWord = { word, gap, start, stop, first: words === 0, capital: cased[start] !== plain[start] }
    if (leavesCity(part, plain, cased)) break
    if (!cityParticles.has(word)) end = stop
    index = stop
  }
  return end
}

const isArrondissement = (word: string, gap: string, words: number): boolean =>
  words > 0 && /^\d{1,2}$/.test(word) && gap === ' '

interface CityWord {
  word: string
  /** What stands before it. */
  gap: string
  start: number
  stop: number
  first: boolean
  capital: boolean
}

/** The name of the city has ended before this word. */
function leavesCity({ word, gap, start, stop, first, capital }: CityWord, plain: string, cased: string): boolean {
  const bare = !capital && gap !== '-' && gap !== "'"
  if (cityParticles.has(word)) return !first && bare && !cityParticleFollowed(plain, cased, stop)
  if (!first && /[,\n]/.test(gap)) return true
  if (!bare) return false
  return stops.has(word) || (!first && !cityParticles.has(wordBefore(plain, start)))
}

const wordBefore = (plain: string, at: number): string =>
  plain
    .slice(Math.max(0, at - 6), at)
    .trim()
    .split(/[ '-]/)
    .at(-1) ?? ''
const cityParticles = new Set(streets.cityParticles)
const cityParticleFollowed = (plain: string, cased: string, from: number): boolean => {
  const next = /^[ '-](?:(?:la|le|les|l)[ '-])?([a-z])/.exec(plain.slice(from, from + 8))
  if (!next) return false
  const at = from + next[0].length - 1
  return cased[at] !== plain[at]
}

/** ", Lyon" right after a street without a postcode. */
function extendToCity(plain: string, cased: string, end: number): number {
  const match = /^,? ?(?:\n ?)?([A-Z][A-Za-z]{2,20}(?:-[A-Za-z]{2,14}){0,4})(?= ?(?:[,.;)\n]|$))/.exec(
    cased.slice(end, end + 60),
  )
  return match && /^(?:, ?|,?\n)/.test(plain.slice(end, end + 2)) ? end + match[0].length : end
}

const box = /(?<![a-z0-9])(?:bp|cs|b\.p\.|boite postale|tsa) ?(?:n° ?)?\d{1,5}[ ,\n-]{1,3}/g
const hamlet =
  /(?<![a-z])(?:lieu[ -]?dit|hameau(?: de| du| des| d')?|ferme (?:de|du|des)|villa|domaine (?:de|du|des)|residence|hlm|foyer|camping|chrs|cada|cite|section|quartier|zac|z\.a\.c\.|zae?|zi|lotissement|morne|ravine|habitation|maison(?! d(?:e l'|e la|es|u) )|mas|hent|park|centre d'affaires|servitude|immeuble|allee|voie) "?([a-z' -]{2,40}),? ?(?:\n ?)?(?:(?:bat|esc|appt|apt|porte)\b[. ]{1,2}[a-z0-9]{1,4},? )?(?=(?:0[1-9]|[1-8]\d|9[0-578])\d{3}(?!\d) ?[a-z])/g
const statedHamlet =
  /\b(?:habite|vit|domiciliee?|demeure|reside|adresse ?:?) (?:au |a |a la |dans la |dans le |en )?((?:lieu[ -]?dit|hameau|residence|villa|ferme|domaine|batiment|bat\.|appartement|appt) [a-z0-9'" -]{3,60})/g

function boxes({ plain, cased, digits }: Message): Scored[] {
  const found: Scored[] = []
  // "2A100" has three digits of its own.
  const coded = digits().some(({ start, end }) => end - start === 5 || end - start === 3) ? plain : ''
  for (const match of matchesOf(box, coded)) {
    const after = match.index + match[0].length
    postcode.lastIndex = 0
    const code = postcode.exec(plain.slice(after, after + 6))
    if (code?.index === 0) found.push({ start: match.index, end: cityEnd(plain, cased, after + 5), score: 0.85 })
  }
  for (const match of matchesOf(hamlet, coded)) {
    found.push({
      start: prefixStart(plain, match.index),
      end: cityEnd(plain, cased, match.index + match[0].length + 5),
      score: 0.94,
    })
  }
  for (const match of matchesOf(statedHamlet, plain)) {
    const start = match.index + match[0].length - match[1]!.length
    let end = start
    for (const part of matchesOf(/[a-z0-9]+/g, match[1]!)) {
      const at = start + part.index
      if (stops.has(part[0]) && !cityParticles.has(part[0])) break
      if (part.index > 22 && cased[at] === plain[at] && !cityParticles.has(part[0])) break
      if (!cityParticles.has(part[0])) end = at + part[0].length
    }
    if (end - start > 8) found.push({ start, end, score: 0.8 })
  }
  return found
}
