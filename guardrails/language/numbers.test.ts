import { toCardinal as british } from 'n2words/en-GB'
import { toCardinal as belgian } from 'n2words/fr-BE'
import { toCardinal as french } from 'n2words/fr-FR'
import { describe, expect, it } from 'vitest'
import { fold } from './fold.ts'
import { count, digitNumbers, numberOf, wordedNumbers } from './numbers.ts'

describe('numbers', () => {
  it.each([
    ['quatre-vingt-dix-sept', 97],
    ['quatre vingts', 80],
    ['deux cents', 200],
    ['mille deux cents', 1200],
    ['septante-cinq', 75],
    ['nonante et un', 91],
    ['vingt et une', 21],
    ['twenty-five', 25],
    ['12,5', 12.5],
    ['1 200', 1200],
    ['3.555,50', 3555.5],
    ['une douzaine', undefined],
    ['12 mois', undefined],
    ['', undefined],
  ])('%s', (said, value) => {
    expect(numberOf(said)).toBe(value)
  })

  it.each([
    ['French', french],
    ['the French of Belgium', belgian],
    ['English', british],
  ])('written in %s up to 999,999 are read as an independent speller writes them', (_, spell) => {
    // Every one up to 2,000, then one in 37, which is prime to 10 and 100.
    for (let value = 0; value < 1_000_000; value += value < 2000 ? 1 : 37) {
      const said = fold(spell(value))
      expect(numberOf(said), said).toBe(value)
    }
  })

  it('said one after the other stay apart, as in a telephone number', () => {
    expect(wordedNumbers('zero six, douze trente-quatre cinquante-six').map(({ value }) => value)).toEqual([
      0, 6, 12, 34, 56,
    ])
    expect(wordedNumbers('cent cent mille mille').map(({ value }) => value)).toEqual([100, 100000, 1000])
  })

  it('in digits are read in either way of writing them', () => {
    expect(digitNumbers('3 555 et 3,555.50 puis 12,5 en 2027').map(({ value }) => value)).toEqual([
      3555, 3555.5, 12.5, 2027,
    ])
  })

  it('can be part of a pattern', () => {
    const months = new RegExp(`(${count}) mois`)
    expect(numberOf(months.exec('une formation de vingt-quatre mois')![1]!)).toBe(24)
    expect(numberOf(months.exec('18 mois')![1]!)).toBe(18)
    expect(months.test('quelques mois')).toBe(false)
  })
})
