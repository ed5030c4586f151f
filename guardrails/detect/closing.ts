import { months } from '../language/calendar-names.ts'
import frames from '../lexicon/sensitive-frames.json' with { type: 'json' }
import type { Token } from './phrases.ts'

/**
 * For words that are said of things and moods too, "sourd aux critiques", "noir de monde", "un boulet de démolition": true when nothing
 * follows that the word would be said of, but a pause, a date, a place (where `atPlace`), or the next thing said of the same person.
 */
export function closes(tokens: readonly Token[], end: number, atPlace = false): boolean {
  const next = tokens[end]
  // "Elle est nulle, cette affiche": the thing comes after.
  if (next?.before === 'comma') return !/^(?:ce|cet|cette|ces)$/.test(next.plain)
  if (next?.before !== 'space' || closers.has(next.plain) || /^\d+$/.test(next.plain)) return true
  const after = tokens[end + 1]
  // "détenue à Rennes", "TIG chez Emmaüs"
  if (atPlace && /^(?:a|chez)$/.test(next.plain) && after?.shape === 'title') return true
  if (!after || !datings.has(next.plain)) return false
  return isTime(after.plain) || (articles.has(after.plain) && isTime(tokens[end + 2]?.plain ?? ''))
}

/** The marks that a phrase may end with: read in capitals only "^", only behind a verb "~", only where it closes what is said "%". */
export const marksOfPhrase = (written: string): string => /[~^%]{1,2}$/.exec(written)?.[0] ?? ''

const closers: ReadonlySet<string> = new Set(frames.closers)

const articles: ReadonlySet<string> = new Set(['le', 'la', 'l', 'les', 'un', 'une'])

/** Before a date or a place of every day: "condamné en 2019", "opérée le 3 mars", "son voile en stage". */
const datings: ReadonlySet<string> = new Set(frames.datings)
const times: ReadonlySet<string> = new Set([...months, ...frames.times])
const isTime = (word: string): boolean => /^\d+(?:h\d*)?$/.test(word) || times.has(word)
