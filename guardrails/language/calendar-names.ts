import monthNames from './month-names.json' with { type: 'json' }
import weekdayNames from './weekday-names.json' with { type: 'json' }

/** The French names of months from January, folded. */
export const months: ReadonlySet<string> = new Set(monthNames.map((same) => same.split('|')[0]!))

/** Month names as a folded text writes them, longest first, as part of a pattern. */
export const monthName = /* @__PURE__ */ alternatives(monthNames)
/** 1 to 12 of a folded month name, abbreviated or not, French or English; 0 when it is none. */
export const monthNumber = (name: string): number => placeIn(monthNames, name) + 1

export const weekdayName = /* @__PURE__ */ alternatives(weekdayNames)
/** 0 (Sunday, as `getUTCDay` has it) to 6 of a folded weekday; -1 when it is none. */
export const weekdayNumber = (name: string): number => placeIn(weekdayNames, name)

function alternatives(lists: readonly string[]): string {
  const names = lists.flatMap((same) => same.split('|')).sort((one, other) => other.length - one.length)
  return `(?:${names.join('|')})`
}

const placeIn = (lists: readonly string[], name: string): number =>
  lists.findIndex((same) => same.split('|').includes(name))
