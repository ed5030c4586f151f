import type { Message } from '../detect/recogniser.ts'
import { prefix } from '../learner/buckets.ts'
import type { Feature } from '../stories/clause-row.ts'

/** A longer message says several things: it is not judged as one. */
export const mostWords = 80

/** A message as one unit: what its clauses show, each once, and whether it asks, quotes or reports. */
export function messageUnit<Shown>(message: Message, clauses: readonly Shown[][], feature: Feature<Shown>): Set<Shown> {
  return new Set([...clauses.flat(), ...tellings(message, feature)])
}

/** How a message says what it says. */
export function tellings<Shown>({ plain }: Message, feature: Feature<Shown>): Shown[] {
  const shown: Shown[] = []
  if (/[«"“]/.test(plain)) shown.push(feature(TELLS, 'quoted'))
  if (reported.test(plain)) shown.push(feature(TELLS, 'reported'))
  if (plain.includes('?')) shown.push(feature(TELLS, 'asked'))
  return shown
}

const TELLS = prefix('tells:')
const reported =
  /\b(?:dit|disait|disent|ecrit|precise|demande|repete|exige|raconte|impose|traite[rs]?|appel(?:le|ait|e)|refuse|annonce|repondu|lache|selon|told|said)\b/
