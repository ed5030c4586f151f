import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { untold } from '../item.ts'
import { occupationEmbedding } from '../occupations/embedding.ts'
import { createReferential } from '../occupations/referential.ts'
import { providerKey } from '../options/selection.ts'
import { catalogueFolder, type IngestError, publishOnly } from './build.ts'
import { FORMATS } from './import/formats.ts'
import type { PartnerReport } from './import/report.ts'
import { type IngestOptions, ingest } from './ingest.ts'
import { openCatalogue } from './open.ts'
import { rollBack } from './rollback.ts'

const referential = createReferential([
  { code: 'D1102', label: 'Boulanger / Boulangère', names: ['boulanger / boulangère'], activities: ['faire du pain'] },
  { code: 'F1703', label: 'Maçon / Maçonne', names: ['maçon / maçonne'], activities: ['monter des murs'] },
])
const occupations = occupationEmbedding(referential)
const places = {
  byCode: () => undefined,
  byPostcode: () => [],
  resolve: () => ({ kind: 'unknown' }) as const,
  nearest: () => undefined,
}

let dataDir: string
let now: Date
let embedded: string[]
/** The occupation space, telling what it was asked for. */
const embedding: EmbeddingModelV4 = {
  ...occupations,
  doEmbed: (options) => {
    embedded.push(...options.values)
    return occupations.doEmbed(options)
  },
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'eventail-ingest-'))
  now = new Date('2026-11-01T08:00:00Z')
  embedded = []
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

interface Row {
  titre: string
  référence: string
  prix?: string
  'mis à jour le'?: string
}

async function* tableOf(rows: readonly Row[]) {
  const columns = ['titre', 'référence', 'prix', 'mis à jour le'] as const
  const lines = rows.map((row) => [...columns.map((column) => row[column] ?? ''), 'Organisme fictif'].join(';'))
  yield new TextEncoder().encode(`${[[...columns, 'organisme'].join(';'), ...lines].join('\n')}\n`)
}

function put(rows: readonly Row[], more: Partial<IngestOptions> = {}) {
  now = new Date(now.getTime() + 86_400_000)
  const files = [{ name: 'offres.csv', chunks: tableOf(rows) }]
  const options = { format: FORMATS.csv!, partner: 'Partenaire fictif', dataDir, places, referential, embedding }
  return ingest({ ...options, files, clock: () => now, ...more })
}

async function served() {
  const catalogue = await openCatalogue({ dir: catalogueFolder(dataDir) })
  const found = await catalogue.current().search({ filter: {}, limit: 100 })
  catalogue.close()
  return found.map(({ item }) => item).sort((a, b) => (a.title < b.title ? -1 : 1))
}
const titles = async () => (await served()).map(({ title }) => title)

const bread = { titre: 'CAP boulanger', référence: '1' }
const walls = { titre: 'CAP maçon', référence: '2' }
const cakes = { titre: 'CAP pâtissier', référence: '3' }

describe('the next files of a partner', () => {
  it('bring what is new, withdraw what is gone, and embed only texts that were not known', async () => {
    const first = await put([bread, walls])
    expect(first.changes).toMatchObject({ added: 2, changed: 0, unchanged: 0, withdrawn: { count: 0 } })
    embedded = []
    const second = await put([bread, cakes, { ...walls, référence: '4', titre: 'CAP maçon, bloc 2' }])
    expect(second.changes).toMatchObject({ added: 2, unchanged: 1, withdrawn: { count: 1 } })
    expect(second.changes.withdrawn.first).toEqual([{ reference: '2', title: 'CAP maçon' }])
    expect(embedded.map((text) => text.slice(0, 13))).toEqual(['CAP pâtissier', 'CAP maçon, bl'])
    expect(second.reused).toBe(1)
    expect(await titles()).toEqual(['CAP boulanger', 'CAP maçon, bloc 2', 'CAP pâtissier'])
  })

  it('give the same vectors whether they are taken over or made', async () => {
    await put([bread, walls])
    await put([walls, bread])
    const catalogue = await openCatalogue({ dir: catalogueFolder(dataDir) })
    const [found] = await catalogue.current().search({ vector: referential.vector('boulanger'), filter: {}, limit: 1 })
    catalogue.close()
    expect(found!.item.title).toBe('CAP boulanger')
  })

  it('keep the date since which an undated record has been as it is', async () => {
    await put([bread, walls])
    await put([bread, { ...walls, prix: '900' }])
    expect((await served()).map(({ updatedAt }) => updatedAt.slice(0, 10))).toEqual(['2026-11-02', '2026-11-03'])
  })

  it('leave those of other partners as they are', async () => {
    await put([bread])
    const other = await put([cakes], { partner: 'Autre partenaire fictif' })
    expect([other.replaced, other.offers]).toEqual([0, 2])
    expect(await titles()).toEqual(['CAP boulanger', 'CAP pâtissier'])
  })
})

