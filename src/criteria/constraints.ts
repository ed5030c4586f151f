import { z } from 'zod'
import type { Found, Reader } from './reading/message.ts'
import { RedactedText } from './redacted-text.ts'
import type { Room } from './room.ts'

export const shape = { kept: z.array(RedactedText), input: z.array(z.string().max(200)).max(20) }

/** Families of functional constraints, so that options can look for what meets or conflicts with each. */
export type ConstraintFamily =
  | 'lifting'
  | 'standing'
  | 'sitting'
  | 'height'
  | 'screen'
  | 'noise'
  | 'cold'
  | 'dust'
  | 'repetition'
  | 'night'
  | 'early'
  | 'evening'
  | 'weekend'
  | 'days'
  | 'alternating'
  | 'driving'
  | 'transport'
  | 'school-hours'
  | 'public'
  | 'digital'
  | 'french'
  | 'funding'
  | 'entry'
  | 'adapted'

/** Reads what the work or the training must not demand; the words are kept as said, never the cause. */
export const readConstraints: Reader = (message) => {
  const found: Found[] = []
  for (const [, pattern] of families) {
    for (const match of message.every(pattern)) {
      const start = match.index
      const end = start + match[0].trimEnd().length
      message.take(start, end)
      found.push({ criterion: 'constraints', value: [message.excerpt(start, end)], start, end })
    }
  }
  return found
}

/** Whether folded words name what work may demand of anyone, as against a trade or a subject: "derrière un écran", "soulever des cartons". */
export const isFunctional = (text: string): boolean => functional.test(text)

const functional =
  /\b(?:accroupi\w{0,2}|astreintes?|bruit|bruyants?|cartons?|chaleur|charges?|clients?|clientele|coupures?|debout|decales?|deplacements?|decouches?|echafaudages?|ecrans?|escaliers?|exposition|farine|froid|genoux?|hauteur|horaires|humidite|lever|(?<!poids |super )lourde?s?|manutentions?|poussieres?|public|soulever|solvants?|station|vibrations?|[23] ?x ?8)\b/

const avoid =
  "(?:(?:il |elle )?(?:ne (?:peut|doit|veut|supporte)(?: plus| pas)?|n'a (?:pas|plus)|pas|sans|plus|ni|sauf|hors|eviter?|evitant|aucune?|limite\\w{0,2}|peu|no|not|without|avoid|cannot|can't)(?: (?:de|d'|du|des|le|la|les|trop|trop de|avoir|avoir de|faire|faire de|porter|travailler?|travail|rester|etre|prendre|conduire|un|une|metier|poste|postes|any|too much|much)){0,4}[ ']?)"

