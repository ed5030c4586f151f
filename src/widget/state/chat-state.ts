import type { Finding } from '../../../guardrails/finding.ts'
import type { Criteria } from '../../criteria/criteria.ts'
import type { Dropped } from '../../need/profile.ts'
import type { Option } from '../../options/option.ts'
import type { Decision } from '../../record/decision.ts'
import type { Conversation, Turn } from '../../record/turn.ts'
import type { MessageBody } from './api.ts'
import type { Choice } from './chat.ts'
import type { Problem } from './problem.ts'

/** A message on its way, redacted, with what has already come back. `key` makes a retry harmless. */
export interface Attempt {
  key: string
  /** As it was written, to be checked again when the rules have changed; never leaves the tab. */
  message: MessageBody
  body: MessageBody
  /** The version of the policy that `body` was checked under. */
  policy?: string
  /** What the counsellor typed, to give back when it did not go through; never leaves the tab. */
  typed: string
  findings: Finding[]
}

/** A decision that did not go through, with the key that makes sending it again harmless. */
export interface Undecided {
  turn: Turn
  choice: Choice
  key: string
}

export interface Sending extends Attempt {
  status: string
  criteria: Criteria | null
  options: (Option | undefined)[]
}

/** What the persistent status line says: one message an answer. */
export type Announcement = { says: 'answered'; turn: Turn } | { says: 'decided' | 'profile-kept' | 'erased' | '' }

export interface ChatState {
  conversation: Conversation | null
  /** What this machine found before sending, by turn: the server only sees placeholders. */
  foundHere: Readonly<Record<string, Finding[]>>
  /** What was taken out of the dossier before it left; the server only tells what reached it. */
  droppedHere: readonly Dropped[]
  sending: Sending | null
  busy: 'conversation' | 'decision' | 'profile' | 'undo' | null
  problem: {
    problem: Problem
    during: 'message' | 'decision' | 'profile' | 'conversation'
    attempt?: Attempt
    undecided?: readonly Undecided[]
  } | null
  /** The network is gone: told until it is back. */
  offline: boolean
  announcement: Announcement
}

export const emptyChat: ChatState = {
  conversation: null,
  foundHere: {},
  droppedHere: [],
  sending: null,
  busy: null,
  problem: null,
  offline: false,
  announcement: { says: '' },
}

export type ChatEvent =
  | { event: 'conversation-received'; conversation: Conversation; says?: 'profile-kept' }
  | { event: 'conversation-closed'; says?: 'erased' }
  | { event: 'work-begun'; busy: NonNullable<ChatState['busy']> }
  | { event: 'dossier-minimised'; dropped: readonly Dropped[] }
  | { event: 'message-sent'; attempt: Attempt }
  | { event: 'status-told'; status: string }
  | { event: 'criteria-read'; criteria: Criteria }
  | { event: 'option-argued'; place: number; option: Option }
  /** `again` are the turns that waited before it, as they stand now. */
  | { event: 'turn-stored'; turn: Turn; again: readonly Turn[] }
  /** A turn that is shown comes again with a model's words, or its reading. */
  | { event: 'turn-worded'; turn: Turn }
  /** `more` of the same gesture are on their way. */
  | { event: 'decision-recorded'; decision: Decision; more: boolean }
  | ({ event: 'problem-met' } & NonNullable<ChatState['problem']>)
  | { event: 'connection-changed'; offline: boolean }
  | { event: 'problem-dismissed' }

/** What the page knows after an event. Pure: the same events always lead to the same page. */
export function reduce(state: ChatState, event: ChatEvent): ChatState {
  switch (event.event) {
    case 'conversation-received':
      return {
        ...state,
        conversation: event.conversation,
        // Whoever stopped waiting is shown an answer that was there already.
        sending: turnsOf(event.conversation) > turnsOf(state.conversation) ? null : state.sending,
        busy: null,
        problem: null,
        announcement: { says: event.says ?? '' },
      }
    case 'conversation-closed':
      return { ...emptyChat, offline: state.offline, announcement: { says: event.says ?? '' } }
    case 'work-begun':
      return { ...state, busy: event.busy, problem: null }
    case 'dossier-minimised':
      return { ...state, droppedHere: event.dropped }
    case 'message-sent':
      return {
        ...state,
        busy: null,
        problem: null,
        sending: { ...event.attempt, status: 'searching', criteria: null, options: [] },
        announcement: { says: '' },
      }
    case 'status-told':
      return whileSending(state, { status: event.status })
    case 'criteria-read':
      return whileSending(state, { criteria: event.criteria })
    case 'option-argued':
      return whileSending(state, { options: placed(state.sending?.options ?? [], event.place, event.option) })
    case 'turn-stored':
      return storedTurn(state, event.turn, event.again)
    case 'turn-worded':
      // In place, and never over a decision made meanwhile.
      return withTurns(state, (turns) =>
        turns.map((one) => (one.id === event.turn.id && (event.turn.decision || !one.decision) ? event.turn : one)),
      )
    case 'decision-recorded':
      return {
        ...withTurns(state, (turns) =>
          turns.map((turn) =>
            turn.id === event.decision.turnId ? { ...turn, state: 'decided' as const, decision: event.decision } : turn,
          ),
        ),
        busy: event.more ? state.busy : null,
        problem: null,
        announcement: { says: 'decided' },
      }
    case 'problem-met': {
      const { event: _event, ...met } = event
      return { ...state, sending: null, busy: null, problem: met, announcement: { says: '' } }
    }
    // What waits for a gesture goes on waiting; that there was no network is no news once it is back.
    case 'connection-changed': {
      const { problem } = state
      const waits = problem?.attempt || problem?.undecided || problem?.problem.code !== 'network'
      return { ...state, offline: event.offline, problem: event.offline || waits ? problem : null }
    }
    case 'problem-dismissed':
      return { ...state, problem: null }
  }
}

const turnsOf = (conversation: Conversation | null): number => conversation?.turns.length ?? 0

const whileSending = (state: ChatState, more: Partial<Sending>): ChatState =>
  state.sending ? { ...state, sending: { ...state.sending, ...more } } : state

function placed(options: readonly (Option | undefined)[], place: number, option: Option) {
  const copy = Array.from({ length: Math.max(options.length, place + 1) }, (_, index) => options[index])
  copy[place] = option
  return copy
}

function storedTurn(state: ChatState, turn: Turn, again: readonly Turn[]): ChatState {
  const { sending } = state
  // The same turn may come again, with a model's words in place of ours: that is no second answer.
  const known = state.conversation?.turns.some(({ id }) => id === turn.id)
  const stored = withTurns(state, (turns) => [
    ...turns.filter(({ id }) => id !== turn.id).map((one) => again.find(({ id }) => id === one.id) ?? one),
    turn,
  ])
  return {
    ...stored,
    foundHere: sending ? { ...state.foundHere, [turn.id]: sending.findings } : state.foundHere,
    sending: null,
    busy: null,
    problem: null,
    announcement: known ? state.announcement : { says: 'answered', turn },
  }
}

function withTurns(state: ChatState, change: (turns: Turn[]) => Turn[]): ChatState {
  if (!state.conversation) return state
  return { ...state, conversation: { ...state.conversation, turns: change(state.conversation.turns) } }
}
