import { fold } from '../../../guardrails/language/fold.ts'
import { isStopWord } from '../../../guardrails/language/words.ts'
import { CUES, DIPLOMAS, NUMBERS, UNSAID, VARIANTS } from './title-words.ts'

/** What a title says: the training in words, its diploma, and which of several near twins it is. */
export interface Title {
  words: readonly string[]
  /** "cap", "bts": titles that name different ones are different trainings. */
  diploma?: string
  /** Year, option letter, part, group, length, level, number: equal words with another value are a near twin. */
  variant: Readonly<Record<string, string>>
}

/** A title as it can be compared. How one enters a training ("en apprentissage"), its hours and its date are no part of what it is. */
export function readTitle(written: string): Title {
  let text = ` ${fold(written).replaceAll('_', ' ')} `
  for (const unsaid of UNSAID) text = text.replace(unsaid, ' ')
  let diploma: string | undefined
  for (const [name, pattern] of DIPLOMAS) {
    const without = text.replace(pattern, ' ')
    if (without === text) continue
    diploma ??= name
    text = without
  }
  const variant: Record<string, string> = {}
  const note = (what: string, value: string) => {
    const known = variant[what]?.split(' ') ?? []
    variant[what] = [...new Set([...known, NUMBERS[value] ?? value])].sort().join(' ')
  }
  for (const [what, pattern] of VARIANTS) {
    text = text.replace(pattern, (_, value: string) => {
      note(what, value)
      return ' '
    })
  }
  const words: string[] = []
  for (const word of text.split(/[^a-z0-9+#]+/)) {
    if (/\d/.test(word)) note('number', word)
    else if (word.length > 1 && !isStopWord(word) && !CUES.has(word) && !words.includes(word)) words.push(word)
  }
  return { words: withoutOwnAcronym(words), ...(diploma && { diploma }), variant }
}

/** "Maintenance des équipements industriels - MEI" says the same thing twice. */
function withoutOwnAcronym(words: readonly string[]): string[] {
  return words.filter((word) => {
    const others = words.filter((other) => other !== word)
    return !(word.length <= 6 && others.length >= word.length - 2 && isAcronym(word, others))
  })
}

/** Each letter begins one of the words, in their order; small words and a few others may be passed over. */
export function isAcronym(letters: string, words: readonly string[]): boolean {
  if (letters.length < 2) return false
  let at = 0
  for (const word of words) if (word[0] === letters[at]) at += 1
  return at === letters.length
}
