import type { Redacted } from '../../../guardrails/redacted.ts'
import type { CommuneRef } from '../../item.ts'
import type { Commune } from '../../places/commune.ts'
import type { Places } from '../../places/places.ts'
import type { Criteria } from '../criteria.ts'
import type { Ambiguity } from '../reading/reading.ts'

export type PlaceDoubt = Extract<Ambiguity, { criterion: 'near' }>

/**
 * What was asked before and is not answered yet: it is asked again, lest the country be searched. A place answers it, and that any will do,
 * and that nobody goes anywhere.
 */
export function pendingDoubt(criteria: Criteria, places: Places): PlaceDoubt | undefined {
  const doubt = asked(criteria, places)
  return doubt && doubtOf(doubt, doubt.candidates)
}

/** The town that was asked about, with all that it may be. */
export function asked(
  { near, modality, read }: Criteria,
  places: Places,
): { because: PlaceDoubt['because']; said: Redacted; candidates: readonly Commune[] } | undefined {
  const said = read.find(({ criterion }) => criterion === 'near')?.said
  if (near || !said || modality === 'remote') return undefined
  const resolved = places.resolve(said)
  const candidates = resolved.kind === 'ambiguous' ? resolved.candidates : places.misspelt(said)
  const because = resolved.kind === 'ambiguous' ? 'namesakes' : candidates.length > 0 ? 'misspelt' : 'unknown'
  return { because, said, candidates }
}

const mostCandidates = 4

export const doubtOf = (
  { because, span, said }: Omit<PlaceDoubt, 'criterion' | 'candidates'>,
  candidates: readonly Commune[],
): PlaceDoubt => ({
  criterion: 'near',
  because,
  ...(span && { span }),
  said,
  candidates: candidates.slice(0, mostCandidates).map(reference),
})

export const reference = (commune: Commune): CommuneRef => ({ code: commune.code, name: commune.name })
