import { z } from 'zod'
import { numberOf, quantity } from '../../guardrails/language/numbers.ts'
import type { Item } from '../item.ts'
import { beyond } from './excess.ts'
import { byHowMuch, signedAmount } from './reading/by-how-much.ts'
import type { Found, Reader } from './reading/message.ts'
import type { Room } from './room.ts'

/** In euros. */
export const shape = { kept: z.number().min(0).optional(), input: z.number().min(0).max(1_000_000) }

/** Above this, an offer is not "pas trop cher", in euros: a stated rule, shown as an editable wish. */
const modestPrice = 500

/** A number without a unit is money from these on, in euros: beside a budget; where nothing else was said of an amount. */
const leastBare = 50
const leastAlone = 1000

/** What may be paid, in euros. "Gratuit", "financé", "sans reste à charge" and "pas de budget" all mean 0. */
export const readPrice: Reader = (message, { previous, shown = [] }) => {
  const found: Found[] = []
  const take = (value: number | null, start: number, end: number, strength?: 'wish') => {
    message.take(start, end)
    found.push({ criterion: 'maxPrice', value, start, end, ...(strength && { strength }) })
  }
  for (const match of message.every(patterns.anyPrice)) take(null, match.index, match.index + match[0].length)
  for (const match of message.every(patterns.free)) take(0, match.index, match.index + match[0].length)
  for (const match of message.every(patterns.change)) {
    const { amount, unit } = signedAmount(match)
    const end = match.index + match[0].length
    // "500 de plus" is money where a budget is held; "trois de plus" are offers.
    if (!unit && (previous.maxPrice === undefined || Math.abs(amount) < leastBare)) continue
    if (previous.maxPrice === undefined) message.take(match.index, end)
    else take(Math.max(0, previous.maxPrice + amount), match.index, end)
  }
  for (const match of message.every(patterns.amount)) {
    const { capped, cappedUnit, bare, bareUnit } = match.groups ?? {}
    const unit = cappedUnit ?? bareUnit
    const number = numberOf((capped ?? bare)!) ?? 0
    // "Moins de 300" alone may be hours or kilometres; "budget 300" is money, and so is "pas plus de 5000" of offers on screen.
    if (unit === undefined && !match[0].startsWith('budget') && !(previous.read.length > 0 && number >= leastAlone))
      continue
    // "Moins de 1000 heures" says of what.
    if (unit === undefined && otherUnit.test(message.text.slice(match.index + match[0].trimEnd().length))) continue
    // "Bac+2 CPF", "groupe de 8 CPF": what stands bare beside a fund is money from some amount on, and where it counts nothing else.
    if (unit === '' && (number < leastBare || countsOther.test(message.text.slice(0, match.index)))) continue
    const amount = unit?.startsWith('k') ? number * 1000 : number
    if (amount <= 1_000_000) take(amount, match.index, match.index + match[0].trimEnd().length)
  }
  if (found.length > 0) return found
  for (const match of message.every(patterns.cheaper)) {
    const prices = shown.flatMap(({ price }) => (price !== undefined && price > 0 ? [price] : []))
    const held = previous.maxPrice === undefined ? modestPrice : Math.floor(previous.maxPrice / 2)
    take(prices.length > 0 ? Math.min(...prices) : held, match.index, match.index + match[0].length)
  }
  for (const match of message.every(patterns.modest)) {
    take(modestPrice, match.index, match.index + match[0].length, 'wish')
  }
  return found
}

const otherUnit =
  /^ ?(?:h|heures?|hours?|kms?|kilometres?|bornes|jours?|days?|semaines?|weeks?|mois|months?|ans?|years?|%)\b/

