import written from './agency-term.json' with { type: 'json' }
import { labelled, type PersonalRoom } from './room.ts'

/** What the agency keeps to itself, by the lists of its policy. */
export const agencyTerm: PersonalRoom = {
  ...written,
  label: labelled('TERME_RESERVE', 'RESERVED_TERM'),
  reads: { by: 'policy' },
}
