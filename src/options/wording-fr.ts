import type { Kind, Modality, Outcome, Schedule } from '../item.ts'
import type { Complement } from './complements.ts'
import { clockTime, inTown, ofTown, plural } from './french.ts'
import type { Others, Stand, Told, Wording } from './wording.ts'

const longDate = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })
const number = new Intl.NumberFormat('fr-FR')
const money = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', minimumFractionDigits: 0 })

const date = (iso: string): string => longDate.format(new Date(`${iso}T00:00:00Z`)).replace(/^1 /, '1er ')
const euros = (amount: number): string => money.format(amount)
const hoursOf = (hours: number): string => `${number.format(hours)} ${plural(hours) ? 'heures' : 'heure'}`
const quoted = (text: string): string => `« ${text.replace(/\.$/, '')} »`
const lines = (text: string): string =>
  text
    .trim()
    .replace(/\s*\n\s*/g, ' ; ')
    .replace(/\.?$/, '.')

const modalities: Record<Modality, string> = {
  onsite: 'Se suit sur place',
  remote: 'Se suit entièrement à distance',
  mixed: 'Se suit en partie sur place, en partie à distance',
}
const schedules: Record<Schedule, string> = {
  'full-time': 'à temps plein',
  'part-time': 'à temps partiel',
  evening: 'le soir',
  weekend: 'le week-end',
  alternating: 'en alternance, entre le centre et une entreprise',
}
const measures: Record<Outcome['measure'], string> = {
  success: 'ont obtenu la certification',
  employment: 'avaient un emploi ensuite',
  continuation: 'ont continué leurs études',
  satisfaction: 'se disent satisfaites',
}
const kinds: Record<Kind, string> = {
  training: 'C’est une formation, comme demandé.',
  skill: 'C’est une aide pour travailler un savoir-être, comme demandé.',
  event: 'C’est un événement local, comme demandé.',
}
const fields = { title: 'L’intitulé', objective: 'L’objectif', content: 'Le programme' }
/** What a level of the French framework compares with, in words. */
const levels: Record<number, string> = {
  3: 'comme un CAP',
  4: 'comme le bac',
  5: 'comme un BTS',
  6: 'comme une licence',
  7: 'comme un master',
  8: 'comme un doctorat',
}
const acronyms: readonly (readonly [RegExp, string])[] = [
  [/\bCPF\b/, 'CPF (compte personnel de formation)'],
  [/\bOPCO\b/, 'OPCO (opérateur de compétences, pour les salariés)'],
  [/\bAIF\b/, 'AIF : aide individuelle à la formation'],
  [/\bPOEI?\b/, 'POE : préparation opérationnelle à l’emploi'],
  [/\bTransitions? Pro\b/i, 'Transitions Pro (projet de transition d’un salarié)'],
]
const explained = (name: string): string =>
  acronyms.reduce((text, [acronym, meaning]) => text.replace(acronym, meaning), name)

const monthName = (month: number): string =>
  new Intl.DateTimeFormat('fr', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1))

const level = (value: number): string => (levels[value] ? `niveau ${value} (${levels[value]})` : `niveau ${value}`)
const years = {
  '<1': 'moins de 1 an d’expérience',
  '1-3': 'de 1 à 3 ans d’expérience',
  '3-10': 'de 3 à 10 ans d’expérience',
  '>10': 'plus de 10 ans d’expérience',
}
const eases = {
  low: 'peu à l’aise avec le numérique',
  medium: 'assez à l’aise avec le numérique',
  high: 'à l’aise avec le numérique',
}

function told(what: Told): string {
  switch (what.about) {
    case 'level':
      return `niveau ${what.level}`
    case 'language':
      return `niveau ${what.level}`
    case 'experience':
      return `expérience notée, ${quoted(what.occupation)}`
    case 'years':
      return years[what.years]
    case 'skill':
      return `compétence notée, ${quoted(what.skill)}`
    case 'digital':
      return eases[what.ease]
  }
}

/** "l’autre formation dure", "les autres événements durent", "votre piste dure". */
function others(compared: Others, one: string, several: string): string {
  if (compared === 'lead') return `votre piste ${one}`
  const noun = { training: 'formation', skill: 'atelier', event: 'événement' }[compared.kind]
  return plural(compared.count) ? `les autres ${noun}s ${several}` : `l’autre ${noun} ${one}`
}

