import type { Item } from '../catalogue/item.ts'
import type { Need } from './argument.ts'
import { claimOf, of } from './evidence.ts'
import { costOf, nearestPlace } from './filters.ts'
import type { Claim, Evidence } from './option.ts'
import { firstDay, nextSession } from './session.ts'
import { type Differences, type Others, wordings } from './wording.ts'

/**
 * What sets an item apart from the others of its kind shown with it, at most three claims, then from the counsellor's own lead, at most
 * two (contrastive explanation, Buçinca 2025). Beside other kinds it says first how it adds to them. Values stand side by side; one that
 * a record does not give is never compared.
 */
export function differencesOf(item: Item, others: readonly Item[], need: Need, lead?: Item): Claim[] {
  const say = wordings[need.locale]
  const ofItsKind = others.filter(({ kind }) => kind === item.kind)
  const claims: Claim[] = []
  if (ofItsKind.length < others.length) claims.push(besideOtherKinds(item, need))
  claims.push(...contrasts(item, ofItsKind, { kind: item.kind, count: ofItsKind.length }, need))
  const shown = claims.slice(0, 3)
  if (lead && lead.id !== item.id) shown.push(...contrasts(item, [lead], 'lead', need).slice(0, 2))
  if (shown.length > 0) return shown
  return [claimOf('fact', say.provider(item.provider.name), of('/provider/name', item.provider.name))]
}

function besideOtherKinds(item: Item, { locale, today }: Need): Claim {
  const index = item.kind === 'event' ? nextSession(item, today) : -1
  const start = item.sessions[index]?.start
  const dates = start ? [of(`/sessions/${index}/start`, start)] : []
  return claimOf('fact', wordings[locale].beside(item.kind, start), of('/kind', item.kind), ...dates)
}

function contrasts(item: Item, others: readonly Item[], compared: Others, need: Need): Claim[] {
  if (others.length === 0) return []
  const { differs } = wordings[need.locale]
  const claims: (Claim | undefined)[] = [
    ...measures.map(({ measure, below, above }) => {
      const value = measure(item, need)
      const values = others.flatMap((other) => measure(other, need) ?? [])
      if (value === undefined || values.length < others.length) return undefined
      const words = values.every((other) => other > value) ? below : values.every((other) => other < value) && above
      return words ? words(differs, item, compared, need) : undefined
    }),
    modalityApart(item, others, compared, differs),
    certificationApart(item, others, compared, differs),
    scheduleApart(item, others, compared, differs),
  ]
  return claims.flatMap((claim) => claim ?? [])
}

interface Measured {
  /** In any unit that compares; undefined when the record does not say. */
  measure(item: Item, need: Need): number | undefined
  below: InWords
  above: InWords
}

type InWords = (differs: Differences, item: Item, compared: Others, need: Need) => Claim

const fact = (text: string, first: Evidence, ...others: Evidence[]) => claimOf('fact', text, first, ...others)

const measures: readonly Measured[] = [
  {
    measure: ({ hours }) => hours,
    below: (differs, { hours = 0 }, compared) => fact(differs.shorter(hours, compared), of('/hours', hours)),
    above: (differs, { hours = 0 }, compared) => fact(differs.longer(hours, compared), of('/hours', hours)),
  },
  {
    measure: (item, need) => {
      const start = item.sessions[nextSession(item, firstDay(need))]?.start
      return start === undefined ? undefined : Date.parse(start)
    },
    below: (differs, item, compared, need) => startFact(differs.earlier, item, compared, need),
    above: (differs, item, compared, need) => startFact(differs.later, item, compared, need),
  },
  {
    measure: ({ distanceKm, modality, places }) =>
      modality === 'remote' || places.length === 0 ? undefined : distanceKm,
    below: (differs, item, compared, need) => distanceFact(differs.nearer, item, compared, need),
    above: (differs, item, compared, need) => distanceFact(differs.farther, item, compared, need),
  },
  {
    measure: (item) => costOf(item)?.amount,
    below: (differs, item, compared) => costFact(differs.cheaper, differs, item, compared),
    above: (differs, item, compared) => costFact(differs.dearer, differs, item, compared),
  },
]

function startFact(words: Differences['earlier'], item: Item, compared: Others, need: Need): Claim {
  const index = nextSession(item, firstDay(need))
  const { start } = item.sessions[index]!
  return fact(words(start, compared), of(`/sessions/${index}/start`, start))
}

function distanceFact(words: Differences['nearer'], item: Item, compared: Others, { near }: Need): Claim {
  const index = (near && nearestPlace(item, near)?.index) ?? 0
  const { name } = item.places[index]!.commune
  const km = item.distanceKm ?? 0
  return fact(words(km, name, compared), of('/distanceKm', km), of(`/places/${index}/commune/name`, name))
}

function costFact(words: Differences['cheaper'], differs: Differences, item: Item, compared: Others): Claim {
  const { amount, field } = costOf(item)!
  if (amount > 0) return fact(words(amount, compared), of(field, amount))
  return fact(differs.free(compared), of(field, field === '/price/free' ? true : amount))
}

function modalityApart(item: Item, others: readonly Item[], compared: Others, differs: Differences): Claim | undefined {
  const { modality } = item
  if (others.some((other) => other.modality === modality)) return undefined
  return fact(differs.modality(modality, compared), of('/modality', modality))
}

function certificationApart(
  item: Item,
  others: readonly Item[],
  compared: Others,
  differs: Differences,
): Claim | undefined {
  const { kind, certification } = item
  const apart = others.every((other) => (other.certification === undefined) !== (certification === undefined))
  if (kind !== 'training' || !apart) return undefined
  return certification
    ? fact(differs.certifying(compared), of('/certification/label', certification.label))
    : fact(differs.notCertifying(compared), of('/certification', null))
}

function scheduleApart(item: Item, others: readonly Item[], compared: Others, differs: Differences): Claim | undefined {
  const { schedule } = item
  if (!schedule || others.some((other) => other.schedule === undefined || other.schedule === schedule)) return undefined
  return fact(differs.schedule(schedule, compared), of('/schedule', schedule))
}
