import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Item, untold } from '../item.ts'
import { occupationEmbedding } from '../occupations/embedding.ts'
import { createReferential } from '../occupations/referential.ts'
import { LAYOUT } from './lance-table.ts'
import { type CatalogueEvent, openCatalogue, publish, writePointer } from './open.ts'

const referential = createReferential([
  { code: 'D1102', label: 'Boulanger / Boulangère', names: ['boulanger / boulangère'], activities: ['faire du pain'] },
  { code: 'F1703', label: 'Maçon / Maçonne', names: ['maçon / maçonne'], activities: ['monter des murs'] },
])
const embed = occupationEmbedding(referential)

function items(edition: string, count = 3): Item[] {
  return Array.from({ length: count }, (_, at) =>
    Item.parse({
      ...untold(),
      id: `offre-${at}`,
      kind: 'training',
      title: `CAP boulanger ${edition}`,
      provider: { name: 'Organisme fictif' },
      occupations: [{ code: 'D1102', label: 'Boulanger' }],
      modality: 'onsite',
      partners: [{ name: 'Organisme fictif', reference: `${at}`, updatedAt: '2026-01-01' }],
      updatedAt: '2026-01-01',
      fictitious: true,
    }),
  )
}

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'eventail-open-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** v1 on the first day of the year, and one more every day. */
const put = (version: string, held = items(version)) =>
  publish({ dir, version, items: held, embed, builtAt: new Date(Date.UTC(2026, 0, Number(version.slice(1)))) })
const asked = { text: 'boulanger', vector: referential.vector('boulanger'), filter: {}, limit: 10 }

