import type { Criteria } from '../criteria/criteria.ts'
import type { Exposure } from './exposure.ts'
import type { Nearest } from './nearest.ts'
import { fewestOptions, type Selection, select } from './selection.ts'
import { nearestTo, type Search, type Shortlist } from './shortlist.ts'

/** What is shown of a shortlist: the options and, where there is no choice between them, what is nearest beside them. */
export interface Pick extends Selection {
  hasChoice: boolean
  nearest: Nearest[]
}

/** Picks what is shown, for an answer and for its replay alike: the same list, ledger and seed give the same offers. */
export async function pick(
  criteria: Criteria,
  search: Search,
  list: Shortlist,
  { exposure, seed }: { exposure: Readonly<Record<string, Exposure>>; seed: string },
): Promise<Pick> {
  const selection = select({ candidates: list.kept, criteria, exposure, seed })
  const hasChoice = selection.chosen.length >= fewestOptions
  return { ...selection, hasChoice, nearest: hasChoice ? [] : await nearestTo(criteria, search, list, seed) }
}
