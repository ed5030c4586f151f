import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { type Criteria, noCriteria } from '../criteria/criteria.ts'
import { mostRadiusKm } from '../criteria/default-radius-km.ts'
import { createReferential } from '../occupations/referential.ts'
import { createPlaces } from '../places/places.ts'
import { mergeTurn } from './merge.ts'
import { emptyProfile, type Profile } from './profile.ts'
import { readNeed } from './read-need.ts'

const town = { region: '32', lat: 50.6, lon: 3, exactness: 'exact' as const }
const places = createPlaces([
  { ...town, code: '59350', name: 'Lille', postcodes: ['59000'], departement: '59', population: 236_000 },
  { ...town, code: '62498', name: 'Lens', postcodes: ['62300'], departement: '62', population: 32_000 },
  {
    ...town,
    code: '44109',
    name: 'Nantes',
    postcodes: ['44000'],
    departement: '44',
    lat: 47.2,
    lon: -1.5,
    population: 320_000,
  },
])
const occupation = (code: string, label: string) => ({ code, label, names: [label.toLowerCase()], activities: [] })
const referential = createReferential([
  occupation('D1102', 'Boulanger / Boulangère'),
  occupation('D1104', 'Pâtissier / Pâtissière'),
  occupation('D1209', 'Fleuriste'),
  occupation('F1703', 'Maçon / Maçonne'),
])
const today = '2026-11-24'

function say(
  previous: Criteria,
  text: string,
  profile: Profile = emptyProfile,
  more: { lifting?: boolean; leavesOut?: boolean; continues?: boolean } = {},
): Criteria {
  const context = { previous, profile, places, referential, today, locale: 'fr' as const, ...more }
  return mergeTurn(previous, { profile, today, message: readNeed(mintRedacted(text), context) }).criteria
}

/** The criteria alone, without where they were read, codes for places and occupations, nothing that is empty. */
const plain = ({ read, ...criteria }: Criteria) =>
  Object.fromEntries(
    Object.entries(criteria).flatMap(([name, value]) => {
      if (Array.isArray(value) && value.length === 0) return []
      return [[name, typeof value === 'object' && 'code' in value ? value.code : value]]
    }),
  )

describe('several places', () => {
  const placesOf = ({ near, alternatives }: Criteria) => [near?.name, ...alternatives.map((other) => other.near?.name)]
  const either = () => say(noCriteria, 'boulanger à Nantes ou Lille')

  it('are each searched, until another is said, one is set aside or any will do', () => {
    expect(placesOf(either())).toEqual(['Nantes', 'Lille'])
    expect(placesOf(say(either(), 'moins cher'))).toEqual(['Nantes', 'Lille'])
    expect(placesOf(say(either(), 'plutôt Lens'))).toEqual(['Lens'])
    expect(placesOf(say(either(), 'enlève Nantes'))).toEqual(['Lille'])
    expect(placesOf(say(either(), 'peu importe la ville'))).toEqual([undefined])
  })

  it('stand beside other occupations', () => {
    const { occupation, near, alternatives } = say(noCriteria, 'boulanger ou fleuriste, à Nantes ou Lille')
    expect([occupation?.code, near?.name]).toEqual(['D1102', 'Nantes'])
    expect(alternatives).toEqual([
      { near: { code: '59350', name: 'Lille' } },
      { occupation: expect.objectContaining({ code: 'D1209' }) },
    ])
  })
})

describe('a conversation of twenty turns', () => {
  const turns: [string, Record<string, unknown>][] = [
    [
      'formation de boulanger à Lille, dès janvier, à 30 km',
      { kinds: ['training'], occupation: 'D1102', near: '59350', radiusKm: 30, startAfter: '2027-01-01' },
    ],
    ['moins cher', { maxPrice: 500 }],
    ['plutôt à distance', { modality: 'remote' }],
    ['finalement en présentiel', { modality: 'onsite' }],
    ['un peu plus loin', { radiusKm: 45 }],
    ['plus près', { radiusKm: 23 }],
    ['sans le Greta', { excludeProviders: ['Greta'] }],
    ['et pas l’AFPA non plus', { excludeProviders: ['Greta', 'AFPA'] }],
    ['oublie la date', { startAfter: undefined }],
    ['moins de 3 mois', { maxHours: 450 }],
    ['moins long', { maxHours: 225 }],
    ['pas ceux-là, d’autres', {}],
    ['elle n’a pas le permis', { constraints: ['n’a pas le permis'] }],
    ['finalement à Nantes', { near: '44109' }],
    ['ajoute l’anglais', { alternatives: [{ topic: 'anglais' }] }],
    ['de préférence le matin', { schedule: 'part-time' }],
    ['peu importe le prix', { maxPrice: undefined }],
    ['laisse tomber l’anglais', { alternatives: undefined }],
    ['pâtissier plutôt que boulanger', { occupation: 'D1104' }],
    [
      'nouvelle recherche : maçon à Lens',
      {
        kinds: undefined,
        occupation: 'F1703',
        near: '62498',
        radiusKm: undefined,
        modality: undefined,
        excludeProviders: undefined,
        maxHours: undefined,
        constraints: undefined,
        schedule: undefined,
      },
    ],
  ]

  it('keeps, replaces and removes what a person would expect, one message at a time', () => {
    let criteria = noCriteria
    let expected: Record<string, unknown> = {}
    for (const [text, change] of turns) {
      criteria = say(criteria, text)
      expected = Object.fromEntries(
        Object.entries({ ...expected, ...change }).filter(([, value]) => value !== undefined),
      )
      expect(plain(criteria), text).toEqual(expected)
    }
  })
})