const complements: Record<Complement, string> = {
  interview: 'l’entretien d’entrée',
  team: 'le travail en équipe',
  speaking: 'l’aisance à l’oral',
  stress: 'la gestion du stress',
  organisation: 'l’organisation',
  punctuality: 'la ponctualité',
}

/** What is said of the others beside a value, of one and of several. */
const standing = {
  hours: {
    below: ['dure plus longtemps', 'durent plus longtemps'],
    above: ['dure moins longtemps', 'durent moins longtemps'],
    between: ['a une autre durée', 'durent plus ou moins longtemps'],
    alone: ['n’indique pas sa durée', 'n’indiquent pas leur durée'],
  },
  distance: {
    below: ['est à plus de distance', 'sont à plus de distance'],
    above: ['est moins loin', 'sont moins loin'],
    between: ['est à une autre distance', 'sont plus près ou plus loin'],
    alone: ['n’indique pas son lieu', 'n’indiquent pas leur lieu'],
  },
  start: {
    below: ['débute après', 'débutent après'],
    above: ['débute avant', 'débutent avant'],
    between: ['débute à une autre date', 'débutent avant ou après'],
    alone: ['n’indique pas de date', 'n’indiquent pas de date'],
  },
  cost: {
    below: ['coûte davantage', 'coûtent davantage'],
    above: ['coûte moins', 'coûtent moins'],
    between: ['a un autre coût', 'coûtent plus ou moins'],
    alone: ['n’indique pas son prix', 'n’indiquent pas leur prix'],
    free: ['a un coût', 'ont un coût'],
  },
} satisfies Record<string, Partial<Record<Stand | 'free', [string, string]>>>

const withTimes = (start: string, end: string): string => `, de ${clockTime(start)} à ${clockTime(end)}`

