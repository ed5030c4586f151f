import { costOf } from '../criteria/max-price.ts'
import { closestPlace } from '../criteria/near/near.ts'
import { firstDay, nextSession } from '../criteria/session.ts'
import { type Item, isCertifying } from '../item.ts'
import type { Need } from './argument.ts'
import { complementOf } from './complements.ts'
import { claimOf, of } from './evidence.ts'
import { measures } from './measures.ts'
import type { Claim, Evidence } from './option.ts'
import { lineSaying, plain } from './passages.ts'
import { type Differences, type Others, type Stand, wordings } from './wording.ts'

/**
 * What sets an item apart from the others of its kind shown with it, at most three claims, then from the counsellor's own lead, at most
 * two (contrastive explanation, Buçinca 2025). Beside other kinds it says first how it adds to them. What decides most often comes first:
 * date, distance, hours, cost, modality, certification, schedule, time in a company; who offers it only when nothing else differs. Values
 * stand side by side; one that a record does not give is said to be missing, never compared.
 */
export function differencesOf(item: Item, others: readonly Item[], need: Need, lead?: Item): Claim[] {
  const say = wordings[need.locale]
  const ofItsKind = others.filter(({ kind }) => kind === item.kind)
  const claims: Claim[] = []
  if (ofItsKind.length < others.length) claims.push(besideOtherKinds(item, others, need))
  claims.push(...contrasts(item, ofItsKind, { kind: item.kind, count: ofItsKind.length }, need))
  const shown = claims.slice(0, 3)
  if (lead && lead.id !== item.id) shown.push(...contrasts(item, [lead], 'lead', need).slice(0, 2))
  if (shown.length > 0) return shown
  return [claimOf('fact', say.provider(item.provider.name), of('/provider/name', item.provider.name))]
}

function besideOtherKinds(item: Item, others: readonly Item[], { locale, today }: Need): Claim {
  const complement = complementOf(item, others)
  if (complement) return fact(wordings[locale].complements(item.kind, complement.on), complement.evidence)
  const index = item.kind === 'event' ? nextSession(item, today) : -1
  const start = item.sessions[index]?.start
  const dates = start ? [of(`/sessions/${index}/start`, start)] : []
  return claimOf('fact', wordings[locale].beside(item.kind, start), of('/kind', item.kind), ...dates)
}

function contrasts(item: Item, others: readonly Item[], compared: Others, need: Need): Claim[] {
  if (others.length === 0) return []
  const found = comparisons.flatMap((compare) => compare(item, others, compared, need) ?? [])
  // Standing between the others, or saying what they do not, tells less than standing apart from them all.
  return [...found.filter(({ weak }) => !weak), ...found.filter(({ weak }) => weak)].map(({ claim }) => claim)
}

interface Contrast {
  claim: Claim
  weak?: boolean
}

type Compare = (item: Item, others: readonly Item[], compared: Others, need: Need) => Contrast | undefined

const fact = (text: string, first: Evidence, ...more: Evidence[]) => claimOf('fact', text, first, ...more)

interface Measured {
  /** In any unit that compares; undefined when there is nothing to compare. */
  measure(item: Item, need: Need): number | undefined
  /** Whether the record gives no such value at all. */
  silent(item: Item): boolean
  words(differs: Differences, stand: Stand, item: Item, compared: Others, need: Need): Claim
}

const byStart: Measured = {
  measure: measures.start,
  silent: ({ sessions }) => sessions.length === 0,
  words(differs, stand, item, compared, need) {
    const index = nextSession(item, firstDay(need))
    const { start } = item.sessions[index]!
    return fact(differs.start(start, stand, compared), of(`/sessions/${index}/start`, start))
  },
}

const byDistance: Measured = {
  measure: measures.distance,
  silent: () => false,
  words(differs, stand, item, compared, need) {
    const index = closestPlace(item, need)?.index ?? 0
    const { name } = item.places[index]!.commune
    const km = item.distanceKm ?? 0
    const evidence = of(`/places/${index}/commune/name`, name)
    return fact(differs.distance(km, name, stand, compared), of('/distanceKm', km), evidence)
  },
}

const byHours: Measured = {
  measure: measures.hours,
  silent: ({ hours }) => hours === undefined,
  words: (differs, stand, { hours = 0 }, compared) => fact(differs.hours(hours, stand, compared), of('/hours', hours)),
}

