import { findingTypes } from '../../guardrails/finding.ts'
import type { Policy } from '../../guardrails/policy.ts'
import { rolesWith } from '../access/scopes.ts'
import { describeAlgorithm } from '../explanation/algorithm.ts'
import { earnedTable } from '../explanation/earned.ts'
import type { KeptFigures } from '../explanation/figures.ts'
import { type Access, accessTo } from '../http/access.ts'
import { alwaysDropped, leastGain, mostTold, profileFields } from '../need/profile-fields.ts'
import type { Versions } from '../record/turn.ts'
import type { Counted, Table } from './document.ts'
import { literacyTable, roleNames, type TookCourse } from './literacy.ts'
import { type DocumentWords, measuredTables } from './measured-tables.ts'
import type { Row } from './verification.ts'

export interface Running {
  policy: Policy
  versions: Versions
  settings: Readonly<Record<string, unknown>>
  figures: KeptFigures
  verification: readonly Row[]
  /** Who took the course, from the records; undefined where there are none. */
  literacy?: readonly TookCourse[]
  words: DocumentWords
  /** Cards of the models that are trained here: path and text. */
  cards: readonly { path: string; text: string }[]
}

/** All that documents show in tables, counted from the running configuration, the code's own tables and the last evaluations. */
export function countAll(running: Running): Counted {
  const { figures, verification, settings } = running
  const rules = describeAlgorithm(
    {
      policy: running.policy,
      versions: running.versions,
      modelWords: settings.MODEL_WORDING === 'on',
      embedder: settings.EMBEDDING_MODEL as string | undefined,
      fictitious: false,
    },
    'fr',
  )
  const tested = verification.filter((row) => 'test' in row).length
  return {
    tables: {
      champs: {
        columns: ['Champ du dossier', 'À quoi il sert', 'Ce qu’il peut faire'],
        rows: rules.profile.map(({ dossierKeys, purpose, effect }) => [dossierKeys.join(', '), purpose, effect]),
        from: 'src/need/profile-fields.ts',
      },
      'jamais-lus': {
        columns: ['Champs', 'Pourquoi'],
        rows: rules.neverRead.map(({ dossierKeys, because }) => [dossierKeys.join(', '), because]),
        from: 'src/need/profile-fields.ts',
      },
      reperages: {
        columns: ['Sorte', 'Type', 'Ce qui est fait', 'Responsable de la règle'],
        rows: rules.guard.flatMap(({ kind, types }) =>
          types.map(({ type, action, owner }) => [kind, type, action, owner]),
        ),
        from: 'src/explanation/algorithm.ts',
      },
      'regles-exclusion': {
        columns: ['Règle', 'Ce qu’elle écarte'],
        rows: rules.filters.map(({ rule, meaning }) => [rule, meaning]),
        from: 'src/criteria/judging.ts',
      },
      chiffres: {
        columns: ['Valeur', 'Ce qu’elle règle'],
        rows: rules.figures.map(({ value, meaning }) => [decimal.format(value), meaning]),
        from: 'src/explanation/algorithm.ts',
      },
      conservation: retention(settings),
      acces: access(),
      destinataires: recipients(settings),
      'donnees-gagnees': { ...earnedTable(figures, 'fr'), from: 'evals/suites/profile.ts' },
      parcours: literacyTable(running.literacy),
      ...measuredTables(figures, running.cards, running.words),
      verification: {
        columns: ['Exigence', 'En bref', 'Preuve, ou raison'],
        rows: verification.map((row) => [row.id, row.about, 'test' in row ? `Test : ${row.test}` : row.reason]),
        from: 'data/documents/verification.jsonl',
      },
      versions: {
        columns: ['Partie', 'Version'],
        rows: Object.entries(running.versions).map(([part, version]) => [
          parts[part as keyof Versions],
          part === 'catalogue' ? 'celui du service en marche, dit à l’adresse /algorithm' : (version ?? 'aucun'),
        ]),
        from: 'src/record/turn.ts',
      },
    },
    numbers: {
      'champs gardés': profileFields.length,
      'champs jamais lus': alwaysDropped.flatMap(({ dossierKeys }) => dossierKeys).length,
      'types repérés': findingTypes.length,
      routes: Object.keys(accessTo).length,
      'gain minimal': leastGain * 100,
      'fuite maximale': mostTold * 100,
      'exigences testées': tested,
      'exigences expliquées': verification.length - tested,
    },
  }
}

const parts: Readonly<Record<keyof Versions, string>> = {
  app: 'Programme',
  catalogue: 'Catalogue',
  guardrails: 'Filtre',
  policy: 'Politique du filtre',
  prompts: 'Consignes au modèle',
  model: 'Modèle de langage',
  embedding: 'Comparaison des textes',
}

const decimal = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 })

