import { expect, it } from 'vitest'
import type { Claim } from '../../../src/options/option.ts'
import { at, checkClaim, digitRuns } from './claim-check.ts'

const item = {
  hours: 1200,
  price: { amount: 4.5 },
  sessions: [{ start: '2026-10-05' }],
  funding: [],
  title: 'La meilleure école, 2 ans',
}
const sources = { item, profile: {}, criteria: { maxHours: 1500 }, occupation: undefined }
const claim = (text: string, ...evidence: [field: string, value: string | number | null][]): Claim => ({
  stance: 'fact',
  text,
  evidence: evidence.map(([field, value]) => ({ source: 'item', field, value })) as Claim['evidence'],
})

it('accepts what the record says, in French figures and dates', () => {
  for (const right of [
    claim('Dure 1\u202f200 heures.', ['/hours', 1200]),
    claim('Coûte 4,50\u00a0€.', ['/price/amount', 4.5]),
    claim('Prochaine session le 5 octobre 2026.', ['/sessions/0/start', '2026-10-05']),
    claim('Aucun financement indiqué.', ['/funding', null]),
    claim('« La meilleure école, 2 ans ».', ['/title', 'La meilleure école, 2 ans']),
  ]) {
    expect(checkClaim(right, sources).faults).toEqual([])
  }
})

it('finds evidence that is not what the record says', () => {
  expect(checkClaim(claim('Dure 1200 heures.', ['/hours', 1300]), sources).evidenceHolds).toBe(false)
  expect(checkClaim(claim('Le prix est inconnu.', ['/price', null]), sources).evidenceHolds).toBe(false)
  expect(checkClaim(claim('Session complète.', ['/sessions/1/seats', 0]), sources).evidenceHolds).toBe(false)
})

it('finds a number that no evidence holds', () => {
  expect(checkClaim(claim('Dure 1200 heures, soit 8 mois.', ['/hours', 1200]), sources).strayNumbers).toEqual(['8'])
  expect(checkClaim(claim('Le 6 octobre 2026.', ['/sessions/0/start', '2026-10-05']), sources).strayNumbers).toEqual([
    '6',
  ])
})

it('finds praise and orders of its own, not those it quotes', () => {
  expect(checkClaim(claim('La meilleure option.', ['/hours', 1200]), sources).steering).toBe('meilleure')
  expect(checkClaim(claim('Il faut la choisir.', ['/hours', 1200]), sources).steering).toBe('il faut')
})

it('follows JSON pointers, escapes included', () => {
  expect(at({ 'a/b': [{ '~': 1 }] }, '/a~1b/0/~0')).toBe(1)
  expect(at(item, '/sessions/3/start')).toBeUndefined()
})

it('reads runs of digits', () => {
  expect(digitRuns('05/10/2026, 1\u202f234,5 et 007')).toEqual(['5', '10', '2026', '1234', '5', '7'])
})
