import { room as alternatives } from './alternatives.ts'
import { room as certifying } from './certifying.ts'
import { room as constraints } from './constraints.ts'
import type { Criterion } from './criteria.ts'
import { room as excludeItems } from './exclude-items.ts'
import { room as excludeModalities } from './exclude-modalities.ts'
import { room as excludeProviders } from './exclude-providers.ts'
import { room as includeItems } from './include-items.ts'
import { room as kinds } from './kinds/kinds.ts'
import { room as level } from './level.ts'
import { room as levelHad } from './level-had.ts'
import { room as maxHours } from './max-hours.ts'
import { room as maxPrice } from './max-price.ts'
import { room as modality } from './modality.ts'
import { room as near } from './near/near.ts'
import { room as occupation } from './occupation/occupation.ts'
import { room as past } from './past.ts'
import { room as radiusKm } from './radius-km.ts'
import { room as refused } from './refused.ts'
import type { Room } from './room.ts'
import { room as schedule } from './schedule.ts'
import { room as startAfter } from './start-after.ts'
import { room as startBefore } from './start-before.ts'
import { room as topic } from './topic/topic.ts'

/** Everything that is answered of each criterion; its words stand apart, in words-fr.ts and words-en.ts. */
export const rooms: { [Name in Criterion]: Room<Name> } = {
  topic,
  occupation,
  kinds,
  near,
  radiusKm,
  modality,
  excludeModalities,
  startAfter,
  startBefore,
  maxHours,
  maxPrice,
  certifying,
  level,
  schedule,
  constraints,
  includeItems,
  excludeItems,
  excludeProviders,
  alternatives,
  refused,
  past,
  levelHad,
}
