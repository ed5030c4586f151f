import { defaultRadiusKm } from '../criteria/default-radius-km.ts'
import { costOf } from '../criteria/max-price.ts'
import { closestPlace } from '../criteria/near/near.ts'
import { firstDay, nextSession } from '../criteria/session.ts'
import type { Item, Schedule } from '../item.ts'
import type { Argue, Need } from './argument.ts'
import { asked, claimOf, claimOn, of, told } from './evidence.ts'
import type { Claim, Evidence } from './option.ts'
import type { Wording } from './wording.ts'

export const aboutPlace: Argue = (item, need, say) => [
  ...distanceClaims(item, need, say),
  ...modalityClaims(item, need, say),
]

function distanceClaims(item: Item, need: Need, say: Wording): Claim[] {
  const { criteria } = need
  if (item.modality === 'remote') return []
  const { index, from } = closestPlace(item, need) ?? { index: 0 }
  const place = item.places[index]
  if (!place) return [claimOf('unknown', say.placeUnknown, of('/places', null))]
  const { name } = place.commune
  const evidence = of(`/places/${index}/commune/name`, name)
  if (item.distanceKm === undefined || !criteria.near) return [claimOf('unknown', say.distanceUnknown(name), evidence)]
  const km = item.distanceKm
  const within = km <= (criteria.radiusKm ?? defaultRadiusKm)
  return [
    claimOf(
      within ? 'for' : 'against',
      say.distance(km, name, from?.name ?? criteria.near.name, place.approximate === true),
      of('/distanceKm', km),
      evidence,
      from ? asked(`${from.field}/name`, from.name) : asked('/near/name', criteria.near.name),
    ),
  ]
}

function modalityClaims(item: Item, { criteria, profile }: Need, say: Wording): Claim[] {
  const { modality } = item
  const evidence = of('/modality', modality)
  const claims: Claim[] = []
  if (modality !== 'onsite' && profile.digitalEase === 'low') {
    const ease = told('/digitalEase', profile.digitalEase)
    // Of a part, nobody knows how much of it asks for.
    claims.push(
      modality === 'remote'
        ? claimOf('against', say.remoteAndLittleEase, evidence, ease)
        : claimOf('unknown', say.partlyRemoteAndLittleEase, evidence, ease),
    )
  }
  const wanted: Evidence | undefined = criteria.modality
    ? asked('/modality', criteria.modality)
    : profile.modality && told('/modality', profile.modality)
  const unwanted = criteria.excludeModalities.indexOf(modality)
  if (unwanted >= 0) {
    claims.push(claimOf('against', say.modality(modality), evidence, asked(`/excludeModalities/${unwanted}`, modality)))
  } else if (wanted) {
    claims.push(claimOf(wanted.value === modality ? 'for' : 'against', say.modality(modality), evidence, wanted))
  } else claims.push(claimOf('fact', say.modality(modality), evidence))
  return claims
}

export const aboutDates: Argue = (item, need, say) => {
  const { criteria, today } = need
  const inTime = nextSession(item, firstDay(need))
  const index = inTime >= 0 ? inTime : nextSession(item, today)
  const session = item.sessions[index]
  if (!session && item.entry) return [entryClaim(item.entry, criteria, say)]
  if (!session) return [sessionsMissing(item, today, say)]
  const { start, startTime, endTime, seats } = session
  const limits = [
    ...(criteria.startAfter ? [asked('/startAfter', criteria.startAfter)] : []),
    ...(criteria.startBefore ? [asked('/startBefore', criteria.startBefore)] : []),
  ]
  const fits = inTime >= 0 && (!criteria.startBefore || start <= criteria.startBefore)
  const stance = limits.length === 0 ? 'fact' : fits ? 'for' : 'against'
  const times =
    startTime && endTime
      ? [of(`/sessions/${index}/startTime`, startTime), of(`/sessions/${index}/endTime`, endTime)]
      : []
  const claims = [
    claimOf(stance, say.starts(session, item.kind), of(`/sessions/${index}/start`, start), ...times, ...limits),
  ]
  if (seats !== undefined) {
    claims.push(claimOf(seats < fewSeats ? 'against' : 'fact', say.seats(seats), of(`/sessions/${index}/seats`, seats)))
  }
  return claims
}

/** From here on, seats may be gone by the time a file is ready. */
const fewSeats = 4

/** No day is published, and yet when one may enter: whether that is in time for what was asked stays to be checked. */
function entryClaim(
  entry: NonNullable<Item['entry']>,
  { startAfter, startBefore }: Need['criteria'],
  say: Wording,
): Claim {
  if ('permanent' in entry) return claimOf('fact', say.permanentEntry, of('/entry/permanent', true))
  const [first, ...others] = entry.months.map((month, index) => of(`/entry/months/${index}`, month))
  return claimOf(startAfter || startBefore ? 'unknown' : 'fact', say.entryIn(entry.months), first!, ...others)
}

