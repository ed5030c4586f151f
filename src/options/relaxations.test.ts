import { describe, expect, it } from 'vitest'
import type { Criteria } from '../criteria/criteria.ts'
import { gainsOfRelaxing, relaxed, waysToRelax } from './relaxations.ts'
import { sampleCriteria } from './sample-items.ts'

const near = { code: '48095', name: 'Mende' }

/** A catalogue in which so many choices are found, as a rule of the criteria. */
const counting = (rule: (criteria: Criteria) => number) => async (criteria: Criteria) => rule(criteria)

describe('what a relaxation would bring', () => {
  it('is offered where one criterion alone leads to a choice, the mildest step first', async () => {
    const criteria = sampleCriteria({ near, radiusKm: 10, maxHours: 100 })
    const byRadius = ({ radiusKm }: Criteria) => ((radiusKm ?? 30) >= 80 ? 5 : (radiusKm ?? 30) >= 50 ? 3 : 0)
    const relax = await gainsOfRelaxing(criteria, { now: 0 }, counting(byRadius))
    expect(relax).toEqual([
      { criterion: 'radiusKm', to: 80, gains: 5 },
      { criterion: 'radiusKm', to: 50, gains: 3 },
    ])
  })

  it('is two criteria together when each alone leads to no choice, the smallest pair first', async () => {
    const criteria = sampleCriteria({ near, radiusKm: 10, maxHours: 100, certifying: true })
    const both = ({ maxHours, radiusKm }: Criteria) => (maxHours !== 100 && radiusKm !== 10 ? 4 : 0)
    const [pair, ...others] = await gainsOfRelaxing(criteria, { now: 0 }, counting(both))
    expect(pair).toEqual({ criterion: 'radiusKm', to: 20, and: { criterion: 'maxHours', to: 200 }, gains: 4 })
    expect(others).toEqual([])
  })

  it('is told even if it leads to a single offer, when nothing leads to more', async () => {
    const criteria = sampleCriteria({ certifying: true, level: 4 })
    const relax = await gainsOfRelaxing(
      criteria,
      { now: 0 },
      counting(({ level }) => (level ? 0 : 1)),
    )
    expect(relax).toEqual([{ criterion: 'level', to: null, gains: 1 }])
  })

  it('is nothing when the catalogue has nothing', async () => {
    expect(
      await gainsOfRelaxing(
        sampleCriteria({ near }),
        { now: 0 },
        counting(() => 0),
      ),
    ).toEqual([])
  })

  it('never speaks of a wish, which filters nothing', () => {
    const read = [{ criterion: 'modality', from: 'message', strength: 'wish' }]
    expect(waysToRelax(sampleCriteria({ modality: 'remote', read }))).toEqual([])
  })

  it('leaves the rest of the criteria as they were', () => {
    const criteria = sampleCriteria({ near, radiusKm: 10, level: 4, excludeProviders: ['Greta'] })
    const wider = relaxed(criteria, [
      { criterion: 'near', to: null, step: 0 },
      { criterion: 'excludeProviders', to: [], step: 0 },
    ])
    expect(wider).toEqual({ ...sampleCriteria({ radiusKm: 10, level: 4 }), read: criteria.read })
  })
})
