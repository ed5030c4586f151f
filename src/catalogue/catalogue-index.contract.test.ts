import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Item, untold } from '../item.ts'
import { occupationEmbedding } from '../occupations/embedding.ts'
import { Occupation } from '../occupations/occupation.ts'
import { createReferential } from '../occupations/referential.ts'
import type { CatalogueIndex, Query } from './catalogue-index.ts'
import { embedItems } from './embed-items.ts'
import { openLance } from './lance.ts'
import { buildLanceTable } from './lance-table.ts'
import { createMemoryIndex } from './memory.ts'
import { sparse } from './memory-vectors.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'

const occupations = readdirSync('data/occupations')
  .filter((file) => /^[A-N]\.json$/.test(file))
  .flatMap((file) => Occupation.array().parse(JSON.parse(readFileSync(join('data/occupations', file), 'utf8'))))
const referential = createReferential(occupations)
const embed = occupationEmbedding(referential)

const lyon = { code: '69123', name: 'Lyon', lat: 45.758, lon: 4.835 }
const villeurbanne = { code: '69266', name: 'Villeurbanne', lat: 45.772, lon: 4.89 }
const brest = { code: '29019', name: 'Brest', lat: 48.39, lon: -4.486 }

function item(id: string, title: string, more: Partial<Item> & { at?: (typeof lyon)[]; starts?: string[] } = {}): Item {
  const { at = [lyon], starts = [], ...rest } = more
  return Item.parse({
    ...untold(),
    id,
    kind: 'training',
    title,
    provider: { name: 'Organisme fictif' },
    places: at.map(({ lat, lon, ...commune }) => ({ commune, postcode: '00000', lat, lon })),
    modality: 'onsite',
    sessions: starts.map((start) => ({ start })),
    partners: [{ name: 'Organisme fictif', reference: id, updatedAt: '2026-01-01' }],
    updatedAt: '2026-01-01',
    ...rest,
  })
}

const items = [
  item('gros-oeuvre', 'Titre professionnel gros œuvre', { occupations: [{ code: 'F1703', label: 'Maçon' }] }),
  item('plaquiste', 'Plaquiste plâtrier', {
    certification: { label: 'CAP plâtrier plaquiste', level: 3 },
    starts: ['2026-03-10', '2026-09-01'],
  }),
  item('soudage', 'Techniques de soudage à l’arc', {
    at: [brest],
    starts: ['2026-01-05'],
    certifying: false,
  }),
  item('patisserie', 'CAP pâtissier', {
    certification: { label: 'CAP pâtissier', level: 3 },
    at: [brest, villeurbanne],
  }),
  item('web', 'Développement web', { modality: 'remote', at: [], starts: ['2026-04-01'] }),
  item('web-mixte', 'Développement web en alternance', {
    modality: 'mixed',
    at: [villeurbanne],
    starts: ['2026-05-15'],
  }),
  item('parole', 'Prendre la parole en public', { kind: 'skill', at: [], modality: 'remote' }),
  item('forum', 'Forum des métiers du bâtiment', { kind: 'event', at: [lyon], starts: ['2026-03-20'] }),
  item('sans-lieu', 'Assistante de vie aux familles', { at: [], starts: [] }),
  item('c++', 'Programmer en C++', { at: [brest] }),
]

