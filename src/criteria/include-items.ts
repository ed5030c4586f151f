import { z } from 'zod'

export const shape = { kept: z.array(z.string()), input: z.array(z.string().max(100)).max(50) }
