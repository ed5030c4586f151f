import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { LanguageModel } from 'ai'
import type { Finding, Locale } from '../guardrails/finding.ts'
import { guard, type Verdict } from '../guardrails/guard.ts'
import { guardrailsVersion, type Policy, policyVersion } from '../guardrails/policy.ts'
import type { Redacted } from '../guardrails/redacted.ts'
import type { Catalogue } from './catalogue/catalogue-index.ts'
import type { Item } from './catalogue/item.ts'
import { type Criteria, type CriteriaPatch, noCriteria } from './need/criteria.ts'
import { isFollowUp } from './need/follow-up.ts'
import { guardCriteria } from './need/guard-criteria.ts'
import { type Guard, guardTexts } from './need/guard-texts.ts'
import { mergeTurn } from './need/merge.ts'
import { minimise } from './need/minimise.ts'
import type { Prompt } from './need/prompt.ts'
import { askBack } from './need/question.ts'
import { readNeed } from './need/read-need.ts'
import { readNeedWithModel } from './need/read-with-model.ts'
import type { Reading } from './need/reading.ts'
import { fillRequest, type StandardRequest } from './need/requests.ts'
import type { Referential } from './occupations/referential.ts'
import { answerAbout } from './options/about.ts'
import { argue, seenFrom } from './options/argue.ts'
import type { Need } from './options/claims.ts'
import type { Circumstances } from './options/filters.ts'
import type { Option } from './options/option.ts'
import { orderPolicy } from './options/order.ts'
import { providerKey, select } from './options/selection.ts'
import { gainsOfRelaxing, shortlist } from './options/shortlist.ts'
import { wordClaims } from './options/word-claims.ts'
import type { Places } from './places/places.ts'
import type { Decision, DecisionInput } from './record/decision.ts'
import { digestOf } from './record/digest.ts'
import { makeDecision } from './record/make-decision.ts'
import type { MessageInput } from './record/message-input.ts'
import { createPlaceholderKeeper } from './record/placeholder-keeper.ts'
import type { DecisionToStore, Owner, Page, Records, SelectionRecord } from './record/records.ts'
import { isRefusal, type Refusal } from './record/refusal.ts'
import { type Replay, replay } from './record/replay.ts'
import type { Conversation, SentRequest, Turn } from './record/turn.ts'

/** Who calls: the owner of what is read and written, and whether a person stands behind (only a person decides). */
export interface Caller extends Owner {
  human: boolean
}

/** A model behind any OpenAI-compatible endpoint. Each connection reports byte for byte what it sends. */
export interface ModelLine {
  name: string
  connect(purpose: SentRequest['purpose'], onSent: (request: SentRequest) => void): LanguageModel
}

export interface AssistantOptions {
  catalogue: Catalogue
  places: Places
  referential: Referential
  embedding: EmbeddingModelV4
  records: Records
  policy: Policy
  requests: readonly StandardRequest[]
  prompts: { readNeed: Prompt; wordClaims: Prompt }
  model?: ModelLine
  appVersion: string
  clock: () => Date
  newId: (prefix: 'conv' | 'turn' | 'opt' | 'dec') => string
  newSeed: () => string
}

/** What an answer is made of, in order: the criteria read, each option verified and in its place, then the turn once it is stored. */
export type AnswerPart =
  | { part: 'status'; status: 'searching' | 'arguing' }
  | { part: 'criteria'; criteria: Criteria }
  | { part: 'option'; place: number; option: Option }
  | { part: 'turn'; turn: Turn }
  | { part: 'refusal'; refusal: Refusal }

export type Assistant = ReturnType<typeof createAssistant>

/**
 * The whole product as functions: guard what a person wrote, read the need, look the catalogue up, choose by stated rules, argue both
 * ways, keep the record, and wait for a person's decision.
 */
