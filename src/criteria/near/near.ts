import { z } from 'zod'
import type { Item } from '../../item.ts'
import { CommuneRef } from '../../item.ts'
import { distanceKm, type Point } from '../../places/distance.ts'
import { defaultRadiusKm } from '../default-radius-km.ts'
import { beyond } from '../excess.ts'
import type { Room } from '../room.ts'
import { readNear } from './read-near.ts'

export const shape = {
  kept: CommuneRef.optional(),
  input: z.strictObject({ code: z.string().max(10), name: z.string().max(200).optional() }),
}

/** The place of the item closest to a point, with its index in `places`; undefined for an item without place. */
function nearestPlace(item: Item, near: Point): { index: number; km: number } | undefined {
  let nearest: { index: number; km: number } | undefined
  for (const [index, place] of item.places.entries()) {
    const km = distanceKm(near, place)
    if (!nearest || km < nearest.km) nearest = { index, km }
  }
  return nearest
}

/** Another place that would do as well: where it is, how it is called and where the criteria hold it. */
export interface Elsewhere extends Point {
  name: string
  field: string
}

/** The place of the item closest to where it is looked for, and to which of the places that would do. */
export function closestPlace(
  item: Item,
  { near, elsewhere = [] }: { near?: Point; elsewhere?: readonly Elsewhere[] },
): { index: number; km: number; from?: Elsewhere } | undefined {
  let closest: { index: number; km: number; from?: Elsewhere } | undefined = near && nearestPlace(item, near)
  for (const from of elsewhere) {
    const nearest = nearestPlace(item, from)
    if (nearest && (!closest || nearest.km < closest.km)) closest = { ...nearest, from }
  }
  return closest
}

export const room: Room<'near'> = {
  read: readNear,
  lift: 'ville|commune',
  quote: null,
  addsUp: false,
  wish: 'not-rather',
  told: { value: ({ near }) => near, strength: 'must' },
  filter: {
    rule: 'distance',
    fails: (item, { radiusKm = defaultRadiusKm }, circumstances) => {
      const nearest = closestPlace(item, circumstances)
      return nearest && item.modality !== 'remote' && nearest.km > radiusKm
        ? { field: `/places/${nearest.index}`, value: Math.round(nearest.km), limit: radiusKm }
        : undefined
    },
  },
  toldBeside: null,
  milder: ({ near }) => (near ? [null] : []),
  excess: beyond(defaultRadiusKm),
}
