import { z } from 'zod'

/**
 * A French commune, or one municipal arrondissement of Paris, Lyon or Marseille (it then names its `parent`).
 * Coordinates are WGS 84 degrees; `approximate` ones stand for the commune but may be kilometres off ("environ").
 */
export const Commune = z.object({
  /** INSEE code, five characters: '01004', '2A004', '97411'. */
  code: z.string().regex(/^\d[\dAB]\d{3}$/),
  name: z.string().min(1),
  postcodes: z.array(z.string().regex(/^\d{5}$/)),
  /** '01' to '95', '2A', '2B', '971' to '989'. */
  departement: z.string().regex(/^(\d[\dAB]|9[78]\d)$/),
  /** INSEE code of the region; overseas collectivities have none and repeat their departement. */
  region: z.string().regex(/^\d{2,3}$/),
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  exactness: z.enum(['exact', 'approximate']),
  population: z.int().nonnegative(),
  /** Code of the commune that an arrondissement belongs to. */
  parent: z.string().optional(),
  /** Communes that merged into this one: their names are still said, and their codes still written. */
  former: z.array(z.object({ code: z.string(), name: z.string().min(1) })).optional(),
})
export type Commune = z.infer<typeof Commune>
