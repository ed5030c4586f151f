import type { Span } from '../../guardrails/language/fold.ts'
import { joinRedacted, type Redacted } from '../../guardrails/redacted.ts'
import { mostAlternatives } from '../criteria/alternatives.ts'
import { type Criteria, type CriteriaPatch, Criterion, noCriteria, type Read } from '../criteria/criteria.ts'
import { spokenKinds } from '../criteria/kinds/read-kinds.ts'
import { pendingDoubt } from '../criteria/near/doubt.ts'
import { isOnlyPlace } from '../criteria/only-place.ts'
import { adds, isWish, startsOver } from '../criteria/reading/cues.ts'
import type { Found, Message, ReadingContext } from '../criteria/reading/message.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { hasGoal, hear, isBesideNeed, isNote, isSought, standAt } from '../criteria/reading/stances.ts'
import { rooms } from '../criteria/rooms.ts'
import { isOnlyQuality } from '../criteria/topic/qualities.ts'
import { rootsOf, settle } from '../criteria/unwanted.ts'
import { holdsTrade } from '../occupations/fields.ts'
import type { Referential } from '../occupations/referential.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import { isAssent } from './acts/act-of.ts'
import { workIn } from './goals/features.ts'
import { readGoals } from './goals/read-goals.ts'
import { contradictionIn } from './reading/contradictions.ts'
import { type Exact, judgedSteps, order, readExactly, readSteps, type Step } from './reading/exact.ts'
import { formFieldsIn } from './reading/form-fields.ts'
import { goalsApart } from './reading/goals-apart.ts'
import { inLanguage } from './reading/language.ts'
import { isUndecided } from './reading/undecided.ts'
import { unreadIn } from './reading/unread.ts'
import { readRoles } from './roles/read-roles.ts'
import { readStances } from './stances/read-stances.ts'
import { seenIn } from './tokens.ts'

/** Reads a message into criteria by rules: deterministic, linear in the length of the text. What was read exactly already is taken over, and used up. */
export function readNeed(text: Redacted, given: ReadingContext, exactly: Exact = readExactly(text, given)): Reading {
  const { message, proposed: exact, ...stands } = exactly
  const context = inLanguage(message.language, given)
  hear(message, heardIn(message, stands, context))
  const over = startsOver(message)
  const amends = !over && context.previous.read.length > 0
  const proposed = new Map([...exact, ...readSteps(judgedSteps, message, context)])
  const foundBy = (step: Step) => proposed.get(step)!.flatMap((one) => ('doubt' in one ? [] : asHeard(message, one)))
  const doubtOf = (step: Step) => proposed.get(step)!.flatMap((one) => ('doubt' in one ? [one.doubt] : []))[0]
  const found = goalsApart(message, order.flatMap(foundBy))
  if (!found.some(({ criterion }) => criterion === 'kinds')) {
    found.push(...spokenKinds(message, foundBy('occupation').length > 0))
  }
  const spots = foundBy('near').filter(({ criterion }) => criterion !== 'refused')
  // An implied value ("secteur") yields to a said one ("20 km"), and means nothing away from a place.
  const said = found.filter(
    (one) =>
      !one.implied ||
      (spots.some((spot) => isNextTo(message, one, spot)) &&
        !found.some((other) => other.criterion === one.criterion && !other.implied)),
  )
  const surest = said.filter((one) => isAmongSurest(message, one, said))
  const { patch, read } = gather(message, surest, context, amends)
  const contradictory = contradictionIn(message, surest)
  if (contradictory) for (const alternative of contradictory.alternatives) forget(patch, read, alternative)
  const isTakenUp = context.previous.alternatives.some(({ topic }) => topic !== undefined && topic === patch.topic)
  if (amends && patch.topic && !isTakenUp && !namesGoal(message, patch.topic, context)) {
    // A trade that was only heard in those words goes with them.
    if (spanOf(read, 'occupation') === spanOf(read, 'topic')) forget(patch, read, { occupation: null })
    forget(patch, read, { topic: null })
  }
  // In a note that asks for a trade by its name, words that only come close tell of the person.
  if (patch.occupation && isNote(message) && !hasGoal(message)) forget(patch, read, { topic: null })
  changeSubject(message, { patch, read }, context, amends)
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
  const isQuality = !patch.occupation && patch.topic && isOnlyQuality(patch.topic) && !context.continues
  const undecided = !amends && (isUndecided(message) || isQuality)
  if (undecided)
    for (const about of ['topic', 'occupation', 'alternatives'] as const) forget(patch, read, { [about]: null })
  return {
    patch,
    read,
    unread: unreadIn(message, read),
    ...(ambiguous && { ambiguous }),
    ...(contradictory && { contradictory }),
    ...(undecided && { undecided }),
  }
}

/** What each of the things found is for, and each stretch of words, in offsets of the folded text. */
function heardIn(
  message: Message,
  { spans, person }: Pick<Exact, 'spans' | 'person'>,
  { referential }: ReadingContext,
): Parameters<typeof hear>[1] {
  const folded = <One extends Span>(one: One): One => ({
    ...one,
    start: message.index(one.start),
    end: message.index(one.end),
  })
  const fields = formFieldsIn(message)
  const seen = seenIn(message.original)
  const stands = readStances(seen, spans).map(folded)
  return {
    // A field of a form says itself what its value is for.
    stands: stands.map((stand) => {
      const field = fields.find(({ start, end }) => stand.start >= start && stand.end <= end)
      return field ? { ...stand, stance: field.stance, sure: true } : stand
    }),
    stretches: readRoles(seen, spans).map(folded),
    goals: readGoals(seen, { spans, person, workIn: workIn(referential) }).map(folded),
  }
}

