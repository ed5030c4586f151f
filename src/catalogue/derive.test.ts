import { describe, expect, it } from 'vitest'
import { type Certification, createCodes } from '../codes/codes.ts'
import { type Item, type Offer, untold } from '../item.ts'
import { createReferential } from '../occupations/referential.ts'
import { readOccupations, readOwnCodes } from '../read-sources.ts'
import { createDerive } from './derive.ts'
import { groupOffers } from './groups.ts'
import { withSchools } from './leads.ts'

const referential = createReferential(readOccupations())
const certification = (label: string, of: Partial<Certification>): Certification => ({
  label,
  romes: [],
  formacodes: [],
  ...of,
})
const codes = createCodes(readOwnCodes(), {
  formacodes: [],
  certifications: [
    certification('CAP maçon', { rncp: 'RNCP35715', cfd: '50023217', nsf: '232', romes: ['F1701'] }),
    certification('BTS comptabilité et gestion', {
      rncp: 'RNCP39159',
      certifinfo: '83602',
      nsf: '314',
      romes: ['M1203'],
    }),
    certification('CAP menuisier installateur', { cfd: '50023442', nsf: '234', romes: ['F1607', 'H2201', 'H2202'] }),
    certification('Licence mention musicologie', { rncp: 'RNCP24480', nsf: '133', romes: ['G1202', 'K1202'] }),
    certification('Directeur de la communication', { cfd: '16X31008', nsf: '320', romes: ['E1103'] }),
  ],
})
const derive = createDerive(codes, referential)

function offer(title: string, more: Partial<Offer> = {}): Offer {
  return {
    ...untold(),
    kind: 'training',
    title,
    provider: { name: 'CFA fictif' },
    modality: 'onsite',
    updatedAt: '2026-11-01',
    partner: { name: 'Réseau fictif', reference: title },
    ...more,
  }
}
function derived(one: Offer): Pick<Item, 'occupations' | 'subjects'> {
  const [item] = groupOffers([one])
  const { occupations, subjects } = derive(item!, [one])
  return { occupations, subjects }
}
const codesOf = (one: Offer) => derived(one).occupations.map(({ code }) => code)
const subjectsOf = (one: Offer) => (derived(one).subjects ?? []).map(({ label }) => label)

describe('what an offer is about', () => {
  it('is read from a code that it gives, and says from which', () => {
    const registered = offer('Comptabilité (Bac+2)', { certification: { rncp: 'RNCP39159', label: 'BTS' } })
    expect(derived(registered).occupations).toEqual([
      { code: 'M1203', label: referential.byCode('M1203')!.label, derivedFrom: 'RNCP39159' },
    ])
    expect(derived(offer('Compta', { declared: { certifinfo: '83602' } })).occupations[0]!.derivedFrom).toBe(
      'Certif Info 83602',
    )
  })

  it('is read from the diploma that its title names, in whatever spelling', () => {
    expect(codesOf(offer('BTS Comptabilite et Gestion (en apprentissage)'))).toEqual(['M1203'])
  })

  it('never takes the place of what a partner declared', () => {
    const declared = offer('BTS Comptabilité et gestion', {
      occupations: [{ code: 'M1204', label: 'Contrôle de gestion' }],
    })
    expect(derived(declared).occupations).toEqual([{ code: 'M1204', label: 'Contrôle de gestion' }])
  })

  it('is what the title names, among what a register lists in alphabetical order and beside it in one family', () => {
    expect(codesOf(offer('CAP menuisier installateur', { declared: { cfd: '50023442' } }))).toEqual(['F1607'])
    expect(codesOf(offer('CAP maçon', { declared: { cfd: '50023217' } }))).toEqual(['F1703'])
  })

  it('is no occupation for a general degree, which leads anywhere', () => {
    const degree = offer('Licence mention musicologie')
    expect([codesOf(degree), subjectsOf(degree)]).toEqual([[], ['Musique et arts du spectacle']])
  })

  it('is not taken from the number of a private title that was given again to another', () => {
    expect(codesOf(offer('Manager d’entreprise', { declared: { cfd: '16X31008' } }))).toEqual([])
  })

  it('is at least a subject where ours are the only codes: inside the number of a diploma, of a class, or in words', () => {
    const ours = createDerive(createCodes(readOwnCodes()), referential)
    const told = (one: Offer) =>
      ours(groupOffers([one])[0]!, [one]).subjects?.map(({ label, derivedFrom }) => `${label} (${derivedFrom})`)
    expect(told(offer('Formation en trois ans', { declared: { cfd: '1022704' } }))).toEqual([
      'Énergie, chauffage et froid (CFD 1022704)',
    ])
    expect(told(offer('Formation en deux ans', { declared: { nsf: ['312'] } }))).toEqual([
      'Commerce et vente (NSF 312)',
    ])
    expect(told(offer('Licence Portail Droit'))).toEqual(['Droit et sciences politiques (titre)'])
    expect(told(offer('Formation Bac + 3'))).toBeUndefined()
  })
})

describe('a record that nobody can be sent to', () => {
  const place = { commune: { code: '35238', name: 'Rennes' }, postcode: '35000', lat: 48.11, lon: -1.68 }

  it('names the schools of the catalogue that prepare the same diploma', () => {
    const items = withSchools(
      groupOffers([
        offer('BTS comptabilité et gestion', { provider: { name: 'Établissements recensés' } }),
        offer('BTS Comptabilité et gestion', {
          places: [place],
          contact: { organisation: 'Lycée fictif' },
          provider: { name: 'Lycée fictif' },
          partner: { name: 'Autre', reference: '2' },
        }),
        offer('CAP maçon', { places: [place], contact: { organisation: 'CFA' } }),
      ]),
    )
    expect(items.map(({ lead }) => lead && { ...lead, schools: lead.schools.map(({ provider }) => provider) })).toEqual(
      [{ count: 1, schools: ['Lycée fictif'] }, undefined, undefined],
    )
  })
})
