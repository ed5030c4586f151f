import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Offer, untold } from '../../item.ts'
import { deduplicate } from '../groups.ts'

/** A training by its title; everything else that could tell two of them apart is equal. */
function titled(title: string, partner: string, told: Partial<Offer> = {}): Offer {
  return {
    ...untold(),
    kind: 'training',
    title,
    summary: 'Se former au métier et en sortir avec un diplôme.',
    provider: { name: 'CFA de la Somme', siret: '13001300400019' },
    certification: { rncp: 'RNCP90202', label: 'Le diplôme' },
    occupations: [{ code: 'F1703', label: 'Maçonnerie' }],
    places: [{ commune: { code: '80021', name: 'Amiens' }, postcode: '80000', lat: 49.9, lon: 2.3 }],
    modality: 'onsite',
    sessions: [{ start: '2026-10-05' }],
    hours: 600,
    updatedAt: '2026-09-01',
    partner: { name: partner, reference: title },
    declared: { uai: '0801234A' },
    ...told,
  }
}

/** Ways to write each of the values that set twins apart; `$` is the name of the training. */
type Values = Readonly<Record<string, readonly string[]>>

const families: Readonly<Record<string, Values>> = {
  years: {
    first: ['$ – 1re année', '$ (1ère année)', '$ première année', '$ - année 1'],
    second: ['$ – 2e année', '$ (2ème année)', '$ deuxième année', '$ - année 2'],
    third: ['$ – 3e année', '$ (3ème année)', '$ troisième année', '$ - année 3'],
    'second and third': ['$ – 2e et 3e années', '$ années 2 & 3'],
  },
  'years of a master': { first: ['Master 1 $', 'M1 $'], second: ['Master 2 $', 'M2 $', 'Master 2e année $'] },
  'years of a bac pro': {
    first: ['2NDPRO $', 'Seconde pro $'],
    second: ['1ERPRO $', 'Première pro $'],
    third: ['Terminale pro $', 'TLE PRO $'],
  },
  lengths: { one: ['CAP $ en 1 an', 'CAP $ (1 an)', '1CAP1 $'], two: ['CAP $ en 2 ans', '1CAP2 $'] },
  'option letters': {
    a: ['$ option A', '$ - opt. A'],
    b: ['$ option B', '$ - opt. B'],
    c: ['$ option C : autre branche'],
  },
  'named branches': {
    one: ['$ option carrelage', '$ parcours carrelage', '$ spécialité carrelage'],
    other: ['$ option étanchéité', '$ parcours étanchéité', '$ mention étanchéité'],
  },
  parts: {
    one: ['$ – bloc 1', '$ bloc de compétences n° 1', '$ (CCP 1)', '$ module 1'],
    two: ['$ – bloc 2', '$ bloc de compétences 2', '$ (CCP 2)', '$ module 2'],
    'one and two': ['$ blocs 1 et 2', '$ (CCP 1, 2)', '$ modules 1 et 2'],
  },
  'named parts': {
    manage: ['$ – bloc Diriger une équipe'],
    build: ['$ – bloc Monter un mur'],
    whole: ['$'],
  },
  steps: { one: ['$ niveau 1', '$ niv. 1'], two: ['$ niveau 2', '$ niv. 2'] },
  progress: { first: ['$ débutant', '$ (débutants)'], later: ['$ avancé'], last: ['$, perfectionnement'] },
  'letters of licences': { b: ['$ permis B'], c: ['$ permis C'], d: ['$ permis D'] },
}

