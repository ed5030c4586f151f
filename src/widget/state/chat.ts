import type { Locale } from '../../../guardrails/finding.ts'
import type { CriteriaInput } from '../../criteria/criteria.ts'
import type { Dropped } from '../../need/profile.ts'
import type { DecisionInput } from '../../record/decision.ts'
import type { Turn } from '../../record/turn.ts'
import type { Api, MessageBody } from './api.ts'
import type { BrowserGuard } from './browser-guard.ts'
import { type Attempt, type ChatEvent, type ChatState, emptyChat, reduce, type Undecided } from './chat-state.ts'
import { forgetDraft } from './draft.ts'
import { isProblem, type Problem, stoppedProblem } from './problem.ts'
import { redactDossier, redactMessage } from './redact-message.ts'
import { readAnswer } from './stream.ts'

/** A decision as a person makes it on the page; the digest and what it supersedes are added here. */
export type Choice =
  | { kind: 'choose'; optionIds: [string, ...string[]]; note?: string }
  | { kind: 'none'; reason?: (DecisionInput & { kind: 'none' })['reason']; note?: string }
  | { kind: 'own'; itemId?: string; text?: string; note?: string }

export type Chat = ReturnType<typeof createChat>

/** Where the id of the conversation survives a reload of the tab; nothing else is kept. */
export interface Memory {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const remembered = 'eventail-conversation'

/** Holds the conversation of one page: what it knows, and what a counsellor can do. Every text is redacted before it leaves. */
export function createChat(options: {
  api: Api
  guard: BrowserGuard
  memory: Memory
  locale: () => Locale
  newKey: () => string
  onState: (state: ChatState, event: ChatEvent) => void
}) {
  const { api, guard, memory, newKey } = options
  let state = emptyChat
  let exchange = new AbortController()
  let waiting = new AbortController()

  function tellAnyway(event: ChatEvent): void {
    state = reduce(state, event)
    options.onState(state, event)
  }

  /** What happens in this exchange is told as long as it is the one on the page: an answer for one that was left is not shown in the next. */
  function entered() {
    const { signal } = exchange
    const left = () => signal.aborted
    return { left, tell: (event: ChatEvent) => (left() ? undefined : tellAnyway(event)) }
  }

  /** Shows again the conversation of this tab, if the server still has it. */
  async function resume(): Promise<void> {
    const id = memory.getItem(remembered)
    if (!id) return
    const { tell, left } = entered()
    tell({ event: 'work-begun', busy: 'conversation' })
    const answer = await api.conversation(id)
    if (left()) return
    if (answer.ok) {
      for (const turn of answer.value.turns) reserve(turn)
      tell({ event: 'conversation-received', conversation: answer.value })
    } else if (answer.problem.status === 404) close()
    else tell({ event: 'problem-met', problem: answer.problem, during: 'conversation' })
  }

  /** Shows another exchange of this counsellor; nothing of the one before stays in the tab. */
  async function open(id: string): Promise<void> {
    close()
    memory.setItem(remembered, id)
    await resume()
  }

  /** Keeps a set for later, or takes it up again. */
  async function keepForLater(turn: Turn, state: 'later' | 'to-decide'): Promise<void> {
    const id = conversationId()
    if (!id) return
    const { tell, left } = entered()
    const answer = await api.changeTurn(id, turn.id, { state })
    if (left()) return
    if (answer.ok) await reload()
    else tell({ event: 'problem-met', problem: answer.problem, during: 'decision' })
  }

  /** Says that a turn was misunderstood, or takes it back; true where the server heard it. */
  async function sayMisunderstood(turnId: string, misunderstood: boolean): Promise<boolean> {
    const id = conversationId()
    if (!id) return false
    const { tell } = entered()
    const answer = await api.changeTurn(id, turnId, { misunderstood })
    if (answer.ok) tell({ event: 'turn-worded', turn: answer.value })
    return answer.ok
  }

  /** Records what was ticked in the search without AI: a set of it, and the decision on that set, of one gesture. */
  async function decideFound(
    itemIds: readonly string[],
  ): Promise<{ turn: string; conversation: string; decidedAt: string } | { problem: Problem }> {
    const id = await opened()
    if (typeof id !== 'string') return { problem: id }
    const made = await api.setOfFound(id, itemIds, newKey())
    if (!made.ok) return { problem: made.problem }
    const [first, ...others] = made.value.options.map((option) => option.id)
    if (first === undefined) return { problem: { code: 'internal', status: 0 } }
    const optionsDigest = made.value.optionsDigest!
    const decision = { kind: 'choose' as const, optionIds: [first, ...others], optionsDigest }
    const answer = await api.decide(id, made.value.id, decision, newKey(), undefined)
    if (!answer.ok) return { problem: answer.problem }
    await reload()
    return { turn: made.value.id, conversation: id, decidedAt: answer.value.decidedAt }
  }

  const conversationId = () => state.conversation?.id

  async function opened(
    more: { dossier?: object; objection?: boolean } = {},
    policy?: string,
  ): Promise<string | Problem> {
    if (state.conversation) return state.conversation.id
    const { tell, left } = entered()
    const answer = await api.openConversation({ locale: options.locale(), ...more }, newKey(), policy)
    if (left()) return stoppedProblem()
    if (!answer.ok) return answer.problem
    memory.setItem(remembered, answer.value.id)
    tell({ event: 'conversation-received', conversation: answer.value })
    return answer.value.id
  }

  /** Redacts a message and sends it; `typed` is given back if it does not go through. */
  async function send(message: MessageBody, typed = message.text ?? ''): Promise<void> {
    if (state.sending) return
    const { tell, left } = entered()
    const redacted = await redactMessage(message, guard)
    if (left()) return
    const key = newKey()
    if (redacted.stays) {
      const attempt: Attempt = { key, message, body: {}, typed, findings: redacted.findings }
      return tell({ event: 'problem-met', problem: problemOfRedaction(redacted), during: 'message', attempt })
    }
    const { body, policy, findings } = redacted
    await deliver({ key, message, body, policy, typed, findings })
  }

  async function deliver(attempt: Attempt): Promise<void> {
    const { tell, left } = entered()
    const fail = (problem: Problem) => tell({ event: 'problem-met', problem, during: 'message', attempt })
    const id = await opened()
    if (typeof id !== 'string') return fail(id)
    tell({ event: 'message-sent', attempt })
    waiting = new AbortController()
    const { signal } = waiting
    const response = await api.sendMessage(id, attempt.body, attempt.key, attempt.policy, signal)
    if (left()) return
    if (signal.aborted) return stopped(id, attempt)
    if (isProblem(response)) return fail(response)
    let problem: Problem | undefined
    let shown: string | undefined
    for await (const event of readAnswer(response)) {
      if (left()) return
      if (event.kind === 'status') tell({ event: 'status-told', status: event.status })
      else if (event.kind === 'criteria') tell({ event: 'criteria-read', criteria: event.criteria })
      else if (event.kind === 'option') tell({ event: 'option-argued', place: event.place, option: event.option })
      else if (event.kind === 'turn' && event.turn.id === shown) tell({ event: 'turn-worded', turn: event.turn })
      else if (event.kind === 'turn') await store(event.turn)
      else problem = event.problem
      // A problem on the way may still be followed by the turn, worded without a model and labelled so.
      if (event.kind === 'turn') {
        problem = undefined
        shown = event.turn.id
      }
    }
    if (left()) return
    if (problem && signal.aborted) await stopped(id, attempt)
    else if (problem) fail(problem)
  }

  /** Whoever stops sees what the server had already answered, or gets the text back. */
  async function stopped(id: string, attempt: Attempt): Promise<void> {
    const { tell } = entered()
    const before = state.conversation?.turns.length ?? 0
    const answer = await api.conversation(id)
    if (answer.ok && answer.value.turns.length > before) {
      tell({ event: 'conversation-received', conversation: answer.value })
    } else tell({ event: 'problem-met', problem: stoppedProblem(), during: 'message', attempt })
  }

  /** A turn may have decided or set aside what waited before it: those are read again. */
  async function store(turn: Turn): Promise<void> {
    if (!state.conversation) return
    const { tell } = entered()
    reserve(turn)
    const { id, turns } = state.conversation
    const waiting = turns.filter((one) => one.state === 'to-decide' && one.id !== turn.id)
    const again = await Promise.all(waiting.map((one) => api.turn(id, one.id)))
    tell({ event: 'turn-stored', turn, again: again.flatMap((answer) => (answer.ok ? [answer.value] : [])) })
  }

  /** Corrects the criteria of the last turn: its options step back, and can be brought back. */
  async function correct(criteria: CriteriaInput, text?: string): Promise<void> {
    await send({ ...(text && { text }), ...(Object.keys(criteria).length > 0 && { criteria }) })
  }

  /** Confirms a decision that was said in words and filled in. */
  async function confirm(decision: DecisionInput): Promise<void> {
    await send({ decision })
  }

  /** Brings the earlier set of options back. */
  async function undo(): Promise<void> {
    if (state.busy || !state.conversation) return
    const { tell, left } = entered()
    tell({ event: 'work-begun', busy: 'undo' })
    const answer = await api.undo(state.conversation.id, newKey())
    if (left()) return
    if (answer.ok) await store(answer.value)
    else tell({ event: 'problem-met', problem: answer.problem, during: 'message' })
  }

  /**
   * Sends again what did not go through: the same message under the same key, so that it can only count once. Under other rules it is checked anew.
   */
  async function retry(): Promise<void> {
    const { attempt, problem, undecided } = state.problem ?? {}
    if (undecided) return record(undecided)
    if (!attempt) return
    if (problem?.code === 'policy-changed') await send(attempt.message, attempt.typed)
    else await deliver(attempt)
  }

  /** Records what a person chose: one decision a set. Those that do not go through wait, with their keys, for another gesture. */
  async function decide(made: readonly { turn: Turn; choice: Choice }[]): Promise<void> {
    await record(made.map((one) => ({ ...one, key: newKey() })))
  }

  async function record(undecided: readonly Undecided[]): Promise<void> {
    if (state.busy) return
    const { tell, left } = entered()
    tell({ event: 'work-begun', busy: 'decision' })
    for (const [at, { turn, choice, key }] of undecided.entries()) {
      const rest = undecided.slice(at)
      const fail = (problem: Problem) =>
        tell({
          event: 'problem-met',
          problem,
          during: 'decision',
          undecided: canBeSentAgain(problem) ? rest : undefined,
        })
      const supersedes = turn.decision?.id
      const decision = {
        ...choice,
        optionsDigest: turn.optionsDigest!,
        ...(supersedes && { supersedes }),
      } as DecisionInput
      const redacted = await redactMessage({ decision }, guard)
      if (left()) return
      if (redacted.stays) return fail(problemOfRedaction(redacted))
      if (turn.state === 'later') {
        const taken = await api.changeTurn(state.conversation!.id, turn.id, { state: 'to-decide' })
        if (!taken.ok) return fail(taken.problem)
      }
      const answer = await api.decide(state.conversation!.id, turn.id, redacted.body.decision!, key, redacted.policy)
      if (!answer.ok) return fail(answer.problem)
      tell({ event: 'decision-recorded', decision: answer.value, more: rest.length > 1 })
    }
  }

  /** Reads the conversation again: after a conflict, what the server has is what counts. */
  async function reload(): Promise<void> {
    if (!state.conversation) return resume()
    const { tell } = entered()
    const answer = await api.conversation(state.conversation.id)
    if (answer.ok) tell({ event: 'conversation-received', conversation: answer.value })
    else tell({ event: 'problem-met', problem: answer.problem, during: 'conversation' })
  }

  /** Takes another dossier, already without its unknown fields; `dropped` are those. What is kept and dropped comes back. */
  async function changeDossier(dossier: object, dropped: readonly Dropped[]): Promise<void> {
    const { tell } = entered()
    tell({ event: 'work-begun', busy: 'profile' })
    const redacted = await redactDossier(dossier, guard)
    if (redacted.stays) return tell({ event: 'problem-met', problem: problemOfRedaction(redacted), during: 'profile' })
    tell({ event: 'dossier-minimised', dropped: [...dropped, ...redacted.dropped] })
    await change({ dossier: redacted.dossier }, { says: 'profile-kept', policy: redacted.policy })
  }

  const setObjection = (objection: boolean) => change({ objection })

  async function change(
    body: { dossier?: object; objection?: boolean },
    { says, policy }: { says?: 'profile-kept'; policy?: string } = {},
  ): Promise<void> {
    const { tell } = entered()
    const existing = state.conversation?.id
    const id = existing ?? (await opened(body, policy))
    if (typeof id !== 'string') return tell({ event: 'problem-met', problem: id, during: 'profile' })
    const answer = existing
      ? await api.changeConversation(id, body, policy)
      : ({ ok: true, value: state.conversation! } as const)
    if (answer.ok) tell({ event: 'conversation-received', conversation: answer.value, says })
    else tell({ event: 'problem-met', problem: answer.problem, during: 'profile' })
  }

  /** Leaves this conversation for a new one; nothing known of the person stays in the tab. */
  function close(says?: 'erased'): void {
    exchange.abort()
    waiting.abort()
    exchange = new AbortController()
    memory.removeItem(remembered)
    forgetDraft(memory)
    guard.forget()
    tellAnyway({ event: 'conversation-closed', says })
  }

  async function erase(): Promise<void> {
    const id = state.conversation?.id
    if (!id) return close()
    const { tell } = entered()
    const answer = await api.eraseConversation(id)
    if (answer.ok || answer.problem.status === 404) close('erased')
    else tell({ event: 'problem-met', problem: answer.problem, during: 'conversation' })
  }

  function reserve(turn: Turn): void {
    if (turn.message) guard.reserve(turn.message.redacted)
    for (const text of turn.criteria.constraints) guard.reserve(text)
  }

  return {
    resume,
    open,
    keepForLater,
    sayMisunderstood,
    decideFound,
    send,
    correct,
    retry,
    confirm,
    undo,
    decide,
    reload,
    changeDossier,
    setObjection,
    close,
    erase,
    stop: () => waiting.abort(),
    setOffline: (offline: boolean) => tellAnyway({ event: 'connection-changed', offline }),
    dismiss: () => tellAnyway({ event: 'problem-dismissed' }),
  }
}

/** What may well go through the next time, as it is. */
const canBeSentAgain = ({ status, code }: Problem): boolean =>
  status >= 500 || ['network', 'overloaded', 'rate-limited'].includes(code)

function problemOfRedaction(redaction: {
  because: string
  findings: Problem['findings']
  limit?: number
  pointer: string
}): Problem {
  const { because, findings, limit, pointer } = redaction
  const errors = [{ pointer, detail: because }]
  if (because === 'too-long') return { code: 'message-too-long', status: 0, limit, errors }
  if (because === 'guard-failure') return { code: 'guard-failure', status: 0, errors }
  return { code: 'message-blocked', status: 0, findings, errors }
}
