import { Level } from './level-names.ts'
import type { Room } from './room.ts'

export const shape = { kept: Level.optional(), input: Level }

export const room: Room<'levelHad'> = {
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
