import type { Kind, Modality, Outcome, Schedule } from '../item.ts'
import type { Complement } from './complements.ts'
import type { Others, Stand, Told, Wording } from './wording.ts'

const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const number = new Intl.NumberFormat('en-GB')
const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR', minimumFractionDigits: 0 })

const date = (iso: string): string => longDate.format(new Date(`${iso}T00:00:00Z`))
const euros = (amount: number): string => money.format(amount)
const hoursOf = (hours: number): string => `${number.format(hours)} ${hours === 1 ? 'hour' : 'hours'}`
const quoted = (text: string): string => `“${text.replace(/\.$/, '')}”`
const lines = (text: string): string =>
  text
    .trim()
    .replace(/\s*\n\s*/g, '; ')
    .replace(/\.?$/, '.')

const modalities: Record<Modality, string> = {
  onsite: 'Attended on site',
  remote: 'Followed entirely at a distance',
  mixed: 'Followed partly on site, partly at a distance',
}
const schedules: Record<Schedule, string> = {
  'full-time': 'full time',
  'part-time': 'part time',
  evening: 'in the evening',
  weekend: 'at weekends',
  alternating: 'as work and study, between the centre and an employer',
}
const measures: Record<Outcome['measure'], string> = {
  success: 'obtained the certification',
  employment: 'were in work afterwards',
  continuation: 'went on studying',
  satisfaction: 'say they are satisfied',
}
const kinds: Record<Kind, string> = {
  training: 'It is a training course, as asked.',
  skill: 'It helps to work on a behavioural skill, as asked.',
  event: 'It is a local event, as asked.',
}
const fields = { title: 'The title', objective: 'The objective', content: 'The syllabus' }
/** What a level of the French framework compares with, in words. */
const monthName = (month: number): string =>
  new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1))

const levels: Record<number, string> = {
  3: 'like a French CAP',
  4: 'like the baccalauréat',
  5: 'like a two-year diploma',
  6: 'like a bachelor’s degree',
  7: 'like a master’s degree',
  8: 'like a doctorate',
}
const acronyms: readonly (readonly [RegExp, string])[] = [
  [/\bCPF\b/, 'CPF (personal training account)'],
  [/\bOPCO\b/, 'OPCO (sector skills fund, for employees)'],
  [/\bAIF\b/, 'AIF: individual training aid'],
  [/\bRégion\b/, 'the Region'],
]
const explained = (name: string): string =>
  acronyms.reduce((text, [acronym, meaning]) => text.replace(acronym, meaning), name)

const level = (value: number): string => (levels[value] ? `level ${value} (${levels[value]})` : `level ${value}`)
const years = {
  '<1': 'under 1 year of experience',
  '1-3': '1 to 3 years of experience',
  '3-10': '3 to 10 years of experience',
  '>10': 'over 10 years of experience',
}
const eases = {
  low: 'little ease with digital tools',
  medium: 'some ease with digital tools',
  high: 'ease with digital tools',
}

function told(what: Told): string {
  switch (what.about) {
    case 'level':
      return `level ${what.level}`
    case 'language':
      return `level ${what.level}`
    case 'experience':
      return `experience noted, ${quoted(what.occupation)}`
    case 'years':
      return years[what.years]
    case 'skill':
      return `skill noted, ${quoted(what.skill)}`
    case 'digital':
      return eases[what.ease]
  }
}

/** "the other course takes", "the other events take", "your lead takes". */
function others(compared: Others, one: string, several: string): string {
  if (compared === 'lead') return `your lead ${one}`
  const noun = { training: 'course', skill: 'workshop', event: 'event' }[compared.kind]
  return compared.count === 1 ? `the other ${noun} ${one}` : `the other ${noun}s ${several}`
}

const complements: Record<Complement, string> = {
  interview: 'the entry interview',
  team: 'teamwork',
  speaking: 'speaking with ease',
  stress: 'handling stress',
  organisation: 'organisation',
  punctuality: 'punctuality',
}

/** What is said of the others beside a value, of one and of several. */
const standing = {
  hours: {
    below: ['takes longer', 'take longer'],
    above: ['takes less time', 'take less time'],
    between: ['takes another length of time', 'take more or less time'],
    alone: ['does not state its length', 'do not state their length'],
  },
  distance: {
    below: ['is farther', 'are farther'],
    above: ['is nearer', 'are nearer'],
    between: ['is at another distance', 'are nearer or farther'],
    alone: ['does not state its place', 'do not state their place'],
  },
  start: {
    below: ['starts later', 'start later'],
    above: ['starts earlier', 'start earlier'],
    between: ['starts on another date', 'start earlier or later'],
    alone: ['states no date', 'state no date'],
  },
  cost: {
    below: ['costs more', 'cost more'],
    above: ['costs less', 'cost less'],
    between: ['has another cost', 'cost more or less'],
    alone: ['does not state its price', 'do not state their price'],
    free: ['has a cost', 'have a cost'],
  },
} satisfies Record<string, Partial<Record<Stand | 'free', [string, string]>>>

