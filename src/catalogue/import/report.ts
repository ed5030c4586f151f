import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isCertifying, type Offer } from '../../item.ts'
import { sourceOf } from '../deduplication/traits.ts'
import type { Group, GroupReason } from '../groups.ts'
import type { Changes } from './changes.ts'
import { keyOf } from './changes.ts'
import type { Held } from './held.ts'
import { reportPage } from './report-page.ts'
import type { Tally } from './tally.ts'

/** What a partner is told of its files, as a page and as JSON. Counts are of accepted records unless said otherwise. */
export interface PartnerReport extends Tally, Completeness {
  source: string
  format: string
  files: readonly string[]
  /** RFC 3339. */
  receivedAt: string
  /** empty: no record was accepted; held: what came waits until a person accepts it. In both cases nothing was published. */
  outcome: 'published' | 'empty' | 'held'
  /** What it waits for or, once published, what was accepted all the same. */
  held?: readonly Held[]
  changes?: Changes
  duplicates?: Duplicates
  doubts?: Doubts
  /** All partners together. */
  catalogue?: { version: string; offers: number; items: number; groups: number }
  /** Every item that several offers were joined into, with the reasons. */
  joined?: readonly object[]
}

export interface Completeness {
  missing: { field: MissingField; count: number }[]
  freshness: {
    /** Records by the age of their last change; `undated` give none. */
    changed: Record<'undated' | 'within1Month' | 'within6Months' | 'within12Months' | 'older', number>
    /** Records by their sessions: one to come at least, all over, or no date published. */
    sessions: Record<'toCome' | 'over' | 'undated', number>
  }
}

const MISSING = {
  description: (offer: Offer) => !offer.objective && !offer.content && !offer.summary,
  place: (offer: Offer) => offer.places.length === 0 && offer.modality !== 'remote',
  sessions: (offer: Offer) => offer.sessions.length === 0,
  hours: (offer: Offer) => offer.kind === 'training' && offer.hours === undefined,
  price: (offer: Offer) => offer.kind === 'training' && offer.price === undefined,
  certification: (offer: Offer) => offer.kind === 'training' && isCertifying(offer) === undefined,
  occupations: (offer: Offer) => offer.kind === 'training' && offer.occupations.length === 0,
  siret: (offer: Offer) => offer.provider.siret === undefined,
  prerequisites: (offer: Offer) => offer.kind === 'training' && offer.prerequisites.length === 0,
  accessibility: (offer: Offer) => offer.accessibility === undefined,
  address: (offer: Offer) => offer.url === undefined && offer.contact?.url === undefined,
} as const satisfies Record<string, (offer: Offer) => boolean>
export type MissingField = keyof typeof MISSING

export function completenessOf(offers: readonly Offer[], receivedAt: string): Completeness {
  const changed = { undated: 0, within1Month: 0, within6Months: 0, within12Months: 0, older: 0 }
  const sessions = { toCome: 0, over: 0, undated: 0 }
  const missing = Object.fromEntries(Object.keys(MISSING).map((field) => [field, 0])) as Record<MissingField, number>
  const today = receivedAt.slice(0, 10)
  for (const offer of offers) {
    for (const field of FIELDS) if (MISSING[field](offer)) missing[field] += 1
    changed[ageOf(offer, receivedAt)] += 1
    if (offer.sessions.length === 0) sessions.undated += 1
    else if (offer.sessions.some(({ start, end }) => (end ?? start) >= today)) sessions.toCome += 1
    else sessions.over += 1
  }
  const counted = FIELDS.map((field) => ({ field, count: missing[field] })).filter(({ count }) => count > 0)
  return { missing: counted.sort((a, b) => b.count - a.count), freshness: { changed, sessions } }
}

const FIELDS = Object.keys(MISSING) as MissingField[]

function ageOf({ updatedAt }: Offer, receivedAt: string): keyof Completeness['freshness']['changed'] {
  if (updatedAt === receivedAt) return 'undated'
  const days = (Date.parse(receivedAt) - Date.parse(updatedAt)) / 86_400_000
  return days <= 31 ? 'within1Month' : days <= 183 ? 'within6Months' : days <= 365 ? 'within12Months' : 'older'
}

/** Offers of this source that are one training with others, of its own or of other partners. */
export interface Duplicates {
  items: number
  offers: number
  first: { title: string; offers: { partner: string; reference: string }[] }[]
}

const MOST_DUPLICATES = 50

export function duplicatesIn(joined: readonly Group[], offers: readonly Offer[]): Duplicates {
  const own = new Set(offers.map(keyOf))
  const duplicates: Duplicates = { items: 0, offers: 0, first: [] }
  for (const group of joined) {
    const ours = group.offers.filter((offer) => own.has(keyOf(offer))).length
    if (ours === 0) continue
    duplicates.items += 1
    duplicates.offers += ours
    if (duplicates.first.length === MOST_DUPLICATES) continue
    const all = group.offers.map(({ partner }) => ({ partner: partner.name, reference: partner.reference }))
    duplicates.first.push({ title: group.item.title, offers: all })
  }
  return duplicates
}

/** Pairs with an offer of this source ("partner/reference") that may be one training and were left apart, surest first: a person may decide. */
export interface Doubts {
  pairs: number
  first: (readonly [string, string])[]
}

const MOST_DOUBTS = 50

export function doubtsIn(doubts: readonly GroupReason[], offers: readonly Offer[]): Doubts {
  const own = new Set(offers.map(sourceOf))
  const ours = doubts.filter(({ between }) => between.some((source) => own.has(source)))
  return { pairs: ours.length, first: ours.slice(0, MOST_DOUBTS).map(({ between }) => between) }
}

/** Answers the path of the page; the JSON lies beside it. */
export async function writeReport(folder: string, version: string, report: PartnerReport): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, version)
  await writeFile(`${path}.json`, `${JSON.stringify(report, null, 2)}\n`)
  await writeFile(`${path}.html`, reportPage(report))
  return `${path}.html`
}
