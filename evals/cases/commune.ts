import { join } from 'node:path'
import { loadCommunes } from '../../src/places/load-node.ts'
import { createPlaces, type Places } from '../../src/places/places.ts'

let places: Promise<Places> | undefined

/** The INSEE code of a commune that is named or given by it, as whoever writes a case does; undefined where there is none. */
export async function communeCode(name: string): Promise<string | undefined> {
  if (/^\d[\dAB]\d{3}$/.test(name)) return name
  places ??= loadCommunes({ cacheFile: join('.data', 'evals', 'places.json') }).then(createPlaces)
  return (await places).find(name)[0]?.code
}
