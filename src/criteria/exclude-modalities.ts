import { z } from 'zod'
import { Modality } from '../item.ts'
import { modalityNames, whereOrHow } from './modality.ts'
import type { Room } from './room.ts'

export const shape = { kept: z.array(Modality), input: z.array(Modality).max(3) }

export const room: Room<'excludeModalities'> = {
  read: { beside: 'modality' },
  lift: modalityNames,
  quote: whereOrHow,
  addsUp: false,
  wish: 'any',
  told: null,
  filter: {
    rule: 'modality',
    fails: (item, { excludeModalities }) =>
      excludeModalities.includes(item.modality)
        ? { field: '/modality', value: item.modality, limit: excludeModalities.join(', ') }
        : undefined,
  },
  toldBeside: null,
  milder: ({ excludeModalities }) => (excludeModalities.length > 0 ? [[]] : []),
  excess: null,
}
