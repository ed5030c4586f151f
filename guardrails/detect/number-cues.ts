import { type PersonalType, personal } from '../findings/findings.ts'
import type { CueDistance } from '../findings/room.ts'
import { matchesOf } from '../matches.ts'
import { type Part, placesOf } from '../parts.ts'
import { nearestOf } from './nearest.ts'

/** How far from `start..end` the nearest word that announces a type stands; Infinity when none does within reach. */
export type CueFinder = (type: PersonalType, start: number, end: number, before?: number) => number

/** Finds the cues of a message once, type by type, when first asked. */
export function createCueFinder(plain: string): CueFinder {
  const found = new Map<PersonalType, ReturnType<typeof cuesIn>>()
  return (type, start, end, before = 45) => {
    let known = found.get(type)
    if (!known) {
      known = cuesIn(plain, type)
      found.set(type, known)
    }
    if (known.none) return Number.POSITIVE_INFINITY
    if (known.touching.has(start)) return 1
    const previous = known.places.before(start)
    const distance = previous && previous.start >= start - before ? start - previous.end : Number.POSITIVE_INFINITY
    const next = known.places.after(end)
    if (!next || next.end > end + reachAfter || /[,;\n]/.test(plain.slice(end, next.start))) return distance
    return Math.min(distance, next.start - end + 8)
  }
}

/** A number is announced more often than it is explained. */
const reachAfter = 34

function cuesIn(plain: string, type: PersonalType) {
  const cues = cuesOf(type)
  const partsOf = (pattern: RegExp | undefined): Part[] =>
    pattern
      ? matchesOf(pattern, plain).map((match) => ({ start: match.index, end: match.index + match[0].length }))
      : []
  const parts = partsOf(cues?.words)
  const touching = new Set(partsOf(cues?.touching).map(({ end }) => end))
  return { places: placesOf(parts), touching, none: parts.length === 0 && touching.size === 0 }
}

function cuesOf(type: PersonalType) {
  const { reads } = personal[type]
  return 'cues' in reads ? reads.cues : undefined
}

/** Of several types the one whose word stands nearest to a number of so many digits. */
export const announcedBy = (
  types: readonly PersonalType[],
  distance: CueDistance,
  digits: number,
): PersonalType | undefined => nearestOf(types, (type) => distance(type, cuesOf(type)?.reach ?? (digits > 9 ? 80 : 60)))
