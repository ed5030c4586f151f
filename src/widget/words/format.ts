import type { Messages } from './messages-fr.ts'

/** What the service says, as its language is set: no line breaks before a colon, within quotes or before a unit. */
export const asSet = (text: string): string => text.replaceAll(/ (?=[:;?!»]|(?:km|h|€)(?![\p{L}]))|(?<=«) /gu, '\u00a0')

/** A day as read: "2026-03-01" → "1 mars 2026". Anything else comes back as it is. */
export function day(iso: string, messages: Messages): string {
  const date = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso)
  if (Number.isNaN(date.getTime())) return iso
  const zone = iso.length === 10 ? 'UTC' : undefined
  const said = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'long', timeZone: zone }).format(date)
  return messages.locale === 'fr-FR' ? said.replace(/^1 /, '1er ') : said
}

/** A day in a narrow place: "2027-03-01" → "1er mars 2027", "22 févr. 2027". */
export function shortDay(iso: string, messages: Messages): string {
  const said = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${iso}T00:00:00Z`),
  )
  return messages.locale === 'fr-FR' ? said.replace(/^1 /, '1er ') : said
}

/** A time as read: "08:30" → "8 h 30", "09:00" → "9 h" in French; as it is in English. */
export function hour(time: string, messages: Messages): string {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(time) ?? []
  if (!hours || messages.locale !== 'fr-FR') return time
  return minutes === '00' ? `${Number(hours)} h` : `${Number(hours)} h ${minutes}`
}

/** The day of an instant, ISO: "2026-03-01T09:00:00Z" → "2026-03-01". */
export const dayOf = (instant: string): string => instant.slice(0, 10)

/** "septembre", of a month counted from 1. */
export const monthName = (month: number, messages: Messages): string =>
  new Intl.DateTimeFormat(messages.locale, { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2000, month - 1)),
  )

/** When something was done: "à 10 h 24" of today, else the day. In the reader's own zone. */
export function doneAt(instant: string, messages: Messages, now = new Date()): string {
  const done = new Date(instant)
  if (done.toDateString() !== now.toDateString()) return messages.decision.onDay(shortDay(dayOf(instant), messages))
  const time = new Intl.DateTimeFormat(messages.locale, { hour: '2-digit', minute: '2-digit' }).format(done)
  return messages.decision.atTime(hour(time, messages))
}

export const euros = (amount: number, messages: Messages): string =>
  new Intl.NumberFormat(messages.locale, {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: 0,
    maximumFractionDigits: 2,
  }).format(amount)

export const number = (value: number, messages: Messages): string =>
  new Intl.NumberFormat(messages.locale).format(value)

/** A value of a record as read: a date in words, "onsite" as "en présentiel"; what the record does not state is said. */
export function told(value: string | number | boolean | null, messages: Messages): string {
  const { options: words } = messages
  if (value === null || value === '') return words.notStated
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return number(value, messages)
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return day(value, messages)
  const known: Record<string, string> = { ...messages.modalities, ...messages.kinds, ...messages.schedules }
  return value
    .split(', ')
    .map((one) => known[one] ?? one)
    .join(', ')
}

/** "A, B et C", with the word that joins the last two. */
export const listed = (names: readonly string[], and: string): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')}${and}${names.at(-1)}`
