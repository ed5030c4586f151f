import type { Area } from './areas.ts'
import type { Commune } from './commune.ts'
import type { CommuneNames } from './commune-names.ts'
import { type Evidence, firstContentWord, namesArea, namesTown, namesTownInShort } from './evidence.ts'
import { isArticle, nameKey, withoutArticle } from './name-key.ts'
import { type PlaceHint, type Resolution, resolveAmong } from './resolution.ts'
import { type Cue, isLinkWord, readSentence, type Sentence } from './sentence.ts'

/** A place read in a text; `start` and `end` are UTF-16 offsets of that text, `end` excluded. */
export type PlaceMention =
  | { kind: 'commune'; start: number; end: number; candidates: Commune[]; resolution: Resolution }
  | { kind: 'area'; start: number; end: number; area: Area }

/** What the reader looks names up in; keys are those of `nameKey`. */
export interface PlaceSources {
  names: CommuneNames
  byPostcode(postcode: string): readonly Commune[]
  areaNamed(key: string): Area | undefined
  longestAreaFrom(word: string): number
}

/**
 * Reads places in a sentence, the longest name first. Many communes are called like a word or a person, so a name
 * counts by what supports it: a cue before it ("habite à", "autour de", "vers"), a capital inside a sentence, a
 * postcode or departement beside it, its size. An area said elsewhere in the text decides between namesakes.
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
    return settle(found)
  }
}

interface Span {
  start: number
  end: number
  /** Index of the first word after it. */
  next: number
}
type Found = Span &
  ({ kind: 'area'; area: Area } | { kind: 'commune'; key: string; candidates: Commune[]; hint: PlaceHint })

