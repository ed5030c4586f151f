import { isDialled } from '../detect/dialled.ts'
import { isNirShaped, isTaxNumber } from '../detect/keys.ts'
import { labelled, type PersonalRoom } from './room.ts'
import written from './tax-id.json' with { type: 'json' }

export const taxId: PersonalRoom = {
  ...written,
  label: labelled('FISCAL', 'TAX'),
  reads: {
    by: 'number',
    cues: { words: /\b(?:fiscale?|fiscaux|impots?|spi|nif|avis d'imposition|tax)\b/g, digits: [10, 13] },
    digits: [
      { digits: 13, announced: true, score: 0.97 },
      { digits: 13, key: (digits) => isTaxNumber(digits) && !isNirShaped(digits), personal: true, score: 0.9 },
      { digits: 13, key: isTaxNumber, personal: true, score: 0.8 },
      { digits: 10, announced: true, where: (number) => !isDialled(number), score: 0.93 },
    ],
  },
}
