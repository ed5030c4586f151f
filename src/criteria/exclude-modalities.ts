import { z } from 'zod'
import { Modality } from '../item.ts'

export const shape = { kept: z.array(Modality), input: z.array(Modality).max(3) }
