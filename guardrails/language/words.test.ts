import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalWords, lemma, meaningfulWords, root, words } from './words.ts'

const canonical = (text: string) => canonicalWords(text).map((word) => word.text)

describe('the words of a text', () => {
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
})

describe('the lemma of a word', () => {
  it.each([
    ['vendeur', ['vendeur', 'vendeurs', 'vendeuse', 'vendeuses']],
    ['directeur', ['directeur', 'directrice', 'directrices']],
    ['infirmier', ['infirmier', 'infirmiere', 'infirmieres']],
    ['boulanger', ['boulanger', 'boulangere']],
    ['technicien', ['technicien', 'technicienne', 'techniciens']],
    ['macon', ['macon', 'maconne', 'macons']],
    ['assistant', ['assistant', 'assistante', 'assistantes']],
    ['employe', ['employe', 'employee', 'employes', 'employees']],
    ['inscrit', ['inscrit', 'inscrite', 'inscrits']],
    ['professionnel', ['professionnel', 'professionnelle', 'professionnels']],
    ['social', ['social', 'sociale', 'sociaux']],
    ['sportif', ['sportif', 'sportive', 'sportives']],
    ['francais', ['francais', 'francaise', 'francaises']],
    ['hote', ['hote', 'hotesse', 'hotesses']],
    ['travail', ['travail', 'travaux']],
    ['lieu', ['lieu', 'lieux']],
  ])('%s', (one, forms) => {
    expect([...new Set(forms.map(lemma))]).toEqual([one])
  })

  it('does not bring together what differs by more than gender and number', () => {
    const pairs = 'vente/vent vente/vendeur boulanger/boulangerie mois/moi porte/port cours/courte caisse/caissier'
    for (const pair of pairs.split(' ')) {
      const [one, other] = pair.split('/')
      expect(lemma(one!), pair).not.toBe(lemma(other!))
    }
  })

  it('is one for the two genders of nearly every occupation', () => {
    const names = globSync('data/occupations/?.json').flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/"([^"/]+) \/ ([^"/]+)"/g),
    ])
    const heads = names
      .map(([, one, other]) => [canonical(one!)[0]!, canonical(other!)[0]!] as const)
      // "Garçon / serveuse" are two words.
      .filter(([one, other]) => one.slice(0, 3) === other.slice(0, 3))
    const apart = heads.filter(([one, other]) => one !== other)
    expect(heads.length).toBeGreaterThan(8000)
    expect(apart.length / heads.length, [...new Set(apart.map(String))].join(' ')).toBeLessThan(0.005)
  })
})

describe('canonical words', () => {
  it.each([
    'vendeur',
    'Vendeuse',
    'vendeuse(s)',
    'vendeur(se)',
    'vendeur·se',
    'vendeur·se·s',
    'vendeur.euse',
    'vendeur/euse',
    'vendeur / vendeuse',
    'vendeur ou vendeuse',
    'VENDEUSES',
  ])('say the same of "%s"', (text) => {
    expect(canonicalWords(text)).toEqual([{ text: 'vendeur', start: 0, end: text.length }])
  })

  it('are the same for both genders of a message', () => {
    const twins = [
      'elle est assistante administrative, elle cherche une formation de technicienne',
      'il est assistant administratif, il cherche une formation de technicien',
    ].map((text) => canonical(text).filter((word) => !['il', 'elle'].includes(word)))
    expect(twins[0]).toEqual(twins[1])
    expect(canonical('agent(e) polyvalent(e)')).toEqual(canonical('agent polyvalent'))
    expect(canonical('technicien(ne) chargé·e')).toEqual(canonical('technicienne chargée'))
    expect(canonical('infirmier-ère')).toEqual(['infirmier'])
  })

  it('take nothing for an ending that is a word', () => {
    expect(canonical('lui dit-elle')).toEqual(['lui', 'dit', 'elle'])
    expect(canonical('C’est fini.Elle vient')).toEqual(['est', 'fini', 'elle', 'vient'])
  })
})

describe('the root of a word', () => {
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
  ])('is one for %s', (family) => {
    expect(new Set(family.map(root)).size).toBe(1)
  })

  it('is the word itself when it is too short to lose its ending', () => {
    expect(root('mage')).not.toBe(root('meur'))
    expect(root('age')).toBe('age')
  })
})
