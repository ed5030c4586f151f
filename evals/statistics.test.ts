import { describe, expect, it } from 'vitest'
import {
  bootstrap,
  chiSquareTail,
  gini,
  mean,
  pairedDifference,
  quantiles,
  signTest,
  uniformityTest,
  wilson,
} from './statistics.ts'

describe('intervals', () => {
  // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published Wilson interval of %i in %i', (hits, of, low, high) => {
    const found = wilson(hits, of)
    expect(found.low).toBeCloseTo(low, 4)
    expect(found.high).toBeCloseTo(high, 4)
  })

  it('says that all of ten is not surely all', () => {
    expect(wilson(10, 10)).toMatchObject({ value: 1, high: 1 })
    expect(wilson(10, 10).low).toBeCloseTo(0.7225, 4)
    expect(wilson(0, 0).value).toBeNaN()
  })

  it('bootstraps a mean close to what the central limit theorem says, the same each time', () => {
    const values = Array.from({ length: 400 }, (_, at) => at % 2)
    const found = bootstrap(values, mean, 'seed')
    expect(found.value).toBe(0.5)
    expect(found.low).toBeCloseTo(0.5 - 1.96 * 0.025, 2)
    expect(found.high).toBeCloseTo(0.5 + 1.96 * 0.025, 2)
    expect(bootstrap(values, mean, 'seed')).toEqual(found)
    expect(bootstrap(values, mean, 'other seed')).not.toEqual(found)
  })
})

describe('tests of a difference', () => {
  it('counts wins and losses exactly', () => {
    expect(signTest(9, 1)).toBeCloseTo(22 / 1024, 10)
    expect(signTest(1, 9)).toBeCloseTo(22 / 1024, 10)
    expect(signTest(5, 5)).toBe(1)
    expect(signTest(0, 0)).toBe(1)
    // McNemar's exact test, 59 against 6 discordant pairs (Agresti 2013, approval ratings: 150 against 86).
    expect(signTest(150, 86)).toBeCloseTo(3.716e-5, 7)
  })

  it('pairs cases, so that a small steady gain shows where two separate intervals overlap', () => {
    const pairs = Array.from({ length: 60 }, (_, at) => [at / 60, at / 60 + (at % 3 === 0 ? 0.06 : 0.03)] as const)
    const found = pairedDifference(pairs, 'seed')
    expect(found.value).toBeCloseTo(0.04, 10)
    expect(found.low).toBeGreaterThan(0.03)
    expect(found).toMatchObject({ n: 60, higher: 60, lower: 0, same: 0 })
    expect(found.p).toBeLessThan(1e-15)
  })

  it('finds no difference between a thing and itself', () => {
    const found = pairedDifference(
      [
        [1, 1],
        [0.3, 0.3],
      ],
      'seed',
    )
    expect(found).toMatchObject({ value: 0, low: 0, high: 0, same: 2, p: 1 })
  })

  it('knows the chi-square table', () => {
    expect(chiSquareTail(3.841, 1)).toBeCloseTo(0.05, 4)
    expect(chiSquareTail(7.815, 3)).toBeCloseTo(0.05, 4)
    expect(chiSquareTail(11.345, 3)).toBeCloseTo(0.01, 4)
    expect(chiSquareTail(43.773, 30)).toBeCloseTo(0.05, 4)
    expect(uniformityTest([25, 25, 25, 25])).toEqual({ chiSquare: 0, p: 1 })
    expect(uniformityTest([40, 20, 20, 20]).chiSquare).toBe(12)
    expect(uniformityTest([40, 20, 20, 20]).p).toBeCloseTo(0.00738, 5)
  })
})

describe('descriptions', () => {
  it('interpolates quantiles', () => {
    expect(quantiles([4, 1, 3, 2], [0.25, 0.5])).toEqual([1.75, 2.5])
    expect(quantiles([1, 2, 3, 4, 5], [0.99])[0]).toBeCloseTo(4.96, 10)
    expect(quantiles([], [0.5])[0]).toBeNaN()
  })

  it('measures how unevenly something is shared', () => {
    expect(gini([1, 1, 1, 1])).toBeCloseTo(0, 12)
    expect(gini([0, 0, 0, 1])).toBeCloseTo(0.75, 12)
    expect(gini([1, 2, 3])).toBeCloseTo(2 / 9, 12)
    expect(gini([0, 0])).toBe(0)
  })
})
