import { describe, expect, it } from 'vitest'
import type { Item } from '../item.ts'
import { applyFilters, reasonToLeaveOut } from './filters.ts'
import { placeAt, sampleCriteria, sampleDay, sampleItem, sampleLyon } from './sample-items.ts'

const circumstances = { today: sampleDay, near: sampleLyon, alreadyRefused: new Set<string>() }
const reason = (item: Item, asked: Parameters<typeof sampleCriteria>[0]) =>
  reasonToLeaveOut(item, sampleCriteria(asked), circumstances)
const near = { code: '69123', name: 'Lyon' }

describe('what is left out', () => {
  it('says which rule, which field, the value found and the limit', () => {
    expect(reason(sampleItem({ hours: 500 }), { maxHours: 200 })).toEqual({
      rule: 'hours',
      field: '/hours',
      value: 500,
      limit: 200,
    })
    expect(reason(sampleItem({ places: [placeAt('Vienne', 45.4)] }), { near, radiusKm: 20 })).toMatchObject({
      rule: 'distance',
      field: '/places/0',
      limit: 20,
    })
    expect(reason(sampleItem({ price: { amount: 900, currency: 'EUR' } }), { maxPrice: 500 })).toMatchObject({
      rule: 'price',
      value: 900,
    })
    expect(reason(sampleItem(), { modality: 'remote' })).toMatchObject({ rule: 'modality', value: 'onsite' })
    expect(reason(sampleItem({ modality: 'remote' }), { excludeModalities: ['remote'] })?.rule).toBe('modality')
    expect(reason(sampleItem({ certifying: false }), { certifying: true })).toMatchObject({
      rule: 'certifying',
      field: '/certifying',
      value: false,
    })
    expect(reason(sampleItem({ certification: { label: 'CAP' } }), { certifying: false })?.rule).toBe('certifying')
    expect(reason(sampleItem({ certification: { label: 'CAP', level: 3 } }), { level: 4 })?.rule).toBe('level')
    expect(reason(sampleItem(), { schedule: 'evening' })?.rule).toBe('schedule')
    expect(reason(sampleItem(), { kinds: ['event'] })?.rule).toBe('kind')
    expect(reason(sampleItem(), { excludeProviders: ['fumées'] })?.rule).toBe('excluded-provider')
    expect(reason(sampleItem(), { excludeItems: ['item_1'] })?.rule).toBe('excluded-item')
  })

  it('is what the person refuses: by its title, its certification, its codes or their field, its rhythm, kind, level or town', () => {
    const refused = (criterion: string, value: unknown, more: Parameters<typeof sampleItem>[0] = {}, asked = {}) =>
      reason(sampleItem(more), { refused: [{ criterion, value }], ...asked })
    expect(refused('topic', 'soudure')).toEqual({
      rule: 'refused',
      field: '/title',
      value: 'Soudage à l’arc',
      limit: 'soudure',
    })
    const shop = { title: 'Conseil en magasin', occupations: [{ code: 'D1214', label: 'Vendeur en prêt-à-porter' }] }
    expect(refused('topic', 'la vente', shop)).toMatchObject({ field: '/occupations/0/label', limit: 'la vente' })
    expect(refused('topic', 'vente de voitures', shop)).toBeUndefined()
    expect(refused('topic', 'conduite', { certification: { label: 'Conduite d’engins' } })?.field).toBe(
      '/certification/label',
    )
    const welder = { code: 'H2913', label: 'Soudeur / Soudeuse' }
    expect(refused('occupation', welder, { title: 'Assemblage' })?.limit).toBe('Soudeur / Soudeuse')
    expect(refused('schedule', 'alternating', { schedule: 'alternating' })?.field).toBe('/schedule')
    expect(refused('schedule', 'alternating', { schedule: undefined })).toBeUndefined()
    expect(refused('kinds', 'training')?.field).toBe('/kind')
    expect(refused('level', 3, { certification: { label: 'CAP', level: 3 } })?.rule).toBe('refused')
    expect(
      refused('near', { code: '69008', name: 'Bron' }, { places: [placeAt('Bron'), placeAt('Lyon')] }),
    ).toBeUndefined()
    const { code } = placeAt('Bron').commune
    expect(refused('near', { code, name: 'Bron' }, { places: [placeAt('Bron')] })?.rule).toBe('refused')
  })

  it('is not what is wanted under the same code or certification by another name', () => {
    const taxi = { code: 'N4102', label: 'Conducteur / Conductrice de taxi' }
    const asked = { occupation: taxi, refused: [{ criterion: 'topic', value: 'VTC' }] }
    const both = { title: 'Devenir conducteur de taxi', certification: { label: 'Carte taxi ou VTC' } }
    expect(reason(sampleItem({ ...both, occupations: [taxi] }), asked)).toBeUndefined()
    expect(reason(sampleItem({ title: 'Devenir chauffeur de VTC', occupations: [taxi] }), asked)?.rule).toBe('refused')
  })

  it('is what the person leaves, unless it is also what is asked for', () => {
    const past = [{ criterion: 'occupation', value: { code: 'H2913', label: 'Soudeur / Soudeuse' } }]
    expect(reason(sampleItem(), { past, topic: 'fleuriste' })).toMatchObject({
      rule: 'left',
      limit: 'Soudeur / Soudeuse',
    })
    expect(reason(sampleItem({ title: 'Soudage pour fleuristes' }), { past, topic: 'fleuriste' })).toBeUndefined()
    const boiler = { code: 'H2902', label: 'Chaudronnier / Chaudronnière' }
    const item = sampleItem({ title: 'Souder et former', occupations: [boiler, { code: 'H2913', label: 'Soudeur' }] })
    expect(reason(item, { past, occupation: boiler })).toBeUndefined()
  })

  it('comes back when it is included by hand, or when its refusal is taken away', () => {
    const refused = [{ criterion: 'topic', value: 'soudure' }]
    expect(reason(sampleItem(), { refused, includeItems: ['item_1'] })).toBeUndefined()
    expect(reason(sampleItem(), { refused: [] })).toBeUndefined()
  })

  it('is never what the record does not say', () => {
    const contact = { organisation: 'Organisme fictif' }
    const silent = sampleItem({ contact, hours: undefined, schedule: undefined, sessions: [], places: [] })
    const asked = { maxHours: 10, maxPrice: 0, schedule: 'evening', near, radiusKm: 5, startBefore: '2026-12-01' }
    expect(reason(silent, asked)).toBeUndefined()
    for (const certifying of [true, false]) expect(reason(silent, { certifying, level: 4 })).toBeUndefined()
  })

  it('is a record that names no place, date or contact, where a place was asked', () => {
    const lead = sampleItem({ contact: undefined, sessions: [], places: [] })
    expect(reason(lead, { near })?.rule).toBe('lead')
    expect(reason(lead, {})).toBeUndefined()
    expect(reason({ ...lead, modality: 'remote' }, { near })).toBeUndefined()
    expect(reason({ ...lead, entry: { permanent: true } }, { near })).toBeUndefined()
  })

  it('is never for who may come or how one gets in: that is to be checked with the person', () => {
    const item = sampleItem({
      audience: 'Jeunes de 16 à 25 ans',
      admission: 'Test',
      prerequisites: ['Niveau 5 validé'],
    })
    expect(reason(item, {})).toBeUndefined()
  })

  it('is never for a wish', () => {
    const wish = { read: [{ criterion: 'modality', from: 'message', strength: 'wish' }] }
    expect(reason(sampleItem(), { modality: 'remote', ...wish })).toBeUndefined()
  })

  it('is an offer whose sessions are all over or all full, whatever else is asked', () => {
    expect(reason(sampleItem({ sessions: [{ start: '2026-11-02' }] }), {})?.rule).toBe('session-over')
    expect(reason(sampleItem({ sessions: [{ start: '2027-01-04', seats: 0 }] }), {})?.rule).toBe('session-full')
    expect(reason(sampleItem({ sessions: [{ start: '2026-11-02' }, { start: '2027-01-04' }] }), {})).toBeUndefined()
  })

  it('does not count on a full session to meet a date', () => {
    const item = sampleItem({ sessions: [{ start: '2026-12-07', seats: 0 }, { start: '2027-03-01' }] })
    expect(reason(item, { startBefore: '2026-12-31' })).toMatchObject({ rule: 'start-before', value: '2027-03-01' })
    const late = sampleItem({ sessions: [{ start: '2026-12-07' }, { start: '2027-03-01', seats: 0 }] })
    expect(reason(late, { startAfter: '2027-01-01' })).toMatchObject({ rule: 'start-after', value: '2026-12-07' })
  })

  it('comes back when a counsellor includes it by hand', () => {
    expect(reason(sampleItem({ hours: 500 }), { maxHours: 200, includeItems: ['item_1'] })).toBeUndefined()
  })

  it('is what the person refused before', () => {
    const refused = { ...circumstances, alreadyRefused: new Set(['item_1']) }
    expect(reasonToLeaveOut(sampleItem(), sampleCriteria(), refused)?.rule).toBe('already-refused')
  })
})

