import type { Area } from './areas.ts'
import { COMMON_WORDS } from './common-words.ts'
import type { Commune } from './commune.ts'
import type { CommuneNames } from './commune-names.ts'
import { type Beside, type Doubtful, readDoubtful, readLonger } from './doubtful.ts'
import {
  type Evidence,
  firstContentWord,
  isPlainArea,
  namesArea,
  namesKnownPlace,
  namesTown,
  namesTownInShort,
} from './evidence.ts'
import type { KnownPlace, KnownPlaces } from './known-places.ts'
import type { Misspelt } from './misspelt.ts'
import { isArticle, nameKey, withoutArticle } from './name-key.ts'
import { type PlaceHint, type Resolution, resolveAmong } from './resolution.ts'
import { type Cue, isLinkWord, readSentence, type Sentence } from './sentence.ts'

/**
 * A place read in a text; `start` and `end` are UTF-16 offsets of that text, `end` excluded. `misspelt`: not a name as it is written, but
 * one slip from what it resolves to. `unknown`: a name where only a place can stand, that nothing bears nor nearly bears.
 */
export type PlaceMention = { start: number; end: number } & (
  | { kind: 'commune'; candidates: Commune[]; resolution: Resolution; misspelt?: true }
  | { kind: 'area'; area: Area }
  | { kind: 'known'; place: KnownPlace }
  | { kind: 'unknown' }
)

/** What the reader looks names up in; keys are those of `nameKey`. */
export interface PlaceSources {
  names: CommuneNames
  byPostcode(postcode: string): readonly Commune[]
  areaNamed(key: string): Area | undefined
  longestAreaFrom(word: string): number
  known: KnownPlaces
  misspelt: Misspelt
}

/**
 * Reads places in a sentence, the longest name first. Many communes are called like a word or a person, so a name
 * counts by what supports it: a cue before it ("habite à", "autour de", "vers"), a capital inside a sentence, being
 * a clause of its own, a postcode or departement beside it, its size. An area said elsewhere in the text decides
 * between namesakes. Where a place is expected and no name stands, a slip of one is looked for (doubtful.ts).
 */
export function createPlaceReader(sources: PlaceSources): (text: string) => PlaceMention[] {
  return (text) => {
    const sentence = readSentence(text)
    const found: Found[] = []
    let at = 0
    while (at < sentence.words.length) {
      const mention = sentence.isMasked(at) ? undefined : readAt(sentence, at, found.at(-1), sources)
      if (mention) found.push(mention)
      at = mention?.next ?? at + 1
    }
    return settle(found, text)
  }
}

interface Span {
  start: number
  end: number
  /** Index of the first word after it. */
  next: number
}
type Found = Span &
  (
    | { kind: 'area'; area: Area }
    | { kind: 'known'; place: KnownPlace }
    | { kind: 'commune'; key: string; candidates: Commune[]; hint: PlaceHint }
    | Doubtful
  )

function readAt(sentence: Sentence, at: number, previous: Found | undefined, sources: PlaceSources): Found | undefined {
  return (
    readPostcode(sentence, at, sources) ??
    readDepartementNumber(sentence, at, previous, sources) ??
    readName(sentence, at, previous, sources) ??
    readDoubtful(sentence, at, {
      misspelt: sources.misspelt,
      areaBeside: (next) => areaBeside(sentence, next, sources),
      continues: continues(sentence, at, previous),
    })
  )
}

/** "59000", "59000 Lille". */
function readPostcode(sentence: Sentence, at: number, sources: PlaceSources): Found | undefined {
  const { folded: postcode, start, end } = sentence.words[at]!
  if (!/^\d{5}$/.test(postcode) || NUMBERED.has(sentence.before(at)) || sentence.counts(at)) return undefined
  const communes = sources.byPostcode(postcode)
  if (communes.length === 0) return undefined
  const longest = sources.names.longestFrom(sentence.words[at + 1]?.folded ?? '')
  for (let size = longest; size > 0 && sentence.key(at, 2) !== undefined; size -= 1) {
    const key = sentence.key(at + 1, size)
    const named = key === undefined ? [] : sources.names.find(key).filter((one) => one.postcodes.includes(postcode))
    if (named.length === 0) continue
    const last = sentence.words[at + size]!
    return {
      kind: 'commune',
      start,
      end: last.end,
      next: at + size + 1,
      key: postcode,
      candidates: withQuarter(named, postcode, sources),
      hint: { postcode },
    }
  }
  return { kind: 'commune', start, end, next: at + 1, key: postcode, candidates: [...communes], hint: { postcode } }
}

