import type { Area } from './areas.ts'
import type { Commune } from './commune.ts'
import type { Point } from './distance.ts'

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

/** A place read in a text; `start` and `end` are UTF-16 offsets of that text, `end` excluded. */
export type PlaceMention =
  | { kind: 'commune'; start: number; end: number; candidates: Commune[]; resolution: Resolution }
  | { kind: 'area'; start: number; end: number; area: Area }

export interface Places {
  readonly communes: readonly Commune[]
  readonly areas: readonly Area[]
  /** Also by the code of a commune that has merged since. */
  byCode(code: string): Commune | undefined
  /** Every commune of the postcode, most populated first; an arrondissement comes before its city. */
  byPostcode(postcode: string): Commune[]
  /** Communes of that name (no need for accents, case, hyphens, article, "Saint" in full), best first. */
  find(name: string): Commune[]
  resolve(name: string, hint?: PlaceHint): Resolution
  /** Communes, postcodes, departements and regions said in a sentence, in reading order, never overlapping. */
  findInText(text: string): PlaceMention[]
  /** Nearest first. */
  within(centre: Point, radiusKm: number): Commune[]
  nearest(point: Point): Commune | undefined
  /** A departement ('59') or a region ('11') by kind and code. */
  area(kind: Area['kind'], code: string): Area | undefined
}

export function createPlaces(communes: readonly Commune[]): Places {
  throw new Error(`not built yet (${communes.length} communes given)`)
}
