import type { ExplanationWording } from './wording.ts'

const longDate = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' })
const decimal = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 })

export const fr: ExplanationWording = {
  date: (iso) => longDate.format(new Date(iso)),
  number: (value) => decimal.format(value),
  yes: 'oui',
  no: 'non',
  origins: {
    message: 'écrit dans le message',
    template: 'choisi dans une demande type',
    profile: 'repris du dossier',
    counsellor: 'corrigé par la conseillère ou le conseiller',
    model: 'lu par un modèle de langage, puis affiché pour correction',
  },
  wish: 'souhait : n’écarte rien',
  rules: {
    distance: 'Trop loin de la commune demandée',
    modality: 'Pas suivi de la façon demandée (sur place ou à distance)',
    'start-after': 'Commence avant la date demandée',
    'start-before': 'Commence après la date demandée',
    'session-over': 'Déjà commencé ou terminé',
    lead: 'Diplôme sans lieu, date ni contact',
    'session-full': 'Complet',
    hours: 'Plus long que la durée demandée',
    price: 'Plus cher que le prix demandé',
    certifying: 'Sans certification alors qu’elle est demandée, ou l’inverse',
    level: 'Prépare à un autre niveau que celui demandé',
    kind: 'D’une autre sorte que celle demandée',
    schedule: 'Horaires différents de ceux demandés',
    'excluded-item': 'Écarté à la main par la conseillère ou le conseiller',
    'excluded-provider': 'Organisme écarté à la main',
    'already-refused': 'Déjà refusé dans cette conversation',
    'already-shown': 'Déjà montré : d’autres étaient demandées',
    refused: 'La personne n’en veut pas',
    left: 'Ce que la personne a fait ou quitte, sans le demander',
  },
  droppedBecause: {
    protected: 'donnée protégée : pas gardée',
    'not-needed': 'pas nécessaire pour chercher : pas gardée',
    unknown: 'sans usage prévu : pas gardée',
    'not-understood': 'pas comprise : pas gardée',
  },
  effects: {
    filter: 'limite la recherche, par un critère visible et modifiable',
    claim: 'sert seulement d’argument pour ou contre',
    query: 'est cherché quand le message ne dit pas quoi chercher',
  },
  outcomes: {
    options: 'Des options ont été proposées',
    'not-enough': 'Pas assez d’offres pour proposer un choix',
    about: 'Réponse à une question sur les options',
    question: 'Une précision a été demandée',
    talk: 'Réponse en une phrase, sans recherche',
  },
  decided: {
    choose: 'A retenu',
    none: 'A refusé toutes les options',
    own: 'A préféré une autre idée que les options',
  },
  undecided: 'Pas encore de décision. Rien ne se passe avant elle.',
  revised: 'Cette décision en remplace une autre, qui reste inscrite.',
  reasons: {
    'not-relevant': 'ne répond pas au besoin',
    'too-far': 'trop loin',
    dates: 'dates',
    prerequisites: 'prérequis',
    price: 'prix',
    'already-done': 'déjà fait',
    refine: 'pour préciser la demande',
    other: 'autre raison',
  },
  counsellor: 'la conseillère ou le conseiller',
  findingKinds: {
    personal: 'Donnée qui identifie',
    story: 'Propos sur la vie de la personne',
    conduct: 'Propos discriminatoire ou insultant',
    injection: 'Tentative de détourner l’assistant',
  },
  actions: {
    cut: 'retirée du message avant tout traitement, et signalée',
    alert: 'masquée avant tout traitement, et signalée',
    block: 'le message est arrêté',
  },
  figures: {
    fewestOptions:
      'Options à partir desquelles il y a un choix ; en dessous, les offres les plus proches sont montrées à part',
    mostOptions: 'Options proposées au plus ; jamais complétées par des offres qui ne répondent pas',
    mostNearest: 'Offres proches montrées au plus',
    mostBreaks: 'Critères qu’une offre proche peut dépasser, au plus',
    nearOccupation: 'Part des mots d’un métier que partage un métier voisin, dans la même famille ROME',
    subjectInTitle: 'Part du sujet demandé que doit dire un titre, quand ses mots ne nomment rien à eux seuls',
    subjectInText: 'Part du sujet demandé que doit dire la fiche',
    defaultRadiusKm: 'Kilomètres autour de la commune, quand aucune distance n’est dite',
    nearEqualBand:
      'Part de la meilleure correspondance restante au-dessus de laquelle deux offres se valent : le tour de rôle entre organismes départage',
    unknownPlaceShare:
      'Part de sa correspondance que garde une offre qui ne dit pas où elle se passe, quand un lieu est demandé',
    denseShare: 'Poids de la proximité des textes selon le modèle d’embedding',
    textShare: 'Poids des mots du texte dans la correspondance',
    titlesShare: 'Poids de la ressemblance des titres',
    occupationShare: 'Poids des métiers en commun, au plus ; moins quand la demande ne désigne pas un métier',
  },
  steps: (mostRemote) => [
    'Un filtre cherche dans chaque texte ce qui identifie une personne, ce qui est sensible et ce qui discrimine. Selon la liste ci-dessous, il le masque avant tout traitement ou arrête le message.',
    'Du dossier, seuls les champs qui ont un usage écrit sont lus. Le reste est jeté et annoncé.',
    'Le message devient des critères affichés, que la conseillère ou le conseiller peut corriger ou retirer.',
    'Le catalogue est filtré par ces critères. Ce qui est écarté est compté, avec la raison, et peut être remis.',
    'Les offres restantes sont comparées à la demande par leurs mots et par les métiers qu’elles visent.',
    'Une offre n’est montrée que si elle répond : un code métier déclaré, ou nommé par son titre, est celui demandé ou en est voisin ; ou son titre dit le sujet demandé. Un mot que le catalogue ne dit jamais n’est pas remplacé : une autre écriture est proposée.',
    'Quand moins de deux offres répondent, celles qui répondraient à un ou deux critères près (distance, dates, durée, prix, niveau, présence) sont montrées à part, la plus proche d’abord ; jamais contre un refus ou une contrainte.',
    'Si l’on cherche à la fois des formations et des savoir-être, les ateliers proposés travaillent ce que ces formations demandent à l’entrée, jamais un trait de la personne.',
    'Parmi les offres qui se valent, chaque organisme passe à son tour, selon ce qui a déjà été montré. Des offres qui n’ont pas eu leur tour sont listées.',
    `Quand un lieu est demandé sans façon de suivre, ${decimal.format(mostRemote)} options au plus se suivent à distance, tant que d’autres répondent au besoin.`,
    'L’ordre d’affichage est tiré au sort. Il ne dit rien.',
    'Chaque option donne au moins une raison pour, et au moins une raison contre ou ce qu’on ne sait pas, chacune liée à une ligne du catalogue, du dossier ou des critères.',
    'Une personne décide : une option, plusieurs, aucune, ou une autre idée. Rien n’a d’effet avant.',
  ],
  withModel: (name, words) =>
    `Un modèle de langage (${name}) lit le message masqué, après les règles. Une autre lecture que la leur est proposée, et ne change rien sans un geste ; elle ne s’applique seule que là où les règles n’ont rien à montrer : une question, ou pas assez d’offres. Il ne choisit pas les options, n’en ajoute pas et ne les ordonne pas. ${
      words
        ? 'Il met aussi en mots des arguments. Chaque phrase cite ceux qu’elle dit : les dates, prix, nombres et noms y sont recopiés par le programme ; ses autres mots et ses négations doivent être les leurs ; un avis, un ordre, une comparaison ou un mot sur la personne la font refuser. L’argument cité est alors montré tel quel. Ce contrôle compare des mots, pas des idées.'
        : 'Il ne rédige rien : les arguments sont tirés du catalogue.'
    }`,
  withoutModel: 'Aucun modèle de langage n’est utilisé : les arguments sont tirés du catalogue.',
  withEmbedder: (name) =>
    `Un modèle d’embedding (${name}) compare le sujet de la demande, sans les noms, aux textes du catalogue : il compte pour une part de la correspondance et n’écrit rien.`,
  purpose:
    'Aider une conseillère ou un conseiller à l’emploi à trouver des formations, des savoir-être à travailler et des événements locaux.',
  humanDecides: 'Éventail ne décide de rien : il montre des options, et une personne choisit ou les refuse toutes.',
  simply: (counted) => [
    `L’ordinateur garde ${several(counted.exchanges, 'échange', 'échanges')} avec votre conseillère ou votre conseiller.`,
    counted.searches === 0
      ? 'L’ordinateur n’a rien cherché dans le catalogue.'
      : `L’ordinateur a cherché ${decimal.format(counted.searches)} fois dans un catalogue. Il a montré ${offers(counted.shown)}.`,
    counted.kept + counted.dropped === 0
      ? 'L’ordinateur ne garde rien de votre dossier.'
      : `De votre dossier, l’ordinateur garde ${pieces(counted.kept)}. Il en a jeté ${decimal.format(counted.dropped)}, dont ${several(counted.isProtected, 'protégée', 'protégées')}.`,
    ...(counted.written === 0
      ? []
      : [
          `Dans les messages, ${passages(counted.masked)}.`,
          'Les autres mots de ces messages sont écrits plus bas. S’ils parlent de vous ou de votre santé, l’ordinateur a pu s’en servir.',
        ]),
    counted.sent === 0
      ? 'Rien n’a été envoyé à un modèle d’intelligence artificielle.'
      : `${sendings(counted.sent)} vers un modèle d’intelligence artificielle. Il a rédigé les raisons de ${offers(counted.worded)}.`,
    counted.decisions === 0
      ? 'L’ordinateur n’a rien décidé. Personne n’a encore décidé.'
      : `L’ordinateur n’a rien décidé. Une personne a décidé : ${several(counted.decisions, 'décision vaut', 'décisions valent')} aujourd’hui.`,
    'Vous pouvez demander des explications, faire corriger une erreur ou dire non.',
    'Vous pouvez demander une recherche sans cet outil, dans le même catalogue.',
  ],
  madeEarlier: (count) =>
    `Depuis, les règles ont changé pour ${several(count, 'réponse ci-dessus', 'réponses ci-dessus')} : les nombres ci-dessous sont ceux d’aujourd’hui.`,
  objected: 'Vous vous êtes opposé(e) à cet outil : la recherche se fait dans le même catalogue, sans lui.',
  rights: [
    'Demander une explication de vive voix à la personne qui vous accompagne.',
    'Faire corriger une information fausse du dossier, et demander que la recherche soit refaite.',
    'Contester une proposition, une absence de proposition ou une décision auprès de votre agence.',
    'Vous opposer à l’usage de cet outil : le même catalogue vous reste ouvert.',
    'Demander l’effacement de cette conversation.',
    'Saisir la CNIL si la réponse ne vous convient pas.',
  ],
  legal: [
    { reference: 'RGPD, articles 13 à 15', text: 'être informé, accéder à ses données et à la logique suivie' },
    { reference: 'RGPD, article 22', text: 'ne pas être soumis à une décision entièrement automatisée' },
    { reference: 'CRPA, article L311-3-1', text: 'être informé de l’usage d’un traitement algorithmique' },
    {
      reference: 'CRPA, articles R311-3-1-1 et R311-3-1-2',
      text: 'connaître sa part dans la décision, les données traitées, leurs sources, les paramètres et leur poids, les opérations faites',
    },
    { reference: 'Règlement européen sur l’IA, article 86', text: 'obtenir une explication claire du rôle de l’outil' },
  ],
  sheet: {
    title: 'Votre fiche d’explication',
    simply: 'En bref, facile à lire',
    used: 'Ce qui est gardé de votre dossier, et à quoi cela sert',
    usedNothing: 'Rien.',
    notUsed: 'Ce qui a été reçu de votre dossier et jeté',
    notUsedNothing: 'Rien.',
    notUsedHere:
      'Ce que la page de la conseillère ou du conseiller a retiré avant l’envoi n’est pas arrivé ici, et n’est pas compté.',
    masked: 'Masqué dans les messages, avant tout traitement',
    answers: 'Ce qui a été cherché, montré et décidé',
    asked: 'Demande, telle qu’elle a été gardée',
    understood: 'Compris ainsi',
    leftOut: 'Écarté, et pourquoi',
    shown: 'Options montrées',
    breaks: 'Montrée à côté, car elle ne suit pas tout ce qui était demandé',
    alsoValid: 'Aussi valables, pas montrées faute de place',
    decision: 'Décision',
    sent: 'Envois à un modèle d’intelligence artificielle',
    rules: 'Les règles et leur poids, aujourd’hui',
    rights: 'Ce que vous pouvez faire',
    legal: 'Vos droits dans la loi',
    contact: 'À qui s’adresser',
    order: 'L’ordre des options est tiré au sort ; il ne dit rien.',
    for: 'Pour',
    against: 'Contre',
    unknown: 'On ne sait pas',
    publicRules: 'Les règles complètes, publiques',
    print: 'Imprimée ou lue à l’écran, cette fiche dit la même chose.',
  },
  page: {
    title: 'Les règles d’Éventail',
    steps: 'Comment une réponse est faite',
    figures: 'Les nombres en vigueur',
    filters: 'Ce qui peut écarter une offre',
    profile: 'Ce qui peut être lu d’un dossier, et pourquoi',
    never: 'Les champs d’un dossier qui ne sont jamais lus',
    guard: 'Ce que cherche le filtre des messages',
    guardMisses:
      'Il peut se tromper : laisser passer ce qu’il devrait arrêter, ou l’inverse. Chaque passage trouvé est montré à la conseillère ou au conseiller, qui peut le contester.',
    model: 'La part d’un modèle de langage',
    versions: 'Versions en vigueur',
    legal: 'Cadre',
    fictitious: 'Le catalogue ouvert en ce moment est une démonstration : ses offres sont fictives.',
    neverDecides: 'Ce que fait ce programme, et ce qu’il ne fait pas',
    mistakes: 'Ce qu’il fait mal, à la dernière mesure',
    notMeasured: 'Pas mesuré pour cette version.',
    contest: 'Ne pas être d’accord',
    experts: 'Pour les experts : les paramètres en vigueur',
  },
  measuredOn: (date) =>
    `Mesuré le ${longDate.format(new Date(date))} sur des demandes inventées, écrites par d’autres que les auteurs du programme et jamais utilisées pour le régler. Entre parenthèses : l’intervalle à 95 % et le nombre de cas.`,
  mistakes: [
    {
      measure: 'needs / absurd or refused',
      text: 'Réponses qui montrent une offre absurde, ou que la personne refuse',
    },
    { measure: 'needs / options right or close', text: 'Offres montrées qui répondent, ou presque' },
    { measure: 'needs / criteria right', text: 'Critères bien compris, dans des notes et des courriels' },
    { measure: 'guardrails-blind / leak-free messages', text: 'Messages dont rien de personnel ne reste lisible' },
    { measure: 'guardrails-blind / story out and need in / direct', text: 'Récits de vie retirés, le besoin restant' },
    { measure: 'guardrails-blind / ordinary blocked', text: 'Messages ordinaires arrêtés à tort' },
    {
      measure: 'twins / no unexplained difference',
      text: 'Paires de personnes de même besoin, qui ne diffèrent que par un trait protégé et reçoivent la même réponse',
    },
    {
      measure: 'territory / answered within 30 km / village below 2,000',
      text: 'Demandes faites d’un village qui trouvent à moins de 30 km',
    },
  ],
  contesting: [
    'Demandez à votre conseillère ou à votre conseiller une explication écrite : elle dit ce qui a servi, ce qui n’a pas servi, ce qui a été montré et qui a décidé.',
    'Vous pouvez refuser que ce programme serve pour vous : la même recherche se fait sans lui.',
    'Vous pouvez faire corriger ou effacer ce qui a été gardé, et demander qu’une personne revoie la décision.',
    'Sans réponse dans un mois, ou si elle ne vous convient pas : la CNIL, cnil.fr.',
  ],
  earned: {
    title: 'Ce que chaque champ apporte, et ce qu’il laisse deviner',
    reading: (floor, ceiling) => [
      `Un champ reste s’il change à raison au moins ${percent.format(floor)} des réponses, et s’il laisse deviner au plus ${percent.format(ceiling)} de ce qu’on ignore d’un trait.`,
      'À raison : moins d’offres qui ne conviennent pas à la personne, ou pas plus pour davantage qui conviennent ; ou une raison montrée qui repose sur ce champ. Un champ qui donne une raison ne change pas le choix des offres.',
      'Deviné : avec ce seul champ, un devin qui a appris sur d’autres personnes corrige cette part de ses erreurs. 0 % : le champ ne dit rien. 100 % : il dit tout.',
      'Mesuré sur des personnes inventées, dont les liens entre métier, niveau, langue et lieu sont écrits et publics. Entre parenthèses : l’intervalle à 95 % et le nombre de cas.',
    ],
    columns: ['Champ', 'Réponses changées à raison', 'Sexe deviné', 'Origine devinée', 'Territoire deviné', 'Bilan'],
    fields: {
      targetOccupation: 'Métier visé',
      experience: 'Expérience',
      level: 'Niveau de formation',
      skills: 'Compétences',
      languages: 'Langues',
      near: 'Commune',
      radiusKm: 'Mobilité',
      availability: 'Disponibilité',
      modality: 'À distance ou sur place',
      digitalEase: 'Aisance avec le numérique',
      constraints: 'Contraintes de travail',
    },
    verdicts: {
      stays: 'Reste.',
      'barely stays': 'Reste de justesse : l’intervalle descend sous le seuil.',
      'is a place': 'Reste : il dit le lieu par nature, et ne sert qu’à la distance.',
      'brings too little': 'N’apporte pas assez : à retirer.',
      'tells too much': 'Laisse trop deviner : à retirer.',
      unmeasured: 'Pas mesuré.',
    },
    none: 'pas mesuré',
    notMeasured: 'Pas mesuré pour cette version.',
  },
}

const percent = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 })
const several = (count: number, one: string, many: string): string =>
  `${decimal.format(count)} ${count < 2 ? one : many}`
const offers = (count: number): string => several(count, 'proposition', 'propositions')
const pieces = (count: number): string => several(count, 'information', 'informations')
const passages = (count: number): string =>
  count === 0 ? 'rien n’a été masqué' : several(count, 'passage a été masqué', 'passages ont été masqués')
const sendings = (count: number): string => several(count, 'envoi est parti', 'envois sont partis')
