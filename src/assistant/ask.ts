import { fold } from '../../guardrails/language/fold.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import { type CriteriaPatch, noCriteria } from '../criteria/criteria.ts'
import { changeTakenBack } from '../criteria/reading/lifts.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { actOf, isAssent } from '../need/acts/act-of.ts'
import { amends, verbs } from '../need/acts/verbs.ts'
import { mergeCriteria, mergeTurn } from '../need/merge.ts'
import { emptyProfile } from '../need/profile.ts'
import { askBack } from '../need/question.ts'
import { fieldOf } from '../occupations/fields.ts'
import type { Option } from '../options/option.ts'
import { asksForARow, type Meant, onlyPoints, optionsMeant } from '../options/options-meant.ts'
import { questionsIn } from '../options/questions.ts'
import { type GuardedMessage, guardMessage } from '../record/guarded-message.ts'
import type { MessageInput } from '../record/message-input.ts'
import type { Caller, DecisionToStore } from '../record/records.ts'
import { isRefusal, type Refusal } from '../record/refusal.ts'
import { isPending } from '../record/refused-items.ts'
import { type Conversation, offersOf, type Turn } from '../record/turn.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import { type Asked, tellAbout, toWordAbout } from './answers.ts'
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
  isOfAnother,
  nothingToDecide,
  notUnderstood,
  type Told,
  talk,
  waitingOf,
} from './talk.ts'
import { termsIn } from './terms.ts'
import { readWords, understand } from './understand.ts'
import { namedSet, namesThePresent, tableOf, undo } from './undo.ts'
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
  const table = tableOf(conversation)
  let known: Reading | undefined
  const reading = () => (known ??= readWords(setting, conversation, message))
  const meant = table && meantIn(setting, conversation, said, table)
  const turnId = setting.newId('turn')
  const message = { ...takingBack(meant ? leavingOut(said, meant, conversation) : said, conversation), turnId }
  const act = actIn(conversation, message, { table, meant, reading })
  const another = anotherPerson(setting, conversation, message)
  const about = another ? undefined : askedAbout(setting, conversation, message, { act, table, meant })
  const told =
    another ??
    (about && tellAbout(about)) ??
    tell(conversation, message, { act, table, meant }) ??
    (table && message.text && !message.criteria && saysNothing(act, reading) ? notUnderstood(locale) : undefined)
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
  const understood = understand(setting, conversation, kept.message, { act, reading: kept.reading })
  if (act === 'what-if' && table && !askBack(understood.criteria, kept.reading, { locale })) {
    const supposed = await suppose(setting, conversation, understood, table)
    const toWord = toWordReply(act, supposed.reply)
    const asked = { act, told: supposed, decision, model, toWord }
    return { turnId, parts: beside(answered(setting, caller, conversation, kept.message, asked), toWord) }
  }
  return {
    turnId,
    parts: beside(search(setting, caller, conversation, kept.message, { act, understood, decision, model })),
  }
}

/** Whether an amendment says nothing that a search could use: the offers on screen stay as they are. */
function saysNothing(act: Turn['act'], reading: () => Reading): boolean {
  if (!amends.has(act)) return false
  const { patch, ambiguous, contradictory, undecided } = reading()
  return Object.keys(patch).length === 0 && !ambiguous && !contradictory && !undecided
}

/** "Pas la B" leaves that offer out by hand, and keeps all else; it can be put back like any other left out. */
function leavingOut(message: GuardedMessage, { by, options }: Meant, { turns }: Conversation): GuardedMessage {
  const text = message.text?.redacted
  if (!text || message.criteria || by !== 'pointing' || !leavesOut.test(text)) return message
  const before = turns.at(-1)?.criteria.excludeItems ?? []
  return { ...message, criteria: { excludeItems: [...new Set([...before, ...options.map(({ item }) => item.id)])] } }
}

/** What points stands after words that deny or drop it, or before: "surtout pas la B", "oublie la C", "la B ne lui va pas". */
const leavesOut = new RegExp(
  [
    String.raw`^(?:(?:non|surtout|bon|ok|mais|alors|euh|finalement|elle|il|on|je) ?,? )*(?:(?:ne |n['’])?(?:veut|veux|voudrait) pas|pas|plus|sauf|not|except|(?:oublie|enl[eè]ve|vire|retire|supprime|[oô]te|[eé]carte|drop|remove)[rsz]?) (?:de )?(?:(?:la |le |les |l['’]|option |the )?(?:[A-H]\b|[1-9]\b|premi|deuxi|seconde|troisi|quatri|derni|autre|(?:moins|plus) |formation |offre |first|second|third|last)|celles? |celui )`,
    "^(?:la |le |l['’]|option |the )?[A-H1-4],? (?:(?:c['’]est )?(?:non|mort|exclu|hors de question)|(?:ne |n['’])?(?:lui |leur )?(?:va|convient|pla[iî]t|int[eé]resse) pas)",
  ].join('|'),
  'i',
)

/** "Annule le changement de ville" puts back what that criterion held before, and keeps what changed since. */
function takingBack(message: GuardedMessage, { turns }: Conversation): GuardedMessage {
  const text = message.text?.redacted
  const named = text && !message.criteria ? changeTakenBack(text) : []
  const before = named.flatMap((criterion) => {
    const last = turns.findLast(({ changed }) => changed.some((one) => one.criterion === criterion))
    const change = last?.changed.find((one) => one.criterion === criterion)
    return change ? [[criterion, change.from] as const] : []
  })
  return before.length > 0 ? { ...message, criteria: Object.fromEntries(before) as CriteriaPatch } : message
}

