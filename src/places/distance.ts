/** WGS 84, in degrees. */
export interface Point {
  lat: number
  lon: number
}

export interface Bounds {
  south: number
  north: number
  west: number
  east: number
}

const EARTH_RADIUS_KM = 6371.0088
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Great-circle distance in kilometres (haversine; the sphere is at most 0.5 % off the ellipsoid). */
export function distanceKm(a: Point, b: Point): number {
  const halfLat = Math.sin(radians(b.lat - a.lat) / 2)
  const halfLon = Math.sin(radians(b.lon - a.lon) / 2)
  const chord = halfLat * halfLat + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * halfLon * halfLon
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/**
 * The box that holds every point within `radiusKm`, for a prefilter: never too small, so the distance still decides.
 * Near a pole or the date line, where a box would wrap around, it spans all longitudes.
 */
export function boundsAround(lat: number, lon: number, radiusKm: number): Bounds {
  const angle = (radiusKm / EARTH_RADIUS_KM) * 1.000001
  const south = Math.max(-90, lat - (angle * 180) / Math.PI)
  const north = Math.min(90, lat + (angle * 180) / Math.PI)
  const everywhere = { south, north, west: -180, east: 180 }
  const spread = Math.sin(angle) / Math.cos(radians(lat))
  if (angle >= Math.PI / 2 || south === -90 || north === 90 || spread >= 1) return everywhere
  const halfWidth = (Math.asin(spread) * 180) / Math.PI
  const west = lon - halfWidth
  const east = lon + halfWidth
  return west < -180 || east > 180 ? everywhere : { south, north, west, east }
}
