import type { Criteria, CriteriaPatch, Criterion, Kind } from '../need/criteria.ts'
import { defaultRadiusKm, isWish } from './filters.ts'
import type { Relaxation } from './option.ts'

/** The ways each criterion could be relaxed, one at a time: what a counsellor could agree with the person. */
export function waysToRelax(criteria: Criteria): { criterion: Criterion; to: unknown; criteria: Criteria }[] {
  const ways: { criterion: Criterion; to: unknown }[] = []
  const relax = (criterion: Criterion, ...values: unknown[]) => {
    if (!isWish(criteria, criterion)) ways.push(...values.map((to) => ({ criterion, to })))
  }
  if (criteria.near) {
    const radius = criteria.radiusKm ?? defaultRadiusKm
    relax('radiusKm', ...widerRadii.filter((wider) => wider > radius).slice(0, 2))
    relax('near', null)
  }
  if (criteria.modality) relax('modality', ...(criteria.modality === 'remote' ? ['mixed'] : []), null)
  if (criteria.excludeModalities.length > 0) relax('excludeModalities', [])
  if (criteria.startAfter) relax('startAfter', null)
  if (criteria.startBefore) relax('startBefore', null)
  if (criteria.maxHours) relax('maxHours', criteria.maxHours * 2, null)
  if (criteria.maxPrice !== undefined)
    relax('maxPrice', ...(criteria.maxPrice > 0 ? [criteria.maxPrice * 2] : []), null)
  if (criteria.certifying !== undefined) relax('certifying', null)
  if (criteria.level) relax('level', null)
  if (criteria.schedule) relax('schedule', null)
  if (criteria.excludeProviders.length > 0) relax('excludeProviders', [])
  const otherKinds = allKinds.filter((kind) => !criteria.kinds.includes(kind))
  if (criteria.kinds.length > 0 && otherKinds.length > 0) relax('kinds', [...criteria.kinds, ...otherKinds])
  return ways.map((way) => ({ ...way, criteria: withPatch(criteria, { [way.criterion]: way.to } as CriteriaPatch) }))
}

/** Keeps the relaxations that gain something, and of one criterion the mildest that gains as much. */
export function worthOffering(gains: readonly { criterion: Criterion; to: unknown; gains: number }[]): Relaxation[] {
  return gains
    .filter(({ gains }) => gains > 0)
    .filter(
      (relaxation, index, all) =>
        !all
          .slice(0, index)
          .some((milder) => milder.criterion === relaxation.criterion && milder.gains >= relaxation.gains),
    )
    .sort((one, other) => other.gains - one.gains)
    .slice(0, 6)
}

function withPatch(criteria: Criteria, patch: CriteriaPatch): Criteria {
  const relaxed: Record<string, unknown> = { ...criteria, ...patch }
  for (const [name, value] of Object.entries(patch)) if (value === null) delete relaxed[name]
  return relaxed as Criteria
}

const widerRadii = [20, 30, 50, 80, 120, 200]
const allKinds: readonly Kind[] = ['training', 'skill', 'event']
