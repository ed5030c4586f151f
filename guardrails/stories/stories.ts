import type { Candidate, Message, Recogniser } from '../detect/recogniser.ts'
import { kindOf } from '../finding.ts'
import { type LinearModel, type Reading, readRow } from '../learner/linear-model.ts'
import { openModel, type StoredModel } from '../learner/stored-model.ts'
import { type Part, placesOf } from '../parts.ts'
import { clauseRow } from './clause-row.ts'
import { behindName, saysNeed, trimmed } from './extent.ts'
import stored from './stories.json' with { type: 'json' }

export type StoryLabel = 'none' | 'story'

/** What is told of a person's life by its circumstances, in no word that a list would hold: clauses that a small trained model is sure of. */
export const stories: Recogniser = {
  name: 'stories',
  find(message, found) {
    const { clauses, ...row } = clauseRow(message, found)
    if (clauses.length === 0) return []
    const known = placesOf(found.filter(({ type }) => kindOf(type) === 'story' || kindOf(type) === 'conduct'))
    const names = placesOf(found.filter(({ type }) => kindOf(type) === 'personal'))
    const told = clauses.map(({ start, end }) => known.touch(start, end))
    return readRow(model, row).flatMap((reading, at): Candidate[] => {
      const clause = clauses[at]!
      if (told[at] || !isTelling(message, clause)) return []
      const goesOn = told[at - 1] && isSameSentence(message, clauses[at - 1]!, clause)
      if (leadOf(reading) < model.sure - (goesOn ? beside : 0)) return []
      return [{ type: 'STORY', ...behindName(message.plain, trimmed(message.plain, clause), names), score: 0.5 }]
    })
  },
}

/**
 * By how much less sure is enough right behind what a lexicon found, in the same sentence ("burn-out, deux ans d'arrêt"). Measured on blind
 * messages: from 50 to 300 the plain stories that are out go from .87 to .93, and the needs that stay from .90 to .88.
 */
const beside = 200

/** How far the story stands above the rest; below nought where it does not. */
const leadOf = ({ label, ranked }: Reading<StoryLabel>): number =>
  (ranked[0]!.weight - ranked[1]!.weight) * (label === 'story' ? 1 : -1)

/** A need, a constraint and a word or two are no story, whatever stands beside them. */
function isTelling({ plain }: Message, { start, end }: Part): boolean {
  const words = plain.slice(start, end)
  return !saysNeed(words) && !constraint.test(words) && (words.match(/[a-z]{2,}/g)?.length ?? 0) > 2
}
const constraint =
  /\b(?:refus\w+|(?:ne|n') ?(?:peut|porte|reste|conduit|travaille|supporte|tient) (?:pas|plus)|plus que|libre|disponible|dispo)\b|^\s*(?:pendant |depuis |sur )?(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|dix|douze) (?:heures?|jours?|semaines?|mois|ans?|km)\s*$/

const isSameSentence = ({ plain }: Message, before: Part, clause: Part): boolean =>
  !/[.;!?\n]/.test(plain.slice(before.end, clause.start))

// The file is written by `npm run train -- stories`.
const model: LinearModel<StoryLabel> = openModel(stored as StoredModel<StoryLabel>)
