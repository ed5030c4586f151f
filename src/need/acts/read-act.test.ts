import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../../guardrails/redacted.ts'
import { HeardAct } from './act.ts'
import { actRow } from './features.ts'
import { readAct } from './read-act.ts'

const read = (text: string, state = { shown: 3, pending: true }) => readAct(mintRedacted(text), { state, heard: [] })

describe('what a message does', () => {
  it('is read from its words, with what made it likely', () => {
    const reading = read('Fais-moi un petit texte pour [PERSONNE_1], trois phrases simples')
    expect(reading.act).toBe('summary')
    expect(reading.sure).toBe(true)
    expect(reading.because.length).toBeGreaterThan(0)
    expect(read('cherche une formation de soudeur à Laval', { shown: 0, pending: false }).act).toBe('need')
  })

  it('is told with the width of its margin, and is not sure where it could be many things', () => {
    const plain = read('cherche une formation de soudeur à Laval', { shown: 0, pending: false })
    const doubtful = read('…')
    expect(plain.sure).toBe(true)
    expect(doubtful.sure).toBe(false)
    expect(doubtful.margin).toBeLessThan(plain.margin)
    expect(new Set(doubtful.ranked.map(({ label }) => label))).toEqual(new Set(HeardAct.options))
  })

  it('is the same whoever is spoken of, and however it is accented', () => {
    const twins: [string, string][] = [
      [
        'Elle est ancienne vendeuse, Mme [PERSONNE_1] veut être coiffeuse',
        'Il est ancien vendeur, M. [PERSONNE_1] veut être coiffeur',
      ],
      ['la candidate est motivée, 25 ans', 'le candidat est motivé, 57 ans'],
      ['Où se trouve la deuxième ?', 'OU SE TROUVE LA DEUXIEME ?'],
    ]
    for (const [one, other] of twins)
      expect(actRow(one, { heard: [] }).units).toEqual(actRow(other, { heard: [] }).units)
  })

  it('takes into account what stands on the screen', () => {
    const features = (shown: number, pending: boolean) =>
      actRow('la B', { state: { shown, pending }, heard: [] }).units[0]!
    expect(features(0, false)).not.toEqual(features(3, true))
    expect(features(3, false)).not.toEqual(features(3, true))
  })

  it('reads a message of any length, and one without a word', () => {
    expect(read('').act).toBeDefined()
    expect(read('formation cuisine '.repeat(400), { shown: 0, pending: false }).act).toBe('need')
  })
})
