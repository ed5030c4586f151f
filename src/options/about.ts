import type { Locale } from '../../guardrails/finding.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { Item } from '../catalogue/item.ts'
import { fold } from '../occupations/words.ts'
import { claimOf, claimsFor, type Need, of, sharedWords } from './claims.ts'
import type { Answer, Claim, Option } from './option.ts'
import { wordings } from './wording.ts'

/**
 * Answers a follow-up on the options shown ("laquelle commence plus tôt ?") with what the catalogue says of each: claims bound to the
 * same options, or "le catalogue ne le dit pas". It compares nothing into a ranking: the values stand side by side.
 */
export function answerAbout(text: Redacted, options: readonly Option[], need: Need): Answer[] {
  const asked = subjects.filter((subject) => subject.cue.test(fold(text)))
  return optionsMeant(text, options).flatMap((option) => {
    const claims = claimsFor(option.item, need)
    const answers = asked.flatMap(({ fields }) =>
      claims.filter((claim) =>
        claim.evidence.some(
          (evidence) => evidence.source === 'item' && fields.some((field) => evidence.field.startsWith(field)),
        ),
      ),
    )
    const found = answers.length > 0 ? dedupe(answers) : [inTheText(text, option.item, need.locale, asked)]
    return found.map((claim): Answer => ({ optionId: option.id, claim }))
  })
}

/** What a question may be about, by words of folded text, and the fields of the record that answer it. */
const subjects: readonly { cue: RegExp; fields: readonly string[] }[] = [
  {
    cue: /\b(duree|dure|durent|heures?|longue?s?|courte?s?|temps|semaines?|how long|length|hours?|shorter|longer)\b/,
    fields: ['/hours'],
  },
  {
    cue: /\b(prix|coute|coutent|couts?|chere?s?|payer|tarifs?|reste a charge|restant|gratuite?s?|price|costs?|free|cheaper|pay)\b/,
    fields: ['/price', '/remainingCost'],
  },
  {
    cue: /\b(financ\w*|cpf|aif|region|opco|prise? en charge|funding|funded)\b/,
    fields: ['/funding', '/remainingCost'],
  },
  {
    cue: /\b(commenc\w*|demarr\w*|debut\w*|dates?|sessions?|quand|tot|tard|rentree|places? disponibles?|starts?|when|earlier|later|begin\w*)\b/,
    fields: ['/sessions'],
  },
  { cue: /\b(places?|complete?s?|inscri\w*|seats?|full)\b/, fields: ['/sessions'] },
  {
    cue: /\b(ou|lieu|adresse|distance|loin|proche|pres|kilometres?|km|transports?|trajet|where|far|near\w*|place)\b/,
    fields: ['/places', '/distanceKm', '/modality'],
  },
  {
    cue: /\b(a distance|distanciel|presentiel|en ligne|sur place|visio|remote|online|on site)\b/,
    fields: ['/modality'],
  },
  {
    cue: /\b(diplom\w*|certifi\w*|qualifi\w*|titre|niveau|rncp|certificate|diploma|level)\b/,
    fields: ['/certification'],
  },
  {
    cue: /\b(prerequis|pre requis|niveau d entree|conditions?|exig\w*|demande\w*|admission|selection|test|entretien|prerequisites?|requirements?)\b/,
    fields: ['/prerequisites', '/admission', '/audience'],
  },
  { cue: /\b(public|age|ouverte? a|qui peut|who can|audience)\b/, fields: ['/audience', '/admission'] },
  {
    cue: /\b(taux|reussite|insertion|debouches|emploi apres|resultats?|success|employment|rates?)\b/,
    fields: ['/outcomes'],
  },
  {
    cue: /\b(rythme|horaires?|temps plein|temps partiel|soirs?|week end|journee|mi temps|schedule|part time|full time|evening)\b/,
    fields: ['/schedule', '/sessions'],
  },
  { cue: /\b(accessib\w*|handicap\w*|pmr|amenage\w*|accessible|accessibility)\b/, fields: ['/accessibility'] },
  { cue: /\b(organisme|centre|qui propose|partenaires?|provider|who offers)\b/, fields: ['/provider'] },
]

/** "la deuxième" or "la 2" means one option; otherwise all of them are meant. Positions are those shown on screen. */
function optionsMeant(text: Redacted, options: readonly Option[]): readonly Option[] {
  const folded = fold(text)
  const meant = options.filter((_, index) => ordinals[index]?.test(folded))
  return meant.length > 0 ? meant : options
}

const ordinals = [
  /\b(premiere?|1ere?|option 1|la 1|le 1|first)\b/,
  /\b(deuxieme|seconde?|2e|2eme|option 2|la 2|le 2|second)\b/,
  /\b(troisieme|3e|3eme|option 3|la 3|le 3|third)\b/,
  /\b(quatrieme|4e|4eme|option 4|la 4|le 4|fourth)\b/,
]

/** No field answers: what the texts of the record mention, else an honest "le catalogue ne le dit pas" bound to what was searched. */
function inTheText(text: Redacted, item: Item, locale: Locale, asked: readonly { fields: readonly string[] }[]): Claim {
  const say = wordings[locale]
  const question = fold(text).replace(questionWords, ' ')
  for (const field of ['content', 'objective', 'title'] as const) {
    const value = item[field]
    const found = value && sharedWords(question, value)
    if (found) return claimOf('fact', say.mentions(field, found), of(`/${field}`, value))
  }
  return claimOf('unknown', say.silent, of(asked[0]?.fields[0] ?? '/content', null))
}

const questionWords =
  /\b(est ce que|y a t il|laquelle|lesquelles|lequel|formations?|options?|propose\w*|prevoi\w*|comprend\w*|inclu\w*|which|does|there)\b/g

function dedupe(claims: readonly Claim[]): Claim[] {
  return [...new Map(claims.map((claim) => [claim.text, claim])).values()]
}
