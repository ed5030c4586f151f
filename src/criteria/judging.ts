import { z } from 'zod'
import type { Item } from '../item.ts'
import type { Point } from '../places/distance.ts'
import type { Criteria } from './criteria.ts'
import type { Elsewhere } from './near/near.ts'

/** The stated rules by which a candidate can be left out; each is shown with its count and can be undone by hand. */
export const Rule = z.enum([
  'distance',
  'modality',
  'start-after',
  'start-before',
  'session-over',
  'lead',
  'session-full',
  'hours',
  'price',
  'certifying',
  'level',
  'kind',
  'schedule',
  'excluded-item',
  'excluded-provider',
  'already-refused',
  'already-shown',
  'refused',
  'left',
])
export type Rule = z.infer<typeof Rule>

/** Where and when a need is judged. `near` are the coordinates of criteria.near; `today` an ISO date. */
export interface Circumstances {
  today: string
  near?: Point
  /** And of those of criteria.alternatives: an item close to any of them is close. */
  elsewhere?: readonly Elsewhere[]
  alreadyRefused: ReadonlySet<string>
  /** On the table already, where others than these are asked for. */
  alreadyShown?: ReadonlySet<string>
}

/** Where an item fails a rule: a field of its record and what stands there, beside what was asked. */
export interface Failure {
  field: string
  value: Shown
  limit: Shown
}
type Shown = string | number | boolean | null

/** What the record does not say is never a reason: an unknown date, price or level passes and becomes a claim. */
export type Judge = (item: Item, criteria: Criteria, circumstances: Circumstances) => Failure | undefined
