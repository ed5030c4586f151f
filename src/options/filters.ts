import type { Candidate } from '../catalogue/catalogue-index.ts'
import type { Criteria, Criterion } from '../criteria/criteria.ts'
import { inOrder } from '../criteria/in-order.ts'
import type { Circumstances, Failure, Judge, Rule } from '../criteria/judging.ts'
import { rooms } from '../criteria/rooms.ts'
import { isWish } from '../criteria/wish.ts'
import { type Item, isLead } from '../item.ts'
import type { Excluded } from './option.ts'

export type Because = Failure & { rule: Rule }

const own: { [Name in OwnRule]: Judge } = {
  'session-over': (item, _, { today }) => {
    const last = item.sessions.at(-1)
    return last && item.sessions.every((session) => session.start < today)
      ? { field: `/sessions/${item.sessions.length - 1}/start`, value: last.start, limit: today }
      : undefined
  },
  // It says that a diploma exists; where it is prepared is told by the schools that are among the candidates themselves.
  lead: (item, { near }) => (near && isLead(item) ? { field: '/places', value: null, limit: null } : undefined),
  'session-full': (item, _, { today }) => {
    const upcoming = item.sessions.filter((session) => session.start >= today)
    return upcoming.length > 0 && upcoming.every((session) => session.seats === 0)
      ? { field: `/sessions/${item.sessions.indexOf(upcoming[0]!)}/seats`, value: 0, limit: 1 }
      : undefined
  },
  'already-refused': (item, _, { alreadyRefused }) =>
    alreadyRefused.has(item.id) ? { field: '/id', value: item.id, limit: null } : undefined,
  'already-shown': (item, _, { alreadyShown }) =>
    alreadyShown?.has(item.id) ? { field: '/id', value: item.id, limit: null } : undefined,
}
type OwnRule = 'session-over' | 'lead' | 'session-full' | 'already-refused' | 'already-shown'

/**
 * The stated rules, in the order they are applied; the first that fails is the reason shown. What the record does not say is never a
 * reason: an unknown date, price or level passes and becomes a claim. A wish ("de préférence") filters nothing. Nor does what the need
 * does not say: without a place, events of any town pass, those at a distance not before the others, and say that their distance is unknown.
 */
const rules = inOrder([
  'kinds',
  'session-over',
  'lead',
  'session-full',
  'already-refused',
  'refused',
  'past',
  'already-shown',
  'excludeItems',
  'excludeProviders',
  'excludeModalities',
  'modality',
  'near',
  'startAfter',
  'startBefore',
  'maxHours',
  'maxPrice',
  'certifying',
  'level',
  'schedule',
  // These leave nothing out: they say what is searched for, how far, or what an option is held against.
  'topic',
  'occupation',
  'radiusKm',
  'constraints',
  'includeItems',
  'alternatives',
  'levelHad',
]).flatMap((name): { rule: Rule; criterion?: Criterion; fails: Judge }[] => {
  if (isOwn(name)) return [{ rule: name, fails: own[name] }]
  const { filter } = rooms[name]
  return filter ? [{ ...filter, criterion: name }] : []
})

function isOwn(name: Criterion | OwnRule): name is OwnRule {
  return name in own
}

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

/**
 * Splits candidates into those that stay and those that leave, with how many each rule left out and up to twenty examples: the nearest of
 * what is too far, and the first of the rest.
 */
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
    const town = townOf(candidate.item, because)
    examples.push({ item: { id, title, ...(town && { town }) }, because })
  }
  const far = examples.filter(({ because }) => because.rule === 'distance')
  const rest = examples.filter(({ because }) => because.rule !== 'distance')
  const nearest = far.sort((one, other) => Number(one.because.value) - Number(other.because.value))
  const told = [...nearest.slice(0, Math.max(mostExamples / 2, mostExamples - rest.length)), ...rest].slice(
    0,
    mostExamples,
  )
  return { kept, excluded: { counts: [...counts].map(([rule, count]) => ({ rule, count })), examples: told } }
}

/** The town that a rule speaks of, else the first. */
export const townOf = ({ places }: Item, { field }: Because): string | undefined =>
  places[Number(field.split('/')[2] ?? 0) || 0]?.commune.name

const mostExamples = 20
