import type { Messages } from './messages-fr.ts'

/** A day as read: "2026-03-01" → "1 mars 2026". Anything else comes back as it is. */
export function day(iso: string, messages: Messages): string {
  const date = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso)
  if (Number.isNaN(date.getTime())) return iso
  const zone = iso.length === 10 ? 'UTC' : undefined
  return new Intl.DateTimeFormat(messages.locale, { dateStyle: 'long', timeZone: zone }).format(date)
}

/** An instant with its time, in the reader's own zone. */
export const moment = (instant: string, messages: Messages): string =>
  new Intl.DateTimeFormat(messages.locale, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant))

export const euros = (amount: number, messages: Messages): string =>
  new Intl.NumberFormat(messages.locale, {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: 0,
    maximumFractionDigits: 2,
  }).format(amount)

export const number = (value: number, messages: Messages): string =>
  new Intl.NumberFormat(messages.locale).format(value)
