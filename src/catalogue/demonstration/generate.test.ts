import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Offer } from '../../item.ts'
import { Occupation } from '../../occupations/occupation.ts'
import type { Commune } from '../../places/commune.ts'
import { loadCommunes } from '../../places/load-node.ts'
import { dayNumber, holidaysAround, weekday } from './calendar.ts'
import { type DemonstrationOptions, demonstrationTruth, generateDemonstration } from './generate.ts'
import { loadDemonstrationSources } from './load-node.ts'

const BUILT_ON = '2026-11-24'
const MINUTE = 60_000

let options: DemonstrationOptions
let offers: Offer[]
let truth: string[][]
let communes: Map<string, Commune>

beforeAll(async () => {
  const all = await loadCommunes()
  communes = new Map(all.map((commune) => [commune.code, commune]))
  options = { sources: loadDemonstrationSources(), communes: all, occupations: occupations(), builtOn: BUILT_ON }
  offers = [...generateDemonstration(options)]
  truth = demonstrationTruth(options)
}, MINUTE)

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('the demonstration catalogue', () => {
  it('holds 24,000 offers that are valid and say that they are fictitious', () => {
    expect(offers).toHaveLength(24_000)
    for (const offer of offers) {
      const parsed = Offer.safeParse(offer)
      expect(parsed.error?.issues ?? [], offer.partner.reference).toEqual([])
      expect(offer.fictitious).toBe(true)
    }
    expect(new Set(offers.map((offer) => offer.partner.reference)).size).toBe(offers.length)
  })

  it('covers the fourteen domains, at least 350 subjects, 60 partners, 120 skill resources and 600 events', () => {
    const domains = new Set(options.sources.subjects.map((subject) => subject.romes[0]!.charAt(0)))
    expect([...domains].sort().join('')).toBe('ABCDEFGHIJKLMN')
    const titles = new Set(trainings(offers).map((offer) => offer.title))
    const offered = options.sources.subjects.filter((subject) => subject.titles.some((title) => titles.has(title)))
    expect(offered.length).toBeGreaterThanOrEqual(350)
    expect(new Set(offers.map((offer) => offer.partner.name)).size).toBeGreaterThanOrEqual(60)
    expect(offers.filter((offer) => offer.kind === 'skill').length).toBeGreaterThanOrEqual(120)
    expect(offers.filter((offer) => offer.kind === 'event').length).toBeGreaterThanOrEqual(600)
    expect(options.sources.events.templates.length).toBeGreaterThanOrEqual(60)
  })

  it('holds what is asked every day: the trades most asked at every seat, what everybody learns in every region', () => {
    const { seats, subjects, popular, everyday } = options.sources
    const offered = new Map<string, Set<string>>()
    for (const offer of trainings(offers)) {
      // A copy is worded by its partner: what is not titled as a source is not counted here.
      const subject = subjects.find(({ titles }) => titles.some((title) => offer.title.startsWith(title)))
      if (!subject) continue
      const places = offered.get(subject.id) ?? new Set()
      for (const place of offer.places) {
        const commune = communes.get(place.commune.code)!
        places.add(popular.includes(subject.id) ? (commune.parent ?? commune.code) : commune.region)
      }
      offered.set(subject.id, places)
    }
    const shares = (ids: readonly string[], where: readonly string[]) =>
      ids.map((id) => where.filter((place) => offered.get(id)?.has(place)).length / where.length)
    const regions = Object.keys(options.sources.phrases.regions)
    expect(mean(shares(popular, seats))).toBeGreaterThan(0.85)
    expect(mean(shares(everyday, regions))).toBeGreaterThan(0.85)
  })

  it('has an event in every département every week, five months ahead', () => {
    const held = new Set<string>()
    for (const offer of offers) {
      if (offer.kind !== 'event') continue
      for (const { start } of offer.sessions) {
        const week = Math.floor((dayNumber(start) - dayNumber(BUILT_ON)) / 7)
        for (const place of offer.places) held.add(`${communes.get(place.commune.code)!.departement} ${week}`)
      }
    }
    const wanted = options.sources.seats.flatMap((seat) =>
      Array.from({ length: 21 }, (_, week) => `${communes.get(seat)!.departement} ${week}`),
    )
    expect(wanted.filter((one) => held.has(one)).length / wanted.length).toBeGreaterThan(0.95)
  })

  it('can be acted on: each offer has a place or is remote, a date or a time of entry, and a desk that no line can reach', () => {
    for (const { partner, places, modality, sessions, entry, contact } of offers) {
      expect(places.length > 0 || modality === 'remote', partner.reference).toBe(true)
      expect(sessions.length > 0 || entry !== undefined, partner.reference).toBe(true)
      expect(contact?.phone, partner.reference).toMatch(/^02 61 91 \d\d \d\d$/)
      expect(contact?.email, partner.reference).toMatch(/@[a-z0-9-]+\.example$/)
    }
  })

  it('leaves no partner above an eighth of the offers', () => {
    const counts = new Map<string, number>()
    for (const { partner } of offers) counts.set(partner.name, (counts.get(partner.name) ?? 0) + 1)
    expect(Math.max(...counts.values()) / offers.length).toBeLessThan(1 / 8)
  })

  it('covers every region, large and small towns', () => {
    const regions = new Set(
      offers.flatMap((offer) => offer.places.map((place) => communes.get(place.commune.code)?.region)),
    )
    for (const region of Object.keys(options.sources.phrases.regions)) expect(regions).toContain(region)
    const inParis = offers.filter((offer) => offer.places.some((place) => place.commune.code.startsWith('75'))).length
    expect(inParis / offers.length).toBeGreaterThan(0.01)
    expect(inParis / offers.length).toBeLessThan(0.12)
    expect(new Set(offers.flatMap((offer) => offer.places.map((place) => place.commune.code))).size).toBeGreaterThan(
      800,
    )
  })

  it('leaves values unknown at the rates of a real catalogue', () => {
    const missing = (field: keyof Offer) => share(trainings(offers), (offer) => offer[field] === undefined)
    for (const field of ['price', 'schedule', 'accessibility', 'admission', 'content'] as const) {
      expect(missing(field), field).toBeGreaterThan(0.03)
      expect(missing(field), field).toBeLessThan(0.65)
    }
    expect(share(trainings(offers), (offer) => offer.sessions.length === 0)).toBeGreaterThan(0.03)
    const sessions = trainings(offers).flatMap((offer) => offer.sessions)
    expect(share(sessions, (session) => session.seats === 0)).toBeGreaterThan(0.04)
    expect(share(sessions, (session) => session.seats === undefined)).toBeGreaterThan(0.2)
    const rates = offers.flatMap((offer) => offer.outcomes)
    expect(share(rates, (rate) => rate.n < 30)).toBeGreaterThan(0.1)
    expect(share(rates, (rate) => rate.n < 30)).toBeLessThan(0.5)
  })

  it('says what the work asks of the body in some offers of a demanding occupation, not in all', () => {
    const demanding = options.sources.subjects.filter((subject) => subject.physical.includes('port de charges'))
    const titles = new Set(demanding.flatMap((subject) => subject.titles))
    const concerned = trainings(offers).filter((offer) => titles.has(offer.title))
    const told = share(concerned, (offer) => texts(offer).some(([, text]) => /port de charges/i.test(text)))
    expect(concerned.length).toBeGreaterThan(100)
    expect(told).toBeGreaterThan(0.15)
    expect(told).toBeLessThan(0.9)
    for (const subject of options.sources.subjects)
      for (const demand of subject.physical)
        expect(options.sources.phrases.demands, subject.id).toHaveProperty([demand])
  })
})