describe('a catalogue folder', () => {
  it('says that nothing was published yet', async () => {
    await expect(openCatalogue({ dir })).rejects.toMatchObject({ code: 'CATALOGUE_MISSING' })
  })

  it('serves what was published, and says what it is', async () => {
    const published = await put('v1')
    expect(published).toEqual({
      version: 'v1',
      size: 3,
      builtAt: '2026-01-01T00:00:00.000Z',
      fictitious: true,
      embedding: embed.modelId,
      layout: LAYOUT,
      seal: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const catalogue = await openCatalogue({ dir })
    expect(catalogue.current()).toMatchObject({ version: 'v1', size: 3, fictitious: true })
    expect((await catalogue.current().search(asked)).map(({ item }) => item.title)).toEqual(
      Array(3).fill('CAP boulanger v1'),
    )
    catalogue.close()
  })

  it('answers from the old version until the new one is published, then from the new, the old staying reachable', async () => {
    await put('v1')
    const events: CatalogueEvent[] = []
    const catalogue = await openCatalogue({ dir, onEvent: (event) => events.push(event) })
    const before = catalogue.current()
    await put('v2', items('v2', 5))
    expect(catalogue.current().version).toBe('v1')
    await catalogue.refresh()
    expect(catalogue.current()).toMatchObject({ version: 'v2', size: 5 })
    expect(events).toEqual([{ event: 'catalogue-swapped', version: 'v2', size: 5 }])
    expect((await before.search(asked))[0]!.item.title).toBe('CAP boulanger v1')
    const replayed = await catalogue.version('v1')
    expect((await replayed!.items(['offre-0']))[0]!.title).toBe('CAP boulanger v1')
    expect(await catalogue.version('v0')).toBeUndefined()
    catalogue.close()
  })

  it('keeps the three newest versions and nothing of the others', async () => {
    for (const version of ['v1', 'v2', 'v3', 'v4']) await put(version)
    const catalogue = await openCatalogue({ dir })
    expect(await catalogue.version('v1')).toBeUndefined()
    expect(await catalogue.version('v2')).toBeDefined()
    expect(readdirSync(dir).filter((name) => name.includes('v1'))).toEqual([])
    catalogue.close()
  })

  it('never publishes twice under one version', async () => {
    await put('v1')
    await expect(put('v1', items('autre'))).rejects.toMatchObject({ code: 'VERSION_EXISTS' })
    const catalogue = await openCatalogue({ dir })
    expect((await catalogue.current().search(asked))[0]!.item.title).toBe('CAP boulanger v1')
    catalogue.close()
  })

  it('keeps the catalogue intact when a build breaks half-way, and can build that version again', async () => {
    await put('v1')
    async function* broken() {
      yield* items('v2', 2000)
      throw new Error('the file ends in the middle')
    }
    await expect(publish({ dir, version: 'v2', items: broken(), embed, builtAt: new Date() })).rejects.toThrow(
      'in the middle',
    )
    const catalogue = await openCatalogue({ dir })
    expect(catalogue.current().version).toBe('v1')
    await put('v2')
    await catalogue.refresh()
    expect(catalogue.current().version).toBe('v2')
    catalogue.close()
  })

  it.each([
    ['a data file is cut', (files: string[]) => truncateSync(files[0]!, 100)],
    ['its table is gone', (files: string[]) => rmSync(join(files[0]!, '..', '..'), { recursive: true })],
  ])('serves the version before when %s', async (_, damage) => {
    await put('v1')
    await put('v2')
    damage(dataFiles('items-v2'))
    const events: CatalogueEvent[] = []
    const catalogue = await openCatalogue({ dir, onEvent: (event) => events.push(event) })
    expect(catalogue.current().version).toBe('v1')
    expect(events).toMatchObject([{ event: 'catalogue-damaged', version: 'v2' }])
    expect(await catalogue.current().search(asked)).toHaveLength(3)
    catalogue.close()
  })

  it('passes over a version that another release laid out, or that was made for other queries', async () => {
    const ours = await put('v1')
    const theirs = { ...(await put('v2')), layout: LAYOUT + 1 }
    await writePointer(dir, { versions: [theirs, ours] })
    const catalogue = await openCatalogue({ dir, embedding: embed.modelId })
    expect(catalogue.current().version).toBe('v1')
    catalogue.close()
    await expect(openCatalogue({ dir, embedding: 'another space' })).rejects.toMatchObject({
      code: 'CATALOGUE_DAMAGED',
    })
  })

  it('says so when no version can be read', async () => {
    await put('v1')
    truncateSync(dataFiles('items-v1')[0]!, 100)
    await expect(openCatalogue({ dir })).rejects.toMatchObject({ code: 'CATALOGUE_DAMAGED' })
    writeFileSync(join(dir, 'catalogue.json'), '{')
    await expect(openCatalogue({ dir })).rejects.toMatchObject({ code: 'CATALOGUE_DAMAGED' })
  })

  it('turns to the version before when the one it serves is lost while running', async () => {
    await put('v1')
    await put('v2')
    const catalogue = await openCatalogue({ dir })
    const served = catalogue.current()
    rmSync(join(dir, 'items-v2.lance'), { recursive: true })
    await expect(served.search(asked)).rejects.toMatchObject({ code: 'CATALOGUE_DAMAGED' })
    expect(catalogue.current().version).toBe('v1')
    expect(await catalogue.current().search(asked)).toHaveLength(3)
    catalogue.close()
  })

  it('turns to the version before when the one it serves opens but cannot be searched', async () => {
    await put('v1')
    await put('v2')
    const catalogue = await openCatalogue({ dir })
    rmSync(join(dir, 'items-v2.lance', '_indices'), { recursive: true })
    await expect(catalogue.current().search(asked)).rejects.toMatchObject({ code: 'CATALOGUE_DAMAGED' })
    expect(catalogue.current().version).toBe('v1')
    expect(await catalogue.current().search(asked)).toHaveLength(3)
    catalogue.close()
  })

  it('answers every search from one version while versions follow each other', async () => {
    await put('v0', items('v0', 40))
    const catalogue = await openCatalogue({ dir })
    let publishing = true
    let answers = 0
    const clients = Array.from({ length: 10 }, async () => {
      while (publishing) {
        const index = catalogue.current()
        const titles = new Set((await index.search({ ...asked, limit: 40 })).map(({ item }) => item.title))
        expect([...titles]).toEqual([`CAP boulanger ${index.version}`])
        answers += 1
      }
    })
    for (const version of ['v1', 'v2', 'v3', 'v4', 'v5']) {
      await put(version, items(version, 40))
      await catalogue.refresh()
    }
    publishing = false
    await Promise.all(clients)
    expect(catalogue.current().version).toBe('v5')
    expect(answers).toBeGreaterThan(10)
    catalogue.close()
  })
})

function dataFiles(table: string): string[] {
  const folder = join(dir, `${table}.lance`, 'data')
  expect(existsSync(folder)).toBe(true)
  return readdirSync(folder).map((file) => join(folder, file))
}
