import type { Locale } from '../../guardrails/finding.ts'
import type { Item } from '../catalogue/item.ts'
import { claimOf, nextSession, of } from './claims.ts'
import { costOf } from './filters.ts'
import type { Claim } from './option.ts'
import { wordings } from './wording.ts'

/**
 * What sets an item apart from the others shown with it, at most three claims: where it alone is shorter, nearer, earlier, cheaper,
 * certifying or at a distance (contrastive explanation, Buçinca 2025). A value that the record does not give is never compared.
 */
export function differencesOf(
  item: Item,
  others: readonly Item[],
  context: { today: string; locale: Locale },
): Claim[] {
  const say = wordings[context.locale]
  const claims: Claim[] = []
  const compare = (
    valueIn: (one: Item) => number | undefined,
    [lower, higher]: [(value: number) => Claim, (value: number) => Claim],
  ) => {
    const value = valueIn(item)
    const values = others.map(valueIn)
    if (value === undefined || values.length === 0 || values.some((other) => other === undefined)) return
    const known = values as number[]
    if (known.every((other) => other > value)) claims.push(lower(value))
    else if (known.every((other) => other < value)) claims.push(higher(value))
  }
  if (item.kind !== 'training' && others.some((other) => other.kind !== item.kind)) {
    claims.push(claimOf('fact', say.kind(item.kind), of('/kind', item.kind)))
  }
  compare(
    (one) => one.hours,
    [
      (hours) => claimOf('fact', say.shorter(hours), of('/hours', hours)),
      (hours) => claimOf('fact', say.longer(hours), of('/hours', hours)),
    ],
  )
  const startOf = (one: Item) => one.sessions[nextSession(one, context.today)]?.start
  const startField = `/sessions/${nextSession(item, context.today)}/start`
  compare(
    (one) => (startOf(one) ? Date.parse(startOf(one)!) : undefined),
    [
      () => claimOf('fact', say.earlier(startOf(item)!), of(startField, startOf(item)!)),
      () => claimOf('fact', say.later(startOf(item)!), of(startField, startOf(item)!)),
    ],
  )
  compare(
    (one) => one.distanceKm,
    [
      (km) => claimOf('fact', say.nearer(km), of('/distanceKm', km)),
      (km) => claimOf('fact', say.farther(km), of('/distanceKm', km)),
    ],
  )
  compare(
    (one) => costOf(one)?.amount,
    [
      (amount) =>
        claimOf(
          'fact',
          amount === 0 ? say.onlyFree : say.cheaper(amount),
          of(
            costOf(item)!.field,
            amount === 0 && item.price && 'free' in item.price && !item.remainingCost ? true : amount,
          ),
        ),
      (amount) => claimOf('fact', say.dearer(amount), of(costOf(item)!.field, amount)),
    ],
  )
  if (others.every((other) => other.modality !== item.modality) && others.length > 0) {
    claims.push(claimOf('fact', say.onlyModality(item.modality), of('/modality', item.modality)))
  }
  const certifying = item.certification !== undefined
  if (
    item.kind === 'training' &&
    others.length > 0 &&
    others.every((other) => (other.certification !== undefined) !== certifying)
  ) {
    claims.push(
      certifying
        ? claimOf('fact', say.onlyCertifying, of('/certification/label', item.certification!.label))
        : claimOf('fact', say.onlyNotCertifying, of('/certification', null)),
    )
  }
  if (claims.length === 0)
    claims.push(claimOf('fact', say.provider(item.provider.name), of('/provider/name', item.provider.name)))
  return claims.slice(0, 3)
}
