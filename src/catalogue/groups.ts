import { createHash } from 'node:crypto'
import type { Item, Offer } from '../item.ts'
import { type Canonical, canonical, compare } from './deduplication/canonical.ts'
import { cluster, type Link } from './deduplication/clusters.ts'
import { locate, type MergeDecisions } from './deduplication/decisions.ts'
import type { Reason } from './deduplication/judge.ts'
import { judgedPairs, type KnownPairs } from './deduplication/judged.ts'
import { sourceOf, traitsOf } from './deduplication/traits.ts'

/**
 * One training, event or skill with every offer of it. `why` is empty for a single offer. `from` tells which offers each field of the item was
 * taken from ("partner/reference"), when there was a choice.
 */
export interface Group {
  item: Item
  offers: readonly Offer[]
  why: GroupReason[]
  from: Canonical['from']
  /** Of the offers: the same offers make the same item. */
  digest: string
}

/**
 * Why two offers ("partner/reference") are one. `decided`: a person said so. `declared`: partners wrote the same group number. `judged`: what
 * agrees, and how surely; see deduplication/judge.ts.
 */
export type GroupReason = { between: readonly [string, string] } & (
  | { rule: 'decided' }
  | { rule: 'declared'; group: string }
  | { rule: 'judged'; score: number; reasons: readonly Reason[] }
)

export interface Deduplication {
  /** In the order of their first offers. */
  groups: Group[]
  /** What was compared, for the next time. */
  compared: KnownPairs
  /** Pairs that may be one training and were left apart, surest first: a person may decide. */
  doubts: GroupReason[]
}

/** The items of a catalogue, in the order of their first offers. */
export function groupOffers(offers: Iterable<Offer>): Item[] {
  return explainGroups(offers).map((group) => group.item)
}

export function explainGroups(offers: Iterable<Offer>, decisions: MergeDecisions = []): Group[] {
  return deduplicate(offers, decisions).groups
}

/**
 * Recognises the same training across partners and snapshots. Conservative on purpose: a training shown twice is a nuisance, two trainings
 * shown as one hide an option. `decisions` of people outrank every rule. What was compared before (`known`) is not compared again.
 */
export function deduplicate(
  offers: Iterable<Offer>,
  decisions: MergeDecisions = [],
  known?: KnownPairs,
): Deduplication {
  const all = [...offers]
  const traits = all.map(traitsOf)
  const digests = all.map((offer) => digest(JSON.stringify(offer)))
  const { judged, crowded } = judgedPairs(traits, digests, known)
  const { clusters, doubts } = cluster(traits, judged, locate(decisions, traits))
  const reasonOf = ({ between: [one, other], why }: Link): GroupReason => ({
    between: [traits[one]!.source, traits[other]!.source],
    ...why,
  })
  return {
    groups: clusters.map(({ members, links }) =>
      groupOf(
        members.map((at) => all[at]!),
        links.map(reasonOf),
        members.map((at) => digests[at]!),
      ),
    ),
    compared: { digests, crowded, judged },
    doubts: doubts.map(reasonOf),
  }
}

function groupOf(members: readonly Offer[], why: GroupReason[], digests: readonly string[]): Group {
  const offers = members.toSorted((a, b) => compare(sourceOf(a), sourceOf(b)))
  const { fields, from } = offers.length === 1 ? { fields: offers[0]!, from: {} } : canonical(offers)
  const { partner: _, declared: __, fictitious: ___, ...described } = fields
  const item: Item = {
    id: `item_${digest(sourceOf(offers[0]!))}`,
    ...described,
    partners: offers.map(({ partner, updatedAt }) => ({ ...partner, updatedAt })),
    ...(offers.some((offer) => offer.fictitious) && { fictitious: true }),
  }
  return { item, offers, why, from, digest: digest(digests.toSorted().join(' ')) }
}

/** 64 bits: among a million items, a chance of three in a hundred million that two ids meet. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
