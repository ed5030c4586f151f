import type { Candidate } from '../catalogue/catalogue-index.ts'
import type { Criteria } from '../criteria/criteria.ts'
import type { Item } from '../item.ts'
import type { Exposure } from './exposure.ts'
import type { Nearest } from './nearest.ts'
import { fewestOptions, mostOptions, type Selection, select } from './selection.ts'
import { comingAfter, nearestTo, type Search, type Shortlist } from './shortlist.ts'

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
  const goals = goalsOf(list, search)
  const drawn = { criteria, exposure, seed, goals }
  const selection = select({ candidates: withUnanswered(list, goals), ...drawn })
  const hasChoice = selection.chosen.length >= fewestOptions
  if (hasChoice) return { ...selection, hasChoice, nearest: [] }
  // One that answers and what is near it stand on one table, of as many columns as an answer has options.
  const room = mostOptions - selection.chosen.length
  const nearest = (await nearestTo(criteria, search, list, seed)).slice(0, room)
  // What answers but for a distance or a date is nearer than what does not quite answer, and keeps its place beside it.
  if (selection.chosen.length + nearest.length >= fewestOptions) return { ...selection, hasChoice, nearest }
  const more = select({ candidates: withClose(list), ...drawn, places: mostOptions - nearest.length })
  const left = mostOptions - more.chosen.length - nearest.length
  const isLittle = more.chosen.length + nearest.length < fewestOptions
  const steps = isLittle ? (await nearestTo(criteria, search, list, seed, 'steps')).slice(0, left) : []
  return { ...more, hasChoice, nearest: [...nearest, ...steps] }
}

/** Where several goals were asked: what answers each of them or, of one that nothing answers, what is close to it alone. */
function goalsOf({ kept, close, wide: { asked } }: Shortlist, { relevance }: Search): ((item: Item) => boolean)[] {
  if (asked.length < 2) return []
  const closeIds = new Set(close.map(({ item }) => item.id))
  return asked.map((goal) => {
    const answers = (item: Item) => relevance.judge(item, [goal]).grade === 'answers'
    if (kept.some(({ item }) => answers(item))) return answers
    return (item) => closeIds.has(item.id) && relevance.judge(item, [goal]).grade === 'close'
  })
}

/** Beside what answers, what is close to a goal that nothing answers. */
function withUnanswered({ kept, close }: Shortlist, goals: readonly ((item: Item) => boolean)[]): Candidate[] {
  const ofGoals = close.filter(({ item }) => goals.some((isFor) => isFor(item)))
  return kept.length > 0 && ofGoals.length > 0 ? withClose({ kept, close: ofGoals }) : kept
}

/** What is close comes after all that answers, and takes no turn from it. */
const withClose = ({ kept, close }: { kept: Candidate[]; close: Candidate[] }): Candidate[] => [
  ...kept,
  ...comingAfter(kept, close),
]
