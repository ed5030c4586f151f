import type { Locale } from '../../guardrails/finding.ts'
import type { Item } from '../catalogue/item.ts'
import type { Criteria } from '../need/criteria.ts'
import type { Profile } from '../need/profile.ts'
import { features, meaningfulWords, words } from '../occupations/words.ts'
import type { Point } from '../places/distance.ts'
import { costOf, isWish, nearestPlace } from './filters.ts'
import type { Claim, Evidence } from './option.ts'
import { type Wording, wordings } from './wording.ts'

/** What claims argue from, besides the item. `today` is an ISO date. */
export interface Need {
  criteria: Criteria
  profile: Profile
  today: string
  /** Where criteria.near is. */
  near?: Point
  locale: Locale
}

/** Under this many people a rate is not shown: it would say more about them than about the training. */
export const fewestPeopleInARate = 30

/**
 * All that the record allows to say of an item for this need, most telling first: for, against, unknown, then plain facts. Each claim
 * rests on fields it names; numbers and dates in a text are those of its evidence. There is always one "for" and one "against" or
 * "unknown".
 */
export function claimsFor(item: Item, need: Need): Claim[] {
  const say = wordings[need.locale]
  const claims = argumentsAbout.flatMap((argue) => argue(item, need, say))
  if (!claims.some((claim) => claim.stance === 'for'))
    claims.unshift(claimOf('for', say.kind(item.kind), of('/kind', item.kind)))
  if (!claims.some((claim) => claim.stance === 'against' || claim.stance === 'unknown')) {
    claims.push(claimOf('unknown', say.remainingCostUnknown, of('/remainingCost', null)))
  }
  const limits = { for: 5, against: 4, unknown: 4, fact: 8 }
  return stances.flatMap((stance) => claims.filter((claim) => claim.stance === stance).slice(0, limits[stance]))
}

const stances = ['for', 'against', 'unknown', 'fact'] as const

type Argue = (item: Item, need: Need, say: Wording) => Claim[]

const aboutOccupation: Argue = (item, { criteria }, say) => {
  const wanted = criteria.occupation
  const index = item.occupations.findIndex((occupation) => occupation.code === wanted?.code)
  if (wanted && index >= 0) {
    const { label, code } = item.occupations[index]!
    return [
      claimOf('for', say.occupation(label), of(`/occupations/${index}/label`, label), asked('/occupation/code', code)),
    ]
  }
  const near = wanted && item.occupations.findIndex(({ code }) => code.slice(0, 3) === wanted.code.slice(0, 3))
  if (near !== undefined && near >= 0) {
    const { label } = item.occupations[near]!
    return [
      claimOf(
        'for',
        say.nearestOccupation(label),
        of(`/occupations/${near}/label`, label),
        asked('/occupation/code', wanted!.code),
      ),
    ]
  }
  return []
}

const aboutTopic: Argue = (item, { criteria }, say) => {
  const { topic, occupation } = criteria
  const wanted = topic ? asked('/topic', topic) : occupation && asked('/occupation/label', occupation.label)
  if (!wanted || (!topic && item.occupations.some(({ code }) => code === occupation?.code))) return []
  for (const field of ['title', 'objective', 'content'] as const) {
    const text = item[field]
    const found = text && sharedWords(String(wanted.value), text)
    if (found) return [claimOf('for', say.mentions(field, found), of(`/${field}`, text), wanted)]
  }
  return []
}

const aboutPlace: Argue = (item, { criteria, profile, near }, say) => {
  if (item.modality === 'remote') {
    const wanted = criteria.modality === 'remote' || profile.modality === 'remote'
    return [claimOf(wanted ? 'for' : 'fact', say.remote, of('/modality', item.modality))]
  }
  const modality = say[item.modality]
  const stance =
    criteria.modality === item.modality ? 'for' : criteria.modality && isWish(criteria, 'modality') ? 'against' : 'fact'
  const claims = [claimOf(stance, modality, of('/modality', item.modality))]
  const index = (near && nearestPlace(item, near)?.index) ?? 0
  const place = item.places[index]
  if (!place) return [...claims, claimOf('unknown', say.placeUnknown, of('/places', null))]
  if (item.distanceKm === undefined || !criteria.near) return claims
  const km = item.distanceKm
  const within = km <= (criteria.radiusKm ?? Number.POSITIVE_INFINITY)
  return [
    claimOf(
      within ? 'for' : 'against',
      say.distanceFrom(km, place.commune.name, criteria.near.name, place.approximate === true),
      of('/distanceKm', km),
      of(`/places/${index}/commune/name`, place.commune.name),
      asked('/near/name', criteria.near.name),
    ),
    ...claims,
  ]
}

