import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Locale } from '../guardrails/finding.ts'
import type { NamedEntityModel } from '../guardrails/named-entities.ts'
import { guardrailsVersion, type Policy, policyVersion } from '../guardrails/policy.ts'
import type { Catalogue, CatalogueIndex } from './catalogue/catalogue-index.ts'
import type { Item } from './catalogue/item.ts'
import { type Algorithm, describeAlgorithm } from './explanation/algorithm.ts'
import { makeSheet, type Sheet } from './explanation/sheet.ts'
import { type EmbedderLine, type ModelLine, type ModelPart, modelPart } from './model.ts'
import { communeAsked } from './need/commune-asked.ts'
import { type Criteria, noCriteria } from './need/criteria.ts'
import { isFollowUp } from './need/follow-up.ts'
import { guardTexts } from './need/guard-texts.ts'
import { mergeTurn } from './need/merge.ts'
import { type Minimised, minimise } from './need/minimise.ts'
import type { Prompt } from './need/prompt.ts'
import { askBack } from './need/question.ts'
import { readNeed } from './need/read-need.ts'
import { nothingRead, type Reading } from './need/reading.ts'
import { describeRequest, type StandardRequest } from './need/requests.ts'
import type { Referential } from './occupations/referential.ts'
import { answerAbout } from './options/about.ts'
import { argue, seenFrom } from './options/argue.ts'
import { type Browsing, browse } from './options/browse.ts'
import type { Need } from './options/claims.ts'
import type { Option } from './options/option.ts'
import { orderPolicy } from './options/order.ts'
import { providerKey, select } from './options/selection.ts'
import { relaxationsOf, shortlist } from './options/shortlist.ts'
import type { Places } from './places/places.ts'
import { createDecisionDesk } from './record/decision-desk.ts'
import { digestOf } from './record/digest.ts'
import { createGuardDesk } from './record/guard-desk.ts'
import { blockedText, type GuardedMessage, guardMessage } from './record/guarded-message.ts'
import type { MessageInput } from './record/message-input.ts'
import { type OversightSummary, summarise } from './record/oversight.ts'
import type { Caller, DecisionToStore, Records, TurnToStore } from './record/records.ts'
import { isRefusal, type Refusal } from './record/refusal.ts'
import { isPending, refusedItems } from './record/refused-items.ts'
import { type Replay, replay } from './record/replay.ts'
import type { Conversation, Turn, Versions } from './record/turn.ts'
import { storeTurn } from './record/turn-store.ts'

export interface AssistantOptions {
  catalogue: Catalogue
  places: Places
  referential: Referential
  embedding: EmbeddingModelV4
  records: Records
  policy: Policy
  /** Reads names beside the guard's own recognisers. */
  namedEntities?: NamedEntityModel
  requests: readonly StandardRequest[]
  prompts: { readNeed: Prompt; wordClaims: Prompt }
  model?: ModelLine
  embedder?: EmbedderLine
  appVersion: string
  /** Whom a person may turn to, as told on the explanation sheet. */
  contact: { agency: string; referent: string }
  clock: () => Date
  newId: (prefix: 'conv' | 'turn' | 'opt' | 'dec') => string
  newSeed: () => string
}

/** What an answer is made of, in order: the criteria read, each option verified and in its place, then the turn once it is stored. */
export type AnswerPart =
  | { part: 'status'; status: 'searching' | 'arguing' }
  | { part: 'criteria'; criteria: Criteria }
  | { part: 'option'; place: number; option: Option }
  | { part: 'model-unanswered' }
  | { part: 'turn'; turn: Turn }
  | { part: 'refusal'; refusal: Refusal }

export type Assistant = ReturnType<typeof createAssistant>

/**
 * The whole product as functions: guard what a person wrote, read the need, look the catalogue up, choose by stated rules, argue both
 * ways, keep the record, and wait for a person's decision.
 */
