import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from './digest.ts'
import { findingTypes } from './finding.ts'
import { guard } from './guard.ts'
import { createPlaceholders } from './placeholders.ts'
import { defaultPolicy, policyVersion, tighten } from './policy.ts'
import { excerpt, joinRedacted } from './redacted.ts'

describe('the policy', () => {
  it('says for every type what happens, who answers for it and what to do, in both languages', () => {
    for (const type of findingTypes) {
      const { action, owner, advice } = defaultPolicy.types[type]
      expect(['alert', 'cut', 'block']).toContain(action)
      expect(owner).not.toBe('')
      expect(advice.fr).not.toBe('')
      expect(advice.en).not.toBe('')
    }
  })

  it('can be tightened by an agency', () => {
    const { policy, problems } = tighten(defaultPolicy, {
      limit: 2_000,
      types: { PERSON: { action: 'block', owner: 'Agence de Lens', advice: { fr: 'Pas de nom.' } } },
    })
    expect(problems).toEqual([])
    const verdict = guard('Mme Garnier', policy, { locale: 'fr', placeholders: createPlaceholders() })
    expect(verdict).toMatchObject({ action: 'block', because: 'findings', findings: [{ advice: 'Pas de nom.' }] })
    expect(guard('a'.repeat(2_001), policy, { locale: 'fr', placeholders: createPlaceholders() })).toMatchObject({
      because: 'too-long',
      limit: 2_000,
    })
  })

  it('is never loosened, and says what it refused', () => {
    const { policy, problems } = tighten(defaultPolicy, {
      limit: 100_000,
      types: { HEALTH: { action: 'alert' }, PERSON: { action: 'pass' }, NICKNAME: { action: 'block' } },
      colour: 'blue',
    })
    expect(policy).toEqual(defaultPolicy)
    expect(problems).toEqual([
      { pointer: '/limit', because: 'loosens' },
      { pointer: '/types/HEALTH/action', because: 'loosens' },
      { pointer: '/types/PERSON/action', because: 'loosens' },
      { pointer: '/types/NICKNAME', because: 'unknown' },
      { pointer: '/colour', because: 'unknown' },
    ])
  })

  it('stays as it is when the file is not one', () => {
    for (const overlay of [null, 'strict', 3, [], { types: 'all' }]) {
      const { policy, problems } = tighten(defaultPolicy, overlay)
      expect(policy).toEqual(defaultPolicy)
      expect(problems).toHaveLength(1)
    }
  })

  it('has a version that follows its content and not the order of its keys', () => {
    const { lists, types, limit } = defaultPolicy
    const turned = { types, lists, limit }
    expect(policyVersion(turned)).toBe(policyVersion(defaultPolicy))
    expect(policyVersion({ ...defaultPolicy, limit: 7_999 })).not.toBe(policyVersion(defaultPolicy))
    expect(policyVersion(defaultPolicy)).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  it('is digested as any other SHA-256 would', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'))
      }),
    )
  })
})

describe('redacted text', () => {
  it('can be cut and joined, and nothing can be slipped in between', () => {
    const { text } = guard('Mme Garnier veut un CAP', defaultPolicy, {
      locale: 'fr',
      placeholders: createPlaceholders(),
    })
    expect(excerpt(text, 4, 17)).toBe('[PERSONNE_1] ')
    expect(joinRedacted([text, text], '\n')).toBe(`${text}\n${text}`)
    expect(() => joinRedacted([text, text], ' Garnier ')).toThrow(RangeError)
  })
})