export function createAssistant(options: AssistantOptions) {
  const { catalogue, places, referential, embedding, records, policy, prompts, model, clock, newId } = options
  const placeholders = createPlaceholderKeeper()
  const today = () => clock().toISOString().slice(0, 10)
  const guardOf =
    (conversation: Pick<Conversation, 'id' | 'locale' | 'turns'>): Guard =>
    (text) =>
      guard(text, policy, { locale: conversation.locale, placeholders: placeholders.of(conversation) })

  /** Opens a conversation; of the dossier only what has a purpose is kept, and what was dropped is told. */
  async function open(
    caller: Caller,
    input: { dossier?: unknown; locale?: Locale; objection?: boolean },
  ): Promise<Conversation | Refusal> {
    const id = newId('conv')
    const locale = input.locale ?? 'fr'
    const kept = minimise(input.dossier, { guard: guardOf({ id, locale, turns: [] }), places, referential, locale })
    if (kept.blocked?.[0]) return blockedDossier(kept.blocked[0])
    const conversation: Conversation = {
      id,
      locale,
      objection: input.objection ?? false,
      profile: kept.profile,
      dropped: kept.dropped,
      turns: [],
      createdAt: clock().toISOString(),
    }
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
    const { locale } = conversation
    const changed = { ...conversation, objection: input.objection ?? conversation.objection }
    if ('dossier' in input) {
      const kept = minimise(input.dossier, { guard: guardOf(conversation), places, referential, locale })
      if (kept.blocked?.[0]) return blockedDossier(kept.blocked[0])
      Object.assign(changed, { profile: kept.profile, dropped: kept.dropped })
    }
    await records.updateConversation(caller, id, changed)
    return changed
  }

  /**
   * Answers a message. Everything that can refuse it comes before the first part; the last part is the stored turn. Aborting the signal
   * stops the model, never the record: an answer that began is stored with extracted wording.
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
    const message = guardMessage(conversation, input)
    if (isRefusal(message)) {
      await countBlocked(caller, message)
      return message
    }
    const pending = conversation.turns.find(isPending)
    const decision = await decisionCarried(caller, conversation, pending, message)
    if (decision && isRefusal(decision)) return decision
    const shown = pending ?? conversation.turns.findLast((turn) => turn.outcome === 'options')
    if (shown && isAbout(conversation, shown, message)) {
      return { parts: answerFollowUp(caller, conversation, shown, message, decision) }
    }
    if (pending && !decision) return { refused: 'decision-pending', turnId: pending.id }
    if (catalogue.current().size === 0) return { refused: 'catalogue-empty' }
    const sent: SentRequest[] = []
    const need = await understand(conversation, message, sent, signal)
    return { parts: answerNeed(caller, conversation, message, need, decision, sent, signal) }
  }

  async function* answerNeed(
    caller: Caller,
    conversation: Conversation,
    message: GuardedMessage,
    { criteria, changed, reading }: Understood,
    decision: DecisionToStore | undefined,
    sent: SentRequest[],
    signal: AbortSignal,
  ): AsyncGenerator<AnswerPart> {
    yield { part: 'criteria', criteria }
    const turn = newTurn(conversation, message, criteria, { changed })
    const question = askBack(criteria, reading, { locale: conversation.locale })
    if (question) {
      yield await store(caller, conversation, { ...turn, outcome: 'question', question }, { decision, sent })
      return
    }

    yield { part: 'status', status: 'searching' }
    const near = criteria.near && places.byCode(criteria.near.code)
    const alreadyRefused = refusedItems(conversation, message.decision)
    const circumstances: Circumstances = { today: today(), near, alreadyRefused: new Set(alreadyRefused) }
    const search = { index: catalogue.current(), embedding, circumstances }
    const list = await shortlist(criteria, search)
    const exposure = await records.exposure(caller.tenant, [...new Set(list.kept.map(({ item }) => providerKey(item)))])
    const selection = select({
      candidates: list.kept,
      criteria,
      topMerit: list.topMerit,
      exposure,
      seed: turn.order.seed,
    })

    yield { part: 'status', status: 'arguing' }
    const needArgued: Need = {
      criteria,
      profile: conversation.profile,
      today: today(),
      near,
      locale: conversation.locale,
    }
    const argued = argue(
      selection.chosen.map((item) => seenFrom(item, near)),
      needArgued,
      () => newId('opt'),
    )
    const shown = [...argued]
    for await (const { place, option } of worded(caller, argued, needArgued, sent, signal)) {
      shown[place] = option
      yield { part: 'option', place, option }
    }
    const enough = shown.length > 0
    yield await store(
      caller,
      conversation,
      {
        ...turn,
        outcome: enough ? 'options' : 'not-enough',
        options: shown,
        alsoValid: selection.alsoValid,
        excluded: list.excluded,
        relax: enough ? [] : await gainsOfRelaxing(criteria, search, list),
        lead: await argueLead(message, needArgued),
        optionsDigest: enough ? await digestOf(shown) : null,
      },
      {
        decision,
        sent,
        exposure: selection.ledger,
        selection: { today: circumstances.today, exposure, alreadyRefused, profile: conversation.profile },
      },
    )
  }

  async function* answerFollowUp(
    caller: Caller,
    conversation: Conversation,
    about: Turn,
    message: GuardedMessage,
    decision: DecisionToStore | undefined,
  ): AsyncGenerator<AnswerPart> {
    const { criteria } = about
    yield { part: 'criteria', criteria }
    const near = criteria.near && places.byCode(criteria.near.code)
    const need: Need = { criteria, profile: conversation.profile, today: today(), near, locale: conversation.locale }
    const answers = answerAbout(message.text!.redacted, about.options, need)
    const turn = newTurn(conversation, message, criteria, { outcome: 'about', options: about.options, answers })
    yield await store(caller, conversation, turn, { decision })
  }

  /** Wording by the model where there is one; the options, their order and their facts stay what the core made them. */
  async function* worded(
    caller: Caller,
    argued: readonly Option[],
    need: Need,
    sent: SentRequest[],
    signal: AbortSignal,
  ): AsyncGenerator<{ place: number; option: Option }> {
    if (!model || argued.length === 0) {
      for (const [place, option] of argued.entries()) yield { place, option }
      return
    }
    const refusals: string[] = []
    yield* wordClaims({
      model: model.connect('word-claims', (request) => sent.push(request)),
      prompt: prompts.wordClaims,
      options: argued,
      need,
      policy,
      signal: AbortSignal.any([signal, AbortSignal.timeout(wordingDeadlineMs)]),
      onRefused: (reason) => refusals.push(reason),
    })
    for (const reason of refusals) await records.count(caller.tenant, 'wording-refused', reason)
  }

  /** What the need is, once everyone has spoken: profile, model, message, standard request, and the counsellor's corrections last. */
  async function understand(
    conversation: Conversation,
    message: GuardedMessage,
    sent: SentRequest[],
    signal: AbortSignal,
  ): Promise<Understood> {
    const last = conversation.turns.at(-1)
    const previous = last?.criteria ?? noCriteria
    const reading = message.text
      ? readNeed(message.text.redacted, {
          previous,
          profile: conversation.profile,
          places,
          referential,
          today: today(),
          locale: conversation.locale,
          shown: last?.options.map(({ item }) => comparable(item)),
        })
      : undefined
    const byModel = message.text && (await readByModel(message.text.redacted, previous, sent, signal))
    const { criteria, changed } = mergeTurn(previous, {
      profile: conversation.profile,
      model: byModel,
      message: message.template ? undefined : reading,
      template: message.template,
      counsellor: message.criteria,
      today: today(),
    })
    return {
      criteria,
      changed,
      reading: message.template ? { patch: {}, read: [] } : (reading ?? { patch: {}, read: [] }),
    }
  }

  async function readByModel(text: Redacted, previous: Criteria, sent: SentRequest[], signal: AbortSignal) {
    if (!model) return undefined
    const reading = await readNeedWithModel({
      model: model.connect('read-need', (request) => sent.push(request)),
      prompt: prompts.readNeed,
      text,
      previous,
      referential,
      places,
      signal: AbortSignal.any([signal, AbortSignal.timeout(readingDeadlineMs)]),
    })
    return 'failed' in reading ? undefined : reading
  }

  /** Records a person's decision on the pending turn; 'repeated' when the same one had been recorded already. */
  async function decide(
    caller: Caller,
    conversationId: string,
    turnId: string,
    input: DecisionInput,
  ): Promise<{ decision: Decision; repeated: boolean } | Refusal> {
    const conversation = await records.conversation(caller, conversationId)
    const turn = conversation?.turns.find((one) => one.id === turnId)
    if (!conversation || !turn) return { refused: 'not-found' }
    const made = await madeDecision(caller, conversation, turn, input)
    if (isRefusal(made)) return made
    const answer = await records.decide(caller, made)
    if (answer.outcome === 'nothing-pending') return { refused: 'nothing-pending' }
    if (answer.outcome === 'already-decided') return { refused: 'already-decided', decision: answer.decision }
    if (answer.outcome === 'recorded') await records.count(caller.tenant, 'decision', decisionKey(made.decision))
    return { decision: answer.decision, repeated: answer.outcome === 'repeated' }
  }

  async function madeDecision(
    caller: Caller,
    conversation: Conversation,
    turn: Turn,
    input: DecisionInput,
  ): Promise<DecisionToStore | Refusal> {
    if (!caller.human) return { refused: 'human-required' }
    const texts = guardTexts(textsOfDecision(input), guardOf(conversation))
    if (texts.action === 'blocked') return blockedText(texts)
    return makeDecision({
      conversationId: conversation.id,
      turn,
      input,
      texts: texts.texts,
      actor: { ref: caller.counsellor },
      id: newId('dec'),
      decidedAt: clock().toISOString(),
    })
  }

  async function decisionCarried(
    caller: Caller,
    conversation: Conversation,
    pending: Turn | undefined,
    message: GuardedMessage,
  ): Promise<DecisionToStore | undefined | Refusal> {
    if (!message.decision) return undefined
    const turn = pending ?? conversation.turns.findLast((one) => one.outcome === 'options')
    if (!turn) return { refused: 'nothing-pending' }
    const made = await madeDecision(caller, conversation, turn, message.decision)
    if (isRefusal(made) || pending) return made
    // A retry that carries a decision already recorded goes on without it; any other comes too late.
    const answer = await records.decide(caller, made)
    if (answer.outcome === 'repeated') return undefined
    return answer.outcome === 'already-decided'
      ? { refused: 'already-decided', decision: answer.decision }
      : { refused: 'nothing-pending' }
  }

  function guardMessage(conversation: Conversation, input: MessageInput): GuardedMessage | Refusal {
    const guardText = guardOf(conversation)
    const template = input.template && fillTemplate(input.template, conversation)
    if (template && 'problems' in template) return { refused: 'invalid-request', problems: template.problems }
    const criteria = input.criteria && guardCriteria(input.criteria, { guard: guardText, places, referential })
    if (criteria && 'blocked' in criteria) return blockedText(criteria.blocked)
    if (criteria && 'problems' in criteria) return { refused: 'invalid-request', problems: criteria.problems }
    const text = [template?.text, input.text].filter(Boolean).join(' ')
    const leadText = input.lead && 'text' in input.lead ? input.lead.text : undefined
    const texts = guardTexts({ '/text': text || undefined, '/lead/text': leadText }, guardText)
    if (texts.action === 'blocked') return blockedText(texts)
    const { '/text': redacted, '/lead/text': lead } = texts.texts
    return {
      text: redacted === undefined ? undefined : { redacted, findings: texts.findings['/text'] ?? [] },
      template: template && { id: input.template!.id, patch: template.patch, read: template.read },
      criteria: criteria?.patch,
      lead: input.lead && ('itemId' in input.lead ? { itemId: input.lead.itemId } : { text: lead! }),
      decision: input.decision,
    }
  }

  function fillTemplate(template: NonNullable<MessageInput['template']>, conversation: Conversation) {
    const request = options.requests.find((one) => one.id === template.id)
    if (!request) return { problems: [{ pointer: '/template/id', detail: 'unknown template' }] }
    return fillRequest(request, template.values, {
      locale: conversation.locale,
      places,
      referential,
      guard: guardOf(conversation),
    })
  }

  async function argueLead(message: GuardedMessage, need: Need): Promise<Option | null> {
    const item = message.lead && (await leadItem(message.lead))
    return item ? argue([seenFrom(item, need.near)], need, () => newId('opt'))[0]! : null
  }

  async function leadItem(lead: { itemId: string } | { text: Redacted }): Promise<Item | undefined> {
    if ('itemId' in lead) return (await catalogue.current().items([lead.itemId]))[0]
    const [found] = await catalogue
      .current()
      .search({ text: lead.text, vector: referential.vector(lead.text), filter: {}, limit: 1 })
    return found?.item
  }

  function newTurn(conversation: Conversation, message: GuardedMessage, criteria: Criteria, more: Partial<Turn>): Turn {
    return {
      id: newId('turn'),
      number: conversation.turns.length + 1,
      message: message.text
        ? { ...message.text, ...(message.template && { template: { id: message.template.id } }) }
        : null,
      criteria,
      outcome: 'not-enough',
      options: [],
      answers: [],
      question: null,
      alsoValid: [],
      excluded: { counts: [], examples: [] },
      relax: [],
      lead: null,
      changed: [],
      order: { seed: options.newSeed(), policy: orderPolicy },
      versions: {
        app: options.appVersion,
        catalogue: catalogue.current().version,
        guardrails: guardrailsVersion,
        policy: policyVersion(policy),
        prompts: `${prompts.readNeed.version} ${prompts.wordClaims.version}`,
        model: model?.name ?? null,
        embedding: embedding.modelId,
      },
      optionsDigest: null,
      decision: null,
      createdAt: clock().toISOString(),
      ...more,
    }
  }

  /** Stored before it is shown. A message that lost the race for its number takes the next one. */
  async function store(
    caller: Caller,
    conversation: Conversation,
    turn: Turn,
    more: {
      decision?: DecisionToStore
      sent?: readonly SentRequest[]
      exposure?: SelectionRecord['exposure']
      selection?: SelectionRecord
    },
  ): Promise<AnswerPart> {
    for (let number = turn.number; number < turn.number + racesAtMost; number++) {
      const numbered = { ...turn, number }
      const answer = await records.addTurn(
        caller,
        conversation.id,
        { turn: numbered, selection: more.selection ?? null, sent: more.sent ?? [], exposure: more.exposure ?? {} },
        more.decision,
      )
      if (answer.outcome === 'stored') {
        await countStored(caller, numbered, more.decision)
        return { part: 'turn', turn: numbered }
      }
      if (answer.outcome === 'decision-pending') return refusal({ refused: 'decision-pending', turnId: answer.turnId })
      if (answer.outcome === 'already-decided')
        return refusal({ refused: 'already-decided', decision: answer.decision })
      if (answer.outcome === 'nothing-pending') return refusal({ refused: 'nothing-pending' })
      if (answer.outcome === 'repeated') return store(caller, conversation, turn, { ...more, decision: undefined })
      if (!(await records.conversation(caller, conversation.id))) return refusal({ refused: 'not-found' })
    }
    throw new Error('A turn could not be numbered: too many messages of one conversation at once.')
  }

  async function countStored(caller: Caller, turn: Turn, decision?: DecisionToStore): Promise<void> {
    for (const finding of turn.message?.findings ?? []) await records.count(caller.tenant, 'alert', finding.type)
    if (decision) await records.count(caller.tenant, 'decision', decisionKey(decision.decision))
  }

  async function countBlocked(caller: Caller, refused: Refusal): Promise<void> {
    if (refused.refused !== 'message-blocked') return
    const types = refused.findings.map((finding) => finding.type)
    for (const type of types.length > 0 ? types : [refused.because]) await records.count(caller.tenant, 'block', type)
  }

  return {
    open,
    change,
    ask,
    decide,
    conversation: (caller: Caller, id: string) => records.conversation(caller, id),
    conversations: (
      caller: Caller,
      page: { limit: number; after?: string; before?: string },
    ): Promise<Page<Conversation>> => records.conversations(caller, page),
    erase: async (caller: Caller, id: string): Promise<boolean> => {
      placeholders.forget(id)
      return records.eraseConversation(caller, id)
    },
    sent: (caller: Caller, conversationId: string, turnId: string) => records.sent(caller, conversationId, turnId),
    async replay(caller: Caller, conversationId: string, turnId: string): Promise<Replay | Refusal> {
      const conversation = await records.conversation(caller, conversationId)
      const turn = conversation?.turns.find((one) => one.id === turnId)
      const selection = await records.selection(caller, conversationId, turnId)
      if (!turn || selection === undefined) return { refused: 'not-found' }
      return replay(turn, selection, { catalogue, embedding, places })
    },
    /** What the guard says of a text; nothing is stored. */
    check: (text: string, locale: Locale): Verdict =>
      guard(text, policy, { locale, placeholders: placeholders.none() }),
    /** The way without AI: the same catalogue, searched by words and filters that the person sets. */
    async searchCatalogue(query: CatalogueSearch, locale: Locale): Promise<Item[] | Refusal> {
      const texts = guardTexts({ '/q': query.q }, (text) =>
        guard(text, policy, { locale, placeholders: placeholders.none() }),
      )
      if (texts.action === 'blocked') return blockedText(texts)
      const near = query.near === undefined ? undefined : places.byCode(query.near)
      if (query.near !== undefined && !near) {
        return { refused: 'invalid-request', problems: [{ pointer: '/near', detail: 'unknown INSEE code' }] }
      }
      const text = texts.texts['/q']
      const found = await catalogue.current().search({
        text,
        vector: text ? referential.vector(text) : undefined,
        filter: {
          kinds: query.kind && [query.kind],
          near: near && { lat: near.lat, lon: near.lon, radiusKm: query.radiusKm ?? 30 },
          startBefore: query.startBefore,
          modality: query.modality,
          certifying: query.certifying,
          open: today(),
        },
        limit: query.limit,
      })
      return found.map(({ item }) => seenFrom(item, near))
    },
    item: async (id: string): Promise<Item | undefined> => (await catalogue.current().items([id]))[0],
    requests: options.requests,
    catalogueState: () => {
      const { version, size, fictitious } = catalogue.current()
      return { version, size, fictitious }
    },
  }
}

