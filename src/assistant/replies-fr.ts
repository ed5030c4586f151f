import type { Criterion } from '../criteria/criteria.ts'
import { inSentence, spokenDate, spokenNumber, spokenPrice } from '../criteria/spoken.ts'
import { criteriaWords } from '../criteria/words.ts'
import { fr as explained } from '../explanation/wording-fr.ts'
import type { Kind, Modality } from '../item.ts'
import { listed } from '../options/french.ts'
import type { Measure, Row } from '../options/measures.ts'
import type { Closest } from '../options/shortlist.ts'
import type { Lack } from '../relevance/relevance.ts'
import type { Named, Replies } from './replies.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
/** A claim within a sentence of ours: no capital but a name's, no stop. */
const within = (text: string): string => small(text).replace(/\.$/, '')
/** Of what is to be checked, after it was said that it is. */
const unannounced = (text: string): string => text.replace(/,? à vérifier(?=\s?:)/, '')
const named = ({ letter, provider }: Named): string => `${letter} (${provider})`
const letters = (offers: readonly Named[]): string => listed(offers.map(({ letter }) => letter).sort())
/** "B (Organisme 2) le 4 janvier, puis A et C le 8 février": those of one value stand together. */
const inOrder = (row: Row<Named>['known'], value: (value: number) => string): string =>
  [...Map.groupBy(row, (one) => value(one.value))]
    .map(([told, those]) => {
      const offers = those.map(({ offer }) => offer)
      return `${offers.length > 1 ? letters(offers) : named(offers[0]!)} ${told}`
    })
    .join(', puis ')
const providers = (offers: readonly Named[]): string =>
  offers.length > 2 ? 'l’organisme' : listed([...new Set(offers.map(({ provider }) => provider))])

const nouns: Record<Kind | 'offer', { feminine: boolean; one: string; several: string }> = {
  training: { feminine: true, one: 'formation', several: 'formations' },
  skill: { feminine: false, one: 'atelier', several: 'ateliers' },
  event: { feminine: false, one: 'événement', several: 'événements' },
  offer: { feminine: true, one: 'offre', several: 'offres' },
}
const counted = (value: number, feminine = true): string =>
  [feminine ? 'aucune' : 'aucun', feminine ? 'une' : 'un', 'deux', 'trois', 'quatre'][value] ?? String(value)
const modalities: Record<Modality, string> = {
  onsite: 'sur place',
  remote: 'à distance',
  mixed: 'en partie à distance',
}
const measured: Record<Measure, { name: string; value: (value: number) => string }> = {
  start: { name: 'Début', value: (value) => `le ${spokenDate(new Date(value).toISOString().slice(0, 10), 'fr')}` },
  distance: { name: 'Distance', value: (km) => (km === 0 ? 'dans la commune' : `${spokenNumber(km, 'fr')} km`) },
  hours: { name: 'Durée', value: (hours) => `${spokenNumber(hours, 'fr')} heures` },
  cost: { name: 'À payer', value: (amount) => (amount === 0 ? 'rien' : spokenPrice(amount, 'fr')) },
}

/** A criterion as it would be asked instead: "Élargir à 50 km", "Sans limite (prix)". */
const widened = (criterion: Criterion, to: unknown): string =>
  isNothing(to)
    ? `Sans limite (${small(words.criterion[criterion].name)})`
    : criterion === 'radiusKm'
      ? `Élargir à ${to} km`
      : capital(inSentence(words, criterion, to as never))
const isNothing = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0)
const words = criteriaWords.fr

