import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../guardrails/guard.ts'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { createReferential } from '../occupations/referential.ts'
import { createPlaces } from '../places/places.ts'
import { guardCriteria } from './guard-criteria.ts'

const guard = (text: string): Verdict =>
  text.includes('dépressif')
    ? { action: 'block', because: 'findings', text: mintRedacted(''), findings: [] }
    : { action: 'pass', text: mintRedacted(text.replace(/Mme \w+/, 'Mme [PERSONNE_1]')), findings: [] }
const deps = {
  guard,
  places: createPlaces([
    {
      code: '59350',
      name: 'Lille',
      postcodes: ['59000'],
      departement: '59',
      region: '32',
      lat: 50.6,
      lon: 3,
      exactness: 'exact',
      population: 236_000,
    },
  ]),
  referential: createReferential([
    { code: 'D1102', label: 'Boulanger / Boulangère', names: ['boulanger / boulangère'], activities: [] },
  ]),
}

describe('criteria sent by a caller', () => {
  it('stay an occupation where the name of a trade is typed over another', () => {
    const typed = (topic: string) => guardCriteria({ occupation: null, topic }, deps)
    expect(typed('boulangère')).toEqual({
      patch: { topic: null, occupation: expect.objectContaining({ code: 'D1102' }) },
    })
    expect(typed('pain au levain')).toEqual({ patch: { topic: 'pain au levain', occupation: null } })
  })

  it('get their names from the referential and the gazetteer, and their texts guarded', () => {
    const input = {
      topic: 'pain, comme Mme Dupont',
      occupation: { code: 'D1102', label: 'n’importe quoi' },
      near: { code: '59350' },
      constraints: ['pas de nuit', ' '],
      maxHours: 70,
      schedule: null,
    }
    expect(guardCriteria(input, deps)).toEqual({
      patch: {
        topic: 'pain, comme Mme [PERSONNE_1]',
        occupation: { code: 'D1102', label: 'Boulanger / Boulangère' },
        near: { code: '59350', name: 'Lille' },
        constraints: ['pas de nuit'],
        maxHours: 70,
        schedule: null,
      },
    })
  })

  it('keep which everyday name of an occupation was meant only where the referential knows it', () => {
    const known = createReferential([
      { code: 'I1604', label: 'Mécanicien', names: ['mécanicien poids lourd'], activities: [] },
    ])
    const occupationOf = (name: string) =>
      guardCriteria({ occupation: { code: 'I1604', name } }, { ...deps, referential: known })
    expect(occupationOf('mécanicien poids lourd')).toMatchObject({
      patch: { occupation: { code: 'I1604', label: 'Mécanicien', name: 'mécanicien poids lourd' } },
    })
    expect(occupationOf('Mme Dupont')).toEqual({ patch: { occupation: { code: 'I1604', label: 'Mécanicien' } } })
  })

  it('are refused with a pointer at each unknown code', () => {
    expect(guardCriteria({ occupation: { code: 'Z1' }, near: { code: '00000' } }, deps)).toMatchObject({
      problems: [{ pointer: '/criteria/occupation/code' }, { pointer: '/criteria/near/code' }],
    })
  })

  it('are refused when they hold what the guard blocks', () => {
    expect(guardCriteria({ constraints: ['calme', 'dépressif'] }, deps)).toMatchObject({
      blocked: { pointer: '/criteria/constraints/1' },
    })
  })

  it('lift a criterion with null', () => {
    expect(guardCriteria({ topic: null, near: null, constraints: null }, deps)).toEqual({
      patch: { topic: null, near: null, constraints: null },
    })
  })
})
