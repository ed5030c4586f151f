import { isCard } from '../detect/keys.ts'
import written from './credit-card.json' with { type: 'json' }
import { type DigitRule, labelled, type PersonalRoom } from './room.ts'

export const creditCard: PersonalRoom = {
  ...written,
  label: labelled('CARTE', 'CARD'),
  reads: {
    by: 'number',
    cues: { words: /\b(?:carte|cb|visa|mastercard|bancaire|card|american express|amex)\b/g, digits: [12, 13, 14, 16] },
    digits: [
      { digits: 13, key: isCard, announced: true, score: 0.9 },
      { digits: 14, key: isCard, announced: true, score: 0.9 },
      // Surer than a number of the social security that its words announce.
      { digits: 15, key: isCard, score: 0.965 },
      ...[16, 17, 18, 19].map((digits): DigitRule => ({ digits, key: isCard, score: 0.98 })),
      { digits: 16, announced: true, score: 0.85 },
    ],
  },
}
