import { describe, expect, it } from 'vitest'
import { allClaims, claimsFor } from './claims.ts'
import { reasonToLeaveOut } from './filters.ts'
import { sampleCriteria, sampleDay, sampleItem, sampleNeed } from './sample-items.ts'

const near = { code: '69123', name: 'Lyon' }
const texts = (...[item, need]: Parameters<typeof claimsFor>) =>
  claimsFor(item, need).map(({ stance, text }) => `${stance}: ${text.replace(/\u00a0|\u202f/g, ' ')}`)
const said = (
  item: Parameters<typeof sampleItem>[0],
  asked: Parameters<typeof sampleNeed>[0] = {},
  known: Parameters<typeof sampleNeed>[1] = {},
) => texts(sampleItem(item), sampleNeed(asked, known))

it('keeps an event of any town when the need names none, and says that its distance is not known', () => {
  const event = sampleItem({ kind: 'event' })
  const circumstances = { today: sampleDay, alreadyRefused: new Set<string>() }
  expect(reasonToLeaveOut(event, sampleCriteria({ kinds: ['event'] }), circumstances)).toBeUndefined()
  const unknown = 'unknown: À Lyon ; distance inconnue, car la demande ne dit pas d’où part la personne.'
  expect(texts(event, sampleNeed())).toContain(unknown)
  expect(said({ kind: 'event', distanceKm: 3 }, { near })).not.toContain(unknown)
})

describe('what the file notes of the person', () => {
  const done = (years: string) => ({ experience: [{ occupation: 'Soudeur / Soudeuse', years }] })

  it('tells of a trade done before that it may be recognised where the offer certifies, and repeat where it does not', () => {
    const certification = { label: 'Titre professionnel Soudeur', rncp: '1', level: 3 }
    expect(said({ certification }, {}, done('3-10'))).toContain(
      'unknown: Métier déjà exercé d’après le dossier (« Soudeur / Soudeuse », de 3 à 10 ans d’expérience) : une validation des acquis (VAE) ou un parcours plus court est à vérifier.',
    )
    expect(said({}, {}, done('3-10')).filter((text) => text.startsWith('against: Métier déjà exercé'))).toHaveLength(1)
    expect(said({ certification }, {}, done('<1')).join()).not.toContain('déjà exercé')
    const other = { experience: [{ occupation: 'Boulanger', years: '3-10' }] }
    expect(said({ certification }, {}, other).join()).not.toContain('déjà exercé')
  })

  it('tells of a module that teaches what is known already, and of a title first', () => {
    expect(said({}, {}, { skills: ['préparation de commandes', 'préparation des pièces'] })).toContain(
      'unknown: Le programme comprend « Préparation des pièces », et le dossier note « préparation des pièces » : un parcours plus court est à vérifier.',
    )
    expect(said({}, {}, { skills: ['soudage'] })).toContain(
      'against: Le dossier note déjà « soudage » : une partie peut faire double emploi.',
    )
    expect(said({}, {}, { skills: ['cuisine'] }).join()).not.toContain('le dossier note')
  })

  it('holds little ease with digital tools against what is wholly remote, and leaves open what is so in part', () => {
    const little = { digitalEase: 'low' }
    const told = (modality: 'onsite' | 'mixed' | 'remote') =>
      said({ modality }, {}, little).filter((text) => text.includes('peu à l’aise'))
    expect(told('remote').map((text) => text.split(':')[0])).toEqual(['against'])
    expect(told('mixed').map((text) => text.split(':')[0])).toEqual(['unknown'])
    expect(told('onsite')).toEqual([])
  })

  it('recalls a level of French beside a prerequisite that asks to read and write without saying how well, and judges nothing by it', () => {
    const prerequisites = ['Lire, écrire et compter', 'Permis B']
    const claims = said({ prerequisites }, {}, { languages: [{ code: 'fr', level: 'A2' }] })
    expect(claims).toContain(
      'unknown: Prérequis à vérifier : « Lire, écrire et compter » (le dossier note un français de niveau A2).',
    )
    expect(claims).toContain('unknown: Prérequis à vérifier : « Permis B ».')
    expect(said({ prerequisites }, {}, { languages: [{ code: 'en', level: 'A2' }] })).toContain(
      'unknown: Prérequis à vérifier : « Lire, écrire et compter », « Permis B ».',
    )
  })
})

