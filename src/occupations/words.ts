import snowball from 'snowball-stemmers'
import { grams, root } from '../../guardrails/language/words.ts'

/** What a word is compared by. Roots and grams carry a mark, so that they never meet a stem by chance. */
export interface Features {
  stem: string
  root: string
  grams: readonly string[]
}

/** Stem (Snowball French), derivational root and character 4-grams of a folded word; remembered, as texts repeat their words. */
export function features(folded: string): Features {
  const known = remembered.get(folded)
  if (known) return known
  const made = {
    stem: french.stem(folded),
    root: `~${root(folded)}`,
    grams: grams(folded),
  }
  if (remembered.size >= REMEMBERED_WORDS) remembered.clear()
  remembered.set(folded, made)
  return made
}

/** Words remembered with their features: the vocabulary of a large catalogue, some 20 MB at most. */
const REMEMBERED_WORDS = 60_000
const remembered = new Map<string, Features>()
const french = snowball.newStemmer('french')
