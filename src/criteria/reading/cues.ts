import type { NegationKind } from '../../../guardrails/language/negation.ts'
import { denialAt } from './denials.ts'
import type { Message } from './message.ts'

/** How the words around speak of it: refused, allowed but not asked, refused only as the whole of it, lacked. */
export type Denial = 'none' | 'refused' | 'optional' | 'not-only' | 'unable'

/** What is denied beyond doubt, beginning here: "surtout pas", "n'est pas obligé d'être", "pas tout"; "sans alternance à Lyon" leaves Lyon. */
export function denialBefore(message: Message, start: number): Denial {
  // "Pas celle à distance": what a pronoun only points by is what is denied.
  if (patterns.pointing.test(message.text.slice(Math.max(0, start - 40), start))) return 'refused'
  const denial = denialAt(message, start, kindsAsked, 'focus')
  // A fact that is denied later in the clause denies nothing that opens it: "la petite de Lens … n'arrête pas".
  if (denial?.kind === 'fact' && denial.cue.start > start) return 'none'
  const begins = denial?.items.some((item) => item.start <= start && start <= item.head)
  return begins ? spokenOf[denial!.kind as keyof typeof spokenOf] : 'none'
}

/** What is told not to be so is neither asked for nor refused, as what is lacked is; what is not needed may be. */
const spokenOf = {
  refused: 'refused',
  optional: 'optional',
  needless: 'optional',
  'not-only': 'not-only',
  unable: 'unable',
  fact: 'unable',
} as const satisfies Partial<Record<NegationKind, Denial>>
const kindsAsked = Object.keys(spokenOf) as (keyof typeof spokenOf)[]

/** Whether it is named only to be set aside: "pâtissier plutôt que boulanger". */
export const isSetAside = (message: Message, start: number): boolean =>
  denialAt(message, start, ['set-aside'], 'focus') !== undefined

/** A wish orders and never filters: "de préférence", "idéalement", "si possible", "pourquoi pas". */
export function isWish(message: Message, start: number, end: number, amends: boolean): boolean {
  const clause = message.clauseAt(start)
  const own = message.text.slice(clause.start, Math.max(clause.end, end))
  if (patterns.wish.test(own)) return true
  if (!amends && patterns.rather.test(own)) return true
  const next = message.clauses[message.clauses.indexOf(clause) + 1]
  if (next && patterns.onlyAfterthought.test(message.text.slice(next.start, next.end))) return true
  const last = message.clauses[message.clauses.indexOf(clause) - 1]
  return last !== undefined && patterns.onlyForeword.test(message.text.slice(last.start, last.end))
}

/** Whether the words just after make it merely acceptable: "présentiel possible", "distance ok aussi". */
export function isAccepted(message: Message, end: number): boolean {
  return patterns.accepted.test(message.text.slice(end, end + 24))
}

/** Whether the message sets aside an earlier need altogether. */
export const startsOver = (message: Message): boolean => patterns.over.test(message.text)

/** Whether the message adds to the subject instead of replacing it: "avec aussi de l'anglais". */
export const adds = (message: Message): boolean => patterns.adds.test(message.text)

/** Where a message turns to what is aimed at; -1 where it only names it. */
export const aimIn = (message: Message): number => aimsIn(message)[0] ?? -1

/** Whether words that want something stand before it in its sentence. */
export function isAimedAt(message: Message, start: number): boolean {
  const aim = aimsIn(message).findLast((at) => at < start)
  return aim !== undefined && start - aim < farthest && !/[.;!?\n]/.test(message.text.slice(aim, start))
}

function aimsIn(message: Message): readonly number[] {
  const known = aims.get(message)
  if (known) return known
  const made = Array.from(message.text.matchAll(patterns.aims), ({ index }) => index)
  aims.set(message, made)
  return made
}

/** Whether the words before speak of somebody else: "son oncle a une auto-école à", "sa sœur est"; who stays "chez sa sœur à Lens" is there. */
export const isOfOthers = (before: string): boolean => patterns.ofOthers.test(before)

