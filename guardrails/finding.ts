import type { FindingType, PersonalType } from './findings/findings.ts'
import * as rooms from './findings/findings.ts'

export type { FindingType, Locale, PersonalType } from './findings/findings.ts'

const typesOf = <Type extends string>(table: Readonly<Record<Type, unknown>>) => Object.keys(table) as [Type, ...Type[]]

export const personalTypes = /* @__PURE__ */ typesOf(rooms.personal)
export const sensitiveTypes = /* @__PURE__ */ typesOf(rooms.sensitive)
export const lifeTypes = /* @__PURE__ */ typesOf(rooms.life)
export const storyTypes = /* @__PURE__ */ typesOf(rooms.stories)
export const conductTypes = /* @__PURE__ */ typesOf(rooms.conduct)
export const injectionTypes = /* @__PURE__ */ typesOf(rooms.orders)
export const findingTypes = /* @__PURE__ */ typesOf(rooms.findings)

export const findingKinds = ['personal', 'story', 'conduct', 'injection'] as const
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

export const isPersonal = (type: FindingType): type is PersonalType => type in rooms.personal
/** GDPR articles 9 and 10. */
export const isSensitive = (type: FindingType): boolean => type in rooms.sensitive
