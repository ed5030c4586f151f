import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const projectRoot = resolve(import.meta.dirname, '../..')

/** The text of a file of the project, by its path; empty for a folder, undefined where there is neither. */
export function readProject(path: string): string | undefined {
  const file = join(projectRoot, path)
  if (!existsSync(file)) return undefined
  return statSync(file).isDirectory() ? '' : readFileSync(file, 'utf8')
}
