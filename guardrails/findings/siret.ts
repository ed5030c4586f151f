import { isSiret } from '../detect/keys.ts'
import { labelled, type PersonalRoom } from './room.ts'
import written from './siret.json' with { type: 'json' }

export const siret: PersonalRoom = {
  ...written,
  label: labelled('SIRET', 'SIRET'),
  reads: {
    by: 'number',
    cues: { words: /\bsirets?\b/g, digits: [9, 14] },
    digits: [
      { digits: 14, announced: true, score: 0.97 },
      { digits: 14, key: isSiret, personal: true, score: 0.95 },
    ],
  },
}