const byCost: Measured = {
  measure: measures.cost,
  silent: (item) => costOf(item) === undefined,
  words(differs, stand, item, compared) {
    const { amount, field } = costOf(item)!
    return fact(differs.cost(amount, stand, compared), of(field, field === '/price/free' ? true : amount))
  },
}

const measured =
  ({ measure, silent, words }: Measured): Compare =>
  (item, others, compared, need) => {
    const value = measure(item, need)
    if (value === undefined) return undefined
    const stand = standOf(
      value,
      others.map((other) => measure(other, need)),
      others.every(silent),
    )
    if (!stand) return undefined
    const weak = stand === 'between' || stand === 'alone'
    return { claim: words(wordings[need.locale].differs, stand, item, compared, need), weak }
  }

function standOf(value: number, others: readonly (number | undefined)[], allSilent: boolean): Stand | undefined {
  if (allSilent) return 'alone'
  const known = others.filter((other) => other !== undefined)
  if (known.length < others.length || known.includes(value)) return undefined
  if (known.every((other) => other > value)) return 'below'
  return known.every((other) => other < value) ? 'above' : 'between'
}

/** Where nothing is measured from, the towns themselves. */
const townApart: Compare = (item, others, compared, { near, locale }) => {
  const isSomewhere = ({ modality, places }: Item) => modality !== 'remote' && places.length > 0
  const [place] = item.places
  if (near || !place || ![item, ...others].every(isSomewhere)) return undefined
  const towns = new Set(item.places.map(({ commune }) => commune.code))
  if (others.some(({ places }) => places.some(({ commune }) => towns.has(commune.code)))) return undefined
  const { name } = place.commune
  return { claim: fact(wordings[locale].differs.town(name, compared), of('/places/0/commune/name', name)) }
}

const modalityApart: Compare = ({ modality }, others, compared, { locale }) => {
  if (others.some((other) => other.modality === modality)) return undefined
  return { claim: fact(wordings[locale].differs.modality(modality, compared), of('/modality', modality)) }
}

const certificationApart: Compare = (item, others, compared, { locale }) => {
  const { kind, certification } = item
  const { differs } = wordings[locale]
  if (kind !== 'training') return undefined
  const theirs = others.flatMap((other) => other.certification ?? [])
  if (!certification) {
    const apart = isCertifying(item) === false && theirs.length === others.length
    return apart ? { claim: fact(differs.notCertifying(compared), of('/certifying', false)) } : undefined
  }
  const { label, level } = certification
  const named = of('/certification/label', label)
  if (others.every((other) => isCertifying(other) === false))
    return { claim: fact(differs.certifying(compared), named) }
  if (others.every((other) => isCertifying(other) === undefined)) {
    return { claim: fact(differs.certifyingAlone(compared), named), weak: true }
  }
  if (theirs.length < others.length) return undefined
  if (level !== undefined && theirs.every((other) => other.level !== undefined && other.level !== level)) {
    return { claim: fact(differs.level(level, compared), of('/certification/level', level)) }
  }
  const another = theirs.every((other) => plain(other.label) !== plain(label))
  return another ? { claim: fact(differs.certification(label, compared), named) } : undefined
}

const scheduleApart: Compare = ({ schedule }, others, compared, { locale }) => {
  if (!schedule || others.some((other) => other.schedule === undefined || other.schedule === schedule)) return undefined
  return { claim: fact(wordings[locale].differs.schedule(schedule, compared), of('/schedule', schedule)) }
}

const companyApart: Compare = (item, others, compared, { locale }) => {
  const found = item.kind === 'training' && lineSaying(item, saysCompany)
  if (!found || others.some((other) => lineSaying(other, saysCompany))) return undefined
  return { claim: fact(wordings[locale].differs.company(compared), found.evidence) }
}

/** Time spent in a company; "stage" alone may be the course itself. */
const saysCompany = (line: string): boolean =>
  /\bstages? (?:pratiques?|en (?:entreprise|milieu)|d application|professionnels?)|\bimmersions? (?:professionnelle|en entreprise)|\bperiodes? (?:d [a-z ]{3,20})?en (?:entreprise|milieu professionnel)/.test(
    plain(line),
  ) && !/\b(?:sans|pas de|aucune?) (?:stage|periode|immersion)/.test(plain(line))

const comparisons: readonly Compare[] = [
  measured(byStart),
  measured(byDistance),
  townApart,
  measured(byHours),
  measured(byCost),
  modalityApart,
  certificationApart,
  scheduleApart,
  companyApart,
]
