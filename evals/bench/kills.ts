import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createRandom, type Random } from '../../src/catalogue/demonstration/random.ts'
import { openRecords, recordsFile } from '../../src/keep-records.ts'
import { readCheckpoints } from '../../src/record/checkpoints.ts'
import { startPostgres } from '../../src/record/postgres-server.ts'
import { verify } from '../../src/record/verify.ts'
import { announce, type Figure, printFigures } from './figures.ts'
import { createClients, type Found } from './kill-clients.ts'
import { beforeCut, buildPowerCut } from './power-cut.ts'
import { type ServiceProcess, startProcess } from './service-process.ts'

const clients = 8
/** Between two kills so much is acknowledged, unless it takes too long, and the kill then falls at a moment drawn in this time. */
const acknowledgedAtLeast = 12
const workMs = 4000
const drawnMs = 400
/** A loop ends here, whatever it has reached; the figure says how many kills those were. */
const longestMs = 280_000

export interface KillsAsked {
  /** How many times a service is killed, half of them on PostgreSQL with two instances. */
  kills: number
  cuts: number
  /** One of those of weakness.ts. */
  weakness?: string
}

/**
 * Services that are killed while eight clients work with them: nothing acknowledged may be lost, nothing be there twice. With a weakness planted
 * the bars must be missed.
 */
export async function benchKills({ kills, cuts, weakness }: KillsAsked): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'eventail-kills-'))
  const environment: Record<string, string> = {
    COMMUNES_CACHE: join(folder, 'communes.json'),
    REQUESTS_PER_MINUTE: '1000000',
    ...(weakness && { WEAKNESS: weakness }),
  }
  const figures: Figure[] = []
  const add = (loop: string, asked: number, { done, found, whole }: Killed) =>
    figures.push(
      { label: `${loop}: how many`, value: done, bar: { atLeast: asked } },
      { label: `${loop}: acknowledged`, value: found.acknowledged },
      { label: `${loop}: acknowledged and lost`, value: found.lost, bar: { atMost: 0 } },
      { label: `${loop}: there twice`, value: found.doubled, bar: { atMost: 0 } },
      { label: `${loop}: the record verifies (1 is yes)`, value: Number(whole), bar: { atLeast: 1 } },
    )
  try {
    const half = Math.ceil(kills / 2)
    if (half > 0) {
      announce(`${half} kills on SQLite`)
      add('kills, SQLite', half, await killAlone({ folder: join(folder, 'alone'), environment, times: half }))
    }
    if (kills - half > 0) {
      announce(`${kills - half} kills of one of two instances on PostgreSQL`)
      const together = await killOneOfTwo({ folder, environment, times: kills - half })
      if (together) add('kills, PostgreSQL', kills - half, together)
    }
    const library = cuts > 0 ? buildPowerCut(folder) : undefined
    if (library) {
      announce(`${cuts} power cuts`)
      const cut = { ...environment, LD_PRELOAD: library }
      add('power cuts, SQLite', cuts, await killAlone({ folder: join(folder, 'cut'), environment: cut, times: cuts }))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return printFigures(`Killed in the middle of work${weakness ? `, weakened: ${weakness}` : ''}`, figures)
}

async function work(working: ReturnType<typeof createClients>, random: Random): Promise<void> {
  const enough = working.acknowledged() + acknowledgedAtLeast
  const until = performance.now() + workMs
  while (working.acknowledged() < enough && performance.now() < until) await pause(20)
  await pause(random.next() * drawnMs)
}

interface Killed {
  done: number
  found: Found
  whole: boolean
}

interface Killing {
  folder: string
  environment: Record<string, string>
  times: number
}

/** One service on SQLite. With the library of power-cut.c its files are each time left as a power cut may leave them. */
async function killAlone({ folder, environment, times }: Killing): Promise<Killed> {
  const random = createRandom(`kills ${times}`)
  const dataDir = join(folder, 'data')
  mkdirSync(folder)
  const isCut = environment.LD_PRELOAD !== undefined
  let service: ServiceProcess | undefined
  let disk: ReturnType<typeof beforeCut> | undefined
  const start = async () => {
    disk = isCut ? beforeCut(dataDir) : undefined
    service = await startProcess('small-service.ts', {
      ...environment,
      DATA_DIR: dataDir,
      ...(disk && { POWER_CUT_LOG: disk.log }),
    })
  }
  await start()
  const working = createClients(() => (service ? [service.url] : []), clients)
  const until = performance.now() + longestMs
  let done = 0
  while (done < times && performance.now() < until) {
    await work(working, random)
    const killed = service!
    service = undefined
    await killed.end('SIGKILL')
    disk?.cut(random)
    done++
    try {
      await start()
    } catch (error) {
      // A file that no service opens any more has lost all that was acknowledged in it.
      console.error(error instanceof Error ? error.message : error)
      const acknowledged = working.acknowledged()
      await working.stop()
      return { done, found: { acknowledged, lost: acknowledged, doubled: 0 }, whole: false }
    }
  }
  await working.stop()
  const found = await working.check()
  await service!.end('SIGTERM')
  return { done, found, whole: await isWhole(dataDir) }
}

/** Two services on one PostgreSQL: the other goes on while one starts again. */
async function killOneOfTwo({ folder, environment, times }: Killing): Promise<Killed | undefined> {
  const postgres = await startPostgres()
  if (!postgres) return undefined
  try {
    const random = createRandom(`kills of two ${times}`)
    const { owner, server } = await postgres.fresh()
    const start = (instance: number) =>
      startProcess('small-service.ts', {
        ...environment,
        DATA_DIR: join(folder, `instance-${instance}`),
        DATABASE_URL: server,
        DATABASE_OWNER_URL: owner,
        PLACEHOLDER_KEY: 'of a bench that keeps nothing secret',
      })
    const services: (ServiceProcess | undefined)[] = [await start(0), await start(1)]
    const working = createClients((client) => {
      const order = client % 2 ? [...services].reverse() : services
      return order.flatMap((service) => (service ? [service.url] : []))
    }, clients)
    const until = performance.now() + longestMs
    let done = 0
    while (done < times && performance.now() < until) {
      await work(working, random)
      const instance = done % 2
      const killed = services[instance]!
      services[instance] = undefined
      await killed.end('SIGKILL')
      done++
      services[instance] = await start(instance)
    }
    await working.stop()
    const found = await working.check()
    for (const service of services) await service?.end('SIGTERM')
    return { done, found, whole: await isWhole(join(folder, 'instance-0'), server) }
  } finally {
    await postgres.stop()
  }
}

async function isWhole(dataDir: string, url?: string): Promise<boolean> {
  const read = readCheckpoints(dataDir)
  const { database } = await openRecords(
    { DATABASE_URL: url, DATABASE_OWNER_URL: undefined },
    join(dataDir, recordsFile),
  )
  const verified = 'heads' in read ? await verify(database, read.heads) : { whole: false }
  await database.close()
  if (!verified.whole) console.error(JSON.stringify(verified))
  return verified.whole
}
