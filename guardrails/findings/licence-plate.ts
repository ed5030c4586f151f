import written from './licence-plate.json' with { type: 'json' }
import { type Code, labelled, type PersonalRoom } from './room.ts'

export const licencePlate: PersonalRoom = {
  ...written,
  label: labelled('PLAQUE', 'PLATE'),
  reads: {
    by: 'number',
    cues: {
      words:
        /\b(?:immat\w{0,12}|plaques?|vehicules?|voitures?|auto|scooter|moto|clio|twingo|peugeot|renault|citroen|kangoo|camionnette|utilitaire|fourgon|berline|car|plate|garee?|dacia|golf|polo|c3|208|206|sandero|stationnee?|assurance auto|carte grise)\b/g,
    },
    shapes: [
      {
        // Since 2009: "AB-123-CD", without I, O, U and without SS.
        pattern: /([a-hj-np-tv-z]{2})([ .-]?\n?)(\d(?:\n?\d){2})([ .-]?\n?)([a-hj-np-tv-z]{2})/g,
        fewestDigits: 3,
        score({ match, distance }) {
          const [, first, joint, , otherJoint, last] = match
          if (first === 'ss' || last === 'ss') return undefined
          const dashed = joint!.startsWith('-') && otherJoint!.startsWith('-')
          return dashed || distance('LICENCE_PLATE', 50) < 60 ? 0.95 : undefined
        },
      },
      {
        // Until 2009: "1234 AB 59".
        pattern: /\d{1,4}[ -]?[a-z]{2,3}[ -]?(?:97[1-6]|\d{2}|2[ab])/g,
        fewestDigits: 3,
        score: (code) => (isNamed(code) || isBesideVehicle(code) ? 0.94 : undefined),
      },
    ],
  },
}

const isNamed = ({ plain, start }: Code): boolean =>
  /\b(?:immat\w{0,12}|plaques?|carte grise|plate)\b[^.]{0,30}$/.test(plain.slice(Math.max(0, start - 45), start))

const isBesideVehicle = ({ text, distance }: Code): boolean =>
  /^\d{2,4} ?[a-z]{2,3} ?\d{2}$/.test(text) && !/ans|eur|km|ch\b|cv/.test(text) && distance('LICENCE_PLATE', 30) < 30
