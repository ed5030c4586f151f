import { noCriteria } from '../criteria/criteria.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { amends, verbs } from '../need/acts/verbs.ts'
import { mergeTurn } from '../need/merge.ts'
import { emptyProfile } from '../need/profile.ts'
import { askBack } from '../need/question.ts'
import { type Meant, onlyPoints } from '../options/options-meant.ts'
import { type GuardedMessage, guardMessage } from '../record/guarded-message.ts'
import type { MessageInput } from '../record/message-input.ts'
import type { Caller, DecisionToStore } from '../record/records.ts'
import { isRefusal, type Refusal } from '../record/refusal.ts'
import { isPending } from '../record/refused-items.ts'
import { type Conversation, offersOf, type Turn } from '../record/turn.ts'
import { type Asked, tellAbout, toWordAbout } from './answers.ts'
import { askedOfTheNeed, hear } from './hear.ts'
import { keepBack } from './keep-back.ts'
import { type ModelPart, modelPart } from './model.ts'
import { search } from './search.ts'
import { insteadOf } from './sent-criteria.ts'
import type { AnswerPart, Setting } from './setting.ts'
import { suppose } from './suppose.ts'
import {
  askAnotherExchange,
  askWhatIsWrong,
  askWhich,
  confirmChoice,
  confirmed,
  cutWhole,
  nothingToDecide,
  notUnderstood,
  type Told,
  talk,
  waitingOf,
} from './talk.ts'
import { readWords, understand, wordsOf } from './understand.ts'
import { undo } from './undo.ts'
import { type ToWord, toWordReply, withModel } from './with-model.ts'

/**
 * Answers a message: guards what was written, hears what it does in the exchange, then searches, tells, talks, or fills in a decision. All
 * that can refuse it comes before the first part; the last part is the stored turn. Aborting the signal stops the model, never the record:
 * an answer that began is stored with extracted wording, in the turn that `turnId` names from the start.
 */
export async function ask(
  setting: Setting,
  caller: Caller,
  conversationId: string,
  input: MessageInput,
  signal: AbortSignal,
): Promise<{ turnId: string; parts: AsyncGenerator<AnswerPart> } | Refusal> {
  const { records, guards, decisions, requests, places, referential, catalogue } = setting
  const conversation = await records.conversation(caller, conversationId)
  if (!conversation) return { refused: 'not-found' }
  if (conversation.objection) return { refused: 'no-ai-path' }
  const { locale } = conversation
  const said = await guards.within(
    conversation,
    (guard) => guardMessage(input, { guard, requests, places, referential, locale }),
    input.corrections,
  )
  if (isRefusal(said)) {
    await guards.countBlocked(caller, said)
    return said
  }
  await guards.countCorrected(caller, said.corrected ?? [])
  const decision = await decisions.carried(caller, conversation, said.decision)
  if (decision && isRefusal(decision)) return decision
  const heard = hear(setting, conversation, said)
  const { act, table, meant, reading } = heard
  const turnId = setting.newId('turn')
  const message = { ...heard.message, turnId }
  const another = heard.isOfAnother ? anotherPerson(setting, conversation, message) : undefined
  const about = another ? undefined : askedAbout(setting, conversation, message, { act, table, meant })
  const words = wordsOf(message)
  const told =
    (words && cutWhole(words, locale)) ??
    another ??
    (about && tellAbout(about)) ??
    tell(conversation, message, { act, table, meant }) ??
    (table && words && !message.criteria && saysNothing(act, reading)
      ? { ...notUnderstood(act, locale, conversation.turns.at(-1)?.question), unread: notTaken(reading()) }
      : undefined)
  const model = modelPart(setting, conversation, signal)
  /** What a model makes of the same message follows what the rules answer. */
  const beside = (parts: AsyncGenerator<AnswerPart>, toWord?: ToWord) =>
    model.name
      ? withModel(setting, caller, conversation, { ...keepBack(message, reading()), act, model, toWord, parts })
      : parts
  if (told || verbs[act] === 'undo') {
    const toWord = about && toWordAbout(about)
    const parts = answered(setting, caller, conversation, message, { act, told, decision, model, toWord })
    return { turnId, parts: verbs[act] === 'search' || toWord ? beside(parts, toWord) : parts }
  }
  if (catalogue.current().size === 0) return { refused: 'catalogue-empty' }
  const kept = keepBack(message, reading())
  const cut = kept.message.text && cutWhole(kept.message.text.redacted, locale)
  if (cut)
    return { turnId, parts: answered(setting, caller, conversation, kept.message, { act, told: cut, decision, model }) }
  const understood = understand(setting, conversation, kept.message, { act, reading: kept.reading })
  if (act === 'what-if' && table && !askBack(understood.criteria, kept.reading, { locale })) {
    const supposed = await suppose(setting, conversation, understood, table)
    const toWord = toWordReply(act, supposed.reply)
    const asked = { act, told: { ...supposed, unread: notTaken(kept.reading) }, decision, model, toWord }
    return { turnId, parts: beside(answered(setting, caller, conversation, kept.message, asked), toWord) }
  }
  return {
    turnId,
    parts: beside(search(setting, caller, conversation, kept.message, { act, understood, decision, model })),
  }
}

