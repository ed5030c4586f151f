import { type Item, type ItemPlace, type ItemSession, isCertifying } from '../item.ts'
import { clockTime, typeset } from '../options/french.ts'

/** Every word of the page for the person. French aims at B1: short sentences, everyday words, one idea a line. */
interface HandOverWords {
  colon: string
  titles: Record<Item['kind'] | 'several' | 'none', string>
  day(instant: string): string
  reference(reference: string): string
  labels: Record<'where' | 'when' | 'length' | 'pay' | 'call' | 'bring' | 'enter' | 'know' | 'ask', string>
  notSaid: string
  where(item: Item): string
  town(place: ItemPlace): string
  /** `ahead` are the sessions that have not begun. */
  when(item: Item, ahead: readonly ItemSession[]): string
  length(item: Item): string
  /** Undefined where the record says nothing of money. */
  cost(item: Item): string | undefined
  certification(item: Item): string[]
  alternating: string
  remote: Record<'remote' | 'mixed', string>
  accessibility(text: string): string
  ask: Record<'seats' | 'start' | 'pay' | 'certification' | 'goOn' | 'employer' | 'equipment', string>
  updated(item: Item): string
  ownIdea(text: string): string
  next(shown: number, hasIdea: boolean): string[]
  warning: string
  made: string
  /** Where nothing was chosen. */
  madeNone: string
  madeByHand: string
  rights: readonly [string, string, string]
  buttons: Record<'print' | 'copy' | 'copied' | 'mail' | 'calendar' | 'route' | 'sheet', string>
  mailSubject(reference: string): string
  fictitious: string
}

const dateOf = (locale: 'fr' | 'en') => {
  const format = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'Europe/Paris',
  })
  return (iso: string): string => {
    const said = format.format(new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso))
    return locale === 'fr' ? said.replace(/^1 /, '1er ') : said
  }
}
const amountOf = (locale: 'fr' | 'en') => {
  const format = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 2 })
  return (value: number): string => format.format(value)
}

const jour = dateOf('fr')
const nombre = amountOf('fr')
const day = dateOf('en')
const amount = amountOf('en')

