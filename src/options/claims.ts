import { type Criterion, noCriteria } from '../criteria/criteria.ts'
import { closestPlace } from '../criteria/near/near.ts'
import type { Item } from '../item.ts'
import { emptyProfile } from '../need/profile.ts'
import type { Argue, Need } from './argument.ts'
import { claimOf, of } from './evidence.ts'
import { aboutCertification, aboutLack, aboutOccupation, aboutOutcomes, aboutTopic } from './match-claims.ts'
import type { Claim } from './option.ts'
import {
  aboutAdmission,
  aboutConstraints,
  aboutPrerequisites,
  aboutSkillsHeld,
  aboutWorkDone,
} from './person-claims.ts'
import { aboutDates, aboutDuration, aboutPlace, aboutPrice, aboutSchedule } from './practical-claims.ts'
import { wordings } from './wording.ts'

export type { Need } from './argument.ts'

/**
 * The claims shown with an item, most telling first: what it lacks where it is only close, then for, against, unknown, and plain facts. Each rests on fields it names; numbers and
 * dates in a text are those of its evidence. There is always one "for" and one "against" or "unknown".
 */
export function claimsFor(item: Item, need: Need): Claim[] {
  const say = wordings[need.locale]
  const claims = allClaims(item, need)
  if (!claims.some(({ stance }) => stance === 'for')) {
    claims.unshift(claimOf('for', say.kind(item.kind), of('/kind', item.kind)))
  }
  const lacking = aboutLack(item, need, say)
  if (lacking.length === 0 && !claims.some(({ stance }) => stance === 'against' || stance === 'unknown')) {
    const day = item.updatedAt.slice(0, 10)
    claims.push(claimOf('unknown', say.updated(day), of('/updatedAt', item.updatedAt)))
  }
  const rest = stances.flatMap((stance) => claims.filter((claim) => claim.stance === stance).slice(0, most[stance]))
  return [...lacking, ...rest]
}

/** All that the record allows to say of an item for this need, subject by subject. */
export function allClaims(item: Item, need: Need): Claim[] {
  const say = wordings[need.locale]
  return subjects.flatMap((argue) => argue(item, need, say))
}

/** The same beside no need, for whoever takes it away: nothing of what was asked is repeated, but that the place is the nearest to it. */
export function plainClaims(item: Item, need: Need): Claim[] {
  const claims = allClaims(item, { ...need, criteria: noCriteria, profile: emptyProfile, near: undefined })
  const index = closestPlace(item, need)?.index ?? 0
  const town = item.modality === 'remote' ? undefined : item.places[index]?.commune.name
  if (town === undefined) return claims
  const place = wordings[need.locale].distance(0, town, town, false)
  return [
    claimOf('fact', place, of(`/places/${index}/commune/name`, town)),
    ...claims.filter(({ evidence }) => !evidence.some(({ field }) => field.startsWith('/places'))),
  ]
}

const stances = ['for', 'against', 'unknown', 'fact'] as const
/** A tired person reads a few; the record stays one tap away. */
const most: Record<Claim['stance'], number> = { for: 5, against: 5, unknown: 6, fact: 8 }

/** What is said of an item for each criterion; nothing for what leaves out or adds items by hand, or is said of all that is shown. */
const argued: { [Name in Criterion]: Argue | null } = {
  topic: aboutTopic,
  occupation: aboutOccupation,
  kinds: null,
  near: aboutPlace,
  radiusKm: aboutPlace,
  modality: aboutPlace,
  excludeModalities: aboutPlace,
  startAfter: aboutDates,
  startBefore: aboutDates,
  maxHours: aboutDuration,
  schedule: aboutSchedule,
  maxPrice: aboutPrice,
  certifying: aboutCertification,
  level: aboutCertification,
  constraints: aboutConstraints,
  includeItems: null,
  excludeItems: null,
  excludeProviders: null,
  alternatives: null,
  refused: null,
  past: null,
  levelHad: null,
}

/** What touches the person comes first, since a long list is cut at its end. */
const subjects: readonly Argue[] = [
  ...new Set([
    aboutOccupation,
    aboutTopic,
    aboutConstraints,
    aboutPrerequisites,
    aboutSkillsHeld,
    aboutWorkDone,
    ...Object.values(argued).filter((argue) => argue !== null),
    aboutAdmission,
    aboutOutcomes,
  ]),
]
