import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OfficialCodes } from './codes.ts'

/** Where official codes are kept once imported; removing the file goes back to ours alone. */
const fileIn = (dataDir: string): string => join(dataDir, 'codes.json')

/** Undefined where none were imported. Throws when their file is damaged. */
export function keptCodes(dataDir: string): OfficialCodes | undefined {
  let text: string
  try {
    text = readFileSync(fileIn(dataDir), 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
  return OfficialCodes.parse(JSON.parse(text))
}

/** Takes the place of what was imported before, whole or not at all. */
export async function keepCodes(codes: OfficialCodes, dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const path = fileIn(dataDir)
  await writeFile(`${path}.tmp`, `${JSON.stringify(codes)}\n`, { flush: true })
  await rename(`${path}.tmp`, path)
}