describe('claims', () => {
  it('argue both ways about any offer, however little its record says', () => {
    const bare = sampleItem({
      objective: undefined,
      content: undefined,
      occupations: [],
      places: [],
      sessions: [],
      hours: undefined,
      schedule: undefined,
    })
    const complete = sampleItem({
      price: { free: true },
      accessibility: 'Locaux de plain-pied.',
      outcomes: [{ measure: 'success', value: 80, n: 120, period: '2025', territory: 'France' }],
      distanceKm: 0,
    })
    for (const item of [bare, complete, sampleItem({ kind: 'event' }), sampleItem({ kind: 'skill' })]) {
      const stances = claimsFor(item, sampleNeed({ near })).map(({ stance }) => stance)
      expect(stances).toContain('for')
      expect(stances.includes('against') || stances.includes('unknown')).toBe(true)
    }
  })

  it('tell the occupation asked, and a neighbour as a neighbour', () => {
    expect(said({}, { occupation: { code: 'H2913', label: 'Soudeur' } })).toContain(
      'for: Prépare au métier demandé : Soudeur / Soudeuse.',
    )
    expect(said({}, { occupation: { code: 'H2911', label: 'Chaudronnier' } })).toContain(
      'for: Prépare à un métier voisin : Soudeur / Soudeuse.',
    )
    expect(said({ kind: 'event' }, { occupation: { code: 'H2913', label: 'Soudeur' } })).toContain(
      'for: Porte sur le métier demandé : Soudeur / Soudeuse.',
    )
  })

  it('call a trade asked that stands second, as one asked', () => {
    const florist = { occupation: { code: 'D1209', label: 'Fleuriste' }, alternatives: [] }
    const both = { ...florist, alternatives: [{ occupation: { code: 'H2913', label: 'Soudeur' } }] }
    expect(said({}, florist).filter((claim) => claim.startsWith('for: Prépare'))).toEqual([])
    expect(said({}, both)).toContain('for: Prépare au métier demandé : Soudeur / Soudeuse.')
    expect(
      said({}, { occupation: { code: 'H2911', label: 'Chaudronnier' }, alternatives: both.alternatives }),
    ).toContain('for: Prépare au métier demandé : Soudeur / Soudeuse.')
  })

  it('hold prerequisites against the file: met, not met, to be checked, or about the work', () => {
    const prerequisites = [
      'Niveau 4 validé',
      'Anglais niveau B1',
      'Permis B',
      "À savoir avant l'entrée : port de charges",
    ]
    const known = { level: 3, languages: [{ code: 'en', level: 'B2' }] }
    const claims = said({ prerequisites }, {}, known)
    expect(claims).toContain('against: Prérequis « Niveau 4 validé » : non rempli d’après le dossier (niveau 3).')
    expect(claims).toContain('for: Prérequis « Anglais niveau B1 » : rempli d’après le dossier (niveau B2).')
    expect(claims).toContain('unknown: Prérequis à vérifier : « Permis B ».')
    expect(claims).toContain('fact: À savoir sur le travail : « port de charges ».')
    expect(said({ prerequisites: ['Niveau 4 validé'] })).toContain(
      'unknown: Prérequis à vérifier : « Niveau 4 validé ».',
    )
    expect(said({})).toContain('fact: Aucun prérequis n’est indiqué.')
  })

  it('honour a functional constraint aloud: what runs against it, or that the catalogue says nothing', () => {
    const constraints = ['port de charges limité']
    const lifting = { prerequisites: ['Le métier comporte du port de charges'] }
    expect(said(lifting, {}, { constraints })).toContain(
      'against: Contrainte « port de charges limité » : le catalogue indique « Le métier comporte du port de charges ».',
    )
    expect(said({}, { constraints })).toContain(
      'unknown: Contrainte « port de charges limité » : le catalogue n’en dit rien.',
    )
    expect(said({ schedule: 'evening' }, {}, { constraints: ['horaires de journée'] })).toContain(
      'against: Contrainte « horaires de journée » : se déroule le soir.',
    )
    expect(said({}, { constraints }, { constraints }).filter((claim) => claim.includes('Contrainte'))).toHaveLength(1)
  })

  it('say when the hours fall otherwise than asked or than the file says', () => {
    expect(said({}, {}, { availability: { partTime: true } })).toContain(
      'against: Se déroule à temps plein ; la demande est à temps partiel.',
    )
    expect(said({ schedule: 'evening' }, {}, { availability: { partTime: true } })).toContain(
      'for: Se déroule le soir.',
    )
    expect(said({ schedule: undefined }, { schedule: 'weekend' })).toContain('unknown: Le rythme n’est pas précisé.')
  })

  it('tell what is left to pay, and that it is not known', () => {
    const price = { amount: 3555, currency: 'EUR' } as const
    expect(said({ price })).toEqual(
      expect.arrayContaining([
        'against: Prix affiché : 3 555 €.',
        'unknown: Ce qui reste à payer par la personne n’est pas précisé.',
      ]),
    )
    const paid = said({ price, remainingCost: { amount: 0, currency: 'EUR' }, funding: ['CPF', 'OPCO'] })
    expect(paid).toContain('for: Rien à payer : le reste à charge publié est de 0 €.')
    expect(paid).toContain('fact: Prix affiché : 3 555 €.')
    expect(paid).toContain(
      'fact: Aides possibles : CPF (compte personnel de formation), OPCO (opérateur de compétences, pour les salariés).',
    )
    expect(said({ price }, { maxPrice: 1000 })).toContain('against: Coûte 3 555 €, au-delà du budget de 1 000 €.')
  })

  it('show a rate with its people, period and territory, and none over fewer than thirty people', () => {
    const rate = { measure: 'success', value: 78, n: 33, period: '2025', territory: 'Bretagne' } as const
    expect(said({ outcomes: [rate] })).toContain(
      'fact: 78 % des personnes ont obtenu la certification (sur 33 personnes, 2025, Bretagne).',
    )
    const few = said({ outcomes: [{ ...rate, n: 29 }] })
    expect(few).toContain('unknown: Un taux est publié, sur trop peu de personnes pour être montré.')
    expect(few.join()).not.toContain('78')
  })

  it('tell the next session that can still be joined, its hours and its last seats', () => {
    const sessions = [
      { start: '2026-12-01', seats: 0 },
      { start: '2027-02-01', startTime: '09:00', endTime: '16:30', seats: 2 },
    ]
    expect(said({ sessions })).toEqual(
      expect.arrayContaining(['fact: Commence le 1er février 2027, de 9 h à 16 h 30.', 'against: Il reste 2 places.']),
    )
    expect(said({ sessions }, { startBefore: '2027-01-01' })).toContain(
      'against: Commence le 1er février 2027, de 9 h à 16 h 30.',
    )
    expect(said({ sessions: [] })).toContain('unknown: Aucune date n’est publiée.')
    expect(said({ sessions: [{ start: '2026-10-05' }] })).toContain(
      'against: Aucune date à venir n’est publiée : la dernière était le 5 octobre 2026.',
    )
    expect(said({ sessions: [{ start: '2026-12-01', seats: 0 }] })).toContain(
      'against: Complet : plus de place à la session du 1er décembre 2026.',
    )
  })

  it('keep who may come and how one gets in as things to check', () => {
    const claims = said({ audience: 'Jeunes de 16 à 25 ans', admission: 'Test et entretien.' })
    expect(claims).toContain('unknown: Public annoncé, à vérifier : Jeunes de 16 à 25 ans.')
    expect(claims).toContain('unknown: Pour entrer, à vérifier : Test et entretien.')
  })

  it('point out a remote course to someone with little ease with digital tools', () => {
    expect(said({ modality: 'remote' }, {}, { digitalEase: 'low' })).toContain(
      'against: Se suit à distance, et le dossier indique : peu à l’aise avec le numérique.',
    )
  })

  it('explain a level and a register in words', () => {
    const certification = { label: 'BTS Comptabilité (fictif)', level: 5, rncp: 'RNCP90001' }
    expect(said({ certification }, { certifying: true })).toEqual(
      expect.arrayContaining([
        'for: Prépare une certification de niveau 5 (comme un BTS) : BTS Comptabilité (fictif).',
        'fact: Certification inscrite au répertoire national (RNCP) : RNCP90001.',
      ]),
    )
  })

  it('never take a record that names no certification for one that leads to none', () => {
    const diploma = { title: 'Diplôme d’État d’aide-soignant' }
    const unknown = 'Le catalogue ne dit pas si elle mène à une certification.'
    for (const asked of [{ certifying: true }, { certifying: false }, { level: 4 }]) {
      expect(said(diploma, asked)).toContain(`unknown: ${unknown}`)
    }
    expect(said(diploma)).toContain(`fact: ${unknown}`)
    const none = 'Ne mène pas à une certification.'
    expect(said({ certifying: false })).toContain(`fact: ${none}`)
    expect(said({ certifying: false }, { certifying: true })).toContain(`against: ${none}`)
    expect(said({ certifying: false }, { certifying: false })).toContain(`for: ${none}`)
  })

  it('say that the level of a certification is not known where one is asked', () => {
    expect(said({ certification: { label: 'Technicien' } }, { level: 4 })).toContain(
      'unknown: Le niveau de la certification n’est pas précisé.',
    )
  })

  it('state no "no" that the record does not state', () => {
    const silent = sampleItem({ hours: undefined, schedule: undefined, sessions: [], places: [], content: undefined })
    const all = allClaims(silent, sampleNeed({ maxHours: 100, maxPrice: 500, certifying: true, schedule: 'evening' }))
    expect(all.filter(({ stance }) => stance === 'against')).toEqual([])
    for (const { text } of all)
      expect(text).not.toMatch(/\b(?:sans|ne mène|n’est pas (?:financée?|accessible)|gratuit)\b/i)
  })

  it('say the same in English', () => {
    const need = { ...sampleNeed({ maxHours: 200 }), locale: 'en' as const }
    expect(texts(sampleItem(), need)).toEqual(
      expect.arrayContaining([
        'for: Takes 140 hours, within the limit of 200 hours.',
        'fact: No prerequisite is stated.',
      ]),
    )
  })
})

it('opens what is only close with what it lacks, in either language', () => {
  const item = sampleItem({ title: "Préparation à l'entrée en école d'aide-soignant" })
  for (const [locale, text] of [
    ['fr', 'Prépare l’entrée, n’est pas le diplôme.'],
    ['en', 'Prepares for the entry, is not the diploma.'],
  ] as const) {
    const [first] = claimsFor(item, { ...sampleNeed({}), locale, lackOf: () => 'entry' })
    expect(first).toMatchObject({ stance: 'against', text, evidence: [{ field: '/title', value: item.title }] })
  }
})

it('says of an offer that is first of a neighbouring occupation that it is declared for this one too, no more', () => {
  const need = { ...sampleNeed({ occupation: { code: 'H2913', label: 'Soudeur / Soudeuse' } }), locale: 'fr' as const }
  const texts = claimsFor(sampleItem(), { ...need, lackOf: () => 'occupation' as const }).map(({ text }) => text)
  expect(texts[0]).toBe('Est d’abord d’un métier voisin de celui demandé.')
  expect(texts.join(' ')).toMatch(/Déclare aussi le métier demandé.: Soudeur/)
  expect(texts.join(' ')).not.toContain('Prépare au métier demandé')
})
