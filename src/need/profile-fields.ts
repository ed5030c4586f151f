import type { Dropped, Profile } from './profile.ts'

/**
 * What a profile field does: `filter` narrows the search (through a criterion the counsellor sees and can remove),
 * `query` is searched for when the message names no subject, `claim` only argues for or against options, and orders those arguments, never the options.
 */
export type Effect = 'filter' | 'claim' | 'query'

export interface ProfileField {
  field: keyof Profile
  purpose: { fr: string; en: string }
  effect: Effect
  dossierKeys: string[]
}

/**
 * A field stays where it changes at least `leastGain` of the answers rightly and lets at most `mostTold` of what nobody knows of a trait be guessed,
 * shares of 1, as evals/suites/profile.ts measures them.
 */
export const leastGain = 0.05
export const mostTold = 0.6

/** Why each field may enter (GDPR art. 5(1)(b) and (c)); a field without a purpose here does not exist in Profile. */
export const profileFields: readonly ProfileField[] = [
  {
    field: 'targetOccupation',
    purpose: {
      fr: 'Chercher des offres pour le métier visé, quand le message ne nomme ni métier ni sujet.',
      en: 'Search for offers towards the target occupation when the message names neither occupation nor subject.',
    },
    effect: 'query',
    dossierKeys: ['metierVise'],
  },
  {
    field: 'experience',
    purpose: {
      fr: 'Dire si l’expérience répond à un prérequis de l’offre, ou si le métier visé est déjà exercé (validation des acquis, parcours plus court).',
      en: 'Tell whether the experience meets a prerequisite of the offer, or the occupation is practised already (recognition of experience, shorter path).',
    },
    effect: 'claim',
    dossierKeys: ['experiences'],
  },
  {
    field: 'level',
    purpose: {
      fr: 'Dire si le niveau d’entrée demandé par l’offre est atteint.',
      en: 'Tell whether the entry level asked by the offer is met.',
    },
    effect: 'claim',
    dossierKeys: ['niveauFormation'],
  },
  {
    field: 'skills',
    purpose: {
      fr: 'Dire si les compétences déjà acquises répondent à un prérequis, ou si le titre ou un module les enseigne à nouveau.',
      en: 'Tell whether skills already held meet a prerequisite, or the title or a module teaches them again.',
    },
    effect: 'claim',
    dossierKeys: ['competences'],
  },
  {
    field: 'languages',
    purpose: {
      fr: 'Dire si le niveau de langue demandé par l’offre est atteint ; rappeler le niveau noté quand elle demande de lire ou d’écrire sans dire de niveau.',
      en: 'Tell whether the language level asked by the offer is met; recall the level noted where it asks to read or write without saying a level.',
    },
    effect: 'claim',
    dossierKeys: ['langues'],
  },
  {
    field: 'near',
    purpose: {
      fr: 'Limiter la recherche à une distance raisonnable ; jamais pour juger la personne.',
      en: 'Limit the search to a reasonable distance; never to judge the person.',
    },
    effect: 'filter',
    dossierKeys: ['commune', 'codePostal'],
  },
  {
    field: 'radiusKm',
    purpose: {
      fr: 'Limiter la recherche à la distance que la personne peut parcourir.',
      en: 'Limit the search to the distance the person can travel.',
    },
    effect: 'filter',
    dossierKeys: ['mobiliteKm'],
  },
  {
    field: 'availability',
    purpose: {
      fr: 'Ne proposer que des sessions qui commencent après la date de disponibilité, et signaler les horaires incompatibles.',
      en: 'Only propose sessions that start once the person is available, and point out incompatible hours.',
    },
    effect: 'filter',
    dossierKeys: ['disponibilite'],
  },
  {
    field: 'modality',
    purpose: {
      fr: 'Dire de chaque offre si elle répond au souhait noté (à distance ou en présentiel) ; n’écarte rien et ne change pas l’ordre des offres.',
      en: 'Tell of each offer whether it meets the wish in the file (remote or on site); excludes nothing and never changes the order of offers.',
    },
    effect: 'claim',
    dossierKeys: ['modalite'],
  },
  {
    field: 'digitalEase',
    purpose: {
      fr: 'Signaler une offre à distance qui suppose d’être à l’aise avec le numérique.',
      en: 'Point out a remote offer that assumes ease with digital tools.',
    },
    effect: 'claim',
    dossierKeys: ['aisanceNumerique'],
  },
  {
    field: 'constraints',
    purpose: {
      fr: 'Signaler ce qui, dans une offre, heurte une contrainte de travail (port de charges, horaires…) ; jamais sa cause.',
      en: 'Point out what conflicts with a working constraint (lifting, hours…); never its cause.',
    },
    effect: 'claim',
    dossierKeys: ['contraintes'],
  },
]

/** Keys dropped whatever they hold; a final `*` stands for any ending. */
export const alwaysDropped: readonly { dossierKeys: string[]; reason: Dropped['reason'] }[] = [
  {
    dossierKeys: [
      'nom',
      'prenom',
      'sexe',
      'civilite',
      'dateNaissance',
      'age',
      'lieuNaissance',
      'nationalite',
      'situationFamiliale',
      'enfants',
      'sante',
      'handicap',
      'religion',
    ],
    reason: 'protected',
  },
  { dossierKeys: ['adresse', 'telephone', 'email', 'identifiant*', 'nir', 'iban', 'photo'], reason: 'not-needed' },
]
