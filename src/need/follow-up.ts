import { fold } from '../../guardrails/language/fold.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import { readable } from '../criteria/reading/message.ts'

export interface FollowUpContext {
  hasOptions: boolean
  optionTitles: readonly string[]
  locale: 'fr' | 'en'
}

/**
 * Tells a question about the options shown ("laquelle est la plus courte ?") from a new or amended need ("plutôt à distance").
 * In this order: what asks to search or turns the options down is not about them; what points at one is; what asks after a property of
 * an offer is; the rest, amendments mostly, is a need.
 */
export function isFollowUp(text: Redacted, { hasOptions, optionTitles }: FollowUpContext): boolean {
  if (!hasOptions) return false
  const { text: said } = readable(text)
  const asks = said.includes('?') || patterns.question.test(said)
  if (patterns.meaning.test(said)) return true
  const points =
    patterns.pointing.test(said) || (asks && (patterns.superlative.test(said) || namesAnOption(said, optionTitles)))
  if (patterns.search.test(said) && !(points && asks)) return false
  if (patterns.turnedDown.test(said)) return false
  if (patterns.like.test(said) && !patterns.question.test(said)) return false
  if (points) return asks || patterns.tellMore.test(said) || !patterns.amendment.test(said)
  if (patterns.amendment.test(said)) return false
  return asks ? patterns.property.test(said) : patterns.bareProperty.test(said)
}

/** Two words of a title, or its only one, are said: "et la formation coiffure du Greta ?". */
function namesAnOption(said: string, titles: readonly string[]): boolean {
  const words = new Set(said.match(/[a-z]{4,}/g) ?? [])
  return titles.some((title) => {
    const own = [...new Set(fold(title).match(/[a-z]{4,}/g) ?? [])].filter((word) => !commonInTitles.has(word))
    return own.length > 0 && own.filter((word) => words.has(word)).length >= Math.min(2, own.length)
  })
}

const commonInTitles = new Set(['formation', 'titre', 'professionnel', 'niveau', 'dans', 'pour', 'avec', 'metiers'])

