import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Candidate, CatalogueIndex, Filter } from '../catalogue/catalogue-index.ts'
import { embedNeed } from '../catalogue/embed-need.ts'
import type { Criteria } from '../criteria/criteria.ts'
import { defaultRadiusKm, mostRadiusKm } from '../criteria/default-radius-km.ts'
import type { Circumstances } from '../criteria/judging.ts'
import { kindsWanted } from '../criteria/kinds/kinds.ts'
import { widerRadii } from '../criteria/radius-km.ts'
import { isWish } from '../criteria/wish.ts'
import type { Kind } from '../item.ts'
import type { Doubts } from '../relevance/doubts.ts'
import type { Asked, Goal, Judgement, Lack, Relevance } from '../relevance/relevance.ts'
import { complementOf, wordsOfComplements } from './complements.ts'
import { applyFilters, reasonsToLeaveOut, townOf } from './filters.ts'
import { type Nearest, nearestAmong } from './nearest.ts'
import type { Excluded, Relaxation } from './option.ts'
import { gainsOfRelaxing, relaxed, waysToRelax } from './relaxations.ts'
import { choicesAmong, nearEqualBand } from './selection.ts'

export interface Shortlist {
  /** Candidates that answer and pass every rule, by falling merit. */
  kept: Candidate[]
  /** Those that pass every rule and are close to an answer: for where hardly anything answers. */
  close: Candidate[]
  /** Of these, those that are a step towards what is asked: its preparation, a part of it, a course beside it. */
  steps: Candidate[]
  /** What the rules left out among the items that answer the need. */
  excluded: Excluded
  /** False when nothing of the catalogue answers the need, filters aside: then relaxing brings nothing either. */
  answered: boolean
  /** What may have been meant, where nothing answers. */
  doubts?: Doubts
  /** The need looked up without its filters, and its look-ups: relaxing changes neither, nor looks the same thing up twice. */
  wide: { outside: Candidate[]; lookUp: LookUp; asked: Asked }
}

export interface Search {
  index: CatalogueIndex
  embedding: EmbeddingModelV4
  relevance: Relevance
  /** Where the need lies in the index's dense space, where there is one. */
  dense?: readonly number[]
  circumstances: Circumstances
}

/** How many candidates are read: enough to choose from within the filters, and to tell what the filters left out. */
export const within = 80
const around = 160

/**
 * Looks the need up twice: inside its filters, for what can be proposed, and without them, to say what they left out. Both are judged by
 * the same stated rules, so that nothing leaves silently.
 */
export async function shortlist(criteria: Criteria, search: Search): Promise<Shortlist> {
  const vocabulary = await search.index.vocabulary()
  const said = search.relevance.ask(criteria, vocabulary)
  const lookUp = await lookingUp(criteria, said, search)
  const outside = await lookUp({}, around)
  const asked = search.relevance.askOf(
    said,
    outside.map(({ item }) => item),
  )
  const list = await judged(criteria, search, { outside, lookUp, asked })
  const { topic } = criteria
  return list.answered || !topic ? list : { ...list, doubts: search.relevance.doubts(topic, vocabulary) }
}

/** What relaxing would bring, counted as the relaxed search itself would answer. */
export async function relaxationsOf(
  criteria: Criteria,
  search: Search,
  current: Shortlist,
  { inPairs = true } = {},
): Promise<Relaxation[]> {
  if (!current.answered) return []
  const choices = ({ kept }: Shortlist) => choicesAmong(kept).length
  return gainsOfRelaxing(criteria, { now: choices(current), inPairs }, async (wider) =>
    choices(await judged(wider, search, current.wide)),
  )
}

/**
 * Where there is a choice already: what the next wider distance would bring, counted in the same way. At most two are tried, and none where
 * the distance left nothing out.
 */
