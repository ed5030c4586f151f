import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { type CriteriaPatch, noCriteria, type Read } from '../criteria/criteria.ts'
import { mergeTurn } from './merge.ts'
import { emptyProfile, type Profile } from './profile.ts'

const today = '2026-11-24'
const lens = { code: '62498', name: 'Lens' }
const lille = { code: '59350', name: 'Lille' }
const baker = { code: 'D1102', label: 'Boulanger / Boulangère' }
const profile: Profile = { ...emptyProfile, near: lens, radiusKm: 20, targetOccupation: baker, modality: 'onsite' }
const said = (patch: CriteriaPatch, from: Read['from'] = 'message') => ({
  patch,
  read: Object.keys(patch).map((criterion) => ({ criterion, from, strength: 'must' }) as Read),
})
const holder = (criteria: { read: Read[] }, criterion: string) =>
  criteria.read.find((one) => one.criterion === criterion)?.from

describe('the criteria of a turn', () => {
  it('take from the profile what nobody spoke of', () => {
    const { criteria, changed } = mergeTurn(noCriteria, { profile, today, message: said({ maxPrice: 0 }) })
    expect(criteria).toMatchObject({ occupation: baker, near: lens, radiusKm: 20, modality: 'onsite', maxPrice: 0 })
    expect(criteria.read).toContainEqual({ criterion: 'near', from: 'profile', strength: 'must' })
    // A preference noted in the dossier orders; it excludes nothing.
    expect(criteria.read).toContainEqual({ criterion: 'modality', from: 'profile', strength: 'wish' })
    expect(changed).toContainEqual({ criterion: 'near', from: null, to: lens })
  })

  it('let the message win over the profile, and the counsellor over the message', () => {
    const { criteria } = mergeTurn(noCriteria, {
      profile,
      today,
      message: said({ near: lille, radiusKm: 10 }),
      counsellor: { radiusKm: 40 },
    })
    expect(criteria).toMatchObject({ near: lille, radiusKm: 40 })
    expect([holder(criteria, 'near'), holder(criteria, 'radiusKm')]).toEqual(['message', 'counsellor'])
  })

  it('hold no place from the profile while it is asked which Saint-Denis the message means', () => {
    const ambiguous = {
      because: 'namesakes' as const,
      said: mintRedacted('Saint-Denis'),
      criterion: 'near' as const,
      span: { start: 10, end: 21 },
      candidates: [
        { code: '93066', name: 'Saint-Denis' },
        { code: '97411', name: 'Saint-Denis' },
      ],
    }
    const { criteria } = mergeTurn(noCriteria, { profile, today, message: { ...said({}), ambiguous } })
    expect(criteria.near).toBeUndefined()
    expect(criteria.radiusKm).toBe(20)
    const answered = mergeTurn(criteria, {
      profile,
      today,
      counsellor: { near: { code: '93066', name: 'Saint-Denis' } },
    })
    expect(answered.criteria.near?.code).toBe('93066')
  })

  it('let newer words change what the counsellor corrected', () => {
    const first = mergeTurn(noCriteria, { profile: emptyProfile, today, counsellor: { near: lille } }).criteria
    expect(mergeTurn(first, { profile: emptyProfile, today, message: said({ near: lens }) }).criteria.near).toEqual(
      lens,
    )
  })

  it('keep removed what the counsellor removed, until words bring it back', () => {
    const first = mergeTurn(noCriteria, { profile, today, message: said({ topic: mintRedacted('anglais') }) }).criteria
    const second = mergeTurn(first, { profile, today, counsellor: { near: null } }).criteria
    expect(second.near).toBeUndefined()
    const third = mergeTurn(second, { profile, today, message: said({ maxPrice: 0 }) }).criteria
    expect(third.near).toBeUndefined()
    expect(mergeTurn(third, { profile, today, message: said({ near: lille }) }).criteria.near).toEqual(lille)
  })

  it('search for the target occupation only while no subject is named', () => {
    const first = mergeTurn(noCriteria, { profile, today, message: said({ kinds: ['training'] }) }).criteria
    expect(first.occupation).toEqual(baker)
    const second = mergeTurn(first, { profile, today, message: said({ topic: mintRedacted('anglais') }) }).criteria
    expect(second.occupation).toBeUndefined()
  })

  it('keep what earlier messages said, amend what the newer one says, and tell what changed', () => {
    const first = mergeTurn(noCriteria, {
      profile: emptyProfile,
      today,
      message: said({ topic: mintRedacted('anglais'), modality: 'onsite' }),
    }).criteria
    const { criteria, changed } = mergeTurn(first, {
      profile: emptyProfile,
      today,
      message: said({ modality: 'remote' }),
    })
    expect(criteria).toMatchObject({ topic: 'anglais', modality: 'remote' })
    expect(changed).toEqual([{ criterion: 'modality', from: 'onsite', to: 'remote' }])
  })

  it('do not change the criteria they start from', () => {
    const frozen = structuredClone(noCriteria)
    mergeTurn(frozen, { profile, today, message: said({ near: lille }) })
    expect(frozen).toEqual(noCriteria)
  })

  it('hold no refusal of what is chosen by hand', () => {
    const refused = [
      { criterion: 'occupation' as const, value: baker },
      { criterion: 'schedule' as const, value: 'alternating' as const },
    ]
    const held = { ...noCriteria, refused, read: said({ refused }).read }
    const { criteria } = mergeTurn(held, { profile, today, counsellor: { occupation: baker } })
    expect(criteria.refused).toEqual([refused[1]])
  })
})
