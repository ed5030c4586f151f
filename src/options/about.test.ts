import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import type { Item } from '../item.ts'
import { answerAbout } from './about.ts'
import { argue } from './argue.ts'
import { optionsMeant } from './options-meant.ts'
import { placeAt, sampleItem, sampleNeed } from './sample-items.ts'

const need = sampleNeed({ near: { code: '69123', name: 'Lyon' } })
const shown: readonly Item[] = [
  sampleItem({
    id: 'a',
    hours: 35,
    distanceKm: 0,
    price: { amount: 900, currency: 'EUR' },
    accessibility: 'Locaux accessibles en fauteuil.',
    provider: { name: 'GRETA du Rhône' },
  }),
  sampleItem({
    id: 'b',
    title: 'Soudure TIG',
    hours: 400,
    distanceKm: 9,
    content: 'Soudage TIG\nContrôles',
    places: [placeAt('Vénissieux')],
    sessions: [{ start: '2027-03-01' }],
    provider: { name: 'Forge Nouvelle' },
    remainingCost: { amount: 120, currency: 'EUR' },
  }),
]
let ids = 0
const options = argue(shown, need, () => `opt_${++ids}`)
const answers = (text: string) =>
  answerAbout(mintRedacted(text), optionsMeant(mintRedacted(text), options, need).options, need).map(
    ({ optionId, claim }) =>
      `${options.findIndex(({ id }) => id === optionId) + 1} ${claim.stance}: ${claim.text.replace(/\u00a0|\u202f/g, ' ')}`,
  )

describe('a question about the options shown', () => {
  it('is answered with the value of each, and no winner', () => {
    expect(answers('laquelle est la plus courte ?')).toEqual(['1 fact: Dure 35 heures.', '2 fact: Dure 400 heures.'])
    expect(answers('laquelle commence plus tôt ?')).toEqual([
      '1 fact: Commence le 11 janvier 2027.',
      '2 fact: Commence le 1er mars 2027.',
    ])
  })

  it('is answered by the line that says it, or honestly by nothing', () => {
    expect(answers('y a-t-il un stage ?')).toEqual([
      '1 fact: Le catalogue indique : « Période en entreprise (2 semaines) ».',
      '2 unknown: Le catalogue ne le dit pas.',
    ])
    expect(answers('est-ce qu’il y a un hébergement ?')).toEqual([
      '1 unknown: Le catalogue ne le dit pas.',
      '2 unknown: Le catalogue ne le dit pas.',
    ])
  })

  it('tells what is left to pay', () => {
    expect(answers('et le prix restant ?')).toEqual([
      '1 against: Prix affiché : 900 €.',
      '1 unknown: Ce qui reste à payer par la personne n’est pas précisé.',
      '2 unknown: Le prix n’est pas précisé.',
      '2 against: Reste à payer par la personne : 120 €.',
    ])
  })

  it('tells what is known of access in a wheelchair', () => {
    expect(answers('c’est accessible en fauteuil ?')).toEqual([
      '1 fact: Accessibilité : Locaux accessibles en fauteuil.',
      '2 unknown: L’accessibilité n’est pas décrite.',
    ])
  })

  it('does not take access by bus for access in a wheelchair', () => {
    expect(answers('on peut y aller en bus ?')).toEqual([
      '1 unknown: Le catalogue ne le dit pas.',
      '1 for: À Lyon.',
      '2 unknown: Le catalogue ne le dit pas.',
      '2 for: À 9 km de Lyon, à Vénissieux.',
    ])
  })

  it('means one option by its place on screen, its organisation or its town', () => {
    expect(answers('la deuxième dure combien de temps ?')).toEqual(['2 fact: Dure 400 heures.'])
    expect(answers('combien de temps dure celle du Greta ?')).toEqual(['1 fact: Dure 35 heures.'])
    expect(answers('et celle à Vénissieux, quelle durée ?')).toEqual(['2 fact: Dure 400 heures.'])
    expect(answers('quelle durée pour les deux premières ?')).toHaveLength(2)
  })

  it('answers what a word on the cards means, and what nobody can look up', () => {
    expect(answers('que veut dire mixte ?')[0]).toContain('Se suit ')
    expect(answers('est-il possible de visiter le centre ?').join()).toContain('unknown: Le catalogue ne le dit pas.')
  })

  it('answers what the difference is with what sets each apart', () => {
    expect(answers('c’est quoi la différence ?')[0]).toBe(
      '1 fact: Débute le 11 janvier 2027 ; l’autre formation débute après.',
    )
  })

  it('tells who offers it, what is taught and towards what', () => {
    expect(answers('c’est quel organisme la première ?')).toEqual(['1 fact: Proposé par GRETA du Rhône.'])
    expect(answers('quel est le programme de la 2 ?')).toEqual([
      '2 fact: Le catalogue indique : « Soudage TIG, Contrôles ».',
    ])
    expect(answers('ça mène à quel métier, la première ?')).toEqual(['1 fact: Métier visé : Soudeur / Soudeuse.'])
  })

  it('binds each answer to what stands in the record', () => {
    for (const question of [
      'y a-t-il un hébergement ?',
      'quel diplôme ?',
      'quels taux de réussite ?',
      'il faut quel niveau ?',
    ]) {
      for (const { optionId, claim } of answerAbout(mintRedacted(question), options, need)) {
        const { item } = options.find(({ id }) => id === optionId)!
        for (const { field, value } of claim.evidence) {
          const found = field
            .split('/')
            .slice(1)
            .reduce<unknown>((at, key) => Object(at)[key], item)
          expect(Array.isArray(found) && found.length === 0 ? null : (found ?? null), question).toEqual(value)
        }
      }
    }
  })
})
