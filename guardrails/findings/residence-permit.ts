import { cardCode } from '../detect/card-code.ts'
import { isDialled } from '../detect/dialled.ts'
import written from './residence-permit.json' with { type: 'json' }
import { labelled, type PersonalRoom } from './room.ts'

/** Two letters, seven digits: the number of a permit, and of some passports. */
export const lettersSeven = /[a-z]{2}[ ]?\d{7}/g

export const residencePermit: PersonalRoom = {
  ...written,
  label: labelled('SEJOUR', 'RESIDENCE'),
  reads: {
    by: 'number',
    cues: {
      words:
        /\b(?:(?:titre|carte|permis)(?: de)? sejour|agdref|recepisse|demande(?:ur)? d'asile|foreigner|(?:numero|num|no|n°) (?:d')?etran[a-z]{2,6}|carte (?:de resident|pluriannuelle)|sejour|residence permit|aps|cst|api?s|vls-?ts)\b/g,
      // "son titre (n° 9912345678)"
      touching: /\btitre ?\(?(?:n°|no|:|numero) ?(?=\d)/g,
      digits: [9, 10],
    },
    digits: [
      { digits: 9, announced: true, score: 0.93 },
      { digits: 10, announced: true, where: (number) => !isDialled(number), score: 0.93 },
    ],
    shapes: [
      {
        pattern: lettersSeven,
        score: ({ distance }) => (distance('RESIDENCE_PERMIT', 60) < 60 ? 0.95 : undefined),
      },
      cardCode('RESIDENCE_PERMIT', 0.93, (length) => length >= 9),
    ],
  },
}
