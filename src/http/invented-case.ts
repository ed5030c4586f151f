import type { Finding, FindingType } from '../../guardrails/finding.ts'

/** A message that a referent invents is no case while somebody can be recognised in it. */
export interface StillPersonal {
  refused: 'personal'
  types: readonly FindingType[]
}

export function stillPersonal(findings: readonly Finding[]): StillPersonal | undefined {
  const types = findings.flatMap(({ kind, type }) => (kind === 'personal' ? [type] : []))
  return types.length > 0 ? { refused: 'personal', types: [...new Set(types)] } : undefined
}

/** What a message that says a need may be answered with. */
export const answersToANeed = ['options', 'not-enough', 'question']

/** What both pages say of a message that is told again. */
export const inventedWords = {
  fr: {
    make: 'En faire un cas',
    personal: (types: string) =>
      `Il y reste de quoi reconnaître quelqu’un (${types}). Un cas n’a ni nom, ni numéro, ni adresse\u00a0: ôtez-les.`,
    empty: 'Le message est vide.',
  },
  en: {
    make: 'Make it a case',
    personal: (types: string) =>
      `Somebody can still be recognised in it (${types}). A case has no name, number or address: take them out.`,
    empty: 'The message is empty.',
  },
}
