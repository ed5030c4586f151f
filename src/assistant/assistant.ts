import type { Locale } from '../../guardrails/finding.ts'
import { answersGiven } from '../explanation/course.ts'
import type { Sheet } from '../explanation/sheet.ts'
import type { Item } from '../item.ts'
import { communeAsked } from '../need/commune-asked.ts'
import { guardTexts } from '../need/guard-texts.ts'
import { describeRequest } from '../need/requests.ts'
import { createSuggest, type Suggested, type Suggestion } from '../need/suggest.ts'
import { type Browsing, browse, type Found } from '../options/browse.ts'
import { blockedText } from '../record/guarded-message.ts'
import type { MessageInput } from '../record/message-input.ts'
import { type OversightSummary, type PersonRequest, personRequest, summarise } from '../record/oversight.ts'
import type { PairVerdict } from '../record/pairs.ts'
import type { Caller, PageAsked } from '../record/records.ts'
import type { Refusal } from '../record/refusal.ts'
import { ask } from './ask.ts'
import { algorithm, exportOf, replayTurn, sheet } from './explain.ts'
import { setOfFound } from './found.ts'
import { handOver } from './hand-over.ts'
import { keepForLater, since } from './later.ts'
import { endMisunderstood, misunderstood, sayMisunderstood } from './misunderstood.ts'
import { change, open, openWith } from './open.ts'
import { acceptedPairs, judgePair, pairs } from './pairs.ts'
import { type AssistantOptions, createSetting } from './setting.ts'
import { undoSet } from './undo.ts'

export type Assistant = ReturnType<typeof createAssistant>

/**
 * The whole product as functions: guard what a person wrote, read the need, look the catalogue up, choose by stated rules, argue both
 * ways, keep the record, and wait for a person's decision.
 */