describe('words that lift a criterion', () => {
  const profile: Profile = { ...emptyProfile, near: { code: '62498', name: 'Lens' }, radiusKm: 20, modality: 'onsite' }

  it('lift it for good, even one that comes from the dossier', () => {
    const first = say(noCriteria, 'fleuriste', profile)
    expect(plain(first)).toMatchObject({ near: '62498', radiusKm: 20 })
    const lifted = say(first, 'peu importe la distance', profile)
    // As far as one likes, not the default that an empty radius would be.
    expect(plain(lifted)).toMatchObject({ radiusKm: mostRadiusKm })
    expect(plain(say(lifted, 'le soir', profile))).toMatchObject({ radiusKm: mostRadiusKm })
    expect(plain(say(lifted, 'à 10 km', profile))).toMatchObject({ radiusKm: 10 })
  })

  it.each([
    ['enlève le critère de prix', 'maxPrice'],
    ['on oublie le budget', 'maxPrice'],
    ['supprime la durée', 'maxHours'],
    ['le diplôme n’est plus obligatoire', 'certifying'],
    ['sans condition de niveau', 'level'],
    ['n’importe quel horaire', 'schedule'],
    ['retire la contrainte de distance', 'radiusKm'],
    ['laisse tomber la date', 'startBefore'],
    ['oubliez le présentiel', 'modality'],
  ] as const)('"%s" lifts %s and nothing else', (text, criterion) => {
    const held = say(
      noCriteria,
      'fleuriste à Lille à 20 km, en présentiel, le soir, BTS, certifiante, 300 € max, 200 h max, avant juin 2027',
    )
    const { [criterion]: lifted, ...kept } = plain(held)
    expect(lifted).toBeDefined()
    const farther = criterion === 'radiusKm' ? { radiusKm: mostRadiusKm } : {}
    expect(plain(say(held, text))).toEqual({ ...kept, ...farther })
  })

  it.each([
    ['500 de plus', { maxPrice: 800 }],
    ['si elle rajoute 200 € de sa poche', { maxPrice: 500 }],
    ['100 € de moins', { maxPrice: 200 }],
    ['10 km de plus', { radiusKm: 30 }],
    ['un mois de plus', { maxHours: 350 }],
    ['pas plus de 5000', { maxPrice: 5000 }],
  ] as const)('"%s" changes by as much what is held', (text, changed) => {
    const held = say(noCriteria, 'fleuriste à Lille à 20 km, 300 € max, 200 h max')
    expect(plain(say(held, text))).toEqual({ ...plain(held), ...changed })
  })

  it.each([
    'on parle plus tard',
    'l’été : c’est non',
    'elle ne peut pas en juillet',
    'et l’OPCO il le paie ?',
    'elle a déménagé hier',
    'il parle bien anglais',
  ])('leaves the need as it was where "%s" asks for nothing', (text) => {
    const held = say(noCriteria, 'fleuriste à Lille')
    expect(plain(say(held, text))).toEqual(plain(held))
  })

  it('goes on lifting in few words, and takes "la distance" for how to learn where no limit was set on how far', () => {
    const held = say(noCriteria, 'fleuriste à Lille, à distance, 300 € max')
    const { modality, ...kept } = plain(held)
    expect(modality).toBe('remote')
    expect(plain(say(held, 'enlève juste la distance'))).toEqual(kept)
    const { maxPrice, ...still } = plain(held)
    expect(maxPrice).toBe(300)
    expect(plain(say(held, 'et le prix aussi', emptyProfile, { lifting: true }))).toEqual(still)
  })

  it('lift one constraint and keep the others', () => {
    const held = say(noCriteria, 'fleuriste à Lille, sans permis, pas le samedi')
    expect(plain(held).constraints).toEqual(['sans permis', 'pas le samedi'])
    expect(plain(say(held, 'enlève la contrainte du permis')).constraints).toEqual(['pas le samedi'])
    expect(plain(say(held, 'oublie le samedi')).constraints).toEqual(['sans permis'])
  })

  it('let be again what could not be, where it is put back or said to do', () => {
    const held = say(noCriteria, 'fleuriste à Lille, sans permis, pas le samedi')
    expect(plain(say(held, 'remets le samedi'))).toEqual({ ...plain(held), constraints: ['sans permis'] })
    expect(plain(say(held, 'finalement le samedi ça va'))).toEqual({ ...plain(held), constraints: ['sans permis'] })
    expect(plain(say(say(noCriteria, 'fleuriste à Lille'), 'le samedi'))).toMatchObject({ schedule: 'weekend' })
  })

  it('say in everyday words that something does not matter', () => {
    const held = say(noCriteria, 'fleuriste à Lille, certifiante, avant mars')
    expect(plain(say(held, 'bon le diplôme on s’en fiche hein')).certifying).toBeUndefined()
    expect(plain(say(held, 'tant pis pour la date')).startBefore).toBeUndefined()
  })

  it('leave alone what only points at an offer that is left out', () => {
    const held = say(noCriteria, 'fleuriste à Lille')
    expect(plain(say(held, 'je veux pas celle à distance'))).toMatchObject({ excludeModalities: ['remote'] })
    expect(plain(say(held, 'je veux pas celle à distance', emptyProfile, { leavesOut: true }))).toEqual(plain(held))
    const why = say(held, 'pas celle à distance, moins de 300 €', emptyProfile, { leavesOut: true })
    expect(plain(why)).toEqual({ ...plain(held), maxPrice: 300 })
  })

  it('widen to another town beside the one that is held', () => {
    const { near, alternatives } = say(say(noCriteria, 'fleuriste à Lille'), 'on ouvre à Nantes')
    expect([near?.name, alternatives]).toEqual(['Lille', [{ near: { code: '44109', name: 'Nantes' } }]])
  })

  it('join no courtesy and no unknown word to what was asked about', () => {
    const held = say(noCriteria, 'fleuriste à Lille')
    for (const text of ['d’accord alors', 'fine', 'remets-les'])
      expect(plain(say(held, text, emptyProfile, { continues: true })).topic).toBeUndefined()
    const asked = say(noCriteria, 'à Lille')
    expect(plain(say(asked, 'origami', emptyProfile, { continues: true }))).toMatchObject({ topic: 'origami' })
  })

  it('take two goals said in one breath for one and another, each of which can be taken off', () => {
    const both = say(noCriteria, 'excel + anglais à Lille')
    expect(plain(both)).toMatchObject({ topic: 'excel', alternatives: [{ topic: 'anglais' }] })
    expect(plain(say(both, 'oublie l’anglais'))).toEqual({ topic: 'excel', near: '59350' })
    expect(plain(say(both, 'oublie excel'))).toEqual({ topic: 'anglais', near: '59350' })
    expect(plain(say(noCriteria, 'vente et commerce à Lille'))).toEqual({ topic: 'vente et commerce', near: '59350' })
    expect(say(noCriteria, 'remise à niveau puis maçon à Lille').alternatives).toMatchObject([
      { occupation: { code: 'F1703' } },
    ])
  })

  it('search for both subjects when one comes on top', () => {
    const held = say(noCriteria, 'formation en bureautique à Lille')
    const both = say(held, 'avec un peu de vente aussi')
    expect(plain(both)).toMatchObject({ topic: 'bureautique', alternatives: [{ topic: 'vente' }], near: '59350' })
    expect(plain(say(held, 'plutôt de la vente'))).toMatchObject({ topic: 'vente' })
    expect(plain(say(both, 'laisse tomber la bureautique'))).toMatchObject({ topic: 'vente' })
    expect(plain(say(both, 'laisse tomber la vente')).alternatives).toBeUndefined()
  })

  it('take another trade or town that would do beside the first, until another takes the place of both', () => {
    const held = say(noCriteria, 'maçon à Lens')
    const trades = say(say(held, 'elle hésite avec boulangère'), 'ajoute fleuriste')
    expect([trades.occupation?.code, ...trades.alternatives.map(({ occupation }) => occupation?.code)]).toEqual([
      'F1703',
      'D1102',
      'D1209',
    ])
    const towns = say(say(held, 'Lille aussi'), 'ou bien Nantes')
    expect([towns.near?.name, ...towns.alternatives.map(({ near }) => near?.name)]).toEqual(['Lens', 'Lille', 'Nantes'])
    expect(plain(say(trades, 'plutôt pâtissière'))).toEqual({ occupation: 'D1104', near: '62498' })
  })
})
