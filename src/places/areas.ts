import type { Point } from './distance.ts'

/** A departement or a region. `radiusKm` around `centre` holds all its communes; `departements` filter exactly. */
export interface Area {
  kind: 'departement' | 'region'
  code: string
  name: string
  departements: string[]
  centre: Point
  radiusKm: number
}
