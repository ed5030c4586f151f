import type { Message } from '../detect/recogniser.ts'
import { prefix } from '../learner/buckets.ts'
import type { Feature } from '../stories/clause-row.ts'

/** A longer message says several things: it is not judged as one. */
export const mostWords = 80

/** A message as one unit: what its clauses show, each once, and whether it asks, quotes or reports. */
export function messageUnit<Shown>(
  { plain }: Message,
  clauses: readonly Shown[][],
  feature: Feature<Shown>,
): Set<Shown> {
  const unit = new Set(clauses.flat())
  if (/[«"“]/.test(plain)) unit.add(feature(TELLS, 'quoted'))
  if (reported.test(plain)) unit.add(feature(TELLS, 'reported'))
  if (plain.includes('?')) unit.add(feature(TELLS, 'asked'))
  return unit
}

const TELLS = prefix('tells:')
const reported =
  /\b(?:dit|disait|disent|ecrit|precise|demande|repete|exige|raconte|impose|traite[rs]?|appel(?:le|ait|e)|refuse|annonce|repondu|lache|selon|told|said)\b/
