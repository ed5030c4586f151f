import type { FindingKind } from './finding.ts'

/** Why a counsellor says that a finding is wrong, and of which kind it can be said. The list is closed: nothing is written freely, each is counted. */
export const motives = {
  'not-a-person': 'personal',
  'trade-or-public': 'story',
  'told-by-others': 'conduct',
  'about-the-search': 'injection',
} as const satisfies Record<string, FindingKind>
export type Motive = keyof typeof motives
export const motiveNames = Object.keys(motives) as [Motive, ...Motive[]]

/** What a counsellor says of words as typed. */
export interface Correction {
  words: string
  because: Motive
}
