import type { KnownPlaceholder } from '../../guardrails/placeholders.ts'
import type { Decision } from './decision.ts'
import type { AuditEvent, Happening } from './events.ts'
import type { Later } from './later.ts'
import type { Count } from './oversight.ts'
import type { PairVerdict } from './pairs.ts'
import type { ConversationSummary } from './summary.ts'
import type { Conversation, SentRequest, Turn } from './turn.ts'

/** Who owns a conversation: an organisation (tenant) and the counsellor within it. Every read and write names its owner. */
export interface Owner {
  tenant: string
  counsellor: string
  /** The Idempotency-Key of what is asked: its effect is written with it, in one transaction, so that a second try finds it whatever happened. */
  requestKey?: string
}

/**
 * Who calls: the owner of what is read and written, whether a person stands behind it (only a person decides), and how that person came in:
 * signed in, named by a key that opened a session, or at this machine.
 */
export interface Caller extends Owner {
  human: boolean
  via?: 'oidc' | 'session' | 'local'
}

/** What is kept beside a turn so that its selection can be run again: the inputs that are neither criteria nor catalogue. */
export interface SelectionRecord {
  today: string
  exposure: Record<string, ProviderExposure>
  alreadyRefused: string[]
  /** What was on the table when others were asked for. */
  alreadyShown?: string[]
  profile: Conversation['profile']
  /** What the embedding endpoint answered: asked again, it might answer otherwise. */
  dense?: number[]
}

/** A provider's ledger line: exposure received and merit deserved so far, both in units of one option shown. */
export interface ProviderExposure {
  exposure: number
  merit: number
}

export interface TurnToStore {
  turn: Turn
  selection: SelectionRecord | null
  sent: readonly SentRequest[]
  /** Ids of the sets that this turn amends: those that still wait for a decision step back, in the same transaction. */
  setsAside: readonly string[]
  /** Added to the exposure ledger in the same transaction. */
  exposure: Readonly<Record<string, ProviderExposure>>
  /** Added to the counts in the same transaction, beside what the turn itself counts. */
  counts: readonly Count[]
}

/** What a model adds to a turn that is stored and shown; `sent` is all that left for it. */
export interface LaterToStore {
  turnId: string
  later: Later
  sent: readonly SentRequest[]
  /** Added to the counts in the same transaction. */
  counts: readonly Count[]
}

export interface DecisionToStore {
  conversationId: string
  turnId: string
  decision: Decision
  /** SHA-256 of the canonical request body: the same body again is answered with the first decision. */
  requestDigest: string
  /** Added to the counts in the same transaction. */
  counts: readonly Count[]
}

/** Of one conversation: every decision with those that were superseded, what left for models, the inputs of each selection, its events. */
export interface KeptBeside {
  decisions: Decision[]
  turns: { id: string; sent: SentRequest[]; selection: SelectionRecord | null }[]
  events: { id: string; kind: string; at: string; body: string }[]
}

/** How the database answered a decision: of many at once exactly one is `recorded`. */
export type DecisionAnswer =
  | { outcome: 'recorded'; decision: Decision }
  | { outcome: 'repeated'; decision: Decision }
  | { outcome: 'already-decided'; decision: Decision }
  | { outcome: 'nothing-pending' }

/** `raced`: another message took this turn's number; read the conversation again and try once more. */
export type TurnAnswer = { outcome: 'stored' } | { outcome: 'raced' } | Exclude<DecisionAnswer, { outcome: 'recorded' }>

export interface PageAsked {
  limit: number
  after?: string
  before?: string
}

export interface Page<Row> {
  data: Row[]
  hasMore: boolean
}

/**
 * The record of conversations, turns and decisions. Acknowledged means durable. A conversation of another owner is as absent as one
 * that never existed. One number a turn and one current decision a turn are unique indexes, not checks.
 */