describe('an import that changes little', () => {
  const many = Array.from({ length: 40 }, (_, at) => ({ titre: `CAP maçon, parcours ${at}`, référence: `${at}` }))
  /** What searches find, merits included, and what the catalogue says at all. */
  async function found(folder: string) {
    const catalogue = await openCatalogue({ dir: catalogueFolder(folder) })
    const index = catalogue.current()
    const vocabulary = await index.vocabulary()
    const asked = ['maçon', 'ébéniste', 'parcours 7', 'boulanger'].map(async (text) => {
      const items = await index.search({ text, vector: referential.vector(text), filter: {}, limit: 60 })
      return items.map(({ item, merit }) => [item.title, merit.toFixed(6)])
    })
    const answers = await Promise.all(asked)
    catalogue.close()
    return { answers, says: ['macon', 'eb', 'boulang'].map((term) => vocabulary.has(term)), size: index.size }
  }

  it('writes the rows of what changed, and serves what a whole build would', async () => {
    await put(many)
    const steps = [
      many.map((row) => (row.référence === '7' ? { ...row, titre: 'CAP ébéniste' } : row)),
      [...many, bread],
      many.slice(4),
      [...many.slice(6), cakes],
    ]
    const rewritten: number[] = []
    for (const rows of steps) {
      const { reused, items } = await put(rows)
      rewritten.push(items - reused)
      const whole = mkdtempSync(join(tmpdir(), 'eventail-whole-'))
      await put(rows, { dataDir: whole })
      expect(await found(dataDir)).toEqual(await found(whole))
      rmSync(whole, { recursive: true, force: true })
    }
    // The last rows move into the gaps where there are fewer, with their vectors.
    expect(rewritten).toEqual([1, 1, 0, 1])
    expect(await titles()).toHaveLength(35)
  })

  it('finds the same where one record of many changed', async () => {
    const hundred = Array.from({ length: 100 }, (_, at) => ({ titre: `CAP maçon, parcours ${at}`, référence: `${at}` }))
    const rows = hundred.map((row) => (row.référence === '7' ? { ...row, titre: 'CAP ébéniste' } : row))
    await put(hundred)
    await put(rows)
    const whole = mkdtempSync(join(tmpdir(), 'eventail-whole-'))
    await put(rows, { dataDir: whole })
    const [ours, theirs] = [await found(dataDir), await found(whole)]
    const merits = ({ answers }: typeof ours) => answers.flat().map(([, merit]) => Number(merit))
    const names = ({ answers }: typeof ours) => answers.map((answer) => answer.map(([title]) => title))
    expect(names(ours)).toEqual(names(theirs))
    expect(ours.says).toEqual(theirs.says)
    const others = merits(theirs)
    expect(Math.max(...merits(ours).map((merit, at) => Math.abs(merit - others[at]!)))).toBeLessThan(0.001)
    rmSync(whole, { recursive: true, force: true })
  })

  it('writes nothing anew where nothing changed, and leaves the version before as it was', async () => {
    await put(many)
    const before = readdirSync(catalogueFolder(dataDir)).filter((name) => name.startsWith('items-'))
    embedded = []
    const { reused } = await put(many)
    expect([reused, embedded]).toEqual([40, []])
    const tables = readdirSync(catalogueFolder(dataDir)).filter((name) => name.startsWith('items-'))
    expect(tables).toEqual(expect.arrayContaining(before))
    await put([...many.slice(1), walls])
    await rollBack({ dataDir, embedding: embedding.modelId })
    expect(await titles()).toHaveLength(40)
    expect((await put([...many, cakes])).reused).toBe(40)
  })
})

