import { IsoDate } from '../item.ts'
import { months } from './excess.ts'
import { dateNames, readDates, when } from './reading/dates.ts'
import type { Room } from './room.ts'
import { indexOfStart, openStarts } from './session.ts'

export const shape = { kept: IsoDate.optional(), input: IsoDate }

export const room: Room<'startAfter'> = {
  read: readDates,
  lift: dateNames,
  quote: when,
  addsUp: false,
  wish: 'any',
  told: {
    value: ({ availability }, today) =>
      availability?.from && availability.from > today ? availability.from : undefined,
    strength: 'must',
  },
  filter: {
    rule: 'start-after',
    fails: (item, { startAfter }, { today }) => {
      const last = openStarts(item, today).at(-1)
      return startAfter && last && last < startAfter
        ? { field: `/sessions/${indexOfStart(item, last)}/start`, value: last, limit: startAfter }
        : undefined
    },
  },
  toldBeside: 'nothing',
  milder: ({ startAfter }) => (startAfter ? [null] : []),
  excess: months,
}
