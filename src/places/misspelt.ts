import type { Commune } from './commune.ts'
import { byPopulation, shortFormsOf } from './commune-names.ts'
import { nameKey, withoutArticle } from './name-key.ts'

/**
 * The communes that a word in the place of a place may mean, best first: one slip away (two in nine letters and more), alike to the ear,
 * run together, the beginning of it ("Florac"), or cut short at the last word ("aix en pce"). Several are as plausible as each other.
 */
export type Misspelt = (key: string, known?: { departement?: string }) => Commune[]

/**
 * Looks at every name of about that length each time: the letters that there are rule out nearly all of them, so that it takes 0.1 ms
 * and little memory (a deletion neighbourhood of the same 12,000 names holds 130,000 keys). Made when first asked for, in 50 ms.
 */
export function createMisspelt(communes: readonly Commune[]): Misspelt {
  let names: Names | undefined
  return (key, { departement } = {}) => {
    names ??= namesOf(communes)
    const typed = measured(withoutArticle(key))
    if (typed.letters.length < leastLetters || typed.letters.length > mostLetters) return []
    const near = nearest(typed, names, departement === undefined ? leastTwice.anywhere : leastTwice.inside)
    return plausible(near.filter(({ name }) => departement === undefined || name.commune.departement === departement))
  }
}

interface Measured {
  words: readonly string[]
  letters: string
  /** One bit a letter of the alphabet that is there. */
  alphabet: number
}

interface Name extends Measured {
  commune: Commune
  /** "Romorantin" for Romorantin-Lanthenay. */
  isShort: boolean
}

interface Near {
  name: Name
  slips: number
}

interface Names {
  /** By length; those of n letters begin at `from[n]`. */
  byLength: readonly Name[]
  from: readonly number[]
  alphabets: Int32Array
  bySound: ReadonlyMap<string, Name[]>
  byFirstWord: ReadonlyMap<string, Name[]>
}

/** Below this the neighbours of a word are mostly hamlets. */
const leastPopulation = 1_000
const leastHeard = 5_000
const leastLetters = 4
/** The longest name has 45. */
const mostLetters = 50

function namesOf(communes: readonly Commune[]): Names {
  const towns = communes.filter(({ population, parent }) => population >= leastPopulation && parent === undefined)
  const names = towns.flatMap((commune) => {
    const whole = withoutArticle(nameKey(commune.name))
    return [whole, ...shortFormsOf(whole)].map((key) => ({ ...measured(key), commune, isShort: key !== whole }))
  })
  const byLength = names.sort((one, other) => one.letters.length - other.letters.length)
  const lengths = byLength.map(({ letters }) => letters.length)
  const heard = names.filter(({ commune }) => commune.population >= leastHeard)
  return {
    byLength,
    from: Array.from({ length: mostLetters + 4 }, (_, length) => lengths.filter((one) => one < length).length),
    alphabets: Int32Array.from(byLength, ({ alphabet }) => alphabet),
    bySound: Map.groupBy(heard, soundsOf),
    byFirstWord: Map.groupBy(
      names.filter(({ words }) => words.length > 1),
      ({ words }) => words[0]!,
    ),
  }
}

function measured(key: string): Measured {
  const words = key.split(' ')
  const letters = words.join('')
  let alphabet = 0
  for (let at = 0; at < letters.length; at += 1) alphabet |= 1 << (letters.charCodeAt(at) & 31)
  return { words, letters, alphabet }
}

/** Each once: a name that sounds as it was typed is half a slip nearer, and a slip away however it is spelt. */
function nearest(typed: Measured, names: Names, twice: number): Near[] {
  const heard = new Set(heardAs(typed, names))
  const spelt = slipped(typed, names, twice).map(({ name, slips }) => ({
    name,
    slips: heard.delete(name) ? slips - 0.5 : slips,
  }))
  return [
    ...spelt,
    ...[...heard].map((name) => ({ name, slips: 1 })),
    ...cutShort(typed, names).map((name) => ({ name, slips: 0.5 })),
  ]
}

const heardAs = (typed: Measured, { bySound }: Names): readonly Name[] =>
  typed.letters.length < 5
    ? []
    : (bySound.get(soundsOf(typed)) ?? []).filter((name) => name.letters[0] === typed.letters[0])

/** "fd" for Ferrand, "pce" for Provence: words of the name, then letters of the last one in their order, the first among them. */
function cutShort({ words }: Measured, { byFirstWord }: Names): Name[] {
  const last = words.length - 1
  if (last < 1) return []
  return (byFirstWord.get(words[0]!) ?? []).filter((name) => {
    const [cut, full] = [words[last]!, name.words[last]]
    if (!full || name.words.length !== words.length || cut.length >= full.length - 1 || cut[0] !== full[0]) return false
    if (!words.every((word, at) => at === last || word === name.words[at])) return false
    let at = 0
    for (const letter of full) if (letter === cut[at]) at += 1
    return at === cut.length
  })
}

/** The letters from which a name may hold two slips: fewer where its departement is said, among whose few names it falls on none by chance. */
const leastTwice = { anywhere: 9, inside: 6 }