describe('what is held back until someone accepts it', () => {
  const many = Array.from({ length: 5 }, (_, at) => ({ titre: `CAP maçon ${at}`, référence: `${at}` }))
  const reportOf = (error: unknown): PartnerReport =>
    JSON.parse(readFileSync((error as IngestError).tally!.report.replace('.html', '.json'), 'utf8'))
  const heldBack = async (importing: Promise<unknown>) => {
    const error = await importing.catch((cause: unknown) => cause)
    expect(error).toMatchObject({ code: 'held' })
    return reportOf(error)
  }
  async function* text(written: string) {
    yield new TextEncoder().encode(written)
  }
  const putFile = (format: string, written: string, more: Partial<IngestOptions> = {}) =>
    put([], { format: FORMATS[format]!, files: [{ name: `offres.${format}`, chunks: text(written) }], ...more })
  const line = (reference: string) =>
    `${JSON.stringify({ ...{ kind: 'training', title: `CAP ${reference}`, modality: 'onsite' }, provider: { name: 'O' }, partner: { reference } })}\n`
  const formation = (number: string) =>
    `<formation numero="${number}"><intitule-formation>CAP ${number}</intitule-formation><organisme-formation-responsable><nom-organisme>O</nom-organisme></organisme-formation-responsable><action numero="1"/></formation>`
  const header = 'référence;titre;organisme;contenu\n'

  it('is a source that loses more than a fifth of its offers, and not one that loses a fifth', async () => {
    await put(many)
    await put(many.slice(1))
    const { outcome, held } = await heldBack(put(many.slice(2)))
    expect([outcome, held]).toEqual(['held', [{ why: 'shrinks', source: 'Partenaire fictif', before: 4, now: 3 }]])
    expect(await titles()).toHaveLength(4)
    const accepted = await put(many.slice(2), { accept: true })
    expect(accepted.held).toEqual(held)
    expect(await titles()).toHaveLength(3)
    expect(readFileSync(accepted.report, 'utf8')).toContain('publié après confirmation')
    expect((await put(many.slice(2))).held).toEqual([])
  })

  it('counts what the partner serves now, and no other', async () => {
    await put(many)
    await put([bread], { partner: 'Autre partenaire fictif' })
    expect(await titles()).toHaveLength(6)
  })

  it.each([
    ['a table cut in a row', 'csv', `${header}1;CAP 1;O;\n2;CAP 2;O;\n3;CAP`],
    ['a table cut inside quotes', 'csv', `${header}1;CAP 1;O;\n2;CAP 2;O;\n3;CAP 3;O;"Un contenu`],
    ['a table cut between two paragraphs', 'csv', `${header}1;CAP 1;O;\n2;CAP 2;O;\n3;CAP 3;O;"Un contenu\nen deux\n`],
    ['lines cut in one', 'jsonl', `${line('1')}${line('2')}${line('3').slice(0, 60)}`],
    [
      'a catalogue cut in a record',
      'lheo',
      `<lheo><offres>${formation('1')}${formation('2')}${formation('3').slice(0, 80)}`,
    ],
    ['a catalogue cut between two', 'lheo', `<lheo><offres>${formation('1')}${formation('2')}`],
    [
      'a page of answers cut after an event',
      'events',
      `{"content":[{"id":1,"titre":"CAP 1","dateEvenement":"2027-01-10"},{"id":2,"titre":"CAP 2","dateEvenement":"2027-01-10"}`,
    ],
  ])('is %s, even at the first import', async (_, format, written) => {
    await put([bread])
    const partner = 'Autre partenaire fictif'
    const { held } = await heldBack(putFile(format, written, { partner }))
    expect(held).toEqual([expect.objectContaining({ why: 'ends-early', file: `offres.${format}` })])
    expect(await titles()).toEqual(['CAP boulanger'])
    await putFile(format, written, { partner, accept: true })
    expect(await titles()).toEqual(['CAP 1', 'CAP 2', 'CAP boulanger'])
  })

  it.each(['', 'référence;titre;organisme\n', '{"content": []}', '<html><body>Session expirée</body></html>'])(
    'is one of several files that brings nothing: "%s"',
    async (written) => {
      const files = () => [
        { name: 'un.csv', chunks: tableOf([bread]) },
        { name: 'deux.csv', chunks: text(written) },
      ]
      const { held } = await heldBack(put([], { files: files() }))
      expect(held).toEqual([{ why: 'brings-nothing', file: 'deux.csv' }])
      expect((await put([], { files: files(), accept: true })).offers).toBe(1)
    },
  )

  it('is never a shelf emptied: a file without a record leaves what is served, accepted or not', async () => {
    await put(many)
    for (const written of ['', 'référence;titre\n', '<html></html>', '{"error": "quota"}']) {
      for (const format of ['csv', 'jsonl', 'lheo', 'events']) {
        const importing = putFile(format, written, { accept: true })
        await expect(importing).rejects.toMatchObject({ code: 'empty' })
      }
    }
    expect(await titles()).toHaveLength(5)
  })
})