const aboutDates: Argue = (item, { criteria, today }, say) => {
  const index = nextSession(item, criteria.startAfter ?? today)
  const session = item.sessions[index]
  if (!session) return [claimOf('unknown', say.noSession, of('/sessions', null))]
  const wanted = criteria.startAfter !== undefined || criteria.startBefore !== undefined
  const inTime =
    (!criteria.startBefore || session.start <= criteria.startBefore) &&
    (!criteria.startAfter || session.start >= criteria.startAfter)
  const times =
    session.startTime && session.endTime
      ? [of(`/sessions/${index}/startTime`, session.startTime), of(`/sessions/${index}/endTime`, session.endTime)]
      : []
  const claims = [
    claimOf(
      wanted ? (inTime ? 'for' : 'against') : 'fact',
      say.nextSession(session),
      of(`/sessions/${index}/start`, session.start),
      ...times,
    ),
  ]
  if (session.seats !== undefined) {
    const seats = of(`/sessions/${index}/seats`, session.seats)
    claims.push(claimOf(session.seats < 4 ? 'against' : 'fact', say.seats(session.seats), seats))
  }
  return claims
}

const aboutDuration: Argue = (item, { criteria }, say) => {
  if (item.kind === 'event') return []
  if (!item.hours) return [claimOf(criteria.maxHours ? 'unknown' : 'fact', say.hoursUnknown, of('/hours', null))]
  const { hours } = item
  const limit = criteria.maxHours
  if (limit && hours <= limit)
    return [claimOf('for', say.hoursWithin(hours, limit), of('/hours', hours), asked('/maxHours', limit))]
  return [claimOf(limit ? 'against' : 'fact', say.hours(hours), of('/hours', hours))]
}

const aboutPrice: Argue = (item, { criteria }, say) => {
  const claims: Claim[] = []
  const limit = criteria.maxPrice
  if (!item.price) claims.push(claimOf('unknown', say.priceUnknown, of('/price', null)))
  else if ('free' in item.price) claims.push(claimOf('for', say.free, of('/price/free', true)))
  else if (limit !== undefined && item.price.amount <= limit) {
    const evidence = [of('/price/amount', item.price.amount), asked('/maxPrice', limit)] as const
    claims.push(claimOf('for', say.priceWithin(item.price.amount, limit), ...evidence))
  } else claims.push(claimOf('against', say.price(item.price.amount), of('/price/amount', item.price.amount)))
  if (item.remainingCost) {
    const { amount } = item.remainingCost
    claims.push(
      claimOf(amount === 0 ? 'for' : 'against', say.remainingCost(amount), of('/remainingCost/amount', amount)),
    )
  } else if (costOf(item)?.amount !== 0)
    claims.push(claimOf('unknown', say.remainingCostUnknown, of('/remainingCost', null)))
  if (item.funding.length > 0) {
    const evidence = item.funding.map((name, index) => of(`/funding/${index}`, name))
    claims.push(claimOf('fact', say.funding(item.funding.join(', ')), evidence[0]!, ...evidence.slice(1)))
  }
  return claims
}

const aboutPrerequisites: Argue = (item, { profile }, say) => {
  const claims: Claim[] = []
  const entry = item.prerequisites.map(levelNamed).findIndex((level) => level !== undefined)
  const level = entry >= 0 ? levelNamed(item.prerequisites[entry]!) : undefined
  if (level && profile.level && profile.level < level) {
    claims.push(
      claimOf(
        'against',
        say.entryLevel(level, profile.level),
        of(`/prerequisites/${entry}`, item.prerequisites[entry]!),
        {
          source: 'profile',
          field: '/level',
          value: profile.level,
        },
      ),
    )
  }
  if (item.prerequisites.length > 0) {
    const evidence = item.prerequisites.map((text, index) => of(`/prerequisites/${index}`, text))
    claims.push(
      claimOf('unknown', say.prerequisites(item.prerequisites.join(' ; ')), evidence[0]!, ...evidence.slice(1)),
    )
  }
  return claims
}

const aboutConstraints: Argue = (item, { criteria, profile }, say) => {
  const constraints = [
    ...criteria.constraints.map((text, index): Evidence => asked(`/constraints/${index}`, text)),
    ...profile.constraints.map(
      (text, index): Evidence => ({ source: 'profile', field: `/constraints/${index}`, value: text }),
    ),
  ]
  const claims = constraints.map((constraint): Claim => {
    const wanted = String(constraint.value)
    const passage = passageAbout(wanted, item)
    return passage
      ? claimOf('against', say.constraintMet(wanted, String(passage.value)), passage, constraint)
      : claimOf('unknown', say.constraintUnknown(wanted), constraint)
  })
  if (item.accessibility)
    claims.push(claimOf('fact', say.accessibility(item.accessibility), of('/accessibility', item.accessibility)))
  else if (constraints.length > 0) claims.push(claimOf('unknown', say.accessibilityUnknown, of('/accessibility', null)))
  return claims
}

const aboutSchedule: Argue = (item, { criteria, profile }, say) => {
  const { schedule } = item
  const partTime = profile.availability?.partTime === true
  if (!schedule)
    return partTime || criteria.schedule ? [claimOf('unknown', say.scheduleUnknown, of('/schedule', null))] : []
  if (criteria.schedule === schedule)
    return [claimOf('for', say.schedule(schedule), of('/schedule', schedule), asked('/schedule', schedule))]
  if (partTime && schedule === 'full-time') {
    const availability: Evidence = { source: 'profile', field: '/availability/partTime', value: true }
    return [claimOf('against', say.scheduleUnlike(schedule, say.partTime), of('/schedule', schedule), availability)]
  }
  return [claimOf('fact', say.schedule(schedule), of('/schedule', schedule))]
}