export async function nextDistance(criteria: Criteria, search: Search, current: Shortlist): Promise<Relaxation[]> {
  if (!current.excluded.counts.some(({ rule }) => rule === 'distance')) return []
  const now = choicesAmong(current.kept).length
  for (const way of waysToRelax(criteria)
    .filter(({ criterion, to }) => criterion === 'radiusKm' && to !== null)
    .slice(0, 2)) {
    const gains = choicesAmong((await judged(relaxed(criteria, [way]), search, current.wide)).kept).length - now
    if (gains > 0) return [{ criterion: way.criterion, to: way.to, gains }]
  }
  return []
}

/** The nearest offer that would answer, were it not too far; undefined where the distance alone keeps none from it. */
export async function closestBeyond(
  criteria: Criteria,
  search: Search,
  current: Shortlist,
): Promise<Closest | undefined> {
  if (!current.excluded.counts.some(({ rule }) => rule === 'distance')) return undefined
  for (const to of [...widerRadii, mostRadiusKm].filter((radius) => radius > (criteria.radiusKm ?? defaultRadiusKm))) {
    const { kept } = await judged(relaxed(criteria, [{ criterion: 'radiusKm', to, step: 0 }]), search, current.wide)
    const [first] = kept
      .flatMap(({ item }) => {
        const [far, ...others] = reasonsToLeaveOut(item, criteria, search.circumstances)
        const town = far && townOf(item, far)
        return far?.rule === 'distance' && others.length === 0 && town
          ? [{ town: town.replace(/ Arrondissement$/, ''), km: Number(far.value) }]
          : []
      })
      .sort((one, other) => one.km - other.km)
    if (first) return first
  }
  return undefined
}

export interface Closest {
  town: string
  km: number
}

/** What answers, or is a step towards it, but for a criterion or two, nearest first: shown where there is hardly a choice. */
export async function nearestTo(
  criteria: Criteria,
  search: Search,
  current: Shortlist,
  seed: string,
  which: 'kept' | 'steps' = 'kept',
): Promise<Nearest[]> {
  if (!current.answered) return []
  const find = async (wider: Criteria) => (await judged(wider, search, current.wide))[which]
  return nearestAmong(criteria, search.circumstances, { find, seed })
}

async function judged(criteria: Criteria, search: Search, wide: Shortlist['wide']): Promise<Shortlist> {
  const { outside, lookUp, asked } = wide
  const { index, relevance } = search
  // Where the place is relaxed away, so are its coordinates.
  const circumstances = criteria.near
    ? search.circumstances
    : { ...search.circumstances, near: undefined, elsewhere: undefined }
  // Each kind is looked up on its own: a few events would not be seen among hundreds of trainings.
  const filter = admittedBy(criteria, circumstances)
  const others = (filter.near && circumstances.elsewhere) || []
  const everywhere = [filter, ...others.map(({ lat, lon }) => ({ ...filter, near: { ...filter.near!, lat, lon } }))]
  const kinds = kindsWanted(criteria)
  const [found, apart, broughtBack] = await Promise.all([
    Promise.all(everywhere.flatMap((one) => kinds.map((kind) => lookUp({ ...one, kinds: [kind] }, within)))),
    // Trainings are nearly all of a catalogue: of the few others, those that a rule leaves out would not be seen among them.
    kinds.includes('training') ? [] : lookUp({ kinds: [...kinds] }, around),
    index.items(criteria.includeItems),
  ])
  const byId = new Map<string, Candidate>()
  for (const candidate of [...apart, ...outside, ...found.flat()]) byId.set(candidate.item.id, candidate)
  const graded = [...byId.values()].map((one) => ({ ...one, judgement: relevance.judge(one.item, asked) }))
  const of = (holds: (judgement: Judgement) => boolean): Candidate[] =>
    graded.filter(({ judgement }) => holds(judgement)).map(({ item, merit }) => ({ item, merit }))
  const answering = inWords(
    of(({ grade }) => grade === 'answers'),
    { relevance, asked },
  )
  const stepping = of(isStep)
  const close = [
    ...stepping,
    ...comingAfter(
      stepping,
      of((one) => one.grade === 'close' && !isStep(one)),
    ),
  ]
  const tied = await workshopsFor(answering, { index, filter, kinds })
  // What a person brought back by hand is shown, whatever it answers.
  const listed = new Map(
    [...tied, ...answering, ...broughtBack.map((item) => ({ item, merit: 1 }))].map((one) => [one.item.id, one]),
  )
  const inTurn = (those: Iterable<Candidate>) => [...those].map(placeWeighed(circumstances)).sort(byMerit)
  const { kept, excluded } = applyFilters(inTurn(listed.values()), criteria, circumstances)
  const passing = applyFilters(inTurn(close.filter(({ item }) => !listed.has(item.id))), criteria, circumstances)
  const unsure = unsureAmong(kept, { answering, asked, relevance })
  return {
    kept: kept.filter((one) => !unsure.has(one)),
    close: [...unsure, ...passing.kept],
    steps: passing.kept.filter(({ item }) => stepping.some((one) => one.item === item)),
    excluded,
    answered: answering.length + close.length > 0,
    wide,
  }
}

