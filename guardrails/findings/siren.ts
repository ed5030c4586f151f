import { isSiren } from '../detect/keys.ts'
import { labelled, type PersonalRoom } from './room.ts'
import written from './siren.json' with { type: 'json' }

export const siren: PersonalRoom = {
  ...written,
  label: labelled('SIREN', 'SIREN'),
  reads: {
    by: 'number',
    cues: { words: /\b(?:sirens?|rcs|r\.c\.s)\b/g, digits: [9], reach: 38 },
    digits: [
      { digits: 9, announced: true, score: 0.93 },
      { digits: 9, announced: 'SIRET', key: isSiren, score: 0.9 },
    ],
  },
}
