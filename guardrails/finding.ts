/** The language of the person who reads the advice; French first. */
export type Locale = 'fr' | 'en'

export const personalTypes = [
  'PERSON',
  'PHONE',
  'EMAIL',
  'ADDRESS',
  'DATE_OF_BIRTH',
  'AGE',
  'NIR',
  'FT_ID',
  'CAF_NUMBER',
  'TAX_ID',
  'SIRET',
  'SIREN',
  'IBAN',
  'CREDIT_CARD',
  'ID_CARD',
  'PASSPORT',
  'DRIVING_LICENCE',
  'RESIDENCE_PERMIT',
  'LICENCE_PLATE',
  'URL',
  'HANDLE',
  'AGENCY_TERM',
] as const
export const sensitiveTypes = [
  'HEALTH',
  'DISABILITY',
  'RELIGION',
  'ETHNIC_ORIGIN',
  'UNION',
  'POLITICS',
  'SEX_LIFE',
  'CRIMINAL',
] as const
/** Told of a person's life: no search, no model and no record needs it. `STORY` is told by its circumstances only. */
export const lifeTypes = ['VIOLENCE', 'GUARDIANSHIP', 'DEBTS', 'HOUSING', 'FAMILY', 'PAPERS', 'STORY'] as const
export const storyTypes = [...sensitiveTypes, ...lifeTypes] as const
export const conductTypes = ['DISCRIMINATION', 'INAPPROPRIATE'] as const
export const injectionTypes = ['INJECTION'] as const

export const findingTypes = [...personalTypes, ...storyTypes, ...conductTypes, ...injectionTypes] as const
export const findingKinds = ['personal', 'story', 'conduct', 'injection'] as const

export type PersonalType = (typeof personalTypes)[number]
export type FindingType = (typeof findingTypes)[number]
export type FindingKind = (typeof findingKinds)[number]

/** What happens to the text as a whole: goes on, goes on redacted and told, does not go on. */
export type Action = 'pass' | 'alert' | 'block'

/** Offsets are UTF-16 code units of the text as sent, end excluded. */
export interface Finding {
  kind: FindingKind
  type: FindingType
  start: number
  end: number
  /** What stands for this part in the redacted text, a placeholder or `[…]`; absent when the text is blocked. */
  replacement?: string
  /** What the counsellor can do about it, in the conversation's language. */
  advice: string
}

const kindOfType = new Map<FindingType, FindingKind>([
  ...personalTypes.map((type) => [type, 'personal'] as const),
  ...storyTypes.map((type) => [type, 'story'] as const),
  ...conductTypes.map((type) => [type, 'conduct'] as const),
  ...injectionTypes.map((type) => [type, 'injection'] as const),
])

export const kindOf = (type: FindingType): FindingKind => kindOfType.get(type)!

const personal: ReadonlySet<string> = new Set(personalTypes)
const sensitive: ReadonlySet<string> = new Set(sensitiveTypes)
export const isPersonal = (type: FindingType): type is PersonalType => personal.has(type)
/** GDPR articles 9 and 10. */
export const isSensitive = (type: FindingType): boolean => sensitive.has(type)
