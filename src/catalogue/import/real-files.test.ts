import { createReadStream, existsSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Offer } from '../../item.ts'
import { loadCommunes } from '../../places/load-node.ts'
import { createPlaces, type Places } from '../../places/places.ts'
import { FORMATS } from './formats.ts'
import { readRome } from './rome.ts'
import { createTally, type Tally } from './tally.ts'

/** Files of real partners stay where they are: without them these tests are skipped. */
const shared = '../shared/data'
const present = existsSync(shared)

let places: Places
beforeAll(async () => {
  if (present) places = createPlaces(await loadCommunes())
})

async function imported(
  format: string,
  path: string,
): Promise<{ offers: Offer[]; refused: Record<string, number>; repaired: Tally['repaired']['by'] }> {
  const { tally, note } = createTally()
  const offers: Offer[] = []
  const context = { places, referential: { byCode: () => undefined }, receivedAt: '2026-11-26T08:00:00.000Z' }
  for await (const one of FORMATS[format]!.read(createReadStream(`${shared}/${path}`), context)) {
    note(one, path)
    if ('accepted' in one) offers.push(one.accepted)
  }
  const refused = Object.fromEntries(Object.entries(tally.refused).map(([reason, { count }]) => [reason, count]))
  return { offers, refused, repaired: tally.repaired.by }
}

describe.skipIf(!present)('the real files (needs ../shared/data)', () => {
  it('of the network of Carif-Oref are read whole, with the zeros that a spreadsheet ate', async () => {
    const february = await imported('rco', 'offers/rco_2020-02-03.jsonl')
    // Nobody has the time to read sound records: none waits for it.
    expect([february.offers.length, february.refused]).toEqual([5363, {}])
    expect(february.repaired['postcode completed']!.count).toBeGreaterThan(100)
    const june = await imported('rco', 'offers/rco_2020-06-25.jsonl')
    expect([june.offers.length, june.refused]).toEqual([7469, { repeated: 1 }])
    const placed = june.offers.filter((offer) => offer.places.length > 0).length
    expect(placed / june.offers.length).toBeGreaterThan(0.99)
  })

  it('of Parcoursup are read, the apprenticeships from either of their encodings', async () => {
    const { offers, refused } = await imported('parcoursup', 'offers/parcoursup_apprentissage.csv')
    expect([offers.length, refused]).toEqual([4348, { repeated: 9 }])
    expect(offers[0]).toMatchObject({
      title: 'BTS Management Commercial Opérationnel',
      certification: { level: 5 },
      places: [{ commune: { code: '59606' } }],
      schedule: 'alternating',
    })
    const raw = await imported('parcoursup', 'offers/parcoursup_apprentissage_raw_macroman.csv')
    expect(raw.offers.map(({ title }) => title)).toEqual(offers.map(({ title }) => title))
  })

  it('of the map of Parcoursup get their commune from their coordinates', async () => {
    const { offers } = await imported('parcoursup', 'offers/parcoursup.csv')
    expect(offers.length).toBeGreaterThan(13_000)
    const angers = offers.find(({ title }) => title === 'Licence Musicologie')
    expect(angers!.places[0]!.commune).toEqual({ code: '49007', name: 'Angers' })
  })

  it('of Onisep are read: the list of trainings, and its export in LHÉO', async () => {
    const { offers, refused } = await imported('onisep', 'offers/onisep_ideo-formations_initiales.csv')
    expect([offers.length, refused]).toEqual([6086, {}])
    expect(offers.find(({ title }) => title.startsWith('CAP métiers'))!.certification).toMatchObject({ level: 3 })
    const [bts] = (await imported('lheo', 'lheo/exemple-bts-onisep.xml')).offers
    expect(bts).toMatchObject({
      title: 'BTS négociation et relation client',
      certification: { rncp: 'RNCP474', level: 5 },
      provider: { name: 'Lycée Kerneuzec', siret: '19290076900014' },
      places: [{ commune: { code: '29233' } }],
      sessions: [{ start: '2015-09-01', end: '2017-08-31' }],
    })
    // The switchboard of the school and its mailbox by number; the persons beside them are not read.
    expect(bts!.contact).toEqual({
      organisation: 'Lycée Kerneuzec',
      url: 'https://lyceedekerneuzec.fr',
      phone: '02 98 96 48 00',
      email: 'ce.0290076a@ac-rennes.fr',
    })
    expect(JSON.stringify({ ...bts, contact: undefined })).not.toMatch(/@|02 98 96/)
  })

  it('of ROME give the codes that partners declare, with every official name', async () => {
    const files = ['code_rome', 'appellation'].map((name) => `${shared}/rome/unix_referentiel_${name}_v460_utf8.csv`)
    const { occupations, refused } = await readRome(files.map((file) => createReadStream(file)))
    expect([occupations.length, refused]).toEqual([532, {}])
    const names = occupations.flatMap((occupation) => occupation.names)
    expect(names.length).toBeGreaterThan(12_500)
    expect(names.filter((name) => name.includes("''"))).toEqual([])
    const baker = occupations.find(({ code }) => code === 'D1102')!
    expect(baker.names).toContain('Boulanger-pâtissier / Boulangère-pâtissière')
  })
})
