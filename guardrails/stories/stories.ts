import type { Candidate, Message, Recogniser } from '../detect/recogniser.ts'
import { kindOf } from '../finding.ts'
import { months } from '../language/calendar-names.ts'
import { type LinearModel, leadsOf } from '../learner/linear-model.ts'
import { openModel, type StoredModel } from '../learner/stored-model.ts'
import { type Part, placesOf } from '../parts.ts'
import { clauseRowOf } from './clause-row.ts'
import { behindName, saysNeed, tellsOfSomeone, trimmed, type WordClause } from './extent.ts'
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
    const cut = clauses.map((clause, at) => !told[at] && leads[at]! >= model.sure && isTelling(message, clause))
    // What goes on beside it, forwards then backwards.
    const goesOn = (at: number, from: number) => {
      const clause = clauses[at]!
      if (cut[at] || told[at] || !(cut[from] || told[from])) return
      const lead = leads[at]!
      const fewest = tellsOfSomeone(clause) ? (lead >= 0 ? 1 : 2) : 3
      if (!isSaid(message, clause, fewest) || (lead < 0 && isPlaceOrTime(clause))) return
      cut[at] = lead >= leastBeside(message, clause, clauses[from]!)
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

/** Clauses that may tell a story, each alone: less sure than what is cut, and of no need. */
export function suspectedClauses(message: Message, found: readonly Candidate[]): Part[] {
  const { clauses, units } = clauseRowOf(message, found)
  const leads = leadsOf(model, units)
  return clauses
    .filter((clause, at) => leads[at]! >= suspectedFrom && isTelling(message, clause) && !isPlaceOrTime(clause))
    .map((clause) => trimmed(message.plain, clause))
}

/** On messages it did not learn from, 2 of 35 that tell nothing lose a tenth of their words from here on, 3 from 15; of 100 told by their circumstances 38 are out with their need, 40 from 0. */
const suspectedFrom = 25

/**
 * From where on a clause goes with the one beside it that tells: in the same sentence, where it is its reason with no mark between, and in the next
 * sentence. On messages it did not learn from, of 78 in plain words 67 are out with their need; lower, needs go with them.
 */
const [inSentence, inReason, inNext] = [-100, -200, 25]
/** A clause that tells of nobody is as likely a need, "hébergée en CHRS, coiffure", "le soir": it goes along where it is half as sure as what is cut alone, and no shorter. */
const inBare = 35

/** How sure one must be that a clause goes on with what the one beside it tells. */
function leastBeside(message: Message, clause: WordClause, other: WordClause): number {
  const [one, next] = clause.start < other.start ? [clause, other] : [other, clause]
  const between = message.plain.slice(one.end, next.start)
  const reason = next === clause && /^ *$/.test(between)
  if (!reason && !tellsOfSomeone(clause)) return inBare
  if (saysOther(message, clause)) return 0
  if (reason) return inReason
  return /[.;!?()\n]/.test(between) ? inNext : inSentence
}

/** "à Lens ou Béthune", "le soir", "à moins de 15 km": of the need, also right beside a story. */
const isPlaceOrTime = ({ words }: WordClause): boolean =>
  words.some(({ plain, capital, upper }, at) => (capital && !upper && at > 0 && words.length <= 4) || times.has(plain))
const times: ReadonlySet<string> = new Set([
  ...months,
  ...'km matin matins midi soir soirs journee jours week semaine lundi mardi mercredi jeudi vendredi samedi dimanche rentree'.split(
    ' ',
  ),
])

const isTelling = (message: Message, clause: Part): boolean => isSaid(message, clause, 3) && !saysOther(message, clause)

/** A question and a word or two are no story, whatever stands beside them. */
const isSaid = ({ plain }: Message, { start, end }: Part, words: number): boolean =>
  !/^[^.;!\n]{0,2}\?/.test(plain.slice(end, end + 3)) &&
  (plain.slice(start, end).match(/[a-z]{2,}/g)?.length ?? 0) >= words

/** A need, a constraint, a length of time: none of the story, unless it goes on in it ("depuis son premier contrat"). */
function saysOther({ plain }: Message, { start, end }: Part): boolean {
  const said = plain.slice(start, end)
  return saysNeed(said) || constraint.test(said)
}
const constraint =
  /\b(?:refus\w+|(?:ne|n') ?(?:peut|porte|reste|conduit|travaille|supporte|tient) (?:pas|plus)|plus que|libre|disponible|dispo)\b|^\s*(?:pendant |depuis |sur )?(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|dix|douze) (?:heures?|jours?|semaines?|mois|ans?|km)\s*$/

// The file is written by `npm run train -- stories`.
const model: LinearModel<StoryLabel> = openModel(stored as StoredModel<StoryLabel>)
