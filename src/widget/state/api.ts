import type { Correction } from '../../../guardrails/motives.ts'
import type { Policy } from '../../../guardrails/policy.ts'
import type { CriteriaInput } from '../../criteria/criteria.ts'
import type { Item, Kind, Modality } from '../../item.ts'
import type { Dropped } from '../../need/profile.ts'
import type { Decision, DecisionInput } from '../../record/decision.ts'
import type { Replay } from '../../record/replay.ts'
import type { ConversationSummary } from '../../record/summary.ts'
import type { Conversation, SentRequest, Turn } from '../../record/turn.ts'
import { networkProblem, type Problem, problemFrom } from './problem.ts'
import { fetchSignedIn } from './session-over.ts'

/** A message as it leaves this machine: every text in it is already redacted. */
export interface MessageBody {
  text?: string
  template?: { id: string; values: Record<string, string> }
  criteria?: CriteriaInput
  lead?: { itemId: string } | { text: string }
  decision?: DecisionInput
  /** What the guard takes wrongly in `text`: these words leave as typed. */
  corrections?: Correction[]
}

export interface StandardRequest {
  id: string
  family: { id: string; label: string }
  label: string
  text: string
  slots: Slot[]
}

export interface Slot {
  name: string
  label: string
  type: 'text' | 'occupation' | 'commune' | 'date' | 'number' | 'choice'
  choices?: (string | { value: string; label: string })[]
  required: boolean
}

export interface PolicyInForce {
  version: string
  policy: Policy
}

export interface ProfileFields {
  data: { field: string; purpose: string; effect: 'filter' | 'claim' | 'query'; dossierKeys: string[] }[]
  alwaysDropped: { dossierKeys: string[]; reason: Dropped['reason'] }[]
}

export interface CatalogueQuery {
  q?: string
  kind?: Kind
  near?: string
  radiusKm?: number
  startBefore?: string
  modality?: Modality
  certifying?: boolean
  limit?: number
  page?: number
}

export interface FoundPage {
  data: Item[]
  page: number
  total: number
  more: boolean
  counts: { kinds: Partial<Record<Kind, number>>; modalities: Partial<Record<Modality, number>>; certifying: number }
}

export type Suggested = 'occupation' | 'commune' | 'subject'

export type Result<Value> = { ok: true; value: Value } | { ok: false; problem: Problem }

export type Api = ReturnType<typeof createApi>

/**
 * The HTTP contract as functions. `base` is "" on the page's own origin; `send` is how a host page on another origin asks; without it the page's own session does. `policy` is the version that
 * the texts sent were checked under; `onPolicyChanged` is awaited when the server has another one in force.
 * What the server refuses, and a network that fails, come back as values.
 */
