import { fold } from '../../guardrails/language/fold.ts'
import type { Candidate } from '../catalogue/catalogue-index.ts'
import { type Item, isCertifying, isLead } from '../catalogue/item.ts'
import type { Criteria, Criterion, Kind, Past, Refused } from '../need/criteria.ts'
import { rootsOf } from '../need/unwanted.ts'
import { fieldOf } from '../occupations/fields.ts'
import { writtenForms as formsOf } from '../occupations/names.ts'
import type { Point } from '../places/distance.ts'
import { distanceKm } from '../places/distance.ts'
import type { Excluded, Rule } from './option.ts'
import { firstDay, openStarts } from './session.ts'

/** Where and when a need is judged. `near` are the coordinates of criteria.near; `today` an ISO date. */
export interface Circumstances {
  today: string
  near?: Point
  alreadyRefused: ReadonlySet<string>
  /** On the table already, where others than these are asked for. */
  alreadyShown?: ReadonlySet<string>
}

/** Used when a commune is given without a radius: about half an hour by road. */
export const defaultRadiusKm = 30

export type Because = Excluded['examples'][number]['because']
type Verdict = Omit<Because, 'rule'> | undefined
type Judge = (item: Item, criteria: Criteria, circumstances: Circumstances) => Verdict

/**
 * The stated rules, in the order they are applied; the first that fails is the reason shown. What the record does not say is never a
 * reason: an unknown date, price or level passes and becomes a claim. A wish ("de préférence") filters nothing. Nor does what the need
 * does not say: without a place, events of any town pass, those at a distance not before the others, and say that their distance is unknown.
 */
