import { closestPlace } from '../criteria/near/near.ts'
import type { Item } from '../item.ts'
import type { Need } from './argument.ts'
import { claimsFor } from './claims.ts'
import { differencesOf } from './differences.ts'
import { letterAt, type Option } from './option.ts'

/**
 * Argues the chosen items both ways from their records alone: the answer that needs no model. Their order is kept. `lead` is the
 * counsellor's own idea, if there is one: each option also says how it differs from it. `letters`: the letter of each item, where the exchange gave it one.
 */
export function argue(
  items: readonly Item[],
  need: Need,
  newId: () => string,
  { lead, letters }: { lead?: Item; letters?: ReadonlyMap<string, string> } = {},
): Option[] {
  return items.map((item, place) => ({
    id: newId(),
    letter: letters?.get(item.id) ?? letterAt(place),
    item,
    claims: claimsFor(item, need),
    differs: differencesOf(
      item,
      items.filter((other) => other !== item),
      need,
      lead,
    ),
    wording: 'extracted',
  }))
}

/** The item as shown from here, or from another place that would do: its distance in whole kilometres to its nearest place. */
export function seenFrom(item: Item, where: Pick<Need, 'near' | 'elsewhere'>): Item {
  const nearest = closestPlace(item, where)
  return nearest ? { ...item, distanceKm: Math.round(nearest.km) } : item
}