/** Nothing to join: no date at all, all of them gone, or all of them full. */
function sessionsMissing({ sessions }: Item, today: string, say: Wording): Claim {
  if (sessions.length === 0) return claimOf('unknown', say.noSession, of('/sessions', null))
  const full = sessions.findIndex(({ start }) => start >= today)
  if (full >= 0) {
    const { start, seats } = sessions[full]!
    return claimOf(
      'against',
      say.allFull(start),
      of(`/sessions/${full}/start`, start),
      of(`/sessions/${full}/seats`, seats ?? null),
    )
  }
  const last = sessions.reduce((latest, { start }, index) => (start > sessions[latest]!.start ? index : latest), 0)
  const { start } = sessions[last]!
  return claimOf('against', say.allStarted(start), of(`/sessions/${last}/start`, start))
}

export const aboutDuration: Argue = (item, { criteria }, say) => {
  const { hours } = item
  const limit = criteria.maxHours
  if (hours === undefined) {
    if (item.kind === 'event') return []
    return [claimOf(limit === undefined ? 'fact' : 'unknown', say.hoursUnknown, of('/hours', null))]
  }
  const evidence = of('/hours', hours)
  if (limit === undefined) return [claimOf('fact', say.hours(hours), evidence)]
  return hours <= limit
    ? [claimOf('for', say.hoursWithin(hours, limit), evidence, asked('/maxHours', limit))]
    : [claimOf('against', say.hoursOver(hours, limit), evidence, asked('/maxHours', limit))]
}

export const aboutSchedule: Argue = (item, need, say) => {
  const wanted = scheduleWanted(need)
  if (item.kind === 'event') return []
  if (!item.schedule) return [claimOf(wanted ? 'unknown' : 'fact', say.scheduleUnknown, of('/schedule', null))]
  const { schedule } = item
  const evidence = of('/schedule', schedule)
  if (!wanted) return [claimOf('fact', say.schedule(schedule), evidence)]
  return wanted.accepts.includes(schedule)
    ? [claimOf('for', say.schedule(schedule), evidence, wanted.evidence)]
    : [claimOf('against', say.scheduleUnlike(schedule, wanted.schedule), evidence, wanted.evidence)]
}

/** What was asked wins over what the dossier says. Evenings and weekends leave the days free, as part time does. */
function scheduleWanted({ criteria, profile }: Need) {
  const { availability } = profile
  if (criteria.schedule) return scheduleAs(criteria.schedule, asked('/schedule', criteria.schedule))
  if (availability?.schedule) {
    return scheduleAs(availability.schedule, told('/availability/schedule', availability.schedule))
  }
  if (!availability?.partTime) return undefined
  const accepts: readonly Schedule[] = ['part-time', 'evening', 'weekend']
  return { schedule: 'part-time' as const, accepts, evidence: told('/availability/partTime', true) }
}

const scheduleAs = (schedule: Schedule, evidence: Evidence) => ({ schedule, accepts: [schedule], evidence })

export const aboutPrice: Argue = (item, { criteria }, say) => [
  ...priceClaims(item, criteria.maxPrice, say),
  ...remainingCostClaims(item, criteria.maxPrice, say),
  ...fundingClaims(item, say),
]

function priceClaims({ price, remainingCost }: Item, limit: number | undefined, say: Wording): Claim[] {
  if (!price) return [claimOf('unknown', say.priceUnknown, of('/price', null))]
  if ('free' in price) return [claimOf('for', say.free, of('/price/free', true))]
  const { amount } = price
  const evidence = of('/price/amount', amount)
  // Where the record says what is left to pay, the price itself decides nothing.
  if (remainingCost) return [claimOf('fact', say.price(amount), evidence)]
  if (limit === undefined) return [claimOf('against', say.price(amount), evidence)]
  return amount <= limit
    ? [claimOf('for', say.priceWithin(amount, limit), evidence, asked('/maxPrice', limit))]
    : [claimOf('against', say.priceOver(amount, limit), evidence, asked('/maxPrice', limit))]
}

function remainingCostClaims(item: Item, limit: number | undefined, say: Wording): Claim[] {
  const { remainingCost } = item
  if (!remainingCost) {
    return costOf(item)?.amount === 0 ? [] : [claimOf('unknown', say.remainingCostUnknown, of('/remainingCost', null))]
  }
  const { amount } = remainingCost
  const stance = amount <= (limit ?? 0) ? 'for' : 'against'
  return [claimOf(stance, say.remainingCost(amount), of('/remainingCost/amount', amount))]
}

function fundingClaims({ kind, funding }: Item, say: Wording): Claim[] {
  if (kind === 'event') return []
  if (funding.length === 0) return [claimOf('fact', say.noFunding, of('/funding', null))]
  const evidence = funding.map((name, index) => of(`/funding/${index}`, name))
  return [claimOn('fact', say.funding(funding), evidence)]
}
