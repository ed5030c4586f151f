import type { Item } from '../item.ts'
import type { Act } from '../need/acts/act.ts'
import { amends } from '../need/acts/verbs.ts'
import { askBack, opensTheField } from '../need/question.ts'
import { turnOfTheLoop } from '../need/turn-of-the-loop.ts'
import { argue, seenFrom } from '../options/argue.ts'
import { browse } from '../options/browse.ts'
import type { Need } from '../options/claims.ts'
import { letterAt, type Option } from '../options/option.ts'
import { pick } from '../options/pick.ts'
import { commonOf } from '../options/said-once.ts'
import { providerKey } from '../options/selection.ts'
import { closestBeyond, nextDistance, relaxationsOf, shortlist } from '../options/shortlist.ts'
import { digestOf } from '../record/digest.ts'
import type { GuardedMessage } from '../record/guarded-message.ts'
import type { Caller, DecisionToStore } from '../record/records.ts'
import { isPending, refusedItems } from '../record/refused-items.ts'
import { type Conversation, offersOf, type Question, type Turn } from '../record/turn.ts'
import { lackOf } from '../relevance/relevance.ts'
import { askWhatWasMeant } from './meant.ts'
import type { ModelPart } from './model.ts'
import { openingChoices } from './open-field.ts'
import { overviewOf } from './overview.ts'
import { replies } from './replies.ts'
import type { AnswerPart, Setting } from './setting.ts'
import { sentence } from './talk.ts'
import type { Understood } from './understand.ts'
import { tableOf } from './undo.ts'

/**
 * Answers a need: asks what must be asked, looks the catalogue up, chooses by stated rules, argues both ways, and keeps the record. An
 * amended set steps back, and can be brought back; one that is merely added to goes on waiting for its decision.
 */
export async function* search(
  setting: Setting,
  caller: Caller,
  conversation: Conversation,
  message: GuardedMessage,
  { act, understood, decision, model }: SearchInput,
): AsyncGenerator<AnswerPart> {
  const { criteria, changed, reading } = understood
  yield { part: 'criteria', criteria }
  const { catalogue, embedding, relevance, records, newId, needOf, stored } = setting
  const table = amends.has(act) ? tableOf(conversation) : undefined
  const sentBefore = model.sent.length
  const sent = () => model.sent.slice(sentBefore)
  const versions = { ...setting.versionsInForce(), model: model.name }
  const turn = setting.newTurn(conversation, message, { act, criteria, changed, unread: reading.unread, versions })
  const isSaidAgain =
    Object.keys(reading.patch).length > 0 &&
    changed.length === 0 &&
    act !== 'more' &&
    !message.decision &&
    conversation.turns.some(isASearch)
  const { notAnAnswer } = replies[conversation.locale]
  const repeats = ({ text }: Question) => changed.length === 0 && conversation.turns.at(-1)?.question?.text === text
  const asking = (question: Question) =>
    stored(
      caller,
      conversation,
      {
        turn: { ...turn, outcome: 'question', question, reply: repeats(question) ? [sentence(notAnAnswer)] : [] },
        sent: sent(),
        counts: model.counts.splice(0),
      },
      decision,
    )
  const question = askBack(criteria, reading, { locale: conversation.locale })
  if (question && !opensTheField(question)) {
    yield await asking(question)
    return
  }

  yield { part: 'status', status: 'searching' }
  const needed = needOf(conversation, criteria)
  const alreadyRefused = refusedItems(conversation.turns, message.decision)
  const alreadyShown = act === 'more' ? shownIn(conversation) : []
  const circumstances = {
    today: needed.today,
    near: needed.near,
    elsewhere: needed.elsewhere,
    alreadyRefused: new Set(alreadyRefused),
    alreadyShown: new Set(alreadyShown),
  }
  const index = catalogue.current()
  const opened = async (asked: Question): Promise<Question> => ({
    ...asked,
    choices: await openingChoices(
      criteria,
      { index, embedding, relevance, circumstances },
      {
        codes: setting.referential.codes,
        others: asked.choices,
        locale: conversation.locale,
      },
    ),
  })
  if (question) {
    yield await asking(await opened(question))
    return
  }
  const dense = await model.embed(criteria, index)
  const looked = { index, embedding, relevance, dense, circumstances }
  const list = await shortlist(criteria, looked)
  // The catalogue answers from threads of its own, several searches at once.
  await turnOfTheLoop()
  const need: Need = { ...needed, lackOf: (item) => lackOf(relevance.judge(item, list.wide.asked)) }
  const doubt = message.lead ? null : askWhatWasMeant(criteria, list.doubts, conversation.locale)
  if (doubt) {
    yield await asking(opensTheField(doubt) ? await opened(doubt) : doubt)
    return
  }
  const providers = new Set([...list.kept, ...list.close].map(({ item }) => providerKey(item)))
  const exposure = await records.exposure(caller.tenant, [...providers])
  const picked = await pick(criteria, looked, list, { exposure, seed: turn.order.seed })
  const { chosen, alsoValid, ledger, hasChoice, nearest: close } = picked

  yield { part: 'status', status: 'arguing' }
  const seen = chosen.map((item) => seenFrom(item, need))
  const lead = await argueLead(setting, message, need)
  const newOptionId = () => newId('opt')
  const closeSeen = close.map(({ item }) => seenFrom(item, need))
  const letters = lettersOf([...seen, ...closeSeen], conversation)
  const { common, options: shown } = commonOf(argue(seen, need, newOptionId, { lead: lead?.item, letters }))
  const nearest = argue(closeSeen, need, newOptionId, { letters }).map((option, at) => ({
    ...option,
    breaks: close[at]!.breaks,
  }))
  for (const [place, option] of shown.entries()) yield { part: 'option', place, option }
  const anyShown = shown.length > 0
  const toDecide = anyShown || nearest.length > 0
  const closest = toDecide ? undefined : await closestBeyond(criteria, looked, list)
  const answered: Turn = {
    ...turn,
    versions: {
      ...turn.versions,
      catalogue: index.version,
      embedding: dense ? `${embedding.modelId} ${index.dense?.model}` : embedding.modelId,
    },
    state: toDecide ? 'to-decide' : 'none',
    outcome: anyShown ? 'options' : 'not-enough',
    reply: overviewOf(
      { shown, nearest, before: table && offersOf(table), beside: act === 'complement', again: isSaidAgain, closest },
      changed,
      need,
    ),
    options: shown,
    common,
    nearest,
    alsoValid,
    excluded: list.excluded,
    relax: hasChoice
      ? await nextDistance(criteria, looked, list)
      : await relaxationsOf(criteria, looked, list, { inPairs: close.length === 0 }),
    lead,
    optionsDigest: toDecide ? await digestOf([...shown, ...nearest]) : null,
  }
  const selection = {
    today: need.today,
    exposure,
    alreadyRefused,
    alreadyShown,
    profile: conversation.profile,
    dense,
  }
  const setsAside = amends.has(act) ? conversation.turns.filter(isPending).slice(-1) : []
  const beside = {
    selection,
    sent: sent(),
    setsAside: setsAside.map(({ id }) => id),
    exposure: ledger,
    counts: model.counts.splice(0),
  }
  yield await stored(caller, conversation, { turn: answered, ...beside }, decision)
}

