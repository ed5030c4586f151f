import { z } from 'zod'
import type { Room } from './room.ts'

export const shape = { kept: z.array(z.string()), input: z.array(z.string().max(100)).max(50) }

export const room: Room<'includeItems'> = {
  read: null,
  lift: null,
  quote: null,
  addsUp: false,
  wish: 'any',
  told: null,
  filter: null,
  toldBeside: null,
  milder: null,
  excess: null,
}
