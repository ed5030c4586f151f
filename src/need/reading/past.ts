import type { Past } from '../criteria.ts'
import { denialsOf } from './denials.ts'
import type { Found, Reader } from './message.ts'
import { isTrade, occupationsIn } from './occupation.ts'
import { runsOf } from './topic.ts'

/**
 * What the person did, has or leaves: trades and fields of work, and nothing else of a life. The words are taken, whatever they name, where
 * they leave no doubt ("a été …", "quitte …"); "de X à Y" and "X → Y" tell of trades only.
 */
export const readPast: Reader = (message, context) => {
  const found: Found[] = []
  const leave = (past: Past, start: number, end: number) => found.push({ criterion: 'past', value: [past], start, end })
  const denials = denialsOf(message).filter(({ kind }) => kind === 'left')
  if (denials.length === 0) return found
  const mentions = occupationsIn(message, context)
  const runs = runsOf(message, true)
  for (const { scope, focus, firm } of denials) {
    for (const { start, end, values } of mentions) {
      if (start < scope.start || start >= scope.end || message.isTaken(start, end)) continue
      message.take(start, end)
      for (const value of values) leave({ criterion: 'occupation', value }, start, end)
    }
    for (const { start, end } of runs) {
      if (start < scope.start || start >= scope.end || message.isTaken(start, end)) continue
      const said = message.excerpt(start, end)
      if (!isTrade(said, context.referential)) continue
      message.take(start, end)
      leave({ criterion: 'topic', value: said }, start, end)
    }
    if (firm) message.take(focus.start, focus.end)
  }
  return found
}