export const english: Wording = {
  occupation: (label, leads) =>
    leads ? `Prepares for the occupation asked: ${label}.` : `Is about the occupation asked: ${label}.`,
  occupationToo: (label) => `Also declared for the occupation asked: ${label}.`,
  nearestOccupation: (label, kind) =>
    kind === 'training' ? `Prepares for a nearby occupation: ${label}.` : `Is about a nearby occupation: ${label}.`,
  lacks: {
    occupation: 'Is first of an occupation near the one asked.',
    wider: 'Is about more than what is asked.',
    rest: 'Is about only a part of what is asked.',
    mention: 'Speaks of it, though it is not its subject.',
    course: 'Does not lead to the occupation by itself.',
    level: 'Is of another level or category.',
    entry: 'Prepares for the entry, is not the diploma.',
    part: 'Is only a part of what its title announces.',
  },
  mentions: (field, words) => `${fields[field]} speaks of it: ${quoted(words)}.`,
  alreadyHeld: (skill) => `The file already notes ${quoted(skill)}: part of it may repeat that.`,
  lineHeld: (field, line, skill) =>
    `The ${field === 'content' ? 'programme' : 'objective'} includes ${quoted(line)}, and the file notes ${quoted(skill)}: a shorter path is to be checked.`,
  workDone: (occupation, had, certifying) =>
    certifying
      ? `Occupation already practised according to the file (${quoted(occupation)}, ${years[had]}): having it recognised (VAE) or a shorter path is to be checked.`
      : `Occupation already practised according to the file (${quoted(occupation)}, ${years[had]}): part of it may repeat that.`,
  kind: (kind) => kinds[kind],

  distance: (km, place, from, approximate) =>
    km === 0
      ? place === from
        ? `In ${place}.`
        : `In ${place}, next to ${from}.`
      : `${approximate ? 'About ' : ''}${km} km from ${from}, in ${place}.`,
  distanceUnknown: (place) =>
    `In ${place}; the distance is not known, as the request does not say where the person starts from.`,
  placeUnknown: 'The place is not stated.',
  modality: (modality) => `${modalities[modality]}.`,
  partlyRemoteAndLittleEase: 'Followed in part at a distance, and the file says: little ease with digital tools.',
  remoteAndLittleEase: 'Followed at a distance, and the file says: little ease with digital tools.',

  starts: ({ start, startTime, endTime }, kind) => {
    const times = startTime && endTime ? `, ${startTime} to ${endTime}` : ''
    return kind === 'event' ? `Takes place on ${date(start)}${times}.` : `Starts on ${date(start)}${times}.`
  },
  ends: (end) => `Ends on ${date(end)}.`,
  seatsUnknown: 'The number of seats is not stated.',
  seats: (seats) => (seats === 1 ? '1 seat left.' : `${seats} seats left.`),
  permanentEntry: 'One may enter at any time.',
  entryIn: (months) => `One enters in ${months.map(monthName).join(', ')}; the day is not published.`,
  noSession: 'No date is published.',
  allStarted: (last) => `No coming date is published: the last one was ${date(last)}.`,
  allFull: (start) => `Full: no seat left in the session of ${date(start)}.`,

  hours: (hours) => `Takes ${hoursOf(hours)}.`,
  hoursWithin: (hours, limit) => `Takes ${hoursOf(hours)}, within the limit of ${hoursOf(limit)}.`,
  hoursOver: (hours, limit) => `Takes ${hoursOf(hours)}, over the limit of ${hoursOf(limit)}.`,
  hoursUnknown: 'The length is not stated.',
  schedule: (schedule) => `Takes place ${schedules[schedule]}.`,
  scheduleUnlike: (schedule, wanted) => `Takes place ${schedules[schedule]}; the request is ${schedules[wanted]}.`,
  scheduleUnknown: 'The pace is not stated.',

  free: 'Free for the person.',
  price: (amount) => `Listed price: ${euros(amount)}.`,
  priceWithin: (amount, limit) => `Costs ${euros(amount)}, for a budget of ${euros(limit)}.`,
  priceOver: (amount, limit) => `Costs ${euros(amount)}, over the budget of ${euros(limit)}.`,
  priceUnknown: 'The price is not stated.',
  remainingCost: (amount) =>
    amount === 0
      ? 'Nothing to pay: the published remaining cost is €0.'
      : `Left to pay by the person: ${euros(amount)}.`,
  remainingCostUnknown: 'What is left to pay by the person is not stated.',
  funding: (names) => `Possible aid: ${names.map(explained).join(', ')}.`,
  noFunding: 'No aid is stated.',

  certification: (label) => `Prepares for a certification: ${label}.`,
  certificationLevel: (label, value) => `Prepares for a certification of ${level(value)}: ${label}.`,
  register: (reference, register) =>
    register === 'rncp'
      ? `Certification listed in the French national register (RNCP): ${reference}.`
      : `Certification listed in the French specific register (RS), for one precise skill: ${reference}.`,
  notCertifying: 'Does not lead to a certification.',
  levelUnknown: 'The level of the certification is not stated.',
  certificationUnknown: 'The catalogue does not say whether it leads to a certification.',
  outcome: ({ measure, value, n, period, territory }) =>
    `${number.format(value)}% of people ${measures[measure]} (out of ${number.format(n)}, ${period}, ${territory}).`,
  outcomesUnknown: 'No success or employment rate is published.',
  outcomesMasked: 'A rate is published, over too few people to be shown.',

  prerequisiteMet: (prerequisite, what) =>
    `Prerequisite ${quoted(prerequisite)}: met according to the file (${told(what)}).`,
  prerequisiteUnmet: (prerequisite, what) =>
    `Prerequisite ${quoted(prerequisite)}: not met according to the file (${told(what)}).`,
  frenchToCheck: (prerequisite, level) =>
    `Prerequisite to check: ${quoted(prerequisite)} (the file notes French at level ${level}).`,
  prerequisitesToCheck: (list) => `Prerequisites to check: ${list.map(quoted).join(', ')}.`,
  noPrerequisite: 'No prerequisite is stated.',
  demands: (list) => `To know about the work: ${list.map(withoutLead).map(quoted).join(', ')}.`,
  constraintAgainst: (constraint, passage) =>
    `Constraint ${quoted(constraint)}: the catalogue says ${quoted(passage)}.`,
  constraintAgainstSchedule: (constraint, schedule) =>
    `Constraint ${quoted(constraint)}: takes place ${schedules[schedule]}.`,
  constraintAgainstRemote: (constraint) => `Constraint ${quoted(constraint)}: followed at a distance, on screen.`,
  constraintUnknown: (constraint) => `Constraint ${quoted(constraint)}: the catalogue says nothing of it.`,
  accessibility: (text) => `Accessibility: ${lines(text)}`,
  accessibilityUnknown: 'Accessibility is not described.',
  audience: (text) => `Stated audience, to check: ${lines(text)}`,
  admission: (text) => `To get in, to check: ${lines(text)}`,
  updated: (day) => `Record updated on ${date(day)}: to be confirmed with the organisation.`,

  provider: (name) => `Offered by ${name}.`,
  contact: (organisation) => `To reach: ${organisation}.`,
  occupations: (labels) => `Occupations: ${labels.join('; ')}.`,
  differs: {
    hours: (hours, stand, other) => `Takes ${hoursOf(hours)}; ${others(other, ...standing.hours[stand])}.`,
    distance: (km, place, stand, other) => `${km} km away, in ${place}; ${others(other, ...standing.distance[stand])}.`,
    start: (start, stand, other) => `Starts on ${date(start)}; ${others(other, ...standing.start[stand])}.`,
    cost: (amount, stand, other) =>
      amount > 0
        ? `Costs ${euros(amount)}; ${others(other, ...standing.cost[stand])}.`
        : `No cost for the person; ${others(other, ...standing.cost[stand === 'below' ? 'free' : stand])}.`,
    town: (place, other) => `Takes place in ${place}; ${others(other, 'is elsewhere', 'are elsewhere')}.`,
    certifying: (other) => `Leads to a certification; ${others(other, 'does not', 'do not')}.`,
    certifyingAlone: (other) => `Leads to a certification; ${others(other, 'does not say', 'do not say')}.`,
    notCertifying: (other) => `Does not lead to a certification; ${others(other, 'does', 'do')}.`,
    modality: (modality, other) =>
      `${modalities[modality]}; ${others(other, 'is followed otherwise', 'are followed otherwise')}.`,
    schedule: (schedule, other) =>
      `Takes place ${schedules[schedule]}; ${others(other, 'keeps another pace', 'keep another pace')}.`,
    level: (value, other) =>
      `Leads to ${level(value)}; ${others(other, 'leads to another level', 'lead to another level')}.`,
    certification: (label, other) =>
      `Prepares for ${quoted(label)}; ${others(other, 'prepares for another one', 'prepare for another one')}.`,
    company: (other) => `Includes time in a company; ${others(other, 'does not mention any', 'do not mention any')}.`,
  },
  beside: (kind, start) => {
    if (kind === 'training') return 'The course teaches the trade or the subject; the rest can be added to it.'
    if (kind === 'skill') return 'Works on a way of being at work: adds to the rest without replacing it.'
    return start
      ? `A meeting on ${date(start)}: adds to the rest without replacing it.`
      : 'A meeting: adds to the rest without replacing it.'
  },
  complements: (kind, on) =>
    kind === 'training'
      ? `Asks for ${complements[on]}; a workshop shown here helps to prepare for it.`
      : `Works on ${complements[on]}; a course shown here asks for it.`,

  catalogueSays: (line) => `The catalogue says: ${quoted(line)}.`,
  silent: 'The catalogue does not say.',
}

const withoutLead = (demand: string): string => demand.replace(/^À savoir avant l['’]entrée : /i, '')
