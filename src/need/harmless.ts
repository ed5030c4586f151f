import type { IsHarmless } from '../../guardrails/correct.ts'
import type { Verdict } from '../../guardrails/guard.ts'
import type { Motive } from '../../guardrails/motives.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Places } from '../places/places.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'

/** What this server knows of words beside the guard's lists: 35,000 communes, the names of trades, subjects. */
export interface KnownWords {
  places: Pick<Places, 'find' | 'findArea'>
  referential: Pick<Referential, 'match'>
}

/**
 * Whether words that a counsellor says are wrongly taken tell of nobody: a name is that of a place, or of a trade; a story, without the names of
 * trades and subjects in it, is none any more.
 */
export function createIsHarmless({ places, referential }: KnownWords, check: (text: string) => Verdict): IsHarmless {
  const isPlace = (words: string) => places.find(words).length > 0 || places.findArea(words) !== undefined
  const named = (words: string) => [...referential.match(words), ...subjectsIn(words)]
  const rules: Record<Motive, (words: string) => boolean> = {
    'not-a-person': (words) => isPlace(words) || without(words, named(words)).trim() === '',
    'trade-or-public': (words) => {
      const parts = named(words)
      return parts.length > 0 && check(without(words, parts)).findings.every(({ kind }) => kind !== 'story')
    },
    'told-by-others': () => false,
    'about-the-search': () => false,
  }
  return ({ words, because }) => rules[because](words)
}

function without(text: string, parts: readonly { start: number; end: number }[]): string {
  return parts.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text)
}
