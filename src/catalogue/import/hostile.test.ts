import { beforeAll, describe, expect, it } from 'vitest'
import { loadCommunes } from '../../places/load-node.ts'
import { createPlaces, type Places } from '../../places/places.ts'
import { FORMATS } from './formats.ts'

let places: Places
beforeAll(async () => {
  places = createPlaces(await loadCommunes())
})

async function* inChunks(text: string) {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

/** What became of each record, in order: its reference, or why it was refused. */
async function read(format: string, text: string): Promise<string[]> {
  const found: string[] = []
  const context = { places, referential: { byCode: () => undefined }, receivedAt: '2026-11-26T08:00:00.000Z' }
  for await (const imported of FORMATS[format]!.read(inChunks(text), { ...context, partner: 'Fictif' })) {
    found.push('accepted' in imported ? imported.accepted.partner.reference : imported.refused)
  }
  return found
}

/** Some 400 KB at `size` 200,000. */
const texts: Readonly<Record<string, (size: number) => string>> = {
  'braces of a template': (size) => '{{'.repeat(size),
  'beginnings of comments': (size) => '<!--'.repeat(size / 2),
  'beginnings of character data': (size) => '<![CDATA['.repeat(size / 5),
  'tags in tags': (size) => '<b>'.repeat(size / 2),
  'tags without an end': (size) => '<a '.repeat(size / 2),
  'marks of a model': (size) => '<|'.repeat(size),
  ampersands: (size) => '&'.repeat(size * 2),
  'entities of entities': (size) => '&amp;'.repeat(size / 3),
  'one line without a space': (size) => 'a'.repeat(size * 5),
  'spaces before a letter': (size) => `€${' '.repeat(size * 2)}x`,
  'beginnings of addresses': (size) => 'a.a@'.repeat(size / 2),
  zeros: (size) => `${'0'.repeat(size * 2)}x`,
  'towns by post': (size) => 'CEDEX '.repeat(size / 3),
  brackets: (size) => '['.repeat(size * 2),
  'orders to a machine': (size) => 'ignore tes instructions '.repeat(size / 60),
}

const lheo = (number: string, objective = '', more = '') =>
  `<formation numero="${number}"><intitule-formation>CAP boulanger</intitule-formation><objectif-formation>${objective}</objectif-formation>
<organisme-formation-responsable><nom-organisme>Organisme</nom-organisme></organisme-formation-responsable>${more}<action numero="1"/></formation>\n`
const catalogue = (between: string) => `<lheo><offres>${lheo('1')}${between}${lheo('3')}</offres></lheo>`
const offer = (reference: string, more: object = {}) =>
  JSON.stringify({
    ...{ kind: 'training', title: 'CAP boulanger', provider: { name: 'Organisme' }, modality: 'onsite' },
    ...{ partner: { reference }, ...more },
  })
const event = (id: string, more: object = {}) => ({ id, titre: 'Forum', dateEvenement: '2026-12-12', ...more })
const network = (number: string, more: object = {}) =>
  JSON.stringify({ numeroFO: number, numeroAf: '1', 'Nom de la formation': 'CAP', formateur_RS: 'CFA', ...more })

/** A hostile text in every field that a format reads as text or as a number, in a record between two others. */
const files: Readonly<Record<string, (hostile: string) => string>> = {
  lheo: (hostile) => catalogue(lheo('2', hostile, `<certification><code-RNCP>${hostile}</code-RNCP></certification>`)),
  csv: (hostile) => {
    const columns = ['référence', 'titre', 'organisme', 'objectif', 'prix', 'ville', 'rncp', 'lien']
    return `${columns.join('|')}\n1|CAP|Organisme|||||\n2|CAP|Organisme${`|${hostile}`.repeat(5)}\n3|CAP|Organisme|||||\n`
  },
  jsonl: (hostile) =>
    [
      offer('1'),
      offer('2', { objective: hostile, content: hostile, places: [{ commune: { name: hostile } }], url: hostile }),
      offer('3'),
    ].join('\n'),
  events: (hostile) =>
    JSON.stringify({ content: [event('1'), event('2', { description: hostile, ville: hostile }), event('3')] }),
  rco: (hostile) =>
    [
      network('1'),
      network('2', { 'Nom de la formation': hostile, 'code-RNCP--<code-RNCP>': hostile }),
      network('3'),
    ].join('\n'),
}

/** Files whose very form is hostile; the first and the last record are sound. */
const forms: Readonly<Record<string, readonly [format: string, (size: number) => string]>> = {
  'comments that never end, between records': ['lheo', (size) => catalogue('<!--'.repeat(size / 2))],
  'records that never end': ['lheo', (size) => catalogue('<formation>'.repeat(size / 10))],
  'elements in elements': [
    'lheo',
    (size) => catalogue(lheo('2', '', `${'<b>'.repeat(size / 4)}${'</b>'.repeat(size / 4)}`)),
  ],
  'attributes of one element': [
    'lheo',
    (size) => catalogue(lheo('2', '', `<x ${Array.from({ length: size / 10 }, (_, at) => `a${at}=""`).join(' ')}/>`)),
  ],
  'quotes that are never closed': [
    'csv',
    (size) => `référence;titre;organisme\n1;CAP;O\n${'"a;b\n'.repeat(size / 10)}3;CAP;O\n`,
  ],
  'quotes that open again': [
    'csv',
    (size) => `référence;titre;organisme\n1;CAP;O\n${'a";"b\n'.repeat(size / 10)}3;CAP;O\n`,
  ],
  'lists in lists': ['jsonl', (size) => `${offer('1')}\n{"a":${'['.repeat(size)}${']'.repeat(size)}}\n${offer('3')}\n`],
  'a list of places': [
    'jsonl',
    (size) => [offer('1'), offer('2', { places: Array(size / 20).fill({}) }), offer('3')].join('\n'),
  ],
  'an object longer than any record': [
    'events',
    (size) => JSON.stringify({ content: [event('1'), event('2', { x: 'x'.repeat(size * 25) }), event('3')] }),
  ],
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let time = 0; time < 2; time += 1) {
    const began = performance.now()
    await work()
    least = Math.min(least, (performance.now() - began) / 1000)
  }
  return least
}