export function createApi(options: {
  base: string
  send?: (address: string, init: RequestInit) => Promise<Response>
  locale: () => string
  onPolicyChanged: () => Promise<unknown>
}) {
  async function request(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string | undefined> = {},
    signal?: AbortSignal,
  ): Promise<Response | Problem> {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': options.locale() }
    for (const [name, value] of Object.entries(more)) if (value !== undefined) headers[name] = value
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init: RequestInit = { method, headers, credentials: 'same-origin', ...(signal && { signal }) }
    if (body !== undefined) init.body = JSON.stringify(body)
    try {
      const address = `${options.base}${path}`
      const response = await (options.send?.(address, init) ?? fetchSignedIn(address, init, options.locale))
      if (response.ok) return response
      const problem = await problemFrom(response)
      if (problem.code === 'policy-changed') await options.onPolicyChanged()
      return problem
    } catch {
      return networkProblem()
    }
  }

  async function json<Value>(method: string, path: string, body?: unknown, more?: Record<string, string | undefined>) {
    const answer = await request(method, path, body, more)
    if (!(answer instanceof Response)) return { ok: false, problem: answer } as const
    try {
      return { ok: true, value: (answer.status === 204 ? undefined : await answer.json()) as Value } as const
    } catch {
      return { ok: false, problem: networkProblem() } as const
    }
  }

  const under = (policy: string | undefined) => ({ 'guardrails-policy': policy })
  const conversation = (id: string) => `/v1/conversations/${encodeURIComponent(id)}`

  return {
    policyInForce: () => json<PolicyInForce>('GET', '/v1/guardrails/policy'),
    openConversation: (
      body: { dossier?: object; locale: string; objection?: boolean },
      key: string,
      policy: string | undefined,
    ) => json<Conversation>('POST', '/v1/conversations', body, { 'idempotency-key': key, ...under(policy) }),
    conversation: (id: string) => json<Conversation>('GET', conversation(id)),
    changeConversation: (id: string, body: { dossier?: object; objection?: boolean }, policy: string | undefined) =>
      json<Conversation>('PATCH', conversation(id), body, under(policy)),
    eraseConversation: (id: string) => json<void>('DELETE', conversation(id)),
    /** The answer as it comes; aborting stops waiting for it, and what the server had begun it finishes and keeps. */
    sendMessage: (id: string, body: MessageBody, key: string, policy: string | undefined, signal: AbortSignal) =>
      request(
        'POST',
        `${conversation(id)}/messages/stream`,
        body,
        { accept: 'text/event-stream', 'idempotency-key': key, ...under(policy) },
        signal,
      ),
    /** Brings the earlier set back. */
    undo: (id: string, key: string) => json<Turn>('POST', `${conversation(id)}/undo`, {}, { 'idempotency-key': key }),
    turn: (id: string, turnId: string) => json<Turn>('GET', `${conversation(id)}/turns/${encodeURIComponent(turnId)}`),
    decide: (id: string, turnId: string, body: DecisionInput, key: string, policy: string | undefined) =>
      json<Decision>('POST', `${conversation(id)}/turns/${encodeURIComponent(turnId)}/decision`, body, {
        'idempotency-key': key,
        ...under(policy),
      }),
    /** Byte for byte what left the server for a model; empty without one. */
    sent: (id: string, turnId: string) =>
      json<{ requests: SentRequest[] }>('GET', `${conversation(id)}/turns/${encodeURIComponent(turnId)}/sent`),
    replay: (id: string, turnId: string) =>
      json<Replay>('GET', `${conversation(id)}/turns/${encodeURIComponent(turnId)}/replay`),
    standardRequests: () => json<{ data: StandardRequest[] }>('GET', '/v1/templates'),
    profileFields: () => json<ProfileFields>('GET', '/v1/profile-fields'),
    searchCatalogue: (query: CatalogueQuery, policy: string | undefined) => {
      const search = new URLSearchParams()
      for (const [name, value] of Object.entries(query))
        if (value !== undefined && value !== '') search.set(name, `${value}`)
      return json<FoundPage>('GET', `/v1/catalogue/search?${search}`, undefined, under(policy))
    },
    /** Own exchanges as summaries, the newest first; `after` is the last one seen. */
    conversations: (after?: string) =>
      json<{ data: ConversationSummary[]; has_more: boolean }>(
        'GET',
        `/v1/conversations?limit=100${after ? `&after=${encodeURIComponent(after)}` : ''}`,
      ),
    /** Keeps a set for later or takes it up again; says of a turn that it was misunderstood, or takes that back. */
    changeTurn: (id: string, turnId: string, change: { state: 'later' | 'to-decide' } | { misunderstood: boolean }) =>
      json<Turn>('PATCH', `${conversation(id)}/turns/${encodeURIComponent(turnId)}`, change),
    /** What has become of the offers of a set since they were shown. */
    since: (id: string, turnId: string) =>
      json<{ text: string }>('GET', `${conversation(id)}/turns/${encodeURIComponent(turnId)}/since`),
    /** A set of what was found without AI, to decide on. */
    setOfFound: (id: string, itemIds: readonly string[], key: string) =>
      json<Turn>('POST', `${conversation(id)}/found`, { itemIds }, { 'idempotency-key': key }),
    /** What a field may be completed with. */
    suggest: (of: Suggested, q: string) =>
      json<{ data: { value: string; label: string }[] }>('GET', `/v1/suggest?${new URLSearchParams({ of, q })}`),
    contest: (findings: { type: string; start: number; end: number; words?: string }[]) =>
      json<unknown>('POST', '/v1/guardrails/contests', { findings }),
  }
}
