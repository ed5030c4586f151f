import type { Filter } from '../../src/catalogue/catalogue-index.ts'
import { evaluationDay } from '../stage.ts'

/** What counsellors filter by: nothing, a town, a diploma, a date, meeting in person. */
export const everydayFilters: readonly Filter[] = [
  {},
  { kinds: ['training'], near: { lat: 50.63, lon: 3.06, radiusKm: 60 }, open: evaluationDay },
  { kinds: ['training'], open: evaluationDay, certifying: true },
  { kinds: ['event'], near: { lat: 45.76, lon: 4.84, radiusKm: 40 }, open: evaluationDay },
  {
    near: { lat: 48.86, lon: 2.35, radiusKm: 30 },
    excludeModalities: ['remote'],
    startAfter: evaluationDay,
    startBefore: '2026-12-31',
  },
]
