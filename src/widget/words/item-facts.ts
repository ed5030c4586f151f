import type { Item } from '../../item.ts'
import { day, euros, hour, monthName, number } from './format.ts'
import type { Messages } from './messages-fr.ts'

export interface Fact {
  label: string
  value: string
}

/**
 * The four facts a counsellor compares first: place, dates, duration, price. Copied from the record, never reworded. `on` is the day
 * of the answer, ISO: what had begun by then is no longer an offer.
 */
export const mainFacts = (item: Item, messages: Messages, on: string): Fact[] => [
  { label: messages.options.place, value: placeOf(item, messages) },
  { label: messages.options.dates, value: datesOf(item, messages, on) },
  { label: messages.options.hours, value: hoursOf(item, messages) },
  { label: messages.options.price, value: priceOf(item, messages) },
]

/** The rest of the record; what is not stated is left out. */
export function otherFacts(item: Item, messages: Messages, on: string): Fact[] {
  const { options: words } = messages
  const facts: [string, string | undefined][] = [
    [
      words.otherSessions,
      upcoming(item, on)
        .slice(1)
        .map((one) => sessionOf(one, messages))
        .join(messages.semicolon),
    ],
    [words.otherPlaces, item.places.slice(1).map(communeOf).join(', ')],
    [words.modality, messages.modalities[item.modality]],
    [words.schedule, item.schedule && messages.schedules[item.schedule]],
    [words.certification, certificationOf(item, messages)],
    [words.prerequisites, item.prerequisites.join(messages.semicolon)],
    [words.audience, item.audience],
    [words.admission, item.admission],
    [words.accessibility, item.accessibility],
    [words.funding, item.funding.join(', ')],
    [words.remainingCost, item.remainingCost && euros(item.remainingCost.amount, messages)],
    [
      words.rates,
      item.outcomes
        .filter(({ n }) => n >= fewestPeople)
        .map((outcome) => rateOf(outcome, messages))
        .join(messages.semicolon),
    ],
    [words.objective, item.objective],
    [words.content, item.content],
    [words.schools, item.lead && words.schoolsOf(item.lead.count, schoolsOf(item.lead))],
    [words.contact, contactOf(item)],
    [words.updated, day(item.updatedAt, messages)],
  ]
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

function placeOf(item: Item, messages: Messages): string {
  const { options: words } = messages
  const [first, ...others] = item.places
  if (!first) return item.modality === 'remote' ? words.remote : words.notStated
  const parts = [communeOf(first)]
  if (item.distanceKm)
    parts.push(
      words.km(
        item.distanceKm,
        item.places.some((place) => place.approximate),
      ),
    )
  if (others.length > 0) parts.push(words.places(others.length))
  if (item.modality === 'remote') parts.push(words.remote)
  return parts.join(', ')
}

const communeOf = ({ commune, postcode }: Item['places'][number]): string => `${commune.name} (${postcode.slice(0, 2)})`

function datesOf(item: Item, messages: Messages, on: string): string {
  const { options: words } = messages
  const [first, ...others] = upcoming(item, on)
  if (!first) return item.entry ? entryOf(item.entry, messages) : words.notStated
  if (first.start < on) return item.entry ? entryOf(item.entry, messages) : words.over(sessionOf(first, messages))
  return `${sessionOf(first, messages)}${others.length > 0 ? ` ${words.sessions(others.length)}` : ''}`
}

/** Without a day: at any time, or in these months of each year. */
export const entryOf = (entry: NonNullable<Item['entry']>, messages: Messages): string =>
  'permanent' in entry
    ? messages.options.permanentEntry
    : messages.options.entryIn(entry.months.map((month) => monthName(month, messages)).join(', '))

const schoolsOf = ({ schools }: NonNullable<Item['lead']>): string =>
  schools.map(({ provider, commune }) => `${provider} (${commune.name})`).join(', ')

const contactOf = ({ contact }: Item): string | undefined =>
  contact && [contact.organisation, contact.phone, contact.email, contact.url].filter(Boolean).join(', ')

/** The sessions that have not begun, the next one first; all of them, the last one first, where every one has, which is said. */
export function upcoming({ sessions }: Item, on: string): Item['sessions'] {
  const ahead = sessions.filter(({ start }) => start >= on)
  return ahead.length > 0 ? ahead : sessions.toReversed()
}

function sessionOf({ start, end, startTime, endTime }: Item['sessions'][number], messages: Messages): string {
  const { options: words } = messages
  const from = day(start, messages)
  const whole = end === start ? words.on(from) : end ? words.fromTo(from, day(end, messages)) : words.startsOn(from)
  return startTime && endTime ? `${whole}, ${words.between(hour(startTime, messages), hour(endTime, messages))}` : whole
}

const hoursOf = (item: Item, messages: Messages): string =>
  item.hours ? messages.options.hoursValue(number(item.hours, messages)) : messages.options.notStated

function priceOf({ price }: Item, messages: Messages): string {
  if (!price) return messages.options.notStated
  return 'free' in price ? messages.options.free : euros(price.amount, messages)
}

function certificationOf({ certification }: Item, messages: Messages): string | undefined {
  if (!certification) return undefined
  const codes = [certification.rncp && `RNCP ${certification.rncp}`, certification.rs && `RS ${certification.rs}`]
  const level = certification.level ? messages.criterion.level.value(certification.level) : ''
  return [certification.label, level, ...codes].filter(Boolean).join(', ')
}

/** A rate over fewer people says more about them than about the training; the claims leave it out too. */
const fewestPeople = 30

const rateOf = ({ measure, value, n, period, territory }: Item['outcomes'][number], messages: Messages) =>
  `${messages.options.measures[measure]}${messages.colon}${messages.options.rate(number(value, messages), n, period, territory)}`