export const patterns = {
  question:
    /\b(?:coute|dure|a|est a) combien\b|\b(?:combien|quand|a quelle heure)(?: [a-z]+){0,2}\s*$|\bpas (?:bien )?compris\b|^\s*(?:et )?(?:laquelle|lequel|lesquel|quel(?:le)?s?\b|quand|combien|comment|pourquoi|ou |qui |que (?!du |de |des |la |le |les )|qu'est|est-ce|est-il|est-elle|c'est quoi|on peut |(?:est-il|c'est|serait-il) possible |y a-t-il|y'a|il y a|faut-il|peut-on|which|what|when|where|how|who|is |are |does |do |can )/,
  pointing:
    /\b(?:laquelle|lequel|lesquel(?:le)?s|celles?(?:-ci|-la)?(?= (?:de|du|d'|des|a|au|qui|la|ci)|\b)|celui(?:-ci|-la)?|ceux-ci|(?:ces|cette|les (?:deux|trois|quatre)) (?:formations?|options?|offres?|propositions?|ateliers?)?|(?:la|le|l'|les|du|de la|options?|formations?|numero|no|n°) ?(?:1|2|3|4|premiere?s?|deux(?:ieme)?s?|trois(?:ieme)?s?|quatrieme|seconde?s?|derniere?s?|1re|1ere|2e|2eme|3e|3eme|[12345]e(?:me)?)\b(?! (?:etage|trimestre|semestre|mois|semaine|km|ans?))|parmi (?:ces|celles|les|elles)|des (?:deux|trois|quatre)\b|elles (?:sont|ont|demandent|commencent)|which (?:one|of)|the (?:first|second|third|last|other)(?: one)?|(?:are|do) they|these|this one|that one)(?=[\s,.;:!?']|$)/,
  /** What a word on the cards means: "que veut dire mixte ?". */
  meaning:
    /\b(?:veut|veulent|voudrait) dire\b|\bsignifi(?:e|ent|cation)\b|\bwhat does .{1,30} mean\b|\b(?:c'est quoi|qu'est-ce que?(?: c'est)?(?: que)?|what is) ?(?:une? |les? |la |l'|a )?(?:mixte|presentiel|distanciel|titre pro\w*|cqp|rncp|rs\b|cpf|aif|opco|poei?c?|certificati\w+|certifiante?|reste a charge|alternance|niveau \d|tarif|prerequis|bloc)/,
  /** "La moins chère", one of them; "la moins chère possible" is a wish. */
  superlative:
    /(?<!\b(?:formation|cours|stage|atelier|metier|offre)s? )\b(?:la|le|les) (?:plus|moins) (?:proche|pres|loin|eloignee?|cher(?:e)?|courte?|longue?|tot|tard|rapide|complete?|facile|accessible|demandee?|haute?)s?\b(?! (?:possible|de |d'|pour |dans ))/,
  search:
    /^\s*(?:une? |des )(?:metiers?|jobs?|boulots?|travail|postes?)\b|\b(?:(?:je |on |il |elle )?(?:re)?cherch\w{1,4}|trouve(?:r|z|-moi)?|souhait\w{1,6}|voudrai\w{1,3}|aimerai\w{1,3}|veut|vise|prefere\w{0,3}|besoin|nouvelle (?:demande|recherche)|d'autres|autre (?:chose|metier|formation|piste)|rien (?:d'autre|en|a|de|sur|dans)|(?:avez-vous|vous avez|vous n'avez|tu as|t'as|as-tu|auriez-vous|y a-t-il|y a|existe-t-il|il existe|do you have)(?: pas)? (?:des |une? |d'autres |quelque chose|qqch|rien|any)(?:formations?|ateliers?|evenements?|forums?|job|offres?|cours|thing|autres?)?(?= )(?! (?:stage|examen))|existe (?:une? |des )(?:stages?|formations?|cours|ateliers?) (?:de|d'|en|sur)|(?:y a|avez|existe)[a-z -]{0,12} (?:des|une|un|d'autres) (?:formations?|ateliers?|evenements?|forums?|job dating)|quelles? (?:sont les |autres )?formations? (?:en|de|d'|a|sur|dans|pour|du)|(?:des|quels) (?:evenements|ateliers|forums) |et (?:a|sur|en|vers|pour (?:un|une|devenir)) |what about|looking for|would like|wants?|anything|something)\b/,
  amendment:
    /\b(?:plutot|finalement|rather|(?:moins|plus) (?:loin|long\w{0,2}|cher\w{0,2}|pres|proche|court\w{0,1}|tot|tard|complete|rapide)|trop (?:loin|long\w{0,2}|cher\w{0,2}|tard|court\w{0,1})|closer|cheaper|shorter|elargi\w{0,3}|ajoute\w{0,2}|enleve\w{0,2}|supprime\w{0,2}|oubli(?:e\w{0,2}|ons)|retire\w{0,2}|laisse\w{0,2} tomber|sans (?:le |la )?(?:critere|condition|port)|peu importe|uniquement|seulement|dispo\b|impossible|il (?:lui )?faut(?:drait)?(?! (?:quel|combien|un permis)))\b/,
  turnedDown:
    /\baucune?s?\b.{0,24}\b(?:convien\w+|va|vont|plai\w+|correspond\w*|interess\w+)\b|^\s*(?:non,? )?(?:pas|ni) (?:celles?|ceux|celui|ces|cette|(?:la|le|l') ?(?:[1-4]|premiere?|deuxieme|seconde?|troisieme|quatrieme|derniere?))\b/,
  /** "Celle-là mais à distance": an option as the model of another search. */
  like: /\bmais (?:en )?(?:plus|moins|a distance|en (?:presentiel|ligne|alternance)|le (?:soir|matin)|sans|pas|gratuit\w*|a (?!qu))/,
  tellMore:
    /\b(?:dites?[- ](?:moi|nous)|en (?:dire )?plus|detail\w{0,5}|expliqu\w{0,4}|precise\w{0,2}|montre\w{0,2}|tell me|more about)\b/,
  property:
    /\b(?:prix|cout\w{0,3}|combien|tarif|reste a charge|restant|financ\w{0,8}|pris en charge|prise en charge|cpf|remuner\w{0,3}|gratuit\w{0,2}|stage|entreprise|entretien|selection|test|examen|diplom\w{0,6}|certifi\w{0,6}|rncp|niveau|prerequis|conditions?|dates?|quand|commence\w{0,3}|demarre\w{0,3}|debute\w{0,3}|sessions?|places?|horaires?|heures?|duree|dure|temps (?:plein|partiel)|mi-temps|presentiel|distance|ou|lieu|adresse|locaux|visite\w{0,2}|formateurs?|formatrices?|gare|parking|cantine|transports?|bus|train|metro|tram|y aller|acces|voiture|permis|accessibl\w{0,2}|fauteuil|hebergement|materiel|debouche\w{0,2}|insertion|taux|chiffres?|reussite|emploi|organisme|inscri\w{0,6}|contenu|programme|apprend\w{0,2}|bac|suffit|qui|comment|pourquoi|compatible|physique\w{0,4}|internship|requirements?|price|cost|pay|start\w{0,1}|when|where|how|how much|level|certificate)\b/,
  bareProperty:
    /^\s*(?:et )?(?:le |la |les |l'|son |leur |c'est quoi |quels? (?:est |sont )?(?:le |la |les )?|quelles? (?:est |sont )?(?:le |la |les )?|combien|quand|comment|ou |qui )?(?:prix|cout|tarif|horaires|dates|duree|contenu|programme|prerequis|debouches|reste a charge|financement|combien|quand|comment|rncp|taux)\b/,
}
