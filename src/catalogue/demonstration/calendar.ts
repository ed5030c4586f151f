import type { Schedule } from '../../item.ts'
import { createWeighted, type Random, type Weighted } from './random.ts'

/** When in the year: long trainings follow the school year, most others the whole year, some begin within months. */
export type Season = 'school-year' | 'year' | 'soon'

/** Days are whole days since 1970. Working days leave out Saturdays, Sundays and the public holidays of France. */
export interface Calendar {
  readonly builtOn: number
  /** A day on which a training of that schedule may begin, between the two offsets from the day of building. */
  start(schedule: Schedule | undefined, random: Random, season: Season): number
  /** The same, in the month before the day of building. */
  pastStart(schedule: Schedule | undefined, random: Random): number
  /** The last of `count` days of that schedule, the first one being `start`. */
  lastDay(start: number, count: number, schedule: Schedule | undefined): number
  /** The day of the last of `count` weekly meetings. */
  lastWeek(start: number, count: number): number
  /** In the given week from the day of building, where a day of that kind is left in it. */
  eventDay(days: 'week' | 'saturday' | 'any', random: Random, week?: number): number
}

export const FIRST_OFFSET = -30
export const LAST_OFFSET = 300

export function createCalendar(builtOn: string): Calendar {
  const today = dayNumber(builtOn)
  const holidays = holidaysAround(yearOf(today))
  const free = (day: number) => weekday(day) === 0 || holidays.has(day)
  const working: number[] = []
  const position = new Map<number, number>()
  for (let day = today + FIRST_OFFSET; day < today + 2000; day += 1) {
    if (free(day) || weekday(day) === 6) continue
    position.set(day, working.length)
    working.push(day)
  }
  const starts = new Map<string, Weighted<number>>()
  const startsOf = (name: string, from: number, to: number, weight: (day: number) => number) => {
    const known = starts.get(name)
    if (known) return known
    const days: [number, number][] = []
    for (let day = today + from; day <= today + to; day += 1) if (!free(day)) days.push([day, weight(day)])
    const built = createWeighted(days)
    starts.set(name, built)
    return built
  }
  const onDay = (schedule: Schedule | undefined, day: number) => weekdayWeights(schedule)[weekday(day)]!
  return {
    builtOn: today,
    start: (schedule, random, season) =>
      startsOf(
        `${schedule} ${season}`,
        0,
        season === 'soon' ? 150 : LAST_OFFSET,
        (day) => onDay(schedule, day) * monthWeights[season][monthOf(day)]! * quiet(day) * nearness(day - today),
      ).pick(random),
    pastStart: (schedule, random) =>
      startsOf(`past ${schedule}`, FIRST_OFFSET, -1, (day) => onDay(schedule, day)).pick(random),
    lastDay: (start, count, schedule) => {
      if (schedule === 'weekend') return nthWeek(start, count, free)
      const first = position.get(start)
      if (first === undefined) return start + count - 1
      return working[Math.min(first + count - 1, working.length - 1)]!
    },
    lastWeek: (start, count) => nthWeek(start, count, free),
    eventDay: (days, random, week) => {
      const weight = (day: number) => {
        const saturday = weekday(day) === 6
        if (days === 'week' && saturday) return 0
        if (days === 'saturday' && !saturday) return 0
        return (monthOf(day) === 7 ? 0.1 : 1) * quiet(day) * nearness(day - today)
      }
      const ofTheWeek =
        week === undefined ? undefined : startsOf(`event ${days} ${week}`, week * 7, week * 7 + 6, weight)
      return (ofTheWeek && ofTheWeek.size > 0 ? ofTheWeek : startsOf(`event ${days}`, -10, 180, weight)).pick(random)
    },
  }
}

export function dayNumber(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / 86_400_000
}

export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** 0 is Sunday. */
export function weekday(day: number): number {
  // 1 January 1970 was a Thursday.
  return (((day + 4) % 7) + 7) % 7
}

export function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear()
}

/** The public holidays of metropolitan France for the year before to six years after. */
export function holidaysAround(year: number): Set<number> {
  const days = new Set<number>()
  for (let each = year - 1; each <= year + 6; each += 1) {
    for (const fixed of ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'])
      days.add(dayNumber(`${each}-${fixed}`))
    const sunday = easter(each)
    // Easter Monday, Ascension, Whit Monday.
    for (const after of [1, 39, 50]) days.add(sunday + after)
  }
  return days
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
function easter(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const date = ((h + l - 7 * m + 114) % 31) + 1
  return Date.UTC(year, month - 1, date) / 86_400_000
}

function nthWeek(start: number, count: number, free: (day: number) => boolean): number {
  let day = start
  for (let left = count - 1; left > 0; ) {
    day += 7
    if (!free(day)) left -= 1
  }
  return day
}

function monthOf(day: number): number {
  return new Date(day * 86_400_000).getUTCMonth()
}

/** January to December: trainings begin in September and October, then after New Year, hardly ever in summer. */
const monthWeights: Readonly<Record<Season, readonly number[]>> = {
  'school-year': [0.25, 0.05, 0.02, 0.01, 0.005, 0.005, 0.005, 0.1, 6, 1.5, 0.2, 0.02],
  year: [1.3, 0.9, 1, 0.8, 0.6, 0.5, 0.2, 0.12, 2.4, 1.5, 0.9, 0.3],
  soon: [1.1, 1, 1, 0.9, 0.8, 0.8, 0.3, 0.2, 1.3, 1.2, 1, 0.5],
}

/** More is known of the coming months than of next year. */
function nearness(daysAhead: number): number {
  return Math.exp(-Math.max(daysAhead, 0) / 200)
}

/** Next to nothing begins between Christmas Eve and the second of January. */
function quiet(day: number): number {
  const monthDay = isoDay(day).slice(5)
  return monthDay >= '12-24' || monthDay <= '01-02' ? 0.03 : 1
}

/** Sunday to Saturday. */
function weekdayWeights(schedule: Schedule | undefined): readonly number[] {
  if (schedule === 'weekend') return [0, 0, 0, 0, 0, 0, 1]
  if (schedule === 'evening') return [0, 3, 3, 1, 3, 0, 0]
  if (schedule === 'part-time') return [0, 5, 3, 1, 3, 1, 0]
  return [0, 14, 2, 1, 2, 0.5, 0]
}
