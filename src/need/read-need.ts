import { joinRedacted, type Redacted } from '../../guardrails/redacted.ts'
import { type Criteria, type CriteriaPatch, Criterion, noCriteria, type Read } from '../criteria/criteria.ts'
import { inOrder } from '../criteria/in-order.ts'
import { spokenKinds } from '../criteria/kinds/read-kinds.ts'
import { pendingDoubt } from '../criteria/near/doubt.ts'
import { holdPlaces } from '../criteria/near/read-near.ts'
import { holdNames } from '../criteria/occupation/mentions.ts'
import { isOnlyPlace } from '../criteria/only-place.ts'
import { adds, isWish, startsOver } from '../criteria/reading/cues.ts'
import { readLifts } from '../criteria/reading/lifts.ts'
import { type Found, type Message, type Reader, type ReadingContext, readable } from '../criteria/reading/message.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { rooms } from '../criteria/rooms.ts'
import { settle } from '../criteria/unwanted.ts'
import { contradictionIn } from './reading/contradictions.ts'
import { takePersonFacts } from './reading/person-facts.ts'

/**
 * Each reader takes the words it understood, so the order matters: what is most specific first ("sans permis" before "niveau",
 * "500 €" before durations, travel times before dates), then the place, what is left and refused, and the subject last, from what remains.
 * What is left and refused comes after the place, which may be refused as well ("pas Paris" is no subject), and before what is wanted.
 */
const order = inOrder([
  'excludeProviders',
  'lifts',
  'maxPrice',
  'constraints',
  'radiusKm',
  'modality',
  'excludeModalities',
  'schedule',
  'startAfter',
  'startBefore',
  'level',
  'maxHours',
  'certifying',
  'near',
  'past',
  'refused',
  'kinds',
  'occupation',
  'alternatives',
  'topic',
  'includeItems',
  'excludeItems',
  'levelHad',
])

function readerOf(name: (typeof order)[number]): Reader | undefined {
  const read = name === 'lifts' ? readLifts : rooms[name].read
  return typeof read === 'function' ? read : undefined
}

/** Reads a message into criteria by rules: deterministic, linear in the length of the text. */
export function readNeed(text: Redacted, context: ReadingContext): Reading {
  const message = readable(text)
  // Before all else the names of occupations and places are held together, and who the person is is taken.
  holdNames(message, context)
  holdPlaces(message, context)
  takePersonFacts(message)
  const over = startsOver(message)
  const amends = !over && context.previous.read.length > 0
  const proposed = new Map(order.map((name) => [name, readerOf(name)?.(message, context) ?? []]))
  const foundBy = (name: (typeof order)[number]) => proposed.get(name)!.flatMap((one) => ('doubt' in one ? [] : [one]))
  const doubtOf = (name: Criterion) => proposed.get(name)!.flatMap((one) => ('doubt' in one ? [one.doubt] : []))[0]
  const found = order.flatMap(foundBy)
  if (!found.some(({ criterion }) => criterion === 'kinds')) {
    found.push(...spokenKinds(message, foundBy('occupation').length > 0))
  }
  const spots = foundBy('near').filter(({ criterion }) => criterion !== 'refused')
  // An implied value ("secteur") yields to a said one ("20 km"), and means nothing away from a place.
  const said = found.filter(
    (one) =>
      !one.implied ||
      (spots.some((spot) => isBeside(message, one, spot)) &&
        !found.some((other) => other.criterion === one.criterion && !other.implied)),
  )
  const { patch, read } = gather(message, said, context, amends)
  const contradictory = contradictionIn(message, said)
  if (contradictory) for (const alternative of contradictory.alternatives) forget(patch, read, alternative)
  changeSubject(message, patch, context.previous, amends)
  settle(patch, amends ? context.previous : noCriteria)
  if (over) forgetPrevious(patch, context.previous)
  const unanswered = patch.near === undefined ? pendingDoubt(context.previous, context.places) : undefined
  const isAnywhere = patch.radiusKm === null
  if (unanswered && isAnywhere) {
    patch.near = null
    read.push({ criterion: 'near', from: 'message', strength: 'must' })
  }
  const { alternatives } = context.previous
  // Where any place will do, the others that would do are none.
  if (patch.near === null && patch.alternatives === undefined && alternatives.some(isOnlyPlace))
    patch.alternatives = alternatives.filter((one) => !isOnlyPlace(one))
  const pending = isAnywhere || patch.modality === 'remote' ? undefined : unanswered
  const ambiguous = doubtOf('near') ?? pending ?? doubtOf('occupation')
  return { patch, read, ...(ambiguous && { ambiguous }), ...(contradictory && { contradictory }) }
}