describe('the same training published by several partners', () => {
  it('is 15 % of the offers, in groups of two to four', () => {
    const grouped = truth.flat()
    expect(new Set(grouped).size).toBe(grouped.length)
    expect(Math.abs(grouped.length / offers.length - 0.15)).toBeLessThan(0.015)
    for (const group of truth) {
      expect(group.length).toBeGreaterThanOrEqual(2)
      expect(group.length).toBeLessThanOrEqual(4)
    }
  })

  it('keeps its commune, first session and certification, and changes partner and mostly words', () => {
    const byReference = new Map(offers.map((offer) => [offer.partner.reference, offer]))
    let reworded = 0
    for (const group of truth) {
      const members = group.map((reference) => byReference.get(reference)!)
      const facts = members.map((offer) =>
        JSON.stringify([
          offer.places[0]?.commune.code,
          offer.sessions[0]?.start,
          offer.certification?.label,
          offer.modality,
        ]),
      )
      expect(new Set(facts).size, group.join(' ')).toBe(1)
      expect(new Set(members.flatMap((offer) => offer.hours ?? [])).size).toBeLessThanOrEqual(1)
      expect(new Set(members.map((offer) => offer.partner.name)).size).toBe(members.length)
      if (new Set(members.map((offer) => offer.title)).size === members.length) reworded += 1
    }
    expect(reworded / truth.length).toBeGreaterThan(0.9)
  })

  it('stands beside near twins that differ by a year, an option or a town only', () => {
    const grouped = new Set(truth.flat())
    const single = trainings(offers).filter((offer) => !grouped.has(offer.partner.reference))
    const keys = new Map<string, Set<string>>()
    for (const offer of single) {
      const bare = offer.title.replace(
        / – (1re année|2e année|bloc de compétences \d|groupe \p{L}+|option [AB]|niveau \d)/u,
        '',
      )
      if (bare === offer.title) continue
      const key = JSON.stringify([offer.provider.siret, offer.places[0]?.commune.code, offer.sessions[0]?.start])
      keys.set(key, (keys.get(key) ?? new Set()).add(offer.title))
    }
    expect([...keys.values()].filter((titles) => titles.size > 1).length).toBeGreaterThan(50)
  })

  it('is not betrayed by the offers themselves', () => {
    expect(offers.some((offer) => offer.declared !== undefined)).toBe(false)
    const place = new Map(offers.map((offer, index) => [offer.partner.reference, index]))
    const apart = truth.filter(([a, b]) => Math.abs(place.get(a!)! - place.get(b!)!) > 100)
    expect(apart.length / truth.length).toBeGreaterThan(0.9)
  })
})

