import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { type Criteria, CriteriaInput, noCriteria } from '../criteria/criteria.ts'
import { askBack } from './question.ts'

const ask = (criteria: Partial<Criteria>, reading = {}, locale: 'fr' | 'en' = 'fr') =>
  askBack({ ...noCriteria, ...criteria }, reading, { locale })

describe('asking back', () => {
  it('asks one question with tappable answers when a need has no subject', () => {
    for (const locale of ['fr', 'en'] as const) {
      const question = ask({ kinds: ['training'], near: { code: '59350', name: 'Lille' } }, {}, locale)!
      expect(question.criterion).toBe('topic')
      expect(question.choices.length).toBeGreaterThanOrEqual(3)
      // Each answer is enough to search with: no second question follows.
      for (const { criteria } of question.choices) expect(ask(CriteriaInput.parse(criteria) as Criteria)).toBeNull()
    }
  })

  it('asks nothing when there is a subject, an occupation, or a kind that needs neither', () => {
    expect(ask({ topic: mintRedacted('anglais') })).toBeNull()
    expect(ask({ occupation: { code: 'D1102', label: 'Boulanger' } })).toBeNull()
    expect(ask({ kinds: ['event'] })).toBeNull()
    expect(ask({ kinds: ['skill'] })).toBeNull()
    expect(ask({ includeItems: ['item_1'] })).toBeNull()
  })

  it('tells namesakes apart by their departement', () => {
    const candidates = [
      { code: '93066', name: 'Saint-Denis' },
      { code: '97411', name: 'Saint-Denis' },
    ]
    const ambiguous = { criterion: 'near', because: 'namesakes', said: mintRedacted('Saint-Denis'), candidates }
    expect(ask({}, { ambiguous })!.choices).toEqual([
      { label: 'Seine-Saint-Denis', criteria: { near: { code: '93066' } } },
      { label: 'La Réunion', criteria: { near: { code: '97411' } } },
    ])
  })

  it.each(['fr', 'en'] as const)('offers what a misspelt place may be, anywhere, and to write it (%s)', (locale) => {
    const candidates = [{ code: '62119', name: 'Béthune' }]
    const doubt = { criterion: 'near', said: mintRedacted('Bethme') }
    const near = ask({}, { ambiguous: { ...doubt, because: 'misspelt', candidates } }, locale)!
    expect(near.text).toContain('Bethme')
    expect(near.choices.map(({ criteria }) => criteria)).toEqual([
      { near: { code: '62119' } },
      { near: null, radiusKm: null },
      undefined,
    ])
    const nothing = ask({}, { ambiguous: { ...doubt, because: 'unknown', candidates: [] } }, locale)!
    expect(nothing.choices.map(({ criteria }) => criteria)).toEqual([{ near: null, radiusKm: null }, undefined])
  })

  it('offers each side of a contradiction', () => {
    const contradictory = {
      criterion: 'startAfter',
      spans: [],
      alternatives: [{ startAfter: '2027-07-01' }, { startBefore: '2027-02-28' }],
    }
    expect(ask({ topic: mintRedacted('anglais') }, { contradictory })!.choices.map(({ label }) => label)).toEqual([
      'À partir du 1er juillet 2027',
      'Avant mars 2027',
    ])
  })
})
