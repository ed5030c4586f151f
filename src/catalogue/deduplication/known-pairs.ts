import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type KnownPairs, readPairs, writtenPairs } from './judged.ts'

/** What was compared for a version, kept in the folder of its catalogue. */
export async function rememberPairs(folder: string, version: string, pairs: KnownPairs): Promise<void> {
  await mkdir(join(folder, PAIRS), { recursive: true })
  await writeFile(join(folder, PAIRS, `${version}.json`), writtenPairs(pairs))
}

/** Undefined where nothing was kept, or nothing that can be used: then all is compared again. */
export async function pairsOf(folder: string, version: string): Promise<KnownPairs | undefined> {
  try {
    return readPairs(await readFile(join(folder, PAIRS, `${version}.json`), 'utf8'))
  } catch {
    return undefined
  }
}

/** Removes what belongs to other versions. */
export async function forgetPairs(folder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const file of await readdir(join(folder, PAIRS)).catch(() => [])) {
    if (!kept.has(file.slice(0, -'.json'.length))) await rm(join(folder, PAIRS, file), { force: true })
  }
}

const PAIRS = 'pairs'
