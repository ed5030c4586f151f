import { isStopWord, type Word } from '../../guardrails/language/words.ts'
import frames from '../catalogue/frame-words.json' with { type: 'json' }
import { features } from '../occupations/words.ts'

/**
 * The stems of the telling words: no small words, no frames ("formation", "niveau"), no marks of level ("A1", "3"). A letter that tells a sort
 * ("permis B") makes one stem with the word before it.
 */
export function stemsIn(said: readonly Word[]): string[] {
  const stems: string[] = []
  for (const [at, { text }] of said.entries()) {
    const before = said[at - 1]
    if (SORT.test(text) && before && sorted.has(before.text)) {
      if (stems.at(-1) === features(before.text).stem) stems.pop()
      stems.push(`${before.text} ${text}`)
    } else if (isTelling(text)) stems.push(stemOf(text))
  }
  return stems
}

/** Of a stem too short to tell words apart, only a plural says the same: "feriez" is no iron. */
function stemOf(text: string): string {
  const { stem } = features(text)
  return stem.length < SHORT && text.length > stem.length + 1 ? text : stem
}

const SHORT = 4

const isTelling = (text: string): boolean =>
  text.length > 1 && !isStopWord(text) && !framing.has(text) && !/^(?:\d{1,4}|[abc][0-2]|\d[a-z])$/.test(text)

const framing: ReadonlySet<string> = new Set(frames)
const sorted: ReadonlySet<string> = new Set(['permis', 'categorie', 'licence'])
const SORT = /^(?:[a-e]|[a-d][1e]|am)$/
