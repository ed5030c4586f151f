import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { type Criteria, type CriteriaPatch, type Criterion, noCriteria } from '../criteria/criteria.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { joinReadings } from './other-reading.ts'
import type { ModelRead } from './read-message.ts'

const lille = { code: '59350', name: 'Lille' }
const lens = { code: '62498', name: 'Lens' }
const baker = { code: 'D1102', label: 'Boulanger / Boulangère' }
const mason = { code: 'F1703', label: 'Maçon / Maçonne' }
const topic = (value: string) => ({ criterion: 'topic' as const, value: mintRedacted(value) })

const read = (patch: CriteriaPatch, from: 'message' | 'model') =>
  (Object.keys(patch) as Criterion[]).map((criterion) => ({ criterion, from, strength: 'must' as const }))
const byRules = (patch: CriteriaPatch, more: Partial<Reading> = {}): Reading => ({
  patch,
  read: read(patch, 'message'),
  unread: [],
  ...more,
})
const byModel = (patch: CriteriaPatch): ModelRead => ({ act: 'need', patch, read: read(patch, 'model'), leftOut: 0 })
const joined = (rules: CriteriaPatch, model: CriteriaPatch, previous: Criteria = noCriteria) =>
  joinReadings(byRules(rules), byModel(model), previous)

describe('two readings of one message', () => {
  it('give the goal that the model read, and say that the model read it', () => {
    const reading = joined({ occupation: baker, near: lille }, { occupation: mason })
    expect(reading.patch).toMatchObject({ occupation: mason, near: lille })
    expect(reading.read.find(({ criterion }) => criterion === 'occupation')?.from).toBe('model')
    expect(reading.read.find(({ criterion }) => criterion === 'near')?.from).toBe('message')
  })

  it('leave a trade that the rules know where the model only repeats words', () => {
    expect(joined({ occupation: baker }, { topic: mintRedacted('le pain') }).patch.occupation).toEqual(baker)
  })

  it('keep places, numbers and dates as the rules resolve them, and take those that they did not read', () => {
    const rules = { near: lille, maxHours: 210, startBefore: '2027-03-01' }
    const model = { near: lens, maxHours: 35, startBefore: '2027-09-01', maxPrice: 0, schedule: 'evening' as const }
    expect(joined(rules, model).patch).toMatchObject({ ...rules, maxPrice: 0, schedule: 'evening' })
  })

  it('unite what either reads as refused or not to be demanded, each thing once', () => {
    const { patch } = joined(
      { refused: [topic('vente')], constraints: [mintRedacted('pas de port de charges')] },
      {
        refused: [topic('vente'), topic('ménage')],
        constraints: [mintRedacted('port de charges'), mintRedacted('pas de nuit')],
      },
    )
    expect(patch.refused).toEqual([topic('vente'), topic('ménage')])
    expect(patch.constraints).toEqual(['pas de port de charges', 'pas de nuit'])
  })

  it('never want what one of them reads as refused', () => {
    expect(
      joined({ refused: [{ criterion: 'occupation', value: baker }] }, { occupation: baker }).patch.occupation,
    ).toBeNull()
    expect(
      joined({ occupation: baker }, { refused: [{ criterion: 'occupation', value: baker }] }).patch.occupation,
    ).toBeNull()
  })

  it('refuse once more nothing that the person leaves', () => {
    const past = [{ criterion: 'occupation' as const, value: baker }]
    expect(joined({ past }, { refused: past }).patch.refused).toBeUndefined()
  })

  it('touch nothing that a hand corrected, where the words were not read by the rules', () => {
    const held: Criteria = {
      ...noCriteria,
      near: lille,
      read: [{ criterion: 'near', from: 'counsellor', strength: 'must' }],
    }
    expect(joined({}, { near: lens }, held).patch.near).toBeUndefined()
  })

  it('ask no more after a place that the model found in the words', () => {
    const ambiguous = {
      criterion: 'near' as const,
      because: 'unknown' as const,
      said: mintRedacted('Lile'),
      candidates: [],
    }
    const rules = byRules({}, { ambiguous })
    expect(joinReadings(rules, byModel({}), noCriteria).ambiguous).toEqual(ambiguous)
    expect(joinReadings(rules, byModel({ near: lille }), noCriteria).ambiguous).toBeUndefined()
  })
})
