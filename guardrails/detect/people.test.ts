import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { guard } from '../guard.ts'
import firstNames from '../lexicon/first-names.json' with { type: 'json' }
import { createPlaceholders } from '../placeholders.ts'
import { defaultPolicy } from '../policy.ts'
import { firstNameWeight } from './people.ts'

const { about: _, ...byOrigin } = firstNames
const fold = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

describe('the first names', () => {
  it('are four thousand at least, from everywhere people who live in France come from', () => {
    const all = new Set(Object.values(byOrigin).flatMap((list) => list.split(' ')))
    expect(all.size).toBeGreaterThan(4_000)
    for (const [origin, list] of Object.entries(byOrigin))
      expect([origin, list.split(' ').length > 90]).toEqual([origin, true])
  })

  const births = join(import.meta.dirname, '../../../shared/data/names/prenoms_sorted_by_count.csv')
  it.skipIf(!existsSync(births))('cover 95 % of the births of a century (skipped without ../shared/data/names)', () => {
    let known = 0
    let all = 0
    for (const line of readFileSync(births, 'utf8').trim().split('\n')) {
      const [name = '', count = '0'] = line.split(',')
      if (name.startsWith('_')) continue
      all += Number(count)
      if (
        fold(name)
          .split('-')
          .some((piece) => firstNameWeight(piece) !== undefined)
      )
        known += Number(count)
    }
    expect(known / all).toBeGreaterThan(0.95)
  })
})

describe('a name from anywhere', () => {
  const people = {
    french: ['Rozenn Le Guen', 'Thierry Vasseur', 'Élodie Blanchard', 'Gaëtan Roussel'],
    maghreb: ['Naoual Bensalem', 'Yacine Aït Ouali', 'Zoulikha Hamidi', 'Abdelkrim Ouazzani'],
    'west africa': ['Fanta Kourouma', 'Souleymane Cissé', 'Adjoua Kouassi', 'Oumou Tounkara'],
    'central africa': ['Glodie Mbuyi', 'Plamedi Kasongo', 'Trésor Ilunga', 'Merveille Makosso'],
    'horn of africa': ['Semhar Ghebremedhin', 'Tesfay Haile', 'Hodan Warsame', 'Feven Tekle'],
    comoros: ['Echati Attoumani', 'Soifia Madi', 'Anfane Boina', 'Zaïnati Mze'],
    turkey: ['Gülşah Yıldırım', 'Ömer Çetin', 'Nurcan Özdemir', 'Batuhan Şahin'],
    iberia: ['Conceição Teixeira', 'Joaquim Antunes', 'Begoña Iglesias', 'Íñigo Serrano'],
    'eastern europe': ['Zbigniew Kowalczyk', 'Olha Bondarenko', 'Ionuț Munteanu', 'Xhevahire Gashi'],
    armenia: ['Hrant Manoukian', 'Hasmik Grigoryan', 'Varoujan Sarkissian', 'Lusine Petrosyan'],
    'south asia': ['Tharshini Nadarajah', 'Gurpreet Kaur', 'Nasima Begum', 'Zabihullah Rahimi'],
    'east asia': ['Thị Hương Nguyễn', 'Xiaoling Zhang', 'Sokhom Chhay', 'Jihoon Park'],
    overseas: ['Teva Tehei', 'Marie-Anise Hoarau', 'Wadner Desrosiers', 'Malia Lakalaka'],
    jewish: ['Shlomo Benhamou', 'Rivka Azoulay', 'Yehuda Toledano', 'Avigail Sebbag'],
  }
  const frames = [
    (name: string) => `Je reçois ${name} demain.`,
    (name: string) => `${name} cherche une formation de cariste.`,
    (name: string) => `Bonjour, dossier de ${name} à revoir`,
    (name: string) => `mme ${name.toLowerCase()} veut un cdi`,
    (name: string) => `${name.split(' ').slice(1).join(' ').toUpperCase()} ${name.split(' ')[0]} : projet soudure`,
    (name: string) => `rdv avec ${name.toLowerCase()} jeudi`,
    (name: string) => `${name.toUpperCase()} EST D'ACCORD POUR LE STAGE`,
  ]
  it.each(Object.entries(people))('is masked whole as often as any other: %s', (_origin, names) => {
    const left = names.flatMap((name) =>
      frames.flatMap((frame) => {
        const text = frame(name)
        const verdict = guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
        const clear = fold(verdict.text).split(/[^a-z]+/)
        return fold(name)
          .split(/[ -]/)
          .some((piece) => piece.length > 2 && clear.includes(piece))
          ? [`${text} → ${verdict.text}`]
          : []
      }),
    )
    expect(left).toEqual([])
  })
})