/** The need of another person is asked to be opened in an exchange of its own: nothing of this one goes with it. */
function anotherPerson(setting: Setting, conversation: Conversation, message: GuardedMessage): Told | undefined {
  const text = message.text?.redacted
  const held = conversation.turns.at(-1)?.criteria
  if (!text || message.criteria || !held || held.read.length === 0 || !isOfAnother(text)) return undefined
  const fresh = { ...conversation, turns: [] }
  const alone = mergeTurn(noCriteria, {
    profile: emptyProfile,
    message: readWords(setting, fresh, message),
    today: setting.today(),
  }).criteria
  return askAnotherExchange(text, alone.read.length > 0 ? insteadOf(held, alone) : undefined, conversation.locale)
}

/** "Plus court encore" asks the same again. */
const asksShorter = (act: Turn['act'], text: string): boolean =>
  act === 'summary' && /^(?:encore |et |en )*(?:plus|trop) (?:court|simple|bref|long|clair)/i.test(text)

/** Only plain words talk: a standard request, a correction or a lead asks for something, and a decision alone is a choice made. */
function actIn(
  conversation: Conversation,
  message: GuardedMessage,
  { table, meant, reading }: { table: Turn | undefined; meant: Meant | undefined; reading: () => Reading },
): Turn['act'] {
  if (message.template || message.lead) return 'need'
  if (!message.text) return message.criteria ? 'amend' : 'choose'
  if (message.criteria) return 'amend'
  const text = message.text.redacted
  const last = conversation.turns.at(-1)
  if (isOfAnother(text) && conversation.turns.some(({ criteria }) => criteria.read.length > 0)) return 'need'
  if (goesBack.test(fold(text)) && (namedSet(conversation, text) || isOnScreen(conversation, text, reading())))
    return 'undo'
  if (last?.act === 'remove' && isAllLifted(reading())) return 'remove'
  return actOf(text, {
    offers: table ? offersOf(table).map(({ item }) => item.title) : [],
    pending: table !== undefined && isPending(table),
    amendable: conversation.turns.some(({ criteria }) => criteria.read.length > 0),
    points: meant?.by === 'pointing',
    goesOn:
      last && verbs[last.act] === 'about' && (onlyPoints(text) || asksShorter(last.act, text)) ? last.act : undefined,
    isChoosing: last?.question?.criterion === 'decision',
    isAsked: last?.outcome === 'question',
    namesTerm: termsIn(text, 'fr').length > 0,
    asksFact: questionsIn(text).length > 0,
    asksForARow: asksForARow(text),
    // A topic alone is what no reader knew, and may be anything; "les cours" are those on the table.
    saysCriteria: () => {
      const { patch, undecided } = reading()
      const { topic, kinds, ...others } = patch
      const isKnown = typeof topic === 'string' && (fieldOf(topic).length > 0 || subjectsIn(topic).length > 0)
      return (
        undecided === true ||
        isKnown ||
        Object.keys(others).length > 0 ||
        kinds?.some((kind) => kind !== 'training') === true
      )
    },
  })
}

const goesBack =
  /\b(?:revien[st]|revenons|revenir|retourn(?:e|ons|er)|repren(?:d|ds|ons|dre)|repass(?:e|ons|er)|fini(?:t|s|ssons)|go back|back to)\b/

/** "Reviens sur le conducteur de bus", where that is what the table answers. */
function isOnScreen(conversation: Conversation, text: Redacted, { patch }: Reading): boolean {
  const held = conversation.turns.at(-1)?.criteria
  const changed = held ? mergeCriteria(held, patch, [], 'message').changed : []
  return namesThePresent(conversation, text) && changed.length === 0
}

/** "Et la durée aussi", after something was taken off. */
const isAllLifted = ({ patch }: Reading): boolean => {
  const values = Object.values(patch)
  return values.length > 0 && values.every((value) => value === null)
}

/** What a message points at on the table, beside what the turn before spoke of. */
function meantIn(
  setting: Setting,
  conversation: Conversation,
  message: GuardedMessage,
  table: Turn,
): Meant | undefined {
  const text = message.text?.redacted
  if (!text) return undefined
  const offers = offersOf(table)
  const need = setting.needOf(conversation, table.criteria)
  const earlier = earlierOffers(conversation, offers)
  const meant = optionsMeant(text, offers, need, { last: spokenOf(conversation.turns.at(-1)), earlier })
  const before = conversation.turns.at(-1)?.message?.redacted
  // "Oui" says again what the question was about.
  return meant.by === 'nothing' && before && isAssent(text) ? optionsMeant(before, offers, need) : meant
}

/** What the exchange showed and the table no longer holds, each as it was last shown. */
const earlierOffers = ({ turns }: Conversation, offers: readonly Option[]): Option[] => [
  ...new Map(
    turns
      .filter(({ outcome }) => outcome !== 'about')
      .flatMap(offersOf)
      .filter(({ item }) => !offers.some((one) => one.item.id === item.id))
      .map((option) => [option.item.id, option]),
  ).values(),
]

/** The items that the last answer was about, where they are not all. */
const spokenOf = (turn: Turn | undefined): string[] =>
  turn === undefined
    ? []
    : offersOf(turn)
        .filter(({ id }) => turn.answers.some(({ optionId }) => optionId === id))
        .map(({ item }) => item.id)

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
  const waiting = turns.findLast(isPending)
  if (!table || !meant || verb === 'talk') return talk(act, text, locale, waiting ? waitingOf(waiting, locale) : '')
  if (meant.by === 'absent') return askWhich(meant.absent!, table, locale)
  const digest = table.optionsDigest
  if (digest === null) return nothingToDecide(table, locale)
  return verb === 'decide' ? confirmChoice(meant, table, digest, locale) : askWhatIsWrong(digest, locale)
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
  if (verbs[act] !== 'about' || (isAbsent && act !== 'why' && act !== 'why-not')) return undefined
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
