import { fold } from '../../guardrails/language/fold.ts'
import type { Candidate } from '../catalogue/catalogue-index.ts'
import { readTitle } from '../catalogue/deduplication/title.ts'
import type { Criteria } from '../criteria/criteria.ts'
import type { Item } from '../item.ts'
import { framesIn } from '../relevance/frames.ts'
import { added, type Exposure, received, sharesOf } from './exposure.ts'
import type { AlsoValid } from './option.ts'
import { drawOf, shuffleBySeed } from './order.ts'

export interface SelectionInput {
  /** Candidates that answer the need and passed the filters, by falling merit. */
  candidates: readonly Candidate[]
  criteria: Criteria
  /** Where several goals would do: what answers each. */
  goals?: readonly ((item: Item) => boolean)[]
  exposure: Readonly<Record<string, Exposure>>
  seed: string
  /** Places, where fewer than `mostOptions` are left. */
  places?: number
}

export interface Selection {
  /** One to four in neutral order, or none when nothing answers: never padded. */
  chosen: Item[]
  alsoValid: AlsoValid[]
  /** What this selection adds to the ledger, once it is shown. */
  ledger: Record<string, Exposure>
}

/**
 * Within this share of the best remaining merit two items are worth the same to the person: the ledger and the seed decide. Measured on 141
 * real needs over 7,380 offers: at 0.83 nearly one relevant provider in five is never shown, at 0.79 one in six, at 0.77 one in seven, and there
 * the four shown answer the need within 1 % as well as the four of highest merit; at 0.75 a little less well (`eval -- fairness`).
 */
export const nearEqualBand = 0.77
export const mostOptions = 4
/** From here on there is a choice, and no need to look for what nearly answers. */
export const fewestOptions = 2

/**
 * Picks the options, deterministically: for the same candidates, ledger and seed the same ones. Each place goes to the band of
 * near-equal merit, of one family, at the head of what still adds a choice; inside it first to a title, then to a provider not yet in the set, then to
 * the provider that received least for what it deserved (see exposure.ts), then by the seed.
 */
export function select(input: SelectionInput): Selection {
  const byHand = ({ item }: Candidate) => input.criteria.includeItems.includes(item.id)
  const inTurn = [...input.candidates.filter(byHand), ...input.candidates.filter((one) => !byHand(one))]
  const relevant = choicesAmong(inTurn)
  if (relevant.length === 0) return { chosen: [], alsoValid: [], ledger: {} }
  // What a counsellor brought back by hand is shown; the other places are filled as always.
  const places = input.places ?? mostOptions
  const chosen = relevant.filter(byHand).slice(0, places)
  const passedOver = new Map<string, Candidate>()
  for (const isFor of placesToFill(relevant, input).slice(0, places - chosen.length)) {
    const remaining = relevant.filter((candidate) => !chosen.includes(candidate) && isFor(candidate.item))
    const adding = whatAddsAChoice(remaining, chosen, input.criteria)
    const best = adding[0]
    if (!best) continue
    const family = familyOf(best.item)
    const nearEqual = ({ item, merit }: Candidate) => merit >= best.merit * nearEqualBand && familyOf(item) === family
    chosen.push(adding.filter(nearEqual).sort(byTurnTaking(input, chosen))[0]!)
    for (const candidate of remaining.filter(nearEqual)) passedOver.set(candidate.item.id, candidate)
  }
  for (const candidate of chosen) passedOver.delete(candidate.item.id)
  return {
    chosen: shuffleBySeed(
      chosen.map((candidate) => candidate.item),
      // Not the draw that picked them: who wins by a low draw would also come first.
      `${input.seed} order`,
      (item) => item.id,
    ),
    alsoValid: shuffleBySeed([...passedOver.values()], input.seed, (candidate) => candidate.item.id)
      .slice(0, 6)
      .map(({ item }) => ({
        item: { id: item.id, title: item.title, provider: item.provider.name },
        because: 'rotation',
      })),
    ledger: ledgerOf(chosen, relevant, input.criteria),
  }
}

/**
 * A provider in the ledger: the SIREN of who answers for the offer, one for all its establishments and sources; what other sources say of
 * its school (see catalogue/bodies.ts); or its name without case and accents.
 */
export function providerKey({ provider: { siret, body, name } }: Item): string {
  return siret?.replace(/\D/g, '').slice(0, SIREN_LENGTH) || body || bare(name)
}

/** The first digits of a SIRET, which name the body; the others, its establishment. */
const SIREN_LENGTH = 9

/**
 * What takes turns with what: a diploma, the preparation of its entry, a part of it and a course without one are no equals, however near their
 * merits, and none of them waits for its turn behind another.
 */
function familyOf(item: Item): string {
  const { kind, title, certification } = item
  const known = families.get(item)
  if (known !== undefined) return known
  const frames = framesIn(title)
  const isDiploma = certification?.level !== undefined || readTitle(title).diploma !== undefined
  const extent = frames.has('entry') ? 'entry' : frames.has('part') ? 'part' : isDiploma ? 'diploma' : 'course'
  const family = `${kind} ${extent}`
  families.set(item, family)
  return family
}

