import type { Candidate, Message, Recogniser } from '../detect/recogniser.ts'
import { kindOf } from '../finding.ts'
import { months } from '../language/calendar-names.ts'
import { type LinearModel, leadsOf } from '../learner/linear-model.ts'
import { openModel, type StoredModel } from '../learner/stored-model.ts'
import { type Part, placesOf } from '../parts.ts'
import { clauseRowOf } from './clause-row.ts'
import { behindName, saysNeed, trimmed, type WordClause } from './extent.ts'
import stored from './stories.json' with { type: 'json' }

export type StoryLabel = 'none' | 'story'

/** What is told of a person's life by its circumstances, in no word that a list would hold: clauses that a small trained model is sure of. */
export const stories: Recogniser = {
  name: 'stories',
  find(message, found) {
    const { clauses, units } = clauseRowOf(message, found)
    if (clauses.length === 0) return []
    const known = placesOf(found.filter(({ type }) => kindOf(type) === 'story' || kindOf(type) === 'conduct'))
    const names = placesOf(found.filter(({ type }) => kindOf(type) === 'personal'))
    const told = clauses.map(({ start, end }) => known.touch(start, end))
    const leads = leadsOf(model, units)
    const isJoined = (one: Part | undefined, other: Part | undefined) =>
      one !== undefined && other !== undefined && !/[.;!?()\n]/.test(message.plain.slice(one.end, other.start))
    const cut = clauses.map((clause, at) => !told[at] && leads[at]! >= model.sure && isTelling(message, clause, 3))
    // What goes on in the same sentence, forwards then backwards.
    const goesOn = (at: number, from: number) => {
      const [clause, other] = [clauses[at]!, clauses[from]]
      if (cut[at] || told[at] || !(cut[from] || told[from])) return
      if (isPlaceOrTime(clause)) return
      if (!isJoined(from < at ? other : clause, from < at ? clause : other) || !isTelling(message, clause, 3)) return
      const reason = from < at && message.plain.slice(other!.end, clause.start).trim() === ''
      cut[at] = reason || leads[at]! >= model.sure - beside
    }
    for (let at = 1; at < clauses.length; at++) goesOn(at, at - 1)
    for (let at = clauses.length - 2; at >= 0; at--) goesOn(at, at + 1)
    return clauses.flatMap((clause, at): Candidate[] =>
      cut[at]
        ? [{ type: 'STORY', ...behindName(message.plain, trimmed(message.plain, clause), names), score: 0.5 }]
        : [],
    )
  },
}

/**
 * By how much less sure is enough right behind what a lexicon found, in the same sentence ("burn-out, deux ans d'arrêt"). Measured on blind
 * messages: from 50 to 300 the plain stories that are out go from .87 to .93, and the needs that stay from .90 to .88.
 */
const beside = 200

/** "à Lens ou Béthune", "le soir": of the need, also right beside a story. */
const isPlaceOrTime = ({ words }: WordClause): boolean =>
  words.length <= 4 && words.some(({ plain, capital }, at) => (capital && at > 0) || times.has(plain))
const times: ReadonlySet<string> = new Set([
  ...months,
  ...'matin matins soir soirs nuit journee week semaine lundi mardi mercredi jeudi vendredi samedi dimanche rentree'.split(
    ' ',
  ),
])

/** A need, a constraint, a length of time and a word or two are no story, whatever stands beside them. */
function isTelling({ plain }: Message, { start, end }: Part, words: number): boolean {
  const said = plain.slice(start, end)
  return (
    !saysNeed(said) &&
    !constraint.test(said) &&
    !/^[^.;!\n]{0,2}\?/.test(plain.slice(end, end + 3)) &&
    (said.match(/[a-z]{2,}/g)?.length ?? 0) >= words
  )
}
const constraint =
  /\b(?:refus\w+|(?:ne|n') ?(?:peut|porte|reste|conduit|travaille|supporte|tient) (?:pas|plus)|plus que|libre|disponible|dispo)\b|^\s*(?:pendant |depuis |sur )?(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|dix|douze) (?:heures?|jours?|semaines?|mois|ans?|km)\s*$/

// The file is written by `npm run train -- stories`.
const model: LinearModel<StoryLabel> = openModel(stored as StoredModel<StoryLabel>)
