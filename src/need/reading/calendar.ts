/** A day, a month, a season or a feast, as its first and last day (ISO). */
export interface Period {
  first: string
  last: string
}

const monthStarts = ['jan', 'fe', 'mar', 'a[pv]', 'ma[iy]', 'jui?n', 'jui?l', 'ao|aug', 'sep', 'oct', 'nov', 'dec']

/** 1 to 12 of a month's folded name, abbreviated or not, French or English; 0 when it is none. */
export const monthNumber = (name: string): number =>
  monthStarts.findIndex((start) => new RegExp(`^(?:${start})`).test(name)) + 1

/** The first day of the month's next occurrence; the month that runs counts as the next one. */
export function monthFrom(month: number, today: string, year?: string): string {
  const thisYear = Number(today.slice(0, 4))
  const chosen = year ? fullYear(year) : thisYear + (month < Number(today.slice(5, 7)) ? 1 : 0)
  return iso(chosen, month, 1)
}

/** The day's next occurrence; undefined for a day that does not exist. */
export function dayFrom(day: number, month: number, year: string | undefined, today: string): string | undefined {
  const thisYear = Number(today.slice(0, 4))
  const candidate = iso(year ? fullYear(year) : thisYear, month, day)
  if (Number(candidate.slice(8)) !== day || Number(candidate.slice(5, 7)) !== month) return undefined
  return year || candidate >= today ? candidate : iso(thisYear + 1, month, day)
}

/** "début" is the first ten days, "mi-" the next ten, "fin" the rest. */
export function partOfMonth(first: string, part: string | undefined): Period {
  const month = first.slice(0, 8)
  if (part && /^(?:debut|early)/.test(part)) return { first, last: `${month}10` }
  if (part && /^(?:mi|mid|courant)/.test(part)) return { first: `${month}11`, last: `${month}20` }
  if (part && /^(?:fin|late|end)/.test(part)) return { first: `${month}21`, last: endOfMonth(first) }
  return { first, last: endOfMonth(first) }
}

/** The next period between two month-days ("03-20" to "06-20") that is not over. */
export function periodFrom(from: string, to: string, today: string): Period {
  const year = Number(today.slice(0, 4))
  for (const start of [year - 1, year, year + 1]) {
    const first = `${start}-${from}`
    const last = `${to < from ? start + 1 : start}-${to}`
    if (last >= today) return { first, last }
  }
  return { first: `${year + 1}-${from}`, last: `${year + 1}-${to}` }
}

export const endOfMonth = (day: string): string => iso(Number(day.slice(0, 4)), Number(day.slice(5, 7)) + 1, 0)

export const shiftDays = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The same day so many months later, or the month's last day when there is none. */
export function shiftMonths(day: string, months: number): string {
  const target = iso(Number(day.slice(0, 4)), Number(day.slice(5, 7)) + months, 1)
  const last = endOfMonth(target)
  const wanted = `${target.slice(0, 8)}${day.slice(8)}`
  return wanted > last ? last : wanted
}

const iso = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

const fullYear = (year: string): number => (year.length === 2 ? 2000 + Number(year) : Number(year))
