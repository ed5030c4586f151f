import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boundsAround, distanceKm } from './distance.ts'

const point = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
})

it('puts Lille 204 km from Paris, and Saint-Denis de La Réunion 9,400 km', () => {
  const paris = { lat: 48.8566, lon: 2.3522 }
  expect(distanceKm(paris, { lat: 50.6292, lon: 3.0573 })).toBeCloseTo(204, -0.5)
  expect(Math.abs(distanceKm(paris, { lat: -20.8789, lon: 55.4481 }) - 9_370)).toBeLessThan(60)
})

it('is the same both ways, nothing to oneself, never more than half the Earth', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      expect(distanceKm(a, a)).toBe(0)
      expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6)
      expect(distanceKm(a, b)).toBeLessThan(20_016)
    }),
  )
})

it('never leaves a point within the radius outside the box', () => {
  fc.assert(
    fc.property(point, point, fc.double({ min: 0.1, max: 15_000, noNaN: true }), (centre, other, radiusKm) => {
      fc.pre(distanceKm(centre, other) <= radiusKm)
      const bounds = boundsAround(centre.lat, centre.lon, radiusKm)
      expect(other.lat).toBeGreaterThanOrEqual(bounds.south)
      expect(other.lat).toBeLessThanOrEqual(bounds.north)
      expect(other.lon).toBeGreaterThanOrEqual(bounds.west)
      expect(other.lon).toBeLessThanOrEqual(bounds.east)
    }),
    { numRuns: 2_000 },
  )
})

it('keeps the box tight, so that it filters something', () => {
  const bounds = boundsAround(46, 2, 30)
  expect(distanceKm({ lat: bounds.south, lon: 2 }, { lat: 46, lon: 2 })).toBeLessThan(31)
  expect(distanceKm({ lat: 46, lon: bounds.west }, { lat: 46, lon: 2 })).toBeLessThan(31)
})
