import type { Commune } from './commune.ts'
import { nameKey, withoutArticle } from './name-key.ts'

/** What narrows a name: the departement said beside it, the postcode, the region of the agency. */
export interface PlaceHint {
  departement?: string
  postcode?: string
  region?: string
}

export type Resolution =
  | { kind: 'found'; commune: Commune }
  | { kind: 'ambiguous'; candidates: Commune[] }
  | { kind: 'unknown' }

/**
 * How many times more inhabitants than the next make a name mean one commune: where both are called just so, where only the first is ("Crest"
 * beside "Le Crest", or a name of old), and where it is called so in short only ("Vitry"); and how many it takes at least.
 */
const DOMINANCE = { both: 7, first: 3.5, short: 10 }
const TOWN = 2_000

/**
 * The stated rule. A hint keeps the candidates that fit it, when any does. One left is found. Among several, the
 * first dominates when it has so many times the inhabitants of the next and 2,000 at least, and no other lies on the
 * other side of a sea: between Lorraine and La Réunion one asks, whatever the size. A longer name (Clermont-Ferrand)
 * does not dominate a town that is called just so (Clermont, in Oise). Otherwise they are ambiguous.
 */
export function resolveAmong(candidates: readonly Commune[], key: string, hint: PlaceHint = {}): Resolution {
  let kept = narrowed(candidates, (one) => hint.postcode === undefined || one.postcodes.includes(hint.postcode))
  kept = narrowed(kept, (one) => hint.departement === undefined || one.departement === hint.departement.toUpperCase())
  kept = narrowed(kept, (one) => hint.region === undefined || one.region === hint.region)
  const [first, second] = kept
  if (first === undefined) return { kind: 'unknown' }
  if (second === undefined) return { kind: 'found', commune: first }
  const sameShore = kept.every((one) => isOverseas(one) === isOverseas(first))
  const isJust = (one: Commune) => nameKey(one.name) === key
  const times = DOMINANCE[isJust(first) ? (isJust(second) ? 'both' : 'first') : 'short']
  const dominates = first.population >= TOWN && first.population >= times * second.population
  const isCalled = (one: Commune) => withoutArticle(nameKey(one.name)) === withoutArticle(key)
  const rival = !isCalled(first) && kept.some((one) => one.population >= TOWN && isCalled(one))
  return sameShore && dominates && !rival
    ? { kind: 'found', commune: first }
    : { kind: 'ambiguous', candidates: [...kept] }
}

function narrowed(candidates: readonly Commune[], fits: (one: Commune) => boolean): readonly Commune[] {
  const fitting = candidates.filter(fits)
  return fitting.length > 0 ? fitting : candidates
}

function isOverseas(commune: Commune): boolean {
  return commune.departement.length === 3
}
