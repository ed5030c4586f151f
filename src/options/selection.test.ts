import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uniformityTest } from '../../evals/statistics.ts'
import type { Candidate } from '../catalogue/catalogue-index.ts'
import type { Item } from '../item.ts'
import type { Exposure } from './exposure.ts'
import { offeredBy, placeAt, sampleCriteria } from './sample-items.ts'
import { choicesAmong, providerKey, type SelectionInput, select } from './selection.ts'

const candidate = (provider: string, id: string, merit = 1, more: Partial<Item> = {}): Candidate => ({
  item: offeredBy(provider, id, more),
  merit,
})
const selecting = (candidates: readonly Candidate[], more: Partial<SelectionInput> = {}) =>
  select({
    candidates,
    criteria: sampleCriteria({ kinds: ['training'] }),
    exposure: {},
    seed: 'seed',
    ...more,
  })
const idsOf = (items: readonly Item[]) => items.map(({ id }) => id)

/** Candidates as a search gives them: by falling merit, a few providers, some of the same title. */
const someCandidates = fc
  .array(
    fc.record({
      provider: fc.integer({ min: 0, max: 5 }),
      title: fc.integer({ min: 0, max: 8 }),
      merit: fc.double({ min: 0.05, max: 1, noNaN: true }),
    }),
    { maxLength: 40 },
  )
  .map((drawn) =>
    drawn
      .map(({ provider, title, merit }, at) => candidate(`P${provider}`, `i${at}`, merit, { title: `Cours ${title}` }))
      .sort((one, other) => other.merit - one.merit),
  )
const someLedger = fc.dictionary(
  fc.integer({ min: 0, max: 5 }).map((provider) => `p${provider}`),
  fc.record({ exposure: fc.integer({ min: 0, max: 20 }), merit: fc.integer({ min: 0, max: 20 }) }),
)

