import { monthAfter, spokenDate, spokenEntry, spokenGoal, spokenNumber, spokenPrice } from './spoken.ts'
import type { CriteriaWords } from './words.ts'

const date = (iso: string): string => spokenDate(iso, 'en')
const latest = (iso: string): string => {
  const month = monthAfter(iso, 'en')
  return month ? `before ${month}` : `by ${date(iso)}`
}
const number = (value: number): string => spokenNumber(value, 'en')
const price = (amount: number): string => (amount === 0 ? 'free' : spokenPrice(amount, 'en'))
const level = (value: number): string => `level ${value}`
const itself = (text: string): string => text
const listed = (texts: readonly string[]): string => texts.join(', ')
const each = <Entry>(entries: readonly Entry[], say: (entry: Entry) => string): string => entries.map(say).join(', ')
const count = (entries: readonly unknown[], one: string, several: string): string =>
  `${entries.length} ${entries.length > 1 ? several : one}`

const kinds = { training: 'training', skill: 'behavioural skill', event: 'event' }
const modalities = { onsite: 'on site', remote: 'remote', mixed: 'partly remote' }
const schedules = {
  'full-time': 'full time',
  'part-time': 'part time',
  evening: 'in the evening',
  weekend: 'at weekends',
  alternating: 'work and study',
}

export const en: CriteriaWords = {
  kinds,
  modalities,
  schedules,
  criterion: {
    topic: { name: 'Subject', value: itself },
    occupation: { name: 'Occupation', value: ({ name, label }) => name ?? label },
    kinds: { name: 'Kind of offer', value: (held) => each(held, (kind) => kinds[kind]) },
    near: { name: 'Town', value: ({ name }) => name, said: ({ name }) => `around ${name}` },
    radiusKm: {
      name: 'Distance',
      value: (km) => `${number(km)} km`,
      said: (km) => `within ${number(km)} km`,
    },
    modality: { name: 'Mode', value: (modality) => modalities[modality] },
    excludeModalities: {
      name: 'Excluded mode',
      value: (held) => each(held, (modality) => modalities[modality]),
      said: (held) => each(held, (modality) => `not ${modalities[modality]}`),
    },
    startAfter: { name: 'Earliest start', value: date, said: (iso) => `from ${date(iso)}` },
    startBefore: { name: 'Latest start', value: date, said: latest },
    maxHours: {
      name: 'Longest duration',
      value: (hours) => `${number(hours)} h`,
      said: (hours) => `at most ${number(hours)} h`,
    },
    maxPrice: {
      name: 'Highest price',
      value: price,
      said: (amount) => (amount === 0 ? price(0) : `at most ${price(amount)}`),
    },
    certifying: {
      name: 'Certification',
      value: (certifying) => (certifying ? 'certifying' : 'not certifying'),
    },
    level: { name: 'Level aimed at', value: level },
    schedule: { name: 'Schedule', value: (schedule) => schedules[schedule] },
    constraints: { name: 'Constraint', value: listed },
    includeItems: {
      name: 'Offer added by hand',
      value: (held) => number(held.length),
      said: (held) => count(held, 'offer added', 'offers added'),
    },
    excludeItems: {
      name: 'Offer set aside by hand',
      value: (held) => number(held.length),
      said: (held) => count(held, 'offer set aside', 'offers set aside'),
    },
    excludeProviders: {
      name: 'Provider set aside',
      value: listed,
      said: (held) => each(held, (provider) => `except ${provider}`),
    },
    alternatives: {
      name: 'Other lead',
      value: (held) => each(held, spokenGoal),
      said: (held) => each(held, (other) => `or ${spokenGoal(other)}`),
    },
    refused: {
      name: 'Refused',
      value: (held) => each(held, (refused) => spokenEntry(refused, en)),
      said: (held) => each(held, (refused) => `except ${spokenEntry(refused, en)}`),
    },
    past: {
      name: 'Done before, or left',
      value: (held) => each(held, (past) => spokenEntry(past, en)),
      said: (held) => each(held, (past) => `before: ${spokenEntry(past, en)}`),
    },
    levelHad: { name: 'Level already held', value: level, said: (value) => `has ${level(value)} already` },
  },
}