/** "Groupe de 60", "niveau 300", "RS 5801", "bac+2": the number that follows belongs to something else. */
const countsOther =
  /(?:\b(?:groupes?|classe|promo|niveau|niv|level|age|rs|rncp|code|n°?|article|rome|formacode) ?(?:de |d'|of )?|[+/-] ?|\w)$/

export const patterns = {
  free: /\b(?:gratuite?s?|gratos|sans frais|(?<!\d[ .]?)0 ?(?:€|euros?)|zero euro|(?:entierement |totalement |integralement |completement |100 ?% |tout )?(?:financee?s?|pris(?:e)?s? en charge|remuneree?s?)(?! par le cpf)|sans (?:reste|rest) a charge|(?:zero|0|aucun|pas de) reste a charge|rac ?(?:0|zero)|pas payante?s?|non payante?s?|rien a payer|rien a sa charge|(?:rien|pas (?:un|le moindre) (?:centime|sou|euro|rond|radis|kopeck))(?: a| de)? (?:y mettre|mettre|debourser|depenser|sa poche|payer|verser|avancer)|(?:n'a|sans) (?:pas )?(?:un|le moindre) (?:centime|sou|rond|radis)(?: a (?:y )?(?:mettre|depenser|debourser))?|(?:pas|aucun|sans|zero|n'a pas de) (?:de )?(?:budget|moyens?|argent|sous)|pas les moyens(?: de payer)?|ne peut (?:pas|rien) payer|free(?: of charge)?|fully funded|no cost|no budget)(?![\w€])/g,
  amount: new RegExp(
    String.raw`(?:(?:pas plus de|moins de|max(?:imum|i)?(?: de)?|maximum :?|jusqu'a|inferieure? a|en dessous de|sous|au plus|budget(?: max(?:imum|i)?)?(?: (?:est |c'est )?(?:de|:|d'environ|limite a))?|under|less than|up to|at most|no more than) ?:? ?(?<capped>${quantity}) ?(?<cappedUnit>k ?€|€|eur(?:os?)?\b|e\b|balles\b|k\b)?|(?!une? )(?<bare>${quantity}) ?(?<bareUnit>k ?€|€|euros?\b|eur\b|balles\b|e\b(?= max)|(?=(?: |e )?max\w{0,4} (?:de |du |en )?(?:cpf|budget|finan)|(?: de| en)? cpf\b| (?:sur|dans) (?:son|sa|le|mon|leur) (?:compte|cpf)\b)))(?: max(?:imum|i)?\b| au plus| ou moins| au maximum| tout compris)?`,
    'g',
  ),
  change: byHowMuch('k ?€|€|euros?|eur|balles|'),
  cheaper: /\b(?:moins (?:chere?s?|onereu(?:x|se)s?|couteu(?:x|se)s?)|cheaper|less expensive)\b/g,
  modest:
    /\b(?:(?:pas|not) (?:trop |tres |too )?(?:chere?s?|couteu(?:x|se)s?|expensive)|abordables?|bon marche|petit budget|budget (?:serre|limite)|affordable)\b/g,
  anyPrice:
    /\b(?:peu importe le (?:prix|cout|tarif)|(?:le )?(?:prix|cout) (?:n'est )?pas (?:un )?(?:probleme|important)|any price)\b/g,
}

/** What the person would pay as far as the record says: the remaining cost if published, else the price; undefined when unknown. */
export function costOf(item: Item): { amount: number; field: string } | undefined {
  if (item.remainingCost) return { amount: item.remainingCost.amount, field: '/remainingCost/amount' }
  if (!item.price) return undefined
  return 'free' in item.price
    ? { amount: 0, field: '/price/free' }
    : { amount: item.price.amount, field: '/price/amount' }
}

export const room: Room<'maxPrice'> = {
  read: readPrice,
  lift: 'prix|couts?|tarifs?|budget',
  quote: /\d|\b(?:gratuit|finance|frais|charge|payer|payant|budget|moyens|cher|free|funded|pay|cost)/,
  addsUp: false,
  wish: 'any',
  told: null,
  filter: {
    rule: 'price',
    fails: (item, { maxPrice }) => {
      const cost = costOf(item)
      return maxPrice !== undefined && cost && cost.amount > maxPrice
        ? { field: cost.field, value: cost.amount, limit: maxPrice }
        : undefined
    },
  },
  toldBeside: null,
  milder: ({ maxPrice }) => (maxPrice === undefined ? [] : maxPrice > 0 ? [maxPrice * 2, null] : [null]),
  excess: beyond(500),
}
