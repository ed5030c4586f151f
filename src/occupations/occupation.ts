import { z } from 'zod'

/** A ROME code with its official label, everyday names ("boulanger / boulangère") and everyday phrases ("poser des cloisons"). */
export const Occupation = z.object({
  code: z.string().regex(/^[A-N]\d{4}$/),
  label: z.string().min(1),
  names: z.array(z.string().min(1)).min(1),
  activities: z.array(z.string().min(1)),
  /** What it is called in English, heard in messages in English only, and the name that says the same in French, where that is not its label. */
  english: z.array(z.object({ said: z.string().min(1), means: z.string().min(1).optional() })).optional(),
})
export type Occupation = z.infer<typeof Occupation>