function readAt(sentence: Sentence, at: number, previous: Found | undefined, sources: PlaceSources): Found | undefined {
  return (
    readPostcode(sentence, at, sources) ??
    readDepartementNumber(sentence, at, previous, sources) ??
    readName(sentence, at, previous, sources)
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
  if (!/^(?:\d{2}|2[ab]|9[78]\d)$/.test(folded) || sentence.counts(at)) return undefined
  const area = sources.areaNamed(folded)
  if (!area) return undefined
  const [last, second] = [sentence.before(at), sentence.before(at, 2)]
  // Up to 31 it may be a day of the month.
  const isDay = Number(folded) <= 31
  const cued =
    DEPARTEMENT_WORDS.has(last) ||
    (last === 'le' && (second === 'dans' || second === 'sur' || (second === 'vers' && !isDay))) ||
    (last === 'le' && /^(?:habit|resid|vi[tv])/.test(second)) ||
    (last === 'du' && !isDay && second !== 'taux')
  const listed =
    previous?.kind === 'area' &&
    /^\s*(?:,|\/|-|ou|et)\s*(?:(?:dans )?le )?$/i.test(sentence.text.slice(previous.end, start))
  return cued || listed ? { kind: 'area', start, end, next: at + 1, area } : undefined
}

function readName(
  sentence: Sentence,
  at: number,
  previous: Found | undefined,
  sources: PlaceSources,
): Found | undefined {
  const word = sentence.words[at]!.folded
  const longest = Math.max(sources.names.longestFrom(word), sources.longestAreaFrom(word))
  for (let size = longest; size > 0; size -= 1) {
    const key = sentence.key(at, size)
    if (key === undefined) continue
    const name = { sentence, at, size, key }
    const found = readArea(name, sources) ?? readCommune(name, previous, sources)
    if (found) return found
  }
  return undefined
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
  const exact = sources.names.exactly(key, CONTRACTIONS.has(sentence.before(at)))
  const isFull = exact.length > 0
  const candidates = sources.names.find(key).filter((one) => isFull || nameKey(one.name).startsWith(`${key} `))
  if (candidates.length === 0) return undefined
  const population = Math.max(...(isFull ? exact : candidates).map((one) => one.population))
  const cue = sentence.cueBefore(at)
  const span = spanOf(name)
  const beside = hintBeside(name, candidates, sources)
  const alone = at === 0 && isLast(sentence, beside?.end ?? span.end)
  const evidence = {
    ...evidenceFor(name, cue === 'none' && continues(name, previous) ? 'weak' : cue),
    alone,
    last: alone || isLast(sentence, beside?.end ?? span.end),
  }
  const largest = Math.max(...candidates.map((one) => one.population))
  const proven = beside !== undefined && (isFull || evidence.capital || largest >= 5_000)
  const named =
    (isFull && namesTown(evidence, population)) ||
    ((!isFull || largest > population) && namesTownInShort(evidence, largest))
  // "la Vienne" is no town: a town takes an article only as part of its name.
  if (!proven && (!named || isArticle(sentence.before(at)))) return undefined
  if (!beside) return { kind: 'commune', ...span, key, candidates, hint: {} }
  const next = sentence.words.findIndex((word) => word.start >= beside.end)
  return {
    kind: 'commune',
    key,
    start: span.start,
    end: beside.end,
    next: next < 0 ? sentence.words.length : next,
    candidates: withQuarter(candidates, beside.hint.postcode, sources),
    hint: beside.hint,
  }
}

function evidenceFor({ sentence, at, size, key }: Name, cue: Cue): Evidence {
  const previous = sentence.words[at - 1]
  const before = previous ? sentence.text.slice(previous.start, previous.end) : ''
  const of = /^\s+(?:d[eu]s?\s|d['’])/.test(sentence.text.slice(sentence.words[at + size - 1]!.end))
  const capital = sentence.isCapital(at + firstContentWord(key))
  return { key, cue, capital, before, of, alone: false, last: false }
}

function spanOf({ sentence, at, size }: Name): Span {
  return { start: sentence.words[at]!.start, end: sentence.words[at + size - 1]!.end, next: at + size }
}

/** "à Lille, Roubaix ou Tourcoing": the cue of the first holds for the next. */
function continues({ sentence, at }: Name, previous: Found | undefined): boolean {
  if (previous?.kind !== 'commune') return false
  return /^\s*(?:,|\/|,?\s*(?:et|ou|puis))\s*$/.test(sentence.text.slice(previous.end, sentence.words[at]!.start))
}

function isLast(sentence: Sentence, end: number): boolean {
  return /^[\s.!?]*$/.test(sentence.text.slice(end))
}

/** "(59)", "(Nord)", "59000", "59" right after the name: proof that it is one, and which. */
function hintBeside(
  { sentence, at, size }: Name,
  candidates: readonly Commune[],
  sources: PlaceSources,
): { hint: PlaceHint; end: number } | undefined {
  const { end } = sentence.words[at + size - 1]!
  const after = sentence.text.slice(end, end + 40)
  const inBrackets = /^\s*\(\s*([^()\d][^()]{1,30}|\d{2,3}|2[AaBb]|\d{5})\s*\)/.exec(after)
  const number = /^,?\s+(\d{5}|9[78]\d|\d{2}|2[AaBb])(?![\d.,]*[\d\p{L}])/u.exec(after)
  const written = inBrackets ?? number
  const said = written?.[1]?.trim().toLowerCase()
  if (!written || said === undefined) return undefined
  // "Saint-Denis 30 km": what counts something is no departement.
  if (written === number && said.length < 5 && sentence.counts(at + size)) return undefined
  const { length } = written[0]
  if (/^\d{5}$/.test(said)) {
    return candidates.some((one) => one.postcodes.includes(said))
      ? { hint: { postcode: said }, end: end + length }
      : undefined
  }
  const area = sources.areaNamed(nameKey(said))
  const departement = area?.departements.length === 1 ? area.departements[0] : undefined
  if (departement === undefined || !candidates.some((one) => one.departement === departement)) return undefined
  return { hint: { departement }, end: end + length }
}

/** Offsets and candidates, with every namesake settled by the areas that the same text names. */
function settle(found: readonly Found[]): PlaceMention[] {
  const departements = new Set(found.flatMap((one) => (one.kind === 'area' ? one.area.departements : [])))
  return found.map((one) => {
    const { start, end } = one
    if (one.kind === 'area') return { kind: 'area', start, end, area: one.area }
    const inside = one.candidates.filter((commune) => departements.has(commune.departement))
    const candidates = inside.length > 0 ? inside : one.candidates
    return {
      kind: 'commune',
      start,
      end,
      candidates: one.candidates,
      resolution: resolve(candidates, one.key, one.hint),
    }
  })
}

/** Communes of one postcode are neighbours: the first (a city's arrondissement, or the largest) stands for them. */
function resolve(candidates: readonly Commune[], key: string, hint: PlaceHint): Resolution {
  const [first] = candidates
  const onePostcode = hint.postcode !== undefined && candidates.every((one) => one.postcodes.includes(hint.postcode!))
  return first && onePostcode ? { kind: 'found', commune: first } : resolveAmong(candidates, key, hint)
}

/** "75012 Paris" means the arrondissement of that postcode. */
function withQuarter(candidates: Commune[], postcode: string | undefined, sources: PlaceSources): Commune[] {
  if (postcode === undefined) return candidates
  const quarters = sources.byPostcode(postcode).filter((one) => candidates.some(({ code }) => code === one.parent))
  return [...quarters, ...candidates]
}

const CONTRACTIONS: ReadonlySet<string> = new Set(['au', 'aux', 'du', 'des'])
const AREA_PREPOSITIONS: ReadonlySet<string> = new Set(['dans', 'sur', 'vers', 'partout'])
const DEPARTEMENT_WORDS: ReadonlySet<string> = new Set(['departement', 'departements', 'dept', 'dep', 'dpt'])
/** What five digits are the number of, when they are no postcode. */
const NUMBERED: ReadonlySet<string> = new Set(
  'rncp rs iso norme n no numero ref reference code formacode siret cpf'.split(' '),
)
