import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DemonstrationSourceError, type DemonstrationSources, parseDemonstrationSources } from './sources.ts'

const folder = fileURLToPath(new URL('../../../data/catalogue/', import.meta.url))

/** Reads `data/catalogue` of this repository. Throws a DemonstrationSourceError that names the file. */
export function loadDemonstrationSources(): DemonstrationSources {
  const subjects = readdirSync(join(folder, 'subjects'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readJson(`subjects/${name}`))
  return parseDemonstrationSources({
    subjects: subjects.flat(),
    popular: readJson('popular.json'),
    everyday: readJson('everyday.json'),
    seats: readJson('seats.json'),
    ...Object(readJson('partners.json')),
    skills: readJson('skills.json'),
    events: readJson('events.json'),
    phrases: readJson('phrases.json'),
  })
}

function readJson(name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'))
  } catch (error) {
    throw new DemonstrationSourceError([`${name}: ${error instanceof Error ? error.message : String(error)}`])
  }
}
