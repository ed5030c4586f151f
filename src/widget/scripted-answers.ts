import type { Criteria } from '../criteria/criteria.ts'
import type { Item } from '../item.ts'
import type { Claim, Option } from '../options/option.ts'
import type { Conversation, Turn } from '../record/turn.ts'
import type { StandardRequest } from './state/api.ts'

// Answers as the server gives them, for tests of the page alone. Everything in them is fictitious.

/** A record of an answer, with what a test changes in it. Redacted texts are plain strings here: nothing personal stands in them. */
type Loose<Shape> = { [Key in keyof Shape]?: unknown }

export const criteria = (more: Loose<Criteria> = {}): Criteria =>
  ({
    topic: 'plaquiste',
    occupation: { code: 'F1604', label: 'Plaquiste' },
    kinds: ['training'],
    near: { code: '44109', name: 'Nantes' },
    radiusKm: 30,
    excludeModalities: ['remote'],
    startBefore: '2027-03-01',
    constraints: [],
    includeItems: [],
    excludeItems: [],
    excludeProviders: [],
    alternatives: [],
    refused: [],
    past: [],
    read: [
      { criterion: 'topic', from: 'message', strength: 'must' },
      { criterion: 'near', from: 'message', strength: 'must' },
      { criterion: 'radiusKm', from: 'profile', strength: 'must' },
    ],
    ...more,
  }) as Criteria

export const item = (id: string, title: string, provider: string, more: Partial<Item> = {}): Item => ({
  id,
  kind: 'training',
  title,
  summary: 'Poser cloisons, doublages et plafonds en plaques de plâtre.',
  objective: 'Réaliser des cloisons et des doublages, isoler, poser des plafonds suspendus.',
  content: 'Lecture de plans, tracé, ossatures métalliques, plaques, bandes, isolation.',
  provider: { name: provider },
  partners: [
    { name: 'Carif fictif des Pays de la Loire', reference: `PDL-${id}`, updatedAt: '2026-11-02' },
    {
      name: 'Annuaire fictif du bâtiment',
      reference: `B-${id}`,
      url: 'https://exemple.invalid/b',
      updatedAt: '2026-10-20',
    },
  ],
  certification: { rncp: '00000', label: 'Titre professionnel plaquiste (fictif)', level: 3 },
  occupations: [{ code: 'F1604', label: 'Plaquiste' }],
  places: [{ commune: { code: '44143', name: 'Rezé' }, postcode: '44400', lat: 47.19, lon: -1.55 }],
  distanceKm: 5,
  modality: 'onsite',
  sessions: [
    { start: '2027-01-11', end: '2027-05-28', seats: 6 },
    { start: '2027-03-08', end: '2027-07-30' },
  ],
  hours: 560,
  schedule: 'full-time',
  price: { amount: 5200, currency: 'EUR' },
  remainingCost: { amount: 0, currency: 'EUR' },
  funding: ['Région', 'CPF'],
  audience: 'Demandeurs d’emploi',
  admission: 'Entretien et test de positionnement',
  prerequisites: ['Savoir lire un plan simple'],
  accessibility: 'Locaux de plain-pied',
  outcomes: [{ measure: 'success', value: 82, n: 64, period: '2025', territory: 'Pays de la Loire' }],
  contact: { organisation: provider },
  updatedAt: '2026-11-02',
  fictitious: true,
  ...more,
})

const claim = (
  stance: Claim['stance'],
  text: string,
  field: string,
  value: string | number | boolean | null,
): Claim => ({
  stance,
  text,
  evidence: [{ source: 'item', field, value }],
})

const option = (
  id: string,
  of: Item,
  more: Claim[],
  differs: Claim[],
  wording: Option['wording'] = 'extracted',
): Option => ({
  id,
  letter: id.slice(-1).toUpperCase(),
  item: of,
  claims: [
    claim('for', 'Prépare au métier visé : Plaquiste.', '/occupations/0/label', 'Plaquiste'),
    claim('for', `À ${of.distanceKm} km de Nantes, à ${of.places[0]!.commune.name}.`, '/distanceKm', of.distanceKm!),
    ...more,
    claim(
      'unknown',
      'Prérequis à vérifier : savoir lire un plan simple.',
      '/prerequisites/0',
      of.prerequisites[0] ?? null,
    ),
    claim('fact', 'Se suit sur place.', '/modality', of.modality),
    claim('fact', 'Financements annoncés : Région, CPF.', '/funding/0', 'Région'),
  ],
  differs,
  wording,
})

