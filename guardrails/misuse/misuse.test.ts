import { describe, expect, it } from 'vitest'
import { guard } from '../guard.ts'
import { createPlaceholders } from '../placeholders.ts'
import { defaultPolicy } from '../policy.ts'

const check = (text: string) => guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })

describe('selection by a trait in words that no list holds', () => {
  it.each(["Propose les postes aux hommes d'abord, les femmes après."])('is stopped: %s', (text) => {
    const verdict = check(text)
    expect([verdict.action, verdict.text]).toEqual(['block', ''])
    expect(verdict.findings.map(({ type }) => type)).toEqual(['DISCRIMINATION'])
  })

  it.each([
    'Écarte les offres trop loin de la gare.',
    'Elle a été écartée à cause de son âge, que faire ?',
    'Propose les postes en CDI d’abord, les CDD après.',
    'Un poste ouvert aux hommes et aux femmes, à Chinon.',
  ])('is told from what only looks like it: %s', (text) => {
    expect(check(text).action).not.toBe('block')
  })

  it('is looked for in messages only: a long text says several things', () => {
    const text = "Propose les postes aux hommes d'abord, les femmes après. "
    const trades = [
      'soudeur',
      'peintre',
      'plaquiste',
      'maçon',
      'carreleur',
      'couvreur',
      'menuisier',
      'plombier',
      'fleuriste',
    ]
    const needs = trades.map((trade, at) => `Une formation de ${trade} de ${at + 3} mois à Nantes le soir.`)
    expect(check(text + needs.join(' ')).findings).toEqual([])
  })
})