const aims = new WeakMap<Message, readonly number[]>()
const farthest = 160

export const patterns = {
  pointing:
    /\b(?:pas|plus|sauf|sans|hors|not|except) (?:de )?(?:celles?|celui|ceux|those|the ones?) (?:qui (?:est|sont|se fait|se font|a lieu) )?(?:a |au |en |le |la |les |d'|de |du )?$/,
  /** Where a message turns to what is aimed at. */
  aims: /\b(?:cherche\w{0,2}|recherche\w{0,2}|souhait\w{0,6}|veut|veux|veu|vise|visa|voudrai\w{1,3}|aimerai\w{1,3}|projets?|objectif|desir\w{1,4}|se reconver\w+|reconversion|envisag\w{1,4}|demande|aspire|se voit|a former|pour devenir|devenir|wants?|would like|looking for|interested in|hop(?:es?|ing) to|keen (?:on|to)|wish(?:es)? to|aims? to|dreams? of)\b/g,
  ofOthers:
    /(?<!\b(?:chez|avec|comme|pour|que|rejoindre|suivre|et) )\b(?:son|sa|ses|leurs?|mon|ma|mes|l[ae]s?|une?|deux|trois) (?:ex-)?(?:mari|femme|epouse|epoux|conjointe?|compagne|compagnon|freres?|soeurs?|fils|filles?|pere|mere|parents|oncle|tante|cousine?s?|copine?s?|copains?|amie?s?|voisine?s?|neveu|niece|beau-[a-z]+|belle-[a-z]+|grand-[a-z]+)\b[^.;!?\n]{0,60}$|\b(?:his|her|their|my) (?:ex-)?(?:husband|wife|partner|brothers?|sisters?|sons?|daughters?|parents|father|mother|mum|dad|uncle|aunt|cousins?|friends?|neighbours?|boyfriend|girlfriend)\b[^.;!?\n]{0,60}$/,
  wish: /\b(?:de preference|ideale?ment|l'ideal|dans l'ideal|si possible|si c'est possible|eventuellement|pourquoi pas|a la rigueur|ce serait (?:bien|mieux|top|un plus)|serait (?:bien|mieux|un plus|ideale?)|si on peut|aimerait bien|prefere\w{0,4}|preference|un plus|ideally|if possible|preferably|would prefer|would be nice|prefers?)\b/,
  rather: /\bplutot\b|\brather\b/,
  onlyAfterthought:
    /^\s*(?:si possible|si c'est possible|de preference|ideale?ment|dans l'ideal|eventuellement|ce serait (?:bien|mieux|top|un plus)|mais (?:ce n'est )?pas (?:obligatoire|obligatoirement|bloquant)|pas obligatoire|c'est pas bloquant|if possible|preferably)\s*$/,
  onlyForeword: /^\s*(?:et )?(?:ideale?ment|dans l'ideal|l'ideal|si possible|de preference|ideally|preferably)\s*$/,
  accepted: /^ (?:est |c'est |is )?(?:possible|ok|accept\w{0,4}|envisageable|aussi|egalement|fine)\b/,
  over: /\b(?:nouvelle (?:recherche|demande)|autre demande|repart(?:ons|ir)? (?:de|a) zero|on oublie(?: tout)?(?=\s*(?:[,;:.!]|$|et\b))|oublie(?:z)? tout|rien a voir|on recommence|start over|new search)\b/,
  adds: /^\s*(?:et )?(?:aussi|avec|en plus|plus|(?:on |tu |je )?r?ajoute[rz]?|egalement|also|with|ou (?:alors|bien))\b|\b(?:ouvr|elargi|eten)\w{0,4} (?:aussi |plutot )?(?:a|sur|vers|jusqu'a|to)\b|\bhesite\w{0,3} (?:avec|entre)\b|\b(?:aussi|egalement) besoin\b|\b(?:en plus|egalement|en complement)\b|\b(?:aussi|as well|too)[ ?!.]*$/,
}