export const threeOptions: Option[] = [
  option(
    'opt_a',
    item('item_a', 'Plaquiste : cloisons, doublages et plafonds', 'Greta fictif de l’Estuaire'),
    [claim('against', 'Coûte 5 200 €.', '/price/amount', 5200)],
    [claim('fact', 'La seule qui commence avant février.', '/sessions/0/start', '2027-01-11')],
  ),
  option(
    'opt_b',
    item('item_b', 'Poseur de plaques de plâtre', 'Atelier fictif des Bâtisseurs', {
      distanceKm: 12,
      hours: 280,
      schedule: 'part-time',
      price: { free: true },
      remainingCost: undefined,
      places: [
        {
          commune: { code: '44190', name: 'Saint-Sébastien-sur-Loire' },
          postcode: '44230',
          lat: 47.2,
          lon: -1.5,
          approximate: true,
        },
      ],
      sessions: [{ start: '2027-02-15', end: '2027-05-07', seats: 2 }],
    }),
    [claim('against', '2 places restantes à la prochaine session.', '/sessions/0/seats', 2)],
    [claim('fact', 'La seule à temps partiel.', '/schedule', 'part-time')],
  ),
  option(
    'opt_c',
    item('item_c', 'Titre professionnel plaquiste-plâtrier', 'Compagnons fictifs de Loire', {
      distanceKm: 28,
      hours: 700,
      price: undefined,
      remainingCost: undefined,
      places: [{ commune: { code: '44036', name: 'Châteaubriant' }, postcode: '44110', lat: 47.7, lon: -1.37 }],
      sessions: [],
    }),
    [
      claim('unknown', 'Le prix n’est pas précisé.', '/price', null),
      claim('unknown', 'Aucune date n’est publiée.', '/sessions', null),
    ],
    [
      claim(
        'fact',
        'La seule qui mène aussi au métier de plâtrier.',
        '/title',
        'Titre professionnel plaquiste-plâtrier',
      ),
    ],
  ),
]

export const fourOptions: Option[] = [
  ...threeOptions,
  option(
    'opt_d',
    item(
      'item_d',
      'Cloisons sèches, doublages et plafonds suspendus : module de perfectionnement',
      'Institut fictif du Plâtre et de l’Isolation',
      {
        distanceKm: 21,
        hours: 210,
        certification: undefined,
        certifying: false,
        places: [{ commune: { code: '44043', name: 'Clisson' }, postcode: '44190', lat: 47.1, lon: -1.3 }],
        sessions: [{ start: '2027-01-18', end: '2027-03-05' }],
        admission: 'Dossier de candidature, puis entretien avec un formateur',
      },
    ),
    [
      claim('against', 'Ne mène pas à une certification.', '/certifying', false),
      claim(
        'unknown',
        'Public annoncé, à vérifier : salariés du bâtiment, demandeurs d’emploi inscrits.',
        '/audience',
        'salariés',
      ),
      claim('unknown', 'L’accessibilité n’est pas décrite.', '/accessibility', null),
    ],
    [],
  ),
]

