import { cardCode } from '../detect/card-code.ts'
import { standsAlone } from '../detect/recogniser.ts'
import { matchesOf } from '../matches.ts'
import written from './id-card.json' with { type: 'json' }
import { labelled, type PersonalRoom, type Scored } from './room.ts'

export const idCard: PersonalRoom = {
  ...written,
  label: labelled('IDENTITE', 'IDENTITY'),
  reads: {
    by: 'number',
    cues: {
      words:
        /\b(?:cni|cnis|cin|carte (?:nationale )?d'? ?identite|carte d'id|piece d'? ?identite|carte nationale|identite|identity card|id card|ci)\b/g,
      digits: [9, 12],
    },
    digits: [
      { digits: 9, announced: true, score: 0.93 },
      { digits: 12, announced: true, score: 0.95 },
    ],
    shapes: [cardCode('ID_CARD', 0.95, (length) => length === 9 || length === 12)],
    find: ({ plain }) => matchesOf(grouped, plain).flatMap((match) => groupedCodes(match, plain)),
  },
}

/** A number in groups: "CNI n° D2H 6862 M2". */
const grouped = /\b(?:cni|identite|id card)[ :°.no]{1,6}([a-z0-9]{2,5}(?:[ -][a-z0-9]{2,5}){1,4})/g

function groupedCodes(match: RegExpExecArray, plain: string): Scored[] {
  const start = match.index + match[0].length - match[1]!.length
  const found: Scored[] = []
  let length = 0
  for (const group of matchesOf(/[a-z0-9]{2,5}/g, match[1]!)) {
    if (!/\d/.test(group[0])) break
    length += group[0].length
    const end = start + group.index + group[0].length
    if ((length === 9 || length === 12) && /[a-z]/.test(plain.slice(start, end)) && standsAlone(plain, start, end))
      found.push({ start, end, score: 0.95 })
  }
  return found
}
