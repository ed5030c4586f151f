import { isDated } from '../detect/dated-digits.ts'
import { isKeyed, sevenDigitsLetter } from '../detect/key-letter.ts'
import { isUai } from '../detect/keys.ts'
import written from './ft-id.json' with { type: 'json' }
import { type Code, labelled, type PersonalRoom } from './room.ts'

export const ftId: PersonalRoom = {
  ...written,
  label: labelled('IDENTIFIANT', 'JOBSEEKER'),
  reads: {
    by: 'number',
    cues: {
      // A short prefix of the number in the words of the trade: "FT 1234567A", "id. 12345678".
      words:
        /\b(?:id|ident|identifiants?|identifian|identifant|france ?travail|ft|pole[ -]emploi|pe|p\.e|demandeu(?:r|se)|ide|dossier|n° ?de|inscrit|jobseeker|usagere?|beneficiaire|num de)\b/g,
      // "DE 1234567A"
      touching: /\bde(?: ?(?:n°|no|num|:))? ?(?=\d)/g,
      digits: [7, 8, 11],
      reach: 38,
    },
    digits: [
      { digits: 11, announced: true, personal: true, score: 0.9 },
      {
        digits: 8,
        announced: true,
        personal: true,
        where: (number) => number.groups <= 2 && !isDated(number),
        score: 0.85,
      },
    ],
    shapes: [
      {
        pattern: sevenDigitsLetter,
        score(code) {
          const own = code.distance('FT_ID')
          return isKeyed(code) && code.distance('CAF_NUMBER') >= own && !(own > 30 && isSchool(code)) ? 0.92 : undefined
        },
      },
    ],
  },
}

/** The code of a school is written alike. */
function isSchool({ text, plain, start, end }: Code): boolean {
  const around = `${plain.slice(Math.max(0, start - 50), start)} ${plain.slice(end, end + 30)}`
  if (/\b(?:uai|rne|lycee|college|ecole|etablissement|cfa|ulis|segpa)\b/.test(around)) return true
  return isUai(text) && /\b(?:code|offre|ref|organisme|centre)\b/.test(around)
}
