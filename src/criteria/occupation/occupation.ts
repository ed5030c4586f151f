import { z } from 'zod'
import { OccupationRef } from '../../item.ts'
import type { Room } from '../room.ts'
import { readOccupation } from './read-occupation.ts'

/** `name`: which of the everyday names of the code was said, as the referential writes it, where it is not the label. */
export const OccupationAsked = OccupationRef.extend({ name: z.string().optional() })

export const shape = {
  kept: OccupationAsked.optional(),
  input: z.strictObject({
    code: z.string().max(10),
    label: z.string().max(200).optional(),
    name: z.string().max(200).optional(),
  }),
}

export const room: Room<'occupation'> = {
  read: readOccupation,
  lift: null,
  quote: null,
  addsUp: false,
  wish: 'never',
  told: { value: ({ targetOccupation }) => targetOccupation, strength: 'must' },
  filter: null,
  toldBeside: null,
  milder: null,
  excess: null,
}
