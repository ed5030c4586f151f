import { join } from 'node:path'
import { loadCommunes } from '../../src/places/load-node.ts'
import { createPlaces, type Places } from '../../src/places/places.ts'

let loading: Promise<Places> | undefined
const places = (): Promise<Places> =>
  (loading ??= loadCommunes({ cacheFile: join('.data', 'evals', 'places.json') }).then(createPlaces))

/** The INSEE code of a commune that is named or given by it, as whoever writes a case does; else why it is not known which is meant. */
export async function communeCode(name: string): Promise<{ code: string } | { problem: string }> {
  const known = await places()
  if (/^\d[\dAB]\d{3}$/.test(name)) {
    const commune = known.byCode(name)
    return commune ? { code: commune.code } : { problem: `no commune has the code ${name}` }
  }
  const resolved = known.resolve(name)
  if (resolved.kind === 'found') return { code: resolved.commune.code }
  if (resolved.kind === 'unknown') return { problem: `no commune is called ${name}` }
  const several = resolved.candidates.slice(0, 5).map((one) => `${one.name} (${one.departement})`)
  return { problem: `several communes are called ${name}, say which: ${several.join(', ')}` }
}

/** "Béthune (62)": which commune a code was taken for, so that a slip is seen at once. */
export async function communeTold(code: string): Promise<string> {
  const commune = (await places()).byCode(code)
  return commune ? `${commune.name} (${commune.departement})` : code
}