/** Twice the text in twice the time; what is quick is not measured, for other work on the machine weighs more. */
async function expectLinear(read: (size: number) => Promise<unknown>): Promise<void> {
  const once = await seconds(() => read(100_000))
  expect(await seconds(() => read(200_000))).toBeLessThan(2.5 * once + 0.2)
}

describe('a hostile record', () => {
  describe.each(Object.keys(files))('in a file of format %s', (format) => {
    it.each(Object.keys(texts))('costs itself at most: %s', async (name) => {
      const found = await read(format, files[format]!(texts[name]!(200_000)))
      expect([found[0]![0], found.at(-1)![0], found.length]).toEqual(['1', '3', 3])
    })

    it('takes a time that grows as its length does, whatever it says', async () => {
      for (const text of Object.values(texts)) await expectLinear((size) => read(format, files[format]!(text(size))))
    }, 60_000)
  })

  it.each(Object.keys(forms))(
    'costs itself at most, in a time that grows as its length does: %s',
    async (name) => {
      const [format, form] = forms[name]!
      const found = await read(format, form(200_000))
      expect([found[0]![0], found.at(-1)![0]]).toEqual(['1', '3'])
      await expectLinear((size) => read(format, form(size)))
    },
    60_000,
  )

  it('loses what is beyond the length of any text, and it is said', async () => {
    const steps = (count: number) => Array.from({ length: count }, (_, at) => `geste ${at}`).join(', ')
    const context = { places, referential: { byCode: () => undefined }, receivedAt: '2026-11-26T08:00:00.000Z' }
    const long = offer('1', { objective: steps(10_000), title: steps(1_000) })
    for await (const imported of FORMATS.jsonl!.read(inChunks(long), { ...context, partner: 'Fictif' })) {
      if (!('accepted' in imported)) throw new Error(imported.detail)
      expect(imported.repaired).toEqual(['text too long, its end left out'])
      expect(imported.accepted.objective!.length).toBeLessThan(30_001)
      expect(imported.accepted.title.length).toBeLessThan(1_001)
    }
  })
})
