import { z } from 'zod'

/** A ROME code with its official label, everyday names ("boulanger / boulangère") and everyday phrases ("poser des cloisons"). */
export const Occupation = z.object({
  code: z.string().regex(/^[A-N]\d{4}$/),
  label: z.string().min(1),
  names: z.array(z.string().min(1)).min(1),
  activities: z.array(z.string().min(1)),
})
export type Occupation = z.infer<typeof Occupation>
