import type { Span } from '../../../guardrails/language/fold.ts'
import type { Redacted } from '../../../guardrails/redacted.ts'
import { inOrder } from '../../criteria/in-order.ts'
import { holdPlaces } from '../../criteria/near/read-near.ts'
import { holdNames, mentionsIn } from '../../criteria/occupation/mentions.ts'
import { readLifts } from '../../criteria/reading/lifts.ts'
import { type Message, type Reader, type ReadingContext, readable } from '../../criteria/reading/message.ts'
import { rooms } from '../../criteria/rooms.ts'
import { subjectsHeard } from '../../criteria/topic/read-topic.ts'
import type { TypedSpan } from '../stances/features.ts'
import { inLanguage, languageOf } from './language.ts'
import { takeNotJudged } from './not-judged.ts'
import { takePersonFacts } from './person-facts.ts'

/**
 * Each reader takes the words it understood, so the order matters: what is most specific first ("sans permis" before "niveau",
 * "500 €" before durations, travel times before dates), then the place, what is left and refused, and the subject last, from what remains.
 * What is left and refused comes after the place, which may be refused as well ("pas Paris" is no subject), and before what is wanted.
 */
export const order = inOrder([
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

export type Step = (typeof order)[number]
export type Proposals = ReadonlyMap<Step, ReturnType<Reader>>

/** Lets the readers of these steps read the message, one after the other. */
export const readSteps = (steps: readonly Step[], message: Message, context: ReadingContext): Proposals =>
  new Map(steps.map((step) => [step, readerOf(step)?.(message, context) ?? []]))

/**
 * What a message says in numbers, dates and fixed words, with all else that has a name in it: trades and places, whatever each is for.
 * Before all else the names of occupations and places are held together, and who the person is is taken.
 */
export function readExactly(text: Redacted, given: ReadingContext): Exact {
  const language = languageOf(text, given.referential)
  const context = inLanguage(language, given)
  const message = readable(text, language)
  if (context.leavesOut) takePointing(message)
  holdNames(message, context)
  const places = holdPlaces(message, context)
  const person = takePersonFacts(message).map(({ start, end }) => message.span(start, end))
  const proposed = readSteps(exactSteps, message, context)
  takeNotJudged(message)
  const found = [...proposed.values()].flat().flatMap((one) => ('doubt' in one ? [] : [one]))
  const spans = [
    ...found.map(({ criterion, start, end }) => ({ ...message.span(start, end), type: criterion })),
    ...mentionsIn(message, context).map(({ start, end }) => ({ ...message.span(start, end), type: 'trade' })),
    ...subjectsHeard(message).map(({ start, end }) => ({ ...message.span(start, end), type: 'subject' })),
    ...places.map(({ start, end }) => ({ start, end, type: 'place' })),
  ]
  return {
    message,
    proposed,
    person,
    spans: spans.sort((one, other) => one.start - other.start || other.end - one.end),
  }
}

/** The words that only say which offer is left out, as far as something else is said of it. */
function takePointing(message: Message): void {
  const said = /^[^,;.:!?\n]*?(?=[,;.:!?\n]|$| (?:mais|car|parce|plutot|because|but|rather)\b)/.exec(message.text)
  if (said) message.take(0, said[0].length)
}

export interface Exact {
  message: Message
  proposed: Proposals
  /** Where it says who the person is, in offsets of the message as written. */
  person: Span[]
  /** In the order in which they begin, in offsets of the message as written. */
  spans: TypedSpan[]
}

/** What needs no judgement of what the message wants. */
const exactSteps = order.slice(0, order.indexOf('near'))
/** What does. */
export const judgedSteps = order.slice(exactSteps.length)

function readerOf(step: Step): Reader | undefined {
  const read = step === 'lifts' ? readLifts : rooms[step].read
  return typeof read === 'function' ? read : undefined
}