export function createAssistant(options: AssistantOptions) {
  const { catalogue, places, referential, embedding, records, policy, prompts, clock, newId } = options
  const guards = createGuardDesk(options)
  const decisions = createDecisionDesk({ records, guarding: guards.within, newId, clock })
  const policyInForce = policyVersion(policy)
  const today = () => clock().toISOString().slice(0, 10)

  /** Opens a conversation; of the dossier only what has a purpose is kept, and what was dropped is told. */
  async function open(
    caller: Caller,
    input: { dossier?: unknown; locale?: Locale; objection?: boolean },
  ): Promise<Conversation | Refusal> {
    const opened = { id: newId('conv'), locale: input.locale ?? 'fr', turns: [] }
    const kept = await profileFrom(input.dossier, opened)
    if (isRefusal(kept)) return kept
    const conversation = { ...opened, ...kept, objection: input.objection ?? false, createdAt: clock().toISOString() }
    await records.openConversation(caller, conversation)
    return conversation
  }

  /** Rebuilds the profile from another dossier, or notes an objection; possible at any time. */
  async function change(
    caller: Caller,
    id: string,
    input: { dossier?: unknown; objection?: boolean },
  ): Promise<Conversation | Refusal> {
    const conversation = await records.conversation(caller, id)
    if (!conversation) return { refused: 'not-found' }
    const kept = input.dossier === undefined ? {} : await profileFrom(input.dossier, conversation)
    if (isRefusal(kept)) return kept
    const changed = { ...conversation, ...kept, objection: input.objection ?? conversation.objection }
    const found = await records.updateConversation(caller, id, changed)
    return found ? changed : { refused: 'not-found' }
  }

  async function profileFrom(
    dossier: unknown,
    conversation: Pick<Conversation, 'id' | 'locale' | 'turns'>,
  ): Promise<Pick<Conversation, 'profile' | 'dropped'> | Refusal> {
    const { locale } = conversation
    const kept: Minimised = await guards.within(conversation, (guard) =>
      minimise(dossier, { guard, places, referential, locale }),
    )
    const [blocked] = kept.blocked ?? []
    if (!blocked) return { profile: kept.profile, dropped: kept.dropped }
    const pointer = `/dossier${blocked.field}`
    return { refused: 'message-blocked', findings: blocked.findings, because: 'findings', pointer }
  }

  /**
   * Answers a message. All that can refuse it comes before the first part; the last part is the stored turn. Aborting the signal stops the
   * model, never the record: an answer that began is stored with extracted wording.
   */
  async function ask(
    caller: Caller,
    conversationId: string,
    input: MessageInput,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<{ parts: AsyncGenerator<AnswerPart> } | Refusal> {
    const conversation = await records.conversation(caller, conversationId)
    if (!conversation) return { refused: 'not-found' }
    if (conversation.objection) return { refused: 'no-ai-path' }
    const { locale } = conversation
    const message = await guards.within(conversation, (guard) =>
      guardMessage(input, { guard, requests: options.requests, places, referential, locale }),
    )
    if (isRefusal(message)) {
      await guards.countBlocked(caller, message)
      return message
    }
    const decision = await decisions.carried(caller, conversation, message.decision)
    if (decision && isRefusal(decision)) return decision
    const pending = conversation.turns.find(isPending)
    const shown = pending ?? conversation.turns.findLast((turn) => turn.outcome === 'options')
    if (shown && isAbout(conversation, shown, message)) {
      return { parts: answerFollowUp(caller, conversation, shown, message, decision) }
    }
    if (catalogue.current().size === 0) return { refused: 'catalogue-empty' }
    const model = modelPart(options, conversation, signal)
    const understood = await understand(conversation, message, model)
    return { parts: answerNeed(caller, conversation, message, understood, decision, model) }
  }

  async function* answerNeed(
    caller: Caller,
    conversation: Conversation,
    message: GuardedMessage,
    { criteria, changed, reading }: Understood,
    decision: DecisionToStore | undefined,
    model: ModelPart,
  ): AsyncGenerator<AnswerPart> {
    yield { part: 'criteria', criteria }
    const { sent, counts } = model
    const versions = { ...versionsInForce(), model: model.name }
    const turn = newTurn(conversation, message, criteria, { changed, versions })
    const question = askBack(criteria, reading, { locale: conversation.locale })
    if (question) {
      const asked = {
        turn: { ...turn, outcome: 'question' as const, question },
        selection: null,
        sent,
        setsAside: [],
        exposure: {},
        counts,
      }
      yield await stored(caller, conversation, asked, decision)
      return
    }

    yield { part: 'status', status: 'searching' }
    const need = needOf(conversation, criteria)
    const alreadyRefused = refusedItems(conversation.turns, message.decision)
    const circumstances = { today: need.today, near: need.near, alreadyRefused: new Set(alreadyRefused) }
    const index = catalogue.current()
    const dense = await model.embed(criteria, index)
    const search = { index, embedding, dense, circumstances }
    const list = await shortlist(criteria, search)
    const providers = new Set(list.kept.map(({ item }) => providerKey(item)))
    const exposure = await records.exposure(caller.tenant, [...providers])
    const { seed } = turn.order
    const { chosen, alsoValid, ledger } = select({
      candidates: list.kept,
      criteria,
      topMerit: list.topMerit,
      exposure,
      seed,
    })

    yield { part: 'status', status: 'arguing' }
    const seen = chosen.map((item) => seenFrom(item, need.near))
    const lead = await argueLead(message, need)
    const shown = argue(seen, need, () => newId('opt'), lead?.item)
    for await (const worded of model.word([...shown], need)) {
      if ('unanswered' in worded) {
        yield { part: 'model-unanswered' }
        continue
      }
      shown[worded.place] = worded.option
      yield { part: 'option', ...worded }
    }
    const enough = shown.length > 0
    const answered: Turn = {
      ...turn,
      versions: {
        ...turn.versions,
        catalogue: index.version,
        embedding: dense ? `${embedding.modelId} ${index.dense?.model}` : embedding.modelId,
      },
      state: enough ? 'to-decide' : 'none',
      outcome: enough ? 'options' : 'not-enough',
      options: shown,
      alsoValid,
      excluded: list.excluded,
      relax: enough ? [] : await relaxationsOf(criteria, search, list),
      lead,
      optionsDigest: enough ? await digestOf(shown) : null,
    }
    const selection = { today: need.today, exposure, alreadyRefused, profile: conversation.profile, dense }
    const setsAside = conversation.turns.filter(isPending).map(({ id }) => id)
    const toStore = { turn: answered, selection, sent, setsAside, exposure: ledger, counts }
    yield await stored(caller, conversation, toStore, decision)
  }

  async function* answerFollowUp(
    caller: Caller,
    conversation: Conversation,
    { criteria, options: asked }: Turn,
    message: GuardedMessage,
    decision: DecisionToStore | undefined,
  ): AsyncGenerator<AnswerPart> {
    yield { part: 'criteria', criteria }
    const answers = answerAbout(message.text!.redacted, asked, needOf(conversation, criteria))
    const turn = newTurn(conversation, message, criteria, { act: 'fact', outcome: 'about', options: asked, answers })
    yield await stored(
      caller,
      conversation,
      { turn, selection: null, sent: [], setsAside: [], exposure: {}, counts: [] },
      decision,
    )
  }

  /** What the need is, once all have spoken: profile, model, message, standard request, and the counsellor's corrections last. */
  async function understand(
    conversation: Conversation,
    message: GuardedMessage,
    model: ModelPart,
  ): Promise<Understood> {
    const { profile, locale } = conversation
    const last = conversation.turns.at(-1)
    const previous = last?.criteria ?? noCriteria
    const text = message.template ? undefined : message.text?.redacted
    const shown = last?.options.map(({ item }) => comparable(item))
    const reading = text
      ? readNeed(text, { previous, profile, places, referential, today: today(), locale, shown })
      : nothingRead
    const merged = mergeTurn(previous, {
      profile,
      model: text && (await model.read(text, previous)),
      message: reading,
      template: message.template,
      counsellor: message.criteria,
      today: today(),
    })
    return { ...merged, reading }
  }

  async function argueLead({ lead }: GuardedMessage, need: Need): Promise<Option | null> {
    if (!lead) return null
    const [item] =
      'itemId' in lead
        ? await catalogue.current().items([lead.itemId])
        : await browse({ q: lead.text, limit: 1 }, { index: catalogue.current(), embedding, today: need.today })
    return item ? argue([seenFrom(item, need.near)], need, () => newId('opt'))[0]! : null
  }

  const needOf = ({ profile, locale }: Conversation, criteria: Criteria): Need => ({
    criteria,
    profile,
    locale,
    today: today(),
    near: criteria.near && places.byCode(criteria.near.code),
  })

  function newTurn(conversation: Conversation, message: GuardedMessage, criteria: Criteria, more: Partial<Turn>): Turn {
    const template = message.template && { template: { id: message.template.id } }
    return {
      id: newId('turn'),
      number: conversation.turns.length + 1,
      message: message.text ? { ...message.text, ...template } : null,
      criteria,
      state: 'none',
      act: 'need',
      outcome: 'not-enough',
      reply: [],
      common: [],
      nearest: [],
      unread: [],
      options: [],
      answers: [],
      question: null,
      alsoValid: [],
      excluded: { counts: [], examples: [] },
      relax: [],
      lead: null,
      changed: [],
      order: { seed: options.newSeed(), policy: orderPolicy },
      versions: versionsInForce(),
      optionsDigest: null,
      decision: null,
      createdAt: clock().toISOString(),
      ...more,
    }
  }

  const versionsInForce = (): Versions => ({
    app: options.appVersion,
    catalogue: catalogue.current().version,
    guardrails: guardrailsVersion,
    policy: policyInForce,
    prompts: `${prompts.readNeed.version} ${prompts.wordClaims.version}`,
    model: null,
    embedding: embedding.modelId,
  })

  /** The embedding model that needs and this catalogue's items are compared by, beside occupation space. */
  const embedderOver = ({ dense }: CatalogueIndex): string | undefined =>
    dense?.model === options.embedder?.name ? dense?.model : undefined

  /** The public rules, made from what runs. */
  const algorithm = (locale: Locale): Algorithm =>
    describeAlgorithm(
      {
        policy,
        versions: { ...versionsInForce(), model: options.model?.name ?? null },
        embedder: embedderOver(catalogue.current()),
        fictitious: catalogue.current().fictitious,
      },
      locale,
    )

  /** What one person is owed about one conversation. */
  async function sheet(caller: Caller, id: string): Promise<Sheet | Refusal> {
    const conversation = await records.conversation(caller, id)
    if (!conversation) return { refused: 'not-found' }
    const sent = new Map<string, number>()
    for (const turn of conversation.turns) sent.set(turn.id, (await records.sent(caller, id, turn.id))?.length ?? 0)
    const rules = algorithm(conversation.locale)
    return makeSheet(conversation, { sent, rules, contact: options.contact, madeAt: clock() })
  }

  /** Stored before it is shown. */
  async function stored(
    caller: Caller,
    conversation: Conversation,
    turn: TurnToStore,
    decision: DecisionToStore | undefined,
  ): Promise<AnswerPart> {
    const kept = await storeTurn(records, caller, conversation.id, turn, decision)
    return isRefusal(kept) ? { part: 'refusal', refusal: kept } : { part: 'turn', turn: kept }
  }

  return {
    open,
    change,
    ask,
    decide: decisions.decide,
    conversation: (caller: Caller, id: string) => records.conversation(caller, id),
    conversations: (caller: Caller, page: { limit: number; after?: string; before?: string }) =>
      records.conversations(caller, page),
    async erase(caller: Caller, id: string): Promise<boolean> {
      guards.forget(id)
      return records.eraseConversation(caller, id)
    },
    algorithm,
    sheet,
    /** Counts only, for those who watch over the service. */
    oversight: async ({ tenant }: Caller): Promise<OversightSummary> =>
      summarise(await records.counts(tenant), await records.ledger(tenant)),
    sent: (caller: Caller, conversationId: string, turnId: string) => records.sent(caller, conversationId, turnId),
    /** Runs a past selection again from its record. */
    async replay(caller: Caller, conversationId: string, turnId: string): Promise<Replay | Refusal> {
      const conversation = await records.conversation(caller, conversationId)
      const turn = conversation?.turns.find((one) => one.id === turnId)
      const selection = await records.selection(caller, conversationId, turnId)
      if (!turn || selection === undefined) return { refused: 'not-found' }
      return replay(turn, selection, { catalogue, embedding, places })
    },
    check: guards.check,
    contest: guards.contest,
    /** The way without AI. `near` is an INSEE code, a postcode or the name of a commune. */
    async searchCatalogue(
      { q, near, ...query }: Omit<Browsing, 'q' | 'near'> & { q?: string; near?: string },
      locale: Locale,
    ): Promise<Item[] | Refusal> {
      const guarded = await guards.alone(locale, (guard) => guardTexts({ '/q': q }, guard))
      if (guarded.action === 'blocked') return blockedText(guarded)
      const around = near === undefined ? undefined : communeAsked(near, places, locale)
      if (around && 'detail' in around) {
        return { refused: 'invalid-request', problems: [{ pointer: '/near', detail: around.detail }] }
      }
      const search = { index: catalogue.current(), embedding, today: today() }
      return browse({ ...query, q: guarded.texts['/q'], near: around?.commune }, search)
    },
    item: async (id: string): Promise<Item | undefined> => (await catalogue.current().items([id]))[0],
    templates: (locale: Locale) => options.requests.map((request) => describeRequest(request, locale)),
    catalogueState() {
      const { version, size, fictitious } = catalogue.current()
      return { version, size, fictitious }
    },
  }
}

interface Understood {
  criteria: Criteria
  changed: Turn['changed']
  reading: Reading
}

/** Only plain words can be about the options shown: a standard request, a correction or a lead asks for something new. */
const isAbout = (conversation: Conversation, shown: Turn, message: GuardedMessage): boolean =>
  message.text !== undefined &&
  !message.template &&
  !message.criteria &&
  !message.lead &&
  isFollowUp(message.text.redacted, {
    hasOptions: true,
    optionTitles: shown.options.map((option) => option.item.title),
    locale: conversation.locale,
  })

const comparable = (item: Item) => ({
  hours: item.hours,
  price: item.price && ('free' in item.price ? 0 : item.price.amount),
  distanceKm: item.distanceKm,
  start: item.sessions[0]?.start,
})
