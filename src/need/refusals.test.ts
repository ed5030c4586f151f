import { beforeAll, describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { type Criteria, noCriteria } from '../criteria/criteria.ts'
import { rehearse } from '../rehearsal.ts'
import { mergeTurn } from './merge.ts'
import { emptyProfile } from './profile.ts'
import { readNeed } from './read-need.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>

describe('what is not wanted', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await rehearse({ items: [] })
  })

  /** The criteria after these messages of one need. */
  function hear(...messages: string[]): Criteria {
    const { places, referential, today } = stage
    return messages.reduce<Criteria>((previous, text) => {
      const profile = emptyProfile
      const message = readNeed(mintRedacted(text), { previous, places, referential, today, locale: 'fr' })
      return mergeTurn(previous, { profile, message, today }).criteria
    }, noCriteria)
  }
  const name = (value: unknown): unknown => (value as { code?: string }).code ?? value
  const short = ({ topic, occupation, refused, past, alternatives, constraints }: Criteria) => ({
    ...(topic && { topic }),
    ...(occupation && { occupation: occupation.code }),
    ...(refused.length > 0 && { refused: refused.map(({ value }) => name(value)) }),
    ...(past.length > 0 && { past: past.map(({ value }) => name(value)) }),
    ...(alternatives.length > 0 && { alternatives: alternatives.map((one) => one.occupation?.code ?? one.topic) }),
    ...(constraints.length > 0 && { constraints }),
  })

  it.each<[string, object]>([
    ['secrétaire, surtout pas de vente', { occupation: 'M1607', refused: ['vente'] }],
    ['pas de vente ni de restauration, du secrétariat', { topic: 'secrétariat', refused: ['vente', 'restauration'] }],
    ['tout sauf le bâtiment et l’industrie, anglais', { topic: 'anglais', refused: ['bâtiment', 'industrie'] }],
    ['ras le bol de la vente, veut apprendre l’anglais', { topic: 'anglais', refused: ['vente'] }],
    ['veut plu de ménage, fleuriste plutôt', { occupation: 'D1209', refused: ['ménage'] }],
    ['l’usine c’est fini, fleuriste', { occupation: 'D1209', refused: ['usine'] }],
    ['les gosses elle en a ras le bol, comptabilité', { topic: 'comptabilité', refused: ['gosses'] }],
    ['fleuriste, plus jamais caissière', { occupation: 'D1209', refused: ['D1505'] }],
    ['le taxi, pas VTC', { topic: 'taxi', occupation: 'N4102', refused: ['VTC'] }],
    ['coiffure à Lyon, pas refaire un CAP', { topic: 'coiffure', occupation: 'D1202', refused: [3] }],
    ['fleuriste, surtout pas d’alternance', { occupation: 'D1209', refused: ['alternating'] }],
    ['fleuriste, surtou pas d’aprentissage', { occupation: 'D1209', refused: ['alternating'] }],
    ['fleuriste hors apprentissage', { occupation: 'D1209', refused: ['alternating'] }],
    ['anglais, pas de formation, un atelier', { topic: 'anglais', refused: ['training'] }],
    ['fleuriste, pas Paris', { occupation: 'D1209', refused: ['75056'] }],
  ])('is refused in "%s"', (text, expected) => {
    expect(short(hear(text))).toEqual(expected)
  })

  it.each<[string, object]>([
    ['ancien maçon, veut devenir fleuriste', { occupation: 'D1209', past: ['F1703'] }],
    ['ex-caissière, fleuriste', { occupation: 'D1209', past: ['D1505'] }],
    ['a été maçon quinze ans, vise fleuriste', { occupation: 'D1209', past: ['F1703'] }],
    ['quitte la vente pour devenir fleuriste', { occupation: 'D1209', past: ['vente'] }],
    ['De maçon à fleuriste', { occupation: 'D1209', past: ['F1703'] }],
    ['maçon → fleuriste', { occupation: 'D1209', past: ['F1703'] }],
    ['maçon depuis 10 ans, elle veut devenir fleuriste', { occupation: 'D1209', past: ['F1703'] }],
    ['après 15 ans dans la restauration, fleuriste', { occupation: 'D1209', past: ['restauration'] }],
    ['sort de prison, fleuriste', { occupation: 'D1209' }],
    ['ancien maçon, veut redevenir maçon', { occupation: 'F1703' }],
    ['quatorze ans de soudure, veut ressouder', { topic: 'soudure ressouder' }],
  ])('is past in "%s"', (text, expected) => {
    expect(short(hear(text))).toEqual(expected)
  })

  it.each<[string, object]>([
    ['ne sait pas utiliser un ordinateur', { topic: 'utiliser un ordinateur' }],
    ['n’a pas le permis, fleuriste', { occupation: 'D1209', constraints: ['n’a pas le permis'] }],
    ['fleuriste, pas obligé que ce soit en alternance', { occupation: 'D1209' }],
    ['pourquoi pas fleuriste', { occupation: 'D1209' }],
    ['elle dit pas non à la couture', { topic: 'couture' }],
    ['fleuriste, sans port de charges', { occupation: 'D1209', constraints: ['sans port de charges'] }],
    [
      'fleuriste, surtout pas derrière un écran',
      { occupation: 'D1209', constraints: ['surtout pas derrière un écran'] },
    ],
    ['fleuriste, pas le soir', { occupation: 'D1209', constraints: ['pas le soir'] }],
    ['il a du mal à parler en public', { topic: 'parler en public' }],
  ])('is nothing in "%s"', (text, expected) => {
    expect(short(hear(text))).toEqual(expected)
  })

  it('leaves the first of several trades, and keeps the others as alternatives', () => {
    expect(short(hear('carreleur ou plaquiste à Lyon'))).toEqual({ occupation: 'F1608', alternatives: ['F1604'] })
    expect(short(hear('conducteur ou conductrice de bus'))).toMatchObject({ occupation: 'N4103' })
  })

  it('adds up over the messages of one need, and is forgotten with it', () => {
    const two = hear('fleuriste, pas de vente', 'et surtout pas d’alternance')
    expect(short(two)).toEqual({ occupation: 'D1209', refused: ['vente', 'alternating'] })
    expect(two.read.find(({ criterion }) => criterion === 'refused')?.strength).toBe('must')
    expect(short(hear('fleuriste, pas de vente', 'nouvelle recherche : maçon à Lyon'))).toEqual({ occupation: 'F1703' })
  })

  it('takes away what was wanted, and goes when it is wanted again', () => {
    expect(short(hear('aide de cuisine à Lyon', 'non, plus de cuisine'))).toEqual({ refused: ['cuisine'] })
    expect(short(hear('fleuriste, surtout pas de vente', 'finalement si, vendeuse'))).toEqual({ occupation: 'D1214' })
    expect(hear('fleuriste en alternance', 'pas d’alternance finalement').schedule).toBeUndefined()
    expect(short(hear('fleuriste', 'pas d’alternance', 'en alternance alors'))).toEqual({ occupation: 'D1209' })
  })

  it('is refused where it is asked for and refused in one breath', () => {
    expect(short(hear('une formation de maçon à Lyon, surtout pas maçon'))).toEqual({ refused: ['F1703'] })
  })
})