/** What no certification of theirs has in common. */
const levels: Readonly<Record<string, Values>> = {
  diplomas: {
    cap: ['CAP $', '1CAP2 $'],
    bp: ['BP $', 'Brevet professionnel $'],
    'bac pro': ['Bac pro $', 'Baccalauréat professionnel $'],
    bts: ['BTS $', 'Brevet de technicien supérieur $'],
    'licence pro': ['Licence pro $', 'Licence professionnelle $'],
    master: ['Master $'],
    'titre pro': ['Titre professionnel $', 'Titre pro $'],
  },
  grades: {
    3: ['$ niveau 3', '$ (niv. 3)', '$ niveau V'],
    4: ['$ niveau 4', '$ niveau IV'],
    5: ['$ niveau 5', '$ - niv 5', '$ niveau III'],
  },
  years: { 'bac + 2': ['$ (bac + 2)', '$ bac+2'], 'bac + 3': ['$ (bac + 3)'], 'bac + 5': ['$ bac+5'] },
}

const names = fc.constantFrom(
  'Maçonnerie',
  'Gestion de la PME',
  'Maintenance des équipements industriels',
  "Métiers de l'accueil",
  'Charcutier-traiteur',
  'Systèmes numériques',
)
const partners = fc.constantFrom('Région', 'Réseau', 'Affectation')

/** Offers of every value of a family, in a drawn order, some of them said twice, and one that says nothing of it. */
function offersOf(values: Values, told: (value: string) => Partial<Offer>) {
  const written = Object.entries(values).flatMap(([value, ways]) => ways.map((way) => ({ value, way })))
  return fc
    .tuple(names, partners, fc.array(fc.tuple(fc.constantFrom(...written), partners), { minLength: 2, maxLength: 8 }))
    .map(([name, silent, drawn]) => {
      const saidOf = new Map<string, string>()
      const offers = drawn.map(([{ value, way }, partner]) => {
        const offer = titled(way.replace('$', name), partner, told(value))
        saidOf.set(`${partner}/${offer.partner.reference}`, value)
        return offer
      })
      return { offers: [...offers, titled(name, silent)], saidOf }
    })
}

function keepsApart(values: Values, told: (value: string) => Partial<Offer> = () => ({})): void {
  fc.assert(
    fc.property(offersOf(values, told), ({ offers, saidOf }) => {
      for (const group of deduplicate(offers).groups) {
        const together = new Set(
          group.offers.flatMap(({ partner }) => saidOf.get(`${partner.name}/${partner.reference}`) ?? []),
        )
        expect([...together].length, group.offers.map(({ title }) => title).join(' | ')).toBeLessThan(2)
      }
    }),
    { seed: 20261129, numRuns: 400 },
  )
}

describe('near twins of one provider, place, day, length and certification', () => {
  it.each(Object.keys(families))('are never joined across their %s', (family) => keepsApart(families[family]!))

  it.each(Object.keys(levels))('are never joined across their %s', (family) => {
    keepsApart(levels[family]!, () => ({ certification: undefined }))
  })

  it.each(
    Object.entries({ ...families, ...levels }).flatMap(([family, values]) =>
      Object.values(values).map((ways) => [family, ways] as const),
    ),
  )('are recognised however one of their %s is written: %s', (_, ways) => {
    const offers = ways.map((way, at) => titled(way.replace('$', 'Maçonnerie'), `Partenaire ${at}`))
    expect(deduplicate(offers).groups).toHaveLength(1)
  })

  it.each(['– 2e année', '– bloc 2', '– bloc Monter un mur', '– partie 1', 'groupe 2', 'débutants', 'complet'])(
    'are not taken for the whole: %s',
    (twin) => {
      for (const partner of ['Région', 'Réseau']) {
        const offers = [titled('Maçonnerie', 'Région'), titled(`Maçonnerie ${twin}`, partner)]
        expect(deduplicate(offers).groups).toHaveLength(2)
      }
    },
  )

  it.each(['– 1re année', 'option A', 'en 2 ans'])('may be the whole in the words of another partner: %s', (twin) => {
    const said = titled(`Maçonnerie ${twin}`, 'Région')
    expect(deduplicate([said, titled('Maçonnerie', 'Réseau')]).groups).toHaveLength(1)
    expect(deduplicate([said, titled('Maçonnerie', 'Région')]).groups).toHaveLength(2)
  })
})
