import { describe, expect, it } from 'vitest'
import { type FindingType, kindOf } from './finding.ts'
import { guard } from './guard.ts'
import words from './lexicon/advice.json' with { type: 'json' }
import { createPlaceholders } from './placeholders.ts'
import { defaultPolicy, type Policy, tighten } from './policy.ts'

/** The lines told of stories, each once, in plain spaces. */
function told(text: string, locale: 'fr' | 'en' = 'fr', policy: Policy = defaultPolicy): string[] {
  const { findings } = guard(text, policy, { locale, placeholders: createPlaceholders() })
  const lines = findings.filter(({ kind }) => kind === 'story').map(({ advice }) => advice.replaceAll('\u00a0', ' '))
  return [...new Set(lines)]
}

describe('what is told of words that are taken out', () => {
  it('quotes the functional part as it was typed, in one line whatever was taken out', () => {
    expect(told('Elle a une sclérose en plaques, pas de port de charges, et un CAP de secrétaire à Lens')).toEqual([
      'Propos personnel retiré avant l’envoi ; gardé : « pas de port de charges ».',
    ])
    expect(told('Il est sous curatelle et séropositif, il veut un mi-temps.')).toEqual([
      'Propos personnel retiré avant l’envoi ; gardé : « il veut un mi-temps ».',
    ])
    expect(told('Elle a une sclérose en plaques, pas de port de charges.', 'en')).toEqual([
      'Private words taken out before sending; kept: “pas de port de charges”.',
    ])
  })

  it('says that a constraint can be stated where none was, and adds none', () => {
    const stated = ['Propos personnel retiré avant l’envoi : contrainte à préciser, s’il y en a une.']
    expect(told('Elle est épileptique et cherche un CAP cuisine à Lille')).toEqual(stated)
    expect(told('Elle est épileptique, cherche un CAP cuisine à Lille, bonne soirée')).toEqual(stated)
  })

  it('says that a right is asked without AI where one is asked', () => {
    expect(told('Il est sous curatelle, a-t-il droit à une formation de cuisinier ?')).toEqual([
      'Propos personnel retiré avant l’envoi. Un droit se demande sans IA, au service compétent.',
    ])
  })

  it('never quotes what was masked or taken out itself', () => {
    expect(told('Mme Garnier est dépressive, pas de port de charges pour Mme Garnier').join()).not.toContain('Garnier')
    expect(told('Pas de port de charges car elle a une hernie discale, CAP cuisine à Lille').join()).not.toContain(
      'hernie',
    )
  })

  it('leaves an agency its own words', () => {
    const { policy } = tighten(defaultPolicy, { types: { HEALTH: { advice: { fr: 'Voir la référente.' } } } })
    expect(told('Elle est épileptique, pas de conduite, CAP cuisine à Lille', 'fr', policy)).toEqual([
      'Voir la référente.',
    ])
  })

  it('is the general line where the room of a story says nothing of its own', () => {
    const stories = Object.entries(defaultPolicy.types).filter(([type]) => kindOf(type as FindingType) === 'story')
    expect(stories.length).toBeGreaterThan(10)
    for (const [type, { advice }] of stories) expect(advice, type).toEqual(words.general)
  })
})
