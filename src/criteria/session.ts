import type { Item } from '../item.ts'

/** Whether a person could still join: it has not started on the day `from`, and is not known to be full. */
const isOpen = ({ start, seats }: Item['sessions'][number], from: string): boolean => start >= from && seats !== 0

/** The starts of the sessions that can still be joined, earliest first. */
export const openStarts = ({ sessions }: Item, from: string): string[] =>
  sessions
    .filter((session) => isOpen(session, from))
    .map(({ start }) => start)
    .sort()

/** The index of the session to join next, on or after the day `from`; -1 when none is published, all have begun or all are full. */
export function nextSession({ sessions }: Item, from: string): number {
  let next = -1
  for (const [index, session] of sessions.entries()) {
    if (isOpen(session, from) && (next < 0 || session.start < sessions[next]!.start)) next = index
  }
  return next
}

/** The first day that counts for a need: today, or later when the person is only free from then on. */
export const firstDay = ({ criteria, today }: { criteria: { startAfter?: string }; today: string }): string =>
  criteria.startAfter !== undefined && criteria.startAfter > today ? criteria.startAfter : today

export const indexOfStart = (item: Item, start: string) => item.sessions.findIndex((session) => session.start === start)