const families: readonly [ConstraintFamily, RegExp][] = [
  [
    'lifting',
    new RegExp(
      `\\b(?:${avoid}(?:(?:port |de )?charges?(?: lourdes?)?|port (?:de )?charges?(?: lourdes?)?|choses lourdes|lourd|manutention(?: lourde)?|heavy lifting|lifting)|port de charges? (?:limite\\w{0,2}|reduit|interdit|impossible|a eviter))\\b`,
      'g',
    ),
  ],
  [
    'standing',
    new RegExp(
      `\\b(?:${avoid}(?:debout|station debout|pietinement|standing)(?: (?:prolongee?|longtemps|toute la journee|trop longtemps|for long))?|station debout (?:limitee|penible|impossible|prolongee a eviter))\\b`,
      'g',
    ),
  ],
  [
    'sitting',
    new RegExp(
      `\\b(?:${avoid}(?:assise?|station assise|position assise)(?: (?:prolongee?|longtemps|toute la journee|trop longtemps))?|(?:travail|poste|metier) assis|station assise limitee)\\b`,
      'g',
    ),
  ],
  [
    'height',
    new RegExp(
      `\\b${avoid}(?:en hauteur|travail en hauteur|hauteurs?|echelles?|echafaudages?|vertige|heights)\\b`,
      'g',
    ),
  ],
  ['screen', new RegExp(`\\b${avoid}(?:ecrans?|travail sur ecran|screens?)\\b`, 'g')],
  ['noise', new RegExp(`\\b${avoid}(?:bruit|environnement bruyant|bruyant|noise)\\b`, 'g')],
  ['cold', new RegExp(`\\b${avoid}(?:froid|en exterieur|exterieur|dehors|chaleur|intemperies|outdoors)\\b`, 'g')],
  ['dust', new RegExp(`\\b${avoid}(?:poussieres?|produits chimiques|solvants|farine|produits menagers|dust)\\b`, 'g')],
  [
    'repetition',
    new RegExp(`\\b${avoid}(?:gestes? repetitifs?|mouvements? repetitifs?|travail a la chaine|a la chaine)\\b`, 'g'),
  ],
  ['night', new RegExp(`\\b${avoid}(?:de nuit|la nuit|nuits?|travail de nuit|nights?)\\b`, 'g')],
  [
    'early',
    new RegExp(
      `\\b(?!plus tot)(?:${avoid}(?:tot(?: le matin)?|avant (?:[789]|10) ?h(?:eures)?|horaires decales|matin tot)|pas avant (?:[789]|10) ?h(?:eures)?(?: le matin)?)\\b`,
      'g',
    ),
  ],
  [
    'driving',
    /\b(?:(?:sans|n'a (?:pas|plus)(?: le| de)?|pas|pas de|pas le|ni|aucun|no|without)(?: (?:le|de|un|moyen|any))? ?(?:permis(?: b| de conduire)?|vehicule|voiture|moyen de locomotion|locomotion|driving licen[cs]e|car)|non vehiculee?s?|pas vehiculee?s?|pas mobile|ne conduit (?:pas|plus)|permis (?:suspendu|en cours))(?: ni (?:vehicule|voiture|permis))?\b/g,
  ],
  [
    'transport',
    /\b(?:accessible en (?:transports?(?: en commun)?|bus|tc|metro|tram|train)|(?:uniquement |seulement |que )?en transports?(?: en commun)?|desservie? par (?:les transports|le bus|le tram|le metro)|pres d'une gare|by public transport)\b/g,
  ],
  [
    'days',
    /\b(?:pas|jamais|sauf|sans|not) (?:disponible |dispo )?(?:le |les |on )?(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|dimanches?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|sundays?)\b/g,
  ],
  ['transport', /\b(?:pas|sans|peu|aucun) (?:de |d')?deplacements?\b/g],
  [
    'public',
    new RegExp(
      `\\b${avoid}(?:contact (?:avec le )?public|contact (?:avec les )?clients?|contact client|relation client\\w{0,2}|foule|vente en face a face)\\b`,
      'g',
    ),
  ],
  [
    'digital',
    new RegExp(
      `\\b(?:${avoid}(?:ordinateur|ordi|internet|a l'aise avec (?:l'ordinateur|l'informatique|le numerique|internet)|computer)|pas a l'aise avec (?:l'ordinateur|l'ordi|l'informatique|le numerique|internet))\\b`,
      'g',
    ),
  ],
  [
    'french',
    /\b(?:(?:maitrise|parle|ecrit|lit) (?:mal|peu|pas bien|difficilement) (?:le |a l')?(?:francais|ecrit)|(?:difficultes?|du mal) (?:a l'ecrit|en francais|avec l'ecrit|avec le francais))\b/g,
  ],
  [
    'funding',
    /\b(?:(?:finance?a?e?(?:able|ee?|r)?s? (?:par|via|avec) (?:le |son |un )?(?:cpf|aif|opco|pole emploi|france travail|la region)|finan[cs]able (?:cpf|par le cpf)|eligibles? (?:au |a l')?(?:cpf|aif)|(?:avec|sur|via) (?:le |son |mon )?cpf|prise? en charge (?:par )?(?:le |la |l')?(?:cpf|aif|region|france travail))|cpf|aif)\b/g,
  ],
  [
    'funding',
    /\b(?:pas|sans|hors|sauf|ni|aucune?) (?:d'|de |les |des )?(?:ecoles?|organismes?|centres?|instituts?|etablissements?) (?:privee?s?|payante?s?|hors contrat)\b/g,
  ],
  [
    'adapted',
    /\b(?:(?:locaux|lieu|batiment|centre|salle)s? accessibles?|accessible (?:aux )?(?:pmr|fauteuils?)|(?:rythme|poste|amenagement)s? (?:amenage|adapte)\w{0,2})\b/g,
  ],
]

export const patterns = Object.fromEntries(families)

export const room: Room<'constraints'> = {
  read: readConstraints,
  lift: null,
  quote: null,
  addsUp: true,
  wish: 'any',
  told: null,
  filter: null,
  toldBeside: null,
  milder: null,
  excess: null,
}