/** "dans le 59", "département 59", "du 77", and the next ones of a list: "le 59 ou le 62". */
function readDepartementNumber(
  sentence: Sentence,
  at: number,
  previous: Found | undefined,
  sources: PlaceSources,
): Found | undefined {
  const { folded, start, end } = sentence.words[at]!
  const isCalled = DEPARTEMENT_WORDS.has(sentence.before(at))
  if (!/^(?:\d{2}|2[ab]|9[78]\d)$/.test(folded) || (sentence.counts(at) && !isCalled)) return undefined
  const area = sources.areaNamed(folded)
  if (!area) return undefined
  const [last, second] = [sentence.before(at), sentence.before(at, 2)]
  // Up to 31 it may be a day of the month.
  const isDay = Number(folded) <= 31
  const cued =
    isCalled ||
    (last === 'le' && (second === 'dans' || second === 'sur' || (second === 'vers' && !isDay))) ||
    (last === 'le' && /^(?:habit|resid|vi[tv])/.test(second)) ||
    (last === 'du' && !isDay && second !== 'taux')
  const listed =
    previous?.kind === 'area' &&
    /^\s*(?:,|\/|-|ou|et)\s*(?:(?:dans )?le )?$/i.test(sentence.text.slice(previous.end, start))
  // Alone between two commas; a number up to 31 is a day there.
  const closed = !isDay && sentence.opens(at) && sentence.closes(end)
  return cued || listed || closed ? { kind: 'area', start, end, next: at + 1, area } : undefined
}

function readName(
  sentence: Sentence,
  at: number,
  previous: Found | undefined,
  sources: PlaceSources,
): Found | undefined {
  const word = sentence.words[at]!.folded
  const longest = Math.max(
    sources.names.longestFrom(word),
    sources.longestAreaFrom(word),
    sources.known.longestFrom(word),
  )
  for (let size = longest; size > 0; size -= 1) {
    const key = sentence.key(at, size)
    if (key === undefined) continue
    const name = { sentence, at, size, key }
    const found = readKnownPlace(name, sources) ?? readArea(name, sources) ?? readCommune(name, previous, sources)
    if (!found) continue
    if (found.kind !== 'commune') return found
    const read = { size, isAmbiguous: found.candidates.length > 1 }
    return readLonger(sentence, at, read, sources.misspelt) ?? found
  }
  return SIDES.has(word) ? readSideOfArea(sentence, at, sources) : undefined
}

/** "Nord-Isère", "sud Gironde": the whole of it, for want of its parts. */
function readSideOfArea(sentence: Sentence, at: number, sources: PlaceSources): Found | undefined {
  const word = sentence.words[at + 1]?.folded ?? ''
  for (let size = sources.longestAreaFrom(word); size > 0; size -= 1) {
    const key = sentence.key(at, 2) === undefined ? undefined : sentence.key(at + 1, size)
    const area = key === undefined || /\d/.test(key) ? undefined : sources.areaNamed(key)
    if (!area || !sentence.isCapitalised(at + 1)) continue
    const { end } = sentence.words[at + size]!
    return { kind: 'area', start: sentence.words[at]!.start, end, next: at + size + 1, area }
  }
  return undefined
}

function readKnownPlace(name: Name, sources: PlaceSources): Found | undefined {
  const place = sources.known.named(name.key) ?? sources.known.named(withoutArticle(name.key))
  if (!place) return undefined
  const cues = [name.sentence.cueBefore(name.at), name.sentence.areaCueBefore(name.at)] as const
  // "Habite à Roussillon", "dans le Roussillon".
  if (cues[1] !== 'strong' && sources.names.exactly(name.key, false).length > 0) return undefined
  const cue = cues.includes('strong') ? 'strong' : cues.includes('weak') ? 'weak' : 'none'
  return namesKnownPlace(evidenceFor(name, cue)) ? { kind: 'known', ...spanOf(name), place } : undefined
}

interface Name {
  sentence: Sentence
  at: number
  size: number
  key: string
}

