import { z } from 'zod'
import { Kind } from '../../item.ts'

export const shape = { kept: z.array(Kind), input: z.array(Kind).max(3) }
