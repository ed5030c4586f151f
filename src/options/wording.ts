import type { Locale } from '../../guardrails/finding.ts'
import type { Item, ItemSession, Kind, Modality, Outcome, Schedule } from '../item.ts'
import type { Profile } from '../need/profile.ts'
import type { Lack } from '../relevance/relevance.ts'
import type { Complement } from './complements.ts'
import { english } from './wording-en.ts'
import { french } from './wording-fr.ts'

/**
 * The sentences of extracted claims: short, plain, one fact each, no superlative and no directive, in the words of the person at the
 * counsellor's desk. Numbers and dates are those of the evidence; what an acronym stands for is said beside it.
 */
export interface Wording {
  /** Of the occupation asked; `leads`: a training that leads to it. */
  occupation(label: string, leads: boolean): string
  /** Declared, of an offer that is first of another. */
  occupationToo(label: string): string
  nearestOccupation(label: string, kind: Kind): string
  /** What an offer that is close to the need lacks. */
  lacks: Record<Lack, string>
  mentions(field: 'title' | 'objective' | 'content', words: string): string
  alreadyHeld(skill: string): string
  lineHeld(field: 'content' | 'objective', line: string, skill: string): string
  workDone(occupation: string, years: Profile['experience'][number]['years'], certifying: boolean): string
  kind(kind: Kind): string

  distance(km: number, place: string, from: string, approximate: boolean): string
  distanceUnknown(place: string): string
  placeUnknown: string
  modality(modality: Modality): string
  remoteAndLittleEase: string
  partlyRemoteAndLittleEase: string

  starts(session: ItemSession, kind: Kind): string
  ends(end: string): string
  seats(seats: number): string
  seatsUnknown: string
  noSession: string
  permanentEntry: string
  /** Months from 1 to 12. */
  entryIn(months: readonly number[]): string
  allStarted(lastStart: string): string
  allFull(start: string): string

  hours(hours: number): string
  hoursWithin(hours: number, limit: number): string
  hoursOver(hours: number, limit: number): string
  hoursUnknown: string
  schedule(schedule: Schedule): string
  scheduleUnlike(schedule: Schedule, wanted: Schedule): string
  scheduleUnknown: string

  free: string
  price(amount: number): string
  priceWithin(amount: number, limit: number): string
  priceOver(amount: number, limit: number): string
  priceUnknown: string
  remainingCost(amount: number): string
  remainingCostUnknown: string
  funding(names: readonly string[]): string
  noFunding: string

  certification(label: string): string
  certificationLevel(label: string, level: number): string
  register(reference: string, register: 'rncp' | 'rs'): string
  notCertifying: string
  certificationUnknown: string
  levelUnknown: string
  outcome(outcome: Outcome): string
  outcomesUnknown: string
  outcomesMasked: string

  prerequisiteMet(prerequisite: string, told: Told): string
  prerequisiteUnmet(prerequisite: string, told: Told): string
  /** It asks for French, and the file notes a level. */
  frenchToCheck(prerequisite: string, level: string): string
  prerequisitesToCheck(list: readonly string[]): string
  noPrerequisite: string
  demands(list: readonly string[]): string
  constraintAgainst(constraint: string, passage: string): string
  constraintAgainstSchedule(constraint: string, schedule: Schedule): string
  constraintAgainstRemote(constraint: string): string
  constraintUnknown(constraint: string): string
  accessibility(text: string): string
  accessibilityUnknown: string
  audience(text: string): string
  admission(text: string): string
  updated(day: string): string

  provider(name: string): string
  occupations(labels: readonly string[]): string
  contact(organisation: string): string
  differs: Differences
  /** Beside others of other kinds: how it adds to them. */
  beside(kind: Kind, start: string | undefined): string

  /** A workshop and a training shown together, and what the training asks and the workshop works on. */
  complements(kind: Kind, on: Complement): string

  catalogueSays(line: string): string
  silent: string
}

/** What the profile says, as a prerequisite was held against it. */
export type Told =
  | { about: 'level'; level: number }
  | { about: 'language'; level: string }
  | { about: 'experience'; occupation: string }
  | { about: 'years'; years: Profile['experience'][number]['years'] }
  | { about: 'skill'; skill: string }
  | { about: 'digital'; ease: NonNullable<Profile['digitalEase']> }

/** What an option is compared with: the others of its kind shown beside it, or the counsellor's own lead. */
export type Others = { kind: Kind; count: number } | 'lead'

/** Where a value stands among the others': below or above them all, between them, or the only one given. */
export type Stand = 'below' | 'above' | 'between' | 'alone'

export interface Differences {
  hours(hours: number, stand: Stand, others: Others): string
  distance(km: number, place: string, stand: Stand, others: Others): string
  start(start: string, stand: Stand, others: Others): string
  cost(amount: number, stand: Stand, others: Others): string
  town(place: string, others: Others): string
  certifying(others: Others): string
  /** The others do not say. */
  certifyingAlone(others: Others): string
  notCertifying(others: Others): string
  level(level: number, others: Others): string
  certification(label: string, others: Others): string
  modality(modality: Modality, others: Others): string
  schedule(schedule: NonNullable<Item['schedule']>, others: Others): string
  company(others: Others): string
}

export const wordings: Record<Locale, Wording> = { fr: french, en: english }