/** A step towards what is asked: nearer than what is of something else. */
const isStep = (judgement: Judgement): boolean => judgement.grade === 'close' && steps.has(judgement.lacks)
const steps: ReadonlySet<Lack> = new Set(['entry', 'part', 'course'])

/** What tells the trade asked in its own words comes before what only bears its code, which other trades bear too. */
function inWords(
  answering: readonly Candidate[],
  { relevance, asked }: { relevance: Relevance; asked: Asked },
): Candidate[] {
  const items = answering.map(({ item }) => item)
  const telling = relevance.telling(items, asked)
  const first = answering.filter((_, at) => telling[at])
  return [
    ...first,
    ...comingAfter(
      first,
      answering.filter((_, at) => !telling[at]),
    ),
  ]
}

/** What comes after all of the others, takes no turn from them and keeps its own order. */
export function comingAfter(others: readonly Candidate[], those: readonly Candidate[]): Candidate[] {
  if (others.length === 0) return [...those]
  const least = Math.min(1, ...others.map(({ merit }) => merit)) * nearEqualBand * nearEqualBand
  return those.map(({ item, merit }) => ({ item, merit: merit * least }))
}

/** Trainings that answer far less surely than others of the list: shown where hardly anything else is. An event is called by its sort, not by its trade. */
function unsureAmong(
  kept: readonly Candidate[],
  { answering, asked, relevance }: { answering: readonly Candidate[]; asked: Asked; relevance: Relevance },
): Set<Candidate> {
  const ids = new Set(answering.map(({ item }) => item.id))
  const those = kept.filter(({ item }) => item.kind === 'training' && ids.has(item.id))
  const surely = relevance.surely(
    those.map(({ item }) => item),
    asked,
  )
  return new Set(those.filter((_, at) => !surely[at]))
}

/**
 * Where a place is asked, an offer that does not say where it takes place is less sure to answer: it comes after those that do, and stays
 * relevant. Lists of diplomas without their schools would otherwise stand before the school next door.
 */
export const unknownPlaceShare = 0.7

function placeWeighed({ near }: Circumstances): (candidate: Candidate) => Candidate {
  if (!near) return (candidate) => candidate
  return (candidate) => {
    const { item, merit } = candidate
    return item.places.length > 0 || item.modality === 'remote' ? candidate : { item, merit: merit * unknownPlaceShare }
  }
}

/**
 * Where trainings and behavioural skills are asked together, the workshops on what those trainings ask of whoever enters them (see
 * complements.ts): what the need is about seldom names them. They come after all trainings that answer: the place kept for their kind, then what trainings leave.
 */
async function workshopsFor(
  answering: readonly Candidate[],
  { index, filter, kinds }: { index: CatalogueIndex; filter: Omit<Filter, 'kinds'>; kinds: readonly Kind[] },
): Promise<Candidate[]> {
  if (!kinds.includes('training') || !kinds.includes('skill')) return []
  const trainings = answering.filter(({ item }) => item.kind === 'training')
  const items = trainings.map(({ item }) => item)
  const text = wordsOfComplements(items)
  if (text === '') return []
  const found = await index.search({ text, filter: { ...filter, kinds: ['skill'] }, limit: within })
  const least = Math.min(...trainings.map(({ merit }) => merit)) * unknownPlaceShare
  return found
    .filter(({ item }) => complementOf(item, items))
    .map(({ item, merit }) => ({ item, merit: least * (1 - 1e-6 + merit * 1e-6) }))
}

