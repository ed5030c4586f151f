import { fold } from '../../guardrails/language/fold.ts'
import constraints from '../../guardrails/lexicon/constraints.json' with { type: 'json' }
import { beginningsIn } from '../../guardrails/matches.ts'
import type { Referential } from '../occupations/referential.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import skills from './skills-named.json' with { type: 'json' }

interface Named {
  label: string
  cues: readonly string[]
}

/**
 * The lists of a dossier are read into closed vocabularies: what a person wrote is never kept, only the label of what it names. What names nothing
 * here is dropped and told.
 */
export function skillsIn(text: string, referential: Referential): string[] {
  const subjects = subjectsIn(text).map(({ subject }) => subject.label.fr)
  if (subjects.length > 0) return subjects
  const named = labelsIn(text, skills.entries)
  if (named.length > 0) return named
  return referential.match(text).flatMap(({ occupations }) => occupations.slice(0, 1).map(({ label }) => label))
}

const constrained: readonly Named[] = Object.entries(constraints.entries).map(([label, cues]) => ({ label, cues }))

/** A list of constraints says what is not possible; "peut travailler de nuit" is none. */
export const constraintsIn = (text: string): string[] =>
  /\b(?:peut|accepte|possible|disponible|aucune?)\b/.test(fold(text)) &&
  !/\b(?:pas|plus|jamais|sans)\b/.test(fold(text))
    ? []
    : labelsIn(text, constrained)

/** Of cues that overlap the longest counts. A placeholder names nothing. */
function labelsIn(text: string, entries: readonly Named[]): string[] {
  const said = fold(text.replace(/\[[^\]]*\]/g, ' '))
  const spans = entries
    .flatMap(({ label, cues }) =>
      cues.flatMap((cue) => beginningsIn(said, cue).map((at) => ({ label, at, end: at + cue.length }))),
    )
    .sort((one, other) => other.end - other.at - (one.end - one.at))
  const kept: typeof spans = []
  for (const span of spans) if (!kept.some(({ at, end }) => span.at < end && at < span.end)) kept.push(span)
  return [...new Set(kept.sort((one, other) => one.at - other.at).map(({ label }) => label))]
}
