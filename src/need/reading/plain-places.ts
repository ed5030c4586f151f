import { fold } from '../../../guardrails/language/fold.ts'
import type { Area } from '../../places/areas.ts'
import type { Commune } from '../../places/commune.ts'
import type { Places } from '../../places/places.ts'
import type { Message } from './message.ts'

/**
 * Towns and departements typed without capitals or accents, that a careful reader of French text leaves alone: after a word that
 * leads to a place, or alone between commas, and then only towns that everybody knows.
 */
export function plainPlaces(message: Message, places: Places): PlainPlace[] {
  const found: PlainPlace[] = []
  const lowerCase = !/\p{Lu}/u.test(message.original)
  for (const way of lowerCase ? waysToName : waysToName.slice(0, 2)) {
    const looking = new RegExp(way.pattern)
    for (let match = looking.exec(message.text); match; match = looking.exec(message.text)) {
      const start = match.index + match[0].length - match.groups!.name!.length
      looking.lastIndex = Math.max(start + 1, match.index + 1)
      const place = longestPlace(message, places, match.groups!.name!, start, way)
      if (!place || found.some((one) => start < one.end && place.end > one.start)) continue
      found.push(place)
      looking.lastIndex = place.end
    }
  }
  return found
}

function longestPlace(
  message: Message,
  places: Places,
  said: string,
  start: number,
  { closed, least, sounds }: WayToName,
): PlainPlace | undefined {
  for (const name of beginningsOf(said)) {
    const end = start + name.length
    if (name.length < 3 || message.isTaken(start, end)) continue
    if (closed && !patterns.closes.test(message.text.slice(end, end + 12))) continue
    const capital = /^\p{Lu}/u.test(message.excerpt(start, end))
    const area = capital ? places.findArea(name) : undefined
    if (area) return { area, start, end }
    if (isOtherWord(message.excerpt(start, end))) continue
    const town = townsOf(places).get(letters(name)) ?? (sounds ? townHeard(places, name) : undefined)
    if (!town || town.population < least) continue
    const resolved = places.resolve(town.name)
    if (resolved.kind !== 'found') continue
    return { commune: resolved.commune, start, end }
  }
  return undefined
}

/**
 * The towns worth looking up, by the letters of their names and, for the larger ones, by their sound ("dunkerke", "valenciene").
 * Remembered: a message has many words and few towns.
 */
function townsOf(places: Places): ReadonlyMap<string, Commune> {
  const known = knownTowns.get(places)
  if (known) return known
  const towns = new Map<string, Commune>()
  const largestFirst = places.communes
    .filter(({ population, parent }) => population >= leastTown && !parent)
    .sort((one, other) => other.population - one.population)
  const note = (key: string, town: Commune) => {
    if (!towns.has(key)) towns.set(key, town)
  }
  for (const town of largestFirst) note(letters(fold(town.name)), town)
  for (const town of largestFirst) {
    const sound = soundOf(letters(fold(town.name)))
    if (town.population >= leastUnled && sound.length >= leastSound) note(sound, town)
  }
  knownTowns.set(places, towns)
  return towns
}

function townHeard(places: Places, name: string): Commune | undefined {
  const sound = soundOf(letters(name))
  return sound.length >= leastSound ? townsOf(places).get(sound) : undefined
}

/** French spelling without what is not heard: doubled letters, final e and s, c and qu for k, y for i, ph for f. */
const soundOf = (word: string): string =>
  word
    .replace(/(.)\1+/g, '$1')
    .replace(/qu|c(?=[aoulrk]|$)/g, 'k')
    .replace(/ph/g, 'f')
    .replace(/y/g, 'i')
    .replace(/(?:e|s|t)+$/, '')

const leastSound = 6

const knownTowns = new WeakMap<Places, ReadonlyMap<string, Commune>>()
const leastTown = 8_000
const leastUnled = 40_000
const letters = (text: string): string => text.replace(/[^a-z]/g, '')

/** "Maçon" is a trade and "Mâcon" a town: as typed without accents, it is the trade too. */
const isOtherWord = (written: string): boolean => patterns.otherWord.test(written.normalize('NFC').toLowerCase())

/** "saint omer ou" gives "saint omer ou", "saint omer", "saint". */
function beginningsOf(name: string): string[] {
  const words = name.split(/(?<=[a-z])(?=[ -])/)
  return words.map((_, index) => words.slice(0, words.length - index).join(''))
}

/** One of the two. */
export interface PlainPlace {
  commune?: Commune
  area?: Area
  start: number
  end: number
}

export const patterns = {
  ledName:
    /\b(?:a|dans toute (?:la|l')|toute (?:la|l')|sur|vers|pres de|autour de|region de|secteur|agglo de|cote de|du cote de|habite|near|in) (?<name>[a-z]{2,20}(?:[ -][a-z]{2,20}){0,3})/g,
  loneName: /(?:^|[,;.(\n]|\bou\b|\bet\b)[ ]{0,3}(?<name>[a-z]{2,20}(?:[ -][a-z]{2,20}){0,3})/g,
  /** Towns called like a common word are left to the words that lead to a place. */
  anyName:
    /\b(?!(?:tours|nice|sens|lure|vienne|die|gap|muret|orange|grasse|cannes|vannes)\b)(?<name>[a-z]{4,20}(?:[ -][a-z]{2,20}){0,2})/g,
  otherWord: /^(?:ma[cç]on|bagnoles?)$/,
  closes: /^ ?(?:$|[,;.!?(\n]|(?:ou|et|pour|max|environ|env)\b)/,
}

/** A pattern with the `name` to look up, the inhabitants below which a town is not meant, and whether the clause must end there. */
interface WayToName {
  pattern: RegExp
  least: number
  closed: boolean
  /** Also as it sounds. */
  sounds?: boolean
}

/** The last only in messages typed without any capital. */
const waysToName: readonly WayToName[] = [
  { pattern: patterns.ledName, least: leastTown, closed: false },
  { pattern: patterns.loneName, least: 25_000, closed: true },
  { pattern: patterns.anyName, least: leastUnled, closed: false, sounds: true },
]
