import { z } from 'zod'
import { RedactedText } from '../criteria/redacted-text.ts'
import { CommuneRef, IsoDate, Modality, OccupationRef, Schedule } from '../item.ts'

/**
 * All that may be known of a jobseeker: an allow-list (GDPR art. 5(1)(c)). Each field has a stated purpose in profile-fields.ts;
 * whatever else a dossier holds is dropped and told. Constraints are functional ("port de charges limité"), never a diagnosis.
 */
export const Profile = z.object({
  targetOccupation: OccupationRef.optional(),
  experience: z.array(z.object({ occupation: RedactedText, years: z.enum(['<1', '1-3', '3-10', '>10']) })),
  level: z.number().int().min(1).max(8).optional(),
  skills: z.array(RedactedText),
  languages: z.array(z.object({ code: z.string(), level: z.string() })),
  near: CommuneRef.optional(),
  radiusKm: z.number().positive().optional(),
  availability: z
    .object({ from: IsoDate.optional(), partTime: z.boolean().optional(), schedule: Schedule.optional() })
    .optional(),
  modality: Modality.optional(),
  digitalEase: z.enum(['low', 'medium', 'high']).optional(),
  constraints: z.array(RedactedText),
})
export type Profile = z.infer<typeof Profile>

/** A dossier field that was not kept, as a JSON pointer, with the reason told to the counsellor. */
export const Dropped = z.object({
  field: z.string(),
  reason: z.enum(['protected', 'not-needed', 'unknown', 'not-understood']),
})
export type Dropped = z.infer<typeof Dropped>

export const emptyProfile: Profile = { experience: [], skills: [], languages: [], constraints: [] }
