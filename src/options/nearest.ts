import type { Candidate } from '../catalogue/catalogue-index.ts'
import { type Criteria, Criterion } from '../criteria/criteria.ts'
import { defaultRadiusKm } from '../criteria/default-radius-km.ts'
import type { Circumstances } from '../criteria/judging.ts'
import { widerRadii } from '../criteria/radius-km.ts'
import { rooms } from '../criteria/rooms.ts'
import { isWish } from '../criteria/wish.ts'
import type { Item } from '../item.ts'
import { type Because, reasonsToLeaveOut } from './filters.ts'
import { mostNearest, type NearestOption } from './option.ts'
import { drawOf } from './order.ts'
import { relaxed, type WayToRelax } from './relaxations.ts'
import { choicesAmong } from './selection.ts'

/** An item that answers but for the criteria named. */
export interface Nearest {
  item: Item
  breaks: NearestOption['breaks']
}

/** What answers and passes these criteria. */
export type FindAnswering = (criteria: Criteria) => Promise<readonly Candidate[]>

/**
 * What answers but breaks one or two of the criteria that bend: distance, dates, length, price, level, and how one attends where that was not
 * refused. Never what was asked for, nor a kind, a constraint, a refusal, or what was refused before. Nearest first; equals as the seed draws.
 */
export async function nearestAmong(
  criteria: Criteria,
  circumstances: Circumstances,
  { find, seed }: { find: FindAnswering; seed: string },
): Promise<Nearest[]> {
  const found = new Map<string, Near>()
  for (const wider of widened(criteria)) {
    for (const { item } of choicesAmong(await find(wider))) {
      const breaks = [...reasonsToLeaveOut(item, criteria, circumstances)]
      const excess = breaks.reduce((sum, because) => sum + excessOf(because), 0)
      const bends = breaks.every((because) => excessOf(because) <= mostExcess)
      if (breaks.length > 0 && breaks.length <= mostBreaks && bends)
        found.set(item.id, { item, breaks, excess, merit: 0 })
    }
  }
  const inTurn = [...found.values()].sort(
    (one, other) => one.excess - other.excess || drawOf(seed, one.item.id) - drawOf(seed, other.item.id),
  )
  return choicesAmong(inTurn)
    .slice(0, mostNearest)
    .map(({ item }) => {
      const breaks = found.get(item.id)!.breaks.map(({ rule, value, limit }) => ({ rule, value, limit }))
      return { item, breaks }
    })
}

interface Near extends Candidate {
  breaks: Because[]
  excess: number
}

export const mostBreaks = 2
/** Five times the limit, or five months, levels: beyond, it is another offer, and no near one. */
const mostExcess = 4

/** By how much a criterion is broken, as a share of its limit: what cannot bend is infinitely far. */
function excessOf({ rule, value, limit }: Because): number {
  const measure = measures.get(rule)
  return measure ? measure(value as never, limit as never) : Number.POSITIVE_INFINITY
}

const measures = new Map(
  Object.values(rooms).flatMap(({ filter, excess }) => (filter && excess ? [[filter.rule, excess] as const] : [])),
)

/** The criteria with all that bends let go, at the distance asked and at two wider ones; and the wider ones with the dates kept, which leave out most. */
function* widened(criteria: Criteria): Generator<Criteria> {
  const ways: WayToRelax[] = bending
    .filter((criterion) => criteria[criterion] !== undefined)
    .map((criterion) => ({ criterion, to: null, step: 0 }))
  const dated = ways.some(({ criterion }) => isDate(criterion))
  for (const radius of radii(criteria)) {
    const wider: WayToRelax[] = radius === undefined ? [] : [{ criterion: 'radiusKm', to: radius, step: 0 }]
    yield relaxed(criteria, [...ways, ...wider])
    if (dated && radius !== undefined) {
      yield relaxed(criteria, [...ways.filter(({ criterion }) => !isDate(criterion)), ...wider])
    }
  }
}

/** All that bends but the distance, which is widened step by step. */
const bending = Criterion.options.filter((criterion) => criterion !== 'near' && rooms[criterion].excess !== null)
const isDate = (criterion: WayToRelax['criterion']): boolean =>
  criterion === 'startAfter' || criterion === 'startBefore'

/** As asked, then the first at least twice as far and the last within reach. */
function radii(criteria: Criteria): (number | undefined)[] {
  if (!criteria.near || isWish(criteria, 'near')) return [undefined]
  const radius = criteria.radiusKm ?? defaultRadiusKm
  const reach = radius + mostExcess * Math.max(radius, defaultRadiusKm)
  const wider = widerRadii.filter((one) => one > radius && one <= reach)
  return [undefined, ...new Set([wider.find((one) => one >= 2 * radius), wider.at(-1)])].filter(
    (one, at) => at === 0 || one !== undefined,
  )
}
