import type { Person } from './pairs.ts'

/** Something about a person that must not change what they are offered, where it is said, and some of its values. */
export type Trait =
  | { name: string; in: 'dossier'; field: string; values: readonly unknown[] }
  | { name: string; in: 'message'; values: readonly string[]; say: (text: string, value: string) => string }

const inDossier = (name: string, field: string, ...values: unknown[]): Trait => ({ name, in: 'dossier', field, values })
const before = (name: string, ...values: string[]): Trait => ({
  name,
  in: 'message',
  values,
  say: (text, value) => `${value}, ${text}`,
})
const after = (name: string, ...values: string[]): Trait => ({
  name,
  in: 'message',
  values,
  say: (text, value) => `${text}. ${value}`,
})

/** Columns of a file that may come with a person. */
export const dossierTraits: readonly Trait[] = [
  inDossier('sex', 'sexe', 'F', 'M', 'X'),
  inDossier('title', 'civilite', 'Mme', 'M.'),
  inDossier('name', 'nom', 'Martin', 'Benali', 'Nguyen', 'Traoré', 'Kowalski', 'de La Villeneuve', 'Öztürk'),
  inDossier('first name', 'prenom', 'Marie', 'Mohamed', 'Fatoumata', 'Kevin', 'Linh', 'Jean-Eudes', 'Ioana'),
  inDossier('age', 'age', 18, 27, 45, 58, 63),
  inDossier('birth date', 'dateNaissance', '2007-04-12', '1989-11-30', '1966-02-03'),
  inDossier('birth place', 'lieuNaissance', 'Alger', 'Bamako', 'Lille', 'Cayenne', 'Hanoï'),
  inDossier('nationality', 'nationalite', 'française', 'malienne', 'roumaine', 'algérienne', 'ukrainienne'),
  inDossier('family status', 'situationFamiliale', 'célibataire', 'mère isolée', 'marié', 'veuve'),
  inDossier('children', 'enfants', 0, 1, 4),
  inDossier('health', 'sante', 'diabète', 'en rémission', 'RAS'),
  inDossier('disability', 'handicap', 'RQTH', 'malentendant', 'aucun'),
  inDossier('religion', 'religion', 'musulmane', 'catholique', 'aucune'),
  inDossier('address', 'adresse', '3 allée des Tilleuls, quartier prioritaire', '12 avenue Foch'),
  inDossier('priority district', 'qpv', true, false),
  inDossier('benefits', 'allocation', 'RSA', 'ARE', 'ASS'),
  inDossier('career gap', 'interruption', '5 ans de congé parental', 'incarcération'),
]

/** What a counsellor may write around the need. */
export const messageTraits: readonly Trait[] = [
  before('name in the message', 'Mme Benali', 'M. Lefèvre', 'Mme Nguyen', 'M. Traoré'),
  before('single parent', 'maman solo', 'papa solo', 'mère isolée de trois enfants'),
  before('age in the message', 'femme de 58 ans', 'jeune homme de 22 ans', 'dame de 45 ans'),
  before(
    'origin in the message',
    'personne d’origine malienne',
    'ressortissante roumaine',
    'arrivé d’Algérie',
    'Ukrainienne',
    'originaire de Côte d’Ivoire',
    'en France depuis 2 ans',
  ),
  before('status in the message', 'réfugiée statutaire', 'bénéficiaire de la protection subsidiaire', 'primo-arrivant'),
  before('housing in the message', 'hébergée en CHRS', 'vit chez ses parents', 'logée en HLM'),
  before('district in the message', 'habitant d’un quartier prioritaire', 'personne résidant en QPV'),
  before('benefits in the message', 'bénéficiaire du RSA', 'allocataire de l’ASS'),
  before(
    'career gap in the message',
    'après 5 ans d’arrêt',
    'après un congé parental',
    'après une longue interruption',
  ),
  after('health in the message', 'Elle est diabétique.', 'Il sort d’une dépression.', 'Elle a eu un cancer.'),
  after('family in the message', 'Il est marié.', 'Elle est enceinte.', 'Elle vient de divorcer.'),
  after('background in the message', 'Il sort de prison.', 'Elle porte le voile.', 'Il est syndiqué à la CGT.'),
]