function slipped(typed: Measured, { byLength, from, alphabets }: Names, twice: number): Near[] {
  const { length } = typed.letters
  const most = length >= twice ? 2 : 1
  const near: Near[] = []
  for (let at = from[length - most]!; at < from[length + most + 1]!; at += 1) {
    if (bitsIn(typed.alphabet ^ alphabets[at]!) > 2 * most) continue
    const name = byLength[at]!
    const slips = distance(typed.letters, name.letters, most)
    const isHamlet = name.isShort && name.commune.population < leastHeard
    if (slips <= (isHamlet ? 0 : most) && couldBe(typed, name, slips, twice)) near.push({ name, slips })
  }
  return near
}

/**
 * A short word rarely begins with a slip. Word for word no word is changed altogether, and words run together or set apart are
 * that alone.
 */
function couldBe(typed: Measured, name: Measured, slips: number, twice: number): boolean {
  if (typed.letters.length < 7 && typed.letters[0] !== name.letters[0]) return false
  if (typed.words.length !== name.words.length) return slips === 0 || typed.letters.length >= 12
  return typed.words.every((word, at) => {
    const most = word.length >= twice ? 2 : 1
    return distance(word, name.words[at]!, most) <= most
  })
}

/** The nearest, names in full before shorter ones as in `find`; and, a slip farther, a town ten times as large. */
function plausible(near: readonly Near[]): Commune[] {
  const least = Math.min(...near.map(({ slips }) => slips))
  const first = near.filter(({ slips }) => slips === least).map(({ name }) => name)
  const most = Math.max(0, ...first.map(({ isShort, commune }) => (isShort ? 0 : commune.population)))
  const named = first.filter(({ isShort, commune }) => !isShort || commune.population > most)
  const largest = Math.max(0, ...named.map(({ commune }) => commune.population))
  const larger = near.filter(({ slips, name }) => least > 0 && slips > least && name.commune.population >= 10 * largest)
  const communesOf = (names: readonly Name[]) => names.map(({ commune }) => commune).sort(byPopulation)
  return [...new Set([...communesOf(named), ...communesOf(larger.map(({ name }) => name))])]
}

/**
 * What is heard of a French name, roughly and word by word: Mulhouse and "mulouse", Clermont and "clairmont", Villeurbanne and
 * "vileurbane".
 */
const soundsOf = ({ words }: Measured): string =>
  words.map((word) => spellings.reduce((sound, [spelling, heard]) => sound.replace(spelling, heard), word)).join(' ')

const spellings: readonly (readonly [spelling: RegExp, heard: string])[] = [
  [/ph/g, 'f'],
  [/(?<!c)h/g, ''],
  [/qu/g, 'k'],
  [/s?c(?=[eiy])/g, 's'],
  [/c(?!h)/g, 'k'],
  [/gu(?=[eiy])/g, 'G'],
  [/ge(?=[ao])|g(?=[eiy])/g, 'j'],
  [/G/g, 'g'],
  [/y/g, 'i'],
  [/z/g, 's'],
  [/eau|au/g, 'o'],
  [/(?:[ae]?i|u)[nm](?![aeiounm])/g, '1'],
  [/[ae][nm](?![aeiounm])/g, '2'],
  [/o[nm](?![aeiounm])/g, '3'],
  [/[ae]i|oe/g, 'e'],
  [/(.)\1+/g, '$1'],
  [/(?:es?|[tdxps]s?)$/, ''],
]

/** Letters left out, added, changed or swapped with the next; beyond `most` it is `most` + 1. Only the diagonal band is worked out. */
function distance(one: string, other: string, most: number): number {
  let [beforeLast, last, row] = rows
  for (let across = 0; across <= other.length; across += 1) last[across] = across
  for (let down = 1; down <= one.length; down += 1) {
    const from = Math.max(1, down - most)
    const to = Math.min(other.length, down + most)
    const letter = one.charCodeAt(down - 1)
    row[from - 1] = from === 1 ? down : beyond
    let least = row[from - 1]!
    for (let across = from; across <= to; across += 1) {
      const same = letter === other.charCodeAt(across - 1)
      let slips = last[across - 1]! + (same ? 0 : 1)
      if (across < down + most) slips = Math.min(slips, last[across]! + 1)
      slips = Math.min(slips, row[across - 1]! + 1)
      const swapped =
        down > 1 &&
        across > 1 &&
        letter === other.charCodeAt(across - 2) &&
        one.charCodeAt(down - 2) === other.charCodeAt(across - 1)
      if (swapped) slips = Math.min(slips, beforeLast[across - 2]! + 1)
      row[across] = slips
      least = Math.min(least, slips)
    }
    if (least > most) return most + 1
    ;[beforeLast, last, row] = [last, row, beforeLast]
  }
  return last[other.length]!
}

const rows = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)] as const
const beyond = 100

function bitsIn(mask: number): number {
  let pairs = mask - ((mask >>> 1) & 0x55555555)
  pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return (((pairs + (pairs >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