type LookUp = (filter: Filter, limit: number) => Promise<Candidate[]>

/** Searches for what the need is about. Most criteria are judged after the search: relaxing them asks the index for the same again. */
async function lookingUp({ read }: Criteria, asked: Asked, { index, embedding, dense }: Search): Promise<LookUp> {
  const sort = read.find(({ criterion }) => criterion === 'kinds')?.said
  const ways = await Promise.all(
    waysToSay(asked).map(async ({ topic, occupation }) => ({
      text: [topic, occupation?.name ?? occupation?.label].filter(Boolean).join(' ') || sort,
      vector: await embedNeed(embedding, { topic, occupation }),
    })),
  )
  const namesSubject = ways.some(({ text }) => text !== sort)
  const known = new Map<string, Promise<Candidate[]>>()
  const about: LookUp = async (filter, limit) => {
    const found = await Promise.all(ways.map((way) => index.search({ ...way, dense, filter, limit })))
    return found.length === 1 ? found[0]! : bestOf(found.flat())
  }

  /** "Job dating" tells among the events on a subject, and is no subject: of those, the ones of the sort said come first. */
  const sorted: LookUp = async (filter, limit) => {
    const ofSort = await index.search({ text: sort, filter, limit: ofOneSort })
    if (!namesSubject) return ofSort.slice(0, limit)
    const merits = new Map(ofSort.map(({ item, merit }) => [item.id, merit]))
    const weighed = (await about(filter, limit)).map(({ item, merit }) => ({
      item,
      merit: merit * (1 - sortShare + sortShare * (merits.get(item.id) ?? 0)),
    }))
    return weighed.sort(byMerit)
  }

  return (filter, limit) => {
    const key = JSON.stringify([filter, limit])
    const found = known.get(key) ?? (isOfEvents(filter) && sort ? sorted(filter, limit) : about(filter, limit))
    known.set(key, found)
    return found
  }
}

/** Each goal as it was said; an occupation also without the words beside it, which may be noise ("cuisinier, saint martin"). */
function waysToSay(asked: Asked): Goal['said'][] {
  return asked.flatMap(({ said }) =>
    said.topic && said.occupation?.name ? [said, { occupation: said.occupation }] : [said],
  )
}

/** Each item once, as it was found best. */
function bestOf(found: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>()
  for (const one of found) if (one.merit > (best.get(one.item.id)?.merit ?? -1)) best.set(one.item.id, one)
  return [...best.values()].sort(byMerit)
}

const byMerit = (one: Candidate, other: Candidate): number =>
  other.merit - one.merit || (one.item.id < other.item.id ? -1 : 1)

const isOfEvents = ({ kinds }: Filter): boolean => kinds?.every((kind) => kind === 'event') === true
/** How much of an event's merit its sort is worth, and how many events of a sort are read. */
const sortShare = 0.5
const ofOneSort = 600

/** The part of the rules that the index can apply before ranking; the rules themselves still judge every candidate. */
export function admittedBy(criteria: Criteria, { near, today }: Circumstances): Omit<Filter, 'kinds'> {
  const must = <Value>(name: keyof Criteria & Parameters<typeof isWish>[1], value: Value) =>
    isWish(criteria, name) ? undefined : value
  return {
    near: near && must('near', { lat: near.lat, lon: near.lon, radiusKm: criteria.radiusKm ?? defaultRadiusKm }),
    excludeModalities: must('excludeModalities', criteria.excludeModalities),
    modality: must('modality', criteria.modality),
    startAfter: must('startAfter', criteria.startAfter),
    startBefore: must('startBefore', criteria.startBefore),
    open: today,
    certifying: must('certifying', criteria.certifying),
  }
}
