import { all, textAt, textsAt, type XmlElement } from './xml-records.ts'

export interface Session {
  start: string
  end?: string
}

const CLOSED = new Set(['2', '3'])

/**
 * The dated sessions of an action: an empty list means that no date is known. Sessions whose recruitment the partner closed or suspended, or whose
 * enrolment has ended while they are still to come, are left out; 'closed' when that leaves none. A session written by month or year is kept only once it is over, at its last possible day, so
 * that it is never proposed; while it may still come, its day is unknown and no day is made up. Permanent entries that are still running
 * have no date to show: their first day has passed, and one may enter all the same.
 */
export function readSessions(action: XmlElement, today: string, repaired: Set<string>): Session[] | 'closed' {
  const written = all(action, 'session')
  const recruiting = written.filter((session) => !CLOSED.has(textAt(session, 'etat-recrutement') ?? ''))
  const permanent = textAt(action, 'modalites-entrees-sorties') === '1'
  const open = permanent ? recruiting : recruiting.filter((session) => !enrolmentHasEnded(action, session, today))
  if (written.length > 0 && open.length === 0) return 'closed'
  if (recruiting.length < written.length) repaired.add('sessions closed to recruitment left out')
  if (open.length < recruiting.length) repaired.add('sessions whose enrolment has ended left out')
  const sessions = open.flatMap((session): Session[] => {
    const start = dateOf(textAt(session, 'periode', 'debut'))
    const end = dateOf(textAt(session, 'periode', 'fin'))
    if (start === 'wrong' || end === 'wrong') repaired.add('impossible date left out')
    const first = typeof start === 'object' ? start : undefined
    const last = typeof end === 'object' ? end : undefined
    if (permanent && !(last && last.latest < today) && !(first?.exact && first.latest > today)) return []
    if (first?.exact) {
      if (last?.exact && last.latest < first.latest) repaired.add('end before start left out')
      return [{ start: first.latest, ...(last?.exact && last.latest >= first.latest && { end: last.latest }) }]
    }
    if (first) repaired.add('session dated by month or year')
    const over = first ?? last
    return over && over.latest < today ? [{ start: over.latest }] : []
  })
  // An action whose sessions are not all dated may still be entered: what is known to be past must not hide it.
  const future = sessions.some((session) => session.start >= today)
  return sessions.length < open.length && !future ? [] : sessions
}

/**
 * Only for sessions to come, since a past one says so itself. Before 2.2 the action gives one last day for all of its sessions; since then each session
 * gives a period, whose two dates come in either order: the schema's own text has them so.
 */
function enrolmentHasEnded(action: XmlElement, session: XmlElement, today: string): boolean {
  const start = dateOf(textAt(session, 'periode', 'debut'))
  if (typeof start !== 'object' || !start.exact || start.latest < today) return false
  const period = ['debut', 'fin'].flatMap((name) => textAt(session, 'periode-inscription', 'periode', name) ?? [])
  const written = period.length > 0 ? period : textsAt(action, 'date-limite-inscription', 'date')
  const dates = written.map(dateOf)
  return dates.length > 0 && dates.every((date) => typeof date === 'object' && date.exact && date.latest < today)
}

interface WrittenDate {
  /** The day itself, or the last one that a month or year allows. */
  latest: string
  exact: boolean
}

/** AAAAMMJJ; AAAAMM00 and AAAA0000 give the month or year; 00000000 and 99999999 say that the day is unknown. */
function dateOf(written: string | undefined): WrittenDate | 'unknown' | 'wrong' {
  const digits = (written ?? '').replace(/[\s/-]/g, '')
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(digits)
  if (!parts) return digits === '' ? 'unknown' : 'wrong'
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  if (year === 0 || year === 9999) return 'unknown'
  if (year < 1990 || year > 2100 || month > 12 || (month === 0 && day > 0)) return 'wrong'
  if (day === 0) return { latest: iso(new Date(Date.UTC(year, month === 0 ? 12 : month, 0))), exact: false }
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 ? { latest: iso(date), exact: true } : 'wrong'
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10)
}
