import { describe, expect, it } from 'vitest'
import { item } from '../scripted-answers.ts'
import { told } from './format.ts'
import { mainFacts, otherFacts } from './item-facts.ts'
import { fr } from './messages-fr.ts'

const factOf = (facts: { label: string; value: string }[], label: string) =>
  facts.find((fact) => fact.label === label)?.value

describe('the facts on a card', () => {
  const training = item('item_a', 'Plaquiste', 'Greta fictif', {
    sessions: [
      { start: '2026-11-17' },
      { start: '2027-03-01', end: '2027-06-30', startTime: '08:30', endTime: '16:00' },
      { start: '2027-09-06' },
    ],
  })

  it('show the next session, never one that had begun on the day of the answer', () => {
    const on = '2026-11-26'
    expect(factOf(mainFacts(training, fr, on), 'Dates')).toBe(
      'du 1er mars 2027 au 30 juin 2027, de 8 h 30 à 16 h et 1 autre session',
    )
    expect(factOf(otherFacts(training, fr, on), 'Autres sessions')).toBe('dès le 6 septembre 2027')
  })

  it('say of a past session that it is past, when one may enter without a day, and whom to reach', () => {
    const on = '2027-10-01'
    expect(factOf(mainFacts(training, fr, on), 'Dates')).toBe('passée (dès le 6 septembre 2027)')
    const entered = { ...training, sessions: [], entry: { months: [9] } }
    expect(factOf(mainFacts(entered, fr, on), 'Dates')).toBe('entrée en septembre, jour non précisé')
    expect(factOf(mainFacts({ ...entered, entry: { permanent: true } }, fr, on), 'Dates')).toBe('entrées toute l’année')
    const contact = { organisation: 'Greta fictif', phone: '02 61 91 00 01', email: 'contact@greta.example' }
    expect(factOf(otherFacts({ ...training, contact }, fr, on), 'Contact')).toBe(
      'Greta fictif, 02 61 91 00 01, contact@greta.example',
    )
  })

  it('tell of a diploma without a school where else it is prepared', () => {
    const schools = [{ item: 'item_2', provider: 'Lycée fictif', commune: { code: '35238', name: 'Rennes' } }]
    const fact = (lead: { count: number; schools: typeof schools }) =>
      factOf(otherFacts({ ...training, lead }, fr, '2026-11-26'), 'Où il se prépare')
    expect(fact({ count: 3, schools })).toBe('3 offres de ce catalogue, dont Lycée fictif (Rennes)')
    expect(fact({ count: 0, schools: [] })).toBe('diplôme qui existe, sans établissement dans ce catalogue')
  })

  it('say what the record does not state, and when a place is only known roughly', () => {
    const silent = item('item_b', 'Plaquiste', 'Greta fictif', {
      sessions: [],
      price: undefined,
      hours: undefined,
      places: [
        {
          commune: { code: '44036', name: 'Châteaubriant' },
          postcode: '44110',
          lat: 47.7,
          lon: -1.4,
          approximate: true,
        },
      ],
      distanceKm: 58,
    })
    expect(mainFacts(silent, fr, '2026-11-26').map(({ value }) => value)).toEqual([
      'Châteaubriant (44), environ 58\u00a0km',
      'non précisé',
      'non précisé',
      'non précisé',
    ])
  })

  it('tell a value of the record in words', () => {
    const values = ['2027-03-01', 'onsite', 'remote, mixed', true, 5200, null, 'Rezé'] as const
    expect(values.map((value) => told(value, fr))).toEqual([
      '1er mars 2027',
      'en présentiel',
      'à distance, en partie à distance',
      'oui',
      '5\u202f200',
      'non précisé',
      'Rezé',
    ])
  })
})
