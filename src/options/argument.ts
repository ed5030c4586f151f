import type { Locale } from '../../guardrails/finding.ts'
import type { Criteria } from '../criteria/criteria.ts'
import type { Elsewhere } from '../criteria/near/near.ts'
import type { Item } from '../item.ts'
import type { Profile } from '../need/profile.ts'
import type { Point } from '../places/distance.ts'
import type { Lack } from '../relevance/relevance.ts'
import type { Claim } from './option.ts'
import type { Wording } from './wording.ts'

/** What claims argue from, besides the item. `today` is an ISO date. */
export interface Need {
  criteria: Criteria
  profile: Profile
  today: string
  /** Where criteria.near is. */
  near?: Point
  /** Where those of criteria.alternatives are. */
  elsewhere?: readonly Elsewhere[]
  locale: Locale
  /** What keeps an item from answering, where it is only close: told first. */
  lackOf?: (item: Item) => Lack | undefined
}

/** What the record says of an item on one subject, for or against this need; nothing when there is nothing to say. */
export type Argue = (item: Item, need: Need, say: Wording) => Claim[]