/** Classes, as src/record/retention.ts erases them, and the least that the law asks for. */
const retention = (settings: Running['settings']): Table => ({
  columns: ['Ce qui est gardé', 'Jours', 'Réglage', 'Pourquoi pas moins, pourquoi pas plus'],
  rows: [
    [
      'Échanges décidés',
      String(settings.KEEP_DECIDED_DAYS),
      'KEEP_DECIDED_DAYS',
      'Deux mois au moins : le temps de contester (CJA R. 421-1)',
    ],
    [
      'Échanges sans décision',
      String(settings.KEEP_UNDECIDED_DAYS),
      'KEEP_UNDECIDED_DAYS',
      'Jamais plus que les échanges décidés',
    ],
    [
      'Journal des événements',
      String(settings.KEEP_EVENTS_DAYS),
      'KEEP_EVENTS_DAYS',
      'Six mois au moins (règlement (UE) 2024/1689 art. 26(6)) ; il répond des décisions gardées',
    ],
    [
      'Noms masqués d’un échange, chiffrés',
      'ceux de l’échange',
      '–',
      'Pour que la même personne garde la même étiquette ; partent avec l’échange',
    ],
    ['Copie d’une réponse, pour une reprise après coupure', '1', 'fixe', 'Vingt-quatre heures'],
    [
      'Sessions des agents',
      `${settings.SESSION_IDLE_MINUTES} minutes sans geste, ${settings.SESSION_HOURS} heures en tout`,
      'SESSION_IDLE_MINUTES, SESSION_HOURS',
      'Effacées à leur fin',
    ],
    [
      'Agents connus\u00a0: référence, rôles, dernier passage',
      'sans limite automatique',
      '–',
      'Une référence sans nom, qui répond des décisions ; à retirer au départ d’un agent, par l’agence',
    ],
    [
      'Parcours suivi par un agent\u00a0: oui, et le jour',
      'sans limite automatique',
      '–',
      'Preuve de la formation ; jamais les réponses',
    ],
    [
      'Comptes de la supervision, exposition des organismes, mots contestés, offres dites pas pertinentes',
      'sans limite automatique',
      '–',
      'Aucune personne ; rien sous cinq n’est montré',
    ],
    [
      'Clés des programmes',
      'jusqu’à leur échéance, puis leur trace',
      'npm run keys',
      'Le secret n’est gardé que comme empreinte',
    ],
  ],
  from: 'src/record/retention.ts',
})

/** Read from what each role gives, so that a table of roles cannot say less than what holds. */
function whoMay(access: Access): string {
  if (access === 'anyone') return 'Tout le monde'
  if (access === 'known') return 'Toute personne connectée, toute clé valide'
  const people = rolesWith(access).map((role) => roleNames[role])
  const own = access === 'chat' ? ', pour leurs propres échanges' : ''
  const keys = `clés «\u00a0${access}\u00a0»`
  return people.length > 0 ? `${people.join(', ')}${own}\u00a0; ${keys}` : keys
}

const access = (): Table => ({
  columns: ['Adresse', 'Qui peut l’appeler'],
  rows: Object.entries(accessTo).map(([route, who]) => [route, whoMay(who)]),
  from: 'src/http/access.ts',
})

/** Who receives data, by what is set; nobody outside of the agency's machines where nothing is. */
function recipients(settings: Running['settings']): Table {
  const host = (address: unknown) =>
    typeof address === 'string' && URL.canParse(address) ? new URL(address).hostname : String(address)
  const rows = [
    settings.OPENAI_MODEL && [
      host(settings.OPENAI_BASE_URL),
      `Modèle de langage ${settings.OPENAI_MODEL}`,
      'Le message masqué, pour le lire ; critères et passages du catalogue, pour formuler. Jamais le dossier ni ce qui est retiré.',
    ],
    settings.EMBEDDING_MODEL && [
      host(settings.OPENAI_BASE_URL),
      `Modèle de plongement ${settings.EMBEDDING_MODEL}`,
      'Les mots cherchés, masqués ; les textes du catalogue',
    ],
    settings.DATABASE_URL && [
      host(settings.DATABASE_URL),
      'Base de données',
      'Les échanges masqués, les décisions, le journal',
    ],
    settings.LANCEDB_URI && [host(settings.LANCEDB_URI), 'Stockage du catalogue', 'Le catalogue seul'],
    settings.OTEL_EXPORTER_OTLP_ENDPOINT && [
      host(settings.OTEL_EXPORTER_OTLP_ENDPOINT),
      'Traces techniques',
      'Durées, codes et identifiants de requête ; jamais un texte',
    ],
    settings.OIDC_ISSUER && [
      host(settings.OIDC_ISSUER),
      'Fournisseur d’identité',
      'L’identité des agents, jamais celle de la personne conseillée',
    ],
  ].filter((row): row is string[] => Array.isArray(row))
  return {
    columns: ['Où', 'Quoi', 'Ce qui y est envoyé'],
    rows: rows.length > 0 ? rows : [['Aucun', 'Rien ne sort des machines de l’agence', '–']],
    from: 'src/config.ts',
  }
}