function readArea(name: Name, sources: PlaceSources): Found | undefined {
  const { sentence, at, key } = name
  const startsWithArticle = isArticle(key.split(' ')[0]!)
  // "Dans le Nord-Isère" is said of Isère.
  if (SIDES.has(withoutArticle(key)) && /^-\p{Lu}/u.test(sentence.text.slice(spanOf(name).end))) return undefined
  const area = /\d/.test(key) ? undefined : (sources.areaNamed(key) ?? sources.areaNamed(withoutArticle(key)))
  if (!area) return undefined
  const span = spanOf(name)
  const alsoTown = sources.names.find(withoutArticle(key)).some((one) => one.population >= 10_000)
  // "dans le Nord": the article belongs to the cue; "dans La Réunion": to the name.
  const inside = startsWithArticle && AREA_PREPOSITIONS.has(sentence.before(at))
  const cue = inside ? 'strong' : sentence.areaCueBefore(at)
  return namesArea(evidenceFor(name, cue), alsoTown) ? { kind: 'area', ...span, area } : undefined
}

function readCommune(name: Name, previous: Found | undefined, sources: PlaceSources): Found | undefined {
  const { sentence, at, size, key } = name
  const lastWord = sentence.words[at + size - 1]!.folded
  if (isLinkWord(key) || /^\d+$/.test(key) || (/^\d+$/.test(lastWord) && sentence.counts(at + size - 1)))
    return undefined
  // "Bourg d'Oisans" is Le Bourg-d'Oisans; "mans" is Le Mans after "au" only.
  const exact = sources.names.exactly(key, size > 1 || CONTRACTIONS.has(sentence.before(at)))
  const isFull = exact.length > 0
  if (isFull && COMMON_WORDS.has(withoutArticle(key)) && !exact.some((one) => accentsAgree(name, one))) return undefined
  if (size === 1 && isEpithet(name, sources)) {
    const city = readName(sentence, at + 1, previous, sources)
    return city && { ...city, start: sentence.words[at]!.start }
  }
  const candidates = sources.names.find(key).filter((one) => isFull || nameKey(one.name).startsWith(`${key} `))
  if (candidates.length === 0) return undefined
  const population = Math.max(...(isFull ? exact : candidates).map((one) => inhabitants(one, isFull ? key : undefined)))
  const span = spanOf(name)
  const beside = hintBeside(sentence, span.next, candidates, sources)
  const cue = sentence.cueBefore(at)
  const evidence = evidenceFor(name, cue === 'none' && continues(sentence, at, previous) ? 'weak' : cue, beside?.end)
  const largest = Math.max(...candidates.map((one) => one.population))
  const proven = beside !== undefined && (isFull || evidence.capital || largest >= 5_000)
  const named =
    (isFull && namesTown(evidence, population)) ||
    ((!isFull || largest > population) && namesTownInShort(evidence, largest))
  // "la Vienne" is no town: a town takes an article only as part of its name, but for an island and "le 13e".
  if (!proven && (!named || (isArticle(sentence.before(at)) && !/^(?:\d|ile )/.test(key)))) return undefined
  if (!beside) return { kind: 'commune', ...span, key, candidates, hint: {} }
  return {
    kind: 'commune',
    key,
    start: span.start,
    end: beside.end,
    next: beside.next,
    candidates: withQuarter(candidates, beside.hint.postcode, sources),
    hint: beside.hint,
  }
}

/** Of a commune that has merged since nobody tells: Liré is none of the 16,000 of Orée-d'Anjou. */
const inhabitants = (commune: Commune, named: string | undefined): number =>
  named === undefined || commune.parent || withoutArticle(nameKey(commune.name)) === withoutArticle(named)
    ? commune.population
    : Math.min(commune.population, ofMerged)
const ofMerged = 2_000

/** "Grand Poitiers", "Vieux Lyon": a word before the name of a city is part of how that is called. */
function isEpithet({ sentence, at, key }: Name, sources: PlaceSources): boolean {
  if (!COMMON_WORDS.has(key) || sentence.key(at, 2) === undefined) return false
  if (!sentence.isCapitalised(at) || !sentence.isCapitalised(at + 1)) return false
  return sources.names.exactly(sentence.words[at + 1]!.folded, false).some(({ population }) => population >= 20_000)
}