export function createAssistant(options: AssistantOptions) {
  const setting = createSetting(options)
  const { catalogue, places, embedding, records, guards, decisions, today } = setting
  const suggest = createSuggest(setting)
  const { course = [] } = options
  return {
    open: (caller: Caller, input: Parameters<typeof open>[2]) => open(setting, caller, input),
    openWith: (caller: Caller, input: Parameters<typeof openWith>[2], signal: AbortSignal) =>
      openWith(setting, caller, input, signal),
    change: (caller: Caller, id: string, input: Parameters<typeof change>[3]) => change(setting, caller, id, input),
    ask: (caller: Caller, id: string, input: MessageInput, signal: AbortSignal = new AbortController().signal) =>
      ask(setting, caller, id, input, signal),
    undo: (caller: Caller, id: string) => undoSet(setting, caller, id),
    decide: decisions.decide,
    conversation: (caller: Caller, id: string) => records.conversation(caller, id),
    conversations: (caller: Caller, page: PageAsked) => records.conversations(caller, page),
    erase: (caller: Caller, id: string) => records.eraseConversation(caller, id),
    /** All of an exchange of the caller's tenant, whoever holds it, for who answers the person concerned. */
    async exported({ tenant }: Caller, id: string) {
      const owner = await records.ownerOf(id, tenant)
      const exported = owner && (await records.exported(owner, id))
      if (exported) await records.count(tenant, [personRequest('explanation')])
      return exported
    },
    /** The sheet of an exchange, for who answers the person concerned. */
    async sheetFor(caller: Caller, id: string): Promise<Sheet | Refusal> {
      const owner = await records.ownerOf(id, caller.tenant)
      if (!owner) return { refused: 'not-found' }
      await records.count(caller.tenant, [personRequest('explanation')], { kind: 'export' }, id)
      return sheet(setting, { ...caller, ...owner }, id)
    },
    /** Notes what the person asked for and what its counsellor has to do: counted, and told in the chain of the exchange. */
    async noteRequest({ tenant }: Caller, id: string, asked: PersonRequest): Promise<boolean> {
      const owner = await records.ownerOf(id, tenant)
      if (owner) await records.count(tenant, [personRequest(asked)], { kind: 'person-request', asked }, id)
      return owner !== undefined
    },
    async eraseFor({ tenant }: Caller, id: string): Promise<boolean> {
      const owner = await records.ownerOf(id, tenant)
      const erased = owner !== undefined && (await records.eraseConversation(owner, id))
      if (erased) await records.count(tenant, [personRequest('erasure')])
      return erased
    },
    algorithm: (locale: Locale) => algorithm(setting, locale),
    exportOf: (caller: Caller, id: string) => exportOf(setting, caller, id),
    sheet: (caller: Caller, id: string) => sheet(setting, caller, id),
    keepForLater: (caller: Caller, set: Parameters<typeof keepForLater>[2]) => keepForLater(setting, caller, set),
    sayMisunderstood: (caller: Caller, where: Parameters<typeof sayMisunderstood>[2], said: boolean) =>
      sayMisunderstood(setting, caller, where, said),
    misunderstood: (caller: Caller, locale: Locale) => misunderstood(setting, caller, locale),
    endMisunderstood: (caller: Caller, where: Parameters<typeof endMisunderstood>[2]) =>
      endMisunderstood(setting, caller, where),
    since: (caller: Caller, id: string, turnId: string) => since(setting, caller, id, turnId),
    handOver: (caller: Caller, id: string, turnId?: string) => handOver(setting, caller, id, turnId),
    /** The chained events of the caller's tenant, for auditors. */
    events: ({ tenant }: Caller, page: { limit: number; after?: number }) => records.events(tenant, page),
    /** Counts only, for those who watch over the service. */
    oversight: async ({ tenant }: Caller): Promise<OversightSummary> =>
      summarise(await records.counts(tenant), await records.ledger(tenant)),
    course,
    courseDone: (caller: Caller) => records.courseDone(caller),
    /** That it was taken, and when; what was answered is not kept. */
    async completeCourse(caller: Caller, given: readonly number[]): Promise<{ doneOn: string } | Refusal> {
      if (!caller.human) return { refused: 'human-required' }
      if (!answersGiven(course, given)) {
        return { refused: 'invalid-request', problems: [{ pointer: '/given', detail: 'an answer to each case' }] }
      }
      await records.recordCourse(caller, options.clock().toISOString())
      return { doneOn: (await records.courseDone(caller))! }
    },
    coursesDone: ({ tenant }: Caller) => records.coursesDone(tenant),
    pairs: (caller: Caller) => pairs(setting, caller),
    judgePair: (caller: Caller, id: string, judged: PairVerdict['judged']) => judgePair(setting, caller, id, judged),
    acceptedPairs: (caller: Caller) => acceptedPairs(setting, caller),
    sent: (caller: Caller, conversationId: string, turnId: string) => records.sent(caller, conversationId, turnId),
    replay: (caller: Caller, conversationId: string, turnId: string) =>
      replayTurn(setting, caller, conversationId, turnId),
    check: guards.check,
    contest: guards.contest,
    contests: guards.contests,
    /** The way without AI. `near` is an INSEE code, a postcode or the name of a commune. */
    async searchCatalogue(
      { q, near, ...query }: Omit<Browsing, 'q' | 'near'> & { q?: string; near?: string },
      locale: Locale,
    ): Promise<Found | Refusal> {
      const guarded = await guards.alone(locale, (guard) => guardTexts({ '/q': q }, guard))
      if (guarded.action === 'blocked') return blockedText(guarded)
      const around = near === undefined ? undefined : communeAsked(near, places, locale)
      if (around && 'detail' in around) {
        return { refused: 'invalid-request', problems: [{ pointer: '/near', detail: around.detail }] }
      }
      const search = { index: catalogue.current(), embedding, relevance: setting.relevance, today: today() }
      return browse({ ...query, q: guarded.texts['/q'], near: around?.commune }, search)
    },
    setOfFound: (caller: Caller, id: string, itemIds: readonly string[]) => setOfFound(setting, caller, id, itemIds),
    /** Completes a field. What the guard finds something in is nobody's town or trade: it completes nothing. */
    async suggest(of: Suggested, q: string, locale: Locale): Promise<Suggestion[]> {
      const guarded = await guards.alone(locale, (guard) => guardTexts({ '/q': q }, guard))
      return guarded.action === 'blocked' || guarded.texts['/q'] !== q ? [] : suggest(of, q, locale)
    },
    item: async (id: string): Promise<Item | undefined> => (await catalogue.current().items([id]))[0],
    templates: (locale: Locale) => options.requests.map((request) => describeRequest(request, locale)),
    today,
    catalogueState() {
      const { version, size, fictitious } = catalogue.current()
      return { version, size, fictitious }
    },
  }
}