const fr: HandOverWords = {
  colon: '\u00a0: ',
  titles: {
    training: 'Formations à regarder',
    skill: 'Ateliers à regarder',
    event: 'Rendez-vous à regarder',
    several: 'Offres à regarder',
    none: 'Après votre rendez-vous',
  },
  day: jour,
  reference: (reference) => `référence ${reference}`,
  labels: {
    where: 'Où',
    when: 'Quand',
    length: 'Durée',
    pay: 'À payer',
    call: 'Qui appeler',
    bring: 'À apporter',
    enter: 'Pour entrer',
    know: 'Bien savoir',
    ask: 'À demander',
  },
  notSaid: 'Demandez. La fiche ne le dit pas.',
  where: ({ places, modality }) =>
    modality === 'remote'
      ? 'À distance'
      : places.length === 0
        ? 'Demandez. La fiche ne le dit pas.'
        : `${fr.town(places[0]!)}${places.length > 1 ? `, et ${places.length - 1 > 1 ? `${places.length - 1} autres lieux` : 'un autre lieu'}` : ''}`,
  town: ({ commune, postcode }) => [postcode, commune.name].filter(Boolean).join(' '),
  when: ({ sessions, entry }, [next, ...others]) => {
    if (next) {
      const times =
        next.startTime && next.endTime ? `, de ${clockTime(next.startTime)} à ${clockTime(next.endTime)}` : ''
      const dates =
        next.end === next.start
          ? `le ${jour(next.start)}`
          : `à partir du ${jour(next.start)}${next.end ? `, jusqu’au ${jour(next.end)}` : ''}`
      const more =
        others.length > 1 ? ` (${others.length} autres dates)` : others.length === 1 ? ' (une autre date)' : ''
      return typeset(`${dates}${times}${more}`)
    }
    if (entry && 'permanent' in entry) return 'on peut commencer toute l’année'
    if (entry) return `chaque année en ${entry.months.map((month) => moisDe(month)).join(', ')}`
    return sessions.length > 0
      ? 'les dates connues sont passées. Demandez les prochaines.'
      : 'Demandez. La fiche ne le dit pas.'
  },
  length: ({ hours, schedule }) => {
    const pace = schedule && horaires[schedule]
    return typeset([hours && `${nombre(hours)} heures`, pace].filter(Boolean).join(', ')) || fr.notSaid
  },
  cost: ({ price, remainingCost }) => {
    if (remainingCost) {
      return remainingCost.amount === 0
        ? 'rien, d’après la fiche'
        : typeset(`${nombre(remainingCost.amount)} € restent à payer, d’après la fiche`)
    }
    if (!price) return undefined
    return 'free' in price
      ? 'rien, c’est gratuit'
      : typeset(`prix affiché : ${nombre(price.amount)} €. Une aide peut en payer une partie ou tout.`)
  },
  certification: (item) => {
    const certifying = isCertifying(item)
    if (item.kind !== 'training' || certifying === undefined) return []
    if (!item.certification) return ['elle ne donne pas de diplôme ni de titre, d’après la fiche.']
    const level = item.certification.level ? ` (niveau ${item.certification.level})` : ''
    return [`elle prépare à${fr.colon}${item.certification.label}${level}.`]
  },
  alternating: 'c’est en alternance\u00a0: une partie chez un employeur.',
  remote: {
    remote: 'tout se passe à distance.',
    mixed: 'une partie se passe à distance.',
  },
  accessibility: (text) => `accès${fr.colon}${text}`,
  ask: {
    seats: 'Reste-t-il des places\u00a0?',
    start: 'Quand est-ce que ça commence\u00a0?',
    pay: 'Combien est-ce que je dois payer, et qui peut m’aider à payer\u00a0?',
    certification: 'Est-ce que j’aurai un diplôme ou un titre\u00a0?',
    goOn: 'Est-ce que je peux continuer vers un diplôme ou un titre\u00a0?',
    employer: 'Qui m’aide à trouver l’employeur\u00a0?',
    equipment: 'Quel matériel faut-il, et peut-on m’en prêter\u00a0?',
  },
  updated: ({ updatedAt, partners }) =>
    `Fiche du ${jour(updatedAt)}, donnée par ${partners.map(({ name }) => name).join(', ')}`,
  ownIdea: (text) => `Autre piste${fr.colon}${text}`,
  next: (shown, hasIdea) => [
    ...(hasIdea || shown === 0
      ? []
      : [
          `Vous avez regardé ${shown > 1 ? `${shown} offres` : 'une offre'} du catalogue. Aucune n’a été choisie. Vous n’avez pas à dire pourquoi.`,
        ]),
    'La suite. Vous pouvez reparler de votre projet avec votre conseillère ou votre conseiller, et regarder d’autres offres.',
    'Vous pouvez aussi demander à chercher dans le même catalogue sans ce programme.',
  ],
  warning: 'Ce n’est ni une inscription ni un accord de financement. Vous pouvez dire non.',
  made: 'Un programme a cherché, une personne a choisi.',
  madeNone: 'Un programme a cherché, une personne a décidé.',
  madeByHand: 'Une personne a cherché et a choisi, sans programme qui propose.',
  rights: [
    'Vous pouvez demander une explication.',
    'Vous pouvez refuser ce programme. Le même catalogue reste ouvert.',
    'Vous pouvez faire corriger ou effacer ce qui est gardé.',
  ],
  buttons: {
    print: 'Imprimer',
    copy: 'Copier le texte',
    copied: 'Texte copié',
    mail: 'Préparer un courriel',
    calendar: 'Ajouter à un agenda',
    route: 'Itinéraire vers',
    sheet: 'Explication complète et droits',
  },
  mailSubject: (reference) => `Après notre rendez-vous, référence ${reference}`,
  fictitious: 'Démonstration\u00a0: offre inventée.',
}

const moisDe = (month: number): string =>
  new Intl.DateTimeFormat('fr-FR', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, month - 1)))

const horaires: Record<NonNullable<Item['schedule']>, string> = {
  'full-time': 'toute la journée',
  'part-time': 'une partie de la journée ou de la semaine',
  evening: 'le soir',
  weekend: 'le week-end',
  alternating: 'en alternance',
}

