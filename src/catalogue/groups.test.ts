import { describe, expect, it } from 'vitest'
import { type Offer, untold } from '../item.ts'
import { deduplicate, explainGroups } from './groups.ts'

const amiens = {
  commune: { code: '80021', name: 'Amiens' },
  postcode: '80000',
  lat: 49.9,
  lon: 2.3,
}
const lille = { commune: { code: '59350', name: 'Lille' }, postcode: '59000', lat: 50.6, lon: 3.1 }

function offer(partner: string, reference: string, told: Partial<Offer> = {}): Offer {
  return {
    ...untold(),
    kind: 'training',
    title: 'CAP Maintenance des véhicules option A voitures particulières',
    provider: { name: 'CFA de la Somme', siret: '13001300400019' },
    places: [amiens],
    modality: 'onsite',
    updatedAt: '2026-09-01',
    partner: { name: partner, reference },
    ...told,
  }
}

const titled = (title: string, partner: string, reference = title) => offer(partner, reference, { title })
const namesOf = (offers: Offer[]) => explainGroups(offers).map((group) => group.item.partners.map(({ name }) => name))

describe('recognising the same training', () => {
  it('reads the abbreviations of a school catalogue', () => {
    expect(namesOf([offer('Région', '1'), titled('1CAP2 MAINT.VEHIC.OPTA VOIT.PARTICUL.', 'Affectation')])).toEqual([
      ['Affectation', 'Région'],
    ])
  })

  it.each([
    ['another option', 'CAP Maintenance des véhicules option B voitures particulières'],
    ['another diploma', 'BP Maintenance des véhicules option A voitures particulières'],
    ['a part of it', 'CAP Maintenance des véhicules option A voitures particulières – bloc de compétences 2'],
    ['another trade', 'CAP Maintenance des matériels option A tracteurs'],
    ['a course of its own', 'CAP Maintenance des véhicules option A voitures particulières, parcours compétition'],
  ])('keeps apart what is %s', (_, title) => {
    expect(namesOf([offer('Région', '1'), titled(title, 'Affectation')])).toHaveLength(2)
  })

  it('keeps the first year apart from the second, and a town from another', () => {
    const first = titled('BTS Gestion de la PME – 1re année', 'Région')
    expect(namesOf([first, titled('BTS Gestion de la PME – 2e année', 'Réseau')])).toHaveLength(2)
    expect(namesOf([first, { ...titled(first.title, 'Réseau'), places: [lille] }])).toHaveLength(2)
    expect(namesOf([first, titled(first.title, 'Réseau')])).toHaveLength(1)
  })

  it('recognises another title when provider, place, day, hours and certification agree', () => {
    const told: Partial<Offer> = {
      certification: { rncp: 'RNCP90202', label: 'Technicien qualité' },
      hours: 600,
      sessions: [{ start: '2026-10-05' }],
    }
    const same = [
      offer('Région', '1', { ...told, title: 'Technicien en qualité industrielle' }),
      offer('Réseau', '2', { ...told, title: 'Améliorer la production' }),
    ]
    expect(namesOf(same)).toEqual([['Région', 'Réseau']])
    expect(namesOf([same[0]!, { ...same[1]!, hours: 300 }])).toHaveLength(2)
  })

  it('does not chain two trainings through a third that resembles both', () => {
    const vague = offer('Affectation', '3', {
      title: 'BTS Gestion de la PME',
      provider: { name: 'CFA de la Somme' },
    })
    const years = ['1re', '2e'].map((year) => titled(`BTS Gestion de la PME – ${year} année`, 'Région'))
    const { groups, doubts } = deduplicate([years[0]!, vague, years[1]!])
    expect(groups.map((group) => group.offers.length).sort()).toEqual([1, 2])
    expect(doubts).toHaveLength(1)
  })

  it('gives an offer without provider to the only one who teaches this there, and to nobody when two do', () => {
    const unnamed = offer('Affectation', '1', { provider: { name: 'CENTRE DE FORMATION D APPRENTIS' } })
    const other = offer('Région', '3', { provider: { name: 'Les Ateliers', siret: '41884676200114' } })
    expect(namesOf([unnamed, offer('Région', '2')])).toHaveLength(1)
    const { groups, doubts } = deduplicate([unnamed, offer('Région', '2'), other])
    expect(groups).toHaveLength(3)
    expect(doubts.map(({ between }) => between)).toEqual([
      ['Affectation/1', 'Région/2'],
      ['Affectation/1', 'Région/3'],
    ])
  })
})

describe('what a group tells', () => {
  const fresh = offer('Réseau', 'b', { updatedAt: '2026-09-20', summary: 'Récent.' })
  const older = offer('Région', 'a', { updatedAt: '2026-09-02', summary: 'Ancien.', hours: 400 })

  it('keeps every partner, says why, and where each field comes from, whatever the order of import', () => {
    const [group] = explainGroups([older, fresh])
    expect(group!.item).toMatchObject({ summary: 'Récent.', hours: 400 })
    expect(group!.item.partners.map(({ name, reference }) => `${name}/${reference}`)).toEqual(['Région/a', 'Réseau/b'])
    expect(group!.from).toMatchObject({ summary: ['Réseau/b'], hours: ['Région/a'] })
    expect(group!.why).toEqual([
      {
        between: ['Région/a', 'Réseau/b'],
        rule: 'judged',
        score: expect.any(Number),
        reasons: expect.arrayContaining([
          { fact: 'title', finding: 'same' },
          { fact: 'siret', finding: 'same' },
        ]),
      },
    ])
    expect(explainGroups([fresh, older])).toEqual([group])
  })

  it('keeps the sessions and places of every partner, each once, with the seats told last', () => {
    const soon = { start: '2027-01-11', seats: 2 }
    const evening = { start: '2027-01-11', startTime: '18:00' }
    const [group] = explainGroups([
      { ...older, sessions: [{ start: '2027-01-11', seats: 12 }, { start: '2027-03-01' }] },
      { ...fresh, sessions: [soon, evening] },
    ])
    expect(group!.item.sessions).toEqual([soon, evening, { start: '2027-03-01' }])
    expect(group!.item.places).toEqual([amiens])
    expect(group!.from).toMatchObject({ sessions: ['Réseau/b', 'Région/a'], places: ['Réseau/b'] })
  })

  it('does as a person decides, and as before once the decision is taken out', () => {
    const offers = [
      { partner: 'Région', reference: 'a' },
      { partner: 'Réseau', reference: 'b' },
    ]
    expect(explainGroups([older, fresh], [{ verdict: 'different', offers }])).toHaveLength(2)
    expect(explainGroups([older, fresh], [])).toHaveLength(1)
    const far = { ...fresh, places: [lille] }
    const [joined, ...others] = explainGroups([older, far], [{ verdict: 'same', offers }])
    expect(others).toEqual([])
    expect(joined!.why).toEqual([{ between: ['Région/a', 'Réseau/b'], rule: 'decided' }])
    expect(deduplicate([older, fresh], [{ verdict: 'different', offers }]).doubts).toEqual([])
  })
})