const folder = mkdtempSync(join(tmpdir(), 'eventail-contract-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function inLance(name: string, held: Item[]): Promise<CatalogueIndex> {
  await buildLanceTable({ dir: folder, version: name, items: held, embed, builtAt: new Date(0) })
  return openLance({ dir: folder, version: name })
}

async function inMemory(name: string, held: Item[]): Promise<CatalogueIndex> {
  const vectors = (await embedItems(embed, held)).map(sparse)
  return createMemoryIndex({ version: name, fictitious: false, items: held, vectors })
}

async function fromSnapshot(name: string, held: Item[]): Promise<CatalogueIndex> {
  const vectors = (await embedItems(embed, held)).map(sparse)
  const written = [
    ...writeSnapshot({ version: name, fictitious: false, embedding: embed.modelId, items: held, vectors }),
  ]
  return readSnapshot(new Blob(written).stream(), embed.modelId)
}

describe.each([
  ['in LanceDB', inLance],
  ['in memory', inMemory],
  ['from a snapshot', fromSnapshot],
])('a catalogue %s', (_, create) => {
  let index: CatalogueIndex
  beforeAll(async () => {
    index = await create('v1', items)
  })

  async function found(query: Partial<Query> & { text?: string }, asked = index): Promise<string[]> {
    const vector = query.text === undefined ? undefined : referential.vector(query.text)
    const candidates = await asked.search({ vector, filter: {}, limit: 60, ...query })
    return candidates.map((candidate) => candidate.item.id)
  }

  it('says its version and size, and gives back whole items by id, in the order asked, unknown ids left out', async () => {
    expect(index).toMatchObject({ version: 'v1', size: items.length, fictitious: false })
    expect(await index.items(['web', 'nulle-part', 'plaquiste'])).toEqual([items[4], items[1]])
  })

  it('finds an offer by its occupation when no word is shared: "maçon" and a title that only declares F1703', async () => {
    expect((await found({ text: 'maçon' }))[0]).toBe('gros-oeuvre')
    expect((await found({ text: 'F1703' }))[0]).toBe('gros-oeuvre')
  })

  it('counts what it holds by the occupation that each offer is first of all about, within a filter', async () => {
    const counted = async (filter: Query['filter']) => {
      const counts = await index.pointing(filter)
      return referential.codes.flatMap((code, at) => (counts[at] ? [[code, counts[at]] as const] : []))
    }
    expect(new Map(await counted({})).get('F1703')).toBe(1)
    expect((await counted({})).reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(items.length)
    const brest = await counted({ near: { lat: 48.39, lon: -4.49, radiusKm: 20 } })
    expect(new Map(brest).has('F1703')).toBe(false)
    expect(new Map(brest).get('D1104')).toBe(1)
  })

  it.each([
    ['patissier', 'patisserie'],
    ['PÂTISSIÈRE', 'patisserie'],
    ['pâtissiers', 'patisserie'],
    ['patisier', 'patisserie'],
    ['soudeur', 'soudage'],
    ['développeuse web', 'web'],
    ['prise de parole', 'parole'],
    ['aide aux familles', 'sans-lieu'],
    ['l’arc', 'soudage'],
    ['gros oeuvre', 'gros-oeuvre'],
    ['plakiste', 'plaquiste'],
  ])('finds what is meant by "%s"', async (text, id) => {
    expect((await found({ text })).slice(0, 2)).toContain(id)
  })

  it('finds by words alone when there is no vector, and by vector alone when there is no text', async () => {
    expect((await found({ text: 'parole en public', vector: undefined }))[0]).toBe('parole')
    expect((await found({ vector: referential.vector('plaquiste') }))[0]).toBe('plaquiste')
  })

  it('keeps to the kinds asked', async () => {
    expect(await found({ filter: { kinds: ['skill', 'event'] } })).toEqual(expect.arrayContaining(['parole', 'forum']))
    expect(await found({ filter: { kinds: ['skill', 'event'] } })).toHaveLength(2)
    expect(await found({ filter: { kinds: [] } })).toHaveLength(items.length)
  })

  it('lets pass a place within the radius, any remote offer and an unknown place, and nothing else', async () => {
    const near = { lat: lyon.lat, lon: lyon.lon, radiusKm: 10 }
    const passing = ['gros-oeuvre', 'plaquiste', 'patisserie', 'web', 'web-mixte', 'parole', 'forum', 'sans-lieu']
    expect((await found({ filter: { near } })).sort()).toEqual([...passing].sort())
    const closer = { ...near, radiusKm: 2 }
    const gone = ['patisserie', 'web-mixte']
    expect((await found({ filter: { near: closer } })).sort()).toEqual(
      passing.filter((id) => !gone.includes(id)).sort(),
    )
    expect(await found({ filter: { near: { ...near, radiusKm: 1000 } } })).toHaveLength(items.length)
  })

  it('keeps a session that starts between the dates, bounds included, and what publishes no session', async () => {
    const undated = ['c++', 'gros-oeuvre', 'parole', 'patisserie', 'sans-lieu']
    const march = await found({ filter: { startAfter: '2026-03-10', startBefore: '2026-03-20' } })
    expect(march.sort()).toEqual([...undated, 'forum', 'plaquiste'].sort())
    const april = await found({ filter: { startAfter: '2026-03-21', startBefore: '2026-08-31' } })
    expect(april.sort()).toEqual([...undated, 'web', 'web-mixte'].sort())
  })

  it('leaves out what has started already, as long as no later session is open', async () => {
    const open = await found({ filter: { open: '2026-05-01' } })
    expect(open).toContain('plaquiste')
    expect(open).not.toContain('soudage')
    expect(open).not.toContain('web')
    expect(await found({ filter: { open: '2026-05-01', startBefore: '2026-05-14' } })).not.toContain('plaquiste')
  })

  it('keeps to the modality asked and drops the modalities refused', async () => {
    expect((await found({ filter: { modality: 'remote' } })).sort()).toEqual(['parole', 'web'])
    expect(await found({ filter: { excludeModalities: ['remote', 'onsite'] } })).toEqual(['web-mixte'])
  })

  it('leaves out what is known to lead to no certification, or to one, and nothing that does not say', async () => {
    const without = (...left: string[]) =>
      items
        .map(({ id }) => id)
        .filter((id) => !left.includes(id))
        .sort()
    expect((await found({ filter: { certifying: true } })).sort()).toEqual(without('soudage'))
    expect((await found({ filter: { certifying: false } })).sort()).toEqual(without('patisserie', 'plaquiste'))
  })

  it('combines filters with a search', async () => {
    const filter = {
      kinds: ['training' as const],
      near: { lat: brest.lat, lon: brest.lon, radiusKm: 20 },
      open: '2026-02-01',
    }
    expect((await found({ text: 'pâtisserie', filter }))[0]).toBe('patisserie')
    expect(await found({ text: 'soudage', filter })).not.toContain('soudage')
  })

  it('gives every admitted offer the same merit when nothing is asked, and no more than the limit', async () => {
    const candidates = await index.search({ filter: {}, limit: 4 })
    expect(candidates).toHaveLength(4)
    expect(candidates.map((candidate) => candidate.merit)).toEqual([1, 1, 1, 1])
    expect(await found({ text: 'pour les des', vector: [] })).toHaveLength(items.length)
    expect(await found({ text: 'web', limit: 0 })).toEqual([])
  })

  it('finds nothing when no offer says anything of what is asked', async () => {
    expect(await found({ text: 'zzqqxx wwkkjj', vector: [] })).toEqual([])
  })

  it.each([
    ['quotes and operators', '"web" AND (NOT +soudage) OR *:* ~2 ^3 \\ \' -- ; DROP TABLE'],
    ['8,000 characters', 'développement '.repeat(580)],
    ['a NUL', 'web\0 dév\0eloppement'],
    ['emoji and other scripts', '🧱 ماسون 建築 ﷽'],
    ['lone surrogates', '\ud800web\udc00'],
    ['one letter', 'a'],
    ['white space', ' \n\t '],
    ['every vector dimension zero', ''],
  ])('survives a query of %s', async (_, text) => {
    const candidates = await index.search({ text, vector: referential.vector(text), filter: {}, limit: 60 })
    for (const { merit } of candidates) expect(merit).toBeGreaterThan(0)
  })

  it('ranks by merit in 0 to 1, best first, and always the same, however many search at once', async () => {
    const query = {
      text: 'formation bâtiment développement web',
      vector: referential.vector('bâtiment'),
      filter: {},
      limit: 60,
    }
    const answers = await Promise.all(Array.from({ length: 20 }, () => index.search(query)))
    const [first] = answers
    for (const answer of answers) expect(answer).toEqual(first)
    const merits = first!.map((candidate) => candidate.merit)
    expect(merits).toEqual([...merits].sort((a, b) => b - a))
    expect(Math.max(...merits)).toBeLessThanOrEqual(1)
    expect(Math.min(...merits)).toBeGreaterThan(0)
  })

  it('answers an empty catalogue with nothing', async () => {
    const empty = await create('empty', [])
    expect(empty.size).toBe(0)
    expect(await found({ text: 'maçon', filter: { open: '2026-01-01' } }, empty)).toEqual([])
    expect(await empty.items(['x'])).toEqual([])
  })
})

describe('every adapter', () => {
  const titles = ['Maçon', 'Soudage', 'Pâtissier', 'Développement web', 'Anglais professionnel', 'Forum emploi']
  const many = Array.from({ length: 240 }, (_, at) =>
    item(`offre-${at}`, `${titles[at % titles.length]} niveau ${at % 7}`, {
      kind: (['training', 'training', 'skill', 'event'] as const)[at % 4],
      modality: (['onsite', 'onsite', 'remote', 'mixed', 'onsite'] as const)[at % 5],
      at: [[], [lyon], [brest, villeurbanne], [villeurbanne], [brest], [{ ...lyon, lat: 43.3, lon: 5.37 }]][
        (at * 7) % 6
      ],
      starts: [[], ['2026-01-31'], ['2026-02-01', '2026-12-31'], ['2027-03-15']][(at * 5) % 4],
      certification: at % 3 === 0 ? { label: 'CAP' } : undefined,
      certifying: at % 3 === 1 ? false : undefined,
    }),
  )
  const day = fc.constantFrom(
    '2025-12-01',
    '2026-01-31',
    '2026-02-01',
    '2026-02-02',
    '2027-01-01',
    '2027-03-15',
    '2027-04-01',
  )
  const filters = fc.record(
    {
      kinds: fc.subarray(['training', 'skill', 'event'] as const),
      near: fc.record({
        lat: fc.constantFrom(lyon.lat, brest.lat, 46.9, 0),
        lon: fc.constantFrom(lyon.lon, brest.lon, -179.9),
        radiusKm: fc.constantFrom(1, 5, 30, 290, 900, 20_000),
      }),
      modality: fc.constantFrom('onsite' as const, 'remote' as const, 'mixed' as const),
      excludeModalities: fc.subarray(['onsite', 'remote', 'mixed'] as const),
      startAfter: day,
      startBefore: day,
      open: day,
      certifying: fc.boolean(),
    },
    { requiredKeys: [] },
  )

  it('admits the same offers for the same filter, found by their words alone', async () => {
    const [lance, memory] = [await inLance('many', many), await inMemory('many', many)]
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(...titles), async (filter, text) => {
        const query = { text, filter, limit: 300 }
        const ids = async (index: CatalogueIndex) => (await index.search(query)).map((found) => found.item.id).sort()
        expect(await ids(lance)).toEqual(await ids(memory))
      }),
      { numRuns: 200 },
    )
  })
})