const en: HandOverWords = {
  colon: ': ',
  titles: {
    training: 'Trainings to look at',
    skill: 'Workshops to look at',
    event: 'Events to look at',
    several: 'Offers to look at',
    none: 'After your meeting',
  },
  day,
  reference: (reference) => `reference ${reference}`,
  labels: {
    where: 'Where',
    when: 'When',
    length: 'How long',
    pay: 'To pay',
    call: 'Whom to call',
    bring: 'To bring',
    enter: 'To get in',
    know: 'Good to know',
    ask: 'To ask',
  },
  notSaid: 'Ask. The record does not say.',
  where: ({ places, modality }) =>
    modality === 'remote'
      ? 'At a distance'
      : places.length === 0
        ? 'Ask. The record does not say.'
        : `${en.town(places[0]!)}${places.length > 1 ? `, and ${places.length - 1} other place${places.length > 2 ? 's' : ''}` : ''}`,
  town: ({ commune, postcode }) => [postcode, commune.name].filter(Boolean).join(' '),
  when: ({ sessions, entry }, [next, ...others]) => {
    if (next) {
      const times = next.startTime && next.endTime ? `, from ${next.startTime} to ${next.endTime}` : ''
      const dates =
        next.end === next.start
          ? `on ${day(next.start)}`
          : `from ${day(next.start)}${next.end ? ` until ${day(next.end)}` : ''}`
      return `${dates}${times}${others.length > 0 ? ` (${others.length} other date${others.length > 1 ? 's' : ''})` : ''}`
    }
    if (entry && 'permanent' in entry) return 'you can start all year round'
    if (entry) {
      const month = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
      return `each year in ${entry.months.map((one) => month.format(new Date(Date.UTC(2000, one - 1)))).join(', ')}`
    }
    return sessions.length > 0 ? 'the known dates are over. Ask for the next ones.' : 'Ask. The record does not say.'
  },
  length: ({ hours, schedule }) =>
    [hours && `${amount(hours)} hours`, schedule && paces[schedule]].filter(Boolean).join(', ') || en.notSaid,
  cost: ({ price, remainingCost }) => {
    if (remainingCost) {
      return remainingCost.amount === 0
        ? 'nothing, says the record'
        : `€${amount(remainingCost.amount)} left to pay, says the record`
    }
    if (!price) return undefined
    return 'free' in price
      ? 'nothing, it is free'
      : `listed price: €${amount(price.amount)}. Funding may pay a part or all of it.`
  },
  certification: (item) => {
    const certifying = isCertifying(item)
    if (item.kind !== 'training' || certifying === undefined) return []
    if (!item.certification) return ['it gives no diploma, says the record.']
    const level = item.certification.level ? ` (level ${item.certification.level})` : ''
    return [`it prepares for: ${item.certification.label}${level}.`]
  },
  alternating: 'it is work and study: a part is with an employer.',
  remote: { remote: 'all of it is at a distance.', mixed: 'a part is at a distance.' },
  accessibility: (text) => `access: ${text}`,
  ask: {
    seats: 'Are there seats left?',
    start: 'When does it start?',
    pay: 'How much do I pay, and who can help me pay?',
    certification: 'Will I get a diploma?',
    goOn: 'Can I go on to a diploma?',
    employer: 'Who helps me find the employer?',
    equipment: 'What equipment do I need, and can I borrow it?',
  },
  updated: ({ updatedAt, partners }) =>
    `Record of ${day(updatedAt)}, given by ${partners.map(({ name }) => name).join(', ')}`,
  ownIdea: (text) => `Another lead: ${text}`,
  next: (shown, hasIdea) => [
    ...(hasIdea || shown === 0
      ? []
      : [
          `You looked at ${shown > 1 ? `${shown} offers` : 'one offer'} of the catalogue. None was chosen. You do not have to say why.`,
        ]),
    'What comes next. You can talk about your plans with your counsellor again, and look at other offers.',
    'You can also ask to search the same catalogue without this program.',
  ],
  warning: 'This is neither an enrolment nor an agreement to fund. You may say no.',
  made: 'A program searched, a person chose.',
  madeNone: 'A program searched, a person decided.',
  madeByHand: 'A person searched and chose, without a program that proposes.',
  rights: [
    'You can ask for an explanation.',
    'You can refuse this program. The same catalogue stays open.',
    'You can have what is kept corrected or erased.',
  ],
  buttons: {
    print: 'Print',
    copy: 'Copy the text',
    copied: 'Text copied',
    mail: 'Prepare an e-mail',
    calendar: 'Add to a calendar',
    route: 'Route to',
    sheet: 'Full explanation and rights',
  },
  mailSubject: (reference) => `After our meeting, reference ${reference}`,
  fictitious: 'Demonstration: an invented offer.',
}

const paces: Record<NonNullable<Item['schedule']>, string> = {
  'full-time': 'all day',
  'part-time': 'a part of the day or week',
  evening: 'in the evening',
  weekend: 'at the weekend',
  alternating: 'work and study',
}

export const handOverWords: Record<'fr' | 'en', HandOverWords> = { fr, en }