/** What was asked for and is not taken into account, of a message that changes nothing. */
const notTaken = ({ unread }: Reading): Turn['unread'] => unread.filter(({ because }) => because === 'not-understood')

/** Whether an amendment says nothing that a search could use: the offers on screen stay as they are. */
function saysNothing(act: Turn['act'], reading: () => Reading): boolean {
  if (!amends.has(act)) return false
  const { patch, ambiguous, contradictory, undecided } = reading()
  return Object.keys(patch).length === 0 && !ambiguous && !contradictory && !undecided
}

/** The need of another person is asked to be opened in an exchange of its own: nothing of this one goes with it. */
function anotherPerson(setting: Setting, conversation: Conversation, message: GuardedMessage): Told | undefined {
  const text = message.text?.redacted
  const held = conversation.turns.at(-1)?.criteria
  if (!text || !held) return undefined
  const fresh = { ...conversation, turns: [] }
  const alone = mergeTurn(noCriteria, {
    profile: emptyProfile,
    message: readWords(setting, fresh, message),
    today: setting.today(),
  }).criteria
  return askAnotherExchange(text, alone.read.length > 0 ? insteadOf(held, alone) : undefined, conversation.locale)
}

/** What is answered without a search, from what is on the table or from nothing; undefined where the message needs one. */
function tell(
  { locale, turns }: Conversation,
  message: GuardedMessage,
  { act, table, meant }: Pointed,
): Told | undefined {
  const text = message.text?.redacted
  const verb = verbs[act]
  if (verb === 'search' || verb === 'undo') return undefined
  if (!text) return confirmed(locale)
  if (!table || !meant || verb === 'talk') {
    return talk(act, text, locale, {
      waiting: waitingOf(turns.filter(isPending), locale),
      asked: askedOfTheNeed(turns.at(-1)),
    })
  }
  if (meant.by === 'absent') return askWhich(meant.absent!, table, locale)
  const digest = table.optionsDigest
  if (digest === null) return nothingToDecide(table, locale)
  return verb === 'decide'
    ? confirmChoice(meant, table, { optionsDigest: digest, isEither: /\s(?:ou|or)\s/i.test(text), locale })
    : askWhatIsWrong(digest, locale)
}

interface Pointed {
  act: Turn['act']
  table: Turn | undefined
  meant: Meant | undefined
}

/** A message about the offers on the table; undefined where it is none, or points at one that is not there. */
function askedAbout(
  { needOf }: Setting,
  conversation: Conversation,
  message: GuardedMessage,
  { act, table, meant }: Pointed,
): Asked | undefined {
  const text = message.text?.redacted
  if (!text || !table || !meant) return undefined
  const isAbsent = meant.by === 'absent'
  // Of a name it can be told why it is not there; of a letter or a number, only which there are.
  const isNamed = /\p{L}{2}/u.test(meant.absent ?? '')
  if (verbs[act] !== 'about' || (isAbsent && !(isNamed && (act === 'why' || act === 'why-not')))) return undefined
  // "Et la B ?" asks again what was asked of another.
  const again = onlyPoints(text) ? conversation.turns.at(-1)?.message?.redacted : undefined
  return {
    act: isAbsent ? 'why-not' : act,
    text: again ?? text,
    table,
    offers: offersOf(table),
    meant,
    need: needOf(conversation, table.criteria),
  }
}

interface Answering {
  act: Turn['act']
  told: Told | undefined
  decision: DecisionToStore | undefined
  model: ModelPart
  toWord?: ToWord
}

/** An answer that took no search: the need stays what it was, and so does the table, but where a set is brought back. */
async function* answered(
  setting: Setting,
  caller: Caller,
  conversation: Conversation,
  message: GuardedMessage,
  { act, told, decision, model, toWord }: Answering,
): AsyncGenerator<AnswerPart> {
  const criteria = conversation.turns.at(-1)?.criteria ?? noCriteria
  yield { part: 'criteria', criteria }
  yield told
    ? await setting.stored(
        caller,
        conversation,
        {
          turn: setting.newTurn(conversation, message, {
            act,
            criteria,
            ...told,
            ...((verbs[act] === 'search' || (toWord && model.words)) && {
              versions: { ...setting.versionsInForce(), model: model.name },
            }),
          }),
        },
        decision,
      )
    : await undo(setting, caller, conversation, message, decision)
}
