import { isDated } from '../detect/dated-digits.ts'
import { isKeyed, sevenDigitsLetter } from '../detect/key-letter.ts'
import written from './caf-number.json' with { type: 'json' }
import { labelled, type PersonalRoom } from './room.ts'

export const cafNumber: PersonalRoom = {
  ...written,
  label: labelled('CAF', 'CAF'),
  reads: {
    by: 'number',
    cues: { words: /\b(?:caf|all?oc(?:[a-z]{0,12})|matricule|msa|allowance)\b/g, digits: [6, 7, 8, 9], reach: 38 },
    digits: [
      { digits: 8, announced: true, where: (number) => !isDated(number), score: 0.93 },
      { digits: 7, announced: true, personal: true, score: 0.93 },
      { digits: 6, announced: true, personal: true, where: ({ groups }) => groups === 1, score: 0.93 },
    ],
    // The letter that may follow: "8447021 k", and not the word "a" or "y".
    tail: /^ [b-xz](?![a-z0-9'])/,
    shapes: [
      {
        pattern: sevenDigitsLetter,
        score: (code) => (isKeyed(code) && code.distance('CAF_NUMBER') < code.distance('FT_ID') ? 0.94 : undefined),
      },
    ],
  },
}
