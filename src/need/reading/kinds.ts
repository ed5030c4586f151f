import { joinRedacted } from '../../../guardrails/redacted.ts'
import type { Kind } from '../criteria.ts'
import behaviours from './behaviours.json' with { type: 'json' }
import { denialBefore, isSetAside } from './cues.ts'
import type { Found, Message, Reader } from './message.ts'

/**
 * What kinds are asked for. A behavioural subject ("prise de parole") is a skill and stays in the topic; the bare words for a kind
 * ("atelier", "formation") say nothing of the subject and do not.
 */
export const readKinds: Reader = (message) => {
  const kinds = new Map<Kind, { start: number; end: number }>()
  const refused = new Set<Kind>()
  const note = (kind: Kind, match: RegExpExecArray) => {
    const end = match.index + match[0].length
    if (denialBefore(message, match.index) === 'refused' || isSetAside(message, match.index)) refused.add(kind)
    else if (!kinds.has(kind)) kinds.set(kind, { start: match.index, end })
  }
  for (const match of message.text.matchAll(patterns.behaviour)) note('skill', match)
  const sorts: RegExpExecArray[] = []
  for (const [kind, pattern] of bareWords) {
    for (const match of message.every(pattern)) {
      note(kind, match)
      message.take(match.index, match.index + match[0].length)
      if (kind === 'event' && !patterns.anyEvent.test(match[0])) sorts.push(match)
    }
  }
  if (kinds.size === 0 && refused.size === 0) {
    for (const match of message.every(patterns.sorts)) {
      note('event', match)
      message.take(match.index, match.index + match[0].length)
      sorts.push(match)
    }
  }
  for (const kind of refused) kinds.delete(kind)
  if (kinds.size === 0 && refused.size > 0) {
    const value = (['training', 'skill', 'event'] as const).filter((kind) => !refused.has(kind))
    return [{ criterion: 'kinds', value, start: 0, end: message.text.length }]
  }
  if (kinds.size === 0) return []
  const spans = [...kinds.values()]
  const start = Math.min(...spans.map((one) => one.start))
  const end = Math.max(...spans.filter((one) => one.start - start < 120).map((one) => one.end))
  const value = (['training', 'skill', 'event'] as const).filter((kind) => kinds.has(kind))
  const said =
    kinds.has('event') &&
    sorts.map(({ index, 0: words, 1: about = '' }) => message.excerpt(index, index + words.length + about.length))
  return [
    { criterion: 'kinds', value, start, end, ...(said && said.length > 0 && { said: joinRedacted(said, ' ') }) },
  ] satisfies Found[]
}

/**
 * Kinds that nobody names and everybody means: how to look for a job, whom to meet and, where no occupation is aimed at, how one behaves. What
 * is denied here ("n'ose pas", "ne comprend pas") is what is worked on.
 */
export function spokenKinds(message: Message, aimed: boolean): Found[] {
  const behaved = aimed ? [] : message.every(patterns.manners)
  const matches = [...behaved, ...message.text.matchAll(patterns.search)]
  const value = (['skill', 'event'] as const).filter((kind) => matches.some(([words]) => spokenOf[kind].test(words)))
  const [first] = matches
  if (!first || value.length === 0) return []
  const [start, end] = [first.index, first.index + first[0].length]
  return [{ criterion: 'kinds', value, start, end, said: message.excerpt(start, end) }]
}