const rules: readonly { rule: Rule; criterion: Criterion | null; fails: Judge }[] = [
  {
    rule: 'kind',
    criterion: 'kinds',
    fails: (item, criteria) => {
      const kinds = kindsWanted(criteria)
      return kinds.includes(item.kind) ? undefined : { field: '/kind', value: item.kind, limit: kinds.join(', ') }
    },
  },
  {
    rule: 'session-over',
    criterion: null,
    fails: (item, _, { today }) => {
      const last = item.sessions.at(-1)
      return last && item.sessions.every((session) => session.start < today)
        ? { field: `/sessions/${item.sessions.length - 1}/start`, value: last.start, limit: today }
        : undefined
    },
  },
  {
    // It says that a diploma exists; where it is prepared is told by the schools that are among the candidates themselves.
    rule: 'lead',
    criterion: null,
    fails: (item, { near }) => (near && isLead(item) ? { field: '/places', value: null, limit: null } : undefined),
  },
  {
    rule: 'session-full',
    criterion: null,
    fails: (item, _, { today }) => {
      const upcoming = item.sessions.filter((session) => session.start >= today)
      return upcoming.length > 0 && upcoming.every((session) => session.seats === 0)
        ? { field: `/sessions/${item.sessions.indexOf(upcoming[0]!)}/seats`, value: 0, limit: 1 }
        : undefined
    },
  },
  {
    rule: 'already-refused',
    criterion: null,
    fails: (item, _, { alreadyRefused }) =>
      alreadyRefused.has(item.id) ? { field: '/id', value: item.id, limit: null } : undefined,
  },
  { rule: 'refused', criterion: 'refused', fails: refusedIn },
  { rule: 'left', criterion: 'past', fails: leftIn },
  {
    rule: 'already-shown',
    criterion: null,
    fails: (item, _, { alreadyShown }) =>
      alreadyShown?.has(item.id) ? { field: '/id', value: item.id, limit: null } : undefined,
  },
  {
    rule: 'excluded-item',
    criterion: 'excludeItems',
    fails: (item, { excludeItems }) =>
      excludeItems.includes(item.id) ? { field: '/id', value: item.id, limit: null } : undefined,
  },
  {
    rule: 'excluded-provider',
    criterion: 'excludeProviders',
    fails: (item, { excludeProviders }) => {
      if (excludeProviders.length === 0) return undefined
      const names = [item.provider.name, ...item.partners.map((partner) => partner.name)]
      const unwanted = excludeProviders.find((excluded) => names.every((name) => namesInclude(name, excluded)))
      return unwanted === undefined
        ? undefined
        : { field: '/provider/name', value: item.provider.name, limit: unwanted }
    },
  },
  {
    rule: 'modality',
    criterion: 'excludeModalities',
    fails: (item, { excludeModalities }) =>
      excludeModalities.includes(item.modality)
        ? { field: '/modality', value: item.modality, limit: excludeModalities.join(', ') }
        : undefined,
  },
  {
    rule: 'modality',
    criterion: 'modality',
    fails: (item, { modality }) =>
      modality && item.modality !== modality
        ? { field: '/modality', value: item.modality, limit: modality }
        : undefined,
  },
  {
    rule: 'distance',
    criterion: 'near',
    fails: (item, { radiusKm = defaultRadiusKm }, { near }) => {
      const nearest = near && nearestPlace(item, near)
      return nearest && item.modality !== 'remote' && nearest.km > radiusKm
        ? { field: `/places/${nearest.index}`, value: Math.round(nearest.km), limit: radiusKm }
        : undefined
    },
  },
  {
    rule: 'start-after',
    criterion: 'startAfter',
    fails: (item, { startAfter }, { today }) => {
      const last = openStarts(item, today).at(-1)
      return startAfter && last && last < startAfter
        ? { field: `/sessions/${indexOfStart(item, last)}/start`, value: last, limit: startAfter }
        : undefined
    },
  },
  {
    rule: 'start-before',
    criterion: 'startBefore',
    fails: (item, criteria, { today }) => {
      const { startBefore } = criteria
      // One and the same session must suit: not before startAfter, not full, and by startBefore.
      const from = isWish(criteria, 'startAfter') ? today : firstDay({ criteria, today })
      const first = openStarts(item, from)[0]
      return startBefore && first && first > startBefore
        ? { field: `/sessions/${indexOfStart(item, first)}/start`, value: first, limit: startBefore }
        : undefined
    },
  },
  {
    rule: 'hours',
    criterion: 'maxHours',
    fails: (item, { maxHours }) =>
      maxHours && item.hours && item.hours > maxHours
        ? { field: '/hours', value: item.hours, limit: maxHours }
        : undefined,
  },
  {
    rule: 'price',
    criterion: 'maxPrice',
    fails: (item, { maxPrice }) => {
      const cost = costOf(item)
      return maxPrice !== undefined && cost && cost.amount > maxPrice
        ? { field: cost.field, value: cost.amount, limit: maxPrice }
        : undefined
    },
  },
  {
    rule: 'certifying',
    criterion: 'certifying',
    fails: (item, { certifying }) => {
      const certifies = isCertifying(item)
      if (item.kind !== 'training' || certifying === undefined || certifies === undefined) return undefined
      if (certifies === certifying) return undefined
      return certifies
        ? { field: '/certification/label', value: item.certification!.label, limit: certifying }
        : { field: '/certifying', value: false, limit: certifying }
    },
  },
  {
    rule: 'level',
    criterion: 'level',
    fails: (item, { level }) =>
      level && item.certification?.level && item.certification.level !== level
        ? { field: '/certification/level', value: item.certification.level, limit: level }
        : undefined,
  },
  {
    rule: 'schedule',
    criterion: 'schedule',
    fails: (item, { schedule }) =>
      schedule && item.schedule && item.schedule !== schedule
        ? { field: '/schedule', value: item.schedule, limit: schedule }
        : undefined,
  },
]

/** What the person refuses, by its codes or in the words of what the offer is called; schedules, kinds, levels and towns as they are. */
function refusedIn(item: Item, criteria: Criteria): Verdict {
  for (const refused of criteria.refused) {
    const verdict = isSubject(refused) ? unwantedIn(item, refused, criteria) : plainlyIn(item, refused)
    if (verdict) return { ...verdict, limit: wordsOf(refused) }
  }
  return undefined
}

