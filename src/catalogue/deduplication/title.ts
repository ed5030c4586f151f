import { fold } from '../../../guardrails/language/fold.ts'
import { isStopWord } from '../../../guardrails/language/words.ts'
import {
  BRANCH_CUES,
  CUES,
  DIPLOMAS,
  FORMER_GRADES,
  NUMBERS,
  PART_CUES,
  SCHOOL_YEARS,
  UNSAID,
  VARIANTS,
  type What,
} from './title-words.ts'

/** What a title says: the training in words, its diploma, and which of several near twins it is. */
export interface Title {
  words: readonly string[]
  /** "cap", "bts": titles that name different ones are different trainings. */
  diploma?: string
  /** Year, option letter, part, group, length, level, number: equal words with another value are a near twin. */
  variant: Readonly<Partial<Record<What, string>>>
  /** Those of the words that name a branch ("option …", "parcours …") or a part ("bloc …", "module …") of a diploma. */
  branch: readonly string[]
  part: readonly string[]
}

/** A title as it can be compared. How one enters a training ("en apprentissage") and its date are no part of what it is. */
export function readTitle(written: string): Title {
  const known = remembered.get(written)
  if (known) return known
  const title = read(written)
  if (remembered.size >= REMEMBERED_TITLES) remembered.clear()
  remembered.set(written, title)
  return title
}

/** Half of the titles of a catalogue were read before. */
const remembered = new Map<string, Title>()
const REMEMBERED_TITLES = 20_000

function read(written: string): Title {
  let text = ` ${fold(written.slice(0, LONGEST)).replaceAll('_', ' ')} `
  for (const unsaid of UNSAID) text = text.replace(unsaid, ' ')
  text = text.replace(/\s+/g, ' ')
  for (const [name, plain] of SCHOOL_YEARS) text = text.replace(name, plain)
  let diploma: string | undefined
  for (const [name, pattern] of DIPLOMAS) {
    const without = text.replace(pattern, ' ')
    if (without === text) continue
    diploma ??= name
    text = without
  }
  const said = new Map<What, Set<string>>()
  const note = (what: What, value: string) => said.set(what, (said.get(what) ?? new Set()).add(value))
  for (const [what, pattern] of VARIANTS) {
    text = text.replace(pattern, (_, values: string) => {
      for (const value of valuesOf(what, values)) note(what, value)
      return ' '
    })
  }
  const words: string[] = []
  const named = { branch: new Set<string>(), part: new Set<string>() }
  let cue: keyof typeof named | undefined
  for (const [word] of text.matchAll(WORD_OR_BREAK)) {
    if (!/[a-z0-9]/.test(word)) cue = undefined
    else if (/\d/.test(word)) note('number', word)
    else {
      if (BRANCH_CUES.has(word)) cue = 'branch'
      else if (PART_CUES.has(word)) cue = 'part'
      if (word.length === 1 || isStopWord(word) || CUES.has(word)) continue
      if (!words.includes(word)) words.push(word)
      if (cue && !PART_CUES.has(word)) named[cue].add(word)
    }
  }
  const variant = Object.fromEntries([...said].map(([what, values]) => [what, [...values].sort().join(' ')]))
  return {
    words: withoutOwnAcronym(words),
    ...(diploma && { diploma }),
    variant,
    branch: [...named.branch],
    part: [...named.part],
  }
}

/** UTF-16 units: a title is one line, and what is beyond it would only cost time. */
const LONGEST = 500

/** What ends the name that a cue announced. */
const WORD_OR_BREAK = /[a-z0-9+#]+|[();]| - /g

function valuesOf(what: What, written: string): string[] {
  if (what === 'grade') return [FORMER_GRADES[written] ?? written]
  if (what !== 'year' && what !== 'part') return [written]
  return written.split(/[^a-z0-9]+|(?:et|ou|a) /).flatMap((value) => {
    if (value === '') return []
    // "2e", "2eme", "2nde" and "deuxieme" are 2.
    return NUMBERS[value] ?? (what === 'year' ? value[0]! : value)
  })
}

/** "Maintenance des équipements industriels - MEI" says the same thing twice, and so does "Métiers de l'électricité… - MELEC". */
function withoutOwnAcronym(words: readonly string[]): string[] {
  return words.filter((word) => {
    if (word.length > 6) return true
    const others = words.filter((other) => other !== word)
    return !(others.length >= word.length - 2 && (isAcronym(word, others) || isSyllabic(word, others)))
  })
}

/** Each letter begins one of the words, in their order; small words and a few others may be passed over. */
export function isAcronym(letters: string, words: readonly string[]): boolean {
  if (letters.length < 2) return false
  let at = 0
  for (const word of words) if (word[0] === letters[at]) at += 1
  return at === letters.length
}

/** The same with up to three letters of a word, and a word for every two letters at least. */
function isSyllabic(letters: string, words: readonly string[]): boolean {
  /** How far the words so far can spell it, and with how many of them. */
  let spelled = new Map([[0, 0]])
  for (const word of words) {
    const further = new Map(spelled)
    for (const [end, used] of spelled) {
      for (let read = 0; read < 3 && word[read] !== undefined && word[read] === letters[end + read]; read += 1) {
        further.set(end + read + 1, Math.max(used + 1, further.get(end + read + 1) ?? 0))
      }
    }
    spelled = further
  }
  return (spelled.get(letters.length) ?? 0) * 2 >= letters.length
}
