import { z } from 'zod'
import { namesTrade } from '../occupations/fields.ts'
import { OccupationAsked, shape as occupation } from './occupation/occupation.ts'
import { comesThen, occupationsIn } from './occupation/read-occupation.ts'
import { denialAt, denialsOf, endAtNames, takeCues } from './reading/denials.ts'
import type { Found, Reader } from './reading/message.ts'
import { RedactedText } from './redacted-text.ts'
import type { Room } from './room.ts'
import { runsOf } from './topic/read-topic.ts'
import { shape as topic } from './topic/topic.ts'
import { leftIn } from './unwanted-items.ts'

export const TopicSaid = z.object({ criterion: z.literal('topic'), value: RedactedText })
export const OccupationSaid = z.object({ criterion: z.literal('occupation'), value: OccupationAsked })

/** What the person did, has or leaves: never searched, and no offer of it is shown unless it is wanted too. */
export const Past = z.union([TopicSaid, OccupationSaid])
export type Past = z.infer<typeof Past>

export const TopicNamed = z.strictObject({ criterion: z.literal('topic'), value: topic.input })
export const OccupationNamed = z.strictObject({ criterion: z.literal('occupation'), value: occupation.input })

export const shape = { kept: z.array(Past), input: z.array(z.union([TopicNamed, OccupationNamed])).max(20) }

/**
 * What the person did, has or leaves: trades and fields of work, and nothing else of a life. The words are taken, whatever they name, where
 * they leave no doubt ("a été …", "quitte …"); "de X à Y" and "X → Y" tell of trades only.
 */
export const readPast: Reader = (message, context) => {
  const found: Found[] = []
  if (denialsOf(message).length === 0) return found
  const mentions = occupationsIn(message, context)
  endAtNames(message, mentions)
  takeCues(message)
  const leave = (past: Past, start: number, end: number) => {
    message.take(start, end)
    found.push({ criterion: 'past', value: [past], start, end })
  }
  let before = -1
  for (const { start, end, values } of mentions) {
    const denial = denialAt(message, start, ['left'], 'scope')
    if (message.isTaken(start, end) || !(denial || (before >= 0 && comesThen(message, before, start)))) continue
    before = Math.max(end, denial?.scope.end ?? end)
    for (const value of values) leave({ criterion: 'occupation', value }, start, end)
  }
  for (const { start, end } of runsOf(message, true)) {
    if (message.isTaken(start, end) || !denialAt(message, start, ['left'], 'scope')) continue
    const said = message.excerpt(start, end)
    if (namesTrade(said, context.referential)) leave({ criterion: 'topic', value: said }, start, end)
  }
  for (const { kind, firm, focus } of denialsOf(message)) {
    if (kind === 'left' && firm) message.take(focus.start, focus.end)
  }
  return found
}

export const room: Room<'past'> = {
  read: readPast,
  lift: null,
  quote: null,
  addsUp: true,
  wish: 'never',
  told: null,
  filter: { rule: 'left', fails: leftIn },
  toldBeside: null,
  milder: null,
  excess: null,
}
