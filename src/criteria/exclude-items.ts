import { z } from 'zod'
import type { Room } from './room.ts'

export const shape = { kept: z.array(z.string()), input: z.array(z.string().max(100)).max(50) }

export const room: Room<'excludeItems'> = {
  read: null,
  lift: null,
  quote: null,
  addsUp: false,
  wish: 'any',
  told: null,
  filter: {
    rule: 'excluded-item',
    fails: (item, { excludeItems }) =>
      excludeItems.includes(item.id) ? { field: '/id', value: item.id, limit: null } : undefined,
  },
  toldBeside: null,
  milder: null,
  excess: null,
}
