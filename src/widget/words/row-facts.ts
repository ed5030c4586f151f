import type { Item } from '../../item.ts'
import { type Cut, cutTitle, factsIn, wholeFacts } from './cut.ts'
import { euros, hour, number, shortDay } from './format.ts'
import { entryOf, upcoming } from './item-facts.ts'
import type { Messages } from './messages-fr.ts'

/** The rows of the table, in the order in which they are read; the same for every offer. */
export const rowNames = ['place', 'start', 'length', 'toPay', 'entry', 'leadsTo'] as const
export type RowName = (typeof rowNames)[number]

/** A cell holds at most this many characters: two lines of a column of four at 1,320 px. */
export const mostInCell = 36

/** What the record says for each row, copied, as much as fits; "not stated" where it is silent. `on` is the day of the answer, ISO. */
export function rowFacts(item: Item, messages: Messages, on: string): Record<RowName, Cut> {
  return {
    place: cell(placeFacts(item, messages), messages),
    start: cell(startFacts(item, messages, on), messages),
    length: cell(lengthFacts(item, messages), messages),
    toPay: cell([toPay(item, messages)], messages),
    entry: cell([...factsIn(item.admission ?? '', mostInCell), ...item.prerequisites], messages),
    leadsTo: leadsTo(item, messages),
  }
}

/** The row that tells what a field of the record says; undefined for what has no row. */
export function rowOf(pointer: string): RowName | undefined {
  if (pointer.endsWith('/seats')) return undefined
  return rowOfField[pointer.split('/')[1] ?? '']
}

const rowOfField: Record<string, RowName> = {
  places: 'place',
  distanceKm: 'place',
  sessions: 'start',
  entry: 'start',
  hours: 'length',
  schedule: 'length',
  price: 'toPay',
  remainingCost: 'toPay',
  prerequisites: 'entry',
  admission: 'entry',
  certification: 'leadsTo',
  certifying: 'leadsTo',
}

function cell(facts: readonly (string | undefined)[], { table }: Messages): Cut {
  const said = facts.filter((fact): fact is string => Boolean(fact))
  if (said.length === 0) return { text: table.notSaid, more: false }
  const cut = wholeFacts(said, mostInCell)
  return cut.text ? cut : { text: table.inRecord, more: false }
}

function placeFacts(item: Item, messages: Messages): (string | undefined)[] {
  const { options: words } = messages
  const [first, ...others] = item.places
  const how = item.modality === 'onsite' ? undefined : messages.modalities[item.modality]
  if (!first) return [how]
  const about = item.places.some(({ approximate }) => approximate)
  return [
    // "Lyon 7e Arrondissement", as people say it.
    first.commune.name.replace(/ Arrondissement$/, ''),
    item.distanceKm ? words.km(item.distanceKm, about) : undefined,
    how,
    others.length > 0 ? messages.table.otherPlaces(others.length) : undefined,
  ]
}

/** Of an event also the hours; those of a training stand in its record. */
function startFacts(item: Item, messages: Messages, on: string): (string | undefined)[] {
  const { options: words, table } = messages
  const [first, ...others] = upcoming(item, on)
  if (!first || first.start < on) {
    if (item.entry) return [entryOf(item.entry, messages)]
    return [first && words.over(shortDay(first.start, messages))]
  }
  const { start, startTime, endTime } = first
  const times =
    item.kind === 'event' && startTime && endTime
      ? words.between(hour(startTime, messages), hour(endTime, messages))
      : undefined
  return [shortDay(start, messages), times, others.length > 0 ? table.otherDates(others.length) : undefined]
}

const lengthFacts = ({ hours, schedule }: Item, messages: Messages): (string | undefined)[] => [
  hours ? messages.options.hoursValue(number(hours, messages)) : undefined,
  schedule && messages.schedules[schedule],
]

/** What the person pays; a price says nothing of who pays it, and is told as a price. */
function toPay({ remainingCost, price }: Item, messages: Messages): string | undefined {
  if (remainingCost) return euros(remainingCost.amount, messages)
  if (!price) return undefined
  return 'free' in price ? euros(0, messages) : messages.table.priceOnly(euros(price.amount, messages))
}

function leadsTo({ certification, certifying }: Item, messages: Messages): Cut {
  const { table } = messages
  if (!certification) return cell([certifying === false ? table.noCertification : undefined], messages)
  const level = certification.level ? [messages.criterion.level.value(certification.level)] : []
  const label = cutTitle(certification.label, mostInCell)
  const whole = wholeFacts([label.text, ...level], mostInCell)
  return { text: whole.text, more: whole.more || label.more }
}
