import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Occupation } from './occupation.ts'
import { underOfficial } from './official.ts'

/** Where official occupations are kept once imported; removing the file goes back to ours alone. */
export function officialFile(dataDir: string): string {
  return join(dataDir, 'occupations.json')
}

/** Ours, under the official ones if some were imported into that folder. Throws when their file is damaged. */
export function withOfficial(ours: readonly Occupation[], dataDir: string): Occupation[] {
  let text: string
  try {
    text = readFileSync(officialFile(dataDir), 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [...ours]
    throw cause
  }
  return underOfficial(ours, Occupation.array().parse(JSON.parse(text)))
}

/** How many official occupations were imported into that folder; 0 where none were, or their file is damaged. */
export function officialCount(dataDir: string): number {
  try {
    return Occupation.array().parse(JSON.parse(readFileSync(officialFile(dataDir), 'utf8'))).length
  } catch {
    return 0
  }
}

/** Takes the place of what was imported before, whole or not at all. */
export async function keepOfficial(occupations: readonly Occupation[], dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const path = officialFile(dataDir)
  await writeFile(`${path}.tmp`, `${JSON.stringify(occupations, null, 1)}\n`, { flush: true })
  await rename(`${path}.tmp`, path)
}
