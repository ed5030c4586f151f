/** What a title may say without being another training: how one enters it, when it begins, feminine endings. */
export const UNSAID: readonly RegExp[] = [
  /\((?:ex|anciennement)\b[^()]{0,200}\)/g,
  /\([^()]{0,200}\b(?:apprentissage|apprenti|alternance|contrat|appr)\b[^()]{0,200}\)/g,
  // "technicien(ne)", "charcutier (e)", "chargé.e", "ouvrier·ère", "H/F"
  /(?<=[a-z]) ?\((?:e|s|es|ne|nes|se|ve|te|le|re|ere|eres|euse|euses|ice|rice|trice|trices|esse)\)/g,
  /(?<=[a-z]{3})[.·](?:e|ne|ere|trice|euse)(?:[.·]?s)?(?![a-z])/g,
  /\b[fh] ?\/ ?[fh]\b/g,
  /\b(?:en|par|ou|possible en)? ?(?:contrat (?:d'|de )?)?(?:apprentissage|apprentis\b\.?|alternance|professionnalisation)(?: possible)?\b/g,
  /\bannee 20\d\d(?:-20\d\d)?\b/g,
  /\b(?:rentree|session|promotion|promo) (?:de |d')?[a-z]{0,20} ?20\d\d\b/g,
  /\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)? ?20[2-9]\d\b/g,
  /\bniveau bac\b(?! ?\+)/g,
  // Elisions, written without their apostrophe too: "METIERS DE L ACCUEIL".
  /\b(?:[cdjlmnst]|qu)'|\b[dl](?= [aeiouyh])/g,
]

/** Names of diplomas as partners and school catalogues write them, the longest first where one begins another. */
export const DIPLOMAS: readonly (readonly [string, RegExp])[] = [
  ['cap', /\b(?:capa?[ -]ap?|capa|cap agricole|cap|certificat d'aptitude professionnelle(?: agricole)?)\b/g],
  ['bac pro', /\b(?:pro[ -]ap|bac(?:calaureat)? pro(?:fessionnel)?)\b/g],
  ['bpa', /\b(?:1?bpa(?: ap)?|brevet professionnel agricole)\b/g],
  ['bpjeps', /\bbp ?jeps\b/g],
  ['bp', /\b(?:bp|brevet professionnel)\b/g],
  [
    'bts',
    /\b(?:btsa?|brevet de technicien superieur(?: agricole)?)\b(?: -? ?(?:services?|production|agricole)\b(?= -))?/g,
  ],
  ['btm', /\b(?:btm|brevet technique des metiers)\b/g],
  ['bm', /\b(?:bm|brevet de maitrise)\b/g],
  ['dut', /\bdut\b(?: -? ?(?:services?|production)\b(?= -))?/g],
  ['licence pro', /\b(?:licence pro(?:fessionnelle)?|lp)\b/g],
  ['licence', /\blicence\b/g],
  ['master', /\bmaster\b/g],
  ['mention complementaire', /\b(?:mention complementaire|mc)\b/g],
  ['titre pro', /\b(?:titre pro(?:fessionnel)?\b|(?<=^ )tp\b)(?: (?:de|du)\b| d')?/g],
  ['cqp', /\bcqp[a-z]?\b/g],
  ['dejeps', /\bdes? ?jeps\b/g],
  ['certificat de specialisation', /\b(?:certificat de specialisation(?: agricole)?|cs)\b/g],
  ["diplome d'etat", /\b(?:d\.e\.?(?: secteur social)?(?: - d\.e)?|diplome d'etat|de(?=a?es\b))(?![a-z])/g],
  ['dscg', /\bdscg\b/g],
  ['dcg', /\bdcg\b/g],
]

/**
 * Years of a diploma as they are written into its name, in plain words: "2NDPRO" is the first year of a bac pro, "1CAP2" the first of a CAP in
 * two, "M2" the second of a master.
 */
export const SCHOOL_YEARS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:2n?d?r?[ad]?e?|seconde)[ -]?(?:pro|rpo)(?:fessionnelle|a)?\b/g, ' annee 1 bac pro '],
  [/\b(?:1e?(?:re)?|1er|premiere)[ -]?pro(?:fessionnelle|a)?\b/g, ' annee 2 bac pro '],
  [/\b(?:terminale|term|tle|te)[ -]?pro(?:fessionnelle|a)?\b/g, ' annee 3 bac pro '],
  [/\b([123])a?cap([123])a?c?\b/g, ' annee $1 en $2 ans cap '],
  [/\b([123])a?capac?\b/g, ' annee $1 cap '],
  [/\b([123])bp([123])a?\b/g, ' annee $1 en $2 ans bp '],
  [/\b1bp\b/g, ' annee 1 bp '],
  [/\bl([123])\b/g, ' annee $1 licence '],
  [/\bm([12])\b/g, ' annee $1 master '],
  [
    /\b(bts|but|dut|deust|licence|master|bachelor|mastere|mba|dcg|dscg|bac pro) ([1-5])(?![a-z0-9]| ?(?:ans?|h|heures?|jours?)\b)/g,
    ' annee $2 $1 ',
  ],
]

/** A value, or several of them: "1 et 2", "2e & 3e". */
const several = (value: string): string => String.raw`(${value}(?: ?(?:,|-|&|\/|\+|et|ou|a) ?${value}){0,9})`

const NUMBER = String.raw`(?:\d{1,3}|[ivx]{1,4})`
const ORDINAL = '(?:[1-5](?:ere|er|re|i?eme|nde|nd|de|e)?|premiere|deuxieme|seconde|troisieme)'

/** Near twins of one training, by what sets them apart; the first group holds the values. */
export const VARIANTS: readonly (readonly [What, RegExp])[] = [
  ['year', new RegExp(String.raw`\b${several(ORDINAL)} ?annees?\b`, 'g')],
  ['year', new RegExp(String.raw`\bannees? ${several('[1-5]')}(?![a-z0-9])`, 'g')],
  ['length', /\b(?:en )?([1-5]) ?ans?\b/g],
  [
    'part',
    new RegExp(
      String.raw`\b(?:blocs?(?: de competences?)?|ccp|modules?|parties?|uc|ue|epreuves?|semestres?|e(?=\d\b))(?: n°)? ?${several(NUMBER)}\b`,
      'g',
    ),
  ],
  ['part', /\b(premiere|seconde|deuxieme|1re|2e|2de) parties?\b/g],
  ['extent', /\b(partiel|complet)(?:le|e)?s?\b/g],
  ['option', /\b(?:opt(?:ions?)?|op|specialites?)[ .:]{0,3}([a-h])\b/g],
  ['group', /\bgroupe ([a-z0-9]{1,10})\b/g],
  // "Niveau 1" and "niveau 2" are steps of a course; 3 to 8, and the Roman figures of before 2019, are the levels of a diploma.
  ['step', /\bniv(?:eau)?\.? ?([12])\b/g],
  ['step', /\b(debutant|intermediaire|perfectionnement|initiation|confirme|avance)e?s?\b/g],
  ['grade', /\bniv(?:eau)?\.? ?([3-8]|iii|iv|ii|i|v)\b/g],
  ['bac', /\bbac ?\+ ?(\d)\b/g],
  ['hours', /\b(\d{1,5}(?:[.,]\d{1,2})?) ?(?:h|heures?)\b/g],
  ['days', /\b(\d{1,4}(?:[.,]\d)?) ?(?:j|jours?)\b/g],
  ['weeks', /\b(\d{1,3}) ?semaines?\b/g],
  // "Permis C", "bac pro … B": "à" ends no phrase, so that an A that ends one is the letter.
  ['option', /(?<![a-z0-9+#'])([b-h]|a(?= ?(?:$|[-–,;:()/])))(?![a-z0-9+#'])/g],
]

export type What = keyof typeof SILENCE

/**
 * What it tells that one of two titles does not say it. nothing: it may go unsaid. partner: another partner may leave it out, the same one would
 * not. whole: the silent one is about the whole, of which the other is a part.
 */
export const SILENCE = {
  year: 'whole',
  part: 'whole',
  group: 'whole',
  length: 'partner',
  option: 'partner',
  number: 'partner',
  grade: 'nothing',
  bac: 'nothing',
  hours: 'nothing',
  days: 'nothing',
  weeks: 'nothing',
  // Told by titles that say the same words; in others such a word belongs to the wording.
  step: 'nothing',
  extent: 'nothing',
} as const

export const NUMBERS: Readonly<Record<string, string>> = {
  premiere: '1',
  deuxieme: '2',
  seconde: '2',
  troisieme: '3',
  i: '1',
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
}

/** The levels of 1969 in those of 2019: a CAP was of level V and is of level 3. */
export const FORMER_GRADES: Readonly<Record<string, string>> = { v: '3', iv: '4', iii: '5', ii: '6', i: '7' }

/** Words that announce a name without being part of it. */
export const CUES = new Set(
  'formation formations professionnelle professionnel option options opt parcours mention specialite spec dominante majeure sous'.split(
    ' ',
  ),
)

/** What follows them names one branch, or one part, of a diploma that has several. */
export const BRANCH_CUES = new Set(
  'option options opt parcours mention specialite spec dominante majeure orientation'.split(' '),
)
export const PART_CUES = new Set('bloc blocs ccp epreuve'.split(' '))