/** What the person did or leaves, where the offer is not of what is wanted as well. */
function leftIn(item: Item, criteria: Criteria): Verdict {
  if (criteria.past.length === 0 || namesWanted(item, criteria)) return undefined
  for (const left of criteria.past) {
    const verdict = unwantedIn(item, left, criteria)
    if (verdict) return { ...verdict, limit: wordsOf(left) }
  }
  return undefined
}

/** By code, by the name of the trade, or by a word of the subject in what it is called. */
function namesWanted({ title, certification, occupations }: Item, { topic, occupation }: Criteria): boolean {
  if (occupation && occupations.some(({ code }) => code === occupation.code)) return true
  const called = rootsIn(`${title} ${certification?.label ?? ''}`)
  const trades = occupation ? formsOf(nameOf(occupation)).map(rootsOf) : []
  if (trades.some((roots) => roots.length > 0 && roots.every((root) => called.has(root)))) return true
  return rootsOf(topic ?? '').some((root) => called.has(root))
}

type Subject = Extract<Refused, Past>

const isSubject = (refused: Refused): refused is Subject =>
  refused.criterion === 'topic' || refused.criterion === 'occupation'

/**
 * The title is what the offer says it is. Its certification or its codes may cover more than one thing ("taxi ou VTC"): they tell nothing where
 * they cover what is wanted too.
 */
function unwantedIn(item: Item, unwanted: Subject, wanted: Criteria): Where | undefined {
  const forms = (unwanted.criterion === 'topic' ? [unwanted.value] : formsOf(nameOf(unwanted.value))).map(rootsOf)
  const names = (text: string) => {
    const said = rootsIn(text)
    return forms.some((roots) => roots.length > 0 && roots.every((root) => said.has(root)))
  }
  const { title, certification, occupations } = item
  if (names(title)) return { field: '/title', value: title }
  if (certification && names(certification.label) && !namesWanted(item, wanted)) {
    return { field: '/certification/label', value: certification.label }
  }
  if (occupations.some(({ code }) => code === wanted.occupation?.code)) return undefined
  const codes = unwanted.criterion === 'topic' ? fieldOf(unwanted.value) : [unwanted.value.code]
  const index = occupations.findIndex(
    ({ code, label }) => codes.some((one) => code.startsWith(one)) || (unwanted.criterion === 'topic' && names(label)),
  )
  return index < 0 ? undefined : { field: `/occupations/${index}/label`, value: occupations[index]!.label }
}

function plainlyIn(item: Item, refused: Exclude<Refused, Subject>): Where | undefined {
  switch (refused.criterion) {
    case 'kinds':
      return item.kind === refused.value ? { field: '/kind', value: item.kind } : undefined
    case 'schedule':
      return item.schedule === refused.value ? { field: '/schedule', value: item.schedule } : undefined
    case 'level': {
      const level = item.certification?.level
      return level === refused.value ? { field: '/certification/level', value: level } : undefined
    }
    case 'near': {
      const { code, name } = refused.value
      // "Paris" is "Paris 12e Arrondissement" too.
      const isThere = (commune: { code: string; name: string }) =>
        commune.code === code || /^\d/.test(commune.name.split(`${name} `)[1] ?? '')
      const only = item.places.length > 0 && item.places.every(({ commune }) => isThere(commune))
      return only ? { field: '/places/0/commune/name', value: item.places[0]!.commune.name } : undefined
    }
  }
}

type Where = Omit<Because, 'rule' | 'limit'>

const wordsOf = ({ value }: Refused | Past): Because['limit'] =>
  typeof value === 'object' ? ('label' in value ? nameOf(value) : value.name) : value

const nameOf = ({ name, label }: NonNullable<Criteria['occupation']>): string => name ?? label

