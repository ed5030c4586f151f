import type { Refused } from '../criteria.ts'
import { denialsOf } from './denials.ts'
import type { Found, Reader } from './message.ts'
import { isTrade, occupationsIn } from './occupation.ts'
import { runsOf } from './topic.ts'

/**
 * What the person does not want, and what the words lack: occupations by their names, else subjects in the words that name them. A cue that
 * denies whatever follows ("sans", "non", "n'a pas") refuses a trade only; the rest is a constraint, as said. The words are taken: what is
 * refused is never searched.
 */
export const readRefusals: Reader = (message, context) => {
  const found: Found[] = []
  const refuse = (refused: Refused, start: number, end: number) =>
    found.push({ criterion: 'refused', value: [refused], start, end })
  const denials = denialsOf(message).filter(({ kind, firm }) => kind === 'refused' || (kind === 'unable' && !firm))
  if (denials.length === 0) return found
  const mentions = occupationsIn(message, context)
  const runs = runsOf(message, true)
  for (const { kind, firm, cue, scope } of denials) {
    for (const { start, end, values } of mentions) {
      if (kind !== 'refused' || !isInside(scope, start) || message.isTaken(start, end)) continue
      message.take(start, end)
      for (const value of values) refuse({ criterion: 'occupation', value }, start, end)
    }
    for (const { start, end } of runs) {
      if (!isInside(scope, start) || message.isTaken(start, end)) continue
      message.take(start, end)
      const said = message.excerpt(start, end)
      if (kind === 'refused' && (firm || isTrade(said, context.referential))) {
        refuse({ criterion: 'topic', value: said }, start, end)
      } else {
        found.push({ criterion: 'constraints', value: [message.excerpt(cue.start, end)], start: cue.start, end })
      }
    }
  }
  return found
}

const isInside = (scope: { start: number; end: number }, start: number): boolean =>
  start >= scope.start && start < scope.end
