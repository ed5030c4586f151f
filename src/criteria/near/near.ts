import { z } from 'zod'
import { CommuneRef } from '../../item.ts'

export const shape = {
  kept: CommuneRef.optional(),
  input: z.strictObject({ code: z.string().max(10), name: z.string().max(200).optional() }),
}
