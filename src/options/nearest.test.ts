import { describe, expect, it } from 'vitest'
import type { Criteria } from '../criteria/criteria.ts'
import type { Item } from '../item.ts'
import { reasonToLeaveOut } from './filters.ts'
import { nearestAmong } from './nearest.ts'
import { offeredBy, placeAt, sampleCriteria, sampleDay, sampleLyon } from './sample-items.ts'

const circumstances = { today: sampleDay, near: sampleLyon, alreadyRefused: new Set(['refused']) }
const lyon = { code: '69123', name: 'Lyon' }

/** What answers, found as the criteria let it through. */
const among =
  (items: readonly Item[]) =>
  async (criteria: Criteria): Promise<{ item: Item; merit: number }[]> =>
    items
      .filter((item) => reasonToLeaveOut(item, criteria, circumstances) === undefined)
      .map((item) => ({ item, merit: 1 }))

async function nearest(asked: Parameters<typeof sampleCriteria>[0], items: readonly Item[], seed = 'seed') {
  const found = await nearestAmong(sampleCriteria(asked), circumstances, { find: among(items), seed })
  return found.map(({ item, breaks }) => [item.id, ...breaks.map(({ rule }) => rule)])
}

/** A training at so many kilometres to the north of Lyon. */
const at = (id: string, km: number, more: Partial<Item> = {}) =>
  offeredBy(`Organisme ${id}`, id, { places: [placeAt(`Ville ${id}`, 45.758 + km / 111)], ...more })

describe('what is nearest', () => {
  it('is what breaks the distance alone, the closest first, with the kilometres and their limit', async () => {
    const items = [at('far', 100), at('close', 45), at('here', 10), at('beyond', 400)]
    expect(await nearest({ near: lyon, radiusKm: 30 }, items)).toEqual([
      ['close', 'distance'],
      ['far', 'distance'],
    ])
    const [{ breaks }] = (await nearestAmong(sampleCriteria({ near: lyon, radiusKm: 30 }), circumstances, {
      find: among(items),
      seed: 'seed',
    })) as [Awaited<ReturnType<typeof nearestAmong>>[number]]
    expect(breaks).toEqual([{ rule: 'distance', value: 45, limit: 30 }])
  })

  it('bends dates, length, price, level and how one attends, by how much each is broken', async () => {
    const items = [
      at('long', 5, { hours: 300 }),
      at('dear', 5, { price: { amount: 1100, currency: 'EUR' } }),
      at('late', 5, { sessions: [{ start: '2027-03-01' }] }),
      at('remote', 5, { modality: 'remote' }),
      at('higher', 5, { certification: { label: 'BTS', level: 5 } }),
    ]
    const asked = { startBefore: '2027-02-01', maxHours: 200, maxPrice: 1000, modality: 'onsite', level: 4 }
    expect(await nearest(asked, items)).toEqual([
      ['dear', 'price'],
      ['long', 'hours'],
      ['late', 'start-before'],
      expect.arrayContaining([expect.stringMatching(/remote|higher/)]),
    ])
  })

  it('breaks two criteria at most', async () => {
    const two = at('two', 60, { hours: 250 })
    const three = at('three', 60, { hours: 250, sessions: [{ start: '2027-04-01' }] })
    const asked = { near: lyon, radiusKm: 30, maxHours: 200, startBefore: '2027-02-01' }
    expect(await nearest(asked, [two, three])).toEqual([['two', 'distance', 'hours']])
  })

  it('never is of another kind, refused before, of an excluded organisation, full, or attended as was refused', async () => {
    const items = [
      at('event', 60, { kind: 'event' }),
      at('refused', 60),
      at('unwanted', 60, { provider: { name: 'Greta' }, partners: [{ name: 'Greta', reference: '1', updatedAt: '' }] }),
      at('full', 60, { sessions: [{ start: '2027-01-11', seats: 0 }] }),
      at('remote', 60, { modality: 'remote', sessions: [{ start: '2027-05-01' }] }),
      at('uncertified', 60, { certifying: false }),
    ]
    const asked = { near: lyon, excludeProviders: ['greta'], excludeModalities: ['remote'], certifying: true }
    expect(await nearest({ ...asked, startBefore: '2027-02-01' }, items)).toEqual([])
  })

  it('bends no wish: what one would rather have leaves nothing out', async () => {
    const criteria = sampleCriteria({ maxHours: 20 })
    const wished = { ...criteria, read: [{ criterion: 'maxHours', from: 'message', strength: 'wish' }] }
    expect(await nearest(wished, [at('long', 5, { hours: 40 })])).toEqual([])
  })

  it('is at most four, an organisation’s clones once, equals as the seed draws', async () => {
    const clones = Array.from({ length: 5 }, (_, place) => ({
      ...at('clone', 50),
      id: `clone-${place}`,
      title: 'Soudage',
    }))
    const equals = Array.from({ length: 12 }, (_, place) => at(`equal-${place}`, 50))
    const shown = await nearest({ near: lyon, radiusKm: 30 }, [...clones, ...equals])
    expect(shown).toHaveLength(4)
    expect(shown.filter(([id]) => id!.startsWith('clone')).length).toBeLessThanOrEqual(1)
    const again = await nearest({ near: lyon, radiusKm: 30 }, [...clones, ...equals])
    expect(again).toEqual(shown)
    const others = await nearest({ near: lyon, radiusKm: 30 }, [...clones, ...equals], 'another seed')
    expect(others).not.toEqual(shown)
  })
})
