import type { HandOver } from './hand-over.ts'

/**
 * The next session of each offer as a calendar file (RFC 5545): days without a time as whole days, times as they are on the
 * clock of the place. It says what the
 * page says and no more: nobody was enrolled.
 */
export function calendarOf({ offers, reference, conversation, warning, decidedAt }: HandOver): string {
  const events = offers.flatMap(({ title, provider, session, place }, at) =>
    session
      ? [
          'BEGIN:VEVENT',
          `UID:${conversation}-${at}@eventail`,
          `DTSTAMP:${stamp(decidedAt)}`,
          ...times(session),
          `SUMMARY:${escaped(title)}`,
          `DESCRIPTION:${escaped(`${provider}. ${warning} ${reference}`)}`,
          ...(place ? [`LOCATION:${escaped(place.name)}`] : []),
          'TRANSP:TRANSPARENT',
          'END:VEVENT',
        ]
      : [],
  )
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Eventail//FR', ...events, 'END:VCALENDAR']
  return `${lines.map(fold).join('\r\n')}\r\n`
}

/** The first day alone: a training of six months is no appointment of six months. */
function times({ start, end, startTime, endTime }: NonNullable<HandOver['offers'][number]['session']>): string[] {
  const day = start.replaceAll('-', '')
  if (!startTime) return [`DTSTART;VALUE=DATE:${day}`]
  const at = (time: string) => `${day}T${time.replace(':', '')}00`
  const until = endTime && (end === undefined || end === start || endTime > startTime) ? endTime : undefined
  return [`DTSTART:${at(startTime)}`, ...(until ? [`DTEND:${at(until)}`] : ['DURATION:PT1H'])]
}

const stamp = (instant: string): string => instant.replace(/\.\d+/, '').replace(/[-:]/g, '')

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')

/** No line is longer than 75 octets; what goes on begins with a space, and no character is cut. */
function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = new TextEncoder().encode(character).length
    if (octets + size > 74) {
      parts.push(part)
      part = ''
      octets = 0
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n ')
}
