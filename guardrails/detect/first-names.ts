import { firstNameWeight, mayBeSurname, type NameWeight, placePieces } from './people.ts'
import type { Term } from './terms.ts'

const composes = /^(?:jean|marie|anne|pierre)-/

/** The weight of a term as a first name; a compound needs a first name in front and no place in it. */
export function weightOf(term: Term): NameWeight | undefined {
  if (term.pieces.length === 1) return term.weight
  if (term.pieces.some((piece) => placePieces.has(piece.plain))) return undefined
  const weights = term.pieces.map((piece) => firstNameWeight(piece.plain))
  if (!weights[0] || term.pieces[0]!.plain.length < 2) return undefined
  if (weights.every((weight) => weight !== undefined))
    return weights.some((weight) => weight !== 'ambiguous') || composes.test(term.plain) ? 'frequent' : 'ambiguous'
  if (term.pieces[0]!.plain.length < 3) return undefined
  return mayBeSurname(term.pieces.at(-1)!.plain) || composes.test(term.plain) ? 'usual' : 'ambiguous'
}