const families = new WeakMap<Item, string>()

/** The candidates between which there is a choice: ten clones of an offer are one, and of a provider's items with the same title the first (best merit) stands for all. */
export function choicesAmong(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter(({ item }) => {
    const variant = `${providerKey(item)} ${item.kind} ${bare(item.title)}`
    if (seen.has(variant)) return false
    seen.add(variant)
    return true
  })
}

/** What each place to fill is for: with several kinds or goals asked, each that is answered gets its place before merit alone decides. */
function placesToFill(relevant: readonly Candidate[], { criteria, goals = [] }: SelectionInput) {
  const ofKinds = criteria.kinds.map((kind) => (item: Item) => item.kind === kind)
  const answered = [ofKinds, goals].map((those) => those.filter((isFor) => relevant.some(({ item }) => isFor(item))))
  const reserved = answered.flatMap((those) => (those.length > 1 ? those : []))
  return [...reserved, ...Array.from({ length: mostOptions }, () => () => true)].slice(0, mostOptions)
}

/**
 * Candidates that make the set wider, as long as there are some: of a provider that has not half of the set yet, no more than half of it
 * remote where a place is asked, and not the same title at the same place once more.
 */
function whatAddsAChoice(
  remaining: readonly Candidate[],
  chosen: readonly Candidate[],
  { near, modality }: Criteria,
): readonly Candidate[] {
  const half = mostOptions / 2
  const ofItsProvider = ({ item }: Candidate) =>
    chosen.filter((one) => providerKey(one.item) === providerKey(item)).length
  const repeats = ({ item }: Candidate) => chosen.some((one) => sameTitle(one.item, item) && samePlace(one.item, item))
  const uncrowded = unlessNone(remaining, (candidate) => ofItsProvider(candidate) < half)
  const remoteEnough = mixesAttendance({ near, modality }) && chosen.filter(isRemote).length >= half
  const within = remoteEnough ? unlessNone(uncrowded, (candidate) => !isRemote(candidate)) : uncrowded
  return unlessNone(within, (candidate) => !repeats(candidate))
}

/** A place is asked, and not how to attend: then some options are on site, and who teaches so shares those places among them. */
const mixesAttendance = ({ near, modality }: Pick<Criteria, 'near' | 'modality'>): boolean =>
  near !== undefined && modality === undefined

const isRemote = ({ item }: Candidate): boolean => item.modality === 'remote'

function unlessNone<Thing>(things: readonly Thing[], holds: (thing: Thing) => boolean): readonly Thing[] {
  const those = things.filter(holds)
  return those.length > 0 ? those : things
}

const sameTitle = (one: Item, other: Item): boolean => titleKey(one.title) === titleKey(other.title)

/** What a title names, whatever its session, length or number: "BTS Comptabilité | 2026" and "BTS comptabilité" are read as one. */
export function titleKey(title: string): string {
  const known = titleKeys.get(title)
  if (known !== undefined) return known
  const { words, diploma = '' } = readTitle(title)
  const key = words.length > 0 ? `${diploma} ${[...words].sort().join(' ')}` : bare(title)
  if (titleKeys.size >= rememberedTitles) titleKeys.clear()
  titleKeys.set(title, key)
  return key
}

const titleKeys = new Map<string, string>()
const rememberedTitles = 10_000

const samePlace = (one: Item, other: Item): boolean =>
  (one.modality === 'remote' && other.modality === 'remote') ||
  one.places.some((place) => other.places.some(({ commune }) => commune.code === place.commune.code))

function byTurnTaking({ exposure, seed }: SelectionInput, chosen: readonly Candidate[]) {
  const inSet = new Set(chosen.map((candidate) => providerKey(candidate.item)))
  const repeated = (item: Item) => Number(chosen.some((candidate) => sameTitle(candidate.item, item)))
  return (one: Candidate, other: Candidate): number => {
    const [oneKey, otherKey] = [providerKey(one.item), providerKey(other.item)]
    return (
      repeated(one.item) - repeated(other.item) ||
      Number(inSet.has(oneKey)) - Number(inSet.has(otherKey)) ||
      received(exposure[oneKey]) - received(exposure[otherKey]) ||
      drawOf(seed, one.item.id) - drawOf(seed, other.item.id)
    )
  }
}

function ledgerOf(
  chosen: readonly Candidate[],
  relevant: readonly Candidate[],
  criteria: Criteria,
): Record<string, Exposure> {
  const isOnSite = (candidate: Candidate) => !isRemote(candidate)
  const pools = mixesAttendance(criteria) ? [isOnSite, isRemote] : [() => true]
  const shares = pools.map((belongs) =>
    sharesOf(
      chosen.filter(belongs).map(({ item }) => providerKey(item)),
      bestMeritOf(relevant.filter(belongs)),
    ),
  )
  return shares.reduce(added)
}

function bestMeritOf(candidates: readonly Candidate[]): Map<string, number> {
  const best = new Map<string, number>()
  for (const { item, merit } of candidates) {
    const key = providerKey(item)
    best.set(key, Math.max(best.get(key) ?? 0, merit))
  }
  return best
}

const bare = (text: string) =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
