import { matchesOf } from '../matches.ts'
import type { Part, Places } from '../parts.ts'

/**
 * How far a story goes around the words that told it: its clause, so that the need beside it stays. Where a clause holds both
 * ("formation à Gap pour une dame qui a la maladie de…"), what is wanted and what must be respected stay in it.
 */
export function storyExtent(plain: string, told: Part, clauses: readonly Part[]): Part {
  const [from, to] = clauseOf(told, clauses)
  const start = saysNeed(plain.slice(from, told.start)) ? told.start : from
  const wanted = need.exec(plain.slice(told.end, to))
  return trimmed(plain, { start, end: wanted ? told.end + wanted.index : to })
}

/** The clauses of a folded text as stories are cut out of it: shorter than those that negation reaches, for a want or a cause opens another. */
export function storyClauses(plain: string): Part[] {
  const clauses: Part[] = []
  let start = 0
  for (const match of matchesOf(boundary, plain)) {
    if (match.index > start) clauses.push({ start, end: match.index })
    start = match.index + match[0].length
  }
  if (plain.length > start) clauses.push({ start, end: plain.length })
  return clauses.filter((clause) => /[a-z0-9]/.test(plain.slice(clause.start, clause.end)))
}

const wants =
  '(?:re)?cherch|veut|veux|voudr|souhait|vis(?:e|ent|ait|er)\\b|demand(?:e|ent|ait|er)\\b|aimerai|prefer|accept|pense a|regarde|se tourne|est interess|a besoin|besoin d|envisag|postul|recrut|projet|rev(?:e|ait) d|looking|wants|seeks|needs|would like'
const wanting = new RegExp(`\\b(?:${wants})`)
export const saysWant = (plain: string): boolean => wanting.test(plain)

const subject = '(?:(?:il|elle|on|je|monsieur|madame|s?he) )?'

/**
 * Marks; words that join clauses; "et cherche", "qui veut"; "à cause de", "suite à", which open a reason. A hyphen and a time ("8:30") are none.
 */
const boundary = new RegExp(
  `[,;!?\\n\\t()•|+→🡒…"«»]+|:(?!\\d)|/|\\.(?=\\s|$)|\\s[-–—]+\\s|\\s(?:virgule|mais|sinon|puis|donc|alors|car|parce qu(?:e |')|but|because|so)\\s` +
    `|\\s(?:et|qui|and|who|ou)\\s(?=${subject}(?:(?:ne|n'|se|s') ?)?(?:${wants}))` +
    `|\\s(?=(?:a cause d|suite a|en raison d|a la suite d|du fait d|apres (?:une?|son|sa|le|la) |depuis (?:qu|son |sa )|because of|due to|point(?: |$)))`,
  'g',
)

const need = new RegExp(
  `\\b(?:${wants}|formation|stage|poste|emploi|apprenti|alternance|metier|atelier|cap\\b|bts\\b|bac\\b|titre pro|diplome|permis [a-e]|caces|vae\\b|cours (?:d|a|en ligne|du soir)|poei|immersion|contrat|cdi\\b|cdd\\b|interim|mission|temps partiel|temps plein|mi-temps|training|course|job|work(?:shop|place)?\\b` +
    "|eviter|exclu|uniquement|seulement|limite|maximum|pas (?:de |d'|plus )|peut (?:pas|plus|porter|conduire)|sans (?:port|conduite|hauteur|station)|a distance|horaires?|centre\\b|secteur|agent|accueil)",
)

export const saysNeed = (words: string): boolean => need.test(words)

/** From the beginning of the clause where it starts to the end of the one where it ends. */
function clauseOf({ start, end }: Part, clauses: readonly Part[]): [number, number] {
  let [from, to] = [start, end]
  for (const clause of clauses) {
    if (clause.start <= start && start < clause.end) from = clause.start
    if (clause.start < end && end <= clause.end) to = clause.end
    if (clause.start > end) break
  }
  return [from, to]
}

/** Without the spaces and the joining words at its ends, which are of the clause before or after. */
export function trimmed(plain: string, { start, end }: Part): Part {
  const words = plain.slice(start, end)
  const lead = leading.exec(words)![0].length
  const rest = words.slice(lead).replace(trailing, '')
  return rest === '' ? { start, end } : { start: start + lead, end: start + lead + rest.length }
}
const trailing = /(?:\s+(?:et|mais|donc|il|elle|on|je|pour|un|une|le|la|de|des|du|en|a|au|avec|sur|qui|son|sa))*\s*$/
const leading =
  /^\s*(?:(?:et|mais|donc|alors|puis|or|and|but|so)\s+)?(?:(?:m|mr|mme|mlle|monsieur|madame)\.?\s+(?=\S+\s*$))?/

/** "Mme Diallo est malade": the name is masked, what is told of it taken out. */
export function behindName(plain: string, { start, end }: Part, elsewhere: Places<Part>): Part {
  const name = elsewhere.at(start) ?? elsewhere.after(start)
  const opens =
    name &&
    name.end + 1 < end &&
    /^(?:(?:m|mr|mme|mlle|mrs|ms|monsieur|madame)\.? ?)?$/.test(plain.slice(start, name.start))
  return opens ? { start: name.end + 1, end } : { start, end }
}
