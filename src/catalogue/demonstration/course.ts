import type { Offer, Schedule } from '../../item.ts'
import { type Calendar, isoDay } from './calendar.ts'
import type { Course } from './plan.ts'
import { createRandom, createWeighted, type Random } from './random.ts'
import type { Phrases, Subject } from './sources.ts'

/** What is true of a course whoever publishes it. Partners round, shorten and leave out, but start from this. */
export interface CourseFacts {
  suffix: string | undefined
  titleShift: number
  hours: number
  weeks: number
  schedule: Schedule
  sessions: Offer['sessions']
  price: { amount: number } | 'free' | 'unknown'
  remainingShare: number | undefined
  funding: string[]
  outcomes: Offer['outcomes']
}

export function courseFacts(course: Course, phrases: Phrases, calendar: Calendar): CourseFacts {
  const { subject, variant } = course
  const random = createRandom(course.facts)
  const schedule = scheduleOf(subject, random)
  const full = hoursOf(subject, random)
  const suffix = variant && phrases.variants[variant.of][variant.pair]![variant.side]
  // A block is part of the whole; a second year or another group lasts as long as the first.
  const hours = variant?.of === 'blocks' ? Math.max(7, Math.round(full / 2 / 7) * 7) : full
  const weeks = weeksOf(subject, random)
  const sessions = sessionsOf({ hours, weeks, schedule }, calendar, random)
  const price = priceOf(subject, schedule, random)
  const halved = variant?.of === 'blocks' && typeof price === 'object' ? { amount: price.amount / 2 } : price
  const year = new Date(calendar.builtOn * 86_400_000).getUTCFullYear()
  return {
    suffix,
    titleShift: random.between(0, 11),
    hours,
    weeks,
    schedule,
    sessions,
    price: halved,
    remainingShare: random.chance(0.2) ? random.pick([0, 0, 0.1, 0.2, 0.3, 0.4]) : undefined,
    funding: fundingOf(subject, schedule, random),
    outcomes: outcomesOf(course, year, phrases, random),
  }
}

function scheduleOf(subject: Subject, random: Random): Schedule {
  const [, most] = subject.hours
  if (subject.certification?.kind === 'rncp' && most >= 400 && random.chance(0.12)) return 'alternating'
  // Four hundred hours of evenings would last two years: such trainings keep to the day.
  const possible =
    most > 300 ? subject.schedules.filter((each) => each !== 'evening' && each !== 'weekend') : subject.schedules
  return possible.length > 0 ? random.pick(possible) : 'part-time'
}

function hoursOf({ hours: [least, most] }: Subject, random: Random): number {
  const drawn = least + random.next() * (most - least)
  const step = most <= 140 ? 7 : random.pick([5, 10, 35])
  return Math.min(most, Math.max(least, Math.round(drawn / step) * step))
}

function weeksOf({ internshipWeeks }: Subject, random: Random): number {
  return internshipWeeks ? random.between(Math.round(internshipWeeks[0]), Math.round(internshipWeeks[1])) : 0
}

function sessionsOf(
  { hours, weeks, schedule }: Pick<CourseFacts, 'hours' | 'weeks' | 'schedule'>,
  calendar: Calendar,
  random: Random,
): Offer['sessions'] {
  const days = daysOf(hours, weeks, schedule)
  const short = days <= 15
  const count = (short ? shortCounts : longCounts).pick(random)
  const season = schedule === 'alternating' || hours >= 800 ? 'school-year' : days <= 3 ? 'soon' : 'year'
  const starts = new Set<number>()
  if (random.chance(0.09)) starts.add(calendar.pastStart(schedule, random))
  // Bounded: in a few months there is not always room for as many sessions as wished.
  for (let attempt = 0; starts.size < count && attempt < 12; attempt += 1) {
    const start = calendar.start(schedule, random, season)
    if ([...starts].every((other) => Math.abs(other - start) >= (short ? 14 : 45))) starts.add(start)
  }
  const times = dayTimes(schedule, random)
  const told = random.chance(short ? 0.6 : 0.15)
  return [...starts]
    .sort((a, b) => a - b)
    .map((start) => {
      const end = calendar.lastDay(start, days, schedule)
      const full = random.chance(0.08)
      return {
        start: isoDay(start),
        ...(random.chance(0.93) ? { end: isoDay(end) } : {}),
        ...(told ? times : {}),
        ...(full ? { seats: 0 } : random.chance(0.68) ? { seats: random.between(1, 16) } : {}),
      }
    })
}

/** In days of that schedule: working days, or Saturdays for the week-end. */
function daysOf(hours: number, weeks: number, schedule: Schedule): number {
  const days = Math.ceil(hours / 7)
  if (schedule === 'weekend') return days
  if (schedule === 'evening') return Math.ceil((hours / 6) * 5)
  if (schedule === 'part-time') return Math.ceil((days / 3) * 5) + weeks * 5
  if (schedule === 'alternating') return Math.ceil((days / 2) * 5)
  return days + weeks * 5
}

function dayTimes(schedule: Schedule, random: Random): { startTime: string; endTime: string } {
  if (schedule === 'evening')
    return random.pick([
      { startTime: '18:00', endTime: '21:00' },
      { startTime: '18:30', endTime: '21:30' },
    ])
  return random.pick([
    { startTime: '09:00', endTime: '17:00' },
    { startTime: '08:30', endTime: '16:30' },
    { startTime: '09:00', endTime: '16:30' },
  ])
}

function priceOf(subject: Subject, schedule: Schedule, random: Random): CourseFacts['price'] {
  if (schedule === 'alternating') return 'free'
  if (subject.price === null) return random.chance(0.8) ? 'free' : 'unknown'
  if (random.chance(0.12)) return 'free'
  if (random.chance(0.1)) return 'unknown'
  const [least, most] = subject.price
  return { amount: least + random.next() * (most - least) }
}

function fundingOf(subject: Subject, schedule: Schedule, random: Random): string[] {
  if (schedule === 'alternating') return ['OPCO']
  if (random.chance(0.1)) return []
  return subject.funding.filter((each) => (each !== 'CPF' || subject.certification !== null) && random.chance(0.85))
}

function outcomesOf(course: Course, year: number, phrases: Phrases, random: Random): Offer['outcomes'] {
  const { subject, town, provider } = course
  if (random.chance(0.35)) return []
  const people = Math.round(8 + random.next() ** 1.6 * 220)
  const period = String(year - (random.chance(0.7) ? 1 : 2))
  const region = town?.region ?? [...provider.regions][0]
  const territory = (random.chance(0.8) && region !== undefined ? phrases.regions[region] : undefined) ?? 'France'
  const rate = (
    measure: Offer['outcomes'][number]['measure'],
    [least, most]: readonly [number, number],
    n: number,
  ) => ({
    measure,
    value: random.between(Math.round(least), Math.round(most)),
    n,
    period,
    territory,
  })
  const outcomes: Offer['outcomes'] = []
  if (subject.certification && subject.successRate) outcomes.push(rate('success', subject.successRate, people))
  if (subject.employmentRate && random.chance(0.75))
    outcomes.push(
      rate('employment', subject.employmentRate, Math.max(3, Math.round(people * (0.55 + random.next() * 0.4)))),
    )
  if (random.chance(outcomes.length === 0 ? 0.6 : 0.15)) outcomes.push(rate('satisfaction', [74, 98], people))
  return outcomes
}

const shortCounts = createWeighted([
  [1, 20],
  [2, 25],
  [3, 25],
  [4, 18],
  [5, 12],
])
const longCounts = createWeighted([
  [1, 60],
  [2, 30],
  [3, 10],
])
