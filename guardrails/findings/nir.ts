import { isNir, isNirShaped } from '../detect/keys.ts'
import written from './nir.json' with { type: 'json' }
import { labelled, type PersonalRoom } from './room.ts'

export const nir: PersonalRoom = {
  ...written,
  label: labelled('NIR', 'NIR'),
  // With its check key or without it, the number is the same.
  key: (folded) => folded.replace(/[^a-z0-9]+/g, '').slice(0, 13),
  reads: {
    by: 'number',
    cues: {
      words:
        /\b(?:nir|secu|securite sociale|n° ?ss|no ?ss|num(?:ero)? ?(?:de )?ss|ss|carte vitale|vitale|immatriculation sociale|insee|assure social|social security|nss|ssn|nia|ntt|matricule secu|cpam|numero (?:provisoire|d'immatriculation)|immatricule (?:provisoirement|a la))\b/g,
      digits: [13, 15],
    },
    digits: [
      { digits: 15, key: isNir, score: 1 },
      { digits: 15, announced: true, score: 0.96 },
      { digits: 15, key: isNirShaped, personal: true, where: ({ groups }) => groups > 1, score: 0.93 },
      { digits: 15, key: isNirShaped, personal: true, score: 0.8 },
      { digits: 13, announced: true, score: 0.96 },
      { digits: 13, key: isNirShaped, personal: true, score: 0.7 },
    ],
    // The key, told apart: "clé 42".
    tail: /^ ?[,(/:-]? ?(?:cle|key) ?[:=]? ?\d{2}(?!\d)/,
    shapes: [
      {
        pattern: /[123478][ .-]?\d{2}[ .-]?\d{2}[ .-]?2[ .-]?[ab][ .-]?\d{3}[ .-]?\d{3}(?:[ .\-/(]{0,3}\d{2})?/g,
        score({ text, distance }) {
          const code = text.replace(/[ .\-/(]/g, '')
          return isNir(code) || code.length === 13 || distance('NIR') < 60 ? 0.97 : undefined
        },
      },
    ],
  },
}
