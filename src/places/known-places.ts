import type { Commune } from './commune.ts'
import places from './known-places.json' with { type: 'json' }
import { nameKey } from './name-key.ts'

/** An island, a valley, a "pays" or an agglomeration that people say by name: what lies within `radiusKm` of its main commune. */
export interface KnownPlace {
  name: string
  commune: Commune
  radiusKm: number
}

export interface KnownPlaces {
  named(key: string): KnownPlace | undefined
  /** How many words the longest name has that begins with this word; 0 for none. */
  longestFrom(word: string): number
}

/** One whose commune is not among those given is left out. */
export function createKnownPlaces(byCode: (code: string) => Commune | undefined): KnownPlaces {
  const known = new Map<string, KnownPlace>()
  const longest = new Map<string, number>()
  for (const { names, commune: code, radiusKm } of places) {
    const commune = byCode(code)
    if (!commune) continue
    for (const name of names) {
      const key = nameKey(name)
      const words = key.split(' ')
      known.set(key, { name: names[0]!, commune, radiusKm })
      longest.set(words[0]!, Math.max(longest.get(words[0]!) ?? 0, words.length))
    }
  }
  return { named: (key) => known.get(key), longestFrom: (word) => longest.get(word) ?? 0 }
}
