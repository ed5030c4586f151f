import { z } from 'zod'
import { shape as near } from './near/near.ts'
import { shape as occupation } from './occupation/occupation.ts'
import type { Room } from './room.ts'
import { shape as topic } from './topic/topic.ts'

/** Another goal that would do as well; the first one stays in `occupation`, `topic` and `near`. */
export const Alternative = z.object({ topic: topic.kept, occupation: occupation.kept, near: near.kept })
export type Alternative = z.infer<typeof Alternative>

/** At most this many other goals stand beside the first one. */
export const mostAlternatives = 4

export const shape = {
  kept: z.array(Alternative),
  input: z
    .array(
      z.strictObject({
        topic: topic.input.optional(),
        occupation: occupation.input.optional(),
        near: near.input.optional(),
      }),
    )
    .max(mostAlternatives),
}

export const room: Room<'alternatives'> = {
  read: { beside: 'occupation' },
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