export interface Records {
  openConversation(owner: Owner, conversation: Conversation, placeholders?: readonly KnownPlaceholder[]): Promise<void>
  conversation(owner: Owner, id: string): Promise<Conversation | undefined>
  /** Reads no body: a list costs the same whatever the conversations hold. */
  conversations(owner: Owner, page: PageAsked): Promise<Page<ConversationSummary>>
  /** With `before`, only where nobody changed meanwhile what is changed here. */
  updateConversation(
    owner: Owner,
    id: string,
    change: Pick<Conversation, 'profile' | 'dropped' | 'objection'>,
    before?: Conversation,
  ): Promise<'changed' | 'not-found' | 'changed-meanwhile'>
  eraseConversation(owner: Owner, id: string): Promise<boolean>
  /** Stores the turn and, when given, the decision on the pending turn before it: together or not at all. */
  addTurn(owner: Owner, conversationId: string, turn: TurnToStore, decision?: DecisionToStore): Promise<TurnAnswer>
  /**
   * Adds what came after a turn, as long as it is the last one and nobody decided: else only what was sent. The turn as it then stands;
   * undefined when it is gone.
   */
  addLater(owner: Owner, conversationId: string, later: LaterToStore): Promise<Turn | undefined>
  decide(owner: Owner, decision: DecisionToStore): Promise<DecisionAnswer>
  /** Moves a set from one waiting state to another; false where it is not in the first. */
  moveSet(
    owner: Owner,
    set: { conversationId: string; turnId: string; from: Turn['state']; to: Turn['state'] },
  ): Promise<boolean>
  /** Says of a turn since when it is misunderstood, or takes that back; false where there is no such turn. */
  markMisunderstood(
    owner: Owner,
    turn: { conversationId: string; turnId: string },
    since: string | null,
  ): Promise<boolean>
  /** Turns of a tenant that are said to be misunderstood, the longest first. */
  misunderstood(tenant: string, limit: number): Promise<{ conversationId: string; turn: Turn }[]>
  /** Whose conversation this is; of any tenant where none is named. For who answers the person concerned, who is not its counsellor. */
  ownerOf(id: string, tenant?: string): Promise<Owner | undefined>
  /** All that is kept of a conversation; that it was given is told as an event. */
  exported(owner: Owner, id: string): Promise<Exported | undefined>
  selection(owner: Owner, conversationId: string, turnId: string): Promise<SelectionRecord | null | undefined>
  sent(owner: Owner, conversationId: string, turnId: string): Promise<SentRequest[] | undefined>
  exposure(tenant: string, providers: readonly string[]): Promise<Record<string, ProviderExposure>>
  /** The whole ledger of a tenant. */
  ledger(tenant: string): Promise<Record<string, ProviderExposure>>
  /** What is kept of a conversation beside what is shown of it; undefined where there is none. */
  beside(owner: Owner, conversationId: string): Promise<KeptBeside | undefined>
  /** The chained events of a tenant and of the whole service, the earliest first; `after` is the `seq` of the last one seen. */
  events(tenant: string, page: { limit: number; after?: number }): Promise<Page<AuditEvent>>
  /** The placeholders given in a conversation, sealed, and in how many steps. */
  placeholders(conversationId: string): Promise<{ steps: number; known: KnownPlaceholder[] }>
  /** Adds what was given in one step; false when another writer took that step, and nothing was added. */
  addPlaceholders(conversationId: string, step: number, given: readonly KnownPlaceholder[]): Promise<boolean>
  /** The instant this person ended the course; undefined when not yet. */
  courseDone(owner: Owner): Promise<string | undefined>
  /** The first time counts. */
  recordCourse(owner: Owner, at: string): Promise<void>
  /** How many people of a tenant ended it. */
  coursesDone(tenant: string): Promise<number>
  /** What was judged of pairs of a tenant, by the pair. */
  pairVerdicts(tenant: string): Promise<Map<string, PairVerdict>>
  /** The last word counts; told as an event. */
  judgePair(tenant: string, id: string, verdict: PairVerdict): Promise<void>
  /** Counts only, for the oversight summary; never per counsellor. Turns and decisions count themselves when they are stored. */
  counts(tenant: string): Promise<Count[]>
  /** `subject`: the conversation that what happened belongs to. */
  count(tenant: string, counts: readonly Count[], happening?: Happening, subject?: string): Promise<void>
}

/** One conversation as a person may have it, with what was sent of it and what was told. */
export interface Exported {
  conversation: Conversation
  /** Those that were superseded included, the earliest first. */
  decisions: unknown[]
  /** What left for a model, by turn. */
  sent: Record<string, SentRequest[]>
  events: { kind: string; at: string; body: unknown }[]
}

/** An answer as it left: its status, the headers that belong to it, and its text. */
export interface AnswerGiven {
  status: number
  headers: Record<string, string>
  text: string
}

/** With the conversation it belongs to, and is erased with. */
export type AnswerToKeep = AnswerGiven & { conversationId?: string }

/** What a request made: a conversation, or a turn of one. */
export interface Effect {
  conversationId: string
  turnId: string | null
}

/** Answers kept for `Idempotency-Key`, for 24 hours: the same key and body replays the first answer. */
export interface Idempotency {
  /** Frees what an earlier life of this instance was answering when it ended. */
  release(): Promise<void>
  /** Removes all that has been kept for longer, from the files too. */
  forget(): Promise<void>
  begin(
    owner: Owner,
    key: string,
    bodyDigest: string,
  ): Promise<
    | { state: 'new' | 'running' | 'mismatch' }
    /** It took effect, and its answer was lost: a process ended, or a client left. */
    | ({ state: 'effected' } & Effect)
    | ({ state: 'done' } & AnswerGiven)
  >
  finish(owner: Owner, key: string, answer: AnswerToKeep): Promise<void>
  /** Frees the key of a request that had no effect. */
  abandon(owner: Owner, key: string): Promise<void>
}