describe('dates of the demonstration catalogue', () => {
  it('begin from a month before the day of building to 300 days after, never on a Sunday or a public holiday', () => {
    const holidays = holidaysAround(2026)
    for (const offer of trainings(offers))
      for (const session of offer.sessions) {
        const start = dayNumber(session.start)
        expect(start - dayNumber(BUILT_ON)).toBeGreaterThanOrEqual(-30)
        expect(start - dayNumber(BUILT_ON)).toBeLessThanOrEqual(300)
        expect(weekday(start), session.start).not.toBe(0)
        expect(holidays.has(start), session.start).toBe(false)
        if (session.end !== undefined) expect(session.end >= session.start).toBe(true)
        if (offer.schedule === 'full-time') expect(weekday(start), session.start).not.toBe(6)
      }
  })

  it('give every event a day with its hours', () => {
    for (const event of offers.filter((offer) => offer.kind === 'event')) {
      const [session] = event.sessions
      expect(session?.startTime).toMatch(/^\d\d:\d\d$/)
      expect(session!.endTime! > session!.startTime!).toBe(true)
      expect(weekday(dayNumber(session!.start))).not.toBe(0)
    }
  })

  it('are the same bytes for the same day and seed, and move with the day alone', () => {
    const small = { ...options, size: 800 }
    const first = [...generateDemonstration(small)]
    expect(JSON.stringify([...generateDemonstration(small)])).toBe(JSON.stringify(first))
    const later = [...generateDemonstration({ ...small, builtOn: '2027-03-02' })]
    expect(later.map(({ partner, places }) => [partner, places])).toEqual(
      first.map(({ partner, places }) => [partner, places]),
    )
    expect(later.map((offer) => offer.sessions)).not.toEqual(first.map((offer) => offer.sessions))
    const other = [...generateDemonstration({ ...small, seed: 'autre' })]
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(first))
  })
})