export const french: Wording = {
  occupation: (label, leads) =>
    leads ? `Prépare au métier demandé : ${label}.` : `Porte sur le métier demandé : ${label}.`,
  occupationToo: (label) => `Déclare aussi le métier demandé : ${label}.`,
  nearestOccupation: (label, kind) =>
    kind === 'training' ? `Prépare à un métier voisin : ${label}.` : `Porte sur un métier voisin : ${label}.`,
  lacks: {
    occupation: 'Est d’abord d’un métier voisin de celui demandé.',
    wider: 'Porte sur plus large que ce qui est demandé.',
    rest: 'Ne porte que sur une partie de la demande.',
    mention: 'En parle, sans que ce soit son sujet.',
    course: 'Complète ou prépare, sans mener seule au métier.',
    level: 'Est d’un autre niveau ou d’une autre catégorie.',
    entry: 'Prépare l’entrée, n’est pas le diplôme.',
    part: 'N’est qu’une partie de ce qu’annonce son titre.',
  },
  mentions: (field, words) => `${fields[field]} en parle : ${quoted(words)}.`,
  alreadyHeld: (skill) => `Le dossier note déjà ${quoted(skill)} : une partie peut faire double emploi.`,
  lineHeld: (field, line, skill) =>
    `${field === 'content' ? 'Le programme' : 'L’objectif'} comprend ${quoted(line)}, et le dossier note ${quoted(skill)} : un parcours plus court est à vérifier.`,
  workDone: (occupation, had, certifying) =>
    certifying
      ? `Métier déjà exercé d’après le dossier (${quoted(occupation)}, ${years[had]}) : une validation des acquis (VAE) ou un parcours plus court est à vérifier.`
      : `Métier déjà exercé d’après le dossier (${quoted(occupation)}, ${years[had]}) : une partie peut faire double emploi.`,
  kind: (kind) => kinds[kind],

  distance: (km, place, from, approximate) =>
    km === 0
      ? place === from
        ? `${capital(inTown(place))}.`
        : `${capital(inTown(place))}, tout près ${ofTown(from)}.`
      : `À ${approximate ? 'environ ' : ''}${km} km ${ofTown(from)}, ${inTown(place)}.`,
  distanceUnknown: (place) =>
    `${capital(inTown(place))} ; distance inconnue, car la demande ne dit pas d’où part la personne.`,
  placeUnknown: 'Le lieu n’est pas précisé.',
  modality: (modality) => `${modalities[modality]}.`,
  partlyRemoteAndLittleEase: 'Se suit en partie à distance, et le dossier indique : peu à l’aise avec le numérique.',
  remoteAndLittleEase: 'Se suit à distance, et le dossier indique : peu à l’aise avec le numérique.',

  starts: ({ start, startTime, endTime }, kind) => {
    const times = startTime && endTime ? withTimes(startTime, endTime) : ''
    return kind === 'event' ? `A lieu le ${date(start)}${times}.` : `Commence le ${date(start)}${times}.`
  },
  ends: (end) => `Se termine le ${date(end)}.`,
  seatsUnknown: 'Le nombre de places n’est pas précisé.',
  seats: (seats) => (plural(seats) ? `Il reste ${seats} places.` : `Il reste ${seats} place.`),
  permanentEntry: 'On peut y entrer toute l’année.',
  entryIn: (months) => `On y entre en ${months.map(monthName).join(', ')} ; le jour n’est pas publié.`,
  noSession: 'Aucune date n’est publiée.',
  allStarted: (last) => `Aucune date à venir n’est publiée : la dernière était le ${date(last)}.`,
  allFull: (start) => `Complet : plus de place à la session du ${date(start)}.`,

  hours: (hours) => `Dure ${hoursOf(hours)}.`,
  hoursWithin: (hours, limit) => `Dure ${hoursOf(hours)}, dans la limite de ${hoursOf(limit)}.`,
  hoursOver: (hours, limit) => `Dure ${hoursOf(hours)}, au-delà de la limite de ${hoursOf(limit)}.`,
  hoursUnknown: 'La durée n’est pas précisée.',
  schedule: (schedule) => `Se déroule ${schedules[schedule]}.`,
  scheduleUnlike: (schedule, wanted) => `Se déroule ${schedules[schedule]} ; la demande est ${schedules[wanted]}.`,
  scheduleUnknown: 'Le rythme n’est pas précisé.',

  free: 'Gratuit pour la personne.',
  price: (amount) => `Prix affiché : ${euros(amount)}.`,
  priceWithin: (amount, limit) => `Coûte ${euros(amount)}, pour un budget de ${euros(limit)}.`,
  priceOver: (amount, limit) => `Coûte ${euros(amount)}, au-delà du budget de ${euros(limit)}.`,
  priceUnknown: 'Le prix n’est pas précisé.',
  remainingCost: (amount) =>
    amount === 0
      ? 'Rien à payer : le reste à charge publié est de 0 €.'
      : `Reste à payer par la personne : ${euros(amount)}.`,
  remainingCostUnknown: 'Ce qui reste à payer par la personne n’est pas précisé.',
  funding: (names) =>
    `${plural(names.length) ? 'Aides possibles' : 'Aide possible'} : ${names.map(explained).join(', ')}.`,
  noFunding: 'Aucune aide n’est indiquée.',

  certification: (label) => `Prépare une certification : ${label}.`,
  certificationLevel: (label, value) => `Prépare une certification de ${level(value)} : ${label}.`,
  register: (reference, register) =>
    register === 'rncp'
      ? `Certification inscrite au répertoire national (RNCP) : ${reference}.`
      : `Certification inscrite au répertoire spécifique (RS), pour une compétence précise : ${reference}.`,
  notCertifying: 'Ne mène pas à une certification.',
  levelUnknown: 'Le niveau de la certification n’est pas précisé.',
  certificationUnknown: 'Le catalogue ne dit pas si elle mène à une certification.',
  outcome: ({ measure, value, n, period, territory }) =>
    `${number.format(value)} % des personnes ${measures[measure]} (sur ${number.format(n)} personnes, ${period}, ${territory}).`,
  outcomesUnknown: 'Aucun taux de réussite ou d’emploi n’est publié.',
  outcomesMasked: 'Un taux est publié, sur trop peu de personnes pour être montré.',

  prerequisiteMet: (prerequisite, what) =>
    `Prérequis ${quoted(prerequisite)} : rempli d’après le dossier (${told(what)}).`,
  prerequisiteUnmet: (prerequisite, what) =>
    `Prérequis ${quoted(prerequisite)} : non rempli d’après le dossier (${told(what)}).`,
  frenchToCheck: (prerequisite, level) =>
    `Prérequis à vérifier : ${quoted(prerequisite)} (le dossier note un français de niveau ${level}).`,
  prerequisitesToCheck: (list) => `Prérequis à vérifier : ${list.map(quoted).join(', ')}.`,
  noPrerequisite: 'Aucun prérequis n’est indiqué.',
  demands: (list) => `À savoir sur le travail : ${list.map(withoutLead).map(quoted).join(', ')}.`,
  constraintAgainst: (constraint, passage) =>
    `Contrainte ${quoted(constraint)} : le catalogue indique ${quoted(passage)}.`,
  constraintAgainstSchedule: (constraint, schedule) =>
    `Contrainte ${quoted(constraint)} : se déroule ${schedules[schedule]}.`,
  constraintAgainstRemote: (constraint) => `Contrainte ${quoted(constraint)} : se suit à distance, sur écran.`,
  constraintUnknown: (constraint) => `Contrainte ${quoted(constraint)} : le catalogue n’en dit rien.`,
  accessibility: (text) => `Accessibilité : ${lines(text)}`,
  accessibilityUnknown: 'L’accessibilité n’est pas décrite.',
  audience: (text) => `Public annoncé, à vérifier : ${lines(text)}`,
  admission: (text) => `Pour entrer, à vérifier : ${lines(text)}`,
  updated: (day) => `Fiche mise à jour le ${date(day)} : à confirmer auprès de l’organisme.`,

  provider: (name) => `Proposé par ${name}.`,
  contact: (organisation) => `À joindre : ${organisation}.`,
  occupations: (labels) => `${plural(labels.length) ? 'Métiers visés' : 'Métier visé'} : ${labels.join(' ; ')}.`,
  differs: {
    hours: (hours, stand, other) => `Dure ${hoursOf(hours)} ; ${others(other, ...standing.hours[stand])}.`,
    distance: (km, place, stand, other) =>
      `À ${km} km, ${inTown(place)} ; ${others(other, ...standing.distance[stand])}.`,
    start: (start, stand, other) => `Débute le ${date(start)} ; ${others(other, ...standing.start[stand])}.`,
    cost: (amount, stand, other) =>
      amount > 0
        ? `Coûte ${euros(amount)} ; ${others(other, ...standing.cost[stand])}.`
        : `Sans frais pour la personne ; ${others(other, ...standing.cost[stand === 'below' ? 'free' : stand])}.`,
    town: (place, other) =>
      `Se tient ${inTown(place)} ; ${others(other, 'se tient ailleurs', 'se tiennent ailleurs')}.`,
    certifying: (other) => `Mène à une certification ; ${others(other, 'n’y mène pas', 'n’y mènent pas')}.`,
    certifyingAlone: (other) => `Mène à une certification ; ${others(other, 'ne le dit pas', 'ne le disent pas')}.`,
    notCertifying: (other) => `Ne mène pas à une certification ; ${others(other, 'y mène', 'y mènent')}.`,
    modality: (modality, other) =>
      `${modalities[modality]} ; ${others(other, 'se suit autrement', 'se suivent autrement')}.`,
    schedule: (schedule, other) =>
      `Se déroule ${schedules[schedule]} ; ${others(other, 'a un autre rythme', 'ont un autre rythme')}.`,
    level: (value, other) =>
      `Mène au ${level(value)} ; ${others(other, 'mène à un autre niveau', 'mènent à un autre niveau')}.`,
    certification: (label, other) =>
      `Prépare ${quoted(label)} ; ${others(other, 'prépare autre chose', 'préparent autre chose')}.`,
    company: (other) => `Prévoit du temps en entreprise ; ${others(other, 'n’en parle pas', 'n’en parlent pas')}.`,
  },
  beside: (kind, start) => {
    if (kind === 'training') return 'La formation apprend le métier ou la matière ; le reste peut s’y ajouter.'
    if (kind === 'skill') return 'Travaille une façon d’être au travail : s’ajoute au reste sans le remplacer.'
    return start
      ? `Une rencontre le ${date(start)} : s’ajoute au reste sans le remplacer.`
      : 'Une rencontre : s’ajoute au reste sans le remplacer.'
  },
  complements: (kind, on) =>
    kind === 'training'
      ? `Demande ${complements[on]} ; un atelier montré ici aide à s’y préparer.`
      : `Travaille ${complements[on]} ; une formation montrée ici le demande.`,

  catalogueSays: (line) => `Le catalogue indique : ${quoted(line)}.`,
  silent: 'Le catalogue ne le dit pas.',
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const withoutLead = (demand: string): string => demand.replace(/^À savoir avant l['’]entrée : /i, '')
