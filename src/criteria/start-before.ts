import { IsoDate } from '../item.ts'
import { months } from './excess.ts'
import { dateNames, when } from './reading/dates.ts'
import type { Room } from './room.ts'
import { firstDay, indexOfStart, openStarts } from './session.ts'
import { isWish } from './wish.ts'

export const shape = { kept: IsoDate.optional(), input: IsoDate }

export const room: Room<'startBefore'> = {
  read: { beside: 'startAfter' },
  lift: dateNames,
  quote: when,
  addsUp: false,
  wish: 'any',
  told: null,
  filter: {
    rule: 'start-before',
    fails: (item, criteria, { today }) => {
      const { startBefore } = criteria
      // One and the same session must suit: not before startAfter, not full, and by startBefore.
      const from = isWish(criteria, 'startAfter') ? today : firstDay({ criteria, today })
      const first = openStarts(item, from)[0]
      return startBefore && first && first > startBefore
        ? { field: `/sessions/${indexOfStart(item, first)}/start`, value: first, limit: startBefore }
        : undefined
    },
  },
  toldBeside: 'nothing',
  milder: ({ startBefore }) => (startBefore ? [null] : []),
  excess: months,
}