/** What was found, or what it tells where it surely stands beside the need: the hours of a husband, how long a trade was held, a diploma of old. */
function asHeard(message: Message, found: Found): Found[] {
  const { toldBeside } = rooms[found.criterion]
  // What is told in few words is all asked: the model learned from notes, and a date alone is no appointment.
  const ends = [found.criterion, otherEnd[found.criterion]].filter((one) => one && standAt(message, one, found))
  const isBeside = ends.length > 0 && ends.every((one) => isBesideNeed(message, one!, found))
  const isAsked = !isNote(message) || !isBeside
  if (!toldBeside || found.value === null || isAsked) return [found]
  return found.criterion === 'level' ? [{ ...found, criterion: 'levelHad' }] : []
}

/** "Au premier trimestre" is one thing said, with two ends. */
const otherEnd: { readonly [Name in Criterion]?: Criterion } = { startAfter: 'startBefore', startBefore: 'startAfter' }

/** A note tells other dates, lengths and levels beside those of the need: where some surely are the need's, they alone count. */
function isAmongSurest(message: Message, one: Found, found: readonly Found[]): boolean {
  if (!isNote(message) || rooms[one.criterion].toldBeside === null || isSought(message, one.criterion, one)) return true
  return !found.some((other) => other.criterion === one.criterion && isSought(message, other.criterion, other))
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
function isNextTo({ text }: Message, one: Found, other: Found): boolean {
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

/** Whether an amendment names something else to look for; else its words comment on it ("l'opco il le paie") and change nothing. */
const namesGoal = (message: Message, topic: Redacted, { previous, continues, referential }: ReadingContext): boolean =>
  // Where nothing is looked for yet, whatever answers the question about it is it.
  (continues === true && !previous.topic && !previous.occupation && !isAssent(message.original)) ||
  hasGoal(message) ||
  rather.test(message.text) ||
  subjectsIn(topic).length > 0 ||
  holdsTrade(topic, referential)

const rather = /\bplutot\b/

const spanOf = (read: readonly Read[], criterion: Criterion): string =>
  JSON.stringify(read.find((one) => one.criterion === criterion)?.span ?? criterion)

const prefers = /\b(?:plutot|finalement|en fait|a la place|au lieu)\b/

/**
 * A new subject replaces the old one, whichever way each was said, and those that stood beside it, unless the message says it comes on top: then
 * either would do. Nor does what answers a question about it: "bois, pas alu" says which joiner.
 */
function changeSubject(
  message: Message,
  { patch, read }: Pick<Reading, 'patch' | 'read'>,
  { previous, continues, referential }: ReadingContext,
  amends: boolean,
): void {
  if (!amends) return
  if (adds(message)) {
    setBeside(patch, read, previous)
    return
  }
  const isOtherGoal = Boolean(patch.occupation || patch.topic) && !continues
  if (patch.occupation && !patch.topic && previous.topic) patch.topic = null
  if (patch.topic && !patch.occupation && previous.occupation && !continues) patch.occupation = null
  const goesOn = continues
    ? !prefers.test(message.text)
    : patch.topic && corrects(message, previous.topic, patch.topic, referential)
  if (patch.topic && previous.topic && goesOn) patch.topic = joinRedacted([previous.topic, patch.topic], ' ')
  // Other goals stood beside the one that is left; other places go on.
  if (isOtherGoal && patch.alternatives === undefined && !previous.alternatives.every(isOnlyPlace))
    patch.alternatives = previous.alternatives.filter(isOnlyPlace)
}

/** "Je voulais dire prépa à la sélection", of "préparation au concours d'auxiliaire": words that say again a part of the goal, without its trade, keep that. */
function corrects(message: Message, held: Redacted | undefined, topic: Redacted, referential: Referential): boolean {
  if (!held || !meantOtherwise.test(message.text) || holdsTrade(topic, referential)) return false
  const said = rootsOf(topic)
  return holdsTrade(held, referential) && rootsOf(held).some((root) => said.includes(root))
}

const meantOtherwise = /\b(?:(?:je |j')?(?:voulais|veux|voulait|pensais) (?:dire|parler)|i meant?)\b/

/** Another trade or subject than the one held, or another town, said to come on top: it would do as well. */
function setBeside(patch: CriteriaPatch, read: Read[], previous: Criteria): void {
  const { topic, occupation, near } = patch
  const isOther = occupation ? occupation.code !== previous.occupation?.code : topic !== previous.topic
  const goal = isOther ? { ...(occupation && { occupation }), ...(topic && { topic }) } : {}
  const place = near && previous.near && near.code !== previous.near.code ? { near } : {}
  const beside = { ...goal, ...place }
  const criteria = Object.keys(beside) as (keyof typeof beside)[]
  const isHeld = previous.occupation || previous.topic || Object.keys(place).length > 0
  if (criteria.length === 0 || !isHeld) return
  const first = read.find(({ criterion }) => criterion === criteria[0])
  forget(patch, read, beside)
  patch.alternatives = distinct([...previous.alternatives, beside]).slice(-mostAlternatives) as Criteria['alternatives']
  read.push({ ...first, criterion: 'alternatives', from: 'message', strength: 'must' })
}

function forgetPrevious(patch: CriteriaPatch, previous: Criteria): void {
  for (const { criterion, from } of previous.read) {
    if (from !== 'profile' && patch[criterion] === undefined) patch[criterion] = null
  }
}
