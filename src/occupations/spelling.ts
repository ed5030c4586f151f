import { words } from '../../guardrails/language/words.ts'
import { genderless } from './names.ts'
import type { Occupation } from './occupation.ts'

/**
 * Finds what a misspelt word of a trade was meant to be: one letter dropped, added, changed or two turned round, the first one never; or letters
 * that sound the same ("mecanissien", "pintre"). A word that any occupation says in its names or phrases is no slip.
 */
export function createSpelling(occupations: readonly Occupation[]): (folded: string) => readonly string[] {
  const known = new Set<string>()
  const byInitial = new Map<string, string[]>()
  const bySound = new Map<string, string[]>()
  for (const { label, names, activities } of occupations) {
    for (const text of activities) for (const { text: word } of words(text)) known.add(word)
    for (const { text: word } of [label, ...names].flatMap(words)) {
      known.add(word)
      if (word.length < SHORTEST || /\d/.test(word)) continue
      put(byInitial, word[0]!, word)
      put(bySound, soundOf(word), word)
    }
  }
  const remembered = new Map<string, readonly string[]>()
  return (folded) => {
    if (folded.length < SHORTEST || known.has(folded) || /\d/.test(folded)) return []
    const before = remembered.get(folded)
    if (before) return before
    const near = (byInitial.get(folded[0]!) ?? []).filter((word) => isOneSlip(folded, word))
    const meant = near.length > 0 ? near : (bySound.get(soundOf(folded)) ?? [])
    const one = [...new Map(meant.toReversed().map((word) => [genderless(word), word])).values()]
    if (remembered.size >= REMEMBERED) remembered.clear()
    remembered.set(folded, one)
    return one
  }
}

/** Shorter words have too many neighbours. */
const SHORTEST = 5
const REMEMBERED = 20_000

function put(lists: Map<string, string[]>, key: string, word: string): void {
  const list = lists.get(key)
  if (!list) lists.set(key, [word])
  else if (!list.includes(word)) list.push(word)
}

function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let head = 0
  while (head < one.length && one[head] === other[head]) head += 1
  let tail = 0
  while (tail < Math.min(one.length, other.length) - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1
  const [left, right] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

/** How a folded French word sounds, roughly: words that are written alike to the ear share it. */
const soundOf = (folded: string): string =>
  SOUNDS.reduce((sound, [written, heard]) => sound.replaceAll(written, heard), folded)

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/ch/g, '#'],
  [/h/g, ''],
  [/eau|au/g, 'o'],
  [/(?:ss|sc|c)(?=[eiy])|ss/g, 's'],
  [/qu|[ckq]/g, 'k'],
  [/y/g, 'i'],
  [/(?:ein|ain|in|im)(?![aeiou])/g, '1'],
  [/(?:en|an|am|em)(?![aeiou])/g, '2'],
  [/ai|ei/g, 'e'],
  [/ge(?=[ao])|g(?=[ei])/g, 'j'],
  [/z/g, 's'],
  [/(.)\1+/g, '$1'],
  [/[estxd]+$/g, ''],
]