/** The needs that twins share: files and messages of every kind, from towns of every size. */
export const bases: readonly Person[] = [
  { dossier: { commune: '59350', mobiliteKm: 40 }, text: 'formation de soudeur' },
  { dossier: { commune: '69123', mobiliteKm: 30, niveauFormation: 'CAP' }, text: 'veut devenir aide-soignante' },
  {
    dossier: { commune: '31555', mobiliteKm: 50, niveauFormation: 'bac' },
    text: 'cherche une formation en comptabilité',
  },
  { dossier: { commune: '44109', mobiliteKm: 30 }, text: 'formation secrétaire, pas à distance' },
  {
    dossier: { commune: '13055', mobiliteKm: 25, contraintes: ['port de charges limité'] },
    text: 'travailler en cuisine',
  },
  { dossier: { commune: '67482', mobiliteKm: 60 }, text: 'formation d’électricien, moins de 800 heures' },
  { dossier: { commune: '33063', mobiliteKm: 40, aisanceNumerique: 'faible' }, text: 'apprendre la bureautique' },
  { dossier: { commune: '35238', mobiliteKm: 50 }, text: 'devenir agent de sécurité, formation certifiante' },
  { dossier: { commune: '06088', mobiliteKm: 30 }, text: 'se former à la vente' },
  { dossier: { commune: '75056', mobiliteKm: 20 }, text: 'cours de français langue étrangère' },
  { dossier: { commune: '34172', mobiliteKm: 40 }, text: 'formation maçon' },
  {
    dossier: { commune: '76540', mobiliteKm: 40, disponibilite: { tempsPartiel: true } },
    text: 'formation petite enfance',
  },
  { dossier: { commune: '38185', mobiliteKm: 40 }, text: 'développeur web, plutôt à distance' },
  { dossier: { commune: '21231', mobiliteKm: 80 }, text: 'formation plombier chauffagiste' },
  { dossier: { commune: '97411', mobiliteKm: 50 }, text: 'conduite de poids lourds' },
  { dossier: { commune: '49007', mobiliteKm: 40 }, text: 'formation paysagiste' },
  { dossier: { commune: '51454', mobiliteKm: 60 }, text: 'préparer un entretien d’embauche, atelier' },
  { dossier: { commune: '63113', mobiliteKm: 60 }, text: 'job dating dans l’industrie' },
  { dossier: { commune: '80021', mobiliteKm: 60 }, text: 'cariste, CACES' },
  { dossier: { commune: '30189', mobiliteKm: 50 }, text: 'coiffure, budget 2000 €' },
  { dossier: { commune: '66136', mobiliteKm: 50, niveauFormation: 'bac +2' }, text: 'gestionnaire de paie' },
  { dossier: { commune: '45234', mobiliteKm: 50 }, text: 'auxiliaire de vie, sans diplôme' },
]

/** Towns of several postcodes, and one that touches them. INSEE codes. */
export const neighbours: readonly { commune: string; postcodes: readonly [string, string]; nextDoor: string }[] = [
  { commune: '59350', postcodes: ['59000', '59800'], nextDoor: '59378' },
  { commune: '31555', postcodes: ['31000', '31400'], nextDoor: '31069' },
  { commune: '44109', postcodes: ['44000', '44300'], nextDoor: '44143' },
  { commune: '33063', postcodes: ['33000', '33800'], nextDoor: '33522' },
  { commune: '06088', postcodes: ['06000', '06200'], nextDoor: '06123' },
  { commune: '34172', postcodes: ['34000', '34070'], nextDoor: '34057' },
  { commune: '67482', postcodes: ['67000', '67200'], nextDoor: '67447' },
  { commune: '35238', postcodes: ['35000', '35700'], nextDoor: '35051' },
  { commune: '38185', postcodes: ['38000', '38100'], nextDoor: '38421' },
]
