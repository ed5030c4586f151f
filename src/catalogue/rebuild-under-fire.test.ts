import { type ChildProcess, spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueFolder } from './build.ts'
import { type CatalogueEvent, type OpenCatalogue, openCatalogue, readPointer } from './open.ts'

const rebuilds = 20
const clients = 50
const offers = 60
/** A build is killed at as many moments, spread evenly over the files that a whole one writes. */
const kills = 6

describe('a catalogue rebuilt while it is searched', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'eventail-fire-'))
  const dir = catalogueFolder(dataDir)
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  it(`answers ${clients} counsellors through ${rebuilds} rebuilds, each answer from one version, none refused`, async () => {
    await ended(build(dataDir, ['édition 0'], offers))
    const events: CatalogueEvent[] = []
    const catalogue = await openCatalogue({ dir, onEvent: (event) => events.push(event) })
    const editionOf = new Map<string, string>()
    const broken: unknown[] = []
    let answers = 0
    let building = true
    const searching = Array.from({ length: clients }, async () => {
      while (building) {
        const index = catalogue.current()
        try {
          const found = await index.search({ text: 'boulanger', filter: {}, limit: offers })
          const again = await index.items(found.slice(0, 3).map(({ item }) => item.id))
          const editions = new Set([...found.map(({ item }) => item), ...again].map(({ summary }) => summary))
          const [edition = 'nothing found'] = editions
          const known = editionOf.get(index.version) ?? edition
          editionOf.set(index.version, known)
          if (editions.size !== 1 || edition !== known || found.length !== offers) broken.push([...editions])
          answers += 1
        } catch (error) {
          broken.push(error)
        }
        await wait(1)
      }
    })
    const editions = Array.from({ length: rebuilds }, (_, at) => `édition ${at + 1}`)
    const builder = build(dataDir, editions, offers, { waits: true })
    for await (const _ of createInterface({ input: builder.stdout! })) {
      await catalogue.refresh()
      builder.stdin!.write('served\n')
    }
    await ended(builder)
    const [newest] = (await readPointer(dir)).versions
    await expect.poll(() => catalogue.current().version, { timeout: 10_000 }).toBe(newest?.version)
    // The last answer of one edition may come after the first of the next: what counts is that the newest is met.
    await expect.poll(() => [...editionOf.values()], { timeout: 10_000 }).toContain(`édition ${rebuilds}`)
    building = false
    await Promise.all(searching)
    catalogue.close()
    expect(broken).toEqual([])
    expect(events.filter(({ event }) => event === 'catalogue-damaged')).toEqual([])
    expect(events.filter(({ event }) => event === 'catalogue-swapped')).toHaveLength(rebuilds)
    expect(editionOf.size).toBeGreaterThan(rebuilds / 2)
    expect(answers).toBeGreaterThan(clients * rebuilds)
  }, 40_000)

  it(`keeps serving when the building process is killed at ${kills} moments, and the build after succeeds`, async () => {
    const whole = await filesWritten(build(dataDir, ['entière'], offers), Number.POSITIVE_INFINITY)
    let killed = 0
    for (let kill = 1; kill <= kills; kill += 1) {
      const before = await servedEdition(dir)
      const builder = build(dataDir, [`tuée ${kill}`], offers)
      await filesWritten(builder, Math.ceil((whole * kill) / kills))
      if (builder.exitCode === null) killed += 1
      builder.kill('SIGKILL')
      await ended(builder).catch(() => {})
      expect([before, `tuée ${kill}`]).toContain(await servedEdition(dir))
    }
    expect(killed).toBeGreaterThanOrEqual(kills - 2)
    await ended(build(dataDir, ['après'], offers))
    expect(await servedEdition(dir)).toBe('après')
    const { versions } = await readPointer(dir)
    const kept = new Set(versions.flatMap(({ version }) => [`items-${version}.lance`, `about-${version}.lance`]))
    expect(new Set(globSync('*.lance', { cwd: dir }))).toEqual(kept)
  }, 40_000)

  /** Waits until a build has written as many files, or has ended; how many it wrote. */
  async function filesWritten(builder: ChildProcess, enough: number): Promise<number> {
    const before = new Set(globSync('**/*', { cwd: dir }))
    const written = new Set<string>()
    while (written.size < enough && builder.exitCode === null) {
      for (const file of globSync('**/*', { cwd: dir })) if (!before.has(file)) written.add(file)
      await wait(2)
    }
    return written.size
  }
})

