import { cardCode } from '../detect/card-code.ts'
import { documentOf, twoTwoFive } from '../detect/two-two-five.ts'
import written from './driving-licence.json' with { type: 'json' }
import { labelled, type PersonalRoom } from './room.ts'

export const drivingLicence: PersonalRoom = {
  ...written,
  label: labelled('PERMIS', 'LICENCE'),
  reads: {
    by: 'number',
    cues: {
      words:
        /\b(?:permis(?! de sejour)|neph|permis de conduire|driving licen[cs]e|driver'?s licen[cs]e|licence number)\b/g,
      digits: [12],
    },
    digits: [{ digits: 12, announced: true, score: 0.95 }],
    shapes: [
      {
        // Of Corsica
        pattern: /\d{2}[ .-]?\d{2}[ .-]?2[ab][ .-]?\d{6}/g,
        score: ({ distance }) => (distance('DRIVING_LICENCE', 60) < 60 ? 0.95 : undefined),
      },
      { pattern: twoTwoFive, score: (code) => (documentOf(code) === 'DRIVING_LICENCE' ? 0.96 : undefined) },
      cardCode('DRIVING_LICENCE', 0.9, (length) => length >= 9),
    ],
  },
}
