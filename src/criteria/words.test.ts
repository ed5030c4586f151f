import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { Criterion, type Value } from './criteria.ts'
import { inSentence } from './spoken.ts'
import { type CriteriaWords, criteriaWords } from './words.ts'

const said = mintRedacted
const held: { [Name in Criterion]: Value<Name> } = {
  topic: said('anglais'),
  occupation: { code: 'D1102', label: 'Boulanger' },
  kinds: ['training', 'event'],
  near: { code: '62041', name: 'Arras' },
  radiusKm: 20,
  modality: 'mixed',
  excludeModalities: ['remote', 'onsite'],
  startAfter: '2027-03-01',
  startBefore: '2027-06-15',
  maxHours: 1200,
  maxPrice: 1500,
  certifying: false,
  level: 4,
  schedule: 'evening',
  constraints: [said('sans permis'), said('pas debout')],
  includeItems: ['a'],
  excludeItems: ['a', 'b'],
  excludeProviders: [said('Greta')],
  alternatives: [{ occupation: { code: 'D1104', label: 'Pâtissier' }, near: { code: '59350', name: 'Lille' } }],
  refused: [
    { criterion: 'kinds', value: 'skill' },
    { criterion: 'near', value: { code: '59350', name: 'Lille' } },
    { criterion: 'schedule', value: 'weekend' },
    { criterion: 'level', value: 3 },
  ],
  past: [{ criterion: 'occupation', value: { code: 'D1106', label: 'Vendeur', name: 'Caissier' } }],
  levelHad: 3,
}

const spoken = (words: CriteriaWords) =>
  Criterion.options.map((criterion) => {
    const { name, value } = words.criterion[criterion]
    return {
      criterion,
      name,
      value: value(held[criterion] as never),
      said: inSentence(words, criterion, held[criterion]),
    }
  })

describe('the words of the criteria', () => {
  it('say each criterion by name, beside its name and in the sentence, in both languages', () => {
    for (const words of Object.values(criteriaWords)) {
      for (const { criterion, name, value, said } of spoken(words)) {
        expect(
          [name, value, said].map((text) => text.trim().length > 0),
          criterion,
        ).toEqual([true, true, true])
      }
    }
    expect(Object.fromEntries(spoken(criteriaWords.fr).map(({ criterion, said }) => [criterion, said]))).toMatchObject({
      near: 'autour de Arras',
      radiusKm: 'à 20\u00a0km au plus',
      excludeModalities: 'pas à distance, pas en présentiel',
      startAfter: 'à partir du 1er mars 2027',
      startBefore: 'au plus tard le 15 juin 2027',
      maxPrice: '1\u202f500\u00a0€ au plus',
      excludeItems: '2 offres écartées',
      alternatives: 'ou Pâtissier, Lille',
      refused: 'sauf savoir-être, sauf Lille, pas le week-end, sauf niveau 3',
      past: 'avant\u00a0: Caissier',
    })
    expect(criteriaWords.fr.criterion.maxPrice.value(0)).toBe('gratuit')
    // "Avant mars" is kept as the last day it allows, and told as it was said.
    expect(inSentence(criteriaWords.fr, 'startBefore', '2027-02-28')).toBe('avant mars 2027')
    expect(inSentence(criteriaWords.en, 'startBefore', '2026-12-31')).toBe('before January 2027')
  })

  it('are set as French is: typographic apostrophes, no line broken before a colon or a unit', () => {
    const texts = spoken(criteriaWords.fr).flatMap(({ name, value, said }) => [name, value, said])
    expect(texts.filter((text) => /\p{L}'\p{L}| [:;?!»%]|« |\d (?:km|h|€|s)\b/u.test(text))).toEqual([])
  })
})