function gather(
  message: Message,
  found: readonly Found[],
  context: ReadingContext,
  amends: boolean,
): Pick<Reading, 'patch' | 'read'> {
  const patch: CriteriaPatch = {}
  const read: Read[] = []
  for (const criterion of Criterion.options) {
    const mine = found.filter((one) => one.criterion === criterion)
    const last = mine.at(-1)
    if (!last) continue
    if (isList(criterion)) {
      const kept = mine.find(({ replaces }) => replaces)?.value as unknown[] | undefined
      const before = kept ?? (amends ? context.previous[criterion] : [])
      const said = mine.flatMap(({ replaces, value }) => (replaces ? [] : ((value ?? []) as unknown[])))
      Object.assign(patch, { [criterion]: distinct([...before, ...said]) })
    } else Object.assign(patch, { [criterion]: criterion === 'alternatives' ? alternativesOf(mine) : last.value })
    if (last.value === null && last.implied) continue
    const strength =
      last.strength ??
      (isWish(message, last.start, last.end, amends || rooms[criterion].wish === 'not-rather') ? 'wish' : 'must')
    const start = Math.min(...mine.map((one) => one.start))
    const whole = isList(criterion) ? { start, end: Math.max(...mine.map((one) => one.end)) } : last
    read.push({
      criterion,
      from: 'message',
      strength: rooms[criterion].wish === 'never' ? 'must' : strength,
      span: message.span(whole.start, whole.end),
      ...(last.said && { said: last.said }),
      ...(last.corrected && { corrected: last.corrected }),
    })
  }
  return { patch, read }
}

/** Other places and other occupations that would do are read apart. */
const alternativesOf = (found: readonly Found[]): unknown =>
  found.every(({ value }) => value === null) ? null : distinct(found.flatMap(({ value }) => (value ?? []) as unknown[]))

/** What several messages add up to. */
const isList = (criterion: Criterion): criterion is 'constraints' | 'refused' | 'past' => rooms[criterion].addsUp

const distinct = (values: readonly unknown[]): unknown[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
]

/** "Secteur Béthune", "Brest ou env": nothing but small words between. */
function isBeside({ text }: Message, one: Found, other: Found): boolean {
  const between = text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start))
  return between.length <= 14 && !/[,;:.!?\n]/.test(between)
}

function forget(patch: CriteriaPatch, read: Read[], alternative: CriteriaPatch): void {
  for (const criterion of Object.keys(alternative) as Criterion[]) {
    delete patch[criterion]
    const at = read.findIndex((one) => one.criterion === criterion)
    if (at >= 0) read.splice(at, 1)
  }
}

/** A new subject replaces the old one, whichever way each was said, unless the message says it comes on top: then both are searched. */
function changeSubject(message: Message, patch: CriteriaPatch, previous: Criteria, amends: boolean): void {
  if (!amends) return
  if (adds(message)) {
    if (patch.topic && previous.topic) patch.topic = joinRedacted([previous.topic, patch.topic], ' ')
    return
  }
  if (patch.occupation && !patch.topic && previous.topic) patch.topic = null
  if (patch.topic && !patch.occupation && previous.occupation) patch.occupation = null
}

function forgetPrevious(patch: CriteriaPatch, previous: Criteria): void {
  for (const { criterion, from } of previous.read) {
    if (from !== 'profile' && patch[criterion] === undefined) patch[criterion] = null
  }
}
