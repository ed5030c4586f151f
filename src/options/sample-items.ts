import { Criteria, noCriteria } from '../criteria/criteria.ts'
import { Item, type Kind } from '../item.ts'
import { emptyProfile, Profile } from '../need/profile.ts'
import type { Need } from './argument.ts'

/** The day of the tests of this folder. */
export const sampleDay = '2026-11-24'

export const sampleLyon = { code: '69123', name: 'Lyon', lat: 45.758, lon: 4.835 }

/** A place of an offer in a commune a few streets or many kilometres from Lyon, by its latitude. */
export const placeAt = (name: string, lat = 45.758) => ({
  commune: { code: `69${name.length}`, name },
  postcode: '69000',
  lat,
  lon: 4.835,
})

/** A plain training course in Lyon, complete enough to argue about; what a test is about is said by the test. */
export function sampleItem(more: Partial<Item> = {}): Item {
  return Item.parse({
    id: 'item_1',
    kind: 'training',
    title: 'Soudage à l’arc',
    summary: 'Souder des tôles et des profilés.',
    objective: 'Réaliser une soudure conforme.',
    content: 'Préparation des pièces\nSoudage à l’arc\nPériode en entreprise (2 semaines)',
    provider: { name: 'Atelier des Fumées' },
    partners: [{ name: 'Atelier des Fumées', reference: 'A-1', updatedAt: '2026-11-01' }],
    occupations: [{ code: 'H2913', label: 'Soudeur / Soudeuse' }],
    places: [placeAt('Lyon')],
    modality: 'onsite',
    sessions: [{ start: '2027-01-11' }],
    hours: 140,
    schedule: 'full-time',
    funding: [],
    prerequisites: [],
    outcomes: [],
    updatedAt: '2026-11-01T08:00:00.000Z',
    ...more,
  })
}

/** An item of another kind or organisation. */
export const offeredBy = (provider: string, id: string, more: Partial<Item> & { kind?: Kind } = {}): Item =>
  sampleItem({ id, title: `Soudage ${id}`, provider: { name: provider }, ...more })

export const sampleCriteria = (asked: Partial<Record<keyof Criteria, unknown>> = {}): Criteria =>
  Criteria.parse({ ...noCriteria, ...asked })

export const sampleNeed = (
  asked: Partial<Record<keyof Criteria, unknown>> = {},
  known: Partial<Record<keyof Profile, unknown>> = {},
): Need => ({
  criteria: sampleCriteria(asked),
  profile: Profile.parse({ ...emptyProfile, ...known }),
  today: sampleDay,
  near: asked.near === undefined ? undefined : sampleLyon,
  locale: 'fr',
})
