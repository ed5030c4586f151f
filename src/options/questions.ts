import { plain } from './passages.ts'

/** What a follow-up asks: fields of the record, a line of its texts, or what sets the options apart. */
export type Question =
  | { asks: 'fields'; fields: readonly string[] }
  | { asks: 'text'; answer: RegExp; fields: readonly string[] }
  | { asks: 'difference' }
  | { asks: 'content' }

/** The questions in a follow-up, in the order of the list; empty when its words are none of theirs. */
export function questionsIn(text: string): Question[] {
  const said = plain(text)
  const asked = known.filter(({ cue, unless }) => cue.test(said) && !unless?.test(said))
  // "Combien de semaines de stage ?" asks for a line of text, whatever fields its other words could mean.
  const precise = asked.filter(({ question }) => question.asks !== 'fields')
  return (precise.length > 0 ? precise : asked).map(({ question }) => question)
}

const fields = (...names: string[]): Question => ({ asks: 'fields', fields: names })
/** A line of text that says so, and what these fields say of it. */
const text = (answer: RegExp, ...names: string[]): Question => ({ asks: 'text', answer, fields: names })

/** Cues and answers are read against folded text without apostrophes and hyphens. */
const known: readonly { cue: RegExp; unless?: RegExp; question: Question }[] = [
  { cue: /\bdifferen\w+|\bcompar\w+|\bdistingue\w*/, question: { asks: 'difference' } },
  {
    cue: /\bstages?\b|\bimmersions?\b|periodes? en entreprise|\binternship|work placement/,
    question: text(/\bstages?\b|\bimmersions?\b|\ben entreprises?\b/),
  },
  { cue: /\bexamens?\b|\bepreuves?\b|\bjury\b|\bexams?\b/, question: text(/\bexamens?\b|\bepreuves?\b|\bjury\b/) },
  {
    cue: /\bhebergement|\blog(?:e|es|ement)\b|\binternat\b|\bdormir\b|\baccommodation|\blodging/,
    question: text(/\bheberge\w*|\blogement|\binternat\b/),
  },
  {
    cue: /\bcantine\b|\bmanger\b|\brepas\b|\brestauration sur place\b|\blunch\b/,
    question: text(/\bcantine\b|\brepas\b|\brestaurant\b/),
  },
  { cue: /\bparking\b|\bse garer\b/, question: text(/\bparking\b/) },
  {
    cue: /\bremuner\w*|\bpayee? pendant\b|\bsalaires?\b|\bgratification|\bindemnit\w*|\bpaid while/,
    question: text(/\bremuner\w*|\bsalaires?\b|\bgratification|\bindemnit\w*/),
  },
  {
    cue: /\bgarde d enfants?\b|\bcreche\b|\bchildcare\b/,
    question: text(/\bgarde d enfants?\b|\bcreche\b/),
  },
  {
    cue: /\b(?:bus|metro|tram\w*|trains?|transports?|gare)\b/,
    question: text(/\b(?:bus|metro|tram\w*|gare|transports?)\b/, '/places', '/distanceKm'),
  },
  {
    cue: /\bordinateur|\bmateriel\b|\bequipement|\bcomputer|\bequipment/,
    question: text(/\bordinateur|\bmateriel\b|\bequipement/),
  },
  { cue: /\bpermis\b|\bdriving licence/, question: text(/\bpermis\b/) },
  { cue: /\benglish\b|\banglais\b/, question: text(/\banglais\b/) },
  {
    cue: /\b(?:duree|dure|durent|heures?|long|longs|longues?|courte?s?|temps|semaines?|mois|jours?|how long|length|hours?|shorter|longer)\b/,
    unless: /\b(?:temps (?:plein|partiel|complet)|mi temps|heures? de (?:debut|fin))\b/,
    question: fields('/hours'),
  },
  {
    cue: /\b(?:prix|coute|coutent|couts?|chere?s?|payer|payante?s?|tarifs?|reste a charge|restante?|gratuite?s?|frais|combien ca|euros?|price|costs?|free|cheaper|pay)\b/,
    question: fields('/price', '/remainingCost'),
  },
  {
    cue: /\b(?:financ\w*|cpf|aif|opco|aides?|subvention\w*|prise?s? en charge|funding|funded)\b/,
    question: fields('/funding', '/remainingCost'),
  },
  {
    cue: /\b(?:commenc\w*|demarr\w*|debut\w*|depart|dates?|sessions?|quand|plus tot|plus tard|rentree|starts?|when|earlier|later|begin\w*)\b/,
    question: fields('/sessions'),
  },
  {
    cue: /\b(?:places?|completes?|s inscrire|inscriptions?|seats?|full)\b/,
    unless: /\bsur place\b/,
    question: fields('/sessions', '/admission'),
  },
  {
    cue: /\b(?:ou|lieux?|adresse|distance|loin|proches?|pres|kilometres?|km|trajet|where|far|near\w*)\b/,
    unless: /\b(?:a distance|ou bien|ou pas|ou non)\b/,
    question: fields('/places', '/distanceKm', '/modality'),
  },
  {
    cue: /\b(?:a distance|distanciel|presentiel|en ligne|sur place|visio\w*|chez (?:elle|lui|soi)|remote|online|on site)\b/,
    question: fields('/modality'),
  },
  {
    cue: /\b(?:diplom\w*|certifi\w*|qualifi\w*|titre|rncp|reconnue?s?|certificates?|diploma)\b|\bniveau (?:de sortie|obtenu|delivre)\b/,
    question: fields('/certification'),
  },
  {
    cue: /\b(?:prerequis|pre requis|niveau|conditions?|exig\w*|demandee?s?|admission|selection|tests?|entretien|concours|pour entrer|prerequisites?|requirements?|level)\b/,
    unless: /\b(?:niveau (?:transports?|prix|horaires?|dates?|duree|lieu|de sortie|obtenu)|distance|accessib\w*)\b/,
    question: fields('/prerequisites', '/admission', '/audience'),
  },
  {
    cue: /\b(?:public|ouvertes? a|ouverts? a|qui peut|pour qui|s adresse\w*|who can|audience)\b/,
    question: fields('/audience', '/admission'),
  },
  {
    cue: /\b(?:taux|reussite|reussissent|insertion|debouches|emploi apres|trouvent|resultats?|success|employment|rates?)\b/,
    question: fields('/outcomes'),
  },
  {
    cue: /\b(?:rythme|horaires?|temps (?:plein|partiel|complet)|soirs?|week end|journee|mi temps|alternance|schedule|part time|full time|evenings?|weekends?)\b/,
    question: fields('/schedule', '/sessions'),
  },
  {
    cue: /\b(?:accessib\w*|handicap\w*|pmr|amenage\w*|fauteuil\w*|roulant|ascenseur|malvoyant\w*|sourde?s?|malentendant\w*|wheelchair|disab\w*)\b/,
    unless: /\b(?:bus|metro|tram\w*|trains?|transports?)\b/,
    question: fields('/accessibility'),
  },
  {
    cue: /\b(?:organismes?|centre|qui propose|partenaires?|provider|who offers)\b/,
    question: fields('/provider'),
  },
  {
    cue: /\b(?:contenu|programme|apprend\w*|modules?|au menu|syllabus|learn\w*|content)\b/,
    question: { asks: 'content' },
  },
  { cue: /\b(?:metiers?|postes?|jobs?|occupations?)\b/, question: fields('/occupations') },
]
