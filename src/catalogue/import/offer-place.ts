import type { ItemPlace } from '../../item.ts'
import type { Commune } from '../../places/commune.ts'
import { distanceKm } from '../../places/distance.ts'
import { nameKey } from '../../places/name-key.ts'
import type { PlaceHint } from '../../places/resolution.ts'
import type { ImportContext } from './format.ts'
import { communeCodeOf, postcodeOf } from './published-values.ts'

/** A place as a partner writes it: codes as digits, the city in any spelling. */
export interface WrittenPlace {
  communeCode?: string
  postcode?: string
  city?: string
  point?: { lat: number; lon: number }
}

/** Adds to `repaired` what had to be mended; undefined when no commune is recognised, which counts as unknown. */
export function placeOf(
  written: WrittenPlace,
  places: ImportContext['places'],
  repaired: Set<string>,
): ItemPlace | undefined {
  const postcode = postcodeOf(written.postcode)
  const code = communeCodeOf(written.communeCode)
  if (postcode !== undefined && postcode !== written.postcode?.replace(/\s/g, '')) repaired.add('postcode completed')
  if (code !== undefined && code.length !== written.communeCode?.trim().length) repaired.add('commune code completed')
  const recognised = recognise(code, postcode, written.city, places)
  if (!recognised) {
    if (code !== undefined || postcode !== undefined || written.city) repaired.add('place not recognised, left out')
    return undefined
  }
  const { commune, writtenName } = recognised
  if (code === undefined || code !== commune.code) repaired.add('commune found by postcode, name or former code')
  const near = written.point && distanceKm(written.point, commune) <= FARTHEST_FROM_ITS_COMMUNE_KM
  if (written.point && !near) repaired.add('coordinates outside the commune, not used')
  const at = near ? written.point! : { lat: commune.lat, lon: commune.lon }
  return {
    commune: { code: commune.code, name: writtenName ?? commune.name },
    postcode: postcode ?? commune.postcodes[0] ?? '',
    ...at,
    ...(!near && (writtenName !== undefined || commune.exactness === 'approximate') && { approximate: true }),
  }
}

/** Large communes and approximate centres are this wide; farther is a mistyped coordinate. */
const FARTHEST_FROM_ITS_COMMUNE_KM = 40

/** UTF-16 units: the longest name of a commune has 45. */
const LONGEST_NAME = 100

interface Recognised {
  commune: Commune
  /** Set when only the postcode is recognised: what the partner wrote is shown, the coordinates are those of a neighbour. */
  writtenName?: string
}

function recognise(
  code: string | undefined,
  postcode: string | undefined,
  city: string | undefined,
  places: ImportContext['places'],
): Recognised | undefined {
  const coded = code === undefined ? undefined : places.byCode(code)
  if (coded) return { commune: coded }
  const [name] = (city ?? '')
    .slice(0, LONGEST_NAME)
    .split(/\bc[eé]dex\b/i, 1)
    .map((part) => part.trim())
  const sharing = postcode === undefined ? [] : places.byPostcode(postcode)
  const named = name ? sharing.find((commune) => nameKey(commune.name) === nameKey(name)) : undefined
  if (named) return { commune: named }
  if (sharing.length === 1 || isOneCity(sharing)) return { commune: sharing[0]! }
  if (!name) return undefined
  const resolved = places.resolve(name, departementOf(postcode))
  // A CEDEX postcode is nobody's own; its first digits still tell the département.
  const fits = (commune: Commune) => !postcode || commune.postcodes.some((one) => one.startsWith(postcode.slice(0, 2)))
  if (resolved.kind === 'found' && fits(resolved.commune)) return { commune: resolved.commune }
  return sharing[0] && { commune: sharing[0], writtenName: name }
}

/** An arrondissement and the city it belongs to share their postcode. */
function isOneCity(sharing: readonly Commune[]): boolean {
  return sharing.length === 2 && sharing[0]!.parent === sharing[1]!.code
}

function departementOf(postcode: string | undefined): PlaceHint | undefined {
  if (postcode === undefined) return undefined
  return { departement: postcode.slice(0, /^9[78]/.test(postcode) ? 3 : 2), postcode }
}
