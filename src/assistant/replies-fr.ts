import { fr as explained } from '../explanation/wording-fr.ts'
import type { Replies } from './replies.ts'

const count = (value: number): string => ['aucune', 'une', 'deux', 'trois', 'quatre'][value] ?? String(value)
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

export const french: Replies = {
  options: (options, nearest) =>
    `${capital(count(options))} ${options > 1 ? 'offres répondent' : 'offre répond'} à la demande.${
      nearest > 0
        ? ` ${capital(count(nearest))} ${nearest > 1 ? 'autres y répondraient' : 'autre y répondrait'} à un ou deux critères près.`
        : ''
    }`,
  notEnough: (nearest) =>
    nearest > 0
      ? `Aucune offre ne répond à tous les critères. ${capital(count(nearest))} y ${nearest > 1 ? 'répondraient' : 'répondrait'} à un ou deux critères près.`
      : 'Aucune offre du catalogue ne répond à cette demande.',
  undone: 'Voici de nouveau les offres d’avant.',
  nothingToUndo: 'Il n’y a pas de jeu d’offres plus ancien auquel revenir.',
  nothingShown: 'Aucune offre n’est encore sur la table. Écrivez le besoin : un métier ou un sujet, un lieu.',

  hello: 'Bonjour. Écrivez le besoin de la personne : un métier ou un sujet, un lieu, ce qu’il faut respecter.',
  thanks: (waiting) =>
    waiting
      ? 'Avec plaisir. Rien n’est transmis : les offres restent là jusqu’à votre choix.'
      : 'Avec plaisir. Je reste à disposition.',
  displeasure:
    'Je comprends l’agacement. Dites ce qui ne va pas (le métier, le lieu, les dates) et je cherche autrement ; « annule » ramène les offres d’avant.',
  distress:
    'Ce que vous écrivez demande d’abord une personne, de vive voix. En danger immédiat : 15 ou 112. Idées suicidaires : 3114, jour et nuit. Violences : 3919. La recherche peut attendre.',
  meta: 'Je cherche dans le catalogue des offres qui répondent, je donne le pour et le contre, et je ne décide rien. Les noms et ce qui identifie sont masqués sur votre poste avant l’envoi ; l’ordre des cartes est tiré au sort. Le guide de la page dit le reste.',

  why: (letters) => `${letters} : parce que la fiche répond à la demande sur ces points.`,
  whyAll: 'Chacune est là parce que sa fiche répond à la demande sur ces points.',
  leftOut: (counts) =>
    `Écarté par les critères : ${counts.map(({ rule, count: left }) => `${left} (${small(explained.rules[rule])})`).join(', ')}.`,
  nothingLeftOut: 'Aucun critère n’a écarté d’offre qui réponde à la demande.',
  alsoValid: (titles) => `Aussi valables, pas montrées faute de place : ${titles.join(' ; ')}.`,
  catalogueSays: 'Voici ce que dit le catalogue.',
  differences: 'Voici ce qui les distingue.',
  toAsk: 'À vérifier avec la personne ou l’organisme, d’après ce que les fiches ne disent pas :',
  nothingToAsk: 'Les fiches ne laissent rien d’ouvert sur cette demande.',
  summary: 'Pour la personne :',
  opinion: 'Cela dépend de ce qui compte pour la personne.',
  lettered: (letter, text) => `${letter} : ${text}`,

  unsaid: (said) =>
    `${said.map((one) => `« ${one} »`).join(', ')} : aucune offre ne le dit. Vouliez-vous dire autre chose ?`,
  meant: 'Aucune offre ne répond à ces mots. Est-ce l’un de ces métiers ?',

  confirm: (letters) => `Enregistrer ce choix : ${letters} ? Rien n’est enregistré avant votre geste.`,
  which: 'Laquelle ? Rien n’est enregistré avant votre geste.',
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