/** "Maçon" is a trade and "Mâcon" a town: an accent that the name does not bear makes it the other word. */
function accentsAgree({ sentence, at, size }: Name, commune: Commune): boolean {
  const written = sentence.text.slice(sentence.words[at]!.start, sentence.words[at + size - 1]!.end)
  const [typed, name] = [written, commune.name].map((one) => one.normalize('NFC').toLowerCase())
  if (typed!.length !== name!.length) return true
  return [...typed!].every((letter, index) => !/[à-ÿ]/.test(letter) || letter === name![index])
}

function evidenceFor({ sentence, at, size, key }: Name, cue: Cue, besideEnd?: number): Evidence {
  const previous = sentence.words[at - 1]
  const { end } = sentence.words[at + size - 1]!
  const last = isLast(sentence, besideEnd ?? end)
  const content = at + firstContentWord(key)
  return {
    key,
    cue,
    capital: sentence.isCapital(content),
    before: previous ? sentence.text.slice(previous.start, previous.end) : '',
    at: sentence.isAt(at),
    of: /^\s+(?:d[eu]s?\s|d['’])/.test(sentence.text.slice(end)),
    alone: at === 0 && last,
    first: at === 0,
    last,
    closed: sentence.opens(at) && sentence.closes(besideEnd ?? end),
    ends: /^\s*(?:$|[.,!?;:\n()])/.test(sentence.text.slice(besideEnd ?? end)),
    capitalised: sentence.isCapitalised(content),
  }
}

function spanOf({ sentence, at, size }: Name): Span {
  return { start: sentence.words[at]!.start, end: sentence.words[at + size - 1]!.end, next: at + size }
}

/** "à Lille, Roubaix ou Tourcoing": the cue of the first holds for the next. */
function continues(sentence: Sentence, at: number, previous: Found | undefined): boolean {
  if (previous?.kind !== 'commune') return false
  return /^\s*(?:,|\/|,?\s*(?:et|ou|puis))\s*$/.test(sentence.text.slice(previous.end, sentence.words[at]!.start))
}

function isLast(sentence: Sentence, end: number): boolean {
  return /^[\s.!?]*$/.test(sentence.text.slice(end))
}

/** A postcode or a departement right before this word, beside a name, is proof that it is one, and which. */
function hintBeside(
  sentence: Sentence,
  at: number,
  candidates: readonly Commune[],
  sources: PlaceSources,
): Beside | undefined {
  const { end } = sentence.words[at - 1]!
  const postcode = /^\s*[,(]?\s*(\d{5})(?!\d)\)?/.exec(sentence.text.slice(end, end + 12))
  const said = postcode?.[1]
  if (postcode && candidates.some((one) => one.postcodes.includes(said!))) {
    return { hint: { postcode: said }, end: end + postcode[0].length, next: at + 1 }
  }
  const beside = areaBeside(sentence, at, sources)
  return beside && candidates.some((one) => one.departement === beside.hint.departement) ? beside : undefined
}

/** "(59)", "(Nord)", "59", ", dans la Drôme", "en Ille-et-Vilaine", ", Martinique", from this word on. */
function areaBeside(sentence: Sentence, at: number, sources: PlaceSources): Beside | undefined {
  const { text, words } = sentence
  if (at === words.length || sentence.isMasked(at)) return undefined
  const { end } = words[at - 1]!
  const between = /^\s*[,(]?\s*(?:(?:dans|en|ds|à|d[eu]|-)\s+)?(?:(?:l[ea]|les)\s+|l['’]\s*)?/i.exec(
    text.slice(end, end + 24),
  )!
  const start = end + between[0].length
  const first = [at, at + 1, at + 2].find((one) => words[one]?.start === start)
  if (first === undefined) return undefined
  for (let size = Math.max(1, sources.longestAreaFrom(words[first]!.folded)); size > 0; size -= 1) {
    const key = sentence.key(first, size)
    const area = key === undefined ? undefined : sources.areaNamed(key)
    const departement = area?.departements.length === 1 ? area.departements[0] : undefined
    if (departement === undefined) continue
    const last = words[first + size - 1]!
    // "Saint-Denis 30 km", "le 12 mars": what counts something is no departement.
    if (/^\d/.test(key!) && (sentence.counts(first) || !/^\s*[,(]?\s*$|\ble\s+$/i.test(between[0]))) return undefined
    const isTyped = !/^\d/.test(key!) && !sentence.isCapitalised(first) && between[0].trim() === ''
    if (isTyped && !isPlainArea(withoutArticle(key!))) return undefined
    const bracket = between[0].includes('(') && text[last.end] === ')' ? 1 : 0
    return { hint: { departement }, end: last.end + bracket, next: first + size }
  }
  return undefined
}

/**
 * Offsets and candidates, with every namesake settled by the areas that the same text names: what stands beside it first, and not one of
 * those that are set apart ("Valence, pas celle de la Drôme").
 */
function settle(found: readonly Found[], text: string): PlaceMention[] {
  const areas = found.filter((one) => one.kind === 'area')
  const isApart = ({ start }: Found) => SET_APART.test(text.slice(Math.max(0, start - 40), start))
  const departementsOf = (some: typeof areas) => new Set(some.flatMap(({ area }) => area.departements))
  const said = departementsOf(areas.filter((one) => !isApart(one)))
  const apart = departementsOf(areas.filter(isApart))
  return found.map((one) => {
    const { start, end } = one
    if (one.kind === 'area') return { kind: 'area', start, end, area: one.area }
    if (one.kind === 'known') return { kind: 'known', start, end, place: one.place }
    if (one.kind === 'unknown') return { kind: 'unknown', start, end }
    const held = one.candidates.filter(({ departement }) => !apart.has(departement))
    const inside = one.hint.departement ? [] : held.filter(({ departement }) => said.has(departement))
    const candidates = [inside, held, one.candidates].find(({ length }) => length > 0)!
    return {
      kind: 'commune',
      start,
      end,
      candidates: one.candidates,
      resolution: 'misspelt' in one ? resolveSlip(one) : resolve(candidates, one.key, one.hint),
      ...('misspelt' in one && one.misspelt !== 'short' && { misspelt: true }),
    }
  })
}

/** Communes of one postcode are neighbours: the first (a city's arrondissement, or the largest) stands for them. */
function resolve(candidates: readonly Commune[], key: string, hint: PlaceHint): Resolution {
  const [first] = candidates
  const onePostcode = hint.postcode !== undefined && candidates.every((one) => one.postcodes.includes(hint.postcode!))
  return first && onePostcode ? { kind: 'found', commune: first } : resolveAmong(candidates, key, hint)
}

/** A slip of a small commune's name is as well a name of which we know nothing: it is asked. */
function resolveSlip({ candidates, key, hint, misspelt }: Extract<Found, { misspelt: string }>): Resolution {
  const resolved = resolveAmong(candidates, key, hint)
  if (misspelt === 'maybe') return { kind: 'ambiguous', candidates }
  if (misspelt === 'short') return resolved
  const isSure = resolved.kind === 'found' && (hint.departement || resolved.commune.population >= leastCorrected)
  return isSure ? resolved : { kind: 'ambiguous', candidates }
}

const leastCorrected = 5_000

/** "75012 Paris" means the arrondissement of that postcode. */
function withQuarter(candidates: Commune[], postcode: string | undefined, sources: PlaceSources): Commune[] {
  if (postcode === undefined) return candidates
  const quarters = sources.byPostcode(postcode).filter((one) => candidates.some(({ code }) => code === one.parent))
  return [...quarters, ...candidates]
}

const SET_APART = /\b(?:pas|non|not)\s[^.,;:!?()\n]*$/i
const CONTRACTIONS: ReadonlySet<string> = new Set(['au', 'aux', 'du', 'des'])
const AREA_PREPOSITIONS: ReadonlySet<string> = new Set(['dans', 'ds', 'sur', 'vers', 'partout'])
const SIDES: ReadonlySet<string> = new Set(['nord', 'sud', 'est', 'ouest', 'centre', 'haut', 'haute', 'bas', 'basse'])
const DEPARTEMENT_WORDS: ReadonlySet<string> = new Set(['departement', 'departements', 'dept', 'dep', 'dpt'])
/** What five digits are the number of, when they are no postcode. */
const NUMBERED: ReadonlySet<string> = new Set(
  'rncp rs iso norme n no numero ref reference code formacode siret cpf'.split(' '),
)