describe('the options', () => {
  it('are for at least a half on site where a place is asked, however many remote ones are worth as much', () => {
    const remote = (id: string) => candidate(`R${id}`, id, 1, { title: id, modality: 'remote' })
    const onsite = (id: string) => candidate(`S${id}`, id, 0.6, { title: id, modality: 'onsite' })
    const many = [
      ...['soudage', 'cuisine', 'vente', 'couture', 'peinture'].map(remote),
      ...['coiffure', 'jardinage'].map(onsite),
    ]
    const place = { code: '69123', name: 'Lyon' }
    const remoteAmong = (criteria: SelectionInput['criteria']) =>
      selecting(many, { criteria }).chosen.filter(({ modality }) => modality === 'remote').length
    expect(remoteAmong(sampleCriteria({ kinds: ['training'], near: place }))).toBe(2)
    expect(remoteAmong(sampleCriteria({ kinds: ['training'] }))).toBe(4)
    expect(remoteAmong(sampleCriteria({ kinds: ['training'], near: place, modality: 'remote' }))).toBe(4)
  })

  it('take turns within a family: a diploma waits for no module, no preparation and no short course', () => {
    const diploma = { label: 'CAP Cuisine', level: 3 }
    const many = [
      candidate('A', 'cap', 1, { title: 'CAP Cuisine', certification: diploma }),
      candidate('B', 'title', 0.9, {
        title: 'Titre professionnel Cuisinier',
        certification: { label: 'TP', level: 3 },
      }),
      candidate('C', 'module', 0.95, { title: 'Cuisine, bloc de compétences 1', certification: diploma }),
      candidate('D', 'entry', 0.95, { title: "Préparation à l'entrée en CAP cuisine" }),
      candidate('E', 'course', 0.95, { title: 'Hygiène en cuisine' }),
      ...['F', 'G', 'H'].map((name) => candidate(name, name, 0.9, { title: `BP ${name}`, certification: diploma })),
    ]
    const waiting = { exposure: 100, merit: 1 }
    const exposure = Object.fromEntries(['a', 'b', 'f', 'g', 'h'].map((key) => [key, waiting]))
    const { chosen, alsoValid } = selecting(many, { exposure })
    expect(chosen.map(({ certification, title }) => certification?.level === 3 && !title.includes('bloc'))).toEqual(
      Array(4).fill(true),
    )
    expect(alsoValid.map(({ item }) => item.id)).not.toContain('course')
  })

  it('are as many as answer, one to four, 500 times of 500', () => {
    fc.assert(
      fc.property(someCandidates, someLedger, fc.string(), (candidates, exposure, seed) => {
        const { length } = selecting(candidates, { exposure, seed }).chosen
        expect(length).toBe(Math.min(4, choicesAmong(candidates).length))
      }),
      { numRuns: 500 },
    )
  })

  it('are the same, with the same others named, for the same candidates, ledger and seed, 500 times of 500', () => {
    fc.assert(
      fc.property(someCandidates, someLedger, fc.string(), (candidates, exposure, seed) => {
        const kept = structuredClone({ candidates, exposure })
        expect(selecting(candidates, { exposure, seed })).toEqual(
          selecting(kept.candidates, { exposure: kept.exposure, seed }),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('never hold one organisation in more than half of the set while another is relevant and left out', () => {
    fc.assert(
      fc.property(someCandidates, someLedger, fc.string(), (candidates, exposure, seed) => {
        const { chosen } = selecting(candidates, { exposure, seed })
        for (const key of new Set(chosen.map(providerKey))) {
          const share = chosen.filter((item) => providerKey(item) === key).length / chosen.length
          const left = candidates.filter(({ item }) => providerKey(item) !== key && !chosen.includes(item))
          // Another item of the same organisation and title is the same choice, not a left-out one.
          const others = left.filter(
            ({ item }) => !chosen.some((one) => one.title === item.title && providerKey(one) === providerKey(item)),
          )
          if (others.length > 0) expect(share).toBeLessThanOrEqual(0.5)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('are one when one answers, and never padded', () => {
    expect(idsOf(selecting([candidate('A', 'a')]).chosen)).toEqual(['a'])
    expect(selecting([]).chosen).toEqual([])
  })

  it('count ten copies of an offer by one organisation as one', () => {
    const copies = Array.from({ length: 10 }, (_, at) => candidate('A', `a${at}`, 1, { title: 'Soudage' }))
    expect(selecting(copies).chosen).toHaveLength(1)
    const { chosen } = selecting([...copies, candidate('B', 'b')])
    expect(idsOf(chosen).filter((id) => id.startsWith('a'))).toHaveLength(1)
  })

  it('repeat a title at the same place only to fill the set', () => {
    const webinar = (provider: string, id: string, title: string, merit: number) =>
      candidate(provider, id, merit, { kind: 'event', title, modality: 'remote', places: [] })
    const criteria = sampleCriteria({ kinds: ['event'] })
    const { chosen, alsoValid } = selecting(
      [
        webinar('A', 'a', 'Webinaire : relire son CV', 1),
        webinar('B', 'b', 'Webinaire : relire son CV', 0.99),
        webinar('C', 'c', 'Webinaire : préparer un entretien', 0.95),
        webinar('D', 'd', 'Webinaire : écrire une lettre', 0.7),
      ],
      { criteria },
    )
    expect(chosen.filter(({ title }) => title.endsWith('CV'))).toHaveLength(2)
    expect(idsOf(chosen)).toHaveLength(4)
    const five = selecting(
      [
        webinar('A', 'a', 'Webinaire : relire son CV', 1),
        webinar('B', 'b', 'Webinaire : relire son CV', 0.99),
        ...['mobilité', 'réseau', 'candidature'].map((id) => webinar(id, id, `Webinaire : ${id}`, 0.6)),
      ],
      { criteria },
    )
    expect(five.chosen.filter(({ title }) => title.endsWith('CV'))).toHaveLength(1)
    expect(five.alsoValid.filter(({ item }) => item.title.endsWith('CV'))).toHaveLength(1)
    expect(alsoValid).toEqual([])
  })

  it('read a title that only adds a session or a way in as the same', () => {
    const { chosen } = selecting([
      candidate('A', 'a', 1, { title: 'BTS Comptabilité et gestion' }),
      candidate('B', 'b', 0.99, { title: 'BTS Comptabilité et gestion – session 2026' }),
      ...['assistant', 'audit', 'paie'].map((id) => candidate(id, id, 0.8, { title: `Comptabilité : ${id}` })),
    ])
    expect(chosen.filter(({ title }) => title.startsWith('BTS'))).toHaveLength(1)
  })

  it('keep a same title in another town: that is another choice', () => {
    const { chosen } = selecting([
      candidate('A', 'a', 1, { title: 'CAP Cuisine', places: [placeAt('Lyon')] }),
      candidate('B', 'b', 1, { title: 'CAP Cuisine', places: [placeAt('Villeurbanne')] }),
    ])
    expect(chosen).toHaveLength(2)
  })

  it('hold each kind asked that has something relevant', () => {
    const criteria = sampleCriteria({ kinds: ['training', 'event'] })
    const trainings = Array.from({ length: 6 }, (_, at) => candidate(`T${at}`, `t${at}`, 1))
    const { chosen } = selecting([...trainings, candidate('E', 'e', 0.5, { kind: 'event' })], { criteria })
    expect(new Set(chosen.map(({ kind }) => kind))).toEqual(new Set(['training', 'event']))
  })

  it('hold something for each goal that would do, however much better the first is answered', () => {
    const first = Array.from({ length: 6 }, (_, at) => candidate(`T${at}`, `t${at}`, 1))
    const goals = ['t', 'other', 'nothing'].map(
      (start) =>
        ({ id }: Item) =>
          id.startsWith(start),
    )
    const { chosen } = selecting([...first, candidate('O', 'other', 0.2)], { goals })
    expect(idsOf(chosen)).toContain('other')
    expect(chosen).toHaveLength(4)
  })
})

describe('fairness between organisations', () => {
  it('gives the turn to who received least for what it deserved, and names who waits', () => {
    const candidates = ['A', 'B', 'C', 'D', 'E'].map((provider) => candidate(provider, provider.toLowerCase()))
    const exposure: Record<string, Exposure> = { a: { exposure: 9, merit: 2 } }
    const { chosen, alsoValid } = selecting(candidates, { exposure })
    expect(idsOf(chosen)).not.toContain('a')
    expect(alsoValid).toEqual([{ item: { id: 'a', title: 'Soudage a', provider: 'A' }, because: 'rotation' }])
  })

  it('shows each of eight equal organisations as often as the others, over four hundred needs', () => {
    const candidates = Array.from({ length: 8 }, (_, at) => candidate(`P${at}`, `i${at}`))
    const ledger: Record<string, Exposure> = {}
    for (let turn = 0; turn < 400; turn += 1) {
      const added = selecting(candidates, { exposure: structuredClone(ledger), seed: `seed-${turn}` }).ledger
      for (const [key, { exposure, merit }] of Object.entries(added)) {
        ledger[key] ??= { exposure: 0, merit: 0 }
        ledger[key].exposure += exposure
        ledger[key].merit += merit
      }
    }
    for (const { exposure } of Object.values(ledger)) expect(Math.abs(exposure - 200)).toBeLessThanOrEqual(2)
  })

  it('adds to the ledger as much merit as exposure', () => {
    fc.assert(
      fc.property(someCandidates, someLedger, (candidates, exposure) => {
        const lines = Object.values(selecting(candidates, { exposure }).ledger)
        const shown = lines.reduce((sum, line) => sum + line.exposure, 0)
        expect(lines.reduce((sum, line) => sum + line.merit, 0)).toBeCloseTo(shown, 6)
      }),
    )
  })
})

it('shows what a counsellor brought back by hand, whoever has the turn', () => {
  const candidates = Array.from({ length: 20 }, (_, at) => candidate(`P${at}`, `i${at}`))
  for (let turn = 0; turn < 50; turn += 1) {
    const criteria = sampleCriteria({ kinds: ['training'], includeItems: ['i13'] })
    const { chosen } = selecting(candidates, { criteria, seed: `seed-${turn}` })
    expect(idsOf(chosen)).toContain('i13')
    expect(chosen).toHaveLength(4)
  }
})

it('orders by the seed alone: the offer of highest merit is at each place as often as at the others', () => {
  const apart = [1, 0.8, 0.6, 0.5].map((merit, at) => candidate(`P${at}`, `i${at}`, merit))
  // One above the others, which share a wide band: the draw that picks among them must not bring them forward.
  const above = [1, ...Array.from({ length: 12 }, () => 0.7)].map((merit, at) => candidate(`P${at}`, `i${at}`, merit))
  for (const candidates of [apart, above]) {
    const places = [0, 0, 0, 0]
    for (let turn = 0; turn < 2000; turn += 1) {
      places[idsOf(selecting(candidates, { seed: `seed-${turn}` }).chosen).indexOf('i0')]! += 1
    }
    expect(uniformityTest(places).p).toBeGreaterThan(0.01)
  }
})
