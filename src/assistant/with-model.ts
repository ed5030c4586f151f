import type { CriteriaChange } from '../criteria/criteria.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { verbs } from '../need/acts/verbs.ts'
import { changesBetween, mergeTurn } from '../need/merge.ts'
import { joinReadings } from '../need/other-reading.ts'
import type { ModelAct, ModelRead } from '../need/read-message.ts'
import type { Composition, ToCompose } from '../options/compose.ts'
import { digestOf } from '../record/digest.ts'
import type { GuardedMessage } from '../record/guarded-message.ts'
import type { Later, Words } from '../record/later.ts'
import type { Caller } from '../record/records.ts'
import type { Conversation, Sentence, Turn } from '../record/turn.ts'
import { isWordable, type ModelPart } from './model.ts'
import { search } from './search.ts'
import { asSent } from './sent-criteria.ts'
import type { AnswerPart, Setting } from './setting.ts'
import { heldBefore, type Understood, wordsOf } from './understand.ts'

export interface Answering {
  /** Without what is kept back: that is neither sent nor read again. */
  message: GuardedMessage
  reading: Reading
  act: Turn['act']
  model: ModelPart
  /** What of an answer about the offers on the table may be worded. */
  toWord?: ToWord
  /** The rules' answer. */
  parts: AsyncGenerator<AnswerPart>
}

/** An answer about offers: the claims of each that it says, its sentences, and those sentences once a model worded claims and sentences. */
export interface ToWord extends ToCompose {
  worded(composed: Composition): Sentence[]
}

/** Sentences that say no claim: each is worded alone. */
export const toWordReply = (act: Turn['act'], reply: readonly Sentence[]): ToWord => ({
  act,
  options: [],
  reply,
  common: [],
  worded: (composed) => [...composed.reply],
})

/**
 * The rules' answer as it comes, however slow a model is; then what the model makes of the same message: its words for what is shown, in place,
 * and its reading where it is another one. That is offered, and changes nothing on the screen: it is applied alone only where the rules had
 * nothing to show. Each is recorded before it is shown, and neither after a decision or another message.
 */
export async function* withModel(
  setting: Setting,
  caller: Caller,
  conversation: Conversation,
  { message, reading, act, model, toWord, parts }: Answering,
): AsyncGenerator<AnswerPart> {
  const text = wordsOf(message)
  const previous = heldBefore(conversation, act)
  const read =
    text && !message.criteria && verbs[act] === 'search' ? model.read(text, previous) : Promise.resolve(undefined)
  let shown: Turn | undefined
  for await (const part of parts) {
    if (part.part === 'turn') shown = part.turn
    yield part
  }
  if (!shown) return
  const turn = shown
  const words = wordsFor(setting, conversation, turn, model, toWord)
  const other = await read.then((said) => said && otherOf(said))
  if (other && isOpen(turn)) {
    yield* applied(other)
    return
  }
  const later: Later = { words: null, otherReading: other ? offered(other.changed) : null }
  if (later.otherReading) yield await added(later)
  later.words = (await words) ?? null
  const isAsked = toWord ? isWordable(toWord) : turn.options.length > 0
  if (model.words && isAsked && !later.words) yield { part: 'model-unanswered' }
  if (later.words || model.sent.length > 0) yield await added(later)

  /** The need by both readings, where the model's is another one of what is searched. */
  function otherOf(said: ModelRead): Understood | undefined {
    if (!searches.has(said.act)) return undefined
    const joined = joinReadings(reading, said, previous)
    const { profile } = conversation
    const { criteria } = mergeTurn(previous, { profile, message: joined, today: setting.today() })
    const changed = changesBetween(turn.criteria, criteria)
    return changed.length > 0 ? { criteria, changed, reading: joined } : undefined
  }

  async function added(later: Later): Promise<AnswerPart> {
    const stored = { turnId: turn.id, later, sent: model.sent, counts: model.counts.splice(0) }
    const standing = await setting.records.addLater(caller, conversation.id, stored)
    return standing ? { part: 'turn', turn: standing } : { part: 'refusal', refusal: { refused: 'not-found' } }
  }

  /** Another turn, with the need as the model reads it; none where the exchange went on meanwhile. */
  async function* applied(understood: Understood): AsyncGenerator<AnswerPart> {
    yield await added({ words: null, otherReading: null })
    const now = await setting.records.conversation(caller, conversation.id)
    const last = now?.turns.at(-1)
    if (!now || last?.id !== turn.id || last.decision) return
    const before = model.sent.length
    const since = () => model.sent.slice(before)
    // What is to decide steps back before what takes its place.
    const corrected = turn.state === 'to-decide' ? 'correction' : act
    let found: Turn | undefined
    for await (const part of search(
      setting,
      caller,
      now,
      {},
      { act: corrected, understood, decision: undefined, model },
    )) {
      if (part.part === 'turn') found = part.turn
      yield part
    }
    const words = found && (await wordsFor(setting, now, found, model))
    if (!found || !words) return
    const stored = {
      turnId: found.id,
      later: { words, otherReading: null },
      sent: since(),
      counts: model.counts.splice(0),
    }
    const standing = await setting.records.addLater(caller, conversation.id, stored)
    if (standing) yield { part: 'turn', turn: standing }
  }
}

/** What a model says that a message does may change what is searched. */
const searches: ReadonlySet<ModelAct> = new Set<ModelAct>(['need', 'amend', 'complement'])

/** Whether the rules had nothing to show: a question about the need, not enough, or nothing understood. */
const isOpen = ({ outcome, question }: Turn): boolean =>
  outcome === 'not-enough' || outcome === 'talk' || (outcome === 'question' && !ofThePerson.has(question!.criterion))

/** What is asked of the person of the exchange or of a choice is no doubt about what was read. */
const ofThePerson: ReadonlySet<string> = new Set(['decision', 'person'])

async function wordsFor(
  setting: Setting,
  conversation: Conversation,
  { options, reply, common, nearest, criteria, optionsDigest }: Turn,
  model: ModelPart,
  toWord?: ToWord,
): Promise<Words | undefined> {
  if (!toWord && options.length === 0) return undefined
  const need = setting.needOf(conversation, criteria)
  const composed = await model.compose(toWord ?? { options, reply, common }, need)
  if (!composed) return undefined
  if (toWord) return { options: [], reply: toWord.worded(composed), optionsDigest }
  return {
    options: composed.options.map(({ id, claims, wording }) => ({ id, claims, wording })),
    reply: [...composed.reply],
    optionsDigest: await digestOf([...composed.options, ...nearest]),
  }
}

/** As a correction that a gesture sends. An empty value takes off what was held. */
function offered(changed: readonly CriteriaChange[]): Turn['otherReading'] {
  return {
    criteria: asSent(Object.fromEntries(changed.map(({ criterion, to }) => [criterion, to]))),
    changed: [...changed],
  }
}
