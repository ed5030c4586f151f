import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Offer, untold } from '../../item.ts'
import { judgedPairs, readPairs, writtenPairs } from './judged.ts'
import { traitsOf } from './traits.ts'

const titles = ['CAP maçon', 'CAP maçon, première année', 'CAP boulanger', 'BP boulanger', 'Titre professionnel maçon']
const offers = fc
  .uniqueArray(
    fc.record({
      reference: fc.integer({ min: 0, max: 400 }).map(String),
      partner: fc.constantFrom('Région', 'Réseau', 'Carif'),
      title: fc.constantFrom(...titles, ...Array(4).fill('CAP maçon')),
      provider: fc.constantFrom('Greta du Nord', 'CFA des Flandres'),
      start: fc.constantFrom('2027-01-04', '2027-02-01'),
    }),
    { selector: ({ partner, reference }) => `${partner} ${reference}`, minLength: 100, maxLength: 260, size: 'max' },
  )
  .map((all) =>
    all.map(
      ({ reference, partner, title, provider, start }): Offer => ({
        ...untold(),
        kind: 'training',
        title,
        summary: '',
        provider: { name: provider },
        modality: 'onsite',
        places: [{ commune: { code: '59350', name: 'Lille' }, postcode: '59000', lat: 50.6, lon: 3.06 }],
        sessions: [{ start }],
        updatedAt: '2026-11-01T00:00:00Z',
        partner: { name: partner, reference },
      }),
    ),
  )

const compared = (all: readonly Offer[], known?: Parameters<typeof judgedPairs>[2]) => {
  const digests = all.map((offer) => JSON.stringify(offer))
  return { digests, ...judgedPairs(all.map(traitsOf), digests, known) }
}

describe('offers that were compared before', () => {
  it('are not compared again, and nothing that comes of it differs, whatever came, went or changed beside them', () => {
    let crowdedOnce = false
    fc.assert(
      fc.property(offers, offers, (before, now) => {
        const known = readPairs(writtenPairs(compared(before)))!
        crowdedOnce ||= known.crowded.size > 0
        const again = compared(now, known)
        const anew = compared(now)
        expect(again.judged).toEqual(anew.judged)
        expect([...again.crowded]).toEqual([...anew.crowded])
      }),
      { numRuns: 12, endOnFailure: true },
    )
    expect(crowdedOnce).toBe(true)
  })

  it('cost nothing where nothing changed, and those met by what changed where little did', () => {
    const [all] = fc.sample(
      offers.filter(({ length }) => length > 40),
      { numRuns: 1, seed: 11 },
    )
    const first = compared(all!)
    expect(first.fresh).toBeGreaterThan(500)
    expect(compared(all!, first).fresh).toBe(0)
    const changed = all!.map((offer, at) => (at === 3 ? { ...offer, title: 'CAP maçon, option béton' } : offer))
    expect(compared(changed, first).fresh).toBeLessThan(all!.length)
  })
})