describe('a catalogue on a failing disk', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'eventail-disk-'))
  const dir = catalogueFolder(dataDir)
  let files: string[]
  beforeAll(async () => {
    await ended(build(dataDir, ['avant', 'maintenant'], offers))
    const { versions } = await readPointer(dir)
    const all = globSync(`{items,about}-${versions[0]!.version}.lance/**/*`, { cwd: dir })
    files = all.map((file) => join(dir, file)).filter((file) => statSync(file).isFile() && statSync(file).size > 0)
  }, 60_000)
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  it('serves the version before, whichever file of the new one has one flipped bit', async () => {
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) await damaged(file, flipBit)
  })

  it('serves the version before, whichever file of the new one is cut', async () => {
    for (const file of files) await damaged(file, (path, size) => truncateSync(path, Math.floor(size / 2)))
  })

  it('serves the new one again when its files are', async () => {
    expect(await servedEdition(dir)).toBe('maintenant')
  })

  async function damaged(file: string, damage: (path: string, size: number) => void): Promise<void> {
    const intact = readFileSync(file)
    damage(file, intact.length)
    const events: CatalogueEvent[] = []
    expect(await servedEdition(dir, events), file).toBe('avant')
    expect(events).toMatchObject([{ event: 'catalogue-damaged' }])
    writeFileSync(file, intact)
  }
})

function flipBit(path: string, size: number): void {
  const bytes = readFileSync(path)
  const middle = Math.floor(size / 2)
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
  writeFileSync(path, bytes)
}

async function servedEdition(dir: string, events: CatalogueEvent[] = []): Promise<string | undefined> {
  let catalogue: OpenCatalogue | undefined
  try {
    catalogue = await openCatalogue({ dir, onEvent: (event) => events.push(event) })
    const found = await catalogue.current().search({ text: 'boulanger', filter: {}, limit: 20 })
    const editions = new Set(found.map(({ item }) => item.summary))
    expect(editions.size).toBe(1)
    return [...editions][0]
  } finally {
    catalogue?.close()
  }
}

/**
 * Publishes editions one after the other in a process of its own, as an ingest does, and prints the name of each when it can be served; the next one
 * `waits` until it is.
 */
function build(dataDir: string, editions: readonly string[], count: number, { waits = false } = {}): ChildProcess {
  const publishing = `
    import { publishOnly } from '${new URL('build.ts', import.meta.url)}'
    import { occupationEmbedding } from '${new URL('../occupations/embedding.ts', import.meta.url)}'
    import { createReferential } from '${new URL('../occupations/referential.ts', import.meta.url)}'
    const referential = createReferential([{ code: 'D1102', label: 'Boulanger', names: ['boulanger'], activities: [] }])
    const offer = (summary, at) => ({
      kind: 'event', title: 'Rencontre du métier de boulanger ' + at, summary, provider: { name: 'Organisme fictif' },
      occupations: [], places: [], modality: 'onsite', sessions: [], funding: [], prerequisites: [], outcomes: [],
      updatedAt: '2026-01-01', partner: { name: 'Organisme fictif', reference: String(at) }, fictitious: true,
    })
    for (const edition of ${JSON.stringify(editions)}) {
      const offers = Array.from({ length: ${count} }, (_, at) => offer(edition, at))
      await publishOnly(offers, { dataDir: ${JSON.stringify(dataDir)}, embedding: occupationEmbedding(referential), clock: () => new Date() })
      console.log(edition)
      if (${waits}) await new Promise((served) => process.stdin.once('data', served))
    }
    process.stdin.destroy()`
  return spawn(process.execPath, ['--input-type=module', '--eval', publishing], {
    stdio: [waits ? 'pipe' : 'ignore', 'pipe', 'inherit'],
  })
}

async function ended(child: ChildProcess): Promise<void> {
  child.stdout?.resume()
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)))
  if (code !== 0) throw new Error(`The build ended with ${code ?? child.signalCode}.`)
}
