import { access, statfs } from 'node:fs/promises'
import type { Catalogue } from './catalogue/catalogue-index.ts'
import type { Health, HealthProblem } from './http/health.ts'
import type { KeptRecords } from './keep-records.ts'
import { StorageError } from './record/database.ts'

export interface WatchHealth {
  dataDir: string
  records: Pick<KeptRecords, 'beat' | 'chainIsBroken' | 'isDamaged' | 'database'>
  catalogue: Catalogue
  /** Where it stands on this machine; undefined where it stands elsewhere. */
  catalogueDir: string | undefined
  now: () => Date
  catalogueDays: number
  diskFreeMb: number
}

/** How often it looks; a failure is seen within this time and the five seconds that a lock may be waited for. */
const everyMs = 5000
/** Erased bytes that a reader keeps in the log are told after this long. */
const erasureMs = 60_000
const dayMs = 86_400_000

/** Looks at what an answer needs: that a record can be written, that the disk has room, that the catalogue is there and of these days. */
export async function watchHealth(options: WatchHealth) {
  let problems = await look(options)
  let stopping = false
  let closed = false
  const next = () => {
    const timer = setTimeout(async () => {
      problems = await look(options)
      if (!closed) next()
    }, everyMs)
    timer.unref()
    return timer
  }
  next()
  return {
    now(): Health {
      const all = stopping ? [...problems, 'stopping' as const] : problems
      return { ready: all.every((problem) => problem === 'erasure-waits'), problems: all }
    },
    stopping() {
      stopping = true
    },
    close() {
      closed = true
    },
  }
}

async function look(options: WatchHealth): Promise<HealthProblem[]> {
  const { records } = options
  const found = await Promise.all([canWrite(options), hasRoom(options), hasCatalogue(options)])
  return [
    ...found.flat(),
    ...(records.isDamaged() ? ['records-damaged' as const] : []),
    ...(records.chainIsBroken() ? ['chain-broken' as const] : []),
    ...(records.database.purgeWaitsMs() > erasureMs ? ['erasure-waits' as const] : []),
  ]
}

async function canWrite({ records }: WatchHealth): Promise<HealthProblem[]> {
  try {
    await records.beat()
    return []
  } catch (error) {
    return [error instanceof StorageError ? `records-${error.code}` : 'records-unwritable']
  }
}

async function hasRoom({ dataDir, diskFreeMb }: WatchHealth): Promise<HealthProblem[]> {
  try {
    const { bavail, bsize } = await statfs(dataDir)
    return bavail * bsize < diskFreeMb * 1e6 ? ['disk-nearly-full'] : []
  } catch {
    return ['records-unwritable']
  }
}

/** A version begins with the day it was built. */
async function hasCatalogue({ catalogue, catalogueDir, now, catalogueDays }: WatchHealth): Promise<HealthProblem[]> {
  const index = catalogue.current()
  if (index.size === 0) return ['catalogue-empty']
  try {
    // What was read lately would still answer from memory.
    if (catalogueDir) await access(catalogueDir)
    if ((await index.search({ filter: {}, limit: 1 })).length === 0) return ['catalogue-gone']
  } catch {
    return ['catalogue-gone']
  }
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})/.exec(index.version) ?? []
  const built = Date.parse(`${year}-${month}-${day}`)
  return now().getTime() - built > catalogueDays * dayMs ? ['catalogue-stale'] : []
}
