import { cardCode } from '../detect/card-code.ts'
import { documentOf, twoTwoFive } from '../detect/two-two-five.ts'
import written from './passport.json' with { type: 'json' }
import { lettersSeven } from './residence-permit.ts'
import { labelled, type PersonalRoom } from './room.ts'

export const passport: PersonalRoom = {
  ...written,
  label: labelled('PASSEPORT', 'PASSPORT'),
  reads: {
    by: 'number',
    // The letters of the word in any order: it is often mistyped.
    cues: { words: /\b(?:pas[seopr]{3,7}ts?|(?:document|titre) de voyage|travel document|pp)\b/g, digits: [9] },
    digits: [{ digits: 9, announced: true, score: 0.93 }],
    shapes: [
      { pattern: twoTwoFive, score: (code) => (documentOf(code) === 'PASSPORT' ? 0.96 : undefined) },
      {
        pattern: lettersSeven,
        score: ({ distance }) =>
          distance('PASSPORT', 60) < 60 && distance('RESIDENCE_PERMIT', 60) >= 60 ? 0.95 : undefined,
      },
      cardCode('PASSPORT', 0.93, (length) => length <= 9),
    ],
  },
}