export interface CatalogueSearch {
  q?: string
  kind?: 'training' | 'skill' | 'event'
  near?: string
  radiusKm?: number
  startBefore?: string
  modality?: 'onsite' | 'remote' | 'mixed'
  certifying?: boolean
  limit: number
}

/** A model has this long to read a need, and to word four options; after that the answer goes on without it. */
const readingDeadlineMs = 8_000
const wordingDeadlineMs = 30_000
const racesAtMost = 5

interface GuardedMessage {
  text?: { redacted: Redacted; findings: Finding[] }
  template?: { id: string } & Pick<Reading, 'patch' | 'read'>
  criteria?: CriteriaPatch
  lead?: { itemId: string } | { text: Redacted }
  decision?: DecisionInput
}

interface Understood {
  criteria: Criteria
  changed: Turn['changed']
  reading: Reading
}

const isPending = (turn: Turn) => turn.outcome === 'options' && turn.decision === null

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

/** Items that a decision refused or set aside; "refine" only corrects the criteria and refuses nothing. */
function refusedItems(conversation: Conversation, carried: DecisionInput | undefined): string[] {
  const refused = conversation.turns.flatMap((turn) => {
    const decision = turn.decision ?? (isPending(turn) ? carried : undefined)
    if (!decision) return []
    const aside = new Set((decision.kind === 'choose' ? decision.aside : [])?.map((one) => one.optionId))
    const all = decision.kind === 'none' && decision.reason !== 'refine'
    return turn.options.filter((option) => all || aside.has(option.id)).map((option) => option.item.id)
  })
  return [...new Set(refused)]
}

const comparable = (item: Item) => ({
  hours: item.hours,
  price: item.price && ('free' in item.price ? 0 : item.price.amount),
  distanceKm: item.distanceKm,
  start: item.sessions[0]?.start,
})

const textsOfDecision = (input: DecisionInput) => ({
  note: input.note,
  text: input.kind === 'own' ? input.text : undefined,
})

const decisionKey = (decision: Decision) => (decision.reason ? `${decision.kind}:${decision.reason}` : decision.kind)

const refusal = (refused: Refusal): AnswerPart => ({ part: 'refusal', refusal: refused })

function blockedText({
  pointer,
  verdict,
}: {
  pointer: string
  verdict: Extract<Verdict, { action: 'block' }>
}): Refusal {
  const at = pointer.startsWith('/') ? pointer : `/${pointer}`
  return verdict.because === 'too-long'
    ? { refused: 'message-too-long', limit: verdict.limit ?? 0, pointer: at }
    : { refused: 'message-blocked', findings: verdict.findings, because: verdict.because, pointer: at }
}

const blockedDossier = ({ field, findings }: { field: string; findings: Finding[] }): Refusal => ({
  refused: 'message-blocked',
  findings,
  because: 'findings',
  pointer: `/dossier${field}`,
})