describe('going back', () => {
  const embeddingId = occupations.modelId

  it('serves the version before, and the next import starts from its sources', async () => {
    const first = await put([bread])
    const second = await put([bread, walls], { partner: 'Autre partenaire fictif' })
    const { from, to } = await rollBack({ dataDir, embedding: embeddingId })
    expect([from.version, to.version]).toEqual([second.version, first.version])
    expect(await titles()).toEqual(['CAP boulanger'])
    await put([cakes], { partner: 'Troisième partenaire fictif' })
    expect(await titles()).toEqual(['CAP boulanger', 'CAP pâtissier'])
  })

  it('is undone by going back once more, and reaches any version that is kept', async () => {
    const first = await put([bread])
    await put([walls])
    await put([cakes])
    await rollBack({ dataDir, embedding: embeddingId, version: first.version })
    expect(await titles()).toEqual(['CAP boulanger'])
    await rollBack({ dataDir, embedding: embeddingId })
    expect(await titles()).toEqual(['CAP pâtissier'])
  })

  it('reaches the demonstration that the first import replaced', async () => {
    const offer = { ...untold(), kind: 'event', title: 'Forum fictif', provider: { name: 'Organisme fictif' } } as const
    await publishOnly(
      [
        {
          ...{ ...offer, modality: 'onsite', updatedAt: '2026-11-01', fictitious: true },
          partner: { name: 'Démonstration', reference: '1' },
        },
      ],
      { dataDir, embedding, clock: () => now },
    )
    expect((await put([bread])).removedDemonstration).toBe(true)
    await rollBack({ dataDir, embedding: embeddingId })
    expect(await titles()).toEqual(['Forum fictif'])
    expect((await put([walls])).offers).toBe(1)
  })

  it('changes nothing when there is no such version, or when queries could not meet it', async () => {
    await put([bread])
    await expect(rollBack({ dataDir, embedding: embeddingId })).rejects.toMatchObject({ code: 'no-version' })
    await put([walls])
    await expect(rollBack({ dataDir, embedding: 'another space' })).rejects.toMatchObject({ code: 'no-version' })
    expect(await titles()).toEqual(['CAP maçon'])
  })
})