export const turn = (number: number, more: Loose<Turn> = {}): Turn =>
  ({
    id: `turn_${number}`,
    number,
    message: { redacted: 'une formation de plaquiste autour de Nantes', findings: [] },
    criteria: criteria(),
    state: more.optionsDigest === null ? 'none' : 'to-decide',
    act: 'need',
    outcome: 'options',
    reply: [],
    common: [],
    nearest: [],
    unread: [],
    suggestions: [],
    options: threeOptions,
    answers: [],
    question: null,
    alsoValid: [
      { item: { id: 'item_d', title: 'Jointeur plaquiste', provider: 'École fictive du Marais' }, because: 'rotation' },
    ],
    excluded: {
      counts: [
        { rule: 'distance', count: 14 },
        { rule: 'modality', count: 2 },
      ],
      examples: [
        {
          item: { id: 'item_e', title: 'Plaquiste en alternance' },
          because: { rule: 'distance', field: '/places/0', value: 46, limit: 30 },
        },
        {
          item: { id: 'item_f', title: 'Plaquiste, à distance' },
          because: { rule: 'modality', field: '/modality', value: 'remote', limit: 'remote' },
        },
      ],
    },
    relax: [],
    lead: null,
    changed: [],
    order: { seed: 'seed', policy: 'seeded-shuffle/2' },
    versions: {
      app: '0',
      catalogue: 'c',
      guardrails: 'g',
      policy: 'p',
      prompts: 'p',
      model: null,
      embedding: 'e',
    },
    optionsDigest: 'sha256:0',
    decision: null,
    createdAt: '2026-11-24T09:00:00.000Z',
    ...more,
  }) as Turn

/** Of a turn that puts nothing on the table. */
const nothingShown = { options: [], alsoValid: [], excluded: { counts: [], examples: [] }, optionsDigest: null }

/** The follow-up "laquelle commence plus tôt ?", answered for each of the three options. */
export const about = (number: number): Turn =>
  turn(number, {
    message: { redacted: 'laquelle commence plus tôt ?', findings: [] },
    act: 'fact',
    outcome: 'about',
    reply: [{ text: 'Voici ce que dit le catalogue.', claims: [], wording: 'extracted' }],
    answers: threeOptions.map(({ id, item: { sessions } }) => ({
      optionId: id,
      claim: sessions[0]
        ? claim('fact', `Commence le ${sessions[0].start}.`, '/sessions/0/start', sessions[0].start)
        : claim('unknown', 'Aucune date n’est publiée.', '/sessions', null),
    })),
    alsoValid: [],
    excluded: { counts: [], examples: [] },
    optionsDigest: null,
  })

export const notEnough = (number: number): Turn =>
  turn(number, {
    outcome: 'not-enough',
    reply: [{ text: 'Aucune offre ne répond à tous les critères.', claims: [], wording: 'extracted' }],
    options: [],
    alsoValid: [],
    optionsDigest: null,
    relax: [
      { criterion: 'radiusKm', to: 60, gains: 4 },
      { criterion: 'excludeModalities', to: [], gains: 2 },
      { criterion: 'startBefore', to: null, gains: 7 },
      { criterion: 'maxPrice', to: null, and: { criterion: 'radiusKm', to: 50 }, gains: 2 },
    ],
  })

/** One that answers, with what is nearest beside it. */
export const oneAndNearest = (number: number): Turn => {
  const [one, other, third] = threeOptions
  return turn(number, {
    reply: [{ text: 'Une offre répond à la demande.', claims: [], wording: 'extracted' }],
    options: [one!],
    nearest: [
      { ...other!, breaks: [{ rule: 'distance', value: 46, limit: 30 }] },
      { ...third!, breaks: [{ rule: 'price', value: 5200, limit: 1000 }] },
    ],
  })
}

/** "Et un atelier ?": in addition, with a decision of its own. */
export const withWorkshops = (number: number): Turn => {
  const [one, other] = threeOptions
  const workshop = (of: Option, id: string, title: string): Option => ({
    ...of,
    id,
    letter: id.slice(-1).toUpperCase(),
    item: { ...of.item, id: `item_${id}`, kind: 'skill', title },
  })
  return turn(number, {
    message: { redacted: 'et un atelier pour l’oral ?', findings: [] },
    act: 'complement',
    reply: [{ text: 'En plus : deux ateliers, F et G.', claims: [], wording: 'extracted' }],
    options: [workshop(one!, 'opt_f', 'Parler en public'), workshop(other!, 'opt_g', 'Préparer un entretien')],
    optionsDigest: 'sha256:2',
  })
}

