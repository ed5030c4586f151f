import { fold } from '../../guardrails/language/fold.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { Criteria, CriteriaPatch } from '../criteria/criteria.ts'
import { changeTakenBack } from '../criteria/reading/lifts.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { actOf, isAssent } from '../need/acts/act-of.ts'
import { verbs } from '../need/acts/verbs.ts'
import { mergeCriteria } from '../need/merge.ts'
import { type Exact, readExactly } from '../need/reading/exact.ts'
import { fieldOf } from '../occupations/fields.ts'
import type { Option } from '../options/option.ts'
import { asksForARow, type Meant, onlyPoints, optionsMeant } from '../options/options-meant.ts'
import { questionsIn } from '../options/questions.ts'
import type { GuardedMessage } from '../record/guarded-message.ts'
import { isPending } from '../record/refused-items.ts'
import { type Conversation, offersOf, type Turn } from '../record/turn.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import { readersHeard } from './readers-heard.ts'
import type { Setting } from './setting.ts'
import { contextOf, readWords, wordsOf } from './understand.ts'
import { namedSet, namesThePresent, tableOf } from './undo.ts'

/** What a message does in its exchange, and what it was heard by. */
export interface Heard {
  message: GuardedMessage
  act: Turn['act']
  /** Whether it is about somebody else than the person of the exchange: a need, of another exchange. */
  isOfAnother: boolean
  /** The set that is talked about. */
  table: Turn | undefined
  meant: Meant | undefined
  /** What the rules read in its words: once, when first asked for. */
  reading: () => Reading
}

/** Hears what a message does, beside what is on the table, what it points at there and what it takes back. */
export function hear(setting: Setting, conversation: Conversation, said: GuardedMessage): Heard {
  const table = tableOf(conversation)
  const meant = table && meantIn(setting, conversation, said, table)
  const left = meant ? leavingOut(said, meant, conversation) : said
  const message = takingBack(left, conversation)
  const text = wordsOf(message)
  const exactly = text && readExactly(text, { ...contextOf(setting, conversation), leavesOut: left !== said })
  let known: Reading | undefined
  const reading = () => (known ??= readWords(setting, conversation, message, exactly))
  const heard = actIn(conversation, message, { table, meant, reading, spans: exactly?.spans ?? [] })
  const isOfAnother = heard === 'other-person'
  return { message, act: isOfAnother ? 'need' : heard, isOfAnother, table, meant, reading }
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
    String.raw`^(?:(?:non|surtout|bon|ok|mais|alors|euh|finalement|elle|il|on|je) ?,? )*(?:(?:ne |n['’])?(?:veut|veux|voudrait) pas|pas|plus|sauf|sans|not|except|(?:oublie|enl[eè]ve|vire|retire|supprime|[oô]te|[eé]carte|drop|remove)[rsz]?) (?:de )?(?:(?:la |le |les |l['’]|option |the )?(?:[A-H]\b|[1-9]\b|premi|deuxi|seconde|troisi|quatri|derni|autre|(?:moins|plus) |formation |offre |first|second|third|last)|celles? |celui )`,
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

/** "Plus court encore" asks the same again. */
const asksShorter = (act: Turn['act'], text: string): boolean =>
  act === 'summary' && /^(?:encore |et |en )*(?:plus|trop) (?:court|simple|bref|long|clair)/i.test(text)

/** Only plain words talk: a standard request, a correction or a lead asks for something, and a decision alone is a choice made. */
function actIn(
  conversation: Conversation,
  message: GuardedMessage,
  { table, meant, reading, spans }: Pick<Heard, 'table' | 'meant' | 'reading'> & Pick<Exact, 'spans'>,
): Turn['act'] | 'other-person' {
  if (message.template || message.lead) return 'need'
  if (!message.text) return message.criteria ? 'amend' : 'choose'
  if (message.criteria) return 'amend'
  const text = message.text.redacted
  const last = conversation.turns.at(-1)
  if (goesBack.test(fold(text)) && (namedSet(conversation, text) || isOnScreen(conversation, text, reading())))
    return 'undo'
  if (last?.act === 'remove' && isAllLifted(reading())) return 'remove'
  return actOf(text, {
    heard: readersHeard(text, spans),
    shown: table ? offersOf(table).length : 0,
    pending: table !== undefined && isPending(table),
    amendable: conversation.turns.some(({ criteria }) => criteria.read.length > 0),
    points: meant?.by === 'pointing' && questionsIn(text).length === 0,
    goesOn:
      last && verbs[last.act] === 'about' && (onlyPoints(text) || asksShorter(last.act, text)) ? last.act : undefined,
    isChoosing: last?.question?.criterion === 'decision',
    isAsked: last?.outcome === 'question' && askedOfTheNeed(last) !== null,
    asksForARow: asksForARow(text),
    saysCriteria: () => saysCriteria(reading()),
    saysGoal: () => saysGoal(reading(), last?.criteria),
  })
}

/** The question about the need that waits for its answer; one about a choice or about whom the need is of is none. */
export function askedOfTheNeed(turn: Turn | undefined): Turn['question'] {
  const asked = turn?.question
  return asked && asked.criterion !== 'decision' && asked.criterion !== 'person' ? asked : null
}

/** A topic alone is what no reader knew, and may be anything; "les cours" are those on the table. */
function saysCriteria({ patch, undecided }: Reading): boolean {
  const { topic, kinds, ...others } = patch
  return (
    undecided === true ||
    isKnown(topic) ||
    Object.keys(others).length > 0 ||
    kinds?.some((kind) => kind !== 'training') === true
  )
}

const isKnown = (topic: string | null | undefined): boolean =>
  typeof topic === 'string' && (fieldOf(topic).length > 0 || subjectsIn(topic).length > 0)

const saysGoal = ({ ambiguous, patch: { topic, occupation } }: Reading, held: Criteria | undefined): boolean =>
  (occupation && occupation.code !== held?.occupation?.code) ||
  (isKnown(topic) && topic !== held?.topic) ||
  ambiguous?.criterion === 'occupation'

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