const bareWords: readonly [Kind, RegExp][] = [
  [
    'event',
    /\b(?:ateliers?|forums?|job ?dat(?:ing|e)s?|salons? (?=(de l'emploi|de l'alternance|de l'apprentissage|de la formation|de l'etudiant|emploi|de recrutement|des metiers|virtuel|des seniors|pour trouver une? (?:apprentissage|alternance|formation|emploi)))|(?:jobs?|boulots?|petits? boulots?) (?=d'ete)|cafes? (?:de l'emploi|des metiers|des createurs|emploi|rencontres?)|petits?[- ]dej(?:euner)?s?(?: (?:avec des |d')?(?:employeurs|recruteurs))?|webina(?:ire|r)s?|conferences?|bus de l'emploi|foires? (?:a l'emploi|aux emplois|aux metiers|de l'emploi)|(?:journees?|soirees?|matinees?) (?:de l'emploi|emploi|decouverte|de recrutement)|recrutements? (?:sans cv|express|par simulation)|sessions? de recrutement|comment (?:payer|financer|faire financer) (?:sa|une|la|ma|cette) formation|evenements?|events?|evts?|portes? ouvertes?|jpo|(?:reunions?|sessions?) d'info(?:rmation)?s?(?: collectives?)?|info(?:rmation)?s? coll(?:ectives?)?|speed ?(?:dating|recruiting)|rencontre(?:r|s)? (?:avec |des |les |d'){0,2}(?:employeurs|entreprises|recruteurs|professionnels|patrons|boites|artisans)|matinees? (?:emploi|recrutement)|workshops?|job fairs?|open days?|meet employers)\b/g,
  ],
  [
    'skill',
    /\b(?:savoirs?[- ]etres?|soft[- ]?skills?|competences? comportementales?|(?:competences? )?(?:psycho-?sociales?|relationnelles?)|competences? transversales?|behaviou?ral skills?)\b/g,
  ],
  [
    'training',
    /\b(?:formations?|form|form(?:a|at|as)?s?s?ions?|fromations?|formatio|(?:se|me) former|prequalif(?:ication)?s?|former|cursus|stages? de formation|poei|poec|afc|afpr|trainings?|training courses?|courses?|parcours de formation|(?<!\b(?:en|au|a|ai|ont) )cours(?! (?:d'eau|de route)))\b/g,
  ],
]

const spokenOf = {
  skill: new RegExp(`^(?:${[...behaviours.manners, ...behaviours.jobSearch].join('|')})$`),
  event: new RegExp(`^(?:${[...behaviours.jobSearch, ...behaviours.meetings].join('|')})$`),
}

const behaviour = (phrases: readonly string[]) => new RegExp(`\\b(?:${phrases.join('|')})\\b`, 'g')

export const patterns = {
  /** Says nothing of what sort of event. */
  anyEvent: /^(?:ateliers?|evenements?|events?|evts?|workshops?)$/,
  /** Sorts of event that no word for one names. */
  sorts: behaviour(behaviours.sorts),
  /** How one behaves; where it is how one feels, that is taken before and searched for by nobody. */
  manners: behaviour(behaviours.manners),
  search: behaviour([...behaviours.jobSearch, ...behaviours.meetings]),
  /** Subjects that stay whole in the topic. */
  spokenOf: behaviour([...behaviours.manners, ...behaviours.jobSearch, ...behaviours.meetings]),
  behaviour:
    /\b(?:prise de parole(?: en public)?|prendre (?:la )?parole(?: en public)?|parler (?:en public|devant (?:les gens|du monde|un groupe|un public|les autres))|aisance (?:a l'oral|orale|relationnelle)|expression orale|communication (?:orale|non violente|interpersonnelle|au travail)|(?:(?:reprendre|reprise de|retrouver|regagner|gagner en|manque(?:r)? de|redonner|prendre) )?confiance(?: en (?:soi|elle|lui|moi|ses capacites))?|(?:manque(?:r)? d'|prendre de l'|gagner en )assurance|assurance a l'oral|estime de soi|gestion (?:du stress|des emotions|du temps|des conflits)|gerer (?:son|le) (?:stress|temps)|gerer (?:ses emotions|les conflits|ses priorites)|travail(?:ler)? (?:en (?:equipe|groupe)|avec les autres)|esprit d'equipe|ponctualite|assertivite|s'affirmer|oser (?:parler|s'exprimer)|sens du service|savoirs?[- ]etres?|adaptabilite|autonomie au travail|prise d'initiative|ecoute active|timidite|organisation personnelle|s'organiser|posture professionnelle|codes de l'entreprise|public speaking|self[- ]confidence|stress management|time management|teamwork)\b/g,
  ...Object.fromEntries(bareWords),
}