/** Of a title or a label, each of which is judged many times. */
function rootsIn(text: string): ReadonlySet<string> {
  const known = roots.get(text)
  if (known) return known
  const made = new Set(rootsOf(text))
  if (roots.size >= 10_000) roots.clear()
  roots.set(text, made)
  return made
}

const roots = new Map<string, ReadonlySet<string>>()

/** The first rule that leaves the item out, or undefined. What the counsellor re-included by hand passes whatever the rules say. */
export const reasonToLeaveOut = (item: Item, criteria: Criteria, circumstances: Circumstances): Because | undefined =>
  reasonsToLeaveOut(item, criteria, circumstances).next().value

/** Every rule that leaves the item out, in the order of the rules. */
export function* reasonsToLeaveOut(
  item: Item,
  criteria: Criteria,
  circumstances: Circumstances,
): Generator<Because, undefined> {
  if (criteria.includeItems.includes(item.id)) return undefined
  for (const { rule, criterion, fails } of rules) {
    if (criterion && isWish(criteria, criterion)) continue
    const verdict = fails(item, criteria, circumstances)
    if (verdict) yield { rule, ...verdict }
  }
  return undefined
}

/** Splits candidates into those that stay and those that leave, with how many each rule left out and up to twenty examples. */
export function applyFilters(
  candidates: readonly Candidate[],
  criteria: Criteria,
  circumstances: Circumstances,
): { kept: Candidate[]; excluded: Excluded } {
  const kept: Candidate[] = []
  const counts = new Map<Rule, number>()
  const examples: Excluded['examples'] = []
  for (const candidate of candidates) {
    const because = reasonToLeaveOut(candidate.item, criteria, circumstances)
    if (!because) {
      kept.push(candidate)
      continue
    }
    counts.set(because.rule, (counts.get(because.rule) ?? 0) + 1)
    const { id, title } = candidate.item
    if (examples.length < 20) examples.push({ item: { id, title }, because })
  }
  return { kept, excluded: { counts: [...counts].map(([rule, count]) => ({ rule, count })), examples } }
}

/** A need that names no kind is a need for training. */
export const kindsWanted = ({ kinds }: Criteria): readonly Kind[] => (kinds.length > 0 ? kinds : ['training'])

export function isWish(criteria: Criteria, criterion: Criterion): boolean {
  const reads = criteria.read.filter((read) => read.criterion === criterion)
  return reads.length > 0 && reads.every((read) => read.strength === 'wish')
}

/** The place of the item closest to a point, with its index in `places`; undefined for an item without place. */
export function nearestPlace(item: Item, near: Point): { index: number; km: number } | undefined {
  let nearest: { index: number; km: number } | undefined
  for (const [index, place] of item.places.entries()) {
    const km = distanceKm(near, place)
    if (!nearest || km < nearest.km) nearest = { index, km }
  }
  return nearest
}

/** What the person would pay as far as the record says: the remaining cost if published, else the price; undefined when unknown. */
export function costOf(item: Item): { amount: number; field: string } | undefined {
  if (item.remainingCost) return { amount: item.remainingCost.amount, field: '/remainingCost/amount' }
  if (!item.price) return undefined
  return 'free' in item.price
    ? { amount: 0, field: '/price/free' }
    : { amount: item.price.amount, field: '/price/amount' }
}

const indexOfStart = (item: Item, start: string) => item.sessions.findIndex((session) => session.start === start)

/** "le Greta" names every "GRETA de l'Artois": whole words, without case, accents or articles. */
function namesInclude(name: string, wanted: string): boolean {
  const words = (text: string) =>
    fold(text)
      .split(/[^a-z0-9]+/)
      .filter((word) => word && !articles.has(word))
  const present = new Set(words(name))
  const asked = words(wanted)
  return asked.length > 0 && asked.every((word) => present.has(word))
}

const articles = new Set(['le', 'la', 'les', 'l', 'un', 'une', 'du', 'de', 'des', 'd'])