describe('an import that does not end', () => {
  it.each(['reading', 'grouping', 'indexing'])(
    'leaves the catalogue as it was when it is stopped while %s',
    async (step) => {
      await put([bread])
      const stopping = new AbortController()
      const many = Array.from({ length: 1500 }, (_, at) => ({ ...walls, référence: `${at}`, titre: `CAP maçon ${at}` }))
      const stopped = put([], {
        signal: stopping.signal,
        onProgress: (progress) => progress.step === step && stopping.abort(),
        files: [
          { name: '1.csv', chunks: tableOf(many) },
          { name: '2.csv', chunks: tableOf([cakes]) },
        ],
      })
      await expect(stopped).rejects.toMatchObject({ code: 'interrupted' })
      expect(await titles()).toEqual(['CAP boulanger'])
      await put([cakes])
      expect(await titles()).toEqual(['CAP pâtissier'])
    },
  )

  it('leaves it as it was when the file breaks off or the embedding fails, and can be tried again', async () => {
    await put([bread])
    async function* broken() {
      yield* tableOf([walls])
      throw new Error('disk pulled out')
    }
    await expect(put([], { files: [{ name: 'x.csv', chunks: broken() }] })).rejects.toMatchObject({
      code: 'unreadable',
    })
    const down = { ...embedding, doEmbed: () => Promise.reject(new Error('down')) }
    await expect(put([walls], { embedding: down })).rejects.toMatchObject({ code: 'failed' })
    expect(await titles()).toEqual(['CAP boulanger'])
    expect((await put([walls])).changes).toMatchObject({ added: 1, withdrawn: { count: 1 } })
  })

  it('keeps no file of versions that can no longer be served', async () => {
    for (const row of [bread, walls, cakes, bread, walls]) await put([row])
    const kept = readdirSync(join(catalogueFolder(dataDir), 'sources'))
    expect(kept.filter((file) => file.endsWith('.jsonl'))).toHaveLength(3)
    expect(readdirSync(join(catalogueFolder(dataDir), 'pairs'))).toHaveLength(3)
  })
})

describe('a school that several sources write of', () => {
  const line = (partner: string, reference: string, provider: object, uai?: string) =>
    JSON.stringify({
      kind: 'training',
      title: `CAP ${reference}`,
      modality: 'onsite',
      provider,
      partner: { name: partner, reference },
      ...(uai && { declared: { uai } }),
    })
  const school = { name: 'Lycée Kerneuzec', siret: '19290076900014' }

  it('is one provider, by its SIREN where one of them says it, else by its number (UAI)', async () => {
    const lines = [
      line('Réseau', 'maçon', school, '0290076A'),
      line('Onisep', 'boulanger', { name: 'LYCEE KERNEUZEC' }, '0290076A'),
      line('Onisep', 'pâtissier', { name: 'Greta de Bretagne' }, '0290076A'),
      line('Onisep', 'peintre', { name: 'Lycée de la Mer' }, '0290077B'),
      line('Affectation', 'soudeur', { name: 'LP La Mer' }, '0290077B'),
    ]
    async function* text() {
      yield new TextEncoder().encode(lines.map((one) => `${one}\n`).join(''))
    }
    await put([], { format: FORMATS.jsonl!, partner: undefined, files: [{ name: 'offres.jsonl', chunks: text() }] })
    const keys = new Map((await served()).map((item) => [item.title.slice(4), providerKey(item)]))
    expect(keys.get('boulanger')).toBe(keys.get('maçon'))
    // Whose name is another's may only be housed there.
    expect(keys.get('pâtissier')).not.toBe(keys.get('maçon'))
    expect(keys.get('soudeur')).toBe(keys.get('peintre'))
    expect(new Set(keys.values()).size).toBe(3)
  })
})

describe('what people decided of offers', () => {
  const decide = (decisions: unknown) =>
    writeFileSync(join(catalogueFolder(dataDir), 'decisions.json'), JSON.stringify(decisions))
  const of = (verdict: string) => [
    { verdict, offers: ['1', '2'].map((reference) => ({ partner: 'Partenaire fictif', reference })) },
  ]

  it('joins two offers at the next import, and parts them again when the line is taken out', async () => {
    await put([bread, walls])
    expect(await served()).toHaveLength(2)
    decide(of('same'))
    await put([bread, walls])
    const [joined, ...rest] = await served()
    expect(rest).toEqual([])
    expect(joined!.partners.map(({ reference }) => reference).sort()).toEqual(['1', '2'])
    decide([])
    await put([bread, walls])
    expect(await served()).toHaveLength(2)
  })

  it('stops an import that cannot read them, with the catalogue as it was', async () => {
    await put([bread])
    decide({ verdict: 'perhaps' })
    await expect(put([bread, walls])).rejects.toMatchObject({ code: 'decisions' })
    expect(await titles()).toEqual(['CAP boulanger'])
  })
})

