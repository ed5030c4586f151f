import { canonicalWords, isStopWord } from '../../guardrails/language/words.ts'
import { noCriteria } from '../criteria/criteria.ts'
import type { GuardedMessage } from '../record/guarded-message.ts'
import type { Caller, DecisionToStore } from '../record/records.ts'
import type { Refusal } from '../record/refusal.ts'
import { isPending } from '../record/refused-items.ts'
import { type Conversation, offersOf, type Turn } from '../record/turn.ts'
import { replies } from './replies.ts'
import type { Setting, StoredPart } from './setting.ts'
import { isOfAChoice, lettersOf, sentence } from './talk.ts'

/**
 * Brings the earlier set back: the same offers, criteria and digest in a turn of their own, waiting for a decision again, while the set
 * that replaced it steps back. Nothing is searched and no exposure is counted. Again and again, it goes one set further back.
 */
export async function undo(
  setting: Setting,
  caller: Caller,
  conversation: Conversation,
  message: GuardedMessage,
  decision: DecisionToStore | undefined,
): Promise<StoredPart> {
  const { newTurn, stored, records } = setting
  const say = replies[conversation.locale]
  const current = setsOf(conversation).at(-1)
  const text = message.text?.redacted ?? ''
  const named = namedSet(conversation, text)
  // "Annulez", once a decision on the set in question is recorded, speaks of that decision.
  const decided =
    text && !named && !before.test(text) && current?.decision?.kind === 'choose' ? current.decision : undefined
  const isUnconfirmed = text && !named && !before.test(text) && isOfAChoice(conversation.turns.at(-1)?.question)
  const isThere = !named && !before.test(text) && namesThePresent(conversation, text)
  const earlier =
    isThere || decided || isUnconfirmed
      ? undefined
      : (named ?? earlierSet(conversation, wantsTheFirst(text) ? 'first' : 'before'))
  if (!earlier || !current) {
    const criteria = conversation.turns.at(-1)?.criteria ?? noCriteria
    const told = current && { outcome: 'about' as const, options: current.options, nearest: current.nearest }
    const chosen = offersOf(current ?? { options: [], nearest: [] }).filter(({ id }) =>
      decided ? decided.optionIds?.includes(id) : false,
    )
    const why = isUnconfirmed
      ? say.notRecorded
      : decided
        ? say.decided(lettersOf(chosen))
        : isThere
          ? say.alreadyThere
          : say.nothingToUndo
    const reply = [sentence(why)]
    return stored(
      caller,
      conversation,
      { turn: newTurn(conversation, message, { act: 'undo', criteria, ...told, reply }) },
      decision,
    )
  }
  const { criteria, outcome, options, nearest, common, alsoValid, excluded, relax, lead, order, versions } = earlier
  const turn = newTurn(conversation, message, {
    act: 'undo',
    criteria,
    state: earlier.optionsDigest ? 'to-decide' : 'none',
    outcome,
    reply: [sentence(say.undone)],
    options,
    nearest,
    common,
    alsoValid,
    excluded,
    relax,
    lead,
    order,
    versions: { ...versions, model: null },
    optionsDigest: earlier.optionsDigest,
  })
  const selection = (await records.selection(caller, conversation.id, earlier.id)) ?? null
  // What waits for another need goes on waiting; what is taken up again waits in this turn.
  const steps = named && isPending(named) ? named : current
  const setsAside = isPending(steps) ? [steps.id] : []
  return stored(caller, conversation, { turn, selection, setsAside }, decision)
}

/** The same by a gesture, without a word; refused where there is no earlier set. */
export async function undoSet(setting: Setting, caller: Caller, conversationId: string): Promise<Turn | Refusal> {
  const conversation = await setting.records.conversation(caller, conversationId)
  if (!conversation) return { refused: 'not-found' }
  if (!earlierSet(conversation)) return { refused: 'nothing-pending' }
  const part = await undo(setting, caller, conversation, {}, undefined)
  return part.part === 'turn' ? part.turn : part.refusal
}

/** The set before the one on the table; undefined when there is none. A set brought back stands where it first stood, and those after it are off. */
export function earlierSet(conversation: Conversation, which: 'before' | 'first' = 'before'): Turn | undefined {
  const standing: Turn[] = []
  for (const set of setsOf(conversation)) {
    if (set.act !== 'undo') standing.push(set)
    else while (standing.length > 1 && standing.at(-1)!.optionsDigest !== set.optionsDigest) standing.pop()
  }
  return standing.length < 2 ? undefined : standing.at(which === 'first' ? 0 : -2)
}

/**
 * The latest set whose need these words name and the present one does not: "reviens sur le conducteur de bus". Its trade, subject or town is
 * said by a word of four letters or more.
 */
export function namedSet(conversation: Conversation, text: string): Turn | undefined {
  const sets = setsOf(conversation)
  const current = sets.at(-1)
  const said = new Set(namingWords(text))
  const held = new Set(current ? wordsOfNeed(current) : [])
  return sets.slice(0, -1).findLast((set) => wordsOfNeed(set).some((word) => said.has(word) && !held.has(word)))
}

/** Whether a message that goes back names the need that is there already, and no other. */
export function namesThePresent(conversation: Conversation, text: string): boolean {
  const current = setsOf(conversation).at(-1)
  const said = new Set(namingWords(text))
  return current !== undefined && wordsOfNeed(current).some((word) => said.has(word))
}

const wordsOfNeed = ({ criteria: { occupation, topic, near } }: Turn): string[] =>
  namingWords([occupation?.name ?? occupation?.label, topic, near?.name].join(' '))

/** Words that tell, in one form each. */
const namingWords = (text: string): string[] =>
  canonicalWords(text)
    .map(({ text: word }) => word)
    .filter((word) => word.length > 3 && !isStopWord(word))

/** "La liste d'avant": an earlier one, whatever it is called. */
const before = /\b(?:avant|pr[eé]c[eé]dente?s?|premi[eè]re?s?|d[eé]but|d[eé]part|before|first|previous)(?!\p{L})/iu

/** "On repart du début": the set that the exchange began with. */
const wantsTheFirst = (text: string): boolean =>
  /\b(?:premi[eè]res?|d[eé]but|d[eé]part|first|beginning|start)(?!\p{L})/iu.test(text)

/** The set that is talked about: the last that waits for a decision, else the last that was shown. */
export const tableOf = (conversation: Conversation): Turn | undefined =>
  conversation.turns.findLast(isPending) ?? setsOf(conversation).at(-1)

const setsOf = ({ turns }: Conversation): Turn[] =>
  turns.filter(({ outcome }) => outcome === 'options' || outcome === 'not-enough')
