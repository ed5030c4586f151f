import { z } from 'zod'
import { Commune } from './commune.ts'
import { departementOf } from './departement.ts'

/** All communes in about 1.3 MB of JSON: small enough for a Worker's bundle, and the cache of the Node loader. */
export const PlacesSnapshot = z.object({
  format: z.literal('places-1'),
  /** What it was built from; a different one means a different snapshot. */
  source: z.string(),
  /** Region of each departement. */
  regions: z.record(z.string(), z.string()),
  /** Lines by the first two characters of the INSEE code. */
  lines: z.record(z.string(), z.string()),
})
export type PlacesSnapshot = z.infer<typeof PlacesSnapshot>

/** Order is kept within a departement; coordinates keep four decimals (11 m). */
export function toSnapshot(communes: readonly Commune[], source = ''): PlacesSnapshot {
  const regions: Record<string, string> = {}
  const lines: Record<string, string[]> = {}
  for (const commune of communes) {
    regions[commune.departement] = commune.region
    const prefix = commune.code.slice(0, 2)
    lines[prefix] ??= []
    lines[prefix].push(lineOf(commune))
  }
  const joined = Object.entries(lines).map(([prefix, list]) => [prefix, list.join(';')] as const)
  return { format: 'places-1', source, regions, lines: Object.fromEntries(joined) }
}

/** Throws a SnapshotError on anything that `toSnapshot` did not make. */
export function fromSnapshot(json: unknown): Commune[] {
  const parsed = PlacesSnapshot.safeParse(json)
  if (!parsed.success) throw new SnapshotError('This is not a snapshot of communes', { cause: parsed.error })
  const { regions, lines } = parsed.data
  // Codes first, as sorted strings: object keys that look like integers do not keep their order.
  const communes = Object.keys(lines)
    .sort()
    .flatMap((prefix) => lines[prefix]!.split(';').map((line) => communeOf(prefix, line, regions)))
  const sample = Commune.array().safeParse(communes.filter((_commune, at) => at % SAMPLED === 0))
  if (!sample.success) throw new SnapshotError('The snapshot of communes is damaged', { cause: sample.error })
  return communes
}

export class SnapshotError extends Error {
  readonly code = 'places-snapshot-invalid'
  override name = 'SnapshotError'
}

// code, name, postcodes, coordinates, population, parent, former names; the trailing empty ones are left out.
function lineOf(commune: Commune): string {
  const prefix = commune.code.slice(0, 2)
  const postcodes = commune.postcodes.map((postcode) => (postcode.startsWith(prefix) ? postcode.slice(2) : postcode))
  const former = (commune.former ?? []).map((one) => `${one.code}${one.name}`)
  const fields = [
    commune.code.slice(2),
    commune.name,
    postcodes.join(','),
    (commune.exactness === 'exact' ? 'e' : 'a') + degreesToText(commune.lat) + degreesToText(commune.lon),
    commune.population.toString(36),
    commune.parent ?? '',
    former.join(','),
  ]
  return fields.join('|').replace(/\|+$/, '')
}

function communeOf(prefix: string, line: string, regions: Readonly<Record<string, string>>): Commune {
  const [rest = '', name = '', postcodes = '', position = '', population = '0', parent, former] = line.split('|')
  const code = prefix + rest
  const departement = departementOf(code)
  return {
    code,
    name,
    postcodes: postcodes === '' ? [] : postcodes.split(',').map((end) => (end.length === 3 ? prefix + end : end)),
    departement,
    region: regions[departement] ?? '',
    lat: textToDegrees(position, 1),
    lon: textToDegrees(position, 5),
    exactness: position.startsWith('e') ? 'exact' : 'approximate',
    population: Number.parseInt(population, 36),
    ...(parent ? { parent } : {}),
    ...(former ? { former: former.split(',').map((one) => ({ code: one.slice(0, 5), name: one.slice(5) })) } : {}),
  }
}

/** Checking all 35,000 would cost more than reading them; a damaged file shows in one of a few hundred. */
const SAMPLED = 100

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]))

/** Ten-thousandths of a degree, from -180 up, in four characters. */
function degreesToText(degrees: number): string {
  const tenThousandths = Math.round((degrees + 180) * 1e4)
  return [18, 12, 6, 0].map((shift) => DIGITS.charAt((tenThousandths >> shift) & 63)).join('')
}

function textToDegrees(text: string, start: number): number {
  let value = 0
  for (let at = start; at < start + 4; at += 1) value = value * 64 + (VALUES.get(text.charCodeAt(at)) ?? Number.NaN)
  return Math.round(value - 180e4) / 1e4
}
