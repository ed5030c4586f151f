/** What a title may say without being another training: who it is for, how one enters it, its hours, its dates, feminine endings. */
export const UNSAID: readonly RegExp[] = [
  /\((?:ex|anciennement)\b[^()]*\)/g,
  /\([^()]*\b(?:apprentissage|apprenti|alternance|contrat|appr|bac ?\+ ?\d|niveau bac|f ?\/ ?h|h ?\/ ?f)\b[^()]*\)/g,
  // "technicien(ne)", "chargé.e", "ouvrier·ère"
  /(?<=[a-z])\([a-z]{1,6}\)/g,
  /(?<=[a-z]{3})[.·](?:e|ne|ere|trice|euse)(?:[.·]?s)?(?![a-z])/g,
  /\b(?:en|par|ou|possible en)? ?(?:contrat (?:d'|de )?)?(?:apprentissage|apprentis\b\.?|alternance|professionnalisation)(?: possible)?\b/g,
  /\b(?:diplome )?bac ?\+ ?\d\b/g,
  /\bannee 20\d\d(?:-20\d\d)?\b/g,
  /\b\d+(?:[.,]\d+)? ?(?:h|heures?|jours?|j|semaines?)\b/g,
  // The level of a diploma, 3 to 8 (or I to V before 2019); "niveau 1" and "niveau 2" are steps of a course.
  /\bniv(?:eau)?\.? ?(?:[3-8]|[iv]+)\b/g,
  /\b(?:rentree|session|promotion|promo) (?:de |d')?[a-z]* ?20\d\d\b/g,
  /\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)? ?20[2-9]\d\b/g,
]

/** Names of diplomas as partners and school catalogues write them, the longest first where one begins another. */
export const DIPLOMAS: readonly (readonly [string, RegExp])[] = [
  [
    'cap',
    /\b(?:1a?cap\d?[a-z]{0,2}|capa?[ -]ap?|capa|cap agricole|cap|certificat d'aptitude professionnelle(?: agricole)?)\b/g,
  ],
  [
    'bac pro',
    /\b(?:(?:2n?r?de?|1e?re?)[ -]?(?:pro|rpo)a?|(?:2n?de|1e?re) pro\w*|[12]proa?|pro[ -]ap|bac(?:calaureat)? pro(?:fessionnel)?)\b/g,
  ],
  ['bpa', /\b(?:1?bpa(?: ap)?|brevet professionnel agricole)\b/g],
  ['bpjeps', /\b(?:bp ?jeps)\b/g],
  ['bp', /\b(?:1?bp\d?|brevet professionnel)\b/g],
  [
    'bts',
    /\b(?:btsa?|brevet de technicien superieur(?: agricole)?)\b(?: -? ?(?:services?|production|agricole)\b(?= -))?/g,
  ],
  ['btm', /\b(?:btm|brevet technique des metiers)\b/g],
  ['bm', /\b(?:bm|brevet de maitrise)\b/g],
  ['dut', /\b(?:dut)\b(?: -? ?(?:services?|production)\b(?= -))?/g],
  ['licence pro', /\b(?:licence pro(?:fessionnelle)?|lp)\b/g],
  ['licence', /\blicence\b/g],
  ['master', /\bmaster(?: [12])?\b/g],
  ['mention complementaire', /\b(?:mention complementaire|mc)\b/g],
  ['titre pro', /\b(?:titre pro(?:fessionnel)?\b|(?<=^ )tp\b)(?: (?:de|du)\b| d')?/g],
  ['cqp', /\bcqp[a-z]?\b/g],
  ['dejeps', /\b(?:des? ?jeps)\b/g],
  ['certificat de specialisation', /\b(?:certificat de specialisation(?: agricole)?|cs)\b/g],
  ["diplome d'etat", /\b(?:d\.e\.?(?: secteur social)?(?: - d\.e)?|diplome d'etat|de(?=a?es\b))(?![a-z])/g],
  ['dscg', /\bdscg\b/g],
  ['dcg', /\bdcg\b/g],
]

/** Near twins of one training, by what sets them apart. The value is the first group. */
export const VARIANTS: readonly (readonly [string, RegExp])[] = [
  ['year', /\b(1|2|3|premiere|deuxieme|seconde|troisieme)(?:e|re|er|ere|i?eme|nd|nde)? ?annees?\b/g],
  ['year', /\bannee ([123])\b/g],
  ['length', /\b(?:en )?([1-4]) ?ans?\b/g],
  ['part', /\b(?:blocs?(?: de competences?)?|ccp|modules?|parties?|uc|epreuves?|e(?=\d\b))(?: n°)? ?(\d+|[ivx]+)\b/g],
  ['part', /\b(premiere|seconde|deuxieme|1re|2e|2de) parties?\b/g],
  ['part', /\bmodules? ((?:\d+(?: et |[, -]+)?){2,})\b/g],
  ['part', /\b(partiel(?:le)?|complet|complete)\b/g],
  ['option', /\b(?:opt(?:ions?)?|op|specialites?)[ .:]*([a-h])\b/g],
  ['group', /\bgroupe ([a-z0-9]+)\b/g],
  ['level', /\bniv(?:eau)?\.? ?([12])\b/g],
  ['level', /\b(debutants?|intermediaire|perfectionnement|initiation|confirmes?|avancee?)\b/g],
]

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

/** Words that announce a name without being part of it. */
export const CUES = new Set(
  'formation formations professionnelle professionnel option options opt parcours mention specialite spec dominante majeure sous'.split(
    ' ',
  ),
)