describe('the wording of the demonstration catalogue', () => {
  const faults: readonly (readonly [string, RegExp])[] = [
    ['residue of a template', /undefined|null|NaN|[{}[\]]/],
    ['two spaces or a space before a comma', / {2}| [,.]|,,|\.\.|: :/],
    ['a missing elision', /(?<![\p{L}'])(?:[dDlLjJnNsS]e|[lL]a|[qQ]ue) [aeiouyàâéèêëîïôœùûAEIOUÀÂÉÈÊÎÔŒ]\p{Ll}/u],
    ['an article not contracted', /(?<!\p{L})(?:à|de) (?:Le|Les) \p{L}/u],
    ['a small letter at the beginning', /^\p{Ll}/u],
    [
      'a superlative or a promise',
      /(?<!\p{L})(?:meilleur|leader|exceptionnel|idéal|excellen|parfait|incontournable|numéro un|garantie? d'emploi|(?:le|la|les) plus \p{L})/iu,
    ],
  ]

  it('is free of template residue, wrong elisions, wrong spaces and superlatives', () => {
    for (const offer of offers)
      for (const [field, text] of texts(offer))
        for (const [name, pattern] of faults) {
          if (field === 'content' && name.startsWith('a small letter')) continue
          if (pattern.test(text)) expect.fail(`${offer.partner.reference} ${field}, ${name}: ${text}`)
        }
  })

  it('marks certifications, codes, sites and SIRET so that none can be real', () => {
    for (const offer of offers) {
      if (offer.certification) {
        expect(offer.certification.label).toMatch(/ \(fictif\)$/)
        const { rncp, rs } = offer.certification
        for (const code of [rncp, rs]) if (code !== undefined) expect(code).toMatch(/^(RNCP|RS)9\d{4}$/)
      }
      for (const url of [offer.url, offer.contact?.url, offer.partner.url])
        if (url !== undefined) expect(new URL(url).hostname).toMatch(/\.example$/)
      const { siret } = offer.provider
      if (siret === undefined) continue
      expect(siret).toMatch(/^\d{14}$/)
      expect(luhn(siret) % 10, siret).not.toBe(0)
      expect(luhn(siret.slice(0, 9)) % 10, siret).not.toBe(0)
    }
  })
})

it('generates 24,000 offers of the same quality in a few seconds', { timeout: MINUTE }, () => {
  const started = performance.now()
  let count = 0
  for (const offer of generateDemonstration({ ...options, size: 24_000 })) count += offer.title === '' ? 0 : 1
  expect(count).toBe(24_000)
  // Two seconds on a machine of its own; other tests share this one.
  expect(performance.now() - started).toBeLessThan(10_000)
  const grouped = demonstrationTruth({ ...options, size: 24_000 }).flat().length
  expect(Math.abs(grouped / 24_000 - 0.15)).toBeLessThan(0.015)
})

function occupations(): Occupation[] {
  const folder = new URL('../../../data/occupations/', import.meta.url)
  return readdirSync(folder)
    .filter((name) => /^[A-N]\.json$/.test(name))
    .flatMap((name) => z.array(Occupation).parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))
}

function trainings(all: readonly Offer[]): Offer[] {
  return all.filter((offer) => offer.kind === 'training')
}

function share<T>(all: readonly T[], has: (one: T) => boolean): number {
  return all.filter(has).length / all.length
}

function texts(offer: Offer): [string, string][] {
  const found: [string, string | undefined][] = [
    ['title', offer.title],
    ['summary', offer.summary],
    ['objective', offer.objective],
    ['content', offer.content],
    ['audience', offer.audience],
    ['admission', offer.admission],
    ['accessibility', offer.accessibility],
    ...offer.prerequisites.map((text): [string, string] => ['prerequisites', text]),
  ]
  return found.flatMap(([field, text]): [string, string][] => (text === undefined ? [] : [[field, text]]))
}

function luhn(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}
