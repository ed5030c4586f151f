import type { Messages } from './messages-fr.ts'

/** "29 nov., 10 h 05" in the reader's own zone; today by its time alone. */
export function shortMoment(instant: string, { locale }: Messages, now: Date = new Date()): string {
  const at = new Date(instant)
  const day = (date: Date) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(date)
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(at)
  const told = locale === 'fr-FR' ? time.replace(/^0?(\d+):/, '$1\u00a0h\u00a0') : time
  return at.toDateString() === now.toDateString() ? told : `${day(at)}, ${told}`
}
