/** A stretch of days, as its first and last one (ISO). */
export interface Period {
  first: string
  last: string
}

/** A day, or undefined for one that no calendar has ("31 avril"). */
export function dayOf(year: number, month: number, day: number): string | undefined {
  const date = iso(year, month, day)
  return Number(date.slice(5, 7)) === month && Number(date.slice(8)) === day ? date : undefined
}

/** The day's next occurrence, today included; undefined for a day that does not exist. */
export function dayFrom(day: number, month: number, today: string): string | undefined {
  const year = Number(today.slice(0, 4))
  // Eight years, for the 29th of February.
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const date = dayOf(year + ahead, month, day)
    if (date && date >= today) return date
  }
  return undefined
}

export function monthOf(year: number, month: number): Period {
  const first = iso(year, month, 1)
  return { first, last: endOfMonth(first) }
}

/** The month's next occurrence; the month that runs counts as the next one. */
export function monthFrom(month: number, today: string): Period {
  return monthOf(Number(today.slice(0, 4)) + (month < Number(today.slice(5, 7)) ? 1 : 0), month)
}

/** The next period between two month-days ("03-20" to "06-20") that is not over. */
export function periodFrom(from: string, to: string, today: string): Period {
  const year = Number(today.slice(0, 4))
  for (const start of [year - 1, year]) {
    const last = lastDay(to < from ? start + 1 : start, to)
    if (last >= today) return { first: `${start}-${from}`, last }
  }
  return { first: `${year + 1}-${from}`, last: lastDay(to < from ? year + 2 : year + 1, to) }
}

/** "02-29" is the end of February, whatever the year. */
const lastDay = (year: number, to: string): string => (to === '02-29' ? endOfMonth(`${year}-02-01`) : `${year}-${to}`)

/** Monday to Sunday of the week that holds a day. */
export function weekOf(day: string): Period {
  const first = shiftDays(day, -((weekday(day) + 6) % 7))
  return { first, last: shiftDays(first, 6) }
}

export const yearOf = (year: number): Period => ({ first: `${year}-01-01`, last: `${year}-12-31` })

/** Of `getUTCDay`: Sunday is 0. */
export const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Easter Sunday, by the anonymous Gregorian computus (Meeus, Jones, Butcher). */
export function easter(year: number): string {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const leaps = Math.floor(century / 4)
  const skipped = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - leaps - skipped + 15) % 30
  const shift = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * shift) / 451)
  const sum = epact + shift - 7 * late + 114
  return iso(year, Math.floor(sum / 31), (sum % 31) + 1)
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
