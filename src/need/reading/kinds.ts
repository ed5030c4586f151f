import type { Kind } from '../criteria.ts'
import { denialBefore, isSetAside } from './cues.ts'
import type { Found, Reader } from './message.ts'

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
  for (const [kind, pattern] of bareWords) {
    for (const match of message.every(pattern)) {
      note(kind, match)
      message.take(match.index, match.index + match[0].length)
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
  return [{ criterion: 'kinds', value, start, end }] satisfies Found[]
}

const bareWords: readonly [Kind, RegExp][] = [
  [
    'event',
    /\b(?:ateliers?|forums?|job ?dat(?:ing|e)s?|salons? (?=de l'emploi|de l'alternance|de l'apprentissage|de la formation|de l'etudiant|emploi|de recrutement|des metiers|virtuel)|evenements?|events?|evts?|portes? ouvertes?|jpo|(?:reunions?|sessions?) d'info(?:rmation)?s?(?: collectives?)?|info(?:rmation)?s? coll(?:ectives?)?|speed ?(?:dating|recruiting)|rencontre(?:r|s)? (?:avec |des |les |d'){0,2}(?:employeurs|entreprises|recruteurs|professionnels)|matinees? (?:emploi|recrutement)|workshops?|job fairs?|open days?|meet employers)\b/g,
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

export const patterns = {
  behaviour:
    /\b(?:prise de parole(?: en public)?|prendre (?:la )?parole(?: en public)?|parler (?:en public|devant (?:les gens|du monde|un groupe|un public|les autres))|aisance (?:a l'oral|orale|relationnelle)|expression orale|communication (?:orale|non violente|interpersonnelle|au travail)|(?:(?:reprendre|reprise de|retrouver|regagner|gagner en|manque(?:r)? de|redonner|prendre) )?confiance(?: en (?:soi|elle|lui|moi|ses capacites))?|(?:manque(?:r)? d'|prendre de l'|gagner en )assurance|assurance a l'oral|estime de soi|gestion (?:du stress|des emotions|du temps|des conflits)|gerer (?:son|le) (?:stress|temps)|gerer (?:ses emotions|les conflits|ses priorites)|travail(?:ler)? (?:en (?:equipe|groupe)|avec les autres)|esprit d'equipe|ponctualite|assertivite|s'affirmer|oser (?:parler|s'exprimer)|sens du service|savoirs?[- ]etres?|adaptabilite|autonomie au travail|prise d'initiative|ecoute active|timidite|organisation personnelle|s'organiser|posture professionnelle|codes de l'entreprise|public speaking|self[- ]confidence|stress management|time management|teamwork)\b/g,
  ...Object.fromEntries(bareWords),
}