describe('the partner report', () => {
  it('says in JSON and on a page what is missing, refused, repaired, double, old and changed', async () => {
    const offer = (reference: string, title: string, more = {}) => ({
      kind: 'training',
      title,
      provider: { name: 'Organisme fictif', siret: '123' },
      modality: 'onsite',
      partner: { reference },
      ...more,
    })
    async function* lines(...records: object[]) {
      yield new TextEncoder().encode(`${records.map((record) => JSON.stringify(record)).join('\n')}\n`)
    }
    const putLines = (...records: object[]) =>
      put([], { format: FORMATS.jsonl!, files: [{ name: 'offres.jsonl', chunks: lines(...records) }] })
    const same = { declared: { group: 'pain' } }
    await putLines(offer('1', 'CAP boulanger', same), offer('2', 'CAP maçon'))
    const { report } = await putLines(
      offer('1', 'CAP boulanger', same),
      offer('9', 'Boulanger CAP', { ...same, updatedAt: '2024-01-15' }),
      offer('10', ''),
      offer('11', '<script>alert(1)</script> & « pain »', { price: { amount: 900, currency: 'EUR' } }),
    )
    const told: PartnerReport = JSON.parse(readFileSync(report.replace('.html', '.json'), 'utf8'))
    expect(told).toMatchObject({
      source: 'Partenaire fictif',
      files: ['offres.jsonl'],
      accepted: 3,
      refused: { incomplete: { count: 1, first: [{ file: 'offres.jsonl', line: 3, record: 3 }] } },
      repaired: { by: { 'SIRET with a wrong key left out': { count: 3, first: [{ line: 1, detail: '1' }, {}, {}] } } },
      changes: { added: 2, changed: 0, unchanged: 1, withdrawn: { count: 1 } },
      duplicates: { items: 1, offers: 2 },
      freshness: { changed: { older: 1, undated: 2 }, sessions: { undated: 3 } },
    })
    expect(told.missing).toContainEqual({ field: 'price', count: 2 })
    const page = readFileSync(report, 'utf8')
    for (const heading of ['Refus', 'Réparations', 'Champs manquants', 'Fraîcheur', 'Doublons']) {
      expect(page).toContain(`<h2>${heading}</h2>`)
    }
    expect(page).not.toMatch(/<script|<link|src=|https?:/)
  })

  it('is written even when nothing could be accepted', async () => {
    await expect(put([{ titre: '', référence: '1' }])).rejects.toMatchObject({
      code: 'empty',
      tally: { report: expect.stringMatching(/\.html$/) },
    })
  })

  it('keeps a sentence that threatens for a person to read, and publishes it once it is released', async () => {
    const line = 'Présence exigée sous peine de radiation.'
    const published = async () => {
      const table = `titre;référence;organisme;contenu\nBoulangerie;a;Organisme fictif;Pétrir et cuire. ${line}\n`
      const bytes = async function* () {
        yield new TextEncoder().encode(table)
      }
      await put([], { files: [{ name: 'offres.csv', chunks: bytes() }] })
      const catalogue = await openCatalogue({ dir: catalogueFolder(dataDir) })
      const [found] = await catalogue.current().search({ text: 'boulangerie', filter: {}, limit: 1 })
      catalogue.close()
      return found!.item.content
    }
    expect(await published()).toBe('Pétrir et cuire.')
    const queue = JSON.parse(readFileSync(join(catalogueFolder(dataDir), 'withheld.json'), 'utf8'))
    expect(Object.values(queue)).toEqual([[{ line, times: 1, offers: [expect.stringMatching(/\/a$/)] }]])
    writeFileSync(join(catalogueFolder(dataDir), 'released.json'), JSON.stringify([line]))
    now = new Date('2026-11-02T08:00:00Z')
    expect(await published()).toBe(`Pétrir et cuire. ${line}`)
  })
})