const aboutCertification: Argue = (item, { criteria }, say) => {
  if (item.kind !== 'training') return []
  const { certification } = item
  if (!certification)
    return [claimOf(criteria.certifying ? 'against' : 'fact', say.notCertifying, of('/certification', null))]
  const stance = criteria.certifying || (criteria.level && criteria.level === certification.level) ? 'for' : 'fact'
  const label = of('/certification/label', certification.label)
  return certification.level
    ? [
        claimOf(
          stance,
          say.certificationLevel(certification.label, certification.level),
          label,
          of('/certification/level', certification.level),
        ),
      ]
    : [claimOf(stance, say.certification(certification.label), label)]
}

const aboutOutcomes: Argue = (item, _, say) => {
  if (item.kind !== 'training') return []
  if (item.outcomes.length === 0) return [claimOf('unknown', say.outcomesUnknown, of('/outcomes', null))]
  const shown = item.outcomes.flatMap((outcome, index): Claim[] => {
    if (outcome.n < fewestPeopleInARate) return []
    const { value, n, period, territory } = outcome
    const evidence = Object.entries({ value, n, period, territory }).map(([name, found]) =>
      of(`/outcomes/${index}/${name}`, found),
    )
    return [claimOf('fact', say.outcome(outcome), evidence[0]!, ...evidence.slice(1))]
  })
  return shown.length > 0 ? shown : [claimOf('unknown', say.outcomesMasked, of('/outcomes/0/n', item.outcomes[0]!.n))]
}

const aboutAdmission: Argue = (item, _, say) => [
  ...(item.audience ? [claimOf('unknown', say.audience(item.audience), of('/audience', item.audience))] : []),
  ...(item.admission ? [claimOf('unknown', say.admission(item.admission), of('/admission', item.admission))] : []),
]

const argumentsAbout: readonly Argue[] = [
  aboutOccupation,
  aboutTopic,
  aboutConstraints,
  aboutPlace,
  aboutDates,
  aboutDuration,
  aboutSchedule,
  aboutPrice,
  aboutCertification,
  aboutPrerequisites,
  aboutOutcomes,
  aboutAdmission,
]

export function claimOf(stance: Claim['stance'], text: string, first: Evidence, ...others: Evidence[]): Claim {
  return { stance, text: text.replace(/\.\.$/, '.'), evidence: [first, ...others] }
}

/** Evidence in the item's record: a JSON pointer and the value it points at (null when the record says nothing). */
export const of = (field: string, value: Evidence['value']): Evidence => ({ source: 'item', field, value })
const asked = (field: string, value: Evidence['value']): Evidence => ({ source: 'criteria', field, value })

/** The index of the session that starts next, on or after `from`; -1 when none is published or all have begun. */
export function nextSession(item: Item, from: string): number {
  let next = -1
  for (const [index, session] of item.sessions.entries()) {
    if (session.start >= from && (next < 0 || session.start < item.sessions[next]!.start)) next = index
  }
  return next
}

/** The words of `text`, as written there, that say what `topic` says (same root); undefined when none does. */
export function sharedWords(topic: string, text: string): string | undefined {
  const roots = new Set(meaningfulWords(topic).map((word) => features(word).root))
  const found = words(text).filter((word) => word.text.length > 2 && roots.has(features(word.text).root))
  const unique = new Map(found.map((word) => [word.text, text.slice(word.start, word.end)]))
  return unique.size > 0 ? [...unique.values()].slice(0, 3).join(', ') : undefined
}

/** A prerequisite or accessibility note of the record that speaks of what the constraint speaks of ("port de charges"). */
function passageAbout(constraint: string, item: Item): Evidence | undefined {
  const wanted = meaningfulWords(constraint)
    .filter((word) => !weakWords.has(word))
    .map((word) => features(word).root)
  if (wanted.length === 0) return undefined
  const passages = [
    ...item.prerequisites.map((text, index) => of(`/prerequisites/${index}`, text)),
    ...(item.admission ? [of('/admission', item.admission)] : []),
    ...(item.content ? item.content.split('\n').map((line) => of('/content', line.replace(/^[-–•\s]+/, ''))) : []),
  ]
  return passages.find(({ value }) => {
    const roots = new Set(meaningfulWords(String(value)).map((word) => features(word).root))
    return wanted.every((root) => roots.has(root))
  })
}

const weakWords = new Set([
  'limite',
  'limitee',
  'limites',
  'sans',
  'pas',
  'peu',
  'eviter',
  'adapte',
  'adaptee',
  'possible',
  'prolonge',
  'prolongee',
])

/** "Niveau 4 validé" names level 4 of the French framework. */
function levelNamed(prerequisite: string): number | undefined {
  const named = /\bniveau (\d)\b/i.exec(prerequisite)
  return named ? Number(named[1]) : undefined
}
