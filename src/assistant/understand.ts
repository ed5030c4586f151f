import type { Redacted } from '../../guardrails/redacted.ts'
import { type Criteria, noCriteria } from '../criteria/criteria.ts'
import type { ReadingContext } from '../criteria/reading/message.ts'
import { nothingRead, type Reading } from '../criteria/reading/reading.ts'
import { RedactedText } from '../criteria/redacted-text.ts'
import type { Item } from '../item.ts'
import { mergeTurn } from '../need/merge.ts'
import { readNeed } from '../need/read-need.ts'
import type { Exact } from '../need/reading/exact.ts'
import type { GuardedMessage } from '../record/guarded-message.ts'
import type { Conversation, Turn } from '../record/turn.ts'
import type { Setting } from './setting.ts'

/** The need once all have spoken, what changed in it, and what the words of this message said. */
export interface Understood {
  criteria: Turn['criteria']
  changed: Turn['changed']
  reading: Reading
}

/** Puts together all that speaks: profile, message as it was read, standard request, corrections last. */
export function understand(
  setting: Setting,
  conversation: Conversation,
  message: GuardedMessage,
  { act, reading }: { act: Turn['act']; reading: Reading },
): Understood {
  const { profile } = conversation
  const previous = heldBefore(conversation, act)
  const text = wordsOf(message)
  // A town in a standard request is asked about as one in words is.
  const doubt = message.template?.ambiguous
  const heard = doubt ? { ...reading, ambiguous: doubt } : reading
  const merged = mergeTurn(previous, {
    profile,
    message: act === 'complement' && text ? withEveryWorkshop(heard, text) : heard,
    template: message.template,
    counsellor: message.criteria,
    today: setting.today(),
  })
  return { ...merged, reading: heard }
}

/** What the rules read in the words of a message, beside the need so far and the offers on screen. */
export function readWords(
  setting: Setting,
  conversation: Conversation,
  message: GuardedMessage,
  exactly?: Exact,
): Reading {
  const text = wordsOf(message)
  return text ? readNeed(text, contextOf(setting, conversation), exactly) : nothingRead
}

/** What a message of this exchange is read beside. */
export const contextOf = ({ places, referential, today }: Setting, conversation: Conversation): ReadingContext => ({
  previous: previousOf(conversation),
  places,
  referential,
  today: today(),
  locale: conversation.locale,
  shown: conversation.turns.at(-1)?.options.map(({ item }) => comparable(item)),
  continues: subjectAsked(conversation.turns.at(-1)),
  lifting: conversation.turns.at(-1)?.act === 'remove',
})

/** The need that a message adds to: all of it, or of a complement what it takes over. */
export const heldBefore = (conversation: Conversation, act: Turn['act']): Criteria =>
  act === 'complement' ? besideOf(previousOf(conversation)) : previousOf(conversation)

/** Asked just before: beside a talk a question waits, and what follows is no answer to it by its place. */
const subjectAsked = (turn: Turn | undefined): boolean =>
  turn?.outcome === 'question' && (turn.question?.criterion === 'topic' || turn.question?.criterion === 'occupation')

/** A workshop to add may be of behavioural skills, a local event or a short course: each is looked for, and gets its place. */
const withEveryWorkshop = (reading: Reading, text: string): Reading =>
  /\b(?:atelier|workshop)s?\b/i.test(text) && reading.patch.kinds?.every((kind) => kind === 'event')
    ? { ...reading, patch: { ...reading.patch, kinds: ['skill', 'event', 'training'] } }
    : reading

/** What a complement takes over of the need it is added to: where the person is and goes, how they would rather learn; it has its own subject, dates and price. */
const besideOf = ({ near, radiusKm, modality, excludeModalities, read }: Criteria): Criteria => ({
  ...noCriteria,
  near,
  radiusKm,
  modality,
  excludeModalities,
  read: read.filter(({ criterion }) => taken.has(criterion)),
})

const taken: ReadonlySet<string> = new Set(['near', 'radiusKm', 'modality', 'excludeModalities'])

/** The need so far. Whoever goes on after a question with one answer to tap ("vouliez-vous dire mécanicien ?") took it. */
function previousOf({ turns }: Conversation): Criteria {
  const last = turns.at(-1)
  if (!last) return noCriteria
  const answers = last.question?.choices.flatMap(({ criteria }) => (criteria ? [criteria] : [])) ?? []
  const topic = subjectAsked(last) && answers.length === 1 ? answers[0]!.topic : undefined
  return topic ? { ...last.criteria, topic: RedactedText.parse(topic) } : last.criteria
}

/** A standard request says in its slots what its text says again. */
export const wordsOf = ({ template, text }: GuardedMessage): Redacted | undefined =>
  template ? undefined : text?.redacted

const comparable = (item: Item) => ({
  hours: item.hours,
  price: item.price && ('free' in item.price ? 0 : item.price.amount),
  distanceKm: item.distanceKm,
  start: item.sessions[0]?.start,
})
