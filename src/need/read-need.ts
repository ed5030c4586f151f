import { joinRedacted, type Redacted } from '../../guardrails/redacted.ts'
import { readCertifying } from '../criteria/certifying.ts'
import { readConstraints } from '../criteria/constraints.ts'
import { type Criteria, type CriteriaPatch, Criterion, noCriteria, type Read } from '../criteria/criteria.ts'
import { readExclusions } from '../criteria/exclude-providers.ts'
import { readKinds, spokenKinds } from '../criteria/kinds/read-kinds.ts'
import { readLevel } from '../criteria/level.ts'
import { readDuration } from '../criteria/max-hours.ts'
import { readPrice } from '../criteria/max-price.ts'
import { readModality } from '../criteria/modality.ts'
import { holdPlaces, pendingDoubt, readPlace } from '../criteria/near/read-near.ts'
import { holdNames, readOccupation } from '../criteria/occupation/read-occupation.ts'
import { readPast } from '../criteria/past.ts'
import { readRadius } from '../criteria/radius-km.ts'
import { adds, isWish, startsOver } from '../criteria/reading/cues.ts'
import { readDates } from '../criteria/reading/dates.ts'
import { readLifts } from '../criteria/reading/lifts.ts'
import { type Found, type Message, type Reader, type ReadingContext, readable } from '../criteria/reading/message.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { readRefusals } from '../criteria/refused.ts'
import { readSchedule } from '../criteria/schedule.ts'
import { readTopic } from '../criteria/topic/read-topic.ts'
import { settle } from '../criteria/unwanted.ts'
import { contradictionIn } from './reading/contradictions.ts'
import { takePersonFacts } from './reading/person-facts.ts'

/**
 * Each reader takes the words it understood, so the order matters: what is most specific first ("sans permis" before "niveau",
 * "500 €" before durations, travel times before dates), then the place, what is left and refused, and the subject last, from what remains.
 * Before them all, the names of occupations are held together, and who the person is is taken.
 */
const readers: readonly Reader[] = [
  readExclusions,
  readLifts,
  readPrice,
  readConstraints,
  readRadius,
  readModality,
  readSchedule,
  readDates,
  readLevel,
  readDuration,
  readCertifying,
]

/** After the place, which may be refused as well: "pas Paris" is no subject. What is left and refused goes before what is wanted. */
const unwanted: readonly Reader[] = [readPast, readRefusals, readKinds]

/** Reads a message into criteria by rules: deterministic, linear in the length of the text. */
export function readNeed(text: Redacted, context: ReadingContext): Reading {
  const message = readable(text)
  holdNames(message, context)
  const places = holdPlaces(message, context)
  takePersonFacts(message)
  const over = startsOver(message)
  const amends = !over && context.previous.read.length > 0
  const found = readers.flatMap((read) => read(message, context))
  const place = readPlace(message, context, places)
  found.push(...unwanted.flatMap((read) => read(message, context)))
  const occupation = readOccupation(message, context)
  found.push(...place.found, ...occupation.found)
  if (!found.some(({ criterion }) => criterion === 'kinds')) {
    found.push(...spokenKinds(message, occupation.found.length > 0))
  }
  // An implied value ("secteur") yields to a said one ("20 km"), and means nothing away from a place.
  const said = found.filter(
    (one) =>
      !one.implied ||
      (place.found.some((spot) => spot.criterion !== 'refused' && isBeside(message, one, spot)) &&
        !found.some((other) => other.criterion === one.criterion && !other.implied)),
  )
  said.push(...readTopic(message))
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
  const pending = isAnywhere || patch.modality === 'remote' ? undefined : unanswered
  const ambiguous = place.ambiguous ?? pending ?? occupation.ambiguous
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
    } else Object.assign(patch, { [criterion]: last.value })
    if (last.value === null && last.implied) continue
    const strength =
      last.strength ?? (isWish(message, last.start, last.end, amends || spatial.has(criterion)) ? 'wish' : 'must')
    const start = Math.min(...mine.map((one) => one.start))
    const whole = isList(criterion) ? { start, end: Math.max(...mine.map((one) => one.end)) } : last
    // What is searched for is never a wish: there would be nothing to search. Nor is a refusal.
    const firm = firmly.has(criterion)
    read.push({
      criterion,
      from: 'message',
      strength: firm ? 'must' : strength,
      span: message.span(whole.start, whole.end),
      ...(last.said && { said: last.said }),
      ...(last.corrected && { corrected: last.corrected }),
    })
  }
  return { patch, read }
}

/** What several messages add up to. */
const isList = (criterion: Criterion): criterion is 'constraints' | 'refused' | 'past' =>
  criterion === 'constraints' || criterion === 'refused' || criterion === 'past'

const firmly: ReadonlySet<Criterion> = new Set(['topic', 'occupation', 'kinds', 'refused', 'past'])

const distinct = (values: readonly unknown[]): unknown[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
]

/** "Secteur Béthune", "Brest ou env": nothing but small words between. */
function isBeside({ text }: Message, one: Found, other: Found): boolean {
  const between = text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start))
  return between.length <= 14 && !/[,;:.!?\n]/.test(between)
}

/** "Plutôt sur Rouen" says where, not how much it matters. */
const spatial: ReadonlySet<Criterion> = new Set(['near', 'radiusKm'])

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
