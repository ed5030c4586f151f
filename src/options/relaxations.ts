import { type Criteria, type Criterion, noCriteria } from '../criteria/criteria.ts'
import { inOrder } from '../criteria/in-order.ts'
import { rooms } from '../criteria/rooms.ts'
import { isWish } from '../criteria/wish.ts'
import type { Relaxation } from './option.ts'
import { fewestOptions } from './selection.ts'

/** One thing a counsellor could agree with the person. `step` counts from 0, the mildest for its criterion. */
export interface WayToRelax {
  criterion: Criterion
  to: unknown
  step: number
}

/** How many choices these criteria lead to. */
export type CountChoices = (criteria: Criteria) => Promise<number>

/**
 * What relaxing would bring, as counted by running the search again: single criteria that lead to enough to choose between; if there are
 * none, the smallest pairs that do; if there are none either, whatever gains something. `inPairs` false: what is nearest shows already what a
 * second criterion would bring, and pairs are many.
 */
export async function gainsOfRelaxing(
  criteria: Criteria,
  { now, inPairs = true }: { now: number; inPairs?: boolean },
  count: CountChoices,
): Promise<Relaxation[]> {
  const singles = waysToRelax(criteria)
  const gainOf = async (ways: readonly WayToRelax[]) => ({ ways, gains: (await count(relaxed(criteria, ways))) - now })
  const leadsToAChoice = ({ gains }: Gain) => now + gains >= fewestOptions
  const alone = await Promise.all(singles.map((way) => gainOf([way])))
  const enough = alone.filter(leadsToAChoice)
  if (enough.length > 0) return offered(enough)
  for (const pairs of inPairs ? pairsBySize(singles) : []) {
    const found = (await Promise.all(pairs.map(gainOf))).filter(leadsToAChoice)
    if (found.length > 0) return found.sort(byGain).slice(0, mostPairs).map(asRelaxation)
  }
  return offered(alone.filter(({ gains }) => gains > 0))
}

/** The ways each criterion could be relaxed, mildest first. A wish filters nothing, so that relaxing it would bring nothing. */
export const waysToRelax = (criteria: Criteria): WayToRelax[] =>
  order.flatMap((criterion) => {
    if (isWish(criteria, criterion)) return []
    const milder = rooms[criterion].milder?.(criteria) ?? []
    return milder.map((to, step) => ({ criterion, to, step }))
  })

/** Of two that gain as much, the first is told first. */
const order = inOrder([
  'radiusKm',
  'near',
  'modality',
  'excludeModalities',
  'startAfter',
  'startBefore',
  'maxHours',
  'maxPrice',
  'certifying',
  'level',
  'schedule',
  'excludeProviders',
  'kinds',
  // What is searched for, refused or added by hand is nobody's to relax.
  'topic',
  'occupation',
  'constraints',
  'includeItems',
  'excludeItems',
  'alternatives',
  'refused',
  'past',
  'levelHad',
])

/** The criteria with these ways applied, as a counsellor's correction would. */
export function relaxed(criteria: Criteria, ways: readonly WayToRelax[]): Criteria {
  const dropped = new Set(ways.filter(({ to }) => to === null).map(({ criterion }) => criterion))
  const kept = Object.fromEntries(Object.entries(criteria).filter(([name]) => !dropped.has(name as Criterion)))
  return {
    ...noCriteria,
    ...kept,
    ...Object.fromEntries(ways.filter(({ to }) => to !== null).map(({ criterion, to }) => [criterion, to])),
  }
}

interface Gain {
  ways: readonly WayToRelax[]
  gains: number
}

const mostOffered = 6
const mostPairs = 3
const byGain = (one: Gain, other: Gain): number => other.gains - one.gains

/** Of one criterion at most two steps, each gaining more than the milder ones; those that gain most first. */
function offered(gains: readonly Gain[]): Relaxation[] {
  const mildest = gains.filter(({ ways, gains: gained }, index) =>
    gains.slice(0, index).every((milder) => criterionOf(milder) !== ways[0]?.criterion || milder.gains < gained),
  )
  return mildest
    .filter((gain, index) => mildest.slice(0, index).filter((one) => criterionOf(one) === criterionOf(gain)).length < 2)
    .sort(byGain)
    .slice(0, mostOffered)
    .map(asRelaxation)
}

const criterionOf = ({ ways }: Gain): Criterion | undefined => ways[0]?.criterion

/** Pairs of two criteria, grouped by how far they go, the mildest group first. */
function pairsBySize(ways: readonly WayToRelax[]): (readonly WayToRelax[])[][] {
  const bySize: WayToRelax[][][] = []
  for (const [index, one] of ways.entries()) {
    for (const other of ways.slice(index + 1)) {
      if (aspectOf(one) === aspectOf(other)) continue
      const size = one.step + other.step
      bySize[size] ??= []
      bySize[size].push([one, other])
    }
  }
  return bySize.filter(Boolean)
}

/** A wider radius and no place at all speak of the same thing. */
const aspectOf = ({ criterion }: WayToRelax): Criterion => (criterion === 'radiusKm' ? 'near' : criterion)

function asRelaxation({ ways: [first, second], gains }: Gain): Relaxation {
  const { criterion, to } = first!
  return second
    ? { criterion, to, and: { criterion: second.criterion, to: second.to }, gains }
    : { criterion, to, gains }
}
