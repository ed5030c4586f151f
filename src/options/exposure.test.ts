import { expect, it } from 'vitest'
import type { Candidate } from '../catalogue/catalogue-index.ts'
import { createRandom } from '../catalogue/demonstration/random.ts'
import { noCriteria } from '../criteria/criteria.ts'
import { untold } from '../item.ts'
import { type Exposure, received, sharesOf } from './exposure.ts'
import { drawOf } from './order.ts'
import { mostOptions, nearEqualBand, providerKey, select } from './selection.ts'

/** Titles that have nothing in common, so that nothing but merit, ledger and seed decides. */
const trades = 'soudage cuisine menuiserie comptabilité jardinage plomberie couture vente peinture coiffure'.split(' ')

function candidate(at: number, merit: number): Candidate {
  return {
    merit,
    item: {
      ...untold(),
      id: `item-${at}`,
      kind: 'training',
      title: trades[at]!,
      provider: { name: `Organisme ${at}`, siret: `${at}`.padStart(9, '9').padEnd(14, '0') },
      modality: 'onsite',
      updatedAt: '2026-09-01',
      partners: [{ name: 'Réseau', reference: `${at}`, updatedAt: '2026-09-01' }],
    },
  }
}

it('lets anyone work out from the ledger, as it stood, why each near-equal offer was not shown', () => {
  const random = createRandom('losses')
  let losses = 0
  for (let turn = 1; turn <= 300; turn += 1) {
    const merits = trades.map(() => 0.2 + 0.8 * random.next()).sort((a, b) => b - a)
    const candidates = merits.map((merit, at) => candidate(at, merit))
    const line = (): Exposure => ({ exposure: random.between(0, 9), merit: 9 * random.next() })
    const exposure = Object.fromEntries(candidates.map(({ item }) => [providerKey(item), line()]))
    const seed = `turn-${turn}`
    const selection = select({
      candidates,
      criteria: { ...noCriteria, kinds: ['training'] },
      exposure,
      seed,
    })

    let left = candidates
    const shown: string[] = []
    const lost = new Map<string, string>()
    const turnOf = ({ item }: Candidate) => [received(exposure[providerKey(item)]), drawOf(seed, item.id)] as const
    for (let place = 0; place < mostOptions && left.length > 0; place += 1) {
      const band = left.filter(({ merit }) => merit >= left[0]!.merit * nearEqualBand)
      const [winner, ...others] = band.toSorted((a, b) => turnOf(a)[0] - turnOf(b)[0] || turnOf(a)[1] - turnOf(b)[1])
      shown.push(winner!.item.id)
      for (const { item } of others) lost.set(item.id, winner!.item.id)
      left = left.filter((one) => one !== winner)
    }
    for (const id of shown) lost.delete(id)

    expect(selection.chosen.map(({ id }) => id).sort()).toEqual(shown.sort())
    const named = selection.alsoValid.map(({ item }) => item.id)
    expect(named.length).toBe(Math.min(6, lost.size))
    for (const id of named) expect(lost.has(id)).toBe(true)
    losses += named.length
  }
  expect(losses).toBeGreaterThan(300)
})

it('owes a turn to who never had one, and none to who had twice its due', () => {
  expect(received(undefined)).toBe(0)
  expect(received({ exposure: 4, merit: 2 })).toBeGreaterThan(received({ exposure: 40, merit: 30 }))
})

it('gives a provider one share of a need, whatever the number of its offers', () => {
  const shares = sharesOf(
    ['a', 'b'],
    new Map([
      ['a', 1],
      ['b', 0.5],
      ['c', 0.5],
    ]),
  )
  expect(shares).toEqual({
    a: { exposure: 1, merit: 1 },
    b: { exposure: 1, merit: 0.5 },
    c: { exposure: 0, merit: 0.5 },
  })
})
