import { plain } from './passages.ts'

/**
 * What a follow-up asks: fields of the record ("*" stands for any index), a line of its texts with what some fields add, a demand of the
 * work, what is taught, or what sets the options apart.
 */
export type Question =
  | { asks: 'fields'; fields: readonly string[] }
  | { asks: 'text'; answer: RegExp; fields: readonly string[] }
  | { asks: 'demand' }
  | { asks: 'content' }
  | { asks: 'difference' }

/** The questions in a follow-up, in the order of the list; empty when its words are none of theirs. */
export function questionsIn(text: string): Question[] {
  const asked = allQuestionsIn(text)
  // "Combien de semaines de stage ?" asks for a line of text, whatever fields its other words could mean.
  const precise = asked.filter(({ asks }) => asks !== 'fields')
  return precise.length > 0 ? precise : asked
}

/** The same, and what is asked beside: "compare le prix" asks after the price. */
export function allQuestionsIn(text: string): Question[] {
  const said = plain(text)
  return known.flatMap(({ cue, unless, question }) => (cue.test(said) && !unless?.test(said) ? [question] : []))
}

const fields = (...names: string[]): Question => ({ asks: 'fields', fields: names })
/** A line of text that says so, and what these fields say of it. */
const text = (answer: RegExp, ...names: string[]): Question => ({ asks: 'text', answer, fields: names })

const ofThePerson = /\b(?:sans (?:le |un |aucun )?(?:diplome|bac)|(?:son|leur|his|her) (?:diplome|bac|diploma))\b/
const transports = /\b(?:bus|metro|tram\w*|trains?|transports?|gare|voiture|car|bike|velo)\b/

