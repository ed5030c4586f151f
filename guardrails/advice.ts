import { type FindingType, kindOf, type Locale } from './finding.ts'
import type { Inspection } from './inspect.ts'
import words from './lexicon/advice.json' with { type: 'json' }
import constraints from './lexicon/constraints.json' with { type: 'json' }
import { beginningsIn } from './matches.ts'
import type { Policy } from './policy.ts'

/**
 * What a counsellor is told of a finding. Of stories that are taken out it is one line for the message, and says only what the message says: that a
 * right is asked without AI where one is asked, the functional part as it was typed where there is one, else that a constraint can be stated.
 * An agency that words its own advice is heard.
 */
export function adviceFor(text: string, inspection: Inspection, policy: Policy, locale: Locale) {
  let said: { line: string | undefined } | undefined
  return (type: FindingType): string => {
    const own = policy.types[type].advice[locale]
    if (kindOf(type) !== 'story' || own !== words.general[locale]) return own
    said ??= { line: saidOfStories(text, inspection, locale) }
    return said.line ?? own
  }
}

function saidOfStories(text: string, inspection: Inspection, locale: Locale): string | undefined {
  const { plain } = inspection.folded
  if (saysOneOf(plain, words.rights)) return words.right[locale]
  const kept = functionalPart(text, inspection)
  return kept && words.kept[locale].replace('{words}', () => kept)
}

/** The first stretch between two stops that says a functional constraint and that nothing was found in: it goes on as it was typed. */
function functionalPart(text: string, { candidates, folded }: Inspection): string | undefined {
  const { plain } = folded
  const cues = Object.values(constraints.entries).flat()
  const stretches = [...plain.matchAll(/[^.,;:!?/()\n–—]+/g)]
  for (const { index, 0: stretch } of stretches) {
    if (stretch.length > mostQuoted || !saysOneOf(stretch, cues) || !saysOneOf(stretch, words.limits)) continue
    const [start, end] = [folded.startOf(index), folded.endOf(index + stretch.length - 1)]
    if (candidates.some((found) => found.start < end && start < found.end)) continue
    return text.slice(start, end).trim()
  }
  return undefined
}

/** In characters: what is longer is no constraint alone. */
const mostQuoted = 60

const saysOneOf = (said: string, cues: readonly string[]): boolean =>
  cues.some((cue) => beginningsIn(said, cue).length > 0)
