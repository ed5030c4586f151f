import type { Dropped } from '../../need/profile.ts'
import type { ProfileFields } from './api.ts'

// The keys understood inside the composite fields, as the HTTP contract lists them.
const innerKeys: Record<string, readonly string[]> = {
  experiences: ['metier', 'duree'],
  langues: ['langue', 'niveau'],
  disponibilite: ['des', 'tempsPartiel', 'horaires'],
}

/**
 * Minimises a dossier before it leaves: known fields stay; of those always dropped only the key goes, with null, so that the server can
 * tell it; anything else stays here.
 */
export function keepKnownFields(
  dossier: Record<string, unknown>,
  fields: ProfileFields,
): { kept: Record<string, unknown>; dropped: Dropped[] } {
  const known = new Set(fields.data.flatMap(({ dossierKeys }) => dossierKeys))
  const kept: Record<string, unknown> = {}
  const dropped: Dropped[] = []
  for (const [key, value] of Object.entries(dossier)) {
    if (known.has(key)) kept[key] = inner(key, value, `/${key}`, dropped)
    else if (alwaysDropped(key, fields)) kept[key] = null
    else dropped.push({ field: `/${key}`, reason: 'unknown' })
  }
  return { kept, dropped }
}

function inner(key: string, value: unknown, pointer: string, dropped: Dropped[]): unknown {
  const allowed = innerKeys[key]
  if (!allowed || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one, index) => inner(key, one, `${pointer}/${index}`, dropped))
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => {
      const keeps = allowed.includes(name)
      if (!keeps) dropped.push({ field: `${pointer}/${name}`, reason: 'unknown' })
      return keeps
    }),
  )
}

const alwaysDropped = (key: string, { alwaysDropped: rules }: ProfileFields): boolean =>
  rules.some(({ dossierKeys }) =>
    dossierKeys.some((pattern) => (pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern)),
  )
