import type { Occupation } from './occupation.ts'

/**
 * Our occupations under the official ones: where both know a code the official label counts and every name and phrase of either is kept, ours
 * first. Codes that only one of them knows stay.
 */
export function underOfficial(ours: readonly Occupation[], official: readonly Occupation[]): Occupation[] {
  const known = new Map(ours.map((occupation) => [occupation.code, occupation]))
  for (const occupation of official) {
    const own = known.get(occupation.code)
    known.set(occupation.code, {
      code: occupation.code,
      label: occupation.label,
      names: distinct([...(own?.names ?? []), ...occupation.names]),
      activities: distinct([...(own?.activities ?? []), ...occupation.activities]),
      ...(own?.english && { english: own.english }),
    })
  }
  return [...known.values()]
}

/** Whatever the case; the first writing stays. */
export function distinct(texts: readonly string[]): string[] {
  const kept = new Map<string, string>()
  for (const text of texts) if (!kept.has(text.toLowerCase())) kept.set(text.toLowerCase(), text)
  return [...kept.values()]
}