const atClosest = ({ town, km }: Closest): string => `au plus près : ${town}, à ${spokenNumber(km, 'fr')} km`
/** What keeps offers from answering to the letter. */
const lacking: Record<Lack, (many: boolean) => string> = {
  occupation: (many) => (many ? 'sont d’un métier voisin' : 'est d’un métier voisin'),
  wider: (many) => (many ? 'portent sur plus large' : 'porte sur plus large'),
  rest: (many) => (many ? 'ne portent que sur une partie' : 'ne porte que sur une partie'),
  mention: (many) => (many ? 'en parlent, sans que ce soit leur sujet' : 'en parle, sans que ce soit son sujet'),
  course: (many) => (many ? 'n’y mènent pas à elles seules' : 'n’y mène pas à elle seule'),
  level: (many) =>
    many ? 'sont d’un autre niveau ou d’une autre catégorie' : 'est d’un autre niveau ou d’une autre catégorie',
  entry: (many) => (many ? 'en préparent l’entrée' : 'en prépare l’entrée'),
  part: (many) => (many ? 'n’en sont qu’une partie' : 'n’en est qu’une partie'),
}

export const french: Replies = {
  options: ({ count, nearest, beside, kind, modality, withinKm, lack, parted }) => {
    const noun = nouns[kind ?? 'offer']
    const many = `${counted(count, noun.feminine)} ${count > 1 ? noun.several : noun.one}`
    const answer = `${many} ${count > 1 ? 'répondent' : 'répond'} à la demande`
    const shared = [modality && modalities[modality], withinKm && `à ${withinKm} km au plus`].filter(Boolean)
    const how = shared.length > 0 ? ` (${shared.join(', ')})` : ''
    const what = lack
      ? `rien ne répond exactement à la demande ; ${many}${how} ${lacking[lack](count > 1)}`
      : [answer, ...shared].join(', ')
    const several = (list: readonly string[], one: string, many: string) =>
      `${listed(list)} ${list.length > 1 ? many : one}`
    return [
      beside ? `En plus : ${what}.` : `${capital(what)}.`,
      count === 1 && `Être ${noun.feminine ? 'seule' : 'seul'} ne dit rien de sa qualité.`,
      parted &&
        `${several(parted.certifying, 'mène', 'mènent')} à une certification ; ${several(parted.others, 'n’en annonce pas', 'n’en annoncent pas')}.`,
      nearest > 0 &&
        `${capital(counted(nearest, noun.feminine))} ${nearest > 1 ? 'autres y répondraient' : 'autre y répondrait'} à un ou deux critères près.`,
    ]
      .filter(Boolean)
      .join(' ')
  },
  notEnough: (nearest, closest) =>
    nearest > 0
      ? `Aucune offre ne répond à tous les critères. ${capital(counted(nearest))} y ${nearest > 1 ? 'répondraient' : 'répondrait'} à un ou deux critères près.`
      : closest
        ? `Aucune offre ne répond à tous les critères. ${capital(atClosest(closest))}.`
        : 'Aucune offre du catalogue ne répond à cette demande.',
  anywhere: 'Aucun lieu n’a été dit : la recherche porte sur toute la France. Dites une commune.',
  changed: (now, lifted) =>
    `Changé : ${[...now, ...lifted.map((one) => `plus de limite (${one})`)].join(', ')}. « Annule » ramène les offres d’avant.`,
  moves: ({ gone, stay, come }) =>
    `${capital(
      [
        gone.length > 0 && `${listed(gone)} ${gone.length > 1 ? 'sortent' : 'sort'}`,
        stay.length > 0 && `${listed(stay)} ${stay.length > 1 ? 'restent' : 'reste'}`,
        come.length > 0 && `${come.length > 1 ? 'nouvelles' : 'nouvelle'} : ${listed(come)}`,
      ]
        .filter(Boolean)
        .join(' ; '),
    )}.`,
  would: ({ what, before, after, come, letters: seen, between, closest }) => {
    const many = (count: number) => `${counted(count)} ${count > 1 ? 'offres' : 'offre'}`
    const where = between
      ? between.least === between.most
        ? `, à ${between.least} km`
        : `, de ${between.least} à ${between.most} km`
      : ''
    const which = `${where}${seen.length > 0 ? `, dont ${listed(seen)} à l’écran` : ''}`
    const would = `${many(after)} ${after > 1 ? 'répondraient' : 'répondrait'}`
    const gain =
      after === 0
        ? `aucune offre ne répondrait${closest ? ` (${atClosest(closest)})` : ''}`
        : come > 0
          ? after - before === come
            ? `${many(come)} de plus${which} (${after} en tout, ${before} aujourd’hui)`
            : `${would}, dont ${counted(come)} ${come > 1 ? 'nouvelles' : 'nouvelle'}${which} (${before} aujourd’hui)`
          : after < before
            ? `${would} au lieu de ${before}`
            : `rien de plus, ${after > 1 ? `les ${counted(after)} mêmes offres répondent` : 'la même offre répond'}`
    return `${capital(what.join(', '))} : ${gain}. Rien n’a changé à l’écran.`
  },
  alreadySo: 'C’est déjà ce qui est cherché : rien de plus à attendre.',
  withoutLimit: (name) => `plus de limite (${name})`,
  suggest: {
    apply: (what) => `Chercher ainsi : ${what.join(', ')}`,
    widen: (changes, gains) =>
      `${changes.map(({ criterion, to }) => widened(criterion, to)).join(', et ')} : ${gains} de plus`,
    compare: (one, other) => `Comparer ${one} et ${other}`,
    undo: 'Annuler',
    askPerson: 'Que lui demander ?',
    excluded: 'Qu’est-ce qui est écarté ?',
    help: 'Que sais-tu faire ?',
    newExchange: 'Nouvel échange',
    samePerson: 'Même personne : chercher ici, sans rien garder',
  },
  anotherPerson:
    'Un échange par personne : le besoin d’une autre personne s’ouvre dans un nouvel échange, sans rien de celui-ci.',

  undone: 'Voici de nouveau les offres d’avant.',
  alreadyThere: 'C’est la demande qui est à l’écran : les offres n’ont pas bougé.',
  notRecorded: 'Rien n’était enregistré : le choix reste ouvert, et les offres n’ont pas bougé.',
  decided: (those) =>
    `La décision enregistrée (${those}) ne s’annule pas en mots : « Revenir sur la décision », sous les options, la remplace et garde la première.`,
  nothingToUndo: 'Il n’y a pas de jeu d’offres plus ancien auquel revenir : celles-ci sont les premières.',
  nothingShown: 'Aucune offre n’est encore sur la table. Écrivez le besoin : un métier ou un sujet, un lieu.',

  stillAsked: 'Aucune offre n’est encore sur la table : une question attend d’abord sa réponse.',
  notAnAnswer: 'Cette réponse n’a pas été comprise : rien n’a changé.',
  noneToTell: 'Aucune offre n’est sur la table : rien à en dire.',
  allCut:
    'Ce message dit la vie de la personne : rien n’en est cherché ni gardé. Si elle est en danger ou à bout, cela demande d’abord quelqu’un, de vive voix : 15 ou 112, 3919 pour des violences, 3114 pour des idées suicidaires. Sinon, dites ce qu’elle cherche, ou la limite sans la cause.',

  nothingToDecide:
    'Aucune offre n’est sur la table : rien à choisir ni à refuser. Changez un critère, ou dites un autre métier.',
  notUnderstood:
    'Rien n’a changé : aucun critère n’a été lu dans ce message. Dites un métier, un lieu, une distance, une date, un budget ; ou posez la question sur une lettre (« A commence quand ? »).',
  notSupposed:
    'Rien à compter : ce qui est supposé n’a pas été lu comme un critère, et rien n’a changé. Supposez une distance, une commune, une date, un prix, un rythme ou un niveau (« et à 60 km ? »).',

  nothingRemoved:
    'Rien à retirer : aucun des critères affichés n’a été reconnu dans ce message. La croix à côté d’un critère le retire.',

  remain: (those) => `${listed(those)} ${those.length > 1 ? 'restent' : 'reste'}`,
  hello: (waiting) =>
    waiting
      ? `Bonjour. Rien n’a bougé : ${waiting} à décider.`
      : 'Bonjour. Écrivez le besoin de la personne : un métier ou un sujet, un lieu, ce qu’il faut respecter.',
  thanks: (waiting) =>
    waiting
      ? `Entendu. Rien n’est transmis : ${waiting} à décider, quand vous voudrez.`
      : 'Entendu, avec plaisir. La suite quand vous voudrez.',
  displeasure:
    'L’agacement s’entend. Dites ce qui ne va pas (le métier, le lieu, les dates) pour chercher autrement ; « annule » ramène les offres d’avant.',
  distress:
    'Ce que vous écrivez demande d’abord une personne, de vive voix. En danger immédiat : 15 ou 112. Idées suicidaires : 3114, jour et nuit. Violences : 3919. La recherche peut attendre.',
  tool: {
    does: 'Éventail est un programme. Il cherche dans le catalogue des options qui répondent au besoin (formations, ateliers, événements), donne le pour et le contre de chacune, et ne décide rien. Écrivez un métier ou un sujet, un lieu ; corrigez les critères affichés ; cochez ce que vous retenez. Le guide de la page dit le reste.',
    is: 'Éventail est un programme, pas une personne : une machine qui cherche dans le catalogue selon des règles publiques. Vous décidez.',
    print:
      'Pour imprimer : enregistrez d’abord une décision, puis ouvrez la feuille pour la personne et imprimez-la depuis le navigateur.',
    enrols:
      'Non : Éventail n’inscrit personne et n’envoie rien. Une fois le choix enregistré, c’est à vous ou à la personne de contacter l’organisme ; la fiche dit à qui s’adresser.',
    fresh:
      'Les offres viennent du catalogue des organismes ; chaque fiche porte sa date de mise à jour. Dates et places sont à vérifier auprès de l’organisme.',
    kept: 'Les noms et ce qui identifie sont masqués sur votre poste avant l’envoi. Le message masqué, les offres montrées et votre décision sont gardés le temps prévu, pour pouvoir l’expliquer à la personne ; l’échange peut être effacé.',
    order: 'L’ordre des cartes est tiré au sort : il ne dit rien. Les lettres non plus.',
    plainly:
      'Plus simplement : à gauche on écrit ce que cherche la personne ; les cartes montrent ce qui y répond ; vous cochez, ou non. Dites le métier et la ville.',
  },
  termUnknown:
    'Ce mot n’est pas dans le petit lexique d’Éventail, et les fiches montrées, s’il y en a, ne l’expliquent pas.',

  why: (offer, reasons, against, toCheck) =>
    [
      reasons.length > 0
        ? `${named(offer)}, pour : ${reasons.map(within).join(' ; ')}.`
        : `${named(offer)} : rien dans sa fiche ne parle pour elle sur cette demande.`,
      against.length > 0 && `Contre : ${against.map(within).join(' ; ')}.`,
      toCheck.length > 0 && `À vérifier : ${toCheck.map(within).map(unannounced).join(' ; ')}.`,
    ]
      .filter(Boolean)
      .join(' '),
  causeUnknown: 'Le catalogue ne dit pas pourquoi : à demander à l’organisme.',
  leftOut: (counts) =>
    `Écarté par les critères : ${counts.map(({ rule, count: left }) => `${left} (${small(explained.rules[rule])})`).join(', ')}.`,
  nothingLeftOut: 'Aucun critère n’a écarté d’offre qui réponde à la demande.',
  alsoValid: (titles) => `Aussi valables, pas montrées faute de place : ${titles.join(' ; ')}.`,
  notAmong: (wanted, valid, left) =>
    valid
      ? `« ${wanted} » : « ${valid} » est aussi valable, pas montrée faute de place.`
      : left
        ? `« ${wanted} » : « ${left.title} » est écartée (${small(explained.rules[left.rule])}).`
        : `« ${wanted} » : ni parmi les offres montrées, ni parmi les exemples gardés de ce que le catalogue a d’autre pour cette demande.`,
  byName: (wanted) =>
    `Si c’est une commune, écrivez « autour de ${wanted} ». Si c’est un organisme, « Autre piste » garde ce que vous en savez.`,
  row: (measure, { known, priced, remote, anytime, silent }) => {
    const { name, value } = measured[measure]
    const parts = [
      inOrder(known, value),
      priced.length > 0 && `prix affiché, reste à payer non dit : ${inOrder(priced, value)}`,
      remote.length > 0 && `${letters(remote)} à distance`,
      anytime.length > 0 && `entrées toute l’année pour ${letters(anytime)}`,
      silent.length > 0 && `non dit pour ${letters(silent)}, à demander à ${providers(silent)}`,
    ]
    return `${name} : ${parts.filter(Boolean).join(' ; ')}.`
  },
  told: (offers, claims) => {
    const who = offers.length === 1 ? named(offers[0]!) : `${letters(offers)}, chacune`
    return `${who} : ${claims.length > 0 ? claims.map(within).join(' ; ') : 'rien de distinct dans sa fiche'}.`
  },
  silent: (offers) =>
    `Non dit pour ${letters(offers)} : le catalogue ne le dit pas, à demander à ${providers(offers)}.`,
  opinion: (having) =>
    having.length > 0
      ? `Cela dépend de ce qui compte pour la personne, en plus de ce que le catalogue ne dit pas : ${having.map(({ matter, letters: those }) => `${french.matters[matter]}, ${listed(those)}`).join(' ; ')}.`
      : 'Cela dépend de ce qui compte pour la personne : date, distance, durée et coût ne les départagent pas.',
  matters: {
    start: 'si c’est commencer tôt',
    distance: 'si c’est la distance',
    hours: 'si c’est une durée courte',
    cost: 'si c’est le coût',
    price: 'si c’est le prix affiché',
    certified: 'si c’est une certification',
  },
  toAsk: (questions) =>
    questions.length > 0
      ? `À demander à la personne : ${questions.join(' ')}`
      : 'Le besoin dit déjà l’essentiel ; reste ce que les fiches laissent à vérifier, ci-dessous.',
  questions: {
    level: 'Quel niveau ou diplôme a-t-elle, pour l’entrée ?',
    travel: 'Comment se déplace-t-elle, et jusqu’où ?',
    start: 'À partir de quelle date est-elle disponible ?',
    schedule: 'Quels horaires lui conviennent, à temps plein ou non ?',
    cost: 'Quel budget, et quel financement ?',
  },
  always: ['Quel métier ou quel sujet ?', 'Comment se déplace-t-elle, et jusqu’où ?', 'À partir de quelle date ?'],
  summary: (letter, title, claims) => `${letter}. ${title} : ${claims.map(within).join(' ; ')}.`,
  noCommitment: 'Ce n’est ni une inscription ni un accord de financement. La personne peut dire non.',
  notThere: (said, there) => `« ${said} » : il n’y a que ${letters(there)} sur la table.`,
  whichOne: 'Laquelle ?',

  unsaid: (said) =>
    `${said.map((one) => `« ${one} »`).join(', ')} : aucune offre ne le dit. Vouliez-vous dire autre chose ?`,
  meant: 'Aucune offre ne répond à ces mots. Est-ce l’un de ces métiers ?',

  confirm: (those) => `Enregistrer ce choix : ${those} ? Rien n’est enregistré avant votre geste.`,
  which: 'Laquelle enregistrer ? Rien n’est enregistré avant votre geste.',
  gone: (those) => `${those} : plus sur la table, car la demande a changé ; « annule » y revient.`,
  record: (letter, title) => `Je propose ${letter} : ${title}`,
  recorded: 'Votre décision est enregistrée ; vous pourrez revenir dessus.',
  whatIsWrong: 'Qu’est-ce qui ne va pas ? Dites-le en mots, ou touchez une raison pour écarter ces offres.',
  wrong: {
    'not-relevant': 'Ce n’est pas le bon métier ou sujet',
    'too-far': 'C’est trop loin',
    dates: 'Les dates ne vont pas',
    price: 'C’est trop cher',
    prerequisites: 'Le niveau demandé à l’entrée',
  },
}
