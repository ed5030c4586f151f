import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Runs `work` while no other process does so on the same folder; undefined when another one is at it. */
export async function alone<T>(folder: string, work: () => Promise<T>): Promise<{ value: T } | undefined> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'ingest.lock')
  if (!(await take(path))) {
    // A process that was killed leaves its lock behind.
    if (await isHeld(path)) return undefined
    await rm(path, { force: true })
    if (!(await take(path))) return undefined
  }
  try {
    return { value: await work() }
  } finally {
    await rm(path, { force: true })
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function isHeld(path: string): Promise<boolean> {
  const pid = Number(await readFile(path, 'utf8').catch(() => ''))
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
