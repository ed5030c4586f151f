import { fold } from '../../guardrails/language/fold.ts'
import { meaningfulWords, words } from '../../guardrails/language/words.ts'
import type { Item } from '../item.ts'
import { features } from '../occupations/words.ts'
import { of } from './evidence.ts'
import type { Evidence } from './option.ts'

/** The words of `text`, as written there, that say what `topic` says (same root); undefined when none does. */
export function sharedWords(topic: string, text: string): string | undefined {
  const roots = rootsOf(topic)
  const found = words(text).filter((word) => word.text.length > 2 && roots.has(features(word.text).root))
  const unique = new Map(found.map((word) => [word.text, text.slice(word.start, word.end)]))
  return unique.size > 0 ? [...unique.values()].slice(0, 3).join(', ') : undefined
}

/** What a text is about, comparable with another: the derivational roots of its meaningful words. */
export const rootsOf = (text: string): Set<string> =>
  new Set(
    meaningfulWords(text)
      .filter((word) => word.length > 2)
      .map((word) => features(word).root),
  )

/** Whether all that `wanted` is about is in `text`; false when it is about nothing. */
export function saysAllOf(wanted: ReadonlySet<string>, text: string): boolean {
  const said = rootsOf(text)
  return wanted.size > 0 && [...wanted].every((root) => said.has(root))
}

/** The first line in the item's own texts that says so, with the field it stands in. */
export function lineSaying(
  item: Item,
  says: (line: string) => boolean,
): { line: string; evidence: Evidence } | undefined {
  for (const field of ['summary', 'objective', 'content', 'admission', 'audience', 'accessibility'] as const) {
    const text = item[field]
    const line = text?.split('\n').flatMap(sentencesOf).find(says)
    if (text && line) return { line: withoutBullet(line), evidence: of(`/${field}`, text) }
  }
  const index = item.prerequisites.findIndex(says)
  const prerequisite = item.prerequisites[index]
  return prerequisite === undefined
    ? undefined
    : { line: prerequisite, evidence: of(`/prerequisites/${index}`, prerequisite) }
}

const sentencesOf = (line: string): string[] => line.split(/(?<=[.;!?]) /)

/** A line of a list as a sentence would quote it: no bullet, no number, no final stop. */
export const withoutBullet = (line: string): string =>
  line.replace(/^\s*(?:module \d+ : |\d+[.)] |[-–•] ?)/i, '').replace(/\s*[;.]$/, '')

/** Folded, and apostrophes and hyphens as spaces: what cues are written against. */
export const plain = (text: string): string => fold(text).replace(/['-]/g, ' ')