/** "Je prends la B": the decision filled in, to be confirmed. */
export const confirmation = (number: number): Turn =>
  turn(number, {
    message: { redacted: 'je prends la B', findings: [] },
    act: 'choose',
    outcome: 'question',
    ...nothingShown,
    question: {
      text: 'Enregistrer ce choix : B ?',
      criterion: 'decision',
      choices: [
        {
          label: 'Je propose B : Poseur de plaques de plâtre',
          decision: { kind: 'choose', optionIds: ['opt_b'], optionsDigest: 'sha256:0' },
        },
      ],
    },
  })

/** Thanks, answered in a sentence. */
export const thanked = (number: number): Turn =>
  turn(number, {
    message: { redacted: 'merci', findings: [] },
    act: 'thanks',
    outcome: 'talk',
    reply: [{ text: 'Avec plaisir.', claims: [], wording: 'extracted' }],
    ...nothingShown,
  })

export const question = (number: number): Turn =>
  turn(number, {
    outcome: 'question',
    ...nothingShown,
    question: {
      text: 'Autour de quelle commune ?',
      criterion: 'near',
      choices: [
        { label: 'Saint-Denis (93)', criteria: { near: { code: '93066', name: 'Saint-Denis' } } },
        { label: 'Saint-Denis (974)', criteria: { near: { code: '97411', name: 'Saint-Denis' } } },
      ],
    },
  })

export const conversation = (more: Partial<Conversation> = {}): Conversation => ({
  id: 'conv_1',
  locale: 'fr',
  objection: false,
  profile: { experience: [], skills: [], languages: [], constraints: [] },
  dropped: [],
  turns: [],
  createdAt: '2026-11-24T09:00:00.000Z',
  ...more,
})

export const standardRequests: StandardRequest[] = [
  {
    id: 'training-near',
    family: { id: 'trade', label: 'Se former à un métier' },
    label: 'Une formation pour un métier, près d’une commune',
    text: 'Une formation pour devenir {occupation} à moins de {km} km de {commune}',
    slots: [
      { name: 'occupation', label: 'Métier', type: 'occupation', required: true },
      { name: 'commune', label: 'Commune', type: 'commune', required: true },
      { name: 'km', label: 'Distance en km', type: 'number', required: false },
    ],
  },
  ...[
    'Une formation à distance',
    'Une formation certifiante et finançable',
    'Commencer avant une date',
    'Une formation courte, à temps partiel',
    'Prendre la parole en public',
    'Gérer son stress en entretien',
    'Un événement local ce mois-ci',
    'Rencontrer des employeurs',
    'Découvrir un métier',
    'Améliorer son français',
    'Débuter en informatique',
  ].map(
    (label, index): StandardRequest => ({
      id: `r${index}`,
      family: { id: 'work', label: 'Oral, entretien, rencontres' },
      label,
      text: `${label} : {topic}`,
      slots: [{ name: 'topic', label: 'Sujet', type: 'text', required: true }],
    }),
  ),
]

export const profileFields = {
  object: 'list',
  data: [
    {
      field: 'targetOccupation',
      purpose: 'Chercher des offres pour le métier visé, quand le message ne nomme ni métier ni sujet.',
      effect: 'query',
      dossierKeys: ['metierVise'],
    },
    {
      field: 'near',
      purpose: 'Limiter la recherche à une distance raisonnable ; jamais pour juger la personne.',
      effect: 'filter',
      dossierKeys: ['commune', 'codePostal'],
    },
    {
      field: 'experience',
      purpose: 'Dire si l’expérience répond à un prérequis de l’offre.',
      effect: 'claim',
      dossierKeys: ['experiences'],
    },
    {
      field: 'constraints',
      purpose: 'Signaler ce qui, dans une offre, heurte une contrainte de travail ; jamais sa cause.',
      effect: 'claim',
      dossierKeys: ['contraintes'],
    },
  ],
  alwaysDropped: [
    { dossierKeys: ['nom', 'prenom', 'sexe', 'age'], reason: 'protected' },
    { dossierKeys: ['telephone', 'identifiant*'], reason: 'not-needed' },
  ],
}