export interface SearchInput {
  act: Act
  understood: Understood
  decision: DecisionToStore | undefined
  model: ModelPart
}

/** Whether a turn answered with what the catalogue holds. */
const isASearch = ({ outcome }: Turn): boolean => outcome === 'options' || outcome === 'not-enough'

/** The items on the table so far: "d'autres ?" asks for others than these. */
const shownIn = ({ turns }: Conversation): string[] => [
  ...new Set(turns.flatMap((turn) => (turn.outcome === 'about' ? [] : offersOf(turn).map(({ item }) => item.id)))),
]

/** The letter of each item: the one it had in this exchange, else the next that none had, from A again after Z. */
export function lettersOf(items: readonly Item[], { turns }: Conversation): ReadonlyMap<string, string> {
  const given = new Map(turns.flatMap((turn) => offersOf(turn).map(({ item, letter }) => [item.id, letter] as const)))
  const letters = new Map(items.flatMap(({ id }) => (given.has(id) ? [[id, given.get(id)!] as const] : [])))
  let next = new Set(given.values()).size
  for (const { id } of items) {
    if (letters.has(id)) continue
    const taken = new Set(letters.values())
    while (taken.has(letterAt(next))) next += 1
    letters.set(id, letterAt(next))
    next += 1
  }
  return letters
}

async function argueLead(
  { catalogue, embedding, relevance, newId }: Setting,
  { lead }: GuardedMessage,
  need: Need,
): Promise<Option | null> {
  if (!lead) return null
  const [item] =
    'itemId' in lead
      ? await catalogue.current().items([lead.itemId])
      : (
          await browse(
            { q: lead.text, limit: 1 },
            { index: catalogue.current(), embedding, relevance, today: need.today },
          )
        ).items
  return item ? argue([seenFrom(item, need)], need, () => newId('opt'))[0]! : null
}