/** Cues and answers are read against folded text without apostrophes and hyphens. */
const known: readonly { cue: RegExp; unless?: RegExp; question: Question }[] = [
  { cue: /\bdiff\b|\bdifferen\w+|\bcompare\w*|\bdistingue\w*/, question: { asks: 'difference' } },
  {
    cue: /\bstages?\b|\bimmersions?\b|\ben entreprise\b|\binternship|work placement/,
    // When it is, not what it is.
    unless: /\b(?:pendant|durant|during) (?:le |les |son |ses |un |the )?(?:stages?|immersions?|internship)\b/,
    question: text(/\bstages?\b|\bimmersions?\b|\ben entreprises?\b/),
  },
  {
    cue: /\bexamens?\b|\bepreuves?\b|\bjury\b|\bexams?\b/,
    question: text(/\bexamens?\b|\bepreuves?\b|\bjury\b/),
  },
  {
    cue: /\bhebergement|\blog(?:e|es|ement)\b|\binternat\b|\bdormir\b|\baccommodation|\blodging/,
    question: text(/\bheberge\w*|\blogement|\binternat\b/),
  },
  {
    cue: /\bcantine\b|\bmanger\b|\brepas\b|\brestauration sur place\b|\blunch\b/,
    question: text(/\bcantine\b|\brepas\b|\brestaurant\b/),
  },
  {
    cue: /\bvisiter?\b|\brencontrer (?:le |la |un |une |les |des )?format\w+|\bportes ouvertes\b|\bvisit\b/,
    question: text(/\bvisites?\b|\bportes ouvertes\b|\breunions? d information\b/, '/contact'),
  },
  { cue: /\bparking\b|\bse garer\b/, question: text(/\bparking\b/) },
  {
    cue: /\bremuner\w*|\bpayee? pendant\b|\bsalaires?\b|\bgratification|\bindemnit\w*|\bpaid while/,
    question: text(/\bremuner\w*|\bsalaires?\b|\bgratification|\bindemnit\w*/),
  },
  { cue: /\bgarde d enfants?\b|\bcreche\b|\bchildcare\b/, question: text(/\bgarde d enfants?\b|\bcreche\b/) },
  {
    cue: transports,
    unless: /\bpermis\b/,
    question: text(/\b(?:bus|metro|tram\w*|gare|transports?)\b/, '/places', '/distanceKm'),
  },
  {
    cue: /\bordinateur|\bmateriel\b|\bequipement|\bcomputer|\bequipment/,
    question: text(/\bordinateur|\bmateriel\b|\bequipement/),
  },
  { cue: /\bpermis\b|\bdriving licence/, question: text(/\bpermis\b/) },
  { cue: /\benglish\b|\banglais\b/, question: text(/\banglais\b/) },
  {
    cue: /\b(?:charges|lourde?s?|physique\w*|debout|bruit|en exterieur|deplacements|en hauteur|de nuit|[2-5] ?x ?8|horaires decales|lifting|standing)\b/,
    unless: /\ba charge\b/,
    question: { asks: 'demand' },
  },
  {
    cue: /\b(?:contenus?|programmes?|apprend\w*|modules?|au menu|details?|detailler|en plus sur|en savoir plus|syllabus|learn\w*)\b/,
    question: { asks: 'content' },
  },
  {
    cue: /\b(?:duree|dure|durent|heures|long|longs|longues?|courte?s?|temps|semaines?|mois|jours?|how long|length|hours?|shorter|shortest|longer|longest)\b/,
    unless:
      /\b(?:temps (?:plein|partiel|complet)|(?:plein|mi) temps|reste en|par (?:semaine|jour)|per (?:week|day)|a week)\b/,
    question: fields('/hours'),
  },
  {
    cue: /\b(?:prix|coute|coutent|couts?|chere?s?|payer|payante?s?|tarifs?|reste a charge|restante?|gratuite?s?|frais|combien ca|c est combien|euros?|price|costs?|free|cheaper|cheapest|pay)\b/,
    unless: /\b(?:combien d|duree|heures)\b/,
    question: fields('/price', '/remainingCost'),
  },
  {
    cue: /\b(?:financ\w*|cpf|aif|opco|aides?|subvention\w*|prise?s? en charge|funding|funded)\b/,
    question: fields('/funding', '/remainingCost'),
  },
  {
    cue: /\b(?:commenc\w*|demarr\w*|debut|debute\w{0,2}|depart|dates?|sessions?|quand|plus tot|plus tard|mettre en route|au plus vite|rentree|starts?|when|earlier|earliest|later|begin\w*)\b/,
    unless: /\b(?:places? dans|inscri\w*|fin|finit|finissent|termine\w*|ends?|quelle heure|what time)\b/,
    question: fields('/sessions/*/start'),
  },
  { cue: /\b(?:fin|finit|finissent|termine\w*|ends?)\b/, unless: /\ba la fin\b/, question: fields('/sessions/*/end') },
  {
    cue: /\b(?:places?|completes?|complets?|seats?|full)\b/,
    unless: /\b(?:sur place|temps complet|full time)\b/,
    question: fields('/sessions/*/seats'),
  },
  {
    cue: /\b(?:inscri\w*|candidat\w*|contact\w*|joindre|sign up|apply)\b/,
    unless: /\b(?:rncp|repertoire)\b/,
    question: fields('/admission', '/contact'),
  },
  {
    cue: /(?:^|\b(?:et|est|c est|sont|se passe|situee?s?|trouve) )ou\b|\bou (?:est|sont|ca|se|c est|exactement)\b|\b(?:lieux?|adresse|distance|loin|proches?|pres|kilometres?|km|trajet|where|far|near\w*|closest)\b/,
    unless: /\b(?:a distance|ou bien|ou pas|ou non|d ou vient|s adresse)\b/,
    question: fields('/places', '/distanceKm', '/modality'),
  },
  {
    cue: /\b(?:a distance|distanciel|presentiel|mixtes?|hybrides?|en ligne|sur place|visio\w*|chez (?:elle|lui|soi)|remote|online|on site)\b/,
    unless: /\bloin\b/,
    question: fields('/modality'),
  },
  {
    cue: /\b(?:(?:mene(?:nt)? a|debouche(?:nt)? sur|leads? to)(?! (?:quels?|un|une|des|le|which|a) (?:metiers?|postes?|emplois?|jobs?))|diplom\w*|certifi\w*|qualifi\w*|titre|rncp|reconnue?s?|certificates?|diploma)\b|\bniveau (?:de sortie|obtenu|delivre)\b/,
    // What the person has, or lacks, is asked beside the entry.
    unless: ofThePerson,
    question: fields('/certification', '/certifying'),
  },
  {
    cue: /\b(?:prerequis|pre requis|niveau|conditions?|exig\w*|demandee?s?|admission|selection|tests?|entretien|concours|pour entrer|accepte\w*|prennent|suffit|debutante?s?|(?:sans (?:le |un |aucun )?|(?:son|leur|his|her) )(?:diplome|bac|diploma)|prerequisites?|requirements?|level)\b/,
    unless: /\b(?:niveau (?:transports?|prix|horaires?|dates?|duree|lieu|de sortie|obtenu)|distance|accessib\w*)\b/,
    question: fields('/prerequisites', '/admission', '/audience'),
  },
  {
    cue: /\b(?:ages?|age_\d+|mineure?s?|majeure?s?|(?:1[4-9]|[2-7]\d) ans)\b/,
    question: text(/\b(?:age|mineurs?|majeurs?|ans (?:revolus|minimum|et plus|au moins))\b/),
  },
  {
    cue: /\b(?:public|ouverte?s? (?:a|aux)|qui peut|pour qui|s adresse\w*|who can|audience)\b/,
    question: fields('/audience', '/admission'),
  },
  {
    cue: /\b(?:taux|reussite|reussissent|insertion|debouches|(?:emploi|travail|boulot|job) (?:apres|derriere|au bout)|work after|recrut\w*|embauch\w*|trouvent|resultats?|success|employment|rates?)\b/,
    question: fields('/outcomes'),
  },
  {
    cue: /\b(?:rythme|horaires?|heure|par (?:semaine|jour)|per (?:week|day)|a week|temps (?:plein|partiel|complet)|(?:plein|mi) temps|soirs?|week end|journee|alternance|schedule|part time|full time|evenings?|weekends?)\b/,
    question: fields('/schedule', '/sessions/*/startTime'),
  },
  {
    cue: /\b(?:accessib\w*|handicap\w*|pmr|amenage\w*|fauteuil\w*|roulant|ascenseur|malvoyant\w*|sourde?s?|malentendant\w*|wheelchair|disab\w*)\b/,
    unless: transports,
    question: fields('/accessibility'),
  },
  { cue: /\b(?:contraintes?|constraints?)\b/, question: fields('/constraints') },
  {
    cue: /\b(?:serieu(?:x|ses?)|fiables?|reputation|avis|qualiopi|reconnue? pour|confiance)\b/,
    question: text(/\bqualiopi\b|\bcertifiee?\b/),
  },
  { cue: /\b(?:organismes?|qui propose|partenaires?|provider|who offers)\b/, question: fields('/provider') },
  { cue: /\b(?:metiers?|postes?|jobs?|occupations?)\b/, question: fields('/occupations') },
]
