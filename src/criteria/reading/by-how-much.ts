import { numberOf, quantity } from '../../../guardrails/language/numbers.ts'

/** "500 de plus", "rajoute 10 km", "deux mois de moins": an amount in one of these units that changes what is held. */
export const byHowMuch = (unit: string): RegExp =>
  new RegExp(
    String.raw`(?:\b(?:r?ajout(?:e[rsz]?|ons|ait|erait)|monte[rsz]? de|augmente[rsz]? de|add) (?:encore |juste )?(?<added>${quantity}) ?(?<addedUnit>${unit})|(?<![\w,.])(?<other>${quantity}) ?(?<otherUnit>${unit}) (?:(?:de|en) (?<sign>plus|moins)|supplementaires?|more|less))(?: de sa poche)?\b`,
    'g',
  )

/** The amount that such a match says, with its sign. */
export function signedAmount({ 0: whole, groups }: RegExpExecArray): { amount: number; unit: string } {
  const { added, addedUnit, other, otherUnit, sign } = groups!
  const amount = numberOf((added ?? other)!) ?? 0
  const less = sign === 'moins' || whole.endsWith('less')
  return { amount: less ? -amount : amount, unit: addedUnit ?? otherUnit ?? '' }
}
