import { describe, expect, it } from 'vitest'
import type { Locale } from './finding.ts'
import { type GroundReason, ground } from './ground.ts'
import lexicon from './lexicon/ground.json' with { type: 'json' }
import { defaultPolicy } from './policy.ts'

const evidence = [
  'Titre professionnel Cuisinier',
  'GRETA du Rhône',
  420,
  '2027-03-15',
  'Lyon',
  2500,
  'en semaine',
  'Un stage de 3 semaines est prévu',
  'Permis B demandé',
  0.85,
]
const reasonsFor = (sentence: string, locale: Locale = 'fr'): GroundReason[] => {
  const grounding = ground(sentence, evidence, { policy: defaultPolicy, locale })
  return grounding.grounded ? [] : grounding.reasons
}

describe('a sentence and its evidence', () => {
  it.each([
    'La formation dure 420 heures.',
    'Elle débute le 15 mars 2027.',
    'Début en mars 2027 à Lyon.',
    'Elle commence le 15/03/2027.',
    'Un stage de trois semaines est prévu.',
    'Coût : 2 500 €, à financer.',
    'Le GRETA du Rhône l’organise.',
    'Le permis B est demandé à l’entrée.',
    'Aucun reste à charge n’est publié.',
    'Commence plus tard que la date demandée.',
    'Ouverte aux personnes en situation de handicap.',
    'Prépare aux métiers de la petite enfance.',
    'Le logement des enfants n’est pas prévu.',
  ])('shows “%s”', (sentence) => {
    expect(reasonsFor(sentence)).toEqual([])
  })

  it.each([
    'The course lasts 420 hours.',
    'It starts on 15 March 2027 in Lyon.',
    'The price is 2,500 euros.',
    'It includes a three-week placement.',
    'The schedule is unknown.',
  ])('shows “%s” to an English reader', (sentence) => {
    expect(reasonsFor(sentence, 'en')).toEqual([])
  })

  const refused: [GroundReason, Locale, string[]][] = [
    [
      'number',
      'fr',
      [
        'Dure 400 heures.',
        'Dure quatre cents heures.',
        'Coûte 2 600 €.',
        'La moitié des stagiaires trouve un emploi.',
        'Une dizaine de places.',
      ],
    ],
    [
      'date',
      'fr',
      [
        'Commence le 16 mars 2027.',
        'Commence le 15 avril.',
        'Début le 15/04/2027.',
        'Cours le lundi.',
        'Une session ouvre bientôt.',
        'Une session ouvre en 2029.',
      ],
    ],
    ['name', 'fr', ['Organisée par l’AFPA.', 'Située à Villeurbanne, près du métro.']],
    ['name', 'en', ['It is run by Simplon.']],
    ['url', 'fr', ['Voir www.greta.fr', 'Écrire à contact@greta.org', 'Détails sur greta.fr/cuisine']],
    [
      'directive',
      'fr',
      [
        ...lexicon.directive.refused.slice(0, 5),
        'N’hésitez pas à postuler.',
        'Vérifiez le permis.',
        'C’est l’option à retenir.',
      ],
    ],
    ['directive', 'en', [...lexicon.directive.refused.slice(5), 'Do not miss it.']],
    [
      'superlative',
      'fr',
      [
        ...lexicon.superlative.refused.slice(0, 4),
        'Emploi garanti à la sortie.',
        'Le plus proche des centres.',
        'Mieux que les autres.',
      ],
    ],
    [
      'superlative',
      'en',
      [...lexicon.superlative.refused.slice(4), 'The cheapest course.', 'It is better than the others.'],
    ],
    [
      'personal',
      'fr',
      [
        'Adaptée à Mme Garnier.',
        'Convient à une mère isolée.',
        'Laisse du temps pour ses enfants.',
        'Pensée pour les femmes.',
        'Utile à un parent seul.',
      ],
    ],
    ['personal', 'en', ['It suits a single mother.', 'It leaves time for her children.']],
    ['sensitive', 'fr', ['Convient car il est diabétique.', 'Pas de femmes sur ce chantier.']],
    ['language', 'fr', ['The course is in the city.', 'El curso es en la ciudad de Lyon.']],
    ['language', 'en', ['La formation est dans la ville.']],
    ['empty', 'fr', [' … ', '']],
    ['too-long', 'fr', ['a '.repeat(300)]],
  ]
  for (const [reason, locale, sentences] of refused) {
    it.each(sentences)(`refuses “%s” (${reason}, ${locale})`, (sentence) => {
      expect(reasonsFor(sentence, locale)).toContain(reason)
    })
  }

  it.each([...lexicon.directive.accepted, ...lexicon.superlative.accepted])(
    'sees no order and no praise in “%s”',
    (sentence) => {
      const locale = sentence.startsWith('The ') ? 'en' : 'fr'
      expect(reasonsFor(sentence, locale)).toEqual([])
    },
  )

  it('gives every reason at once', () => {
    expect(reasonsFor('Il faut choisir la meilleure, 999 € chez Simplon.')).toEqual([
      'number',
      'name',
      'directive',
      'superlative',
    ])
  })

  it('says whom a training is open to when its record does', () => {
    const reserved = ground('Ouverte aux parents isolés.', ['Public : parents isolés'], {
      policy: defaultPolicy,
      locale: 'fr',
    })
    expect(reserved.grounded).toBe(true)
  })

  it('binds a date as a whole: the day of one evidence and the month of another make no date', () => {
    const grounding = ground('Du 3 avril.', ['2027-03-03', '2027-04-09'], { policy: defaultPolicy, locale: 'fr' })
    expect(grounding).toEqual({ grounded: false, reasons: ['date'] })
  })
})
