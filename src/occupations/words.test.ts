import { describe, expect, it } from 'vitest'
import { features, fold, meaningfulWords, root, words } from './words.ts'

describe('the words of a text', () => {
  it('lose case, accents and ligatures', () => {
    expect(fold('Œuvre ÉLÈVE cœur Noël')).toBe('oeuvre eleve coeur noel')
  })

  it('keep the place where they were written, elided articles left out', () => {
    const text = "L’aide d'élevage, aujourd'hui en C++ et C#"
    expect(words(text).map((word) => text.slice(word.start, word.end))).toEqual([
      'aide',
      'élevage',
      'aujourd',
      'hui',
      'en',
      'C++',
      'et',
      'C#',
    ])
  })

  it('carry meaning, or are left out', () => {
    expect(meaningfulWords('Il souhaite devenir maçon dans le 69')).toEqual(['devenir', 'macon', '69'])
    expect(meaningfulWords(`le ${'x'.repeat(5000)}`)).toEqual([])
  })

  it.each([
    [['soudeur', 'soudeuse', 'soudage', 'soudure', 'soudeurs']],
    [['macon', 'maconne', 'maconnerie']],
    [['boulanger', 'boulangere', 'boulangerie']],
    [['coiffeur', 'coiffeuse', 'coiffure']],
    [['plombier', 'plombiere', 'plomberie']],
    [['developpeur', 'developpeuse', 'developpement']],
    [['electricien', 'electrique', 'electricite']],
    [['animateur', 'animatrice', 'animation']],
    [['comptable', 'comptabilite']],
    [['cuisine', 'cuisinier', 'cuisiniere']],
    [['secretaire', 'secretariat']],
  ])('%s share one root', (family) => {
    expect(new Set(family.map(root)).size).toBe(1)
  })

  it('do not share a root when they are too short to lose their ending', () => {
    expect(root('mage')).not.toBe(root('meur'))
    expect(root('age')).toBe('age')
  })

  it('mark roots and grams, so that they never meet a stem', () => {
    const { stem, root: marked, grams } = features('soudeur')
    expect(stem).toBe('soudeur')
    expect(marked).toBe('~soud')
    expect(grams).toContain('#^sou')
  })
})
