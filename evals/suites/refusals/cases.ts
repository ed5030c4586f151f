import { rootsOf } from '../../../src/criteria/unwanted.ts'
import fields from '../../../src/occupations/fields.json' with { type: 'json' }
import { writtenForms } from '../../../src/occupations/names.ts'
import type { Referential } from '../../../src/occupations/referential.ts'
import type { EvalCase } from '../../suite.ts'
import subjects from './subjects.json' with { type: 'json' }

/** The same need without and with a refusal; `code` where what is refused is a trade. */
export interface RefusalCase extends EvalCase {
  about: 'trade' | 'subject'
  refused: string
  code?: string
  /** What would be answered if it were wanted. */
  wanted: string
  /** It is refused, alone or after being asked: nothing of it may be shown. */
  messages: string[]
}

/** How many of the trades are heard, one in so many of the referential's codes. */
const everyNth = 4

const tradeCues = ['surtout pas', 'sauf', 'plus jamais', 'ne veut plus être', "ras le bol d'être", 'tout sauf']
const subjectCues = ['surtout pas de', 'sauf', 'plus jamais de', 'ne veut plus faire de', 'ras le bol de', 'ni']

/** Trades of the referential as people say them, and subjects people ask for, each refused in turn by another cue. */
export function refusalCases(referential: Referential): RefusalCase[] {
  const trades = referential.codes.flatMap((code, at): RefusalCase[] => {
    if (at % everyNth !== 0) return []
    const { label, names } = referential.byCode(code)!
    const said = [...names, label].find((name) => name.includes(' / ') && !/[,(]/.test(name))
    if (!said) return []
    const refused = lowered(writtenForms(said)[0]!)
    const refusal = `${tradeCues[(at / everyNth) % tradeCues.length]} ${refused}`
    return [
      {
        id: code,
        split: 'test',
        about: 'trade',
        refused,
        code,
        wanted: `une formation de ${refused} à Lyon`,
        messages: [
          `une formation de ${refused} à Lyon, ${refusal}`,
          `une formation à Lyon, ${refusal}`,
          ...around(code, refused).map((field) => `une formation, secteur ${field}, ${refusal}`),
        ],
      },
    ]
  })
  const about = subjects.map((refused, at): RefusalCase => {
    const refusal = elided(`${subjectCues[at % subjectCues.length]} ${refused}`)
    return {
      id: refused,
      split: 'test',
      about: 'subject',
      refused,
      wanted: `une formation ou un atelier sur ${refused} à Lyon`,
      messages: [
        `une formation sur ${refused} à Lyon, ${refusal}`,
        `une formation à Lyon, ${refusal}`,
        `un atelier ou un forum, ${refusal}`,
      ],
    }
  })
  return [...trades, ...about]
}

/** Fields of work that hold the trade, where people have a word for one: not "agriculture" for "agriculteur". */
const around = (code: string, refused: string): string[] =>
  fields
    .filter(({ codes }) => codes.some((one) => code.startsWith(one)))
    .flatMap(({ said }) => said.slice(0, 1))
    .filter((field) => !rootsOf(refused).every((root) => rootsOf(field).includes(root)))

const lowered = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1)

const elided = (text: string): string => text.replace(/\bde (?=[aeéèêiouhâ])/g, "d'")