it('counts what each rule left out, and shows at most twenty examples', () => {
  const long = Array.from({ length: 30 }, (_, at) => ({ item: sampleItem({ id: `long_${at}`, hours: 900 }), merit: 1 }))
  const far = [
    { item: sampleItem({ id: 'far', places: [placeAt('Paris', 48.8)] }), merit: 1 },
    { item: sampleItem({ id: 'less-far', places: [placeAt('Mâcon', 46.3)] }), merit: 1 },
  ]
  const good = [{ item: sampleItem({ id: 'good' }), merit: 1 }]
  const asked = sampleCriteria({ near, radiusKm: 20, maxHours: 200 })
  const { kept, excluded } = applyFilters([...long, ...far, ...good], asked, circumstances)
  expect(kept.map(({ item }) => item.id)).toEqual(['good'])
  expect(excluded.counts).toEqual([
    { rule: 'hours', count: 30 },
    { rule: 'distance', count: 2 },
  ])
  expect(excluded.examples).toHaveLength(20)
  // What is too far is told nearest first, with its town.
  expect(excluded.examples.slice(0, 2).map(({ item }) => item)).toEqual([
    expect.objectContaining({ id: 'less-far', town: 'Mâcon' }),
    expect.objectContaining({ id: 'far', town: 'Paris' }),
  ])
})
